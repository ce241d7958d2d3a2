"""The local engine: processes that code shards, watched. One that dies is replaced and its shard given out again.

A process tells by a shared number which report of its shard it is at. A report over which two processes died is set aside, and the shard
goes on without it. When the supervisor dies, the processes find their pipe closed and end by themselves.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from rasid.bulk.shards import Shard
from rasid.bulk.working import Job, code_shard
from rasid.bulk.writing import Done
from rasid.model import RasidError

DEATHS = 2  # of processes over one report, before it is set aside
FRUITLESS = 3  # deaths without a report begun (no memory to start with, say), before the job gives up


class Failed(NamedTuple):
    """A shard that could not be written; `full`: because the disk is full."""

    shard: int
    what: str
    full: bool


class Worker:
    """One process, the pipe to it, and what it is at."""

    def __init__(self, context: Any, job: Job, begin: Callable[[Connection, Any, Job], None]) -> None:
        self.pipe, theirs = context.Pipe()
        self.at = context.Value("q", -1, lock=False)
        self.process = context.Process(target=begin, args=(theirs, self.at, job), daemon=True)
        self.process.start()
        theirs.close()
        self.shard: Shard | None = None

    def give(self, shard: Shard, poison: list[int]) -> None:
        self.shard, self.at.value = shard, -1
        self.pipe.send((shard, poison))


def work(pipe: Connection, at: Any, job: Job) -> None:
    """A process: codes the shards that it is given until there are no more."""
    from rasid.pipeline import Pipeline

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's to hear
    serve(pipe, at, job, Pipeline.load(job.lang))


def serve(pipe: Connection, at: Any, job: Job, pipeline: Any) -> None:
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if message is None:
            return
        shard, poison = message

        def told(number: int) -> None:
            at.value = number

        try:
            answer: Done | Failed = code_shard(pipeline, job, shard, poison, told)
        except OSError as error:
            answer = Failed(shard.number, error.strerror or str(error), error.errno == 28)
        try:
            pipe.send(answer)
        except (BrokenPipeError, OSError):
            return


def code_locally(shards: list[Shard], job: Job, jobs: int, begin: Callable[[Connection, Any, Job], None] = work) -> Iterator[Done]:
    """Codes the shards with so many processes; what is done, as it is done. `begin`: what a process does. Raises RasidError where the job
    cannot go on."""
    context = multiprocessing.get_context("spawn")
    waiting = deque(shards)
    poison: dict[int, list[int]] = {}
    deaths: Counter[tuple[int, int]] = Counter()
    fruitless = 0
    workers = [Worker(context, job, begin) for _ in range(max(1, min(jobs, len(shards))))]
    try:
        for worker in workers:
            hand(worker, waiting, poison)
        while any(w.shard is not None for w in workers):
            busy = [w for w in workers if w.shard is not None]
            ready = wait([w.pipe for w in busy] + [w.process.sentinel for w in busy])
            for worker in busy:
                if worker.pipe in ready or worker.process.sentinel in ready:
                    shard = worker.shard
                    assert shard is not None
                    answer = heard(worker)
                    if isinstance(answer, Done):
                        fruitless = 0
                        worker.shard = None
                        yield answer
                        hand(worker, waiting, poison)
                    elif isinstance(answer, Failed):
                        hint = "Make room on the disk" if answer.full else "Put that right"
                        what = f"what was coded cannot be written ({answer.what})."
                        raise RasidError(what, where=job.out, hint=f"{hint}, then run the same command: what is done stays done.")
                    else:
                        number = worker.at.value
                        fruitless += number < 0
                        if fruitless >= FRUITLESS:
                            raise RasidError("processes die before they begin.", hint="There may be too little memory: try fewer --jobs.")
                        deaths[shard.number, number] += 1
                        if number >= 0 and deaths[shard.number, number] >= DEATHS:
                            poison.setdefault(shard.number, []).append(number)
                        waiting.appendleft(shard)
                        workers[workers.index(worker)] = fresh = Worker(context, job, begin)
                        hand(fresh, waiting, poison)
    finally:
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()


def hand(worker: Worker, waiting: deque[Shard], poison: dict[int, list[int]]) -> None:
    """Gives a process its next shard, if there is one."""
    if waiting:
        shard = waiting.popleft()
        worker.give(shard, poison.get(shard.number, []))


def heard(worker: Worker) -> Done | Failed | None:
    """What a process says; None where it has died."""
    try:
        answer: Done | Failed = worker.pipe.recv()
    except (EOFError, OSError):
        worker.process.join()
        return None
    return answer
