"""Writing an index of places: beside its place, and put there whole when it is done."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import ExitStack, closing
from hashlib import blake2b
from pathlib import Path
from typing import Any

from rasid.gazetteer.gathering import Base, Spool, append
from rasid.gazetteer.layout import (
    APPLICATION,
    FORMAT,
    INDICES,
    KIND_BITS,
    KINDS,
    TABLES,
    cell_of,
    digest_of,
    hit_of,
    of_id,
    row_digest,
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
        self.open = ExitStack()
        self.base = self.open.enter_context(closing(Base(base))) if base is not None else None
        self.added, self.dropped = (self.open.enter_context(closing(Spool(path.parent))) for _ in range(2))
        if self.base is not None:
            self.copy_rows(self.base)
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
        self.connection.execute("BEGIN")

    def copy_rows(self, base: Base) -> None:
        """The database of a file, without the keys behind it."""
        with self.temporary.open("wb") as file:
            for some in base.before():
                file.write(some)

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
        self.dropped.add(self.hits_of(number, old))
        self.connection.execute("DELETE FROM places WHERE number = ?", (number,))
        self.digest.update(b"-" + row_digest(old))
        self.put(number, row)

    def put(self, number: int, row: dict[str, Any]) -> None:
        lat, lon = float(row["lat"]), float(row["lon"])
        get = row.get
        area = (str(get("country") or ""), str(get("admin1") or ""), str(get("admin2") or ""))
        told = (get("ar") or "", get("en") or "", get("ar_aliases") or "", get("en_aliases") or "")
        at = (lat, lon, self.areas.setdefault(area, len(self.areas) + 1))
        more = (get("source") or "", get("pcode") or None, get("population"), cell_of(lat, lon))
        self.rows.append((number, row["id"], self.kind(row["kind"]), *told, *at, *more))
        self.added.add(self.hits_of(number, row))
        self.digest.update(row_digest(row if row["lat"].__class__ is row["lon"].__class__ is float else {**row, "lat": lat, "lon": lon}))
        if len(self.rows) >= BATCH:
            self.flush()

    def kind(self, name: str) -> int:
        if (known := self.kinds.get(name)) is not None:
            return known
        number = self.kinds.setdefault(str(name), len(self.kinds) + 1)
        if number >= 1 << KIND_BITS:
            raise PlacesError(f"more than {(1 << KIND_BITS) - 1} kinds of place ({name} is one too many).", hint="Give --kind.")
        return number

    def hits_of(self, number: int, row: dict[str, Any]) -> set[bytes]:
        """The pairs (`gathering`) of all names of a row, and of its id."""
        kind = self.kind(row["kind"])
        made = {digest_of(of_id(str(row["id"]))) + number.to_bytes(8, "big")}
        for name in names_of(row):
            for exact, joined, loose, kinds, guessed in self.names.forms(name):
                if loose and not guessed:
                    made.add(digest_of(loose) + hit_of(exact, joined, bool(kinds), kind, number).to_bytes(8, "big"))
        return made

    def flush(self) -> None:
        self.connection.executemany(f"INSERT INTO places VALUES ({','.join('?' * 14)})", self.rows)
        self.rows = []

    def finish(self) -> str:
        """Puts the keys behind the rows and the file in its place; says the content hash. Raises PlacesError where it cannot be written."""
        try:
            self.flush()
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
            append(self.temporary, hash_, self.added, self.dropped, self.base)
            self.open.close()
            os.replace(self.temporary, self.path)
        except (sqlite3.Error, OSError) as error:
            self.discard()
            raise PlacesError(f"the places cannot be written ({error}).", where=str(self.path), hint="Nothing was changed.") from None
        return hash_

    def discard(self) -> None:
        """Throws away what was written."""
        self.connection.close()
        self.open.close()
        self.temporary.unlink(missing_ok=True)


def names_of(row: dict[str, Any]) -> list[str]:
    """All written names of a row, each once."""
    names = [row.get("ar"), row.get("en")]
    for key in ("ar_aliases", "en_aliases"):
        if aliases := row.get(key):
            names += str(aliases).split("|")
    return list(dict.fromkeys(filter(None, names)))
