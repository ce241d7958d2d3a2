"""What events are asked for, and each wish as SQL: a condition on an event, and where there is an index, a way to its events."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.dialects.postgresql import JSON

from rasid.lexicon.world import EARTH_KM, distance_km
from rasid.model import UsageError
from rasid.store.schema import (
    DEADLY,
    event_flags,
    event_parties,
    event_places,
    event_sources,
    event_tolls,
    events,
    parties,
    reports,
)

LONGEST_DATED = 31  # days of a time of precision 4 (a month) at most; only those of precision 5 are longer
LONG = 5
REJECTED = "rejected"
Ring = list[tuple[float, float]]  # (lon, lat), as GeoJSON has them
e = events.c


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A country, a province or district of it by the names that records have, or a place by its id."""

    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    place: str | None = None


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which events. Several values of one field: any of them; several fields: all of them.

    `parties` on either side, `by` as initiators, `on` as targets; `kin`: with their sub-units, with those above them too, or alone.
    `polygons`: each an outline and its holes. `near`: latitude, longitude, kilometres. `since` and `until`: days; an event is in them
    where its time touches them. `killed` and the like: at least so many by the lowest figure told. `weapons`: ids of
    `ontology/weapons.yaml`.
    """

    types: list[str] = []
    parties: list[str] = []
    by: list[str] = []
    on: list[str] = []
    kin: Literal["units", "all", "alone"] = "units"
    areas: list[Area] = []
    box: tuple[float, float, float, float] | None = None  # south, west, north, east
    near: tuple[float, float, float] | None = None
    polygons: list[list[Ring]] = []
    since: str | None = None
    until: str | None = None
    undated: bool = False
    killed: int | None = None
    civilians: int | None = None
    injured: int | None = None
    detained: int | None = None
    displaced: int | None = None
    status: list[str] = []
    background: bool | None = None
    weapons: list[str] = []
    sources: list[str] = []
    outlets: list[str] = []
    states: list[str] = []
    flags: list[str] = []
    confidence: float | None = None
    report: str | None = None
    incident: str | None = None
    text: str | None = None

    @property
    def timed(self) -> bool:
        return self.since is not None or self.until is not None


Holds = Callable[[ColumnElement[Any]], ColumnElement[bool]]


class Wish(NamedTuple):
    """`where`: holds of an event; `way`: its events by an index, as a selection of ids, narrowed by day where the index has it. `apart`:
    the same as `where`, of an event's id, where other tables tell it: what does not fit is then left without a look at its row. `column`:
    of the event itself, where that alone is asked."""

    where: ColumnElement[bool]
    way: sa.Select[Any] | None = None
    apart: Holds | None = None
    column: str | None = None


class Columns:
    """The columns of a table; `apart`: so that SQLite looks for no index of them. Asked of one event, they are to be found by its id:
    left alone, SQLite takes the index of what is asked for, and goes through all events that have it for each."""

    def __init__(self, table: sa.Table, apart: bool) -> None:
        self.table, self.apart = table, apart

    def __getattr__(self, name: str) -> Any:
        column = self.table.c[name]
        return sa.literal_column(f"+{self.table.name}.{name}", column.type) if self.apart else column


def wishes(connection: Connection, wanted: Filters) -> list[Wish]:
    """What is asked for but time and text."""
    return list(Wishes(connection, wanted).all())


class Wishes:
    """Turns filters into wishes."""

    def __init__(self, connection: Connection, wanted: Filters) -> None:
        self.connection, self.wanted = connection, wanted
        self.sqlite = connection.dialect.name == "sqlite"

    def all(self) -> Iterator[Wish]:
        wanted = self.wanted
        if wanted.types:
            yield self.own("type", wanted.types)
        for ids, side in ((wanted.parties, None), (wanted.by, "initiator"), (wanted.on, "target")):
            if ids:
                kin = kin_of(self.connection, ids, wanted.kin)
                yield self.of(event_parties, partial(has_party, kin, side))
        if wanted.areas:
            yield self.of(event_places, partial(in_areas, wanted.areas))
        if (box := bounds(wanted)) is not None:
            yield self.of(event_places, partial(in_box, box))
        yield from self.counted()
        if wanted.states:
            yield self.own("state", wanted.states)
        elif wanted.report is None and wanted.incident is None:
            yield Wish(e.state != REJECTED)
        yield from self.told()
        for column, value in ((e.report_id, wanted.report), (e.incident_id, wanted.incident)):
            if value is not None:
                yield Wish(column == value, sa.select(e.id).where(column == value))

    def own(self, name: str, values: list[str]) -> Wish:
        """By a column of the event itself."""
        held = Columns(events, self.sqlite)
        way = self.within(sa.select(e.id).where(e[name].in_(values)), e.day)
        return Wish(getattr(held, name).in_(values), way, None, name)

    def of(self, table: sa.Table, holds: Callable[[Any], ColumnElement[bool]], dated: bool = True) -> Wish:
        """By a row of one of the event's tables."""

        def apart(id_: ColumnElement[Any]) -> ColumnElement[bool]:
            one: sa.Select[Any] = sa.select(sa.literal_column("1")).where(table.c.event_id == id_, holds(Columns(table, self.sqlite)))
            # PostgreSQL would make a join of EXISTS, and sort all that it finds for one page; a value it asks of one event after another.
            return one.exists() if self.sqlite else one.limit(1).scalar_subquery().is_not(None)

        way = sa.select(table.c.event_id).where(holds(Columns(table, False)))
        return Wish(apart(e.id), self.within(way, table.c.day) if dated else way, apart)

    def told(self) -> Iterator[Wish]:
        """Standing, and who says so."""
        wanted = self.wanted
        if wanted.status:
            yield Wish(e.status.in_(wanted.status))
        if wanted.background is not None:
            yield Wish(e.background == int(wanted.background))
        if wanted.confidence is not None:
            yield Wish(e.confidence >= wanted.confidence)
        if wanted.weapons:
            yield Wish(self.done_with(wanted.weapons))
        if wanted.sources:
            yield self.of(event_sources, lambda s: s.source.in_(wanted.sources))
        if wanted.outlets:
            theirs = sa.select(reports.c.id).where(reports.c.outlet.in_(wanted.outlets))
            where = sa.exists().where(reports.c.id == e.report_id, Columns(reports, self.sqlite).outlet.in_(wanted.outlets))
            yield Wish(where, sa.select(e.id).where(e.report_id.in_(theirs)))
        if wanted.flags:
            yield self.of(event_flags, lambda f: f.flag.in_(wanted.flags), dated=False)

    def done_with(self, weapons: list[str]) -> ColumnElement[bool]:
        """By the record itself, which alone tells the means; most tell none, and are passed over by the letters of that."""
        none: Any = sa.literal_column("'\"instruments\":[]'")
        if self.sqlite:
            each = sa.func.json_each(e.record, sa.literal_column("'$.instruments'")).table_valued("value", name="means")
            used, some = sa.func.json_extract(each.c.value, sa.literal_column("'$.weapon'")), sa.func.instr(e.record, none) == 0
        else:
            told = sa.cast(e.record, JSON)["instruments"]
            each = sa.func.json_array_elements(told).table_valued(sa.column("value", JSON), name="means")
            used, some = each.c.value["weapon"].astext, sa.func.strpos(e.record, none) == 0
        has = sa.select(sa.literal_column("1")).select_from(each).where(used.in_(weapons)).exists()
        return sa.case((some, has), else_=sa.false())

    def counted(self) -> Iterator[Wish]:
        """Tolls, by the lowest figure told."""
        wanted = self.wanted
        for column, least in (
            (e.killed_low, wanted.killed),
            (e.injured_low, wanted.injured),
            (e.detained_low, wanted.detained),
            (e.displaced_low, wanted.displaced),
        ):
            if least is not None:
                way = None
                if column is e.killed_low and least >= DEADLY:  # told twice, so that the index of the deadly ones is seen to fit
                    deadly = sa.select(e.id).where(e.killed_low >= least, e.killed_low >= sa.literal_column(str(DEADLY)))
                    way = self.within(deadly, e.day)
                yield Wish(column >= least, way)
        if wanted.civilians is not None:
            t = event_tolls.c
            told = sa.and_(t.effect == "killed", t.who == "civilian", t.minimum >= wanted.civilians)

            def apart(id_: ColumnElement[Any]) -> ColumnElement[bool]:
                return sa.exists().where(t.event_id == id_, told)

            yield Wish(apart(e.id), None, apart)

    def within(self, query: sa.Select[Any], day: ColumnElement[str | None]) -> sa.Select[Any]:
        """A way narrowed to the first stretch of `spans`: what lasts longer is few, and found otherwise."""
        if self.wanted.until is not None:
            query = query.where(day <= self.wanted.until)
        return query.where(day >= earliest(self.wanted.since)) if self.wanted.since is not None else query


def has_party(ids: list[str], side: str | None, p: Any) -> ColumnElement[bool]:
    return sa.and_(p.actor.in_(ids), *([p.side == side] if side is not None else []))


def in_areas(areas: list[Area], p: Any) -> ColumnElement[bool]:
    """In one of them, by any place of the event but one that people or forces only went to."""
    some = []
    for area in areas:
        told = ((p.country, area.country), (p.admin1, area.admin1), (p.admin2, area.admin2), (p.place_id, area.place))
        some.append(sa.and_(*(column == value for column, value in told if value is not None)))
    return sa.and_(sa.or_(*some), p.role != "destination")


def in_box(box: tuple[float, float, float, float], p: Any) -> ColumnElement[bool]:
    south, west, north, east = box
    return sa.and_(p.lat.between(south, north), p.lon.between(west, east), p.role != "destination")


def kin_of(connection: Connection, ids: Sequence[str], kin: str) -> list[str]:
    """Parties with their sub-units, and those above them, as wished."""
    found: dict[str, None] = dict.fromkeys(ids)
    if kin == "alone":
        return list(found)
    below = sa.select(parties.c.id).where(parties.c.id.in_(ids)).cte("below", recursive=True)
    below = below.union(sa.select(parties.c.id).where(parties.c.parent == below.c.id))
    found |= dict.fromkeys(connection.execute(sa.select(below.c.id).order_by(below.c.id)).scalars())
    if kin == "all":
        above = sa.select(parties.c.id, parties.c.parent).where(parties.c.id.in_(ids)).cte("above", recursive=True)
        above = above.union(sa.select(parties.c.id, parties.c.parent).where(parties.c.id == above.c.parent))
        found |= dict.fromkeys(connection.execute(sa.select(above.c.id).order_by(above.c.id)).scalars())
    return list(found)


# Times ---------------------------------------------------------------------------------------------------------------------------


def spans(wanted: Filters) -> list[ColumnElement[bool]]:
    """The days asked for as conditions that follow one another, newest first, none overlapping.

    What has a date of a month or less begins at most a month before the first day asked for; of what lasts longer there is little, and
    all of it comes after, which an index of its own finds. Without days: those of a day, then those that have none at all.
    """
    if wanted.undated:
        return [sa.and_(e.date_start.is_(None), e.day.is_not(None)), e.day.is_(None)]
    if not wanted.timed:
        return [e.day.is_not(None), e.day.is_(None)]
    last = [e.day <= wanted.until] if wanted.until is not None else []
    if wanted.since is None:
        return [sa.and_(e.date_start.is_not(None), e.day.is_not(None), *last)]
    first = earliest(wanted.since)
    ends = sa.func.coalesce(e.date_end, e.date_start) >= wanted.since
    long = e.date_precision == sa.literal_column(str(LONG))
    return [
        sa.and_(e.date_start.is_not(None), e.day >= first, *last, ends),
        sa.and_(long, e.day < first, *last, e.date_end >= wanted.since),
    ]


def earliest(since: str) -> str:
    """The first day on which something can have begun that is dated to a month or less and touches `since`."""
    return (dt.date.fromisoformat(since) - dt.timedelta(days=LONGEST_DATED)).isoformat()


def lasting(wanted: Filters) -> sa.Select[Any]:
    """A way to what lasts longer than a month and reaches the days asked for."""
    return sa.select(e.id).where(e.date_precision == sa.literal_column(str(LONG)), e.date_end >= wanted.since)


# Points --------------------------------------------------------------------------------------------------------------------------


def bounds(wanted: Filters) -> tuple[float, float, float, float] | None:
    """The box (south, west, north, east) that holds all of what is asked for by points."""
    boxes = [wanted.box] if wanted.box is not None else []
    if wanted.near is not None:
        lat, lon, km = wanted.near
        high = math.degrees(km / EARTH_KM)
        wide = high / max(0.01, math.cos(math.radians(lat)))
        boxes.append((lat - high, lon - wide, lat + high, lon + wide))
    if wanted.polygons:
        points = [point for polygon in wanted.polygons for point in polygon[0]]
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        boxes.append((min(lats), min(lons), max(lats), max(lons)))
    if not boxes:
        return None
    souths, wests, norths, easts = zip(*boxes, strict=True)
    return max(souths), max(wests), min(norths), min(easts)


def exactly(wanted: Filters) -> Callable[[float, float], bool] | None:
    """Whether a point is in what is asked for, where a box does not tell."""
    if wanted.near is None and not wanted.polygons:
        return None

    def holds(lat: float, lon: float) -> bool:
        if wanted.near is not None and distance_km(wanted.near[0], wanted.near[1], lat, lon) > wanted.near[2]:
            return False
        if wanted.box is not None and not (wanted.box[0] <= lat <= wanted.box[2] and wanted.box[1] <= lon <= wanted.box[3]):
            return False
        return not wanted.polygons or any(inside(polygon, lon, lat) for polygon in wanted.polygons)

    return holds


def inside(polygon: list[Ring], x: float, y: float) -> bool:
    """Even-odd rule over the outline and its holes."""
    odd = False
    for ring in polygon:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def polygons_of(content: Any, where: str) -> list[list[Ring]]:
    """The polygons of a GeoJSON geometry, feature or collection. Raises UsageError where there is none."""
    found: list[list[Ring]] = []
    queue = [content]
    while queue:
        item = queue.pop()
        if not isinstance(item, dict):
            continue
        queue += [*(item.get("features") or []), *(item.get("geometries") or []), *([item["geometry"]] if item.get("geometry") else [])]
        coordinates = item.get("coordinates")
        try:
            if item.get("type") == "Polygon":
                found.append([ring_of(ring) for ring in coordinates or []])
            elif item.get("type") == "MultiPolygon":
                found += [[ring_of(ring) for ring in polygon] for polygon in coordinates or []]
        except (TypeError, ValueError, IndexError):
            raise UsageError("a polygon's corners are pairs of numbers, longitude first.", where=where) from None
    if not any(len(polygon[0]) >= 3 for polygon in found if polygon):
        raise UsageError("there is no polygon in this.", where=where, hint="A GeoJSON Polygon or MultiPolygon, alone or as a feature.")
    return [polygon for polygon in found if polygon and len(polygon[0]) >= 3]


def ring_of(corners: Any) -> Ring:
    return [(float(corner[0]), float(corner[1])) for corner in corners]
