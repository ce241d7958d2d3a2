"""PDF and DOCX: the words of a document as one report."""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Iterator
from typing import Any

from rasid.intake.found import Notice, Outcome
from rasid.intake.opening import Input, Wanted, checked, found
from rasid.intake.pdf_text import text_of
from rasid.model import InputError, Report
from rasid.model.report import report_id

LARGEST = 256_000_000
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A document's own date is that of its making. Where it was made and last saved within two days, that is when it was written; a
# form filled in years later keeps the day of the form, and tells nothing.
WRITTEN_WITHIN = dt.timedelta(days=2)
TEMPLATES = {dt.datetime(2013, 12, 23, 23, 15)}  # the moment in the template of python-docx, which programs leave as it is


def read_pdf(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    raw = item.whole(LARGEST)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("this PDF is locked with a password.", where=item.where, hint="Save it without one.")
        text, bad = text_of(reader)
    except InputError:
        raise
    except Exception as error:  # pypdf raises whatever it meets in damaged files
        raise InputError(f"this PDF cannot be read ({type(error).__name__}).", where=item.where, hint="Print it to PDF anew.") from None
    if bad:
        yield Notice(f"page {', '.join(map(str, bad[:10]))} of this PDF cannot be read; the others are.", item.where)
    if not text.strip():
        hint = "Run a text recognition (OCR) over it, and give its text."
        raise InputError("this PDF has pictures of its pages and no text.", where=item.where, hint=hint)
    made = document_dates(lambda: (reader.metadata.creation_date, reader.metadata.modification_date) if reader.metadata else (None, None))
    title = quiet(lambda: reader.metadata.title if reader.metadata else None)
    yield from one_document(item, wanted, raw, text, title, made, "application/pdf")


def read_docx(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    import docx

    raw = item.whole(LARGEST)
    try:
        document = docx.Document(io.BytesIO(raw))
        text = "\n".join(blocks_of(document))
    except Exception as error:  # python-docx and lxml raise whatever they meet in damaged files
        raise InputError(f"this document cannot be read ({type(error).__name__}).", where=item.where, hint="Save it anew.") from None
    properties = document.core_properties
    made = document_dates(lambda: (properties.created, properties.modified))
    yield from one_document(item, wanted, raw, text, quiet(lambda: properties.title), made, DOCX)


def blocks_of(document: Any) -> Iterator[str]:
    """Paragraphs and tables as they follow one another; a row of a table is a line, its cells between bars."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
            continue
        for row in block.rows:
            cells: list[str] = []
            last = None
            for cell in row.cells:
                if cell._tc is not last:  # a merged cell comes once for each column it spans
                    cells.append(" ".join(cell.text.split()))
                last = cell._tc
            yield " | ".join(c for c in cells if c)


def document_dates(both: Any) -> str | None:
    """The day a document was written, where its properties agree on one."""
    try:
        created, modified = (d.replace(tzinfo=None) if d else None for d in both())
    except Exception:  # badly written properties
        return None
    if (
        created is None
        or modified is None
        or created in TEMPLATES
        or not dt.timedelta(0) <= modified - created <= WRITTEN_WITHIN
        or created.year < 1990
    ):
        return None
    return modified.date().isoformat()


def quiet(get: Any) -> str | None:
    try:
        value = get()
    except Exception:  # badly written properties
        return None
    return " ".join(str(value).split()) or None if value else None


def one_document(
    item: Input, wanted: Wanted, raw: bytes, text: str, title: str | None, made: str | None, media_type: str
) -> Iterator[Outcome]:
    """The report. A date that the person states goes before the document's own."""
    if notice := checked(text, item.where, wanted.limit):
        yield notice
        return
    details = {**item.details, "published_from": "document properties"} if made and not wanted.published else item.details
    report = Report(id=report_id(raw), text=text, published=wanted.published or made, title=title)
    yield found(item, report, raw if wanted.keep else b"", media_type=media_type, details=details)
