"""One question to the cube: every count of what fits, each leaving its own brush out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.counting import COARSEST, chosen
from rasid.store.cube.conditions import apart, conditions, day_of, fitting, key_of, several
from rasid.store.filtering import Filters
from rasid.store.schema import events

TEXT_MOST = 100_000  # events that the store may be asked for by id: what words or points alone tell
SHOWN = 40  # values of one count; the others are added up
PAIRS = 12  # parties of a side
ROWS = 30  # events told one by one
DOTS = 150
LISTS = {"pair": "pairs", "weapon": "weapons", "source": "sources"}
WHOLE = ("province", "country", "type")  # counts whose values are all told
DAYS, WEEKS = 130, 2400  # of a stretch told by days, by weeks; a longer one by months
T = TypeVar("T")


class Memory(Protocol):
    def get(self, key: str) -> Any: ...
    def put(self, key: str, value: Any) -> None: ...


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many events have each value, the most first. `more`: values that are not told; `none`: events without any."""

    rows: list[tuple[str, int]]
    more: int = 0
    none: int = 0


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A place that events are told at by its name; `near`: how many of them near it only."""

    place: str
    lat: float
    lon: float
    count: int
    near: int


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What fits. `times`: first day of each stretch and how many; `coarse`: events whose time is coarser than it, `undated`: without one;
    `pairs`: initiator, target, how many. `seq`: the entry of the log up to which all is counted."""

    seq: int
    events: int
    reports: int
    stretch: str
    times: list[tuple[str, int]]
    coarse: int
    undated: int
    province: Tally
    country: Tally
    district: Tally
    dots: list[Dot]
    type: Tally
    state: Tally
    weapon: Tally
    source: Tally
    pairs: list[tuple[str, str, int]]
    rows: list[str]


class TooMany(Exception):
    """More events have the words, or lie about the points, than can be gone through."""


class Asking:
    """One question, on a connection to the cube of its own. `kept`: counts found before, under keys that tell all they depend
    on. `strict`: no count leaves its brush out, and every value is told: what a file holds."""

    def __init__(
        self, kept: Memory, seq: int, duck: Any, connection: Connection, wanted: Filters, hidden: Sequence[str], strict: bool = False
    ) -> None:
        self.kept, self.seq, self.duck, self.strict = kept, seq, duck, strict
        self.by_brush = conditions(connection, wanted, self.codes)
        self.always = [f"report NOT IN {several(self.codes('report', hidden))}"] if hidden else []
        others = apart(wanted)
        if others is not None:
            self.duck.execute("CREATE TEMP TABLE chosen AS SELECT unnest(?::INTEGER[]) AS n", [self.found(connection, others)])
            self.always.append("n IN (SELECT n FROM chosen)")
        self.about = f"{seq}|{sorted(hidden)}|{key_of(others) if others is not None else ''}|{strict}"
        plain = all(brush == "state" and not wanted.states for brush in self.by_brush)
        self.narrow = not plain or others is not None

    def codes(self, name: str, values: Sequence[str]) -> list[int]:
        rows = self.duck.execute(f"SELECT k FROM d_{name} WHERE value IN (SELECT unnest(?::VARCHAR[]))", [list(values)]).fetchall()
        return [row[0] for row in rows]

    def found(self, connection: Connection, others: Filters) -> list[int]:
        """The events that the store finds."""
        key = f"{self.seq}|found|{key_of(others)}"
        numbers: list[int] | None = self.kept.get(key)
        if numbers is None:
            where, _ = chosen(connection, others)
            ids = list(connection.execute(sa.select(events.c.id).where(*where).limit(TEXT_MOST + 1)).scalars())
            if len(ids) > TEXT_MOST:
                raise TooMany
            rows = self.duck.execute("SELECT n FROM ev WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids]).fetchall()
            numbers = [row[0] for row in rows]
            self.kept.put(key, numbers)
        return numbers

    def all(self, stretch: str | None, inside: str | None) -> Figures:
        everything = fitting(self.by_brush, more=self.always)
        self.source = f"ev WHERE {everything}"
        if self.narrow:  # gone through once, and what is left counted in many ways
            self.duck.execute(
                "CREATE TEMP TABLE hits AS SELECT n, id, report, type, state, day, start, month, coarse, country, province, district, "
                f"place, lat, lon, precise, pairs, weapons, sources FROM ev WHERE {everything}"
            )
            self.source = "hits WHERE true"
        events_, reports, undated = self.remembered("all", self.source, self.sums)
        stretch, times, coarse = self.remembered(f"time {stretch}", self.but("time"), lambda source: self.over_time(stretch, source))
        inside_ = f"{self.source} AND province IN {several(self.codes('province', [inside] if inside else []))}"
        return Figures(
            seq=self.seq,
            events=events_,
            reports=reports,
            stretch=stretch,
            times=times,
            coarse=coarse,
            undated=undated,
            province=self.tally("province", self.but("province")),
            country=self.tally("country", self.source),
            district=self.tally("district", inside_) if inside else Tally(rows=[]),
            dots=self.dots(inside_) if inside else [],
            type=self.tally("type", self.but("type")),
            state=self.tally("state", self.but("state")),
            weapon=self.tally("weapon", self.but("weapon")),
            source=self.tally("source", self.but("source")),
            pairs=self.remembered("pairs", self.but("pair"), self.pairs),
            rows=[row[0] for row in self.rows(f"SELECT id FROM {self.source} ORDER BY day DESC NULLS LAST, id DESC LIMIT {ROWS}")],
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.duck.execute(query).fetchall()  # type: ignore[no-any-return]

    def but(self, brush: str) -> str:
        """Where a count is taken from: all that fits but for its own brush."""
        if self.strict or brush not in self.by_brush:
            return self.source
        return f"ev WHERE {fitting(self.by_brush, brush, self.always)}"

    def remembered(self, what: str, source: str, count: Callable[[str], T]) -> T:
        """A count over all events is found once for all questions that share it; one over what was gone through, each time."""
        if not source.startswith("ev "):
            return count(source)
        key = f"{self.about}|{what}|{source}"
        found: T | None = self.kept.get(key)
        if found is None:
            found = count(source)
            self.kept.put(key, found)
        return found

    # Counts ----------------------------------------------------------------------------------------------------------------------

    def sums(self, source: str) -> tuple[int, int, int]:
        """Events, reports, events without a time."""
        row = self.rows(f"SELECT count(*), count(DISTINCT report), count(*) - count(start) FROM {source}")[0]
        return row[0], row[1], row[2]

    def tally(self, name: str, source: str) -> Tally:
        return self.remembered(name, source, lambda s: self.counted(name, s))

    def counted(self, name: str, source: str) -> Tally:
        column = LISTS.get(name)
        grouped = f"SELECT unnest({column}) AS k FROM {source}" if column else f"SELECT {name} AS k FROM {source}"
        rows = self.rows(
            f"SELECT d.value, g.c FROM (SELECT k, count(*) AS c FROM ({grouped}) GROUP BY k) g LEFT JOIN d_{name} d ON d.k = g.k "
            "ORDER BY g.c DESC, d.value"
        )
        none = self.rows(f"SELECT count(*) FROM {source} AND {column} IS NULL")[0][0] if column else sum(c for v, c in rows if v is None)
        told = [(value, count) for value, count in rows if value is not None]
        most = len(told) if self.strict or name in WHOLE else SHOWN
        return Tally(rows=told[:most], more=len(told[most:]), none=none)

    def over_time(self, stretch: str | None, source: str) -> tuple[str, list[tuple[str, int]], int]:
        """By day, week (its Monday) or month, and what is dated too coarsely for that."""
        if stretch is None:
            first, last = self.rows(f"SELECT min(start), max(start) FROM {source}")[0]
            days = last - first if first is not None else 0
            stretch = "day" if days <= DAYS else "week" if days <= WEEKS else "month"
        column = {"day": "start", "week": "(start + 3) // 7 * 7 - 3", "month": "month"}[stretch]
        dated, fine = f"{source} AND start IS NOT NULL", COARSEST[stretch]
        rows = self.rows(f"SELECT {column} AS at, count(*) FROM {dated} AND coarse <= {fine} GROUP BY 1 ORDER BY 1")
        coarse = self.rows(f"SELECT count(*) FROM {dated} AND coarse > {fine}")[0][0]
        label = month_of if stretch == "month" else day_of
        return stretch, [(label(at), count) for at, count in rows], coarse

    def pairs(self, source: str) -> list[tuple[str, str, int]]:
        """Who against whom: the pairs of the parties that stand in most."""
        counted = f"SELECT k, count(*) AS c FROM (SELECT unnest(pairs) AS k FROM {source}) GROUP BY k"
        rows = self.rows(f"SELECT d.value, g.c FROM ({counted}) g JOIN d_pair d ON d.k = g.k ORDER BY g.c DESC, d.value")
        told = [(*value.split("\x1f"), count) for value, count in rows]
        return told if self.strict else busiest(told)

    def dots(self, source: str) -> list[Dot]:
        """Places of a province that events are told at or near; what is known more coarsely stands in its area alone."""
        where = "any_value({} ORDER BY precise, n)"
        rows = self.rows(
            f"SELECT d.value, g.lat, g.lon, g.c, g.near FROM (SELECT place, {where.format('lat')} AS lat, {where.format('lon')} AS lon, "
            f"count(*) AS c, count(*) FILTER (precise > 1) AS near FROM {source} AND precise <= 2 AND lat IS NOT NULL GROUP BY place) g "
            f"JOIN d_place d ON d.k = g.place ORDER BY g.c DESC, d.value LIMIT {DOTS}"
        )
        return [Dot(place=p, lat=round(lat, 3), lon=round(lon, 3), count=c, near=near) for p, lat, lon, c, near in rows]


def month_of(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def busiest(rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The pairs of the parties of each side that stand in most."""
    by: dict[str, int] = {}
    on: dict[str, int] = {}
    for a, b, c in rows:
        by[a], on[b] = by.get(a, 0) + c, on.get(b, 0) + c
    first, second = (set(sorted(side, key=lambda p, s=side: (-s[p], p))[:PAIRS]) for side in (by, on))  # type: ignore[misc]
    return [(a, b, c) for a, b, c in rows if a in first and b in second]
