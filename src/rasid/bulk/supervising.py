"""The local engine: processes that work on shards or other tasks, watched. One that dies is replaced and its task given out again.

A process tells by a shared number which report of its shard it is at. A report over which two processes died is set aside, and the shard
goes on without it. When the supervisor dies, the processes find their pipe closed and end by themselves.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, Protocol

from rasid.bulk.shards import Shard
from rasid.bulk.working import Job, code_shard
from rasid.bulk.writing import Done
from rasid.model import RasidError

DEATHS = 2  # of processes over one report, before it is set aside
FRUITLESS = 3  # deaths without a report begun (no memory to start with, say), before the job gives up


class Failed(NamedTuple):
    """A task whose outcome could not be written; `full`: because the disk is full."""

    task: int
    what: str
    full: bool


class Task(Protocol):
    """What a process is given: a part of a job, by its number."""

    @property
    def number(self) -> int: ...


Act = Callable[[Any, list[int], Callable[[int], None]], Any]  # a task, what of it has killed a process, and who hears where it is at
Begin = Callable[[Connection, Any, Any], None]


class Worker:
    """One process, the pipe to it, and what it is at."""

    def __init__(self, context: Any, job: Any, begin: Begin) -> None:
        self.pipe, theirs = context.Pipe()
        self.at = context.Value("q", -1, lock=False)
        self.process = context.Process(target=begin, args=(theirs, self.at, job), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def give(self, task: Task, poison: list[int]) -> None:
        self.task, self.at.value = task, -1
        self.pipe.send((task, poison))


def work(pipe: Connection, at: Any, job: Job) -> None:
    """A process: codes the shards that it is given until there are no more."""
    from rasid.pipeline import Pipeline

    quietly()
    serve(pipe, at, job, Pipeline.load(job.lang))


def quietly() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's to hear


def serve(pipe: Connection, at: Any, job: Job, pipeline: Any) -> None:
    answer(pipe, at, lambda shard, poison, told: code_shard(pipeline, job, shard, poison, told))


def answer(pipe: Connection, at: Any, act: Act) -> None:
    """Does what comes by the pipe until it closes or says that there is no more."""
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if message is None:
            return
        task, poison = message

        def told(number: int) -> None:
            at.value = number

        try:
            pipe.send(attempted(partial(act, task, poison, told), task.number))
        except (BrokenPipeError, OSError):
            return


def attempted(act: Callable[[], Any], number: int) -> Any:
    """What the act gives, the error that it raises on purpose, or why what it made could not be written."""
    try:
        return act()
    except RasidError as error:
        return error
    except Exception as error:
        failed = of_the_disk(error, number)
        if failed is None:
            raise
        return failed


def of_the_disk(error: Exception, number: int = 0) -> Failed | None:
    """An error of writing or reading files; None where it is another. DuckDB and SQLite write by themselves, and say what the disk says in
    words of their own."""
    import duckdb

    if isinstance(error, OSError):
        return Failed(number, error.strerror or str(error), error.errno == errno.ENOSPC)
    if isinstance(error, (duckdb.IOException, sqlite3.OperationalError)):
        said = str(error).partition("\n")[0]
        return Failed(number, said, os.strerror(errno.ENOSPC) in said or "disk is full" in said)
    return None


@contextmanager
def disk_told(out: str) -> Iterator[None]:
    """Raises RasidError where files cannot be written or read within it."""
    try:
        yield
    except RasidError:
        raise
    except Exception as error:
        failed = of_the_disk(error)
        if failed is None:
            raise
        raise refused(failed, out) from None


def refused(failed: Failed, out: str) -> RasidError:
    """What the user is told of it."""
    first = "Make room on the disk" if failed.full else "Put that right"
    hint = f"{first}, then run the same command: what is done stays done."
    what = "what was made cannot be written" if failed.full else "the files of this job cannot be written or read"
    return RasidError(f"{what} ({failed.what}).", where=out, hint=hint)


def code_locally(shards: list[Shard], job: Job, jobs: int, begin: Callable[[Connection, Any, Job], None] = work) -> Iterator[Done]:
    """Codes the shards with so many processes; what is done, as it is done. `begin`: what a process does. Raises RasidError where the job
    cannot go on."""
    yield from supervised(shards, job, jobs, begin, job.out)


def supervised(tasks: Sequence[Task], job: Any, jobs: int, begin: Begin, out: str) -> Iterator[Any]:
    """Has the tasks done by so many processes, each of which runs `begin` with its pipe, its number to tell by, and `job`; gives what they
    answer, as it comes. Raises RasidError where the job cannot go on."""
    if not tasks:
        return
    context = multiprocessing.get_context("spawn")
    waiting = deque(tasks)
    poison: dict[int, list[int]] = {}
    deaths: Counter[tuple[int, int]] = Counter()
    fruitless = 0
    workers = [Worker(context, job, begin) for _ in range(max(1, min(jobs, len(tasks))))]
    try:
        for worker in workers:
            hand(worker, waiting, poison)
        while any(w.task is not None for w in workers):
            busy = [w for w in workers if w.task is not None]
            ready = wait([w.pipe for w in busy] + [w.process.sentinel for w in busy])
            for worker in busy:
                if worker.pipe in ready or worker.process.sentinel in ready:
                    task = worker.task
                    assert task is not None
                    said = heard(worker)
                    if isinstance(said, RasidError):
                        raise said
                    if isinstance(said, Failed):
                        raise refused(said, out)
                    if said is not None:
                        fruitless = 0
                        worker.task = None
                        yield said
                        hand(worker, waiting, poison)
                        continue
                    number = worker.at.value
                    fruitless += number < 0
                    if fruitless >= FRUITLESS:
                        raise RasidError("processes die before they begin.", hint="There may be too little memory: try fewer --jobs.")
                    deaths[task.number, number] += 1
                    if number >= 0 and deaths[task.number, number] >= DEATHS:
                        poison.setdefault(task.number, []).append(number)
                    waiting.appendleft(task)
                    workers[workers.index(worker)] = fresh = Worker(context, job, begin)
                    hand(fresh, waiting, poison)
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()


def hand(worker: Worker, waiting: deque[Task], poison: dict[int, list[int]]) -> None:
    """Gives a process its next task, if there is one."""
    if waiting:
        task = waiting.popleft()
        worker.give(task, poison.get(task.number, []))


def heard(worker: Worker) -> Any:
    """What a process says; None where it has died."""
    try:
        return worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        return None
