"""Whose turn it is to write to a SQLite file, among the threads of this process.

SQLite lets a writer that finds another at work look again after ever longer pauses, and whoever looks at the right moment is next: under
many writers some wait for seconds while the file lies idle. Here they are let in one after another as soon as it is free; programs beside
this one still meet in SQLite. PostgreSQL has such a queue of its own.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL

from rasid.store.connecting import BUSY_S


class Turns:
    """Lets one thread in at a time, in the order in which they came."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.waiting: deque[threading.Lock] = deque()  # the first is at work; each of the others waits for its own

    def take(self, seconds: float) -> threading.Lock:
        """Waits for its turn, at most so long: then it goes ahead, and SQLite says what is wrong. Give what comes to `leave`."""
        mine = threading.Lock()
        mine.acquire()
        with self.guard:
            self.waiting.append(mine)
            first = self.waiting[0] is mine
        if not first:
            mine.acquire(timeout=seconds)
        return mine

    def leave(self, mine: threading.Lock) -> None:
        with self.guard:
            led = self.waiting[0] is mine
            self.waiting.remove(mine)
            if led and self.waiting:
                self.waiting[0].release()


TURNS: dict[str, Turns] = defaultdict(Turns)  # by the file
MAKING = threading.Lock()


@contextmanager
def taken(url: URL) -> Iterator[None]:
    """While this lasts, no other thread of this process begins to write to that SQLite file."""
    if url.get_backend_name() != "sqlite":
        yield
        return
    with MAKING:
        turns = TURNS[str(url.database)]
    mine = turns.take(BUSY_S)
    try:
        yield
    finally:
        turns.leave(mine)
