"""Events → what the page, its table and the picture show: each once, with the spots it is drawn at, or why it has none."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from rasid.model import Event, Place
from rasid.publish.map.atlas import Atlas, Box, name_of
from rasid.publish.map.groups import OF_FAMILY, OTHER
from rasid.publish.map.plain import harmless, utf16
from rasid.publish.map.spots import Spot, home_view
from rasid.publish.map.wording import Pair, Wording, of_names

FIELDS = ("who", "whom", "with", "where", "when", "toll", "says")
# How far from its point a place may be, in km, by the precision of the record: 2 is what UCDP GED's where_prec says; the others are
# used only where no outline of the district or province is known, and where a line or area has no bounds we know.
REACH_KM = {1: 0.0, 2: 25.0, 3: 30.0, 4: 75.0, 5: 50.0}
UNKNOWN_KM = 25.0


class Mark(NamedTuple):
    """One filled slot: which field, in words, and the report's own words with their place in the evidence (UTF-16; -1: elsewhere)."""

    field: int
    told: Pair
    text: str
    start: int
    end: int


class Item(msgspec.Struct):
    """One event as it is shown."""

    event: Event
    group: int
    type: Pair
    standing: list[Pair]
    marks: list[Mark]
    spots: list[int] = []
    why: str = ""  # where there is no spot: a key of the page's words

    def told(self, field: str) -> list[Pair]:
        number = FIELDS.index(field)
        return list(dict.fromkeys(m.told for m in self.marks if m.field == number))


class Shown(msgspec.Struct):
    """Everything a map shows. `home` is the first view in map units, `outside` how many events lie beyond it."""

    items: list[Item]
    spots: list[Spot]
    home: Box
    outside: int
    busy: set[str]
    districts: set[tuple[str, str, str]]

    @property
    def pointless(self) -> list[Item]:
        return [item for item in self.items if not item.spots]


def shown(events: list[Event], atlas: Atlas) -> Shown:
    """What is shown of some events, by date (undated ones last), then as they came."""
    ordered = sorted(events, key=lambda e: e.time.start or "9999")
    spots: dict[Any, Spot] = {}
    numbers: dict[Any, int] = {}
    items = []
    for number, event in enumerate(ordered):
        item = item_of(event, atlas.wording)
        for place in drawn(event):
            spot = spot_of(place, atlas)
            key = spot.outline or (round(spot.lat, 3), round(spot.lon, 3), spot.reach)
            numbers.setdefault(key, len(numbers))
            kept = spots.setdefault(key, spot)
            if numbers[key] not in item.spots:
                kept.events.append(number)
                item.spots.append(numbers[key])
        if not item.spots:
            item.why = reason(event)
        items.append(item)
    placed = list(spots.values())
    home, outside = home_view(placed, atlas)
    busy = {p.country for e in ordered for p in e.places if p.country}
    return Shown(items, placed, home, outside, busy, {s.outline for s in placed if s.outline and s.outline[2]})


def drawn(event: Event) -> list[Place]:
    """Where an event is drawn: at its scenes, without any where people set out from; never where they went (docs/safety.md)."""
    pointed = [p for p in event.places if p.lat is not None and p.lon is not None and p.precision not in (6, 7)]
    return [p for p in pointed if p.role == "scene"] or [p for p in pointed if p.role == "origin"]


def reason(event: Event) -> str:
    """Why an event has no spot."""
    if not event.places:
        return "no_place"
    scenes = [p for p in event.places if p.role != "destination"]
    if not scenes:
        return "only_destination"
    if any(p.precision == 6 for p in scenes):
        return "country_only"
    return "beyond" if any(p.precision == 7 for p in scenes) else "not_found"


def spot_of(place: Place, atlas: Atlas) -> Spot:
    assert place.lat is not None and place.lon is not None
    outline = atlas.outline(place)
    x, y = atlas.point(place.lat, place.lon)
    if outline is not None:
        west, north, east, south = atlas.box(outline)
        if not (west <= x <= east and north <= y <= south):
            x, y = (west + east) / 2, (north + south) / 2
    reach = 0.0 if outline else REACH_KM.get(place.precision or 0, UNKNOWN_KM)
    return Spot(
        x,
        y,
        reach,
        outline,
        of_names(place.names, place.text),
        place.lat,
        place.lon,
        place.precision,
        atlas.wording.held(place, "admin1", place.admin1),
    )


def item_of(event: Event, wording: Wording) -> Item:
    family = wording.ontology.get("event_types", {}).get(event.type, {}).get("family")
    return Item(event, OF_FAMILY.get(family or "", OTHER), wording.type(event), wording.standing(event), marks_of(event, wording))


def marks_of(event: Event, wording: Wording) -> list[Mark]:
    """Every filled slot of an event, field by field."""
    slots: list[tuple[str, Pair, Any]] = [("who", wording.party(p), p) for p in event.initiators]
    slots += [("whom", wording.party(p), p) for p in event.targets]
    slots += [("with", wording.instrument(i), i) for i in event.instruments]
    slots += [("where", wording.place(p), p) for p in event.places]
    slots += [("when", wording.when(event), event.time)]
    slots += [("toll", wording.toll(t), t) for t in event.toll]
    slots += [("says", wording.source(s), s) for s in event.sources]
    return [Mark(FIELDS.index(field), told, harmless(slot.text or ""), *within(event, slot.span)) for field, told, slot in slots]


def within(event: Event, span: tuple[int, int] | None) -> tuple[int, int]:
    """A span of the report as one of the evidence, in UTF-16; (-1, -1) where it lies elsewhere."""
    first, last = event.evidence.span
    if span is None or not first <= span[0] < span[1] <= last:
        return -1, -1
    return utf16(event.evidence.text, span[0] - first), utf16(event.evidence.text, span[1] - first)


def identity(spot: Spot) -> str:
    """The id of the outline of a spot; empty where it has none."""
    return name_of(spot.outline) if spot.outline else ""
