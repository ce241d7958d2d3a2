"""Gaps and proposals: the reports read for what nothing covers, coded for trial with a proposal, coded anew once it is taken in."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from rasid.jobs.task import Task
from rasid.model.worded import Worded, worded
from rasid.project.matching import Plan
from rasid.project.teaching import gaps as reading
from rasid.project.teaching.rehearsing import Start
from rasid.reading.gaps import Gap
from rasid.store import audit, proposals
from rasid.store.events import KeptEvent

SHOWN = 100  # reports whose changes are told one by one, and gaps of each kind: of more, the numbers; who has taught these asks again
LEAST = 2  # times that a gap comes: what comes once is as often a slip of the pen


class Found(NamedTuple):
    """`reports` read, the newest, where there are `more`; `seq`: the last entry of the log when reading began."""

    gaps: list[Gap]
    reports: int
    more: bool
    seq: int


class Event(NamedTuple):
    """An event by its codes: type, names of the first party and the first place; `fields`: those that change."""

    type: str
    party: dict[str, str]
    place: dict[str, str]
    fields: tuple[str, ...] = ()


class Moved(NamedTuple):
    """What changes in one report. `kept`: reviewed events no longer found, which stay; `suppressed`: drafts of what was rejected."""

    report_id: str
    fresh: list[Event]
    changed: list[Event]
    removed: list[Event]
    kept: int
    suppressed: int


class Looked(NamedTuple):
    """What coding by a proposal would change."""

    version: str
    shown: str
    warnings: list[Any]
    reports: int
    more: bool
    moved: list[Moved]
    tally: dict[str, int]
    unmoved: frozenset[str]


def read_gaps(task: Task) -> Worded:
    store = task.project.store
    with store.reading() as connection:
        head = audit.head(connection)
    ids, more = reading.newest(store)
    task.total = len(ids)
    found = None
    for collected in reading.collect(store, task.project.coder, ids, task.lock):
        found = collected
        task.step()
    made = [g for kind in ("verb", "place", "party") for g in found.ranked((kind,), LEAST)[:SHOWN]] if found is not None else []
    made.sort(key=lambda g: (-g.times, -g.reports, g.kind, g.said))
    task.result = Found(made, len(ids), more, head.seq if head is not None else 0)
    return worded("reports read: {reports}; gaps found: {gaps}.", reports=len(ids), gaps=len(made))


def rehearse(task: Task) -> Worded:
    steps = task.project.rehearse(int(task.asked["number"]), task.lock)
    start = next(steps)
    assert isinstance(start, Start)
    task.total = len(start.reports)
    moved: list[Moved] = []
    tally, unmoved = Counter[str](), set[str]()
    for one in steps:
        assert not isinstance(one, Start)
        if one.plan is None:
            unmoved.add(one.report_id)
        else:
            tally.update(reports=1, fresh=len(one.plan.fresh), changed=len(one.plan.changed), removed=len(one.plan.removed))
            if len(moved) < SHOWN:
                moved.append(moved_of(one.plan))
        task.step()
    task.result = Looked(start.version, start.shown, start.warnings, task.total, start.more, moved, dict(tally), frozenset(unmoved))
    return worded("reports coded for trial: {reports}; changed: {changed}.", reports=task.total, changed=tally["reports"])


def take(task: Task) -> Worded:
    """Reads the data anew, then codes the reports that change. Done again, it finds nothing left to do in those that are coded."""
    number = int(task.asked["number"])
    with task.whole.store.reading() as connection:
        told = proposals.get(connection, number).recoded is not None
    if told and task.again:  # whoever began it died after the last word of it
        return worded("its reports were coded anew.")
    task.project.renew()
    for _ in task.project.recode_taught(number, task.who, task.asked.get("unmoved", ()), task.lock):
        task.step()
    return worded("reports coded anew: {reports}.", reports=task.done)


def moved_of(plan: Plan) -> Moved:
    changed = [event_of(c.after, tuple(c.fields)) for c in plan.changed if c.fields]
    fresh, removed = ([event_of(k) for k in some] for some in (plan.fresh, plan.removed))
    return Moved(plan.report_id, fresh, changed, removed, len(plan.orphaned), len(plan.suppressed))


def event_of(kept: KeptEvent, fields: tuple[str, ...] = ()) -> Event:
    record = kept.record
    sides = [*record["initiators"], *record["targets"]]
    names = next((s["names"] for s in sides if s.get("names")), None)
    place = next((p["names"] for p in record["places"] if p.get("names")), None)
    return Event(record["type"], names or {}, place or {}, tuple(f for f in fields if f not in ("data_version", "confidence")))
