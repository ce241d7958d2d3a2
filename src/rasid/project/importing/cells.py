"""Cells of an edited table → the values that they stand for, by the kind of their column; damaged ones are mended, unclear ones refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from rasid.intake.dates import DIGITS, FIGURES
from rasid.model import UsageError
from rasid.project.importing.damage import day_of, number_of, one_line, text_of, whole_of
from rasid.project.importing.vocabulary import Vocabulary
from rasid.publish.formats.cell_kinds import FALSE, TRUE, read_hours
from rasid.publish.formats.table import Column

BETWEEN = re.compile("[;؛\n]")
SECONDS = re.compile(r"(?<=\d:\d\d):\d\d(?:\.\d+)?")
SHORT_YEAR = re.compile(r"(\d\d)[/.-](\d{1,2})[/.-](\d{1,2})")
CLOCK = re.compile(r"(?<![\d:])(\d):(\d\d)")


class Reader:
    """Reads cells. `order`: how days are written in figures where these leave it open, or what tells that when it is first asked."""

    def __init__(self, vocabulary: Vocabulary, order: Callable[[], str | None]) -> None:
        self.vocabulary, self.order = vocabulary, order

    def value(self, column: Column, cell: Any) -> Any:
        """What a cell stands for. Raises UsageError, without the column."""
        try:
            return getattr(self, column.kind)(column, cell)
        except ValueError as error:
            raise UsageError(f"{error}.") from None

    def word(self, column: Column, cell: Any) -> str | None:
        return self.vocabulary.id_of(column.name, one_line(cell) or None)

    def words(self, column: Column, cell: Any) -> list[str | None]:
        return [self.vocabulary.id_of(column.name, part) for part in parts(cell)]

    def truth(self, column: Column, cell: Any) -> bool:
        told = one_line(cell).translate(DIGITS).lower()
        if told in TRUE or told in FALSE:
            return told in TRUE
        raise UsageError(f"{told!r} is neither 1 nor 0.", hint="1 is yes, 0 is no.")

    def whole(self, column: Column, cell: Any) -> int | None:
        return whole_of(cell)

    def number(self, column: Column, cell: Any) -> float | None:
        return number_of(cell, decimal=True)

    def hours(self, column: Column, cell: Any) -> dict[str, str | None] | None:
        if isinstance(cell, (dt.datetime, dt.time)):
            cell = cell.strftime("%H:%M")
        elif isinstance(cell, float) and 0 <= cell < 1:  # a part of a day, as spreadsheets keep hours
            cell = f"{round(cell * 1440) // 60:02d}:{round(cell * 1440) % 60:02d}"
        return read_hours(CLOCK.sub(r"0\1:\2", SECONDS.sub("", one_line(cell).translate(DIGITS))))

    def day(self, column: Column, cell: Any) -> str | None:
        try:
            return day_of(cell)
        except ValueError:
            order = self.order()
            if order is None:
                raise
            return day_of(cell, order)


def parts(cell: Any) -> list[str | None]:
    """The items of a list, each in its place; those unknown at the end are left out."""
    told = [one_line(part) or None for part in BETWEEN.split(text_of(cell))]
    while told and told[-1] is None:
        told.pop()
    return told


def written(cell: Any) -> str:
    """A cell as it is compared before it is read: many of an edited table are as they were."""
    return one_line(cell)


def only_order(cell: str) -> set[str]:
    """The one order in which figures can be read as a day; empty where they can be in both, or are none, or may begin with the year."""
    if year_first(cell) is not None:
        return set()
    fitting = {o for o in ("dmy", "mdy") if read_in(cell, o)} if FIGURES.search(cell.translate(DIGITS)) else set()
    return fitting if len(fitting) == 1 else set()


def read_in(cell: Any, order: str) -> str | None:
    try:
        return day_of(cell, order)
    except ValueError:
        return None


def may_be(cell: Any) -> set[str]:
    """Every day that figures without a stated order may be."""
    return {day for day in (read_in(cell, "dmy"), read_in(cell, "mdy"), year_first(cell)) if day}


def year_first(cell: Any) -> str | None:
    """The day of figures that begin with a year of two digits (24-03-08), where they can."""
    found = SHORT_YEAR.fullmatch(one_line(cell).translate(DIGITS))
    return read_in(f"20{found[1]}-{found[2]}-{found[3]}", "dmy") if found else None
