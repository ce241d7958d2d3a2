"""PDF and DOCX: the words in the order in which they are written, whatever the order in which they are drawn."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from pathlib import Path

import intake_files as make
import pytest

from rasid.intake import Found, Notice, find
from rasid.intake.visual_order import drawn_backwards, letters, turned
from rasid.model import InputError

LINES = [
    "قصفت مدفعية مجهولة بلدة تل الورد مساء الاثنين 16/3/2026، ما أدى إلى مقتل 12 مدنيا (بينهم 4 أطفال) وإصابة",
    "نحو 25% من سكان الحي، حسب ما نقلت وكالة Oasis News Agency عن المصدر عند الساعة 21:30.",
    "واللاجئون عادوا إلى منازلهم ليلا.",
]
WRITTEN = f"{LINES[0]} {LINES[1]}\n{LINES[2]}"
# The first line as a PDF draws it, letter by letter from the left.
DRAWN = "ةباصإو (لافطأ 4 مهنيب) ايندم 12 لتقم ىلإ ىدأ ام ،16/3/2026 نينثالا ءاسم درولا لت ةدلب ةلوهجم ةيعفدم تفصق"
DRAWN_2 = ".21:30 ةعاسلا دنع ردصملا نع Oasis News Agency ةلاكو تلقن ام بسح ،يحلا ناكس نم %25 وحن"
DRAWN_3 = ".اليل مهلزانم ىلإ اوداع نوئجاللاو"


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def one(path: Path, published: str | None = None) -> Found:
    (found,) = find(path, published)
    assert isinstance(found, Found)
    return found


def shapes(text: str) -> str:
    """The text in presentation forms, as old programs write it into a PDF."""
    forms = {
        unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFE8D, 0xFEF5) if len(unicodedata.normalize("NFKC", chr(c))) == 1
    }
    return "".join(forms.get(c, c) for c in text)


@pytest.mark.parametrize("drawn", [LINES, [DRAWN, DRAWN_2, DRAWN_3], [shapes(line) for line in (DRAWN, DRAWN_2, DRAWN_3)]])
def test_a_pdf_however_it_is_drawn(tmp_path: Path, drawn: list[str]) -> None:
    path = put(tmp_path / "a.pdf", make.pdf(*drawn))
    found = one(path, "2026-03-17")
    assert found.report.text == WRITTEN
    assert (found.raw, found.media_type, found.report.published) == (path.read_bytes(), "application/pdf", "2026-03-17")


def test_lines_are_turned_but_for_figures_and_latin() -> None:
    assert [turned(line) for line in (DRAWN, DRAWN_2, DRAWN_3)] == LINES
    assert turned("Oasis News Agency") == "Oasis News Agency" and turned("") == ""
    assert turned("F-16 تارئاط ترمد") == "دمرت طائرات F-16"
    assert letters("ﻗﺼﻒ ﻻ") == "قصف لا"


@pytest.mark.parametrize("text", [*LINES, "قصف", "قصفت المدفعية"])
def test_written_lines_are_not_taken_for_drawn_ones(text: str) -> None:
    assert not drawn_backwards(text)


def test_paragraphs_stay_apart_and_list_items_too(tmp_path: Path) -> None:
    long = "قصفت مدفعية مجهولة بلدة تل الورد مساء الاثنين ما أدى إلى مقتل"
    drawn = [f"{long}", "ثلاثة مدنيين.", "الأسماء:", "- سامر", "- ريم", f"{long}", "1. رجل", "2. امرأة"]
    assert (
        one(put(tmp_path / "a.pdf", make.pdf(*drawn))).report.text
        == f"{long} ثلاثة مدنيين.\nالأسماء:\n- سامر\n- ريم\n{long}\n1. رجل\n2. امرأة"
    )


def test_a_scanned_pdf_and_a_broken_one_are_sentences(tmp_path: Path) -> None:
    (error,) = find(put(tmp_path / "scan.pdf", make.pdf()))
    assert isinstance(error, InputError) and "no text" in error.what and "OCR" in error.hint
    (error,) = find(put(tmp_path / "cut.pdf", b"%PDF-1.4\n1 0 obj\n<<"))
    assert isinstance(error, InputError) and "cannot be read" in error.what


def test_a_locked_pdf_is_a_sentence(tmp_path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(make.pdf(*LINES)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    (error,) = find(tmp_path / "a.pdf")
    assert isinstance(error, InputError) and "password" in error.what


def test_docx_with_a_table_in_its_place(tmp_path: Path) -> None:
    raw = make.docx(LINES[0], "", LINES[2], rows=[["المكان", "القتلى"], ["تل الورد", "12"]], title="تقرير يومي")
    found = one(put(tmp_path / "a.docx", raw))
    assert found.report.text == f"{LINES[0]}\n\n{LINES[2]}\nالمكان | القتلى\nتل الورد | 12\nبعد الجدول."
    assert found.report.title == "تقرير يومي" and found.report.published is None


@pytest.mark.parametrize(
    ("created", "modified", "stated", "date"),
    [
        (dt.datetime(2026, 3, 17, 9), dt.datetime(2026, 3, 18, 8), None, "2026-03-18"),
        (dt.datetime(2026, 3, 17, 9), dt.datetime(2026, 3, 18, 8), "2026-03-20", "2026-03-20"),
        (dt.datetime(2019, 1, 1), dt.datetime(2026, 3, 18), None, None),
        (dt.datetime(2026, 3, 18), dt.datetime(2026, 3, 17), None, None),
    ],
)
def test_a_documents_date_counts_only_where_it_can_be_that_of_writing(
    tmp_path: Path, created: dt.datetime, modified: dt.datetime, stated: str | None, date: str | None
) -> None:
    raw = make.docx(LINES[0], created=created, modified=modified)
    assert one(put(tmp_path / "a.docx", raw), stated).report.published == date


def test_an_empty_document_is_a_notice(tmp_path: Path) -> None:
    (notice,) = find(put(tmp_path / "a.docx", make.docx("")))
    assert isinstance(notice, Notice) and "empty" in notice.what
