"""How many: events, or incidents, by week, province, type, pair of parties and the like, and what each figure counts.

What cannot be counted under a heading is counted apart and never spread: events without a date, those whose date is coarser than the
stretch they would be counted in, those without a place. An event with two initiators and a target stands under two pairs; `Table.all` has
each once.
"""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.dialects.postgresql import JSON

from rasid.model import UsageError
from rasid.store.asking import understand
from rasid.store.batches import batches
from rasid.store.filtering import Columns, Filters, exactly
from rasid.store.querying import conditions, planned, within_points
from rasid.store.schema import event_parties, event_sources, events, incidents, reports, searched_events
from rasid.store.searching import matching
from rasid.store.words import asking_words

e = events.c
TIMES = ("day", "week", "month", "year")
COARSEST = {"day": 1, "week": 2, "month": 3, "year": 4}  # of dates counted in it, 1 a day to 5: those of the next may lie over two of it
PLACES = ("country", "province", "district", "place")
MANY = ("party", "initiator", "target", "pair", "source")  # an event may stand under several
PLAIN = ("type", "status", "review", "outlet")
BY = (*TIMES, *PLACES, *PLAIN, *MANY)
OF_INCIDENTS = (*TIMES, *PLACES, "type")
GROUPS_MOST = 100_000  # rows of an answer: more are no statistics
POINTS_MOST = 200_000  # events whose points are compared one by one


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its key in the order asked for, and what there is under it. `killed_low` and `killed_high` add what each event tells."""

    key: tuple[str | None, ...]
    count: int
    reports: int | None = None
    killed_low: int = 0
    killed_high: int = 0


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """`of`: events or incidents; `all`: how many fit, each once, those counted apart among them. `undated`, `coarse`, `unplaced`: how
    many of them stand in no row because they have no date, one too coarse, or no such place (None where that is not asked for)."""

    of: str
    by: tuple[str, ...]
    rows: list[Count]
    all: int
    undated: int | None = None
    coarse: int | None = None
    unplaced: int | None = None
    several: bool = False
    notes: list[str] = []


def count(connection: Connection, wanted: Filters, by: tuple[str, ...], of_incidents: bool = False) -> Table:
    """Counts what fits. Raises UsageError for what cannot be counted by."""
    known = OF_INCIDENTS if of_incidents else BY
    for name in by:
        if name not in known:
            what = f"{'incidents' if of_incidents else 'events'} are not counted by {name!r}."
            raise UsageError(what, where="--by", hint=f"By {', '.join(known)}.")
    if len(set(by)) != len(by) or not 1 <= len(by) <= 3:
        raise UsageError("counts are by one to three different things.", where="--by")
    if sum(name in TIMES for name in by) > 1:
        raise UsageError("counts are by one stretch of time.", where="--by")
    matched, notes = chosen(connection, wanted)
    return of_all_incidents(connection, matched, by) if of_incidents else of_all_events(connection, matched, by, notes)


def chosen(connection: Connection, wanted: Filters) -> tuple[list[ColumnElement[bool]], list[str]]:
    """What holds of the events that fit, and of no other."""
    plan = planned(connection, wanted, GROUPS_MOST)
    where, notes = conditions(wanted, plan), []
    if wanted.text is not None:
        asked = understand(connection, wanted.text, asking_words())
        origin, rank, told = matching(connection, searched_events, asked)
        base: Any = origin if origin is searched_events else origin.join(searched_events, searched_events.c.rank == rank)
        where.append(e.id.in_(sa.select(searched_events.c.event_id).select_from(base).where(told)))
        notes = asked.notes
    test = exactly(wanted)
    if test is not None:
        ids = list(connection.execute(sa.select(e.id).where(*where).limit(POINTS_MOST + 1)).scalars())
        if len(ids) > POINTS_MOST:
            raise UsageError(f"more than {POINTS_MOST:,} events lie about this area.", hint="Ask for fewer days, or by --in.")
        kept = [id_ for some in batches(ids) for id_ in sorted(within_points(connection, some, test))]
        told_ids = msgspec.json.encode(kept).decode()
        held: Any = sa.func.json_each(sa.literal(told_ids)).table_valued("value")
        if connection.dialect.name != "sqlite":
            held = sa.func.json_array_elements_text(sa.cast(sa.literal(told_ids, sa.Text), JSON)).table_valued("value")
        where = [e.id.in_(sa.select(held.c.value))]
    return where, notes


# Events --------------------------------------------------------------------------------------------------------------------------


def of_all_events(connection: Connection, where: list[ColumnElement[bool]], by: tuple[str, ...], notes: list[str]) -> Table:
    origin: Any = events
    keys: list[ColumnElement[Any]] = []
    barred: list[ColumnElement[bool]] = []
    coarse: ColumnElement[bool] | None = None
    unplaced: ColumnElement[bool] | None = None
    for name in by:
        if name in TIMES:
            keys.append(stretch(connection, e.date_start, name))
            coarse = sa.and_(e.date_start.is_not(None), sa.func.coalesce(e.date_precision, 1) > COARSEST[name])
            barred += [e.date_start.is_not(None), sa.func.coalesce(e.date_precision, 1) <= COARSEST[name]]
        elif name in PLACES:
            columns = {"country": [e.country], "province": [e.country, e.admin1], "district": [e.country, e.admin1, e.admin2]}
            held = columns.get(name, [e.place_id])
            keys.append(joined(held))
            unplaced = held[-1].is_(None) if unplaced is None else sa.or_(unplaced, held[-1].is_(None))
            barred.append(held[-1].is_not(None))
        elif name in MANY:
            origin, key = with_many(connection, origin, name)
            keys.append(key)
        else:
            if name == "outlet":
                origin = origin.join(reports, reports.c.id == e.report_id)
            keys.append({"type": e.type, "status": e.status, "review": e.state, "outlet": reports.c.outlet}[name])
    several = any(name in MANY for name in by)
    figures = [sa.func.count(sa.distinct(e.id)) if several else sa.func.count(), sa.func.count(sa.distinct(e.report_id))]
    tolls = [sa.func.coalesce(sa.func.sum(c), 0) for c in (e.killed_low, sa.func.coalesce(e.killed_high, e.killed_low))]
    asked = sa.select(*keys, *figures, *tolls).select_from(origin).where(*where, *barred).group_by(*keys).limit(GROUPS_MOST)
    rows = [row_of(tuple(row), len(by)) for row in connection.execute(asked)]
    undated = number(connection, where, e.date_start.is_(None)) if coarse is not None else None
    return Table(
        of="events",
        by=by,
        rows=sorted(rows, key=lambda r: sort_key(r, by)),
        all=number(connection, where),
        undated=undated,
        coarse=number(connection, where, coarse) if coarse is not None else None,
        unplaced=number(connection, where, unplaced) if unplaced is not None else None,
        several=several,
        notes=notes,
    )


def row_of(row: tuple[Any, ...], keys: int) -> Count:
    key, (count_, reports_, low, high) = row[:keys], row[keys:]
    return Count(key=tuple(key), count=int(count_), reports=int(reports_), killed_low=int(low), killed_high=int(high))


def sort_key(row: Count, by: tuple[str, ...]) -> tuple[Any, ...]:
    """Times in their order; all else by how many, then by name."""
    times = tuple(k or "" for k, name in zip(row.key, by, strict=True) if name in TIMES)
    return (times, -row.count, tuple(k or "" for k in row.key))


def with_many(connection: Connection, origin: Any, name: str) -> tuple[Any, ColumnElement[Any]]:
    """The rows of an event's parties or sources beside it, and their key."""
    if name == "source":
        s = event_sources.alias("s_source")
        return origin.outerjoin(s, s.c.event_id == e.id), s.c.source
    if name == "pair":
        a, b = event_parties.alias("p_by"), event_parties.alias("p_on")
        # Of an event's id with a plus before it SQLite looks for no index, and so begins with the events: there are fewer than parties.
        id_ = Columns(events, connection.dialect.name == "sqlite").id
        both = origin.join(a, sa.and_(a.c.event_id == id_, a.c.side == "initiator")).join(
            b, sa.and_(b.c.event_id == id_, b.c.side == "target")
        )
        return both, joined([sa.func.coalesce(a.c.actor, "?"), sa.func.coalesce(b.c.actor, "?")], " → ")
    p = event_parties.alias(f"p_{name}")
    side = [] if name == "party" else [p.c.side == name]
    return origin.outerjoin(p, sa.and_(p.c.event_id == e.id, *side)), p.c.actor


def joined(columns: list[Any], mark: str = "/") -> ColumnElement[Any]:
    key: Any = columns[0] if len(columns) == 1 else sa.func.coalesce(columns[0], "")
    for column in columns[1:]:
        key = key + sa.literal_column(f"'{mark}'") + column
    return key  # type: ignore[no-any-return]


def stretch(connection: Connection, day: Any, name: str) -> ColumnElement[Any]:
    """The stretch of time a day lies in, as text: 2024-03-04 (a week, by its Monday), 2024-03, 2024."""
    if name == "day":
        return day  # type: ignore[no-any-return]
    if name in ("month", "year"):
        return sa.func.substr(day, 1, sa.literal_column("7" if name == "month" else "4"))
    if connection.dialect.name == "sqlite":
        return sa.func.date(day, sa.literal_column("'weekday 0'"), sa.literal_column("'-6 days'"))
    monday = sa.func.date_trunc(sa.literal_column("'week'"), sa.cast(day, sa.Date))
    return sa.func.to_char(monday, sa.literal_column("'YYYY-MM-DD'"))


def number(connection: Connection, where: list[ColumnElement[bool]], *more: ColumnElement[bool]) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(events).where(*where, *more)).scalar_one())


# Incidents -----------------------------------------------------------------------------------------------------------------------


def of_all_incidents(connection: Connection, where: list[ColumnElement[bool]], by: tuple[str, ...]) -> Table:
    """Incidents of which some event fits. The killed are the low and high of each incident, by the linker's rules."""
    i = incidents.c
    held = [i.id.in_(sa.select(e.incident_id).where(e.incident_id.is_not(None), *where))] if where else []
    places = {"country": [i.country], "province": [i.country, i.admin1], "district": [i.country, i.admin1, i.admin2], "place": [i.place_id]}
    keys: list[ColumnElement[Any]] = []
    barred: list[ColumnElement[bool]] = []
    dated = placed = False
    for name in by:
        if name in TIMES:
            keys.append(stretch(connection, i.date_start, name))
            barred.append(i.date_start.is_not(None))
            dated = True
        elif name in places:
            keys.append(joined(places[name]))
            barred.append(places[name][-1].is_not(None))
            placed = True
        else:
            keys.append(i.type)
    tolls = [sa.func.coalesce(sa.func.sum(c), 0) for c in (i.killed_low, i.killed_high)]
    asked = sa.select(*keys, sa.func.count(), sa.func.sum(i.reports), *tolls).where(*held, *barred).group_by(*keys).limit(GROUPS_MOST)
    rows = [row_of(tuple(row), len(by)) for row in connection.execute(asked)]

    def how_many(*more: ColumnElement[bool]) -> int:
        return int(connection.execute(sa.select(sa.func.count()).select_from(incidents).where(*held, *more)).scalar_one())

    missing = [places[name][-1].is_(None) for name in by if name in places]
    return Table(
        of="incidents",
        by=by,
        rows=sorted(rows, key=lambda r: sort_key(r, by)),
        all=how_many(),
        undated=how_many(i.date_start.is_(None)) if dated else None,
        unplaced=how_many(sa.or_(*missing)) if placed else None,
    )
