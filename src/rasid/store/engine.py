"""Opening a project's store: reading in a snapshot, writing in one transaction that ends in the audit chain."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from rasid.model.errors import StoreError
from rasid.store import audit
from rasid.store.schema import metadata

SETTINGS, DATABASE = "rasid.toml", "rasid.db"
BUSY_MS = 30_000  # how long a writer waits for another; a coding run holds the lock for one report at a time, well under a second


def now() -> str:
    """This moment in UTC, as every time in the store is written."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def as_json(value: Any) -> str:
    """JSON as the store writes it: keys sorted, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Change:
    """One transaction that writes. `record` puts what was done into the audit chain, within the same transaction."""

    def __init__(self, connection: Connection, who: str) -> None:
        self.connection, self.who = connection, who

    def record(self, action: str, subject: str, *, before: Any = None, after: Any = None, why: str | None = None) -> int:
        """Appends an entry; gives its number. `subject`: `kind:id`. `before` and `after`: anything JSON can hold."""
        return audit.append(self.connection, self.who, action, subject, {"before": before, "after": after, "why": why})


class Store:
    """A project's tables, in SQLite (`rasid.db` in its folder) or PostgreSQL."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder, self.engine = folder, engine

    @property
    def postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @property
    def layer(self) -> Path:
        """The project's own data layer; it need not exist."""
        return self.folder / "data"

    @classmethod
    def create(cls, folder: Path, database: str | None = None) -> Store:
        """Makes a project in `folder`, which must not hold one. Raises StoreError."""
        if (folder / SETTINGS).exists():
            raise StoreError("there is a project in this folder already.", where=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        store = cls(folder, connect(database or f"sqlite:///{folder / DATABASE}"))
        metadata.create_all(store.engine)
        (folder / SETTINGS).write_text(f"database = {json.dumps(database or '')}\n", encoding="utf-8")
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The project in `folder`. Raises StoreError where there is none."""
        settings = folder / SETTINGS
        if not settings.is_file():
            hint = "Make one with `rasid init DIR`, or name it with --project."
            raise StoreError("there is no project in this folder.", where=str(folder), hint=hint)
        database = tomllib.loads(settings.read_text(encoding="utf-8")).get("database")
        return cls(folder, connect(database or f"sqlite:///{folder / DATABASE}"))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, who: str) -> Iterator[Change]:
        """One transaction: all of it, or nothing. Only one writer at a time."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield Change(connection, who)

    def close(self) -> None:
        self.engine.dispose()


def connect(url: str) -> Engine:
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", prepare_sqlite)
        sa.event.listen(engine, "begin", begin_sqlite)
    return engine


def prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is in `begin_sqlite`
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
