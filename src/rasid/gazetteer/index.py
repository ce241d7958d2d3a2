"""Places looked up by written name, by point and by area, in one read-only file that opens in milliseconds whatever its size."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from heapq import nsmallest
from pathlib import Path
from typing import Any

from rasid.gazetteer.keytable import AGAIN, HELD, KeyTable
from rasid.gazetteer.layout import (
    APPLICATION,
    BARE,
    EXACT_SHIFT,
    FORMAT,
    HASH_MASK,
    JOINED_SHIFT,
    KIND_BITS,
    KIND_MASK,
    PLACE_BITS,
    PLACE_MASK,
    ROUND,
    ROW,
    column_of,
    hashes_of,
    key_of,
    of_id,
    row_of,
)
from rasid.gazetteer.names import Form, Names
from rasid.gazetteer.writing import IndexWriter
from rasid.lexicon.remembered import remembered
from rasid.lexicon.world import RANK, distance_km
from rasid.model import PlacesError

__all__ = ["IndexWriter", "PlaceIndex"]

RECENT = 4096  # names whose places are remembered: reports tell the same ones again and again
MOST = 1000  # of the places that share one loose key, how many are looked at where all matches are asked for
CACHE_KB = 8192  # pages kept in memory: those above the leaves, however large the file
DEGREE_KM = 111.0  # a degree of latitude, a little short, so that no box is drawn too small
FIRST_BOX_KM, FARTHEST_KM = 1.0, 20_100.0
BETTER_NAME, TYPED, PLAIN, UNASKED, FAR = 0, 3, 6, 9, 12  # how good a match is, before 0 to 2 for exact, joined and loose
RANK_BITS = 4
HIGHEST = (1 << 63) - 1

PLACE = """SELECT id, kinds.name, ar, en, ar_aliases, en_aliases, lat, lon, country, admin1, admin2, source, pcode, population
           FROM places JOIN kinds ON kinds.number = places.kind JOIN areas ON areas.number = places.area WHERE places.number = ?"""


class PlaceIndex:
    """A file of places, made by `IndexWriter`. Rows are known by their numbers. One thread a PlaceIndex at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path, meta: dict[str, str], keys: KeyTable) -> None:
        self.connection, self.path, self.keys = connection, path, keys
        self.hash = meta["hash"]
        self.count = int(meta["count"])
        self.names = Names(json.loads(meta["rules"]))
        self.kinds = dict(connection.execute("SELECT name, number FROM kinds"))
        order = {number: RANK.get(name, 5) for name, number in self.kinds.items()}
        self.kind_rank = [order.get(n, 9) for n in range(1 << KIND_BITS)]
        self.asked: dict[tuple[str, ...], frozenset[int]] = {}
        self.recent = remembered(RECENT, self.found)
        self.execute = connection.execute
        self.held = keys.held

    @classmethod
    def open(cls, path: Path) -> PlaceIndex:
        """Opens an index. Raises PlacesError where the file is missing, damaged, of another version, or none of ours."""
        if not path.is_file():
            raise PlacesError("there is no such file of places.", where=str(path), hint="`rasid places import FILE` makes it.")
        with ExitStack() as opened:
            try:
                return cls.opened(path, opened)
            except (sqlite3.DatabaseError, KeyError, ValueError):
                raise PlacesError("this is no index of places, or it is damaged.", where=str(path), hint=AGAIN) from None

    @classmethod
    def opened(cls, path: Path, opened: ExitStack) -> PlaceIndex:
        """The same; what was opened before an error is in `opened`."""
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        opened.enter_context(closing(connection))
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        application, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        if application != APPLICATION:
            raise PlacesError("this is no index of places.", where=str(path), hint=AGAIN)
        if version != FORMAT:
            raise PlacesError(
                f"this index of places has format {version}; this Rasid reads {FORMAT}.",
                where=str(path),
                hint=AGAIN,
            )
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        keys = opened.enter_context(closing(KeyTable(path)))
        pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if keys.extent.hash != meta["hash"] or keys.extent.start != pages * size:
            raise PlacesError("the names in this index of places are not those of its rows.", where=str(path), hint=AGAIN)
        index = cls(connection, path, meta, keys)
        opened.pop_all()
        return index

    def close(self) -> None:
        self.connection.close()
        self.keys.close()

    def __enter__(self) -> PlaceIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return self.count

    def find(self, name: str, limit: int = 50) -> list[int]:
        """The numbers of the places that bear a name, the best match first; [] where none does.

        A name written the same comes before one that differs in spaces, and that before one that differs in article, endings or spelling.
        After a type word (مطار X) places of that kind come first; without one (X), places called مطار X come after those called X.
        """
        return list(self.recent(name, limit))

    def found(self, name: str, limit: int) -> list[int]:
        """What `find` gives, looked up anew."""
        forms = self.names.forms(name)
        if not forms:
            return []
        first = forms[0]
        hits = self.under(first.loose)
        if len(forms) == 1 and len(hits) < 2:
            return [hit & PLACE_MASK for hit in hits]  # nothing to rank: by far the commonest case
        if len(hits) == HELD:
            low = hashes_of(first.exact, first.joined)[0] << EXACT_SHIFT
            if limit <= HELD and low <= hits[0] and hits[limit - 1] < low + (1 << EXACT_SHIFT) and hits[0] <= hits[limit - 1]:
                return [hit & PLACE_MASK for hit in hits[:limit]]  # the commonest spelling of a common name
            same = self.same(first, limit)
            if len(same) >= limit:
                return [hit & PLACE_MASK for hit in same]  # as many are written the same as are asked for: none can be better
        ranked = self.ranked(first, self.all_under(first, hits, limit))
        for form in forms[1:]:
            if not form.guessed or not ranked:
                ranked += self.ranked(form, self.all_under(form, self.under(form.loose), limit))
        if len(ranked) > 1:
            ranked.sort()
            return list(dict.fromkeys([r & PLACE_MASK for r in ranked]))[:limit]
        return [r & PLACE_MASK for r in ranked]

    def matches(self, name: str, most: int = MOST) -> list[tuple[int, int]]:
        """(number, how good), best first: 0 written the same, 1 but for spaces, 2 loosely; 3 to 5 by its type word; more: by a part."""
        best: dict[int, int] = {}
        forms = self.names.forms(name)
        for ranked in sorted(r for form in forms for r in self.ranked(form, self.all_under(form, self.under(form.loose), most))):
            best.setdefault(ranked & PLACE_MASK, ranked >> (RANK_BITS + PLACE_BITS))
        return list(best.items())

    def under(self, loose: str) -> tuple[int, ...]:
        """The hits under a loose key, sorted; of more than HELD the first."""
        return self.held(key_of(loose))

    def same(self, form: Form, most: int) -> list[int]:
        """Of the hits of a key that has more than HELD, those written as the form is, the weightiest kinds first."""
        low = hashes_of(form.exact, form.joined)[0] << EXACT_SHIFT
        return self.keys.between(key_of(form.loose), low, low + (1 << EXACT_SHIFT) - 1, most)

    def all_under(self, form: Form, hits: Sequence[int], most: int) -> Sequence[int]:
        """`hits`, and where there are more, at least those written the same, up to `most` of either."""
        if len(hits) < HELD:
            return hits
        if most > HELD:
            hits = self.keys.between(key_of(form.loose), 0, HIGHEST, most) or hits
        return sorted({*hits, *self.same(form, most)})

    def ranked(self, form: Form, hits: Sequence[int]) -> list[int]:
        """Of those, how good a match, the rank of its kind and its number, as one integer each; the lower the better."""
        if not hits:
            return []
        exact, joined = hashes_of(form.exact, form.joined)
        asked = self.numbers_of(form.kinds) if form.kinds else None
        plain, bare = (FAR, FAR) if form.guessed else (BETTER_NAME, PLAIN)
        ranked = []
        last, base = -1, 0
        for hit in hits:
            sign = hit >> PLACE_BITS
            if sign != last:  # namesakes of one kind have one sign, and stand together
                last, kind = sign, sign & KIND_MASK
                if asked is None:
                    rank = bare if hit & BARE else plain
                else:
                    rank = TYPED if kind in asked else FAR if hit & BARE else UNASKED
                if hit >> EXACT_SHIFT != exact:
                    rank += 1 if hit >> JOINED_SHIFT & HASH_MASK == joined else 2
                base = (rank << RANK_BITS | self.kind_rank[kind]) << PLACE_BITS
            ranked.append(base | hit & PLACE_MASK)
        return ranked

    def numbers_of(self, kinds: Iterable[str]) -> frozenset[int]:
        asked = tuple(kinds)
        numbers = self.asked.get(asked)
        if numbers is None:
            numbers = self.asked[asked] = frozenset(self.kinds[k] for k in asked if k in self.kinds)
        return numbers

    def number(self, id_: str) -> int | None:
        """The number of the place of an id, or None."""
        return next(iter(self.held(key_of(of_id(id_)))), None)

    def row(self, number: int) -> dict[str, Any]:
        """The row of a place, with the keys of data/world/places and `pcode` and `population` (None where unknown). Raises KeyError."""
        found = self.execute(PLACE, (number,)).fetchone()
        if found is None:
            raise KeyError(number)
        return dict(zip(ROW, found, strict=True))

    def rows(self) -> Iterator[dict[str, Any]]:
        """All rows, in the order of their numbers."""
        for found in self.execute(PLACE.replace("WHERE places.number = ?", "ORDER BY places.number")):
            yield dict(zip(ROW, found, strict=True))

    def nearest(
        self, lat: float, lon: float, limit: int = 1, kinds: Iterable[str] | None = None, within_km: float | None = None
    ) -> list[tuple[float, int]]:
        """(kilometres, number) of the places nearest to a point: at most `limit`, of `kinds` only, no farther than `within_km`."""
        asked = None if kinds is None else self.numbers_of(tuple(kinds))
        if asked is not None and not asked:
            return []
        farthest = FARTHEST_KM if within_km is None else within_km
        reach = min(FIRST_BOX_KM, farthest)
        while True:
            near = ((distance_km(lat, lon, *point), number) for number, *point in self.in_box(lat, lon, reach, asked))
            found = nsmallest(limit, (pair for pair in near if pair[0] <= reach))
            if len(found) >= limit or reach >= farthest:
                return found
            reach = min(reach * 3, farthest)

    def in_box(self, lat: float, lon: float, reach: float, kinds: frozenset[int] | None) -> Iterator[tuple[int, float, float]]:
        """(number, lat, lon) of the places in a box that holds all points within `reach` kilometres."""
        north, south = lat + reach / DEGREE_KM, lat - reach / DEGREE_KM
        widest = max(abs(north), abs(south))
        half = reach / (DEGREE_KM * math.cos(math.radians(widest))) if widest < 89 else 180.0
        if half >= 179:
            spans = [(0, ROUND - 1)]
        else:
            west, east = column_of(lon - half), column_of(lon + half)
            spans = [(west, east)] if west <= east else [(west, ROUND - 1), (0, east)]
        only = "" if kinds is None else f" AND kind IN ({','.join(map(str, sorted(kinds)))})"
        for first, last in rows_of(south, north, spans):
            yield from self.execute(f"SELECT number, lat, lon FROM places WHERE cell BETWEEN ? AND ?{only}", (first, last))

    def within(
        self, country: str, admin1: str | None = None, admin2: str | None = None, kinds: Iterable[str] | None = None
    ) -> Iterator[int]:
        """The numbers of the places of a country, or of a first-order or second-order division of it, named as in the rows."""
        asked = None if kinds is None else sorted(self.numbers_of(tuple(kinds)))
        told = [("country", country), ("admin1", admin1), ("admin2", admin2)]
        where = " AND ".join(f"{column} = ?" for column, value in told if value is not None)
        only = "" if asked is None else f" AND kind IN ({','.join(map(str, asked))})"
        areas = self.execute(f"SELECT number FROM areas WHERE {where}", [v for _, v in told if v is not None]).fetchall()
        for (area,) in areas:
            for (number,) in self.execute(f"SELECT number FROM places WHERE area = ?{only}", (area,)):
                yield number


def rows_of(south: float, north: float, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First and last cell of every stretch of a box; whole rows that follow one another are one stretch."""
    low, high = row_of(south), row_of(north)
    if spans == [(0, ROUND - 1)]:
        yield low * ROUND, high * ROUND + ROUND - 1
        return
    for row in range(low, high + 1):
        for first, last in spans:
            yield row * ROUND + first, row * ROUND + last
