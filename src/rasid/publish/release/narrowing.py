"""A release of a part of what may leave: by type, party, area and days.

The part is chosen among what the policy has let out, by what stands in it then, and never by what the project knows: a release of «one
village» would otherwise tell of each of its incidents which village its district stands for.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from rasid.lexicon import Lexicon
from rasid.linking.incident import Incident, PlaceTold
from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.publish.policy import Released


class Only(msgspec.Struct, frozen=True, kw_only=True):
    """Several values of one field: any of them; several fields: all. `parties`: ids, on either side, with their sub-units; `areas`: a
    country or a province of it (SYR, SYR/Idlib); `since` and `until`: days, within which the time of an incident touches."""

    types: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def everything(self) -> bool:
        return self == EVERYTHING


EVERYTHING = Only()


def checked(only: Only, lexicon: Lexicon) -> Only:
    """With its values in one order, so that the same part has one name. Raises UsageError where one is not known, or is no day."""
    parts = {area: area.partition("/") for area in only.areas}
    known = {
        "type": [t for t in only.types if t not in lexicon.ontology["event_types"]],
        "party": [p for p in only.parties if not lexicon.parties.get(p)],
        "area": [a for a, (c, _, p) in parts.items() if c not in lexicon.countries or (p and (c, p) not in lexicon.provinces)],
    }
    for name, wrong in known.items():
        if wrong:
            raise UsageError(worded("the data has nothing of this name: {list}.", list=", ".join(wrong)), where=name)
    for day in (only.since, only.until):
        if day is not None and not is_day(day):
            raise UsageError("a day is written as in 2024-03-01.", where=day)
    if only.since and only.until and only.since > only.until:
        raise UsageError("the first day is after the last.", where=f"{only.since} – {only.until}")
    return msgspec.structs.replace(only, **{f: tuple(sorted(set(getattr(only, f)))) for f in ("types", "parties", "areas")})


def is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class Narrowing:
    """Says of each happening that leaves whether it is of the part."""

    def __init__(self, only: Only, lexicon: Lexicon) -> None:
        self.only = only
        self.parties = with_units(only.parties, lexicon)
        self.areas = [area.partition("/")[::2] for area in only.areas]

    def lets(self, released: Released) -> bool:
        one, only = released.incident, self.only
        return (
            (not only.types or one.type in only.types)
            and (not only.parties or any(p.actor in self.parties for p in (*one.initiators, *one.targets)))
            and (not only.areas or any(self.within(p) for p in ([one.place] if one.place else one.places)))
            and self.touches(one)
        )

    def within(self, place: PlaceTold) -> bool:
        return any(place.country == country and province in ("", place.admin1) for country, province in self.areas)

    def touches(self, one: Incident) -> bool:
        first, last = one.start or one.end or one.day, one.end or one.start or one.day
        if self.only.since is None and self.only.until is None:
            return True
        if first is None or last is None:
            return False
        return (self.only.since or "") <= last[:10] and first[:10] <= (self.only.until or "9999")


def with_units(ids: tuple[str, ...], lexicon: Lexicon) -> frozenset[str]:
    """Parties with all that are below them."""
    found, new = set(ids), set(ids)
    while new:
        new = {id_ for id_, row in lexicon.parties.by_id.items() if row.get("parent") in new} - found
        found |= new
    return frozenset(found)
