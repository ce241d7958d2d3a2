"""What the start page tells: what came in, what looks wrong, who decided how much. Each part is asked alone, and is quick whatever the
size of the project: by an index over some days, or counted up to a bound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.priority import IS_UNDECIDED
from rasid.store.schema import decisions, event_flags, events, feeds, priorities, reports, runs

DAYS = 14  # two weeks: a rhythm of work shows, and the bars are still wide enough to read
# Doubts of one kind that are counted: beyond, there are more than anybody looks through, and counting more took over 300 ms of a start page
# on PostgreSQL at a million events.
COUNTED = 500
RUNS = 3


class Progress(NamedTuple):
    """Reports in all, and of them with something still to decide."""

    reports: int
    waiting: int


class Day(NamedTuple):
    day: str
    number: int


class Decided(NamedTuple):
    """What one person decided in the days asked for: decisions, not counting what was taken back."""

    who: str
    number: int
    by_day: list[Day]


def progress(connection: Connection) -> Progress:
    count = sa.func.count()
    every = connection.execute(sa.select(count).select_from(reports)).scalar_one()
    return Progress(int(every), int(connection.execute(sa.select(count).select_from(priorities)).scalar_one()))


def days(today: dt.date | None = None) -> list[str]:
    """The days told of, the last of them today (UTC)."""
    last = today or dt.datetime.now(dt.UTC).date()
    return [(last - dt.timedelta(days=n)).isoformat() for n in range(DAYS - 1, -1, -1)]


def came_in(connection: Connection) -> list[Day]:
    """Reports added, by day; days without any too."""
    told = days()
    bounds = zip(told, [*told[1:], "9999"], strict=True)  # counted day by day, by the index alone: a day may have brought all there is
    count = sa.select(sa.func.count()).select_from(reports)
    return [
        Day(day, int(connection.execute(count.where(reports.c.added >= day, reports.c.added < end)).scalar_one())) for day, end in bounds
    ]


def decided(connection: Connection) -> list[Decided]:
    """By person, who decided most first."""
    told, d = days(), decisions.c
    day = sa.func.substr(d.at, 1, sa.literal_column("10"))
    query = sa.select(d.who, day, sa.func.count()).where(d.at >= told[0], d.undone == 0).group_by(d.who, day)
    found: dict[str, dict[str, int]] = {}
    for who, key, count in connection.execute(query):
        found.setdefault(who, {})[str(key)] = int(count)
    made = [Decided(who, sum(own.values()), [Day(day, own.get(day, 0)) for day in told]) for who, own in found.items()]
    return sorted(made, key=lambda one: (-one.number, one.who))


def last_runs(connection: Connection) -> list[dict[str, Any]]:
    """The latest codings, newest first."""
    query = sa.select(runs.c.id, runs.c.coder, runs.c.data_version, runs.c.started, runs.c.finished).order_by(runs.c.id.desc()).limit(RUNS)
    return [dict(row) for row in connection.execute(query).mappings()]


def troubled_feeds(connection: Connection) -> list[dict[str, Any]]:
    """Feeds that could not be read the last time, the longest in trouble first."""
    f = feeds.c
    query = (
        sa.select(f.address, f.failures, f.problem, f.checked, f.next_check).where(f.failures > 0).order_by(f.failures.desc(), f.address)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def doubts(connection: Connection) -> list[tuple[str, int]]:
    """How many undecided events have each doubt, up to COUNTED, the commonest first."""
    f, found, last = event_flags.c, {}, ""
    while (flag := connection.execute(sa.select(sa.func.min(f.flag)).where(f.flag > last)).scalar()) is not None:
        some: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(event_flags.join(events, events.c.id == f.event_id))
        held = some.where(f.flag == flag, IS_UNDECIDED).limit(COUNTED).subquery()
        found[str(flag)] = int(connection.execute(sa.select(sa.func.count()).select_from(held)).scalar_one())
        last = str(flag)
    return sorted(((flag, count) for flag, count in found.items() if count), key=lambda one: (-one[1], one[0]))


PARTS: dict[str, Callable[[Connection], object]] = {
    "progress": progress,
    "came in": came_in,
    "decided": decided,
    "runs": last_runs,
    "feeds": troubled_feeds,
    "doubts": doubts,
}
