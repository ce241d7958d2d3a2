"""Counts as rows that brush, and what is brushed as a list to take back: every one of them an address of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, urlencode

from rasid.store.cube.asking import Figures, Tally
from rasid.web.asked import ONCE
from rasid.web.explore.naming import Naming
from rasid.web.speech import Speech

PAGE = "/explore"
EACH = "each"  # the stretch of time in an address
SHADES = 5
FIELDS = {"province": "area", "type": "type", "weapon": "weapon", "source": "source", "state": "state"}
ROWS = 12  # of a chart; the rest is told as one


class Bar(NamedTuple):
    """A row of a chart. `share`: of the longest, in hundredths; `on`: whether it is brushed; `address`: brushes it, or takes it back."""

    key: str
    name: str
    number: int
    share: float
    on: bool
    address: str


class Chart(NamedTuple):
    """`rest`: events under values that have no row, where one event may stand in several; `none`: events without any."""

    id: str
    bars: list[Bar]
    values: int
    none: int


class Cell(NamedTuple):
    number: int
    shade: int
    on: bool
    address: str
    name: str


class Side(NamedTuple):
    key: str
    name: str
    on: bool
    address: str


class Matrix(NamedTuple):
    """Who against whom: `rows` acted, `columns` were acted upon."""

    columns: list[Side]
    rows: list[tuple[Side, list[Cell]]]


class Chosen(NamedTuple):
    """A brush that is on, in words, and the address without it."""

    key: str
    field: str
    value: str
    address: str


class Brushes:
    """Makes addresses and rows for what an address said."""

    def __init__(self, said: dict[str, list[str]], each: str | None, naming: Naming) -> None:
        self.said, self.each, self.naming = said, each, naming
        self.areas: str | None = None

    def address(self, changes: dict[str, list[str]] | None = None, path: str = PAGE) -> str:
        """The address with these fields in place of what stands in it."""
        told = {**self.said, **(changes or {})}
        pairs = [(name, value) for name, values in told.items() for value in values]
        pairs += [(EACH, self.each)] if self.each and path == PAGE else []
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def file(self, chart: str, ending: str, profile: str) -> str:
        """The address of this view's counts as a file."""
        told = self.address(path=f"{PAGE}/{chart}.{ending}")
        more = {"profile": profile} | ({EACH: self.each} if self.each else {})
        return f"{told}{'&' if '?' in told else '?'}{urlencode(more)}"

    def within(self, area: str) -> str:
        """The address with this area: asked for hundreds of them, it is put together once."""
        if self.areas is None:
            self.areas = self.address({"area": []})
        return f"{self.areas}{'&' if '?' in self.areas else '?'}area={quote(area, safe='')}"

    def toggled(self, field: str, value: str) -> str:
        """With a value, or without it where it is there. What stands once is replaced."""
        now = self.said.get(field, [])
        if value in now:
            return self.address({field: [v for v in now if v != value]})
        return self.address({field: [value] if field in ONCE else [*now, value]})

    def chart(self, id_: str, tally: Tally, kind: str) -> Chart:
        field = FIELDS[id_]
        on = self.said.get(field, [])
        first = [row for row in tally.rows if row[0] in on]
        rows = [*tally.rows[:ROWS], *(row for row in first if row not in tally.rows[:ROWS])]
        most = max((count for _, count in rows), default=1)
        bars = [
            Bar(f"{field}:{v}", self.naming.of(kind, v), count, max(0.5, round(100 * count / most, 1)), v in on, self.toggled(field, v))
            for v, count in rows
        ]
        return Chart(id_, bars, len(tally.rows) + tally.more, tally.none)

    def matrix(self, figures: Figures) -> Matrix:
        self.naming.know("party", {p for a, b, _ in figures.pairs for p in (a, b)})
        counts = {(a, b): c for a, b, c in figures.pairs}
        sums: dict[str, dict[str, int]] = {"by": {}, "on": {}}
        for a, b, c in figures.pairs:
            sums["by"][a] = sums["by"].get(a, 0) + c
            sums["on"][b] = sums["on"].get(b, 0) + c
        by, on = (sorted(sums[side], key=lambda p, s=side: (-sums[s][p], p)) for side in ("by", "on"))  # type: ignore[misc]
        most = max(counts.values(), default=1)
        columns = [self.side("on", party) for party in on]
        return Matrix(columns, [(self.side("by", a), [self.cell(a, b, counts.get((a, b), 0), most) for b in on]) for a in by])

    def side(self, field: str, party: str) -> Side:
        only = self.said.get(field) == [party]
        address = self.address({field: [] if only else [party]})
        return Side(f"{field}:{party}", self.naming.of("party", party), party in self.said.get(field, []), address)

    def cell(self, by: str, on: str, count: int, most: int) -> Cell:
        only = self.said.get("by") == [by] and self.said.get("on") == [on]
        address = self.address({"by": [], "on": []} if only else {"by": [by], "on": [on]})
        arrow = (" → ", " ← ")[self.naming.side]
        return Cell(count, shade(count, most), only, address, arrow.join(self.naming.of("party", p) for p in (by, on)))

    def chosen(self, say: Speech) -> list[Chosen]:
        """Everything that narrows, in the order of the form."""
        found = []
        labels = labels_of(say)
        self.naming.know("party", [v for f in ("party", "by", "on") for v in self.said.get(f, [])])
        self.naming.know("place", self.said.get("place", []))
        for field, values in self.said.items():
            for value in values:
                left = self.address({field: [v for v in values if v != value]})
                told = say.day(value) if field in ("since", "until") else self.naming.of(field, value)
                found.append(Chosen(f"{field}:{value}", labels.get(field, field), told, left))
        return found


def shade(count: int, most: int) -> int:
    """0 for none, else 1 to SHADES by the root of the count: few are many times as frequent as most."""
    return 0 if count <= 0 else min(SHADES, 1 + int((count / max(1, most)) ** 0.5 * (SHADES - 0.001)))


def bounds(most: int) -> list[tuple[int, int, int]]:
    """The figures of each shade that there are: shade, from, to."""
    found: Callable[[int], int] = lambda n: shade(n, most)  # noqa: E731
    edges = [1]
    for step in range(2, SHADES + 1):
        at = max(1, int(most * ((step - 1) / (SHADES - 0.001)) ** 2))
        while found(at) < step and at < most:
            at += 1
        edges.append(at)
    made = [(n + 1, first, last - 1) for n, (first, last) in enumerate(zip(edges, [*edges[1:], most + 1], strict=True))]
    return [one for one in made if one[1] <= one[2]]


def labels_of(say: Speech) -> dict[str, str]:
    return {
        "area": say("Area"),
        "text": say("Words"),
        "since": say("From"),
        "until": say("To"),
        "killed": say("Killed, at least"),
        "state": say("Review"),
        "type": say("Type"),
        "flag": say("Doubt"),
        "party": say("Party"),
        "by": say("Who"),
        "on": say("Against whom"),
        "weapon": say("Weapon"),
        "outlet": say("Outlet"),
        "place": say("Place"),
        "source": say("Source"),
    }
