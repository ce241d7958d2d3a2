"""Damaged and hostile files: whatever is done to a file of any format, intake gives reports, notices and sentences, and ends."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import intake_files as make
import intake_pages as pages
import pytest
from test_intake_tables import parquet, workbook

from rasid.intake import Found, Notice, find
from rasid.model import InputError

TEXT = "قصفت مدفعية بلدة تل الورد مساء الاثنين، ما أدى إلى مقتل ثلاثة مدنيين."
ROWS = "".join(json.dumps({"text": f"{TEXT} {n}", "published": "2026-03-17"}, ensure_ascii=False) + "\n" for n in range(5))
EACH = 25  # damaged copies of each file
MAKERS: dict[str, Callable[[], bytes]] = {
    "a.txt": lambda: TEXT.encode("cp1256"),
    "a.jsonl": lambda: ROWS.encode(),
    "a.csv": lambda: f'text;date;id\n"{TEXT}\n,;""x""";2026-03-17;1\n{TEXT};17/3/2026;2\n'.encode(),
    "u.csv": lambda: f"text\ttitle\n{TEXT}\tx\n".encode("utf-16"),
    "a.json": lambda: json.dumps([{"text": TEXT}, {"content": TEXT, "date": 46098}], ensure_ascii=False).encode(),
    "b.json": lambda: json.dumps({"items": [{"text": TEXT}]}, indent=1).encode(),
    "a.html": lambda: pages.agency().encode(),
    "b.html": lambda: pages.wordpress().encode("utf-16"),
    "c.html": lambda: pages.old().encode("cp1256"),
    "d.html": lambda: pages.telegram().encode(),
    "a.xlsx": lambda: workbook([["text", "date"], [TEXT, "2026-03-17"]]),
    "a.pdf": lambda: make.pdf(TEXT, TEXT, pages=2),
    "a.docx": lambda: make.docx(TEXT, rows=[["a", "b"]]),
    "a.warc": lambda: make.warc(TEXT, TEXT, packed=False),
    "a.warc.gz": lambda: make.warc(TEXT, TEXT),
    "a.wacz": lambda: make.zipped({"datapackage.json": b"{}", "archive/d.warc.gz": make.warc(TEXT)}),
    "result.json": lambda: make.telegram(TEXT, ["a", {"type": "bold", "text": TEXT}]),
    "a.zip": lambda: make.zipped({"a.txt": TEXT.encode(), "b/c.html": pages.plain().encode(), "d.jsonl": ROWS.encode()}),
    "a.csv.gz": lambda: gzip.compress(f"text\n{TEXT}\n".encode()),
}


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changed, a stretch lost, doubled, or exchanged for another, or cut short."""
    out = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not out:
            return b""
        at = chance.randrange(len(out))
        size = chance.choice((1, 4, 32, 256))
        kind = chance.randrange(6)
        if kind == 0:
            out[at] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + size]
        elif kind == 2:
            out[at:at] = out[at : at + size]
        elif kind == 3:
            out[at : at + size] = chance.randbytes(size)
        elif kind == 4:
            del out[at:]
        else:
            out[at:at] = chance.choice((b"\0", b"\xff\xff\xff\xff", b"<", b'"', b"[", b"{", b"99999999999", b"\r\n\r\n", b"../"))
    return bytes(out)


def check(path: Path, raw: bytes) -> int:
    """Reads it, and looks at whatever came. The number of reports."""
    path.write_bytes(raw)
    reports = 0
    for outcome in find(path):
        assert isinstance(outcome, (Found, Notice, InputError)) and outcome.where, outcome
        if isinstance(outcome, Found):
            reports += 1
            assert outcome.report.text.strip() and outcome.report.id and outcome.report.text.encode("utf-8"), outcome.where
        else:
            assert outcome.what.rstrip().endswith(".") and "\n" not in outcome.what and "Traceback" not in outcome.what, outcome
            assert len(outcome.what) < 1000
    return reports


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = parquet(tmp_path_factory.mktemp("parquet") / "a.parquet", f"SELECT '{TEXT}' AS text, DATE '2026-03-17' AS date")
    return {name: make_it() for name, make_it in MAKERS.items()} | {"a.parquet": path.read_bytes()}


@pytest.mark.parametrize("name", [*MAKERS, "a.parquet"])
def test_damage_is_told_in_sentences(tmp_path: Path, originals: dict[str, bytes], name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path / name, originals[name]) >= 1
    chance = random.Random(name)
    for _ in range(EACH):
        check(tmp_path / name, damaged(originals[name], chance))
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("name", [*MAKERS, "a.parquet"])
def test_any_content_under_any_name(tmp_path: Path, originals: dict[str, bytes], name: str) -> None:
    raw = originals[name]
    for other in ("x.txt", "x.jsonl", "x.csv", "x.json", "x.html", "x.zip", "x"):
        check(tmp_path / other, raw)
