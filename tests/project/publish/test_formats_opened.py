"""What the formats write, opened by programs that are not of Python's installed here: a validator of Frictionless, LibreOffice without a
screen. Each is skipped with a reason where the program is not installed; the other programs are asked in test_formats_files.py.

LibreOffice is looked for as `soffice` on the path, or as what `RASID_SOFFICE` names.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from test_formats import let_out, made, read_csv
from test_release import make

from rasid.project.project import Project
from rasid.publish.formats import incident_table, table

SOFFICE = os.environ.get("RASID_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
PATIENCE_S = 240
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@pytest.mark.parametrize("format", ["csv", "csv-incidents", "acled", "ucdp"])
@pytest.mark.parametrize("excel", [False, True])
def test_frictionless_finds_no_fault_in_tables(filled: Project, tmp_path: Path, format: str, excel: bool) -> None:
    frictionless = pytest.importorskip("frictionless", reason="the validator of Frictionless is not installed")
    done, data = made(let_out(filled), format, filled, excel=excel)
    (tmp_path / "table.csv").write_bytes(data)
    resource = frictionless.Resource(path="table.csv", basepath=str(tmp_path), encoding="utf-8-sig" if excel else "utf-8")
    report = resource.validate()
    assert report.valid and report.tasks[0].stats["rows"] == done.rows, report.flatten(["rowNumber", "fieldNumber", "type", "message"])


def test_frictionless_finds_no_fault_in_a_release(filled: Project, tmp_path: Path) -> None:
    """Every table of the package against the fields, types and constraints that its descriptor gives."""
    frictionless = pytest.importorskip("frictionless", reason="the validator of Frictionless is not installed")
    pytest.importorskip("jsonlines", reason="the validator of Frictionless is installed without what reads JSON: frictionless[json]")
    make(filled, tmp_path / "out")
    report = frictionless.Package(str(next((tmp_path / "out").rglob("datapackage.json")))).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldNumber", "type", "message"])
    assert sum(task.stats.get("rows") or 0 for task in report.tasks) > 3


def converted(data: bytes, folder: Path, into: str) -> dict[str, bytes]:
    """A workbook as LibreOffice writes it anew, by the name of the file. `into`: the format and what it is told of it."""
    (folder / "book.xlsx").write_bytes(data)
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation={(folder / 'user').as_uri()}", "--convert-to", into]
    done = subprocess.run(
        [*command, "--outdir", str(folder / "made"), str(folder / "book.xlsx")], capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (folder / "made").iterdir()}


needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


@needs_libreoffice
def test_libreoffice_has_every_cell_of_a_workbook_with_its_arabic(filled: Project, tmp_path: Path) -> None:
    data = made(let_out(filled), "xlsx", filled, languages=("ar", "en"))[1]
    every_sheet = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # UTF-8, every sheet, figures as they stand
    )
    found = converted(data, tmp_path, every_sheet)
    arabic = 0
    for sheet, format, columns in (("Events", "csv", table), ("Incidents", "csv-incidents", incident_table)):
        rows = list(csv.DictReader(io.StringIO(found[f"book-{sheet}.csv"].decode(), newline="")))
        same = read_csv(made(let_out(filled), format, filled)[1])
        assert len(rows) == len(same) > 2
        for row, other in zip(rows, same, strict=True):
            assert {c.name: c.read(row[c.name]) for c in columns.COLUMNS} == {c.name: c.read(other[c.name]) for c in columns.COLUMNS}
            arabic += sum("\u0600" <= letter <= "\u06ff" for cell in row.values() for letter in cell)
    assert arabic > 200 and "قصف مدفعي أو صاروخي" in found["book-Codebook.csv"].decode()


@needs_libreoffice
@pytest.mark.parametrize(("languages", "direction"), [(("ar", "en"), "rl-tb"), (("en", "ar"), "lr-tb")])
def test_libreoffice_reads_an_arabic_workbook_from_the_right(
    filled: Project, tmp_path: Path, languages: tuple[str, ...], direction: str
) -> None:
    found = converted(made(let_out(filled), "xlsx", filled, languages=languages)[1], tmp_path, "fods")
    book = ElementTree.fromstring(found["book.fods"])
    modes = {
        style.attrib[f"{STYLE}name"]: properties.attrib.get(f"{STYLE}writing-mode")
        for style in book.iter(f"{STYLE}style")
        if (properties := style.find(f"{STYLE}table-properties")) is not None
    }
    sheets = {sheet.attrib[f"{TABLE}name"]: modes[sheet.attrib[f"{TABLE}style-name"]] for sheet in book.iter(f"{TABLE}table")}
    assert sheets == dict.fromkeys(("Events", "Incidents", "Codebook"), direction)
