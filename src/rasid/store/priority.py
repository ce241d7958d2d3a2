"""Which report a person should look at first, and why: one score of reasons, in points that can be added up and told.

A row of `priorities` stands for each report with an event that nobody has decided on. It is made anew (`renew`) in the transaction that
writes the report's events, its outlet or its family. What each reason weighs; a report comes to 105 points at most before it waits:

- severity, up to 40: most harm is done by a wrong figure of the dead. 20 · log10(1 + killed + injured / 4) of its gravest undecided
  event: a wounded counts as a quarter of a dead, and ten times as many people count 20 more, so that a massacre does not hide all else.
- uncertainty, up to 30: 30 · (1 - confidence) of its least sure event; confidence is a probability, so this is where mistakes are.
- flags, up to 20: 10 for a contradiction that a rule found (of places, of tolls), 5 for another doubt, each kind once: what a rule saw
  is worth, at most, half of the gravest toll.
- place, up to 10: 10 where an event has no place, 5 where only its province or country is known: without it nothing can be linked.
- source, 5 where no outlet is told; -10 for a reprint, for the text that it repeats is better checked first.
- age: 2 points for each week since it was added, without end: in half a year a quiet report comes to where a grave one began, so that
  none waits for ever. Because all grow alike, their order does not change by itself, and `rank` can be kept: the points, less those
  for the time from 1970 to its adding, times SCALE.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.batches import batches
from rasid.store.schema import event_flags, events, priorities, reports

SEVERITY, UNCERTAINTY, FLAGS, PLACE, SOURCE = 40.0, 30.0, 20.0, 10.0, 5.0
PER_TENFOLD, WOUNDED = 20.0, 0.25
CONFLICT, DOUBT = 10.0, 5.0  # points of a flag
COARSE, COARSE_FROM = 5.0, 4  # points of a place known by its province or country alone; place_precision from which it is so
REPRINT = -10.0
A_DAY = 2 / 7  # points
SCALE = 10_000  # of a point, in `rank`
UNDECIDED = "proposed"
e, r, f = events.c, reports.c, event_flags.c
# With nothing added to the state, SQLite would go through all undecided events by their index rather than through those of a report.
IS_UNDECIDED = e.state.concat("") == UNDECIDED


class Points(NamedTuple):
    """The reasons but age."""

    severity: float
    uncertainty: float
    flags: float
    place: float
    source: float

    @property
    def sum(self) -> float:
        return math.fsum(self)


TOLD = (
    sa.select(
        r.id,
        r.added,
        r.outlet,
        r.family,
        sa.func.count().label("undecided"),
        sa.func.min(e.confidence).label("surest_not"),
        sa.func.max(sa.case((e.background == 0, sa.func.coalesce(e.killed_low, 0) + sa.func.coalesce(e.injured_low, 0) * WOUNDED))).label(
            "harmed"
        ),
        sa.func.max(sa.case((e.place_id.is_(None), 7), else_=sa.func.coalesce(e.place_precision, 1))).label("coarsest"),
        sa.func.max(sa.case((e.place_id.is_(None), 1), else_=0)).label("unplaced"),
    )
    .join(events, sa.and_(e.report_id == r.id, IS_UNDECIDED))
    .where(r.redacted.is_(None))
    .group_by(r.id, r.added, r.outlet, r.family)
)
DOUBTS = sa.select(e.report_id, f.flag).join(events, e.id == f.event_id).where(IS_UNDECIDED).distinct()
WANTED: sa.BindParameter[list[str]] = sa.bindparam("wanted", expanding=True)
TOLD_OF, DOUBTS_OF = TOLD.where(r.id.in_(WANTED)), DOUBTS.where(e.report_id.in_(WANTED))
GONE, PUT = sa.delete(priorities).where(priorities.c.report_id.in_(WANTED)), sa.insert(priorities)


def renew(connection: Connection, ids: Iterable[str]) -> None:
    """Makes the rows of these reports anew; one with nothing undecided, or whose words were destroyed, has none."""
    for some in batches(sorted(ids)):
        wanted = {"wanted": list(some)}
        doubts: dict[str, list[str]] = {}
        for report_id, flag in connection.execute(DOUBTS_OF, wanted):
            doubts.setdefault(report_id, []).append(flag)
        rows = [row_of(row, doubts.get(row.id, [])) for row in connection.execute(TOLD_OF, wanted)]
        connection.execute(GONE, wanted)
        if rows:
            connection.execute(PUT, rows)


def renew_all(connection: Connection) -> int:
    """All rows anew; how many there are."""
    connection.execute(sa.delete(priorities))
    renew(connection, connection.execute(sa.select(r.id).where(r.redacted.is_(None))).scalars().all())
    return int(connection.execute(sa.select(sa.func.count()).select_from(priorities)).scalar_one())


def row_of(told: Any, flags: list[str]) -> dict[str, Any]:
    points = points_of(told, flags)
    rank = round(points.sum * SCALE) - round(days_of(told.added) * A_DAY * SCALE)
    return {"report_id": told.id, "rank": rank, "undecided": told.undecided, **points._asdict()}


def points_of(told: Any, flags: list[str]) -> Points:
    """The reasons of a row of `TOLD`."""
    harmed, sure = float(told.harmed or 0), 1.0 if told.surest_not is None else float(told.surest_not)
    source = 0.0 if told.outlet else SOURCE
    return Points(
        severity=min(SEVERITY, PER_TENFOLD * math.log10(1 + harmed)),
        uncertainty=UNCERTAINTY * (1 - min(1.0, max(0.0, sure))),
        flags=min(FLAGS, sum(CONFLICT if flag.endswith("-conflict") else DOUBT for flag in flags)),
        place=PLACE if told.unplaced else COARSE if told.coarsest >= COARSE_FROM else 0.0,
        source=source + (REPRINT if told.family != told.id else 0.0),
    )


def days_of(moment: str) -> float:
    """Days from 1970 to a moment as the store writes it."""
    return dt.datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp() / 86_400


def score(rank: int, now: str) -> float:
    """The points of a report at a moment, those for its age among them."""
    return rank / SCALE + days_of(now) * A_DAY
