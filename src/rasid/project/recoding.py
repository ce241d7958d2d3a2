"""`rasid recode`: what another coding of the reports changes. Dry, it only says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.intake import Notice
from rasid.model import RasidError
from rasid.pipeline import Pipeline
from rasid.project.coding import CODER, Coder, Draft, Run, families
from rasid.project.incidents import link_events, parted
from rasid.project.matching import Known, Plan, plan
from rasid.store import decisions, events, reports, runs
from rasid.store.engine import Change, Store
from rasid.store.reports import Stored
from rasid.store.schema import ties


class Recoded:
    """What came of one report: the plan (done, or only made where the run is dry), or why it could not be coded. `theirs`: who coded it,
    where that is none of ours (a row of ACLED or UCDP) and it is left as it is."""

    def __init__(self, report_id: str, plan: Plan | None, problem: Notice | RasidError | None = None, theirs: str = "") -> None:
        self.report_id, self.plan, self.problem, self.theirs = report_id, plan, problem, theirs


def recode(
    store: Store,
    coder: Coder,
    who: str,
    wanted: Iterable[str] | None = None,
    *,
    since: str | None = None,
    dry_run: bool = False,
    lang: str | None = None,
    lock: AbstractContextManager[object] | None = None,
) -> Iterator[Recoded]:
    """Codes reports again (all, or those named), oldest first. A report of which nothing changes is left untouched. `lock`: held while a
    report is coded."""
    with store.reading() as connection:
        chosen = list(reports.ids(connection, since)) if wanted is None else [reports.known(connection, w).id for w in wanted]
    begun: dict[str, Run] = {}
    for report_id in chosen:
        with lock or nullcontext():
            done = recode_one(store, coder, who, report_id, begun, dry_run, lang)
        yield done
    for run in begun.values():
        run.finish()


def recode_one(store: Store, coder: Coder, who: str, report_id: str, begun: dict[str, Run], dry_run: bool, lang: str | None) -> Recoded:
    with store.reading() as connection:
        stored = reports.get(connection, report_id)
        if stored is None or stored.redacted:
            return Recoded(report_id, None, Notice("this report is gone, or its words were destroyed.", report_id))
        if (by := coder_of(connection, stored)) != CODER:
            return Recoded(report_id, None, theirs=by)
        language = lang or language_of(connection, stored)
        coded = coder.code(stored.report, language)
        if coded.problem is not None:
            return Recoded(report_id, None, coded.problem)
        pipeline = coder.pipeline(language)
        drawn = plan(known_of(connection, stored), coded.drafts, families(pipeline), None)
    if dry_run or (drawn.nothing and stored.run_id is not None):
        return Recoded(report_id, drawn)
    run = begun.setdefault(language, Run(store, coder, language, who))
    number = run.number
    with store.writing(who) as change:
        now = reports.get(change.connection, report_id)
        if now is None or now.redacted or now.text_hash != stored.text_hash or now.report.published != stored.report.published:
            what = "this report was changed while it was coded; it is left for the next time."
            return Recoded(report_id, None, Notice(what, report_id))
        action = "report.recode" if now.run_id is not None else "report.code"
        return Recoded(report_id, settle(change, known_of(change.connection, now), coded.drafts, pipeline, number, action))


def language_of(connection: Connection, stored: Stored) -> str:
    """The language that a report was coded in, or else the default."""
    run = runs.get(connection, stored.run_id)
    return str(run["lang"]) if run else "ar"


def coder_of(connection: Connection, stored: Stored) -> str:
    """Who coded a report; our coder, where nobody has yet."""
    run = runs.get(connection, stored.run_id)
    return str(run["coder"]) if run else CODER


def known_of(connection: Connection, stored: Stored) -> Known:
    """What the store has of a report, for a plan."""
    kept = events.of_report(connection, stored.id)
    ids = [k.id for k in kept]
    tied: set[str] = set()
    if ids:
        joined = sa.select(ties.c.a, ties.c.b).where(ties.c.undone == 0, sa.or_(ties.c.a.in_(ids), ties.c.b.in_(ids)))
        tied = {id_ for pair in connection.execute(joined) for id_ in pair}
    older: dict[str, str | None] = {}

    def text_of(text_hash: str) -> str | None:
        if text_hash not in older:
            older[text_hash] = reports.text_by_hash(connection, stored.id, text_hash)
        return older[text_hash]

    return Known(stored=stored, kept=kept, made=decisions.of_events(connection, ids), tied=tied, older=text_of)


def settle(
    change: Change,
    known: Known,
    drafts: list[Draft],
    pipeline: Pipeline,
    run_id: int,
    action: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    also: Iterable[str] = (),
) -> Plan:
    """Makes the store's events of a report those of a new coding, and records it: one entry, `before` and `after` with it.

    `also`: events of other reports that must be linked anew with its own."""
    connection, stored = change.connection, known.stored
    drawn = plan(known, drafts, families(pipeline), run_id)
    left = parted(connection, [k.id for k in drawn.removed])
    write(connection, stored, drawn)
    if stored.run_id != run_id:
        reports.coded_by(connection, stored.id, run_id)
    after = (after or {}) | {"run": run_id, "events": [k.id for k in drawn.fresh]}
    was, becomes = told(drawn)
    record = {k: v for k, v in ((before or {}) | was).items() if v}
    change.record(action, f"report:{stored.id}", before=record or None, after=after | becomes)
    disturbed = {*drawn.touched, *left, *also}
    if disturbed:
        link_events(change, disturbed, pipeline.lexicon)
    return drawn


def write(connection: Connection, stored: Stored, drawn: Plan) -> None:
    events.drop(connection, [k.id for k in drawn.removed])
    events.put_all(connection, [c.after for c in drawn.changed], stored.day)
    events.put_all(connection, drawn.fresh, stored.day, new=True)


def told(drawn: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was, and what is instead, for the audit log: records that are taken out whole, of those that change the proposal's fields."""
    was: dict[str, Any] = {"removed": [k.record for k in drawn.removed]}
    becomes: dict[str, Any] = {}
    for one in drawn.changed:
        fields = [k for k in one.after.proposed or {} if (one.before.proposed or {}).get(k) != (one.after.proposed or {}).get(k)]
        was.setdefault("proposed", {})[one.after.id] = {k: (one.before.proposed or {}).get(k) for k in fields}
        becomes.setdefault("proposed", {})[one.after.id] = {k: (one.after.proposed or {}).get(k) for k in fields}
    lists = {"orphaned": drawn.orphaned, "found_again": drawn.found_again, "suppressed": [r["id"] for r in drawn.suppressed]}
    return was, becomes | {k: v for k, v in lists.items() if v}
