"""What a piece of work is given: the project as who asked sees it, what was asked, and a way to say how far it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from rasid.project.project import Project


class Ended(Exception):
    """Work that is not to go on. Nothing of what it has done is taken back: each step is whole."""


class Cancelled(Ended):
    """Somebody has said so."""


class Stopping(Ended):
    """The worker is being stopped: another one goes on."""


class Lost(Ended):
    """Another worker has it by now: this one was given up for dead."""


class Task:
    """`project`: as who asked sees it; `whole`: with all that is in it; `lock`: held while a report is coded. `name`: of this piece of work
    and no other, in each of its tries; `again`: whether a worker died over it before, so that part of it may be done. What it finds is put
    into `result`."""

    def __init__(
        self,
        project: Project,
        whole: Project,
        who: str,
        asked: dict[str, Any],
        lock: AbstractContextManager[object],
        *,
        name: str,
        again: bool = False,
        ends: Callable[[], type[Ended] | None] = lambda: None,
    ) -> None:
        self.project, self.whole, self.who, self.asked, self.lock = project, whole, who, asked, lock
        self.name, self.again, self.ends = name, again, ends
        self.done, self.total = 0, 0
        self.result: Any = None

    def step(self, by: int = 1) -> None:
        """One more is done. Raises Ended where it is not to go on."""
        self.done += by
        if (why := self.ends()) is not None:
            raise why
