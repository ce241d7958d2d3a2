"""Finding: what an input is told from its bytes, each report with its provenance, and a sentence for the rest."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from rasid.intake import Found, Notice, find
from rasid.model import InputError

TEXT = "قصفت مدفعية مجهولة أطراف بلدة تل الورد مساء الاثنين، ما أدى إلى مقتل ثلاثة مدنيين."


def put(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_keeps_its_bytes_and_its_name(tmp_path: Path) -> None:
    raw = TEXT.encode("cp1256")
    (one,) = find(put(tmp_path / "report.txt", raw), published="2026-03-14")
    assert isinstance(one, Found)
    assert (one.raw, one.name, one.how, one.encoding, one.locator) == (raw, "report.txt", "file", "cp1256", None)
    assert one.report.text == TEXT and one.report.published == "2026-03-14" and one.where == str(tmp_path / "report.txt")


def test_rows_share_the_bytes_of_their_file(tmp_path: Path) -> None:
    raw = f'{{"id": "a", "text": "{TEXT}"}}\n{{"id": "b", "text": "{TEXT}"}}\n'.encode()
    first, second = find(put(tmp_path / "rows.jsonl", raw))
    assert isinstance(first, Found) and isinstance(second, Found)
    assert first.raw == raw and first.raw is second.raw
    assert (first.locator, second.locator) == ("row 1", "row 2") and second.where.endswith("rows.jsonl:2")


def test_rows_of_a_stream_keep_their_own_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f'{{"text": "{TEXT} {n}"}}\n'.encode() for n in range(3)]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"".join(lines))))
    got = list(find("-"))
    assert [g.raw for g in got if isinstance(g, Found)] == lines and {g.how for g in got if isinstance(g, Found)} == {"stdin"}


def test_without_keeping_no_bytes_are_held(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", TEXT)
    put(tmp_path / "b.jsonl", f'{{"text": "{TEXT}"}}\n')
    assert [f.raw for f in find(tmp_path, keep=False) if isinstance(f, Found)] == [b"", b""]


def test_a_folder_is_read_in_order_and_says_what_it_passes_over(tmp_path: Path) -> None:
    put(tmp_path / "b.txt", TEXT)
    put(tmp_path / "a" / "rows.jsonl", f'{{"text": "{TEXT}"}}')
    put(tmp_path / "page", f"<!doctype html><html><head><title>خبر</title></head><body><p>{TEXT}</p></body></html>")
    put(tmp_path / "photo.jpg", b"\xff\xd8\xff")
    put(tmp_path / ".hidden.txt", TEXT)
    put(tmp_path / "~$report.docx", b"x")
    got = list(find(tmp_path))
    assert [g.name for g in got if isinstance(g, Found)] == ["a/rows.jsonl", "b.txt", "page"]
    (notice,) = (g for g in got if isinstance(g, Notice))
    assert "1 .jpg" in notice.what and notice.where == str(tmp_path)


def test_files_saved_beside_a_page_are_no_reports(tmp_path: Path) -> None:
    page = f"<html><body><p>{TEXT}</p></body></html>"
    put(tmp_path / "news.html", page)
    put(tmp_path / "news_files" / "frame.html", page)
    put(tmp_path / "other_files" / "c.html", page)
    assert [g.name for g in find(tmp_path) if isinstance(g, Found)] == ["news.html", "other_files/c.html"]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.pdf", b"no document", "ending of its name"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a PNG image"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        ("a.txt", b"{\\rtf1\\ansi }", "RTF"),
        ("a.xml", b'<?xml version="1.0"?><rss version="2.0"></rss>', "a feed"),
    ],
)
def test_what_is_no_report_is_a_sentence(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    (error,) = find(put(tmp_path / name, raw))
    assert isinstance(error, InputError) and said in error.what and error.where.endswith(name) and error.hint.endswith(".")


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    (error,) = find(tmp_path / "none.txt")
    assert isinstance(error, InputError) and "no such file" in error.what
