"""The words of a PDF's pages: lines in the order in which they are written, and lines of one paragraph joined."""

from __future__ import annotations

import re
from typing import Any

from rasid.intake.visual_order import HAS_ARABIC, drawn_backwards, letters, set_right, turned

SPACES = re.compile(r"[ \t\xa0]+")
# Targets of a font's character map that are several letters: ligatures. They are written in the order of reading, also where the line
# is drawn backwards, and would come out with their letters exchanged.
LIGATURE = re.compile(rb"<((?:0[67][0-9A-Fa-f]{2}){2,4})>(?=\s*(?:<|endbf|\n|\r|\]))")
ENDS = tuple(".!؟?:؛…")
STARTS = re.compile(r"\s*(?:[-–—•*●▪◦·]|\(?[0-9٠-٩]{1,3}[.)\-–])\s")  # items of a list begin a line of their own
FULL = 0.75  # of the widest lines: a line that is longer ran on because the page ended, not the paragraph


def text_of(reader: Any) -> tuple[str, list[int]]:
    """The text of all pages, and the numbers of those that cannot be read."""
    pages, bad = extracted(reader)
    if drawn_backwards("\n".join(pages)):
        if exchange_ligatures(reader):
            pages, bad = extracted(reader)
        pages = set_right("\f".join("\n".join(turned(line) for line in page.split("\n")) for page in pages)).split("\f")
    return joined([line for page in pages for line in cleaned(page)]), bad


def extracted(reader: Any) -> tuple[list[str], list[int]]:
    """Each page as it is drawn, line by line."""
    pages, bad = [], []
    for number, page in enumerate(reader.pages, 1):
        try:
            pages.append(page_text(page))
        except Exception:  # one page's fonts or streams; the other pages are read
            bad.append(number)
    return pages, bad


def page_text(page: Any) -> str:
    """By places, which is how Arabic has to be read; pages without Arabic as pypdf reads them, which knows columns."""
    plain = str(page.extract_text())
    if not HAS_ARABIC.search(plain):
        return plain
    return str(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True)) or plain


def exchange_ligatures(reader: Any) -> bool:
    """Turns the letters of ligatures round in the fonts' character maps, so that turning the line round sets them right."""
    changed, seen = False, set()
    for page in reader.pages:
        try:
            fonts = page["/Resources"]["/Font"].get_object()
            maps = [fonts[name].get_object().get("/ToUnicode") for name in fonts]
        except (KeyError, TypeError, AttributeError):
            continue
        for stream in (m.get_object() for m in maps if m is not None):
            if id(stream) in seen:
                continue
            seen.add(id(stream))
            data = stream.get_data()
            turned_round = LIGATURE.sub(lambda m: b"<" + b"".join(reversed([m[1][i : i + 4] for i in range(0, len(m[1]), 4)])) + b">", data)
            if turned_round != data:
                stream.set_data(turned_round)
                changed = True
    return changed


def cleaned(page: str) -> list[str]:
    return [SPACES.sub(" ", letters(line)).strip() for line in page.split("\n")]


def joined(lines: list[str]) -> str:
    """Lines of a paragraph as one line: a line that is full, and does not end a sentence, goes on in the next."""
    widths = sorted(len(line) for line in lines if line)
    if not widths:
        return ""
    full = FULL * widths[int(len(widths) * 0.9)]
    out: list[str] = []
    going_on = False
    for line in lines:
        if going_on and line and not STARTS.match(line):
            out[-1] += " " + line
        elif line or (out and out[-1]):
            out.append(line)
        going_on = bool(line) and len(line) >= full and not line.endswith(ENDS)
    return "\n".join(out).strip()
