"""A file of the incidents that fit a filter, as `rasid export` writes it: by a project object with a coder of its own, so that nobody who
codes waits for it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from rasid.jobs import outgoing
from rasid.jobs.releases import own
from rasid.jobs.task import Task
from rasid.model import RasidError
from rasid.model.worded import Worded, worded
from rasid.publish.exporting import leaving
from rasid.publish.formats import Around, format_of
from rasid.publish.policy import Released
from rasid.store import scope
from rasid.store.engine import Store
from rasid.store.filtering import Filters
from rasid.store.querying_incidents import query_incidents
from rasid.store.scope import OUTSIDE
from rasid.store.walking import walking

PAGE = 500  # incidents asked for at a time


class Made(NamedTuple):
    """`incidents` in the file, of `bytes`; `held`: how many the profile held back; `sight`: which reports were kept for some eyes alone."""

    incidents: int
    held: int
    bytes: int
    sight: str


def write(task: Task) -> Worded:
    """`asked`: `token` of the file, `filters`, `format`, `profile`. What was begun goes where it is not ended."""
    folder, token = task.whole.store.folder, str(task.asked["token"])
    try:
        path = outgoing.place(folder, token)
        task.result = written(task, path)
    except OSError as error:
        outgoing.drop(folder, token)
        raise RasidError(worded("the file could not be written ({why}).", why=error.strerror or str(error))) from None
    except BaseException:
        outgoing.drop(folder, token)
        raise
    made: Made = task.result
    return worded("incidents in the file: {count}; held back: {held}.", count=made.incidents, held=made.held)


def written(task: Task, path: Path) -> Made:
    project, profile = own(task.project.store), str(task.asked["profile"])
    policy, lexicon, held = project.policy(profile), project.pipeline.lexicon, Counter[str]()
    filters = msgspec.convert(task.asked["filters"], Filters)
    barred = restricted(task.whole.store)
    with project.store.reading() as connection, walking(connection):
        ids = list(fitting(task, connection, filters))
        task.total = len(ids)
        with path.open("wb") as out:
            leaves = counted(task, leaving(connection, policy, held, Counter(), ids))
            format_of(str(task.asked["format"])).write(leaves, out, Around(lexicon, profile))
    task.done = task.total  # what was held back was gone through as well
    return Made(len(ids) - held.total(), held.total(), path.stat().st_size, barred)


def fitting(task: Task, connection: Connection, filters: Filters) -> Iterator[str]:
    after = None
    while True:
        found = query_incidents(connection, filters, limit=PAGE, after=after)
        yield from (one.id for one in found.rows)
        task.step(0)
        after = found.after
        if after is None:
            return


def counted(task: Task, found: Iterable[Released]) -> Iterator[Released]:
    for one in found:
        task.step()
        yield one


def restricted(store: Store) -> str:
    """The same as long as the same reports are kept for some eyes alone: no file from before leaves once another is."""
    with store.reading() as connection:
        return hashlib.sha256(" ".join(scope.hidden(connection, OUTSIDE)).encode()).hexdigest()[:16]
