"""Releases: what one would let out, its package, the comparison before a signature. Each by a project object with a coder of its own, so
that nobody who codes waits for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from rasid.jobs.task import Task
from rasid.model.worded import Worded, worded
from rasid.project import packages, releasing
from rasid.project.previewing import preview
from rasid.project.project import Project
from rasid.project.standing import known, person_key, standing
from rasid.publish.release.narrowing import Only
from rasid.publish.release.request import Request
from rasid.store.engine import Store
from rasid.store.seeing import SeenStore


def own(store: Store) -> Project:
    """The project of a store, as whoever the store is seen by sees it, with a coder of its own."""
    return Project(store.whole).seen_by(store.viewer) if isinstance(store, SeenStore) else Project(store)


def as_asked(value: Any) -> Any:
    """As a job keeps what was asked."""
    return msgspec.to_builtins(value)


def look(task: Task) -> Worded:
    only, day = msgspec.convert(task.asked["only"], Only), dt.date.fromisoformat(task.asked["day"])
    task.result = preview(own(task.project.store), task.asked["profile"], only, day)
    return worded("incidents that would leave: {count}.", count=task.result.leaves)


def make(task: Task) -> Worded:
    request = msgspec.convert(task.asked["request"], Request)
    packages.make(own(task.whole.store), request, task.who, task.asked.get("note"), task.name)
    return worded("{version} is drafted, and waits for its signatures.", version=request.version)


def sign(task: Task) -> Worded:
    """Done again after a death, a signature that stands already is the one that was asked for."""
    project, version = own(task.whole.store), task.asked["version"]
    signed = worded("{version} is signed.", version=version)
    if task.again:
        with project.store.reading() as connection:
            row, its = known(connection, version), standing(connection, version)
        if person_key(task.who) in its.signers:
            if row.published:
                packages.finish(project, version, task.who)
            return signed
    packages.sign(project, version, task.who, None, task.asked["digest"])
    return signed


def check(task: Task) -> Worded:
    try:
        releasing.still_holds(own(task.whole.store), task.asked["version"], task.who)
    except releasing.Overtaken:  # the log says so now, and so does its page
        return worded("the draft is void: what would leave now is another.")
    return worded("what would leave now is what the draft holds.")


def again(task: Task) -> Worded:
    project, version = own(task.whole.store), task.asked["version"]
    with project.store.reading() as connection:
        published = known(connection, version).published
    do = packages.finish if published else packages.again
    do(project, version, task.who, task.name)
    return worded("the package of {version} is made.", version=version)
