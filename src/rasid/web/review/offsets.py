"""Offsets at the edge: records count code points, browsers count units of UTF-16. They convert here, and nowhere else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # characters of two units: emoji, rare letters


class Units:
    """The offsets of one text in both counts. Combining letters are code points and units alike: one each."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.wide = [m.start() for m in ASTRAL.finditer(text)]  # in code points
        self.wide_units = [at + n for n, at in enumerate(self.wide)]  # where each begins in units

    def unit(self, point: int) -> int:
        """Units before a code point."""
        return point + bisect_left(self.wide, point)

    def units(self, span: tuple[int, int] | list[int]) -> list[int]:
        return [self.unit(span[0]), self.unit(span[1])]

    def point(self, unit: int, *, up: bool = False) -> int:
        """Code points before a unit; of a unit within a character its start, or its end where `up`."""
        before = bisect_right(self.wide_units, unit - 1)  # wide characters that begin before it
        inside = bool(before) and self.wide_units[before - 1] == unit - 1
        found = unit - before + (0 if not inside else int(up))
        return max(0, min(found, self.length))

    def points(self, start: int, end: int) -> tuple[int, int]:
        """A selection of a browser as a span; one that cuts through a character takes all of it."""
        return self.point(start), self.point(end, up=True)
