"""Lines on a terminal: how wide they are, where they break, and how Arabic and Latin stand side by side without trading places.

Nothing is reordered or reshaped: that is the terminal's work. Runs of Arabic within a Latin line are put between FSI and PDI, so
that a terminal with bidi keeps the line's order; a line of Arabic begins with RLM, so that it is laid from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RUN = re.compile(f"[{RIGHT_TO_LEFT}](?:[^\n{FSI}{PDI}A-Za-z·,;:()\\[\\]]*[{RIGHT_TO_LEFT}])?")
MARKS = ("\ue000", "\ue001")  # open and close a marked stretch while lines are cut (marking.py): no cells, and never a report's own
# What a report must not do to a terminal: control characters, and bidi controls that would turn our own words about.
CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
BIDI_CONTROLS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
UNSAFE = dict.fromkeys(CONTROLS, " ") | dict.fromkeys((*BIDI_CONTROLS, *map(ord, MARKS)), "")


def safe(text: str) -> str:
    """Text of a report made harmless on a terminal."""
    return text.translate(UNSAFE)


@cache
def char_width(char: str) -> int:
    """Cells of one code point: marks and format characters take none, wide East Asian ones two."""
    if char in MARKS or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Cells of a terminal that a text takes."""
    return sum(map(char_width, text))


def isolated(text: str) -> str:
    """Every Arabic run between FSI and PDI."""
    return RUN.sub(lambda run: FSI + run[0] + PDI, text)


def wrapped(text: str, room: int) -> list[str]:
    """Lines of at most `room` cells, broken at spaces; a word wider than a line is cut."""
    lines, line, used = [], "", 0
    for word in text.split():
        for piece in pieces(word, room):
            size = width(piece)
            if line and used + 1 + size > room:
                lines.append(line)
                line, used = piece, size
            else:
                line, used = (f"{line} {piece}", used + 1 + size) if line else (piece, size)
    return [*lines, line] if line or not lines else lines


def pieces(word: str, room: int) -> Iterator[str]:
    if width(word) <= room:
        yield word
        return
    piece, used = "", 0
    for char in word:
        size = char_width(char)
        if used + size > room:
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + size
    if piece:
        yield piece


def hanging(label: str, text: str, room: int, indent: int = 14) -> list[str]:
    """`label`, then `text` wrapped in the column after it; isolates are made line by line, so none is left open."""
    lines = wrapped(text, max(20, room - indent))
    return [(label if n == 0 else "").ljust(indent) + isolated(line) for n, line in enumerate(lines)]
