"""Reaching a database: its address, how a connection is set up, and what its errors mean, in sentences that never show a password."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import URL, Connection, Engine
from sqlalchemy.engine import ExceptionContext

from rasid.model.errors import RasidError, StoreError, UnreadyError, UsageError

BUSY_S = 30  # how long a writer waits for another; a coding run holds the lock for one report at a time, well under a second
REACH_S = 10  # how long PostgreSQL may take to answer at all; without a limit a wrong address hangs for minutes
# Every commit is on the disk before it counts. WAL with NORMAL would survive kill -9 as well, and is some milliseconds a commit
# faster; but a power cut could take back the last commits, decisions that a person was told are kept among them, and the audit chain
# would then end before a head exported earlier: an accident that looks like a forgery.
SYNCHRONOUS = "FULL"
PREPARED = 5  # times that a statement is sent before PostgreSQL is asked to keep it prepared, where there is writing
SECRET = ("password", "sslpassword", "passfile")  # what of a URL's query is never shown
ADDRESS = "An address looks like postgresql://user@host/name."


def sqlite_url(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))


def postgres_url(address: str) -> URL:
    """A person's `postgresql://…` as the driver wants it. Raises StoreError."""
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError("this is no address of a database.", hint=ADDRESS) from None  # what it is may hold a password
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise StoreError(f"a project is kept in SQLite or PostgreSQL, not in {url.drivername!r}.", hint=ADDRESS)
    return url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """The address as it may be printed."""
    query = {k: "hidden" if k in SECRET else v for k, v in url.query.items()}
    return url.set(drivername=url.get_backend_name(), query=query).render_as_string(hide_password=True)


def has_password(url: URL) -> bool:
    return url.password is not None or any(k in url.query for k in SECRET[:2])


def reach(url: URL, **more: Any) -> Engine:
    """An engine whose connections are set up, and whose errors are StoreErrors. Connects to nothing yet."""
    sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {"pool_pre_ping": not sqlite, **more}  # a server may have been restarted since the last transaction
    if not sqlite:
        defaults = {"connect_timeout": REACH_S, "application_name": "rasid", "client_encoding": "utf8"}
        options["connect_args"] = {k: v for k, v in defaults.items() if k not in url.query}
    try:
        engine = sa.create_engine(url, **options)
    except ModuleNotFoundError:
        hint = "Install it: pip install 'rasid[postgres]'."
        raise StoreError("a project in PostgreSQL needs the package psycopg.", where=shown(url), hint=hint) from None
    where = str(url.database) if sqlite else shown(url)
    sa.event.listen(engine, "handle_error", lambda context: translated(context, where))
    if sqlite:
        sa.event.listen(engine, "connect", prepare_sqlite)
        sa.event.listen(engine, "begin", begin_sqlite)
    else:
        sa.event.listen(engine, "begin", begin_postgres)
    return engine


def prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; ours is in `begin_sqlite`
    pragmas = (
        f"busy_timeout={BUSY_S * 1000}",
        "journal_mode=WAL",
        f"synchronous={SYNCHRONOUS}",
        "foreign_keys=ON",
        "secure_delete=ON",  # what is deleted is overwritten, see redaction
        "cache_size=-65536",  # 64 MiB, so that the inner pages of the indexes of a million events stay in memory
        "temp_store=MEMORY",
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def begin_postgres(connection: Connection) -> None:
    """What only reads is planned anew each time, for a tenth of a millisecond. Of a statement that was prepared PostgreSQL makes one plan
    for all values after a while, and for some filters that is to go through all events: seconds instead of milliseconds, of a million."""
    raw: Any = connection.connection.driver_connection
    raw.prepare_threshold = PREPARED if connection.get_execution_options().get("writes") else None


def lock_postgres(connection: Connection) -> None:
    """Only one writer at a time in this database (and in this schema of it), until the transaction ends."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_S}s'")
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('rasid'), hashtext(current_schema()))")


def translated(context: ExceptionContext, where: str) -> RasidError | None:
    """The error of a database as a sentence, where it is the world's fault and not ours."""
    error = context.original_exception
    if is_no_value(error):
        return UsageError("this holds a value that no database takes: a NUL sign, or a number beyond all bounds.")
    return sqlite_sentence(error, where) if isinstance(error, sqlite3.Error) else postgres_sentence(error, where)


def is_no_value(error: BaseException) -> bool:
    """Whether what was asked, or sent, is what cannot stand in a table: what a program makes up, or a file that is damaged."""
    state = getattr(error, "sqlstate", None) or ""
    return isinstance(error, OverflowError) or state in NO_VALUE or (type(error).__name__ == "DataError" and "NUL" in str(error))


NO_VALUE = ("22003", "22021", "22P05")  # a number out of range; letters that are none
SQLITE = {  # by the beginning of SQLite's name for it
    "SQLITE_BUSY": (f"another program has been writing to the project for {BUSY_S} seconds.", "Try again when it has ended."),
    "SQLITE_LOCKED": (f"another program has been writing to the project for {BUSY_S} seconds.", "Try again when it has ended."),
    "SQLITE_FULL": ("the disk is full; what was being written is not kept, the rest is whole.", "Make room, then run the command again."),
    "SQLITE_READONLY": ("the project's database may be read here, not written.", "Who owns the file and its folder?"),
    "SQLITE_CANTOPEN": ("the project's database cannot be opened.", "Do the file and its folder exist, and may you write there?"),
    "SQLITE_PERM": ("you may not open the project's database.", ""),
    "SQLITE_NOTADB": ("this is no SQLite database.", "Restore the project from a backup: `rasid restore`."),
    "SQLITE_CORRUPT": ("the project's database is damaged.", "Restore the project from a backup: `rasid restore`."),
    "SQLITE_IOERR": ("the disk fails at reading or writing the project's database.", "Copy the folder away before anything else."),
}


def sqlite_sentence(error: sqlite3.Error, where: str) -> StoreError | None:
    name = getattr(error, "sqlite_errorname", None) or ""
    for begins, (what, hint) in SQLITE.items():
        if name.startswith(begins):
            return UnreadyError(what, where=where, hint=hint)
    return None


POSTGRES = {  # by the beginning of its SQLSTATE
    "55P03": (f"another program has been writing to the project for {BUSY_S} seconds.", "Try again when it has ended."),
    "53100": ("the server's disk is full; what was being written is not kept, the rest is whole.", "Make room, then try again."),
    "53300": ("the server has no connection left.", ""),
    "25006": ("this server lets nothing be written.", ""),
    "42501": ("the database does not let this user do that.", "It needs the rights to create and change tables."),
    "57P": ("PostgreSQL was stopped; what was being written is not kept, the rest is whole.", "Start it, then run the command again."),
    "40P01": ("two programs waited for each other; what was being written is not kept.", "Run the command again."),
    "08": ("the connection to PostgreSQL broke; what was being written is not kept.", "Run the command again."),
}


def postgres_sentence(error: BaseException, where: str) -> StoreError | None:
    state = getattr(error, "sqlstate", None)
    for begins, (what, hint) in POSTGRES.items():
        if state and state.startswith(begins):
            return UnreadyError(what, where=where, hint=hint)
    if state is None and type(error).__name__ == "OperationalError":  # never reached, refused at the door, or broken off
        said = " ".join(str(error).split())  # the driver names host, user and database, never a password
        return UnreadyError(f"PostgreSQL cannot be reached ({said}).", where=where, hint="Is it running, and is the address right?")
    return None
