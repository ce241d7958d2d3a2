"""A store as somebody sees it: without what is restricted to others (store/scope)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from rasid.store import scope
from rasid.store.connecting import reach
from rasid.store.engine import Store
from rasid.store.scope import Viewer

VEILED: WeakKeyDictionary[Engine, dict[bool, Engine]] = WeakKeyDictionary()
MAKING = threading.Lock()


class SeenStore(Store):
    """Reads and writes as a viewer: what he may not see is not there for him. `whole`: the store with all that is in it."""

    def __init__(self, whole: Store, viewer: Viewer) -> None:
        super().__init__(whole.folder, whole.engine, whole.settings)
        self.whole, self.viewer = whole, viewer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.whole.reading() as connection:
            whole = not scope.hidden(connection, self.viewer)
            if whole:  # most often: then nothing costs anything
                yield connection
        if whole:
            return
        with veiled(self.engine, writes=False).connect() as connection:
            if self.postgres:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield scope.hide(connection, self.viewer)

    def to_write(self) -> Engine:
        return veiled(self.engine, writes=True)

    def prepared(self, connection: Connection) -> Connection:
        return scope.hide(connection, self.viewer)

    def close(self) -> None:
        """The whole store is closed by whoever opened it."""


def veiled(engine: Engine, *, writes: bool) -> Engine:
    """Connections of their own, on which things can be hidden: made once, and closed with the store."""
    with MAKING:
        made = VEILED.setdefault(engine, {})
        if writes not in made:
            made[writes] = scope.veil(reach(engine.url), writes=writes)
        return made[writes]


def dispose(engine: Engine) -> None:
    with MAKING:
        for made in VEILED.pop(engine, {}).values():
            made.dispose()
