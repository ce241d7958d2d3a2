"""The queue: reports with something to decide, by their points, page by page; those that somebody else has before him come last.

Where filters leave few events, the reports that tell them are taken and ordered; otherwise the queue is walked from its head, and each
report asked whether one of its undecided events fits. A walk that finds too few in its first stretch (what is asked for lies far down, as
talks do, which kill nobody) ends, and all that fit are ordered instead. An outlet is asked of the report: its reports are listed where
they are few, else each report walked over is asked for its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from rasid.model import UsageError
from rasid.store import claims
from rasid.store.claims import Claim
from rasid.store.engine import now
from rasid.store.filtering import Filters
from rasid.store.priority import A_DAY, IS_UNDECIDED, UNDECIDED, Points, score
from rasid.store.querying import PROBED, Plan, conditions, planned, probe
from rasid.store.schema import SETTLED, doubles, event_flags, event_places, events, priorities, reports
from rasid.store.schema import claims as claim_rows

WALKED = 10_000  # reports that are asked in a walk at most, at about 10 µs each
STAGES = ("new", "in_review")
p, e, r = priorities.c, events.c, reports.c
UNDECIDED_ONES = sa.select(e.id).where(e.state == UNDECIDED)


class Undecided(NamedTuple):
    """What of an event a row of the queue tells: codes, never words of the report."""

    id: str
    type: str
    day: str | None
    place: dict[str, str]
    country: str | None
    admin1: str | None
    killed: int | None
    injured: int | None
    confidence: float | None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the queue. `points`: the reasons but age; `age`: points for it."""

    id: str
    outlet: str | None
    published: str | None
    added: str
    stage: str
    reprint: bool
    undecided: int
    score: float
    points: Points
    age: float
    events: list[Undecided]
    flags: list[str]
    claim: Claim | None = None

    @property
    def age_days(self) -> float:
        """Days since it was added."""
        return self.age / A_DAY


class Page(NamedTuple):
    rows: list[Waiting]
    after: str | None


Ref = tuple[int, str]  # rank and id
Place = tuple[int, int, str]  # 0: free, 1: another's; then the rank and id passed last


def queue(
    connection: Connection, wanted: Filters, who: str, *, stage: str | None = None, limit: int = 50, after: str | None = None
) -> Page:
    """One page. `stage`: new or in_review. Raises UsageError where what is asked for makes no sense."""
    place = place_of(after)
    found: list[tuple[int, int, str]] = []
    for others in (0, 1):
        if place is not None and place[0] > others:
            continue
        beyond = place[1:] if place is not None and place[0] == others else None
        found += [(others, *ref) for ref in refs(connection, wanted, who, bool(others), stage, limit + 1 - len(found), beyond)]
        if len(found) > limit:
            break
    last = found[limit - 1] if len(found) > limit else None
    return Page(loaded(connection, [id_ for _, _, id_ in found[:limit]]), f"{last[0]}~{last[1]}~{last[2]}" if last else None)


def first_free(connection: Connection, wanted: Filters, who: str, *, stage: str | None = None, but: str | None = None) -> str | None:
    """The first report that nobody else has."""
    return next((id_ for _, id_ in refs(connection, wanted, who, False, stage, 2, None) if id_ != but), None)


def waiting(connection: Connection) -> int:
    """How many reports have something to decide."""
    return int(connection.execute(sa.select(sa.func.count()).select_from(priorities)).scalar_one())


def place_of(after: str | None) -> Place | None:
    """Raises UsageError where this is not what a page gave."""
    if after is None:
        return None
    others, _, rest = after.partition("~")
    rank, mark, id_ = rest.partition("~")
    if others not in ("0", "1") or not mark or not rank.removeprefix("-").isdecimal():
        raise UsageError("this is no place to go on from.", where="after", hint="Begin the list anew.")
    return int(others), int(rank), id_


def refs(connection: Connection, wanted: Filters, who: str, others: bool, stage: str | None, limit: int, beyond: Ref | None) -> list[Ref]:
    """The next reports: those that another has, or all else; not what is coded twice, until it is settled."""
    theirs = sa.select(claim_rows.c.report_id).where(claim_rows.c.who != who, claim_rows.c.until > now())
    where: list[ColumnElement[bool]] = [p.report_id.in_(theirs) if others else p.report_id.not_in(theirs)]
    where.append(p.report_id.not_in(sa.select(doubles.c.report_id).where(doubles.c.state != SETTLED)))
    if beyond is not None:
        where += [p.rank <= beyond[0], sa.or_(p.rank < beyond[0], p.report_id < beyond[1])]
    if stage is not None:
        # Those begun are few: they are looked up. Those not begun are nearly all: each is asked.
        begun = p.report_id.in_(sa.select(r.id).where(r.state == stage))
        where.append(begun if stage == "in_review" else sa.exists().where(r.id == p.report_id, r.state.concat("") == stage))
    if wanted == Filters():
        return page(connection, where, limit, sorting=stage == "in_review")
    told = reported(connection, wanted.outlets)
    wanted = msgspec.structs.replace(wanted, outlets=[])
    plan: Plan | None = None
    few: list[ColumnElement[bool]] = []
    held: list[ColumnElement[bool]] = []
    walked, listed = told.walked, told.listed
    if wanted != Filters():
        asked = msgspec.structs.replace(wanted, states=[UNDECIDED])
        # That an event is undecided narrows nothing here: of those that wait one at least is.
        plan = planned(connection, asked, limit, common="state")
        held = conditions(asked, plan.by(None))
        few = [e.id.in_(plan.fewest[1])] if plan.fewest is not None else []
        fits = sa.exists().where(e.report_id == p.report_id, *held)
        if told.few:
            return page(connection, [*where, *listed, fits], limit, sorting=True)
        walked = [*walked, fits]
    elif told.few:
        return page(connection, [*where, *listed], limit, sorting=True)
    if others:  # those that people have before them are few
        return page(connection, [*where, *walked], limit)
    if plan is None or plan.fewest is None or plan.share * WALKED >= 2 * limit:  # twice what fills the page, for what fits may lie unevenly
        end = page(connection, where, 1, skip=WALKED)
        near = [ahead_of(end[0])] if end else []
        found = page(connection, [*where, *near, *walked], limit)
        if not end or len(found) >= limit:
            return found
    if plan is not None:
        if plan.fewest is None and probe(connection, UNDECIDED_ONES) < PROBED:  # then these are the fewest
            few = [e.id.in_(UNDECIDED_ONES)]
        listed = [*listed, p.report_id.in_(sa.select(e.report_id).where(*few, *held))]
    return page(connection, [*where, *listed], limit, sorting=True)


class Reported(NamedTuple):
    """What an outlet asks of a report of the queue, from either end: `listed`, among the outlet's reports, or `walked`, of each report in
    turn. `few`: those are few enough to be listed."""

    few: bool
    walked: list[ColumnElement[bool]]
    listed: list[ColumnElement[bool]]


def reported(connection: Connection, outlets: list[str]) -> Reported:
    """Asked of reports and not of their events, which have the outlet only by a look at the report for each."""
    if not outlets:
        return Reported(False, [], [])
    theirs = sa.select(r.id).where(r.outlet.in_(outlets))
    # Joined to nothing, the column is one that no index has: left alone, the outlet's index is gone through for each report.
    one = sa.exists().where(r.id == p.report_id, r.outlet.concat("").in_(outlets))
    return Reported(probe(connection, theirs) < WALKED, [one], [p.report_id.in_(theirs)])


def ahead_of(ref: Ref) -> ColumnElement[bool]:
    """Before this report in the queue's order."""
    return sa.and_(p.rank >= ref[0], sa.or_(p.rank > ref[0], p.report_id > ref[1]))


def page(connection: Connection, where: Sequence[ColumnElement[bool]], limit: int, *, skip: int = 0, sorting: bool = False) -> list[Ref]:
    apart = sorting and connection.dialect.name == "sqlite"  # the plus keeps SQLite from walking the order where the ids at hand are few
    rank, id_ = (sa.literal_column(f"+priorities.{name}") for name in ("rank", "report_id")) if apart else (p.rank, p.report_id)
    chosen = sa.select(p.rank, p.report_id).where(*where).order_by(rank.desc(), id_.desc()).limit(limit)
    return [(row.rank, row.report_id) for row in connection.execute(chosen.offset(skip) if skip else chosen)]


# Rows ----------------------------------------------------------------------------------------------------------------------------


def loaded(connection: Connection, ids: list[str], at: str | None = None) -> list[Waiting]:
    """These reports with what is undecided in them, in the order given."""
    moment = at or now()
    told = sa.select(priorities, r.outlet, r.published, r.added, r.state, r.family).join(reports, r.id == p.report_id)
    rows = {row.report_id: row for row in connection.execute(told.where(p.report_id.in_(ids)))}
    kept, flags, had = undecided_of(connection, ids), flags_of(connection, ids), claims.held(connection, ids, at=moment)
    return [waiting_of(rows[id_], moment, kept.get(id_, []), flags.get(id_, []), had.get(id_)) for id_ in ids if id_ in rows]


def waiting_of(row: Any, moment: str, kept: list[Undecided], flags: list[str], claim: Claim | None) -> Waiting:
    points = Points(row.severity, row.uncertainty, row.flags, row.place, row.source)
    total = score(row.rank, moment)
    return Waiting(
        id=row.report_id,
        outlet=row.outlet,
        published=row.published,
        added=row.added,
        stage=row.state,
        reprint=row.family != row.report_id,
        undecided=row.undecided,
        score=total,
        points=points,
        age=max(0.0, total - points.sum),
        events=kept,
        flags=flags,
        claim=claim,
    )


def undecided_of(connection: Connection, ids: list[str]) -> dict[str, list[Undecided]]:
    """By report, in the order told; the place is the event's first scene."""
    q = event_places.c
    columns = (e.id, e.report_id, e.type, e.day, q.name_ar, q.name_en, e.country, e.admin1, e.killed_low, e.injured_low, e.confidence)
    placed = events.outerjoin(event_places, sa.and_(q.event_id == e.id, q.place_id.is_not_distinct_from(e.place_id)))
    query = sa.select(*columns).select_from(placed).where(e.report_id.in_(ids), IS_UNDECIDED)
    found: dict[str, dict[str, Undecided]] = {}
    for row in connection.execute(query.order_by(e.trigger_start, e.id, q.number)).all():
        id_, report_id, type_, day, name_ar, name_en, *rest = row
        names = {} if name_ar is None and name_en is None else {k: v for k, v in (("ar", name_ar), ("en", name_en)) if v}
        found.setdefault(report_id, {})[id_] = Undecided(id_, type_, day, names, *rest)  # of a place told twice the last names count
    return {report_id: list(some.values()) for report_id, some in found.items()}


def flags_of(connection: Connection, ids: list[str]) -> dict[str, list[str]]:
    """The doubts of what is undecided, by report."""
    f = event_flags.c
    query = sa.select(e.report_id, f.flag).join(events, e.id == f.event_id).where(e.report_id.in_(ids), IS_UNDECIDED).distinct()
    found: dict[str, list[str]] = {}
    for report_id, flag in connection.execute(query.order_by(e.report_id, f.flag)):
        found.setdefault(report_id, []).append(flag)
    return found
