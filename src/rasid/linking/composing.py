"""Puts the accounts of one happening together into an incident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rasid.lexicon.world import distance_km
from rasid.linking.account import Account, events, families, grouped
from rasid.linking.counting import claims_of, figures_of, firsts
from rasid.linking.incident import (
    AccountOf,
    Claim,
    Conflict,
    Incident,
    PlaceTold,
    TimeTold,
    TypeTold,
    incident_id,
)
from rasid.linking.parties import parties_of
from rasid.linking.profile import Profile
from rasid.linking.scoring import Scorer
from rasid.model import Place

# What a report calls a happening when it knows no more of it: another type that is told as often is taken before these.
LOOSE = ("killing", "explosion")
STATUSES = ("asserted", "attempted", "possible", "denied", "negated", "planned")
APART_KM = 25.0  # UCDP's "near"


def composed(accounts: Iterable[Account], scorer: Scorer) -> Incident:
    """The incident that `accounts` (at least one) tell of; the same whatever their order."""
    ordered = sorted(accounts, key=lambda a: a.id)
    types = types_of(ordered)
    places = places_of(ordered)
    times = times_of(ordered)
    first = firsts(ordered)
    claims = claims_of(ordered)
    published = min((a.published[:10] for a in ordered if a.published), default=None)
    time = times[0] if times else None
    return Incident(
        id=incident_id([a.id for a in ordered]),
        type=types[0].type,
        status=min((a.event.status for a in ordered), key=STATUSES.index),
        background=all(a.event.background for a in ordered),
        day=time.start if time else published,
        start=time.start if time else None,
        end=time.end if time else None,
        date_precision=time.precision if time else None,
        date_rule=("most sources" if len(times) > 1 else "only date told") if time else "none told: day of first publication",
        place=places[0] if places else None,
        place_rule=("most precise, then most sources" if len(places) > 1 else "only place told") if places else "none told",
        type_rule="most sources, then the more specific" if len(types) > 1 else "only type told",
        accounts=[
            AccountOf(
                event=a.id,
                report=a.event.report_id,
                outlet=a.outlet,
                published=a.published,
                family=a.family or a.event.report_id,
                independent=a.id in first,
                type=a.event.type,
                status=a.event.status,
                background=a.event.background,
            )
            for a in ordered
        ],
        reports=len({a.event.report_id for a in ordered}),
        sources=independent_sources(ordered),
        outlets=sorted({a.outlet for a in ordered if a.outlet}),
        types=types,
        places=places,
        times=times,
        initiators=parties_of(ordered, lambda a: a.event.initiators, scorer.profiler.folder),
        targets=parties_of(ordered, lambda a: a.event.targets, scorer.profiler.folder),
        toll=figures_of(claims),
        claims=claims,
        conflicts=conflicts_of([scorer.profile(a) for a in ordered], claims, scorer),
    )


def independent_sources(accounts: Sequence[Account]) -> int:
    """Outlets that do not reprint one another: as many as both the families and the outlets allow."""
    outlets = {a.outlet or a.event.report_id for a in accounts}
    return min(families(accounts), len(outlets))


def types_of(accounts: Sequence[Account]) -> list[TypeTold]:
    """The types told, the one taken first: told by most families, then the more specific, then by name."""
    told = [TypeTold(type=t, families=families(of), events=events(of)) for t, of in grouped((a.event.type, a) for a in accounts).items()]
    return sorted(told, key=lambda t: (-t.families, t.type in LOOSE, t.type))


def places_of(accounts: Sequence[Account]) -> list[PlaceTold]:
    """The places told, the one taken first: points before areas, the more precise first, then told by most families."""

    def key(p: Place) -> tuple[Any, ...]:
        return (p.id,) if p.id else (p.names.get("ar") or p.text, p.admin1, p.precision)

    told = []
    rows = [(p, a) for a in accounts for p in a.event.places if p.role == "scene"]
    for of in grouped((key(p), a) for p, a in rows).items():
        best = min((p for p, a in rows if key(p) == of[0]), key=lambda p: (p.precision or 9, p.lat is None))
        told.append(
            PlaceTold(
                id=best.id,
                names=best.names,
                lat=best.lat,
                lon=best.lon,
                country=best.country,
                admin1=best.admin1,
                admin2=best.admin2,
                precision=best.precision,
                families=families(of[1]),
                events=events(of[1]),
            )
        )
    return sorted(told, key=lambda p: (p.precision or 9, p.lat is None, -p.families, p.id is None, p.id or "", p.events))


def times_of(accounts: Sequence[Account]) -> list[TimeTold]:
    """The times told, the one taken first: told by most families, then the narrower, then the earlier."""
    rows = [((t.start or t.end, t.end or t.start, t.precision), a) for a in accounts if (t := a.event.time).start or t.end]
    told = [
        TimeTold(start=start, end=end, precision=precision, families=families(of), events=events(of))
        for (start, end, precision), of in grouped(rows).items()
    ]
    return sorted(told, key=lambda t: ((t.precision or 9) > 2, -t.families, t.precision or 9, t.start or ""))


def conflicts_of(profiles: Sequence[Profile], claims: Sequence[Claim], scorer: Scorer) -> list[Conflict]:
    found: list[Conflict] = []
    pairs = [(a, b) for n, a in enumerate(profiles[:100]) for b in profiles[n + 1 : 100]]
    if any(toll_conflict(claims, effect) for effect in ("killed", "injured", "detained", "abducted", "displaced")):
        found.append("toll-conflict")
    if any(a.dated and b.dated and max(a.first or 0, b.first or 0) > min(a.last or 0, b.last or 0) for a, b in pairs):
        found.append("date-conflict")
    if any(place_conflict(a, b) for a, b in pairs):
        found.append("place-conflict")
    if any(scorer.sides.initiators(a, b)[0] in ("other", "swapped", "answered") for a, b in pairs):
        found.append("party-conflict")
    if any(scorer.type(a, b)[0] in ("broad", "other", "shooting", "harm") for a, b in pairs):
        found.append("type-conflict")
    return found


def toll_conflict(claims: Sequence[Claim], effect: str) -> bool:
    """Two counted claims whose ranges do not meet, by more than two and by more than a quarter."""
    counted = [c for c in claims if c.counts and c.effect == effect and c.who == "all"]
    tops = [c.max if c.max is not None else c.min for c in counted if c.min is not None or c.max is not None]
    lows = [c.min or 0 for c in counted if c.min is not None]
    if not lows or not tops:
        return False
    low, high = min(t for t in tops if t is not None), max(lows)
    return high - low > 2 and high > low * 1.25


def place_conflict(a: Profile, b: Profile) -> bool:
    if not a.spots or not b.spots:
        return False
    x, y = a.spots[0], b.spots[0]
    if x.admin1 and y.admin1 and x.country == y.country and x.admin1 != y.admin1:
        return True
    if x.wide or y.wide:
        return False
    return distance_km(x.lat or 0, x.lon or 0, y.lat or 0, y.lon or 0) > APART_KM
