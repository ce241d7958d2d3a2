"""Writing an index of places: beside its place, and put there whole when it is done."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from rasid.gazetteer.layout import (
    APPLICATION,
    FORMAT,
    HELD,
    INDICES,
    KIND_BITS,
    KINDS,
    TABLES,
    cell_of,
    hit_of,
    id_key,
    key_of,
    packed,
    row_digest,
    unpacked,
)
from rasid.gazetteer.names import Names, load_rules
from rasid.model import PlacesError

BATCH = 20_000  # rows handed to the database at once
SORTING_KB = 65_536  # cache while writing


class IndexWriter:
    """Collects rows, then writes the index `path`. As a context manager it is finished, or on an error thrown away.

    `base` is an index to add to: rows with an id that it has replace the old ones. Its rules and row numbers stay. A row has the columns of
    data/world/places (id, kind, lat, lon at least; aliases with `|` between them), and `pcode` and `population` where known.
    """

    def __init__(self, path: Path, rules: dict[str, Any] | None = None, base: Path | None = None) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        self.temporary.unlink(missing_ok=True)
        if base is not None:
            shutil.copyfile(base, self.temporary)
        self.connection = sqlite3.connect(self.temporary, isolation_level=None)
        settings = {
            "journal_mode": "OFF",
            "synchronous": "OFF",
            "cache_size": f"-{SORTING_KB}",
            "temp_store": "FILE",
            "locking_mode": "EXCLUSIVE",
        }
        for pragma in (f"{name} = {value}" for name, value in settings.items()):
            self.connection.execute(f"PRAGMA {pragma}")
        if base is None:
            self.connection.executescript(TABLES)
            self.connection.execute(f"PRAGMA application_id = {APPLICATION}")
            self.connection.execute(f"PRAGMA user_version = {FORMAT}")
            self.connection.executemany("INSERT INTO kinds VALUES (?, ?)", enumerate(KINDS, 1))
            meta = {"rules": json.dumps(rules or load_rules(), ensure_ascii=False, default=str), "hash": "", "count": "0", "next": "1"}
        else:
            meta = dict(self.connection.execute("SELECT key, value FROM meta"))
        self.rules = json.loads(meta["rules"])
        self.names = Names(self.rules)
        self.next, self.count = int(meta["next"]), int(meta["count"])
        self.digest = blake2b(meta["hash"].encode(), digest_size=16)  # of what the file was, then of what is done to it
        self.kinds = dict(self.connection.execute("SELECT name, number FROM kinds"))
        self.areas = {tuple(row): n for n, *row in self.connection.execute("SELECT number, country, admin1, admin2 FROM areas")}
        self.rows: list[tuple[Any, ...]] = []
        self.hits: list[tuple[int, int]] = []
        self.fresh = base is None
        self.connection.execute("BEGIN")
        for table in ("added", "dropped"):
            self.connection.execute(f"CREATE TEMP TABLE {table} (key INTEGER, hit INTEGER)")

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.finish()
        else:
            self.discard()

    def add(self, row: dict[str, Any]) -> int:
        """Adds a place, and says its number. The caller sees to it that its id is new: `replace` where it may not be."""
        number = self.next
        self.next += 1
        self.count += 1
        self.put(number, row)
        return number

    def replace(self, number: int, old: dict[str, Any], row: dict[str, Any]) -> None:
        """Puts `row` in the place of the row `old` of that number."""
        self.connection.executemany("INSERT INTO dropped VALUES (?, ?)", self.hits_of(number, old))
        self.connection.execute("DELETE FROM places WHERE number = ?", (number,))
        self.digest.update(b"-" + row_digest(old))
        self.put(number, row)

    def put(self, number: int, row: dict[str, Any]) -> None:
        lat, lon = float(row["lat"]), float(row["lon"])
        area = tuple(str(row.get(k) or "") for k in ("country", "admin1", "admin2"))
        self.rows.append(
            (
                number,
                row["id"],
                self.kind(row["kind"]),
                *(row.get(k) or "" for k in ("ar", "en", "ar_aliases", "en_aliases")),
                lat,
                lon,
                self.areas.setdefault(area, len(self.areas) + 1),
                row.get("source") or "",
                row.get("pcode") or None,
                row.get("population"),
                cell_of(lat, lon),
            )
        )
        self.hits += self.hits_of(number, row)
        self.digest.update(row_digest({**row, "lat": lat, "lon": lon}))
        if len(self.rows) >= BATCH:
            self.flush()

    def kind(self, name: str) -> int:
        number = self.kinds.setdefault(str(name), len(self.kinds) + 1)
        if number >= 1 << KIND_BITS:
            raise PlacesError(f"more than {(1 << KIND_BITS) - 1} kinds of place ({name} is one too many).", hint="Give --kind.")
        return number

    def hits_of(self, number: int, row: dict[str, Any]) -> list[tuple[int, int]]:
        """(key, hit) of all names of a row, and of its id."""
        kind = self.kind(row["kind"])
        made = {(id_key(str(row["id"])), number)}
        for name in names_of(row):
            for form in self.names.forms(name):
                if form.loose and not form.guessed:
                    made.add((key_of(form.loose), hit_of(form.exact, form.joined, bool(form.kinds), kind, number)))
        return list(made)

    def flush(self) -> None:
        self.connection.executemany(f"INSERT INTO places VALUES ({','.join('?' * 14)})", self.rows)
        self.connection.executemany("INSERT INTO added VALUES (?, ?)", self.hits)
        self.rows, self.hits = [], []

    def sort_names(self) -> None:
        """Puts the hits that were added under their keys, and takes out those that were dropped."""
        pairs = self.connection.execute(
            "SELECT key, hit, 1 FROM added UNION ALL SELECT key, hit, 0 FROM dropped ORDER BY 1, 2"
            if not self.fresh
            else "SELECT DISTINCT key, hit, 1 FROM added ORDER BY key, hit"
        )
        rows: list[tuple[int, bytes]] = []
        for key, group in groupby(pairs, itemgetter(0)):
            told = list(group)
            hits = [hit for _, hit, _ in told] if self.fresh else self.merged(key, told)
            rows.append((key, packed(hits)))
            if len(hits) > HELD:
                self.connection.executemany("INSERT INTO more VALUES (?, ?)", ((key, hit) for hit in hits))
            if len(rows) >= BATCH:
                self.connection.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", rows)
                rows = []
        self.connection.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", rows)
        for table in ("added", "dropped"):
            self.connection.execute(f"DROP TABLE {table}")

    def merged(self, key: int, told: list[tuple[int, int, int]]) -> list[int]:
        """The hits of a key: those of the base, less those dropped, and those added."""
        found = self.connection.execute("SELECT hits FROM names WHERE key = ?", (key,)).fetchone()
        hits = set(unpacked(found[0])) if found else set()
        if len(hits) == HELD:
            hits.update(hit for (hit,) in self.connection.execute("SELECT hit FROM more WHERE key = ?", (key,)))
            self.connection.execute("DELETE FROM more WHERE key = ?", (key,))
        hits -= {hit for _, hit, new in told if not new}
        return sorted(hits | {hit for _, hit, new in told if new})

    def finish(self) -> str:
        """Sorts, closes and puts the file in its place; says the content hash. Raises PlacesError where it cannot be written."""
        try:
            self.flush()
            self.sort_names()
            for table, rows in (("kinds", self.kinds.items()), ("areas", self.areas.items())):
                values = [(n, *(key if isinstance(key, tuple) else (key,))) for key, n in rows]
                if values:
                    self.connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(values[0]))})", values)
            hash_ = self.digest.hexdigest()
            meta = {"rules": json.dumps(self.rules, ensure_ascii=False), "hash": hash_, "count": str(self.count), "next": str(self.next)}
            self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
            self.connection.executescript(INDICES)
            if self.connection.in_transaction:
                self.connection.execute("COMMIT")
            self.connection.close()
            os.replace(self.temporary, self.path)
        except (sqlite3.Error, OSError) as error:
            self.discard()
            raise PlacesError(f"the places cannot be written ({error}).", where=str(self.path), hint="Nothing was changed.") from None
        return hash_

    def discard(self) -> None:
        """Throws away what was written."""
        self.connection.close()
        self.temporary.unlink(missing_ok=True)


def names_of(row: dict[str, Any]) -> list[str]:
    """All written names of a row, each once."""
    aliases = (name for key in ("ar_aliases", "en_aliases") for name in str(row.get(key) or "").split("|"))
    return list(dict.fromkeys(n for n in (row.get("ar"), row.get("en"), *aliases) if n))
