"""Files that were sent: read, kept, coded and linked as `rasid add` does it. Done again, what is there already stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from rasid.intake.columns import Mapping
from rasid.intake.finding import read
from rasid.intake.found import Outcome as Arrival
from rasid.intake.limits import DEFAULT_LIMIT
from rasid.intake.opening import Input, Wanted
from rasid.jobs import incoming
from rasid.jobs.task import Lost, Stopping, Task
from rasid.model.worded import Worded, worded
from rasid.project.adding import Outcome

SHOWN = 100  # problems that are told one by one
NEW = ("added", "revised", "coded")


class Problem(NamedTuple):
    """`what` and `hint`: sentences."""

    where: str
    what: Any
    hint: Any


class Added(NamedTuple):
    """How many reports are new, how many were there; `problems`: the first of them, of so many `wrong`."""

    new: int
    there: int
    wrong: int
    problems: list[Problem]


def add(task: Task) -> Worded:
    """`asked`: `token` of the files, their `names`, and the `day` of reports that bring none. The files go when they are read."""
    folder, token = task.whole.store.folder, str(task.asked["token"])
    try:
        task.result = added(task, arrivals(incoming.kept(folder, token), task.asked["names"], task.asked["day"]))
    except (Lost, Stopping):  # another goes on
        raise
    except Exception:
        incoming.drop(folder, token)
        raise
    incoming.drop(folder, token)
    found: Added = task.result
    return worded(
        "reports added: {new}; there already: {there}; not as they should be: {wrong}.", new=found.new, there=found.there, wrong=found.wrong
    )


def added(task: Task, found: Iterator[Arrival]) -> Added:
    tally, problems = Counter[str](), list[Problem]()
    outcomes = task.project.add_found(found, who=task.who)
    while True:
        with task.lock:
            outcome = next(outcomes, None)
        if outcome is None:
            return Added(sum(tally[what] for what in NEW), tally["already there"], tally["wrong"], problems)
        tally[outcome.what] += 1
        if outcome.problem is not None:
            tally["wrong"] += 1
            if len(problems) < SHOWN:
                problems.append(problem_of(outcome))
        task.step()


def problem_of(outcome: Outcome) -> Problem:
    assert outcome.problem is not None
    return Problem(outcome.where, Worded.of(outcome.problem.what), Worded.of(getattr(outcome.problem, "hint", "")))


def arrivals(files: list[Path], names: list[str], day: str | None) -> Iterator[Arrival]:
    """The reports of all files. `names`: what a browser called them."""
    for path, name in zip(files, names, strict=False):  # killed between the last of them and its own end, it finds none
        with path.open("rb") as opened:
            yield from of_file(opened, name, path.stat().st_size, day)


def of_file(file: BinaryIO, name: str, size: int | None, day: str | None) -> Iterator[Arrival]:
    """The reports of one file; what is packed is unpacked within intake's bounds, and nothing is written under its name."""
    item = Input(file, name, name, PurePosixPath(name).suffix.lower(), how="upload", size=size)
    yield from read(item, Wanted(day, DEFAULT_LIMIT, Mapping(), True))
