"""Work done by the process that was asked for it: a thread each. What it leaves behind when it dies, the next one takes up."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from contextlib import suppress

from rasid.jobs.running import run
from rasid.model import RasidError
from rasid.project.project import Project
from rasid.store import jobs
from rasid.store.jobs import STALE_S


class Here:
    """`lock`: held while a report is coded."""

    elsewhere = False

    def __init__(self, project: Project, lock: threading.Lock) -> None:
        self.project, self.lock = project, lock

    def begin(self, number: int) -> None:
        threading.Thread(target=self.do, args=(number,), name=f"rasid work {number}", daemon=True).start()

    def do(self, number: int) -> None:
        """What cannot be written, because the database is away, is done anew once it is there (`take_up`)."""
        with suppress(RasidError):
            run(self.project, number, self.lock)

    def keep_on(self) -> None:
        """Takes up what a process left that has died, from now on."""
        threading.Thread(target=self.take_up, name="rasid take up", daemon=True).start()

    def take_up(self, pause: threading.Event | None = None) -> None:
        over = pause or threading.Event()
        while True:
            with suppress(RasidError):
                self.all_begun(self.left())
            if over.wait(STALE_S):
                return

    def left(self) -> list[int]:
        with self.project.store.noting() as connection:
            jobs.requeue(connection)
            return jobs.waiting(connection)

    def all_begun(self, numbers: Iterable[int]) -> None:
        """One after the other: they were not waited for so far."""
        for number in numbers:
            self.do(number)
