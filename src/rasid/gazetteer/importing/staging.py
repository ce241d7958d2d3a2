"""Rows between the file they are read from and the index they go into: on disk, each id once, in the order of the file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from rasid.gazetteer.importing.rows import FIRST_NUMBER, numbered
from rasid.lexicon.world import distance_km

MOVED_KM = 0.1  # how far apart two points of one id are when that is worth saying


class Staging:
    """A temporary database: it goes with the process, whatever ends it."""

    def __init__(self, made_id: Callable[[dict[str, Any]], str]) -> None:
        self.made_id = made_id
        self.held = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self.held.execute(f"PRAGMA {pragma}")
        self.held.execute("CREATE TABLE staged (id TEXT PRIMARY KEY, position INTEGER, line TEXT, row TEXT) WITHOUT ROWID")
        self.held.execute("BEGIN")
        self.count = self.repeated = self.shared = 0

    def put(self, line: str, row: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """Takes a row. Of two with one id the later stands; says (line, row) of the earlier where their points differ.

        A p-code that rows of other names bear too is that of the area they lie in: only the first goes by it. Ids that were made from what
        a row says stand for one row: another that comes out at the same number gets the next one.
        """
        if row["id"].startswith("pcode:") and (old := self.get(row["id"])) and not same_name(old[1], row):
            row["id"] = self.made_id(row)
            self.shared += 1
        while (old := self.get(row["id"])) is not None and made(row["id"]) and not same_place(old[1], row):
            row["id"] = numbered(int(row["id"].partition(":")[2]) - FIRST_NUMBER + 1)
        self.count += old is None
        self.repeated += old is not None
        self.held.execute(
            "INSERT OR REPLACE INTO staged VALUES (?, ?, ?, ?)",
            (row["id"], self.count + self.repeated, line, json.dumps(row, ensure_ascii=False)),
        )
        return old if old is not None and moved(old[1], row) else None

    def get(self, id_: str) -> tuple[str, dict[str, Any]] | None:
        found = self.held.execute("SELECT line, row FROM staged WHERE id = ?", (id_,)).fetchone()
        return (found[0], json.loads(found[1])) if found else None

    def __contains__(self, id_: str) -> bool:
        return self.held.execute("SELECT 1 FROM staged WHERE id = ?", (id_,)).fetchone() is not None

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for line, row in self.held.execute("SELECT line, row FROM staged ORDER BY position"):
            yield line, json.loads(row)

    def close(self) -> None:
        self.held.close()


def made(id_: str) -> bool:
    """Whether an id was made from what a row says."""
    return id_.startswith("rasid:") and int(id_[6:]) >= FIRST_NUMBER


def same_place(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["ar"] == b["ar"] and a["en"] == b["en"] and not moved(a, b)


def same_name(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return any(a[k] and a[k] == b[k] for k in ("ar", "en"))


def moved(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return distance_km(a["lat"], a["lon"], b["lat"], b["lon"]) > MOVED_KM
