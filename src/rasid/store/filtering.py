"""What events are asked for, and each wish as SQL: a condition on an event, and where there is an index, a way to its events."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

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
    where its time touches them. `killed` and the like: at least so many by the lowest figure told.
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


class Wish(NamedTuple):
    """`where`: holds of an event; `way`: its events by an index, as a selection of ids, narrowed by day where the index has it."""

    where: ColumnElement[bool]
    way: sa.Select[Any] | None = None


def wishes(connection: Connection, wanted: Filters) -> list[Wish]:
    """What is asked for but time and text. Raises UsageError where a party is unknown."""
    return list(all_wishes(connection, wanted))


def all_wishes(connection: Connection, wanted: Filters) -> Iterator[Wish]:
    if wanted.types:
        where = e.type.in_(wanted.types)
        yield Wish(where, within(sa.select(e.id).where(where), e.day, wanted))
    for ids, side in ((wanted.parties, None), (wanted.by, "initiator"), (wanted.on, "target")):
        if ids:
            yield of_parties(kin_of(connection, ids, wanted.kin), side, wanted)
    if wanted.areas:
        yield placed(sa.or_(*map(in_area, wanted.areas)), wanted)
    if (box := bounds(wanted)) is not None:
        south, west, north, east = box
        p = event_places.c
        yield placed(sa.and_(p.lat.between(south, north), p.lon.between(west, east)), wanted)
    yield from counted(wanted)
    if wanted.states:
        where = e.state.in_(wanted.states)
        yield Wish(where, within(sa.select(e.id).where(where), e.day, wanted))
    elif wanted.report is None and wanted.incident is None:
        yield Wish(e.state != REJECTED)
    yield from told(wanted)
    for column, value in ((e.report_id, wanted.report), (e.incident_id, wanted.incident)):
        if value is not None:
            yield Wish(column == value, sa.select(e.id).where(column == value))


def told(wanted: Filters) -> Iterator[Wish]:
    """Standing, and who says so."""
    if wanted.status:
        yield Wish(e.status.in_(wanted.status))
    if wanted.background is not None:
        yield Wish(e.background == int(wanted.background))
    if wanted.confidence is not None:
        yield Wish(e.confidence >= wanted.confidence)
    if wanted.sources:
        s = event_sources.c
        holds = s.source.in_(wanted.sources)
        yield Wish(exists(event_sources, holds), within(sa.select(s.event_id).where(holds), s.day, wanted))
    if wanted.outlets:
        theirs = sa.select(reports.c.id).where(reports.c.outlet.in_(wanted.outlets))
        where = sa.exists().where(reports.c.id == e.report_id, reports.c.outlet.in_(wanted.outlets))
        yield Wish(where, sa.select(e.id).where(e.report_id.in_(theirs)))
    if wanted.flags:
        flagged = event_flags.c.flag.in_(wanted.flags)
        yield Wish(exists(event_flags, flagged), sa.select(event_flags.c.event_id).where(flagged))


def counted(wanted: Filters) -> Iterator[Wish]:
    """Tolls, by the lowest figure told."""
    for column, least in (
        (e.killed_low, wanted.killed),
        (e.injured_low, wanted.injured),
        (e.detained_low, wanted.detained),
        (e.displaced_low, wanted.displaced),
    ):
        if least is not None:
            way = None
            if column is e.killed_low and least >= DEADLY:  # told twice, so that the index of the deadly ones is seen to fit
                way = within(sa.select(e.id).where(e.killed_low >= least, e.killed_low >= sa.literal_column(str(DEADLY))), e.day, wanted)
            yield Wish(column >= least, way)
    if wanted.civilians is not None:
        t = event_tolls.c
        yield Wish(exists(event_tolls, sa.and_(t.effect == "killed", t.who == "civilian", t.minimum >= wanted.civilians)))


def of_parties(ids: list[str], side: str | None, wanted: Filters) -> Wish:
    p = event_parties.c
    holds = sa.and_(p.actor.in_(ids), *([p.side == side] if side is not None else []))
    return Wish(exists(event_parties, holds), within(sa.select(p.event_id).where(holds), p.day, wanted))


def placed(holds: ColumnElement[bool], wanted: Filters) -> Wish:
    """By any place of the event but one that people or forces only went to."""
    p = event_places.c
    holds = sa.and_(holds, p.role != "destination")
    return Wish(exists(event_places, holds), within(sa.select(p.event_id).where(holds), p.day, wanted))


def in_area(area: Area) -> ColumnElement[bool]:
    p = event_places.c
    if area.place is not None:
        return p.place_id == area.place
    told = ((p.country, area.country), (p.admin1, area.admin1), (p.admin2, area.admin2))
    return sa.and_(*(column == value for column, value in told if value is not None))


def exists(table: sa.Table, holds: ColumnElement[bool]) -> ColumnElement[bool]:
    return sa.exists().where(table.c.event_id == e.id, holds)


def within(query: sa.Select[Any], day: ColumnElement[str | None], wanted: Filters) -> sa.Select[Any]:
    """A way narrowed to the days asked for, as far as the day that an event begins on tells."""
    if wanted.until is not None:
        query = query.where(day <= wanted.until)
    return query


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
    first = (dt.date.fromisoformat(wanted.since) - dt.timedelta(days=LONGEST_DATED)).isoformat()
    ends = sa.func.coalesce(e.date_end, e.date_start) >= wanted.since
    long = e.date_precision == sa.literal_column(str(LONG))
    return [
        sa.and_(e.date_start.is_not(None), e.day >= first, *last, ends),
        sa.and_(long, e.day < first, *last, e.date_end >= wanted.since),
    ]


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
