"""The accounts of a coded archive laid out to be linked: in SQLite files, each made beside its place and put there whole.

`accounts.sqlite` has them in the order of their days, so that those that meet lie near each other; `keys.sqlite` what each is kept under,
and which keys are crowded; `parts.sqlite` which accounts hang together. All are read by several processes and written by one.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from rasid.bulk.writing import quoted
from rasid.linking.account import Account
from rasid.model import Event
from rasid.store.reprints import days_allowed

ACCOUNTS, KEYS, PARTS = "accounts.sqlite", "keys.sqlite", "parts.sqlite"
MEMORY = "512MB"  # that DuckDB may take; what is more lies on the disk
BATCH = 5000
WORD_BYTES = 11  # of a word of Arabic in UTF-8, with the space after it
ASKED = 500  # values in one question to SQLite


def database(folder: Path) -> Any:
    """DuckDB, with its memory bounded and its spill beside the work."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{MEMORY}'; SET threads = 2; SET temp_directory = '{quoted(folder / 'spill')}'")
    return connection


def made(path: Path, write: Callable[[sqlite3.Connection], None]) -> None:
    """Makes a SQLite file, whole or not at all, on the disk before it counts."""
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    connection = sqlite3.connect(beside, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        write(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
    with beside.open("rb") as handle:
        os.fsync(handle.fileno())
    os.replace(beside, path)


def opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


# Accounts -----------------------------------------------------------------------------------------------------------------------


def lay_accounts(coded: Path, folder: Path, known: dict[str, str] | None = None) -> None:
    """Every event of the archive with what its report says of itself, each id once: of two that are one, the first coded. `known`: the
    families of reprints; None: reports whose texts are one letter for letter are of one family."""
    reports, events = (f"read_parquet('{quoted(coded / name)}/*.parquet', filename = true)" for name in ("reports", "events"))
    with database(folder) as duck:
        told = f"SELECT report_id, published, outlet, sha256, bytes FROM {reports} {first_of(duck, reports, 'report_id')}"
        its = f"SELECT event_id, report_id, date_start, date_end, record FROM {events} {first_of(duck, events, 'event_id')}"
        query = (
            f"WITH r AS ({told}), e AS ({its}) "
            "SELECT e.event_id, e.report_id, r.published, r.outlet, e.record FROM e LEFT JOIN r USING (report_id) "
            "ORDER BY coalesce(e.date_start, e.date_end, r.published, ''), e.event_id"
        )
        same = families(duck.execute(f"WITH r AS ({told}) {SAME_TEXT}")) if known is None else known

        def write(lite: sqlite3.Connection) -> None:
            lite.execute("CREATE TABLE reprinted (reports INTEGER)")
            lite.execute("INSERT INTO reprinted VALUES (?)", (len(same),))
            lite.execute("CREATE TABLE accounts (at INTEGER PRIMARY KEY, id, published, outlet, family, record)")
            found = duck.execute(query)
            at = 0
            while batch := found.fetchmany(BATCH):
                rows = [
                    (at + n, id_, published, outlet, same.get(report, report), record)
                    for n, (id_, report, published, outlet, record) in enumerate(batch)
                ]
                lite.executemany("INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?)", rows)
                at += len(batch)

        made(folder / ACCOUNTS, write)


def first_of(duck: Any, table: str, id_: str) -> str:
    """What keeps the first row of each id, where some come twice: it costs a sort of the whole, records and all."""
    rows, ids = duck.execute(f"SELECT count(*), count(DISTINCT {id_}) FROM {table}").fetchone()
    return "" if rows == ids else f"QUALIFY row_number() OVER (PARTITION BY {id_} ORDER BY filename) = 1"


SAME_TEXT = (
    "SELECT sha256, report_id, published, outlet, bytes FROM r WHERE sha256 IN (SELECT sha256 FROM r GROUP BY 1 HAVING count(*) > 1) "
    "ORDER BY sha256, published NULLS FIRST, report_id"
)


def families(rows: Any) -> dict[str, str]:
    """The family of each report whose text another has letter for letter, by as many days as may lie between reprints: its smallest id."""
    found: dict[str, str] = {}
    last: tuple[Any, ...] = (None,)
    family: list[str] = []

    def close() -> None:
        if len(family) > 1:
            found.update(dict.fromkeys(family, min(family)))

    while batch := rows.fetchmany(BATCH):
        for row in batch:
            if row[0] != last[0] or not one_text(last, row):
                close()
                family = []
            family.append(row[1])
            last = row
    close()
    return found


def one_text(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two reports of one text are near enough in time: as of a project's reprints."""
    a, b = day(one[2]), day(other[2])
    if a is None or b is None:
        return a is b
    same_outlet = not one[3] or not other[3] or one[3] == other[3]
    return (b - a).days <= days_allowed(one[4] // WORD_BYTES, True, same_outlet)


def day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


class Shelf:
    """The accounts by their place in the order of days, of which so many are held in memory."""

    def __init__(self, path: Path, held: int) -> None:
        self.lite, self.most = opened(path), held
        self.accounts: dict[int, Account] = {}
        self.decoder = msgspec.json.Decoder(Event)

    def take(self, places: Iterable[int]) -> dict[int, Account]:
        wanted = sorted(set(places))
        found = {at: self.accounts[at] for at in wanted if at in self.accounts}
        missing = [at for at in wanted if at not in found]
        if len(self.accounts) + len(missing) > self.most:
            self.accounts.clear()
        for some in pieces(missing):
            marks = ", ".join("?" * len(some))
            for at, id_, published, outlet, family, record in self.lite.execute(f"SELECT * FROM accounts WHERE at IN ({marks})", some):
                event = self.decoder.decode(record)
                assert event.id == id_
                found[at] = Account(event=event, published=published, outlet=outlet, family=family)
        self.accounts |= {at: found[at] for at in missing}
        return found

    def __len__(self) -> int:
        return int(self.lite.execute("SELECT coalesce(max(at) + 1, 0) FROM accounts").fetchone()[0])


def pieces(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), ASKED):
        yield values[start : start + ASKED]


# Keys ---------------------------------------------------------------------------------------------------------------------------


def lay_keys(folder: Path, most: int) -> None:
    """Puts what the keys' files have into one, by key; those under which more than `most` lie are told crowded."""
    read = f"read_json('{quoted(folder / 'keys')}/*.jsonl', format = 'newline_delimited', columns = {{'key': 'VARCHAR', 'n': 'BIGINT'}})"
    with database(folder) as duck:

        def write(lite: sqlite3.Connection) -> None:
            lite.execute("CREATE TABLE kept (key TEXT, at INTEGER, PRIMARY KEY (key, at)) WITHOUT ROWID")
            lite.execute("CREATE TABLE crowded (key TEXT PRIMARY KEY) WITHOUT ROWID")
            crowded = f"SELECT key FROM {read} GROUP BY key HAVING count(*) > {most} ORDER BY key"
            for table, query in (("crowded", crowded), ("kept", f"SELECT key, n FROM {read} ORDER BY key, n")):
                found = duck.execute(query)
                marks = ", ".join("?" * len(found.description))
                while batch := found.fetchmany(BATCH):
                    lite.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)

        made(folder / KEYS, write)


class KeyIndex:
    """Which accounts are kept under a key."""

    def __init__(self, path: Path) -> None:
        self.lite = opened(path)
        self.crowded = frozenset(key for (key,) in self.lite.execute("SELECT key FROM crowded"))

    def under(self, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
        for some in pieces(sorted(keys)):
            marks = ", ".join("?" * len(some))
            yield from self.lite.execute(f"SELECT key, at FROM kept WHERE key IN ({marks})", some)
