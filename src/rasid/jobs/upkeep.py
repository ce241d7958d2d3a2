"""The whole project: its reports coded anew by the data as it is now, looked at first; its events linked anew."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from rasid.jobs.task import Task
from rasid.jobs.teaching import SHOWN, Looked, Moved, moved_of
from rasid.model.worded import Worded, worded
from rasid.project.teaching.rehearsing import version_of
from rasid.store.schema import reports


def look(task: Task) -> Worded:
    """What coding all reports anew would change; nothing is written."""
    task.project.renew()
    version, moved, tally = version_of(task.project.coder), list[Moved](), Counter[str]()
    task.total = counted(task)
    for one in task.project.recode(who=task.who, dry_run=True, lock=task.lock):
        if one.plan is not None and not one.plan.nothing:
            tally.update(reports=1, fresh=len(one.plan.fresh), changed=len(one.plan.changed), removed=len(one.plan.removed))
            if len(moved) < SHOWN:
                moved.append(moved_of(one.plan))
        task.step()
    task.result = Looked(version, "", [], task.done, False, moved, dict(tally), frozenset())
    return worded("reports coded for trial: {reports}; changed: {changed}.", reports=task.done, changed=tally["reports"])


def recode(task: Task) -> Worded:
    """Codes all reports, those too that who asked may not see: what new data codes is kept for all. Done again, it finds nothing left to do
    in those that are coded."""
    task.whole.renew()
    changed = 0
    task.total = counted(task)
    for one in task.whole.recode(who=task.who, lock=task.lock):
        changed += one.plan is not None and not one.plan.nothing
        task.step()
    return worded("reports coded anew: {reports}; changed: {changed}.", reports=task.done, changed=changed)


def link(task: Task) -> Worded:
    """In one stroke: it cannot be left half done."""
    with task.lock:
        touched = task.whole.link(task.who)
    return worded("incidents made: {made}; gone: {gone}.", made=len(touched.written), gone=len(touched.gone))


def counted(task: Task) -> int:
    with task.project.store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(reports).where(reports.c.redacted.is_(None))).scalar_one()
