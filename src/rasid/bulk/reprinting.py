"""Reprints in a coded archive: which of its reports are one text, found by their words as a project finds them.

The sources are read again, since the coded archive has no texts. The reports then lie in `texts.sqlite` in the order of their days, and
each is compared with those before it that share runs of words with it: with what a project would find if it took them in that order.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasid.bulk.laying import BATCH, database, made, opened, pieces
from rasid.bulk.running import MANIFEST, PLAN, Manifest
from rasid.bulk.shards import Plan, Shard
from rasid.bulk.taking import taken
from rasid.bulk.writing import quoted
from rasid.intake.columns import Mapping
from rasid.intake.opening import Wanted
from rasid.model import RasidError, Report
from rasid.model.joined import parts
from rasid.store.likeness import fingerprints, whole_hash
from rasid.store.reprints import CANDIDATES, FAMILY, Dated, epoch_of, paired, told

TEXTS = "texts.sqlite"
BACK = 20_000  # reports before one among which its reprints are looked for, and those that have all its words before that
CROWD = 200  # of the reports that share a run of words, the nearest in time that are looked at: beyond, it is a template's
UNDATED = dt.date.min


class ArchiveTexts:
    """Reads the reports of an archive again, shard by shard."""

    def __init__(self, coded: Path) -> None:
        self.coded = coded
        self.plan = msgspec.json.decode((coded / PLAN).read_bytes(), type=Plan)
        asked = msgspec.json.decode((coded / MANIFEST).read_bytes(), type=Manifest).asked
        self.lang, self.sample = str(asked.get("lang", "ar")), int(asked.get("sample", 1))
        mapping = msgspec.convert(asked.get("mapping") or {}, Mapping)
        self.wanted = Wanted(asked.get("published"), int(asked.get("max_bytes", 5_000_000)), mapping, False)

    def rows(self, shard: Shard) -> Iterator[dict[str, Any]]:
        """A row for each report that was coded. Raises RasidError where the source has not all of them any more."""
        with database(self.coded / "linking") as duck:
            query = f"SELECT source FROM '{quoted(self.coded / 'reports' / f'{shard.name}.parquet')}'"
            left = Counter(source for (source,) in duck.execute(query).fetchall())
        for one in taken(shard, self.wanted):
            if isinstance(one.what, Report) and one.number % self.sample == 0 and left[one.where]:
                left[one.where] -= 1
                yield self.row(one.what)
        if left.total():
            hint = "Put it back, run this in the folder where it was coded, or link with --no-reprints, which needs no sources."
            raise RasidError("this source cannot be read any more as it was when it was coded.", where=shard.where, hint=hint)

    def row(self, report: Report) -> dict[str, Any]:
        said = told(report.text, self.lang)
        words = bool(said.sentences)
        return {
            "id": report.id,
            "day": (report.published_date or UNDATED).toordinal(),
            "outlet": report.outlet,
            "text": report.text,
            "whole": whole_hash(said) if words else None,
            "prints": fingerprints(said) if words else [],
        }


def lay_texts(folder: Path) -> None:
    """Puts the rows of all shards into one file, by day; of two reports of one id the first coded."""
    kinds = {"id": "VARCHAR", "day": "BIGINT", "outlet": "VARCHAR", "text": "VARCHAR", "whole": "BIGINT", "prints": "BIGINT[]"}
    asked = f"format = 'newline_delimited', columns = {kinds}, maximum_object_size = 100000000"
    read = f"read_json('{quoted(folder / 'texts')}/*.jsonl', {asked}"
    with database(folder) as duck:
        rows, ids = duck.execute(f"SELECT count(*), count(DISTINCT id) FROM {read})").fetchone()
        first = "" if rows == ids else "QUALIFY row_number() OVER (PARTITION BY id ORDER BY filename) = 1"
        query = f"SELECT id, day, outlet, text, whole, prints FROM {read}, filename = true) {first} ORDER BY day, id"

        def write(lite: sqlite3.Connection) -> None:
            lite.execute("CREATE TABLE texts (at INTEGER PRIMARY KEY, id, day, outlet, text, whole INTEGER, prints BLOB)")
            found = duck.execute(query)
            at = 0
            while batch := found.fetchmany(BATCH // 5):
                rows = [(at + n, *row[:5], array("q", row[5]).tobytes()) for n, row in enumerate(batch)]
                lite.executemany("INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
                at += len(batch)
            lite.execute("CREATE INDEX by_whole ON texts (whole, at)")

        made(folder / TEXTS, write)


class Reprints:
    """Finds the pairs of one text among the reports laid out."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.lite, self.lang = opened(folder / TEXTS), lang

    def __len__(self) -> int:
        return int(self.lite.execute("SELECT coalesce(max(at) + 1, 0) FROM texts").fetchone()[0])

    def pairs(self, start: int, end: int) -> Iterator[tuple[str, str]]:
        """The pairs whose later report lies in start..end, by id."""
        days: dict[int, int] = {}
        under: dict[int, list[int]] = {}
        rows = self.lite.execute("SELECT at, day, whole, prints FROM texts WHERE at >= ? AND at < ?", (start - BACK, end))
        for at, day, whole, blob in rows:
            days[at] = day
            prints = array("q", blob)
            if at >= start and whole is not None:
                yield from self.same(at, [*self.sharing(at, prints, under, days), *self.whole(at, whole)])
            for print_ in prints:
                under.setdefault(print_, []).append(at)

    def sharing(self, at: int, prints: Iterable[int], under: dict[int, list[int]], days: dict[int, int]) -> list[int]:
        """The reports before one, in its days, that share most runs of words with it."""
        epoch, least, shared = epoch_at(days[at]), at - BACK, Counter[int]()
        for print_ in prints:
            its = under.get(print_, [])[-CROWD:]
            shared.update(n for n in its[bisect_left(its, least) :] if epoch - epoch_at(days[n]) <= 1)
        return sorted(shared, key=lambda n: (-shared[n], -n))[:CANDIDATES]

    def whole(self, at: int, whole: int) -> list[int]:
        query = "SELECT at FROM texts WHERE whole = ? AND at < ? ORDER BY at DESC LIMIT ?"
        return [n for (n,) in self.lite.execute(query, (whole, at, CANDIDATES))]

    def same(self, at: int, others: list[int]) -> Iterator[tuple[str, str]]:
        reports = self.dated({at, *others}) if others else {}
        for other in dict.fromkeys(others):
            pair = paired(reports[at], reports[other], self.lang)
            if pair is not None and pair.kind in FAMILY:
                yield pair.a, pair.b

    def dated(self, places: set[int]) -> dict[int, Dated]:
        found = {}
        for some in pieces(sorted(places)):
            marks = ", ".join("?" * len(some))
            for at, id_, day, outlet, text in self.lite.execute(f"SELECT at, id, day, outlet, text FROM texts WHERE at IN ({marks})", some):
                found[at] = Dated(id_, text, outlet, dt.date.fromordinal(day))
        return found


def epoch_at(day: int) -> int:
    return epoch_of(dt.date.fromordinal(day))


def families_of(pairs: Callable[[], Iterable[tuple[str, str]]]) -> dict[str, str]:
    """The family of each report that is in a pair: its smallest id."""
    ids = {id_ for pair in pairs() for id_ in pair}
    return {id_: part[0] for part in parts(ids, pairs()) for id_ in part}
