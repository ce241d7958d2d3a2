"""`rasid code` reads every format through the same finder, and starts as light as before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import intake_files as make
import intake_pages as pages
import pytest

from running import Rasid, runner

ONE = "قصفت مدفعية الجيش السوري بلدة التمانعة يوم الاثنين، ما أدى إلى مقتل ثلاثة مدنيين."
HEAVY = ("sqlalchemy", "duckdb", "trafilatura", "lxml", "openpyxl", "pypdf", "docx", "fastwarc", "httpx", "tempfile", "zipfile")


@pytest.fixture
def rasid(capfd: pytest.CaptureFixture[str]) -> Rasid:
    return runner(capfd)


def test_a_text_needs_none_of_the_readers_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(ONE, encoding="utf-8")
    script = (
        "import sys; from rasid.intake import read; got = list(read(sys.argv[1])); assert got[0].what.text\n"
        f"import rasid.cli.code; print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "report.txt")], capture_output=True, text=True, env=environment, check=True
    )
    assert [m for m in json.loads(done.stdout.replace("'", '"')) if m not in ("tempfile", "zipfile")] == []


def test_code_reads_a_mix(tmp_path: Path, rasid: Rasid) -> None:
    (tmp_path / "a.csv").write_text(f"نص الواقعة,يوم\n{ONE},3/4/2026\n", encoding="utf-8")
    (tmp_path / "b.html").write_text(pages.agency().replace(pages.LEDE, ONE), encoding="utf-8")
    (tmp_path / "c.warc.gz").write_bytes(make.warc(ONE))
    (tmp_path / "d.docx").write_bytes(make.docx(ONE))
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    mapping = '{"text": "نص الواقعة", "published": "يوم"}'
    done = rasid("code", tmp_path, "--format", "jsonl", "--mapping", mapping, "--date-order", "dmy", "--published", "2026-05-04")
    events = [json.loads(line) for line in done.out.splitlines()]
    starts = {e["time"]["start"] for e in events if e["type"] == "shelling"}
    assert done.code == 0 and {"2026-03-30", "2026-03-16", "2026-05-04"} <= starts
    assert "1 .png" in done.err


def test_a_table_with_doubtful_dates_says_what_to_do(tmp_path: Path, rasid: Rasid) -> None:
    (tmp_path / "a.csv").write_text(f"text,date\n{ONE},3/4/2026\n", encoding="utf-8")
    done = rasid("code", tmp_path / "a.csv")
    assert done.code == 1 and "--date-order" in done.err and "a.csv:2" in done.err
    assert rasid("code", tmp_path / "a.csv", "--date-order", "yyy").code == 2
    assert rasid("code", tmp_path / "a.csv", "--mapping", "{").code == 2
