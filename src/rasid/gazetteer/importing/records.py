"""A file of places as records, whatever its format: one dictionary a row, with the line or feature it stands on.

What cannot be read as a row comes out as `Bad`, with the reason, and the rest goes on. A file that is none of these formats at all
raises PlacesError. Nothing is held in memory but one row (of GeoJSON: the file's text).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from rasid.gazetteer.importing.geometry import point_of
from rasid.intake.decode import BOMS, decode, mostly_utf8
from rasid.model import InputError, PlacesError

FORMATS = ("geonames", "csv", "tsv", "jsonl", "geojson", "xlsx")
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".geojson": "geojson",
    ".json": "geojson",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
GEONAMES = (
    "geonameid name asciiname alternatenames lat lon class code country cc2 admin1 admin2 admin3 admin4 population elevation dem zone date"
).split()
SAMPLE = 262_144  # bytes looked at to tell encoding and format
MANY = 1000  # rows between two words of progress
WIDEST_CELL = 50_000_000
REPLACED = "\ufffd"
Progress = Callable[[int, int], None]  # bytes read, of how many


class Record(NamedTuple):
    line: str
    values: dict[str, Any]


class Bad(NamedTuple):
    line: str
    reason: str


class Source(NamedTuple):
    """A file that was recognised."""

    path: Path
    format: str
    encoding: str
    notes: tuple[str, ...] = ()


def recognise(path: Path, format_: str | None = None) -> Source:
    """The format and encoding of a file. Raises PlacesError where it is empty, packed, or nothing we can read."""
    try:
        with path.open("rb") as handle:
            sample = handle.read(SAMPLE)
    except OSError as error:
        raise PlacesError(f"the file cannot be read ({error.strerror or error}).", where=str(path)) from None
    if not sample.strip(b"\r\n\t \0\xef\xbb\xbf"):
        raise PlacesError("the file is empty.", where=str(path))
    if sample.startswith(b"PK\x03\x04"):
        return packed(path, format_)
    if format_ == "xlsx":
        raise PlacesError("this is no XLSX workbook.", where=str(path), hint="Save it as XLSX or CSV.")
    encoding, notes = encoding_of(path, sample)
    text = sample.decode(encoding, errors="replace").lstrip("\ufeff")
    return Source(path, format_ or format_of(path, text), encoding, notes)


def packed(path: Path, format_: str | None) -> Source:
    """A file that begins as a zip does: a workbook, or an archive to be unpacked first."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise PlacesError("this workbook or archive is cut short or damaged.", where=str(path), hint="Download it again.") from None
    if "xl/workbook.xml" in names and format_ in (None, "xlsx"):
        return Source(path, "xlsx", "")
    inside = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    raise PlacesError(f"this is a zip archive ({inside}).", where=str(path), hint="Unpack it, and import the file within.")


def encoding_of(path: Path, sample: bytes) -> tuple[str, tuple[str, ...]]:
    """The encoding of a file by its beginning, with a note where it is not UTF-8. Raises PlacesError."""
    for mark, encoding in BOMS:
        if sample.startswith(mark):
            return ("utf-8-sig", ()) if encoding == "utf-8" else (encoding, (f"read as {encoding.upper()}.",))
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        whole.decode("utf-8")
        if whole.count(b"\0") == 0:
            return "utf-8", ()
    except UnicodeDecodeError:
        pass
    if mostly_utf8(whole):
        return "utf-8", ()
    try:
        made = decode(whole[: len(whole) // 4 * 4] if whole is sample else whole)
    except InputError as error:
        raise PlacesError(error.what, where=str(path), hint=error.hint) from None
    return made.encoding, () if made.encoding == "utf-8" else (f"read as {made.encoding}, by its letters; save it as UTF-8 to be sure.",)


def format_of(path: Path, text: str) -> str:
    """The format of a text by its first line and the file's ending. Raises PlacesError."""
    first = text.lstrip().partition("\n")[0]
    cells = first.split("\t")
    if len(cells) == len(GEONAMES) and cells[0].isdigit():
        return "geonames"
    if first.startswith("{"):
        return "geojson" if '"FeatureCollection"' in text or path.suffix.lower() == ".geojson" else "jsonl"
    known = ENDINGS.get(path.suffix.lower())
    if known in ("csv", "tsv", "jsonl"):
        return known
    if len(cells) > 2:
        return "tsv"
    if sum(first.count(c) for c in ",;") > 1:
        return "csv"
    raise PlacesError(
        "this is no format of places that Rasid knows.", where=str(path), hint=f"It reads {', '.join(FORMATS)}; --format says which it is."
    )


def records(source: Source, progress: Progress | None = None) -> Iterator[Record | Bad]:
    """The rows of a file, in order."""
    if source.format == "xlsx":
        yield from of_workbook(source.path, progress)
        return
    total = source.path.stat().st_size
    with source.path.open("rb") as raw:
        stream = io.TextIOWrapper(raw, encoding=source.encoding, errors="replace", newline="")
        rows = {"geonames": of_geonames, "jsonl": of_jsonl, "geojson": of_geojson}.get(source.format, of_table)(stream, source)
        for n, row in enumerate(rows):
            if progress and n % MANY == 0:
                progress(raw.tell(), total)
            yield row
        if progress:
            progress(total, total)


def of_geonames(stream: IO[str], source: Source) -> Iterator[Record | Bad]:
    """A dump of GeoNames: 19 columns between tabs, no header, no quotes."""
    for n, line in enumerate(stream, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == 1 and not cells[0].strip():
            continue
        if len(cells) != len(GEONAMES):
            yield Bad(
                str(n), f"it has {len(cells)} of {len(GEONAMES)} columns" + ("" if line.endswith("\n") else ": the file is cut short")
            )
        elif REPLACED in line:
            yield Bad(str(n), "it holds bytes that are no text in the file's encoding")
        else:
            yield Record(str(n), dict(zip(GEONAMES, cells, strict=True)))


def of_table(stream: IO[str], source: Source) -> Iterator[Record | Bad]:
    """CSV or TSV with a header. A semicolon or tab is told from the header line."""
    csv.field_size_limit(WIDEST_CELL)
    header = stream.readline().lstrip("\ufeff")
    mark = "\t" if source.format == "tsv" else max(",;\t", key=header.count)
    if header.count(mark) == 0:
        raise PlacesError(
            "its first line is no header of several columns.", where=str(source.path), hint="The first line names the columns."
        )
    columns = [c.strip() for c in next(csv.reader([header], delimiter=mark))]
    reader = csv.reader(stream, delimiter=mark)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Bad(str(reader.line_num + 1), f"it is no row of a table ({error})")
            continue
        line = str(reader.line_num + 1)
        if not any(c.strip() for c in cells) or cells[0].startswith("#"):  # HXL tags stand below the header
            continue
        if (len(cells) != len(columns) and any(c.strip() for c in cells[len(columns) :])) or len(cells) < len(columns):
            yield Bad(line, f"it has {len(cells)} cells, the header {len(columns)}")
        elif any(REPLACED in c for c in cells):
            yield Bad(line, "it holds bytes that are no text in the file's encoding")
        else:
            yield Record(line, dict(zip(columns, cells, strict=False)))


def of_jsonl(stream: IO[str], source: Source) -> Iterator[Record | Bad]:
    for n, line in enumerate(stream, 1):
        line = line.strip().lstrip("\ufeff")
        if not line:
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            yield Bad(str(n), "it is no JSON")
            continue
        if not isinstance(values, dict):
            yield Bad(str(n), "it is no JSON object")
        elif REPLACED in line:
            yield Bad(str(n), "it holds bytes that are no text in the file's encoding")
        elif values.get("type") == "Feature":
            yield of_feature(values, str(n))
        else:
            yield Record(str(n), values)


def of_geojson(stream: IO[str], source: Source) -> Iterator[Record | Bad]:
    """A FeatureCollection, feature by feature. A file cut short gives its whole features, and one bad row."""
    text = stream.read()
    at = text.find("[", text.find('"features"'))
    if at < 0 or '"features"' not in text:
        hint = "A GeoJSON FeatureCollection, or one JSON object a line, is read."
        raise PlacesError("this JSON has no features.", where=str(source.path), hint=hint)
    decoder, n = json.JSONDecoder(), 0
    while True:
        at += 1
        while at < len(text) and text[at] in " \r\n\t,":
            at += 1
        if at < len(text) and text[at] == "]":
            return
        n += 1
        try:
            feature, at = decoder.raw_decode(text, at)
            at -= 1
        except (ValueError, RecursionError):
            yield Bad(f"feature {n}", "the file is cut short or damaged here")
            return
        if not isinstance(feature, dict):
            yield Bad(f"feature {n}", "it is no feature")
        else:
            yield of_feature(feature, f"feature {n}")


def of_feature(feature: dict[str, Any], line: str) -> Record | Bad:
    """A feature's properties, with the point of its geometry where they have none of their own."""
    values = feature.get("properties")
    if not isinstance(values, dict):
        return Bad(line, "it has no properties")
    try:
        point = point_of(feature.get("geometry"))
    except (TypeError, ValueError, IndexError, KeyError, RecursionError):
        return Bad(line, "its geometry is not to be read")
    return Record(line, {**values, **({} if point is None else {"\0lat": point[0], "\0lon": point[1]})})


def of_workbook(path: Path, progress: Progress | None) -> Iterator[Record | Bad]:
    """Every sheet of a workbook that has a header of several names in its first rows."""
    import warnings

    import openpyxl  # 0.2 s, needed for workbooks only

    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise PlacesError(f"this workbook cannot be read ({type(error).__name__}).", where=str(path), hint="Save it as CSV.") from None
    sheets = book.worksheets
    try:
        for done, sheet in enumerate(sheets):
            columns: list[str] = []
            for n, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                told = [c for c in cells if c not in (None, "")]
                if not told or str(told[0]).startswith("#"):
                    continue
                if not columns:
                    if len(told) > 1 and all(isinstance(c, str) for c in told):
                        columns = ["" if c is None else str(c).strip() for c in cells]
                    continue
                values = {c: v for c, v in zip(columns, cells, strict=False) if c and v is not None}
                yield Record(f"{sheet.title} {n}" if len(sheets) > 1 else str(n), values)
                if progress and n % MANY == 0:
                    progress(done * MANY + min(n * MANY // max(sheet.max_row or n, n), MANY), len(sheets) * MANY)
    except (zipfile.BadZipFile, EOFError, ValueError, SyntaxError, KeyError, OSError):
        yield Bad("the workbook", "it is damaged from here on")
    finally:
        book.close()
    if progress:
        progress(1, 1)
