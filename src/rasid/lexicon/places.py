"""All places by number: the rows of the data, those of an index of imported places, and those that are both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Protocol

from rasid.lexicon.world import distance_km

Row = dict[str, Any]

ROWS_KEPT = 16_384  # rows of the index that are remembered: a bound on memory
NAMESAKES = 20  # places of a name that are taken from an index: more than any name has in one country's settlements
# Rows of one name nearer than this are one place; one told from memory (`estimate`) may be that much further off.
SAME_KM, SAME_ESTIMATE_KM = 10.0, 15.0
LOOSE = 2  # matches this good or better differ in articles, endings and spaces at most (`PlaceIndex.matches`)
TYPED = 5  # … and these have the noun before the name in the name or as their kind
SETTLED = frozenset(("city", "town", "village", "neighbourhood", "camp"))


class Index(Protocol):
    """What is asked of an index of imported places (`rasid.gazetteer.index.PlaceIndex`)."""

    hash: str

    def matches(self, name: str) -> list[tuple[int, int]]: ...
    def row(self, number: int) -> Row: ...


class Places:
    """Rows by number. Numbers below `len(own)` are the data's, those above the index's; negative ones are rows of the data that have
    the coordinates of the imported row of the same place: what the user brought in is taken over what is built in."""

    def __init__(self, own: list[Row], code: str) -> None:
        self.own, self.code = own, code
        self.index: Index | None = None
        self.both: list[Row] = []
        self.numbers: dict[tuple[int, int], int] = {}
        self.named = lru_cache(ROWS_KEPT)(self._named)
        self.imported = lru_cache(ROWS_KEPT)(self._imported)

    def attach(self, index: Index) -> None:
        """Takes in an index of imported places."""
        self.index = index
        self.named.cache_clear()
        self.imported.cache_clear()

    def __getitem__(self, number: int) -> Row:
        if number < 0:
            return self.both[-1 - number]
        return self.own[number] if number < len(self.own) else self.imported(number - len(self.own))

    def __iter__(self) -> Iterator[Row]:
        return iter(self.own)

    def _imported(self, number: int) -> Row:
        assert self.index is not None
        row = self.index.row(number)
        return {**row, "en": row.get("en") or row.get("ar") or "", "source": row.get("source") or "imported", "imported": True}

    def _named(self, name: str, typed: bool) -> tuple[int, ...]:
        """The numbers of the imported places of a name; `typed`: also those that only the noun before the name tells apart."""
        if self.index is None:
            return ()
        good = [n for n, how in self.index.matches(name) if how <= (TYPED if typed else LOOSE)]
        return tuple(len(self.own) + n for n in good[:NAMESAKES])

    def joined(self, own: list[int], name: str) -> tuple[list[int], list[int]]:
        """Our rows of a name, each with the imported point where it is one of the imported places, and the others of these: numbers."""
        more = list(self.named(name, False))
        out = []
        for n in own:
            row = self[n]
            same = next((m for m in more if self.one_place(row, self[m])), None)
            if same is None:
                out.append(n)
                continue
            more = [m for m in more if not self.one_place(row, self[m])]
            out.append(self.with_point(n, same))
        return out, more

    @staticmethod
    def one_place(row: Row, imported: Row) -> bool:
        """Whether a row of ours and an imported one of its name are the same town, village or quarter."""
        reach = SAME_ESTIMATE_KM if row.get("source") == "estimate" else SAME_KM
        alike = row["kind"] == imported["kind"] or {row["kind"], imported["kind"]} <= SETTLED
        return alike and distance_km(row["lat"], row["lon"], imported["lat"], imported["lon"]) <= reach

    def with_point(self, own: int, imported: int) -> int:
        """The number of a row of ours that lies where an imported row does."""
        number = self.numbers.get((own, imported))
        if number is None:
            there = self[imported]
            self.both.append({**self[own], "lat": there["lat"], "lon": there["lon"], "source": there["source"]})
            number = self.numbers[own, imported] = -len(self.both)
        return number
