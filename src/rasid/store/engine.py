"""Opening a project's store: reading in a snapshot, writing in one transaction that ends in the audit chain."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from rasid import __version__
from rasid.model.errors import StoreError
from rasid.store import audit, migrations, schema, settings, turns
from rasid.store.connecting import lock_postgres, reach, shown
from rasid.store.scope import Viewer
from rasid.store.settings import DATABASE, SETTINGS, Settings

PROGRAM = "rasid"  # who writes where no person does
PLAIN = sa.select(schema.audit.c.subject).where(schema.audit.c.seq == 1)


def now() -> str:
    """This moment in UTC, as every time in the store is written."""
    return written(dt.datetime.now(dt.UTC))


def written(moment: dt.datetime) -> str:
    """A moment in UTC, as every time in the store is written."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def as_json(value: Any) -> str:
    """JSON as the store writes it: keys sorted, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Change:
    """One transaction that writes. `record` puts what was done into the audit chain, within the same transaction."""

    def __init__(self, connection: Connection, who: str) -> None:
        self.connection, self.who = connection, who
        self.entries = 0

    def record(self, action: str, subject: str, *, before: Any = None, after: Any = None, why: str | None = None) -> int:
        """Appends an entry; gives its number. `subject`: `kind:id`. `before` and `after`: anything JSON can hold."""
        self.entries += 1
        return audit.append(self.connection, self.who, action, subject, {"before": before, "after": after, "why": why})


class Store:
    """A project's tables, in SQLite (`rasid.db` in its folder) or PostgreSQL."""

    def __init__(self, folder: Path, engine: Engine, known: Settings) -> None:
        self.folder, self.engine, self.settings = folder, engine, known

    @property
    def postgres(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @property
    def where(self) -> str:
        """What the store is kept in, as it may be shown."""
        return shown(self.engine.url) if self.postgres else str(self.folder / DATABASE)

    @property
    def layer(self) -> Path:
        """The project's own data layer; it need not exist."""
        return self.folder / "data"

    @classmethod
    def create(cls, folder: Path, database: str | None = None, who: str = PROGRAM) -> Store:
        """Makes a project in `folder`, which must not hold one. `database`: an address of PostgreSQL, or `$RASID_DATABASE`.

        A database that is there already must hold no project; tables that are there and empty (a killed `init`) are taken as they are.
        Raises StoreError."""
        store = cls.prepare(folder, database)
        try:
            with store.writing(who) as change:
                store.refuse_a_second_project(change.connection)
                after = {"rasid": __version__, "revision": migrations.REVISION}
                change.record("project.created", f"project:{store.settings.id}", after=after)
            folder.mkdir(parents=True, exist_ok=True)
            settings.write(folder, store.settings.id, store.settings.database)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def prepare(cls, folder: Path, database: str | None = None, id: str | None = None, revision: str = migrations.REVISION) -> Store:
        """The tables for a project to come (as they were at `revision`), without an entry and without settings. Raises StoreError."""
        if (folder / SETTINGS).exists():
            raise StoreError("there is a project in this folder already.", where=str(folder))
        known = Settings(id or f"pr_{secrets.token_hex(8)}", database or "", {})
        engine = reach(settings.url_of(folder, known.database))
        store = cls(folder, engine, known)
        try:
            if not store.postgres:  # the reports name people: what is made here is for its owner's eyes until he decides otherwise
                folder.mkdir(parents=True, exist_ok=True)
                os.close(os.open(folder / DATABASE, os.O_WRONLY | os.O_CREAT, 0o600))
            store.refuse_other_letters()
            store.upgrade(fresh=revision)
        except OSError as error:
            store.close()
            raise StoreError(f"the project cannot be made here ({error.strerror or error}).", where=str(folder)) from None
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The project in `folder`, brought up to this version's tables. Raises StoreError where there is none or it cannot be used."""
        known = settings.read(folder)
        url = settings.url_of(folder, known.database)
        if not known.database and not (folder / DATABASE).is_file():  # SQLite would make an empty one
            hint = "Restore the project from a backup: `rasid restore`."
            raise StoreError(f"the project's database {DATABASE} is missing.", where=str(folder), hint=hint)
        store = cls(folder, reach(url), known)
        try:
            store.upgrade()
            store.refuse_another_project()
        except BaseException:
            store.close()
            raise
        return store

    def upgrade(self, fresh: str | None = None) -> None:
        """Brings the tables up to this version, or makes them as they were at `fresh`; a SQLite file is copied first.

        Raises StoreError where they are newer than this version."""
        wanted = fresh or migrations.REVISION
        with self.reading() as connection:
            found = migrations.current(connection)
        if found == wanted:
            return
        if found is not None and found > migrations.REVISION:
            hint = f"Its tables are at {found}; Rasid {__version__} knows them up to {migrations.REVISION}. Install the newer Rasid."
            raise StoreError("a newer version of Rasid has worked on this project.", where=self.where, hint=hint)
        if found is None and fresh is None:
            raise StoreError("the database holds no project.", where=self.where, hint="Restore it from a backup: `rasid restore`.")
        if found is not None and not self.postgres:
            migrations.copy_sqlite(self.folder / DATABASE, self.folder / f"{DATABASE}.before-{migrations.REVISION}")
        with self.engine.connect().execution_options(writes=True) as connection, migrations.unchecked_keys(connection):
            if self.postgres:
                lock_postgres(connection)
            if migrations.current(connection) != wanted:  # another process may have been first
                migrations.upgrade(connection, wanted)
            connection.commit()

    def refuse_other_letters(self) -> None:
        """A database that is not in UTF-8 takes no Arabic, or only some of it."""
        if self.postgres:
            with self.reading() as connection:
                encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
            if encoding != "UTF8":
                hint = "Make one with: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0."
                raise StoreError(f"this database is in {encoding}, not in UTF-8.", where=self.where, hint=hint)

    def refuse_a_second_project(self, connection: Connection) -> None:
        if connection.execute(PLAIN).first():
            hint = "Name another database, or another folder."
            raise StoreError("this database holds a project already.", where=self.where, hint=hint)

    def refuse_another_project(self) -> None:
        """An address that leads to another project's database would mix the two."""
        with self.reading() as connection:
            subject = connection.execute(PLAIN).scalar()
        if self.settings.id and subject != f"project:{self.settings.id}":
            said = f"It holds {subject or 'none'}, {SETTINGS} is of project:{self.settings.id}."
            raise StoreError("this database is not that of the project in this folder.", where=self.where, hint=said)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment, whatever is written meanwhile."""
        with self.engine.connect() as connection:
            if self.postgres:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def writing(self, who: str) -> Iterator[Change]:
        """One transaction: all of it, or nothing. Only one writer at a time. What is written without an entry is a fault of ours."""
        with (
            turns.taken(self.engine.url),
            self.to_write().connect().execution_options(writes=True) as connection,
            connection.begin() as transaction,
        ):
            if self.postgres:
                lock_postgres(connection)
            connection = self.prepared(connection)
            before = changes(connection)
            change = Change(connection, who)
            yield change
            if not change.entries:
                wrote = changes(connection) != before
                transaction.rollback()
                if wrote:
                    raise RuntimeError("a transaction has written and recorded nothing; it was taken back")

    def to_write(self) -> Engine:
        return self.engine

    def prepared(self, connection: Connection) -> Connection:
        """A connection as it is written on."""
        return connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """A transaction over what is no part of the record, and so of no entry: when a session, or a token, was last used."""
        with turns.taken(self.engine.url), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def seen_by(self, viewer: Viewer) -> Store:
        """The store as this viewer sees it."""
        from rasid.store.seeing import SeenStore  # it is one of these

        return SeenStore(self, viewer)

    def close(self) -> None:
        from rasid.store.seeing import dispose

        dispose(self.engine)
        with suppress(sa.exc.SQLAlchemyError):
            self.engine.dispose()


def changes(connection: Connection) -> Any:
    """What differs before and after a transaction wrote: rows changed on this connection, or the number PostgreSQL gives to writers."""
    if connection.dialect.name == "sqlite":
        return connection.connection.driver_connection.total_changes  # type: ignore[union-attr]
    return connection.exec_driver_sql("SELECT pg_current_xact_id_if_assigned()").scalar()
