"""Threads of one process write to a SQLite file in the order in which they came."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from rasid.store import turns
from rasid.store.connecting import sqlite_url
from rasid.store.engine import Store
from rasid.store.schema import audit


def waiting(path: Path) -> int:
    return len(turns.TURNS[str(path)].waiting)


def until(path: Path, number: int) -> None:
    end = time.monotonic() + 20
    while waiting(path) < number:
        assert time.monotonic() < end
        time.sleep(0.002)


def test_they_are_let_in_as_they_came(tmp_path: Path) -> None:
    path, came = tmp_path / "one.db", []

    def write(name: int) -> None:
        with turns.taken(sqlite_url(path)):
            came.append(name)

    with turns.taken(sqlite_url(path)):
        threads = []
        for name in range(8):
            threads.append(threading.Thread(target=write, args=(name,)))
            threads[-1].start()
            until(path, name + 2)
        with turns.taken(sqlite_url(tmp_path / "other.db")):  # another file waits for nobody
            assert came == []
    for thread in threads:
        thread.join()
    assert came == list(range(8)) and waiting(path) == 0


def test_who_fails_or_gives_up_holds_up_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url, path = sqlite_url(tmp_path / "one.db"), tmp_path / "one.db"
    with pytest.raises(ZeroDivisionError), turns.taken(url):
        _ = 1 / 0
    monkeypatch.setattr(turns, "BUSY_S", 0.01)
    with turns.taken(url):  # a turn within a turn: it goes ahead, for SQLite to say what is wrong
        with turns.taken(url):
            assert waiting(path) == 2
        assert waiting(path) == 1
    assert waiting(path) == 0


def test_many_threads_write_all_that_they_have(store: Store) -> None:
    def write(name: int) -> None:
        for number in range(5):
            with store.writing(f"w{name}") as change:
                change.record("test.wrote", f"test:{name}-{number}")

    threads = [threading.Thread(target=write, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        written = connection.execute(sa.select(audit.c.subject).where(audit.c.action == "test.wrote")).scalars().all()
    assert len(written) == len(set(written)) == 40
