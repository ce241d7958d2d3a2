"""Coding many reports: in this process or in several, the results always in the order of the reports."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from rasid.intake import Arrived, Notice, strange_language
from rasid.model import Event, RasidError, Report

if TYPE_CHECKING:
    from rasid.pipeline import Pipeline

# Reports handed to each process ahead of need: enough that none waits, few enough that memory does not grow with the input.
AHEAD = 4


class Coded(NamedTuple):
    """What came of one report: its events, or a notice, or the error that stopped it."""

    where: str
    report: Report | None
    events: list[Event]
    problem: Notice | RasidError | None = None


@cache
def load(lang: str) -> Pipeline:
    """The pipeline of a language. Imported here: a command that needs none (`schema`, `--help`) starts without it."""
    from rasid.pipeline import Pipeline

    pipeline = Pipeline.load(lang)
    gc.freeze()  # a command ends with its pipeline; in a process that outlives it, rings that were frozen would never go
    return pipeline


def attempt(pipeline: Any, arrived: Arrived, act: Callable[[Report], Any]) -> tuple[Any, Notice | RasidError | None]:
    """What `act` makes of a report, or why not. A fault of ours becomes a sentence that names the report."""
    report = arrived.what
    assert isinstance(report, Report)
    lexicon = pipeline.lexicon
    strange = strange_language(report, lexicon.code, lexicon.language.get("word") or "a-z", lexicon.folder.fold)
    if strange:
        return None, Notice(strange)
    try:
        return act(report), None
    except RasidError as error:
        return None, type(error)(error.what, where=error.where or arrived.where, hint=error.hint)
    except Exception as error:
        detail = f"{type(error).__name__}: {error}".rstrip(": ")
        return None, RasidError(
            f"report {report.id} could not be coded ({detail}).",
            where=arrived.where,
            hint="This is a fault of Rasid; please report it with the text.",
        )


def code_one(pipeline: Any, arrived: Arrived) -> Coded:
    if not isinstance(arrived.what, Report):
        return Coded(arrived.where, None, [], arrived.what)
    events, problem = attempt(pipeline, arrived, pipeline.code)
    return Coded(arrived.where, arrived.what, events or [], problem)


def code_all(arrivals: Iterable[Arrived], lang: str, jobs: int = 1) -> Iterator[Coded]:
    """Each arrival's result, in order. `jobs` processes are started afresh (`spawn`), each with its own pipeline."""
    if jobs <= 1:
        yield from map(partial(code_one, load(lang)), arrivals)
        return
    yield from in_processes(arrivals, lang, jobs)


def in_processes(arrivals: Iterable[Arrived], lang: str, jobs: int) -> Iterator[Coded]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Any] = deque()
    load(lang)  # compiles and caches the data once, and says here what is wrong with it
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), start_worker, (lang,))
    try:
        for arrived in arrivals:
            waiting.append(
                pool.submit(in_worker, arrived) if isinstance(arrived.what, Report) else Coded(arrived.where, None, [], arrived.what)
            )
            while len(waiting) > AHEAD * jobs:
                yield result(waiting.popleft())
        while waiting:
            yield result(waiting.popleft())
    except BrokenProcessPool:
        raise RasidError(
            "a worker process died (out of memory, perhaps); what came after is not coded.", hint="Try fewer --jobs."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def result(item: Any) -> Coded:
    return item if isinstance(item, Coded) else item.result()


WORKER: dict[str, Any] = {}  # one pipeline a worker process, made when it starts


def start_worker(lang: str) -> None:
    WORKER["pipeline"] = load(lang)


def in_worker(arrived: Arrived) -> Coded:
    return code_one(WORKER["pipeline"], arrived)
