"""What a note tells, taken from a released incident and its accounts; nothing of any language yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from rasid.linking.incident import Figures, Incident, PartyTold, PlaceTold
from rasid.model import Event
from rasid.publish.material import Told
from rasid.publish.policy import Released

EFFECTS = ("killed", "bodies", "injured", "missing", "detained", "abducted", "displaced", "released")
GROUPS = ("women", "children", "elderly", "journalists", "medics", "aid_workers", "men")  # who is told apart within a toll
FAMILIES = "families"  # counted by the household
OBJECTS_MOST = 3
WEAPONS_MOST = 3


class Count(NamedTuple):
    """How many people: `low` to `high`, either open; or words alone (`vague`). `who`: civilian, combatant, unknown, bodies, or a group."""

    low: int | None
    high: int | None
    vague: str | None
    who: str

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high


class Toll(NamedTuple):
    """One effect: the whole count, and what of it is told apart (civilians of all, women and children)."""

    effect: str
    whole: Count
    parts: tuple[Count, ...] = ()


class Facts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """`effect`: what the type counts by itself; `scenes`: the places told together, the first first; `told_only`: no date but that of
    publication; `differ`: sources give different figures."""

    type: str
    method: str
    status: str
    background: bool
    mutual: bool
    repelled: bool
    effect: str | None
    actors: list[PartyTold]
    attribution: str
    targets: list[PartyTold]
    objects: list[tuple[str, int | None]]
    scenes: list[PlaceTold]
    origins: list[dict[str, str]]
    destinations: list[dict[str, str]]
    country: str | None
    start: str | None
    end: str | None
    told_only: bool
    toll: list[Toll]
    differ: bool
    weapons: list[str]
    sources: list[dict[str, str]]


def facts_of(released: Released, effect: str | None, sources: bool = True) -> Facts:
    """`effect`: what the type counts by itself; `sources`: whether it is asked who told of it."""
    incident, told = released.incident, released.told
    events = [t.event for t in told if t.event.type == incident.type] or [t.event for t in told]
    scenes = scenes_of(incident)
    toll = tolls_of(incident, events) if incident.toll else []
    roles = {p.role for e in events for p in e.places}
    return Facts(
        type=incident.type,
        method=next((e.method for e in events if e.method), ""),
        status=incident.status or "asserted",
        background=bool(incident.background),
        mutual=any(e.mutual for e in events),
        repelled=any(e.outcome == "repelled" for e in events),
        effect=effect,
        actors=[p for p in incident.initiators if p.names or p.actor],
        attribution=attribution_of(incident.initiators),
        targets=[p for p in incident.targets if p.names or p.actor],
        objects=objects_of(events),
        scenes=scenes,
        origins=named(events, "origin") if "origin" in roles else [],
        destinations=named(events, "destination") if "destination" in roles else [],
        country=country_of(scenes, events),
        start=incident.start or incident.day,
        end=incident.end or incident.start or incident.day,
        told_only=not incident.start,
        toll=toll,
        differ=incident.sources > 1 and any(t.whole.low != t.whole.high and t.whole.low is not None for t in toll),
        weapons=list(dict.fromkeys(i.weapon for e in events for i in e.instruments if i.weapon))[:WEAPONS_MOST],
        sources=list(sources_of(incident, told)) if sources else [],
    )


def scenes_of(incident: Incident) -> list[PlaceTold]:
    """The place taken and those that the same accounts tell beside it; a place that another account tells instead is no scene of it."""
    first = incident.place
    if first is None:
        return []
    beside = [p for p in incident.places if p.id != first.id and p.names != first.names and not set(first.events).isdisjoint(p.events)]
    return [first, *beside]


def attribution_of(parties: list[PartyTold]) -> str:
    """How it is told who did it, where that is less than stated by anyone: claimed before accused before denied."""
    told = {a for p in parties for a in p.attributions}
    return "" if "stated" in told else next((a for a in ("claimed", "accused", "denied") if a in told), "")


def objects_of(events: list[Event]) -> list[tuple[str, int | None]]:
    found: dict[str, int | None] = {}
    for event in events:
        for target in event.targets:
            if target.object and (target.object not in found or found[target.object] is None):
                found[target.object] = target.count
    return list(found.items())[:OBJECTS_MOST]


def named(events: list[Event], role: str) -> list[dict[str, str]]:
    """The names of the places with this role, each once."""
    found: dict[str, dict[str, str]] = {}
    for event in events:
        for place in event.places:
            if place.role == role and place.names:
                found[place.id or str(place.names)] = place.names
    return list(found.values())[:2]


def country_of(scenes: list[PlaceTold], events: list[Event]) -> str | None:
    """The first country told, of a scene before any other place."""
    for scene in scenes:
        if scene.country:
            return scene.country
    return next((p.country for e in events for p in e.places if p.country), None)


def sources_of(incident: Incident, told: Iterable[Told]) -> Iterator[dict[str, str]]:
    """Outlets, then whom the accounts quote by name; each once."""
    seen: set[str] = set()
    for outlet in incident.outlets:
        if outlet and outlet not in seen:
            seen.add(outlet)
            yield {"en": outlet, "ar": outlet}
    for source in (s for t in told for s in t.event.sources):
        name = source.names.get("en") or source.names.get("ar")
        if name and name not in seen and not (source.source or "").startswith("unnamed"):
            seen.add(name)
            yield source.names


def tolls_of(incident: Incident, events: list[Event]) -> list[Toll]:
    """The effects that any account counts, in the order in which they are told."""
    by: dict[str, dict[str, Figures]] = {}
    for figures in incident.toll:
        by.setdefault(figures.effect, {})[figures.who] = figures
    return [toll_of(incident, e, of["all"], of, events) for e in EFFECTS if (of := by.get(e)) is not None and "all" in of]


def toll_of(incident: Incident, effect: str, whole: Figures, of: dict[str, Figures], events: list[Event]) -> Toll:
    """The count of an effect as the incident has it. `of`: its figures by whom they count."""
    parts = [f for who in ("civilian", "combatant") if (f := of.get(who)) is not None]
    same = next((f for f in parts if (f.low, f.high) == (whole.low, whole.high)), None)
    who = "bodies" if effect == "bodies" else same.who if same else "unknown"
    if of_families(events, whole):
        return Toll(effect, count_of(incident, whole, FAMILIES), ())
    groups = groups_of(events, whole)
    return Toll(effect, count_of(incident, whole, who), groups or (() if same else tuple(apart(incident, parts, whole))))


def of_families(events: list[Event], whole: Figures) -> bool:
    """Whether the accounts that give the figure count households, not people."""
    rows = [r for e in events for r in e.toll if r.effect == whole.effect and r.part_of is None]
    return bool(rows) and all(FAMILIES in r.groups for r in rows)


def count_of(incident: Incident, figures: Figures, who: str) -> Count:
    """A count with its upper end open where the claim that gives it says "at least"; words where there is no figure."""
    of = [c for c in incident.claims if c.effect == figures.effect and c.who == figures.who]
    if figures.low is None and figures.high is None:
        return Count(None, None, next((c.vague for c in of if c.vague), "unstated"), who)
    closed = any(c.counts and (c.max if c.max is not None else c.min) == figures.high and c.max is not None for c in of) or not of
    return Count(figures.low, figures.high if closed else None, None, who)


def apart(incident: Incident, parts: list[Figures], whole: Figures) -> Iterator[Count]:
    for figures in parts:
        if figures.low and (whole.high is None or figures.low < whole.high):
            yield count_of(incident, figures, figures.who)


def groups_of(events: list[Event], whole: Figures) -> tuple[Count, ...]:
    """Women and children told within a whole on which the sources agree, as the account that gives it tells them."""
    if whole.low is None or whole.low != whole.high:
        return ()
    for event in events:
        if event.id in whole.best_events:
            rows = [r for r in event.toll if r.effect == whole.effect and r.part_of and r.min and r.min == r.max and r.min < whole.low]
            return tuple(Count(r.min, r.max, None, g) for r in rows if (g := next((g for g in r.groups if g in GROUPS), "")))[:3]
    return ()
