"""Work that a page begins and need not wait for, as the pages see it: begun, looked at, waited for a moment.

One piece of work of a name (`rehearse 7`, `take 7`, `gaps`) is under way at a time; asking for it again meanwhile gives the one that is.
What it is, who does it and where it is kept is the matter of `rasid.jobs`.
"""

from __future__ import annotations

import time
from threading import Thread
from typing import Any, NamedTuple

from rasid.jobs.kinds import read
from rasid.jobs.running import name_of
from rasid.store import jobs as rows
from rasid.web.access import Person
from rasid.web.workplace import Workplace

LOOKED_EVERY_S = 0.05


class Job(NamedTuple):
    """`state`: waiting, running, done, failed or cancelled; `running`: whether it has not ended; `done` of `total`; `problem`: a sentence;
    `asked`: what for; `result`: of its kind (jobs/kinds), None until it is done."""

    id: int
    name: str
    who: str
    state: str
    running: bool
    done: int
    total: int
    problem: str
    ended: str
    asked: dict[str, Any]
    result: Any

    def told(self) -> dict[str, Any]:
        return {"state": self.state, "done": self.done, "total": self.total, "problem": self.problem}


class Jobs:
    """The work of one workplace, as those see it who see the same reports (`sight`): what came of it tells of them."""

    def __init__(self, work: Workplace) -> None:
        self.work, self.store, self.sight = work, work.whole.project.store, work.sight

    def get(self, name: str) -> Job | None:
        """The newest of this name; `name` begins with its kind."""
        with self.store.reading() as connection:
            row = rows.last(connection, name_of(name, name.partition(" ")[0], self.sight))
        if row is None:
            return None
        result = read(row.kind, row.result)
        known = (row.id, name, row.who, row.state, row.running, row.done, row.total, row.problem, row.ended or "", row.asked)
        return Job(*known, result=result)

    def begin(self, name: str, who: Person, asked: dict[str, Any] | None = None, kind: str = "") -> Job:
        """Begins it, unless it is under way. `kind`: where it is not what the name begins with."""
        kind = kind or name.partition(" ")[0]
        with self.store.noting() as connection:
            row, new = rows.ask(connection, kind, name_of(name, kind, self.sight), asked or {}, who.name, who.account)
        if new:
            self.work.runner.begin(row.id)
            if kind in ("take", "recode") and self.work.runner.elsewhere:  # the worker reads the data by itself
                Thread(target=self.work.whole.project.renew, daemon=True).start()
        found = self.get(name)
        assert found is not None
        return found

    def wait(self, name: str, seconds: float) -> Job | None:
        """Until it has ended, or for so long."""
        end = time.monotonic() + seconds
        while (job := self.get(name)) is not None and job.running and time.monotonic() < end:
            time.sleep(LOOKED_EVERY_S)
        return job


def jobs(work: Workplace) -> Jobs:
    return Jobs(work)
