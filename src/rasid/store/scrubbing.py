"""After a redaction: what was deleted is gone from the files too, not only from the tables.

SQLite overwrites what is deleted (`secure_delete`), but older pages lie in the write-ahead log until it is emptied, and pages that were
split can hold old copies until the file is made anew. PostgreSQL keeps deleted rows until a table is made anew. Neither reaches copies
elsewhere: backups, replicas, archived logs, blocks that the disk has set aside.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from rasid.model.errors import StoreError
from rasid.store.connecting import BUSY_S, sqlite_sentence
from rasid.store.engine import Store
from rasid.store.objects import metadata
from rasid.store.settings import DATABASE

PATIENCE_S = 2  # readers hold an older state for as long as one query or one backup takes: it is told rather than waited for
AGAIN = "Close what reads it, then run `rasid redact --scrub`."


def scrub(store: Store) -> None:
    """Makes the files anew without what was deleted. Raises StoreError where it cannot now; calling it again is enough."""
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if store.postgres:
            for table in metadata.sorted_tables:
                connection.execute(sa.text(f'VACUUM (FULL) "{table.name}"'))
            connection.execute(sa.text("CHECKPOINT")) if superuser(connection) else None
            return
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(f"PRAGMA busy_timeout={PATIENCE_S * 1000}")
        try:
            for step in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                row = raw.execute(step).fetchone()
                if row and row[0]:  # busy: somebody reads an older state of it
                    raise StoreError(
                        "what was redacted is still in the log file, since the project is being read.", where=store.where, hint=AGAIN
                    )
        except sqlite3.Error as error:
            raise sqlite_sentence(error, store.where) or error from None
        finally:
            raw.execute(f"PRAGMA busy_timeout={BUSY_S * 1000}")


def superuser(connection: sa.Connection) -> bool:
    return bool(connection.execute(sa.text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar())


def copies(store: Store) -> list[Path]:
    """Copies that Rasid itself made before upgrades: they hold what they held."""
    return [] if store.postgres else sorted(store.folder.glob(f"{DATABASE}.before-*"))
