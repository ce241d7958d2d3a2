"""What a cell of a table holds, and how a cell that a person has edited reads back.

A spreadsheet gives back other things than it was given: 5 as 5.0, true as TRUE, a day as a date-time. Each kind takes them all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rasid.model import UsageError

BETWEEN = "; "  # between the items of a list
RANGE = ".."  # "20..25", "40..", "..30": a hyphen would become a date in a spreadsheet
DAY = re.compile(r"\d{4}-\d\d-\d\d")
HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
TRUE, FALSE = frozenset(("1", "true", "yes", "نعم")), frozenset(("0", "false", "no", "لا"))


def listed(values: Iterable[Any]) -> str:
    """Items of a list in one cell. Every item keeps its place, an unknown one as nothing between its marks, so that lists about the same
    items go side by side; a list of nothing known is an empty cell."""
    told = ["" if v is None else str(v).replace(";", ",") for v in values]
    return BETWEEN.join(told) if any(told) else ""


def texts(values: Sequence[str | None]) -> str:
    """The same of texts at hand, of which there is most often one."""
    if len(values) != 1:
        return listed(values) if values else ""
    told = values[0] or ""
    return told.replace(";", ",") if ";" in told else told


def span_of(low: Any, high: Any) -> str:
    """ "3", "20..25", "40..", "..30"; empty where neither is known."""
    if low is None and high is None:
        return ""
    return str(low) if low == high else f"{'' if low is None else low}{RANGE}{'' if high is None else high}"


def read_word(cell: str) -> str | None:
    return cell or None


def read_words(cell: str) -> list[str | None]:
    return [part.strip() or None for part in cell.split(BETWEEN[0])] if cell else []


def read_truth(cell: str) -> bool:
    if cell.lower() in TRUE:
        return True
    if cell.lower() in FALSE:
        return False
    raise UsageError(f"{cell!r} is neither 1 nor 0.", hint="1 is yes, 0 is no.")


def read_whole(cell: str) -> int | None:
    if not cell:
        return None
    try:
        number = float(cell)
    except ValueError:
        number = 0.5
    if number != int(number):
        raise UsageError(f"{cell!r} is no whole number.")
    return int(number)


def read_number(cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        raise UsageError(f"{cell!r} is no number.") from None


def read_day(cell: str) -> str | None:
    """A day as it is written in a record. What a spreadsheet turned round (08/03/2024) is refused, not guessed."""
    if not cell:
        return None
    day = cell[:10]
    try:
        if DAY.fullmatch(day) and cell[10:].strip("T ") in ("", "00:00:00"):
            return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        pass
    raise UsageError(f"{cell!r} is no day like 2026-03-14.", hint="Year, month and day, with hyphens.")


def read_hours(cell: str) -> dict[str, str | None] | None:
    if not cell:
        return None
    first, mark, last = (part.strip() for part in cell.partition(RANGE))
    if not all(HOUR.fullmatch(part) for part in (first, last) if part) or not (first or last):
        raise UsageError(f"{cell!r} are no hours like 06:30, 06:30.. or 06:30..08:00.")
    return {"from": first or None, "to": (last or None) if mark else first}


# By kind: what a cell of it becomes. Everything but `text` can be edited where its column says so.
READERS: dict[str, Callable[[str], Any]] = {
    "word": read_word,
    "words": read_words,
    "truth": read_truth,
    "whole": read_whole,
    "number": read_number,
    "day": read_day,
    "hours": read_hours,
    "text": read_word,
}


def plain(cell: Any) -> str:
    """A cell as the text that was written, whatever a spreadsheet made of it: without the apostrophe that kept it from being a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()[:10]
    told = str(cell).strip()
    return told[1:] if told.startswith("'") and told[1:].startswith(("=", "+", "-", "@")) else told
