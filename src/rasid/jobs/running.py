"""One piece of work from beginning to end: taken, done by the right of who asked, ended with a sentence.

While it is done a second thread says every two seconds that it is, and how far. A worker that dies says so no longer: its work waits
again after `store.jobs.STALE_S`, and the next one does it anew. That doubles nothing, because every kind of work either writes nothing but
what it finds, or finds by the project what is done already (jobs/kinds).
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from rasid.jobs.kinds import KINDS, Kind, written
from rasid.jobs.task import Cancelled, Ended, Lost, Stopping, Task
from rasid.model import RasidError
from rasid.model.worded import Worded, worded
from rasid.project.project import Project
from rasid.project.team.rights import rights_of_roles
from rasid.store import accounts, jobs, scope
from rasid.store.engine import Store
from rasid.store.jobs import CANCELLED, DONE, FAILED, Job
from rasid.store.scope import Viewer

LOG = logging.getLogger("rasid.jobs")
BEAT_S = 2.0
TRIES = 3  # what has killed three workers would kill the fourth
Told = Callable[[Job, str, float], None]  # a job, what became of it, in how many seconds


def worker_name() -> str:
    """Of this try and no other."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def run(
    whole: Project,
    number: int,
    lock: AbstractContextManager[object],
    stopping: Callable[[], bool] = lambda: False,
    told: Told = lambda job, state, seconds: None,
) -> bool:
    """Does a piece of work, unless another has it or it has ended; whether it was there to be done."""
    worker, began = worker_name(), time.monotonic()
    with whole.store.noting() as connection:
        if not jobs.take(connection, number, worker):
            return False
        job = jobs.one(connection, number)
    task = None
    try:
        if job.tries > TRIES:
            raise RasidError(worded("{count} workers died over this, one after the other; it was given up.", count=TRIES))
        task = task_of(whole, job, lock)
        with beating(whole.store, job, worker, task, stopping):
            said = KINDS[job.kind].do(task)
        state = DONE
    except Cancelled:
        state, said = CANCELLED, worded("it was cancelled; what was done until then stays.")
    except Stopping:
        with whole.store.noting() as connection:
            jobs.give_back(connection, number, worker)
        told(job, "given back", time.monotonic() - began)
        return True
    except Lost:
        told(job, "lost", time.monotonic() - began)
        return True
    except RasidError as error:
        state, said = FAILED, Worded.of(error.sentence)
    except Exception as error:
        LOG.error("job %s: %s", job.kind, type(error).__name__, exc_info=error)
        state = FAILED
        said = worded("{kind}; this is a fault of Rasid, and stands in the server's log.", kind=type(error).__name__)
    result = written(task.result) if task is not None and state == DONE else None
    done, total = (task.done, task.total) if task is not None else (0, 0)
    with whole.store.noting() as connection:
        ours = jobs.end(connection, number, worker, state, said, result, done, total)
    told(job, state if ours else "lost", time.monotonic() - began)
    return True


# Who asked ------------------------------------------------------------------------------------------------------------------------------


def task_of(whole: Project, job: Job, lock: AbstractContextManager[object]) -> Task:
    """What the work is given, as who asked may see it at this moment. Raises RasidError where he may no longer do it."""
    kind = KINDS.get(job.kind)
    if kind is None:
        raise RasidError(worded("this version of Rasid does no such work ({kind}).", kind=job.kind))
    project = whole if job.account is None else whole.seen_by(viewer_of(whole.store, job, kind))
    if job.name != name_of(job.name.partition("|")[0], job.kind, sight_of(whole.store, project)):
        raise RasidError("since this was asked for, it has changed which reports who asked may see.", hint="Ask for it again.")
    return Task(project, whole, job.who, job.asked, lock, name=f"{job.id} {job.made}", again=job.tries > 1)


def viewer_of(store: Store, job: Job, kind: Kind) -> Viewer:
    assert job.account is not None
    with store.reading() as connection:
        account = accounts.by_id(connection, job.account)
    if account is None or account.state != accounts.ACTIVE or kind.right not in rights_of_roles(account.roles):
        raise RasidError(worded("{who} may not do this any more; nothing was done.", who=job.who))
    return Viewer(account.name, account.roles)


def sight_of(store: Store, project: Project) -> str:
    """The same for all who see the same; empty where nothing is hidden."""
    viewer = getattr(project, "viewer", None)
    if viewer is None:
        return ""
    with store.reading() as connection:
        return " ".join(scope.hidden(connection, viewer))


def name_of(name: str, kind: str, sight: str) -> str:
    """By what a job is known to those who see the same; which reports they do not see does not stand in it."""
    known = KINDS.get(kind)
    return f"{name}|{hashlib.sha256(sight.encode()).hexdigest()[:16]}" if known is not None and known.seen and sight else name


# While it is done ------------------------------------------------------------------------------------------------------------------------


@contextmanager
def beating(store: Store, job: Job, worker: str, task: Task, stopping: Callable[[], bool]) -> Iterator[None]:
    """Says that it is being done for as long as this lasts, and lets the work know that it is to end."""
    over = threading.Event()
    known: list[type[Ended]] = []

    def beat() -> None:
        while not over.wait(BEAT_S):
            with suppress(RasidError):  # the database is away, or busy, for a moment
                with store.noting() as connection:
                    wanted = jobs.beat(connection, job.id, worker, task.done, task.total)
                if wanted is None or wanted:
                    known[:] = [Lost if wanted is None else Cancelled]

    task.ends = lambda: known[0] if known else Stopping if stopping() else None
    thread = threading.Thread(target=beat, name=f"rasid job {job.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=5)
