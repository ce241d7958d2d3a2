"""Work that a page begins and need not wait for: a thread each, what came of it kept in memory for as long as the server runs.

One piece of work of a kind (`rehearse 7`, `take 7`, `gaps`) runs at a time; asking for it again while it runs gives the one that runs.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from rasid.model import RasidError
from rasid.model.worded import worded
from rasid.store.engine import now
from rasid.web.workplace import Workplace

LOG = logging.getLogger("rasid.web")
JOBS: WeakKeyDictionary[Workplace, dict[str, Job]] = WeakKeyDictionary()
MAKING = threading.Lock()
KEPT = 50  # finished pieces of work that are remembered: a page of plans each


class Job:
    """`state`: running, done or failed; `done` of `total`; `result`: as the work makes it; `problem`: a sentence."""

    def __init__(self, name: str, who: str) -> None:
        self.name, self.who, self.begun = name, who, now()
        self.state, self.problem, self.ended = "running", "", ""
        self.done, self.total = 0, 0
        self.result: Any = None
        self.finished = threading.Event()

    @property
    def running(self) -> bool:
        return self.state == "running"

    def told(self) -> dict[str, Any]:
        return {"state": self.state, "done": self.done, "total": self.total, "problem": self.problem}


class Jobs:
    """The work of one workplace, as those see it who see the same reports (`sight`): what came of it tells of them."""

    def __init__(self, known: dict[str, Job], sight: str) -> None:
        self.known, self.sight = known, sight

    def get(self, name: str) -> Job | None:
        return self.known.get(self.named(name))

    def named(self, name: str) -> str:
        return f"{name}|{self.sight}" if self.sight and not name.startswith("take ") else name

    def begin(self, name: str, who: str, work: Callable[[Job], None]) -> Job:
        """Begins it in a thread, unless it runs."""
        name = self.named(name)
        with MAKING:
            there = self.known.get(name)
            if there is not None and there.running:
                return there
            job = Job(name, who)
            self.known.pop(name, None)
            for old in [n for n, j in self.known.items() if not j.running][: max(0, len(self.known) - KEPT)]:
                del self.known[old]
            self.known[name] = job
        threading.Thread(target=run, args=(job, work), name=f"rasid {name}", daemon=True).start()
        return job


def run(job: Job, work: Callable[[Job], None]) -> None:
    try:
        work(job)
        job.state = "done"
    except RasidError as error:
        job.problem, job.state = error.sentence, "failed"
    except Exception as error:
        LOG.error("%s: %s", job.name, type(error).__name__, exc_info=error)
        job.problem = worded("{kind}; this is a fault of Rasid, and stands in the server's log.", kind=type(error).__name__)
        job.state = "failed"
    job.ended = now()
    job.finished.set()


def jobs(work: Workplace) -> Jobs:
    with MAKING:
        return Jobs(JOBS.setdefault(work.whole, {}), work.sight)
