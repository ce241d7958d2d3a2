"""A coding of a report that is coded twice, as a store of its own: in memory, with that one report, its events as this coder has them, and
his decisions. So all that can be read and decided of a report can be of a sheet, and nothing of it comes near the project's tables.

It is made for a moment (some milliseconds), and what changes in it is written back to the coding, as it was opened or not at all.
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import URL, Connection, Engine, StaticPool

from rasid.model import ConflictError, StoreError
from rasid.store import doubles, events, migrations, reports
from rasid.store.audit import FIRST
from rasid.store.connecting import reach
from rasid.store.doubles import Coding, Content, Double
from rasid.store.engine import Change, Store, now
from rasid.store.schema import acquisitions, audit, blobs, decisions, runs, texts
from rasid.store.schema import reports as report_rows

MAKING = threading.Lock()
MEMORY = URL.create("sqlite")


class SheetStore(Store):
    """What a coder has of a report. Closed by itself when nobody holds it any more."""

    def __init__(self, whole: Store, double: Double, coding: Coding) -> None:
        super().__init__(whole.folder, reach(MEMORY, poolclass=StaticPool, connect_args={"check_same_thread": False}), whole.settings)
        self.whole, self.double, self.coding = whole, double, coding
        weakref.finalize(self, Engine.dispose, self.engine)
        empty = tables()
        raw: Any = self.engine.raw_connection()
        raw.driver_connection.deserialize(empty)
        raw.close()
        with whole.reading() as there, self.engine.connect().execution_options(writes=True) as here, here.begin():
            self.lay(there, here)

    def lay(self, there: Connection, here: Connection) -> None:
        """Lays out the report, with the text that was read, and what is coded of it. Raises StoreError where the text is gone."""
        content = doubles.read(self.coding.content, self.double.text_hash)
        stored = reports.known(there, self.double.report_id)
        wanted = sa.and_(texts.c.report_id == stored.id, texts.c.text_hash == self.double.text_hash)
        text = there.execute(sa.select(texts).where(wanted).order_by(texts.c.revision.desc())).mappings().first()
        row = there.execute(sa.select(report_rows).where(report_rows.c.id == stored.id)).mappings().one()
        if text is None:
            raise StoreError("the text that this was coded from is gone.", where=stored.id)
        for table, key, value in (
            (blobs, blobs.c.sha256, row["sha256"]),
            (acquisitions, acquisitions.c.id, row["acquisition_id"]),
            (runs, runs.c.id, row["run_id"]),
        ):
            put(here, sa.insert(table), [dict(r) for r in there.execute(sa.select(table).where(key == value)).mappings()])
        own = {"revision": text["revision"], "text_hash": text["text_hash"], "family": row["id"], "state": "new"}
        put(here, sa.insert(report_rows), [dict(row) | own])
        put(here, sa.insert(texts), [dict(text)])
        events.put_all(here, content.events, stored.day, new=True)
        put(here, sa.insert(decisions), content.decisions)
        # Numbers of entries go on where they were: decisions of one stroke are known by them.
        last = max((row["audit_seq"] for row in content.decisions), default=0)
        if last:
            sealed = dict.fromkeys(("digest", "previous", "hash"), FIRST)
            told = {"seq": last, "at": now(), "who": self.coding.coder, "action": "sheet", "subject": f"report:{stored.id}"}
            here.execute(sa.insert(audit).values(**told, **sealed))

    @contextmanager
    def writing(self, who: str) -> Iterator[Change]:
        """As ever; and then the coding is what the sheet says. Raises ConflictError where it was changed meanwhile, or is done."""
        with super().writing(who) as change:
            yield change
        self.keep()

    def content(self) -> Content:
        """What stands on the sheet."""
        with self.reading() as connection:
            kept = [doubles.bare(k) for k in events.of_report(connection, self.double.report_id)]
            rows = [dict(row) for row in connection.execute(sa.select(decisions).order_by(decisions.c.id)).mappings()]
        was = doubles.read(self.coding.content, "")
        there = {k.id for k in kept}
        wanted = [pair for pair in was.wanted if pair[0] in there]
        return Content(events=kept, decisions=[row | {"text_hash": ""} for row in rows], wanted=wanted)

    def keep(self) -> None:
        content = doubles.written(self.content())
        if content == self.coding.content:
            return
        with self.whole.noting() as connection:
            if not doubles.write(connection, self.coding, content):
                raise ConflictError(
                    "this coding is another by now, or was finished.", where=self.double.report_id, hint="Load the page again."
                )
        self.coding = msgspec.structs.replace(self.coding, content=content, version=self.coding.version + 1)


def put(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def tables() -> bytes:
    with MAKING:
        return made_tables()


@cache
def made_tables() -> bytes:
    """An empty store, made once a process."""
    engine = reach(MEMORY, poolclass=StaticPool)
    with engine.connect().execution_options(writes=True) as connection:
        migrations.upgrade(connection)
        connection.commit()
        raw: Any = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        made = raw.serialize()
    engine.dispose()
    return made
