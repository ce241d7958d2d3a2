"""The cube itself: filled from the store, kept up with it, and asked many things in one go."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import UnreadyError
from rasid.store.cube import beside, reading, tables
from rasid.store.cube.asking import Asking, Figures
from rasid.store.cube.conditions import key_of
from rasid.store.engine import Store
from rasid.store.filtering import Filters
from rasid.store.schema import events

SMALL = 20_000  # events that are taken in while the asker waits
RENEWED = 3_000  # reports that are taken in anew while the asker waits; where more changed, all is, beside
KEPT = 64  # answers kept, by what was asked


class Kept:
    """Answers by what was asked, the latest few, as long as nothing changes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held: OrderedDict[str, Any] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: str) -> Any:
        return self.held.get(key)

    def put(self, key: str, value: Any) -> None:
        with self.lock:
            self.held[key] = value
            while len(self.held) > self.most:
                self.held.popitem(last=False)

    def clear(self) -> None:
        with self.lock:
            self.held.clear()


class Cube:
    """Events of a store as columns. `ready` tells whether it can be asked; where there are many, they come in by a process of their own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.seq = -1
        self.duck: Any = None
        self.lock = threading.Lock()
        self.filling: threading.Thread | None = None
        self.kept = Kept(KEPT)

    # Kept up with the store ------------------------------------------------------------------------------------------------------

    def ready(self, connection: Connection) -> bool:
        """Brings the cube up to what the connection sees, as far as that takes no longer than a person waits; False: nothing to ask yet."""
        with self.lock:
            if self.duck is None:
                if self.filling is None:
                    self.anew(connection)
                return self.duck is not None
            changed = reading.since(connection, self.seq) if reading.last_entry(connection) != self.seq else None
            if changed is not None and self.filling is None:
                self.renew(connection, changed)
            return True

    def ahead(self) -> None:
        """Begins before anybody asks, where he would have to wait."""
        with self.lock, self.store.reading() as connection:
            if self.duck is None and self.filling is None and not is_little(connection):
                self.start()

    def anew(self, connection: Connection) -> None:
        """Takes everything in: at once where it is little."""
        if is_little(connection):
            self.fill(connection)
        else:
            self.start()

    def start(self) -> None:
        """Begins to take everything in, beside whatever else is done."""
        self.filling = threading.Thread(target=self.fill_apart, name="rasid-cube", daemon=True)
        self.filling.start()

    def fill_apart(self) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="rasid-") as folder:
                self.hold(*beside.filled(self.store.folder, Path(folder) / "columns"))
        except UnreadyError:
            pass  # whoever asks next begins anew
        finally:
            self.filling = None

    def fill(self, connection: Connection) -> None:
        self.hold(*columns(connection))

    def hold(self, duck: Any, seq: int) -> None:
        self.duck, self.seq = duck, seq
        self.kept.clear()

    def renew(self, connection: Connection, changed: reading.Since) -> None:
        reports = changed.reports | reading.reports_of(connection, changed.events) | self.reports_of(changed.events)
        if changed.all or len(reports) > RENEWED:
            self.anew(connection)
            return
        if reports:
            told = sorted(reports)
            with tempfile.TemporaryDirectory(prefix="rasid-") as folder:
                files = reading.written(connection, Path(folder), told)
                duck = self.duck.cursor()
                duck.execute("BEGIN")
                tables.take_out(duck, told)
                tables.take_in(duck, files)
                duck.execute("COMMIT")
                duck.close()
            self.kept.clear()
        self.seq = changed.seq

    def reports_of(self, event_ids: set[str]) -> set[str]:
        """The reports of events as the cube has them: some may have left the store."""
        query = "SELECT DISTINCT r.value FROM ev JOIN d_report r ON r.k = ev.report WHERE ev.id IN (SELECT unnest(?))"
        return {row[0] for row in self.duck.execute(query, [sorted(event_ids)]).fetchall()} if event_ids else set()

    # Asked -----------------------------------------------------------------------------------------------------------------------

    def figures(
        self,
        connection: Connection,
        wanted: Filters,
        *,
        hidden: Sequence[str] = (),
        stretch: str | None = None,
        inside: str | None = None,
        strict: bool = False,
    ) -> Figures:
        """All counts of what fits. `hidden`: reports that the asker may not see: nothing of them is counted. `stretch`: day, week or month,
        else whichever suits; `inside`: the province (SYR/Idlib) whose districts and places are told; `strict`: no count leaves its own
        brush out. Raises TooMany."""
        key = f"{self.seq}|{key_of(wanted)}|{sorted(hidden)}|{stretch}|{inside}|{strict}"
        found: Figures | None = self.kept.get(key)
        if found is None:
            with self.lock:
                duck, seq = self.duck.cursor(), self.seq
            try:
                duck.execute("BEGIN")  # one moment, whatever is taken in meanwhile
                found = Asking(self.kept, seq, duck, connection, wanted, hidden, strict).all(stretch, inside)
            finally:
                duck.close()
            self.kept.put(key, found)
        return found


def columns(connection: Connection, file: str = tables.MEMORY) -> tuple[Any, int]:
    """All events as columns, in memory or in a file of DuckDB, and the log's last entry that they know."""
    seq, duck = reading.last_entry(connection), tables.empty(file)
    tables.make(duck)
    with tempfile.TemporaryDirectory(prefix="rasid-") as folder:
        tables.take_in(duck, reading.written(connection, Path(folder)))
    return duck, seq


def is_little(connection: Connection) -> bool:
    """Whether there are so few events that nobody waits for them."""
    few = sa.select(sa.func.count()).select_from(sa.select(events.c.day).limit(SMALL + 1).subquery())
    return int(connection.execute(few).scalar_one()) <= SMALL
