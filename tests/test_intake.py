"""Intake: every encoding and container, and a sentence for each thing that cannot be read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.intake import Arrived, Notice, decode, publication, read, strange_language
from rasid.lexicon.fold import Folder
from rasid.model import InputError, RasidError, Report, UsageError

TEXT = "قصفت مدفعية الجيش السوري بلدة التمانعة مساء الاثنين، ما أدى إلى مقتل ثلاثة من المدنيين.\r\nوقال المرصد إن القصف استمر.\n"


def only(arrivals: list[Arrived]) -> object:
    assert len(arrivals) == 1, arrivals
    return arrivals[0].what


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
@pytest.mark.parametrize("text", [TEXT, "قصف", "قتل رجل في حمص", "قُتل 3 أشخاص.\r\r\n\x0bانتهى\u2028"])
def test_encodings(encoding: str, text: str) -> None:
    raw = text.encode(encoding, errors="ignore")
    assert decode(raw).text == raw.decode(encoding)


def test_iso_8859_6() -> None:
    text = TEXT.replace("\u0651", "")
    assert decode(text.encode("iso8859_6")) == (text, "iso8859_6", 0)


def test_utf8_cut_within_a_letter_is_read_with_a_note(tmp_path: Path) -> None:
    note, report = (a.what for a in read(put(tmp_path, "a.txt", TEXT.encode()[:40])))
    assert isinstance(note, Notice) and "1 places could not be read" in note.what
    assert isinstance(report, Report) and report.text.endswith("\ufffd")


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7\n%\xe2\xe3", b"PK\x03\x04....", b"\x89PNG\r\n\x1a\n\0\0", b"\0" * 100, bytes(range(256)) * 40, b"\x7fELF\1\1"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_binary_is_refused_once(tmp_path: Path, raw: bytes, name: str) -> None:
    error = only(list(read(put(tmp_path, name, raw))))
    assert isinstance(error, InputError) and error.where.endswith(name) and error.what.endswith(".")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_sentence(raw: bytes) -> None:
    try:
        assert isinstance(decode(raw).text, str)
    except InputError as error:
        assert error.what.endswith(".")


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأإؤئىةً،.0123456789\r\n", min_size=1).filter(str.strip))
def test_utf8_text_comes_back_to_the_letter(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text


def test_newlines_stay(tmp_path: Path) -> None:
    report = only(list(read(put(tmp_path, "a.txt", TEXT))))
    assert isinstance(report, Report) and report.text == TEXT and report.id.startswith("rp_")


def test_empty(tmp_path: Path) -> None:
    for name, content in (("a.txt", ""), ("b.txt", " \n\ufeff\t"), ("c.jsonl", ""), ("d.jsonl", "\n\n"), ("e.jsonl", '{"text": " "}')):
        notice = only(list(read(put(tmp_path, name, content))))
        assert isinstance(notice, Notice) and "empty" in notice.what


def test_missing_and_forbidden_names(tmp_path: Path) -> None:
    for name in (tmp_path / "none.txt", "a\0b", tmp_path / ("x" * 400)):
        error = only(list(read(name)))
        assert (isinstance(error, InputError) and "not" in str(error)) or "cannot" in str(error)


def test_rows(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a",
            "text": TEXT,
            "published": "2026-03-14T08:00:00Z",
            "title": "عنوان",
            "url": "https://x.example",
            "outlet": "o",
            "lang": "ar",
            "extra": 1,
        },
        {"id": 7, "text": "قصف\u2028قصف"},
        {"text": "قتل"},
    ]
    lines = "\ufeff" + "\n\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    got = [a.what for a in read(put(tmp_path, "a.jsonl", lines), published="2026-01-01")]
    assert [type(r) for r in got] == [Report] * 3
    assert [r.id for r in got[:2]] == ["a", "7"] and got[2].id.startswith("rp_")
    assert [r.published for r in got] == ["2026-03-14T08:00:00Z", "2026-01-01", "2026-01-01"]
    assert got[0].title == "عنوان" and got[1].text == "قصف\u2028قصف"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        ('"x"', "not an object"),
        ("{}", 'no "text"'),
        ('{"text": null}', 'no "text"'),
        ('{"text": 3}', 'no "text"'),
        ('{"text": "قتل", "published": "yesterday"}', "not a date"),
        ('{"text": "قتل", "published": "2026-02-30"}', "not a date"),
        ('{"text": "قتل", "published": 2026}', "not a date"),
        ('{"text": "قتل", "published": "0001-01-01"}', "not between"),
        ('{"text": "قتل", "id": {}}', "neither text nor a number"),
        ('{"text": "قتل", "id": true}', "neither"),
        ('{"text": "قتل", "title": []}', "not text"),
        ('{"text": "\\ud800"}', "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_one_bad_row_is_named_and_the_others_go_on(tmp_path: Path, row: str, said: str) -> None:
    good = '{"text": "قصف"}'
    got = list(read(put(tmp_path, "a.jsonl", f"{good}\n{row}\n{good}\n")))
    assert [type(a.what) for a in got] == [Report, InputError, Report]
    assert got[1].what.where.endswith("a.jsonl:2") and said in got[1].what.what


def test_rows_in_utf16(tmp_path: Path) -> None:
    report = only(list(read(put(tmp_path, "a.jsonl", '{"text": "قصف"}\n'.encode("utf-16")))))
    assert isinstance(report, Report) and report.text == "قصف"


def test_limits(tmp_path: Path) -> None:
    long = "قصف " * 400
    for name, content in (
        ("a.txt", long),
        ("b.jsonl", json.dumps({"text": long})),
        ("c.txt", long.encode("utf-16")),
        ("d.jsonl", "x" * 80_000),
    ):
        got = list(read(put(tmp_path, name, content), limit=1000))
        assert isinstance(got[0].what, InputError), name
        assert "limit is 0.001 MB" in got[0].what.what and "--max-mb" in got[0].what.hint
    assert isinstance(only(list(read(tmp_path / "a.txt"))), Report)


def test_a_line_far_too_long_is_passed_over(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", json.dumps({"text": "x" * 300_000}) + '\n{"text": "قصف"}\n')
    got = [a.what for a in read(path, limit=1000)]
    assert isinstance(got[0], InputError) and isinstance(got[1], Report)


def test_a_megabyte_line(tmp_path: Path) -> None:
    report = only(list(read(put(tmp_path, "a.txt", "قصف الجيش البلدة " * 60_000))))
    assert isinstance(report, Report) and len(report.text) == 17 * 60_000


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    put(tmp_path, "b.txt", "قصف ب")
    put(tmp_path, "sub/a.jsonl", '{"text": "قصف أ"}')
    put(tmp_path, "c.pdf", "%PDF")
    assert [a.what.text for a in read(tmp_path) if isinstance(a.what, Report)] == ["قصف ب", "قصف أ"]
    (tmp_path / "empty").mkdir()
    assert isinstance(only(list(read(tmp_path / "empty"))), Notice)


@pytest.mark.parametrize(("raw", "count"), [(TEXT, 1), ('{"text": "قصف"}\n{"text": "قتل"}\n', 2), ("{قصف}", 1), ("", 1)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: str, count: int) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw.encode())))
    got = list(read("-"))
    assert len(got) == count and all(a.where.startswith("standard input") for a in got)


@pytest.mark.parametrize("value", ["2026-03-14", "2026-03-14T08:30:00Z", "2026-03-14 08:30:00+03:00", None, ""])
def test_publication(value: str | None) -> None:
    assert publication(value) == (value or None)


@pytest.mark.parametrize(
    "value", ["14/03/2026", "2026-3-4", "2026-13-01", "20260314", "2026-W01-1", "الجمعة", "3026-01-01", "2026-03-14T99:00"]
)
def test_no_publication(value: str) -> None:
    with pytest.raises(UsageError) as caught:
        publication(value)
    assert caught.value.where == "--published"


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        (TEXT, False),
        ("قصف", False),
        ("Reuters: three killed in Homs", True),
        ("12 / 14", True),
        ("ﻗﺘﻞ ﺛﻼﺛﺔ", False),
        ("نیروهای دولتی شهر را بمباران کردند و این حمله از شمال با توپخانه انجام شده است که در آن سه نفر کشته شد", True),
        ("فوج نے شہر پر بمباری کی اور تین افراد ہلاک ہوئے جس میں دو بچے ہیں یہ واقعہ کل ہوا", True),
    ],
)
def test_languages(text: str, strange: bool) -> None:
    fold = Folder({"ى": "ي"}).fold
    said = strange_language(Report(id="r", text=text), "ar", "ء-ي", fold)
    assert bool(said) == strange and (not said or "no language pack" in said)


def test_errors_are_sentences() -> None:
    assert str(RasidError("it fails.", where="a.txt", hint="Mend it.")) == "a.txt: it fails. Mend it."
