"""The fields of an event in which coders are compared, and how far two values of each are apart.

A value is what the field says, not how its words are cut: parties, sources and places by id, and by their words where they have none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, NamedTuple

from rasid.coders.alpha import Distance, masi, nominal, ratio
from rasid.lexicon.world import distance_km
from rasid.model import Event
from rasid.model.event import Initiator, Place, Source, Target, total

REACH_KM = 25.0  # places this far apart have nothing in common: a "near" of UCDP GED (where_prec 2) reaches so far


class Point(NamedTuple):
    """Where an event was: the place, and where that is on the map."""

    place: str
    lat: float | None
    lon: float | None


class Field(NamedTuple):
    name: str
    value: Callable[[Event], Hashable]
    distance: Distance[Any]


def called(item: Initiator | Target | Source | Place, id_: str | None) -> str:
    return id_ or " ".join(item.text.split())


def parties(items: Iterable[Initiator | Target]) -> frozenset[str]:
    return frozenset(
        (f"{i.object} of " if isinstance(i, Target) and i.object else "") + (called(i, i.actor) if i.actor or not is_thing(i) else "")
        for i in items
    )


def is_thing(item: Initiator | Target) -> bool:
    return isinstance(item, Target) and item.object is not None


def scene(event: Event) -> Point | None:
    """The place of an event: its first scene, or its first place where it has none."""
    found = next((p for p in event.places if p.role == "scene"), event.places[0] if event.places else None)
    return Point(called(found, found.id), found.lat, found.lon) if found else None


def apart(a: Point | None, b: Point | None) -> float:
    """By kilometres, up to 1 at REACH_KM; a place and none are as far as can be."""
    if a is None or b is None:
        return float(a is not b)
    if a.place == b.place:
        return 0.0
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 1.0
    return min(1.0, distance_km(a.lat, a.lon, b.lat, b.lon) / REACH_KM)


def figure(effect: str) -> Callable[[Event], int | None]:
    """Of the people killed, or hurt …: the least that is told, or the most where that alone is."""

    def of(event: Event) -> int | None:
        low, high = total(event, effect)
        return high if low is None else low

    return of


FIELDS = (
    Field("type", lambda e: e.type, nominal),
    Field("status", lambda e: e.status, nominal),
    Field("background", lambda e: e.background, nominal),
    Field("initiators", lambda e: parties(e.initiators), masi),
    Field("targets", lambda e: parties(e.targets), masi),
    Field("place", scene, apart),
    Field("date", lambda e: e.time.start, nominal),
    Field("weapons", lambda e: frozenset(i.weapon for i in e.instruments), masi),
    *(Field(effect, figure(effect), ratio) for effect in ("killed", "injured", "detained", "abducted", "displaced", "released")),
    Field("sources", lambda e: frozenset(called(s, s.source) for s in e.sources), masi),
)
