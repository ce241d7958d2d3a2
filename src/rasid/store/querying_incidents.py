"""Incidents of which some event fits, newest first."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.store.asking import understand
from rasid.store.batches import batches
from rasid.store.filtering import Filters, exactly
from rasid.store.querying import conditions, planned, within_points
from rasid.store.schema import events, incidents, searched_events
from rasid.store.searching import newest
from rasid.store.words import asking_words

TEXT_MOST = 20_000  # newest events with the words that are gone through
i, e = incidents.c, events.c


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table, by the linker's rules."""

    id: str
    day: str | None
    type: str
    names: dict[str, str]
    country: str | None
    admin1: str | None
    killed: tuple[int | None, int | None, int | None]  # low, best, high
    injured: tuple[int | None, int | None, int | None]
    accounts: int
    reports: int
    sources: int
    record: dict[str, Any]


class Incidents(msgspec.Struct, frozen=True, kw_only=True):
    rows: list[Incident]
    after: str | None = None
    notes: list[str] = []


def query_incidents(connection: Connection, wanted: Filters, *, limit: int = 50, after: str | None = None) -> Incidents:
    """One page. Raises UsageError where what is asked for makes no sense."""
    held, notes = of_events(connection, wanted, limit)
    place = None
    if after is not None:
        day, mark, id_ = after.partition("~")
        if not mark:
            raise UsageError("this is no place to go on from.", where="--after", hint="Give what the page before said.")
        place = (day or None, id_)
    rows: list[Any] = []
    for dated in (True, False):  # those without a day come last, on both databases
        if not dated and place is not None and place[0] is not None:
            place = None
        if dated and place is not None and place[0] is None:
            continue
        stretch = i.day.is_not(None) if dated else i.day.is_(None)
        beyond: list[ColumnElement[bool]] = []
        if place is not None:
            beyond = [i.day <= place[0], sa.or_(i.day < place[0], i.id < place[1])] if dated else [i.id < place[1]]
        asked = sa.select(incidents).where(stretch, *held, *beyond).order_by(i.day.desc(), i.id.desc()).limit(limit + 1 - len(rows))
        rows += connection.execute(asked).all()
        if len(rows) > limit:
            break
    more = f"{rows[limit - 1].day or ''}~{rows[limit - 1].id}" if len(rows) > limit else None
    return Incidents(rows=[incident(row) for row in rows[:limit]], after=more, notes=notes)


def of_events(connection: Connection, wanted: Filters, limit: int) -> tuple[list[ColumnElement[bool]], list[str]]:
    """What must hold of an incident: that one of its events fits."""
    if wanted == Filters():
        return [], []
    plan = planned(connection, wanted, limit)
    where, notes = conditions(wanted, plan), []
    few = plan.picked is not None
    if wanted.text is not None:
        asked = understand(connection, wanted.text, asking_words())
        ranks = newest(connection, searched_events, asked, TEXT_MOST + 1).subquery()
        found = int(connection.execute(sa.select(sa.func.count()).select_from(ranks)).scalar_one())
        notes = list(asked.notes)
        if found > TEXT_MOST:
            notes.append(f"only the newest {TEXT_MOST:,} events with these words were gone through.")
        where.append(e.id.in_(sa.select(searched_events.c.event_id).where(searched_events.c.rank.in_(sa.select(ranks.c[0])))))
        few = True
    test = exactly(wanted)
    if test is not None:
        ids = list(connection.execute(sa.select(e.id).where(*where, e.incident_id.is_not(None)).limit(TEXT_MOST + 1)).scalars())
        if len(ids) > TEXT_MOST:
            raise UsageError(
                worded("more than {text_most:,} events lie about this area.", text_most=TEXT_MOST), hint="Ask for fewer days, or by --in."
            )
        kept = sorted({id_ for some in batches(ids) for id_ in within_points(connection, some, test)})
        of = connection.execute(sa.select(sa.distinct(e.incident_id)).where(e.id.in_(kept))).scalars()
        return [i.id.in_(list(of))], notes
    if few:
        return [i.id.in_(sa.select(e.incident_id).where(e.incident_id.is_not(None), *where))], notes
    return [sa.exists().where(e.incident_id == i.id, *where)], notes


def incident(row: Any) -> Incident:
    return Incident(
        id=row.id,
        day=row.day,
        type=row.type,
        names={code: name for code, name in (("en", row.place_en), ("ar", row.place_ar)) if name},
        country=row.country,
        admin1=row.admin1,
        killed=(row.killed_low, row.killed_best, row.killed_high),
        injured=(row.injured_low, row.injured_best, row.injured_high),
        accounts=row.accounts,
        reports=row.reports,
        sources=row.sources,
        record=msgspec.json.decode(row.record),
    )
