"""From the tables of one version to those of the next, with Alembic, which is imported only where there is something to do.

A revision is a file in `versions/`, numbered 0001, 0002 …; `REVISION` is the newest. A released revision is never edited.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.feeding import drop_triggers, make_triggers
from rasid.store.views import drop_views, make_views

REVISION = "0008"
HERE = Path(__file__).parent
VERSION = "alembic_version"


def current(connection: Connection) -> str | None:
    """The revision of the database's tables; None where there are none."""
    if not sa.inspect(connection).has_table(VERSION):
        return None
    return connection.exec_driver_sql(f"SELECT version_num FROM {VERSION}").scalar()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Runs the revisions that are missing up to this one, in the caller's transaction; views and triggers are those of this version."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    drop_views(connection)
    drop_triggers(connection)
    command.upgrade(config, revision)
    if revision in ("head", REVISION):
        make_views(connection)
        make_triggers(connection)


@contextmanager
def unchecked_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew: the rows that point at it must not be deleted with the old one. They are checked after."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"{len(broken)} rows point at none after the upgrade")
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy of a SQLite file that is whole whatever is being written."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
    target.chmod(source.stat().st_mode & 0o777)
