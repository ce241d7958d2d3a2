"""Cells as spreadsheets give them back: days in figures or as serial numbers, 3 as 3.0, digits and signs of Arabic, an apostrophe in front.

What can be read in one way alone is read; what can be read in two is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from rasid.intake.dates import DIGITS, MARKS, written_date
from rasid.publish.cells import FORMULA

SPACES = re.compile(r"[\s\u00a0\u202f]+")
INVISIBLE = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
GROUPED = re.compile(r"[+-]?\d{1,3}([,٬' \u00a0\u202f])\d{3}(?:\1\d{3})*")
LOST = re.compile(r"[^\x00-\xff]")  # Western code pages have the others
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def text_of(cell: Any) -> str:
    """A cell as words. A whole number that became 3.0 is 3 again; an apostrophe before what would be a formula goes."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    told = str(cell).strip()
    return told[1:] if told.startswith("'") and told[1:].startswith(FORMULA) else told


def one_line(cell: Any) -> str:
    """A cell as words in one line, without invisible marks of direction."""
    return SPACES.sub(" ", INVISIBLE.sub("", text_of(cell))).strip()


def letters_lost(cell: Any, was: Any) -> bool:
    """Whether a text is what a program makes of another that has no letters for it («?????»), or takes its bytes for other letters."""
    told, before = one_line(cell), one_line(was)
    if not told or told == before or before.isascii():
        return False
    return told == LOST.sub("?", before) or told in misread(before)


@lru_cache(4096)
def misread(text: str) -> frozenset[str]:
    """A text in UTF-8 as programs show it that take it for one of the code pages of Windows."""
    return frozenset(one_line(text.encode().decode(page, "replace")) for page in ("cp1252", "cp1256", "latin-1"))


def number_of(cell: Any, decimal: bool = True) -> float | None:
    """A number; None where nothing stands. `decimal`: a lone comma is that of European spreadsheets (35,681 is 35.681), else it parts
    thousands. Raises ValueError with half a sentence."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    told = MARKS.sub("", text_of(cell)).translate(DIGITS).replace("٫", ".").replace("\u2212", "-").strip()
    if not told:
        return None
    if told.count(",") == 1 and "." not in told and (decimal or not GROUPED.fullmatch(told)):
        told = told.replace(",", ".")
    elif grouped := GROUPED.fullmatch(told):
        told = told.replace(grouped[1], "")
    if not NUMBER.fullmatch(told):
        raise ValueError(f"{text_of(cell)!r} is no number")
    return float(told)


def whole_of(cell: Any) -> int | None:
    """A whole number from 0 up. Raises ValueError."""
    number = number_of(cell, decimal=False)
    if number is None:
        return None
    if not number.is_integer() or number < 0:
        raise ValueError(f"{text_of(cell)!r} is no whole number from 0 up")
    return int(number)


def moment_of(cell: Any, order: str | None = None) -> str | None:
    """A day or moment as ISO 8601. `order`: dmy, mdy, ymd, where figures leave it open. Raises ValueError."""
    if isinstance(cell, str):
        cell = text_of(cell)
    return written_date(cell, order)


def day_of(cell: Any, order: str | None = None) -> str | None:
    """A day. Raises ValueError."""
    moment = moment_of(cell, order)
    return moment[:10] if moment else None
