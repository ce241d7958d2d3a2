"""The incident: one happening as its accounts tell it together, with nothing lost of what each tells by itself.

Every value says by which rule it came and from which accounts (`rule`, `events`), so that `why` can walk back to the words.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from rasid.model.event import Attribution, Effect, Names, Status, Who

INCIDENT_SCHEMA = 2

Conflict = Literal["toll-conflict", "date-conflict", "place-conflict", "party-conflict", "type-conflict"]


class AccountOf(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An account of the incident. `family`: the same for reprints; `independent`: the first of its family."""

    event: str
    report: str
    outlet: str | None
    published: str | None
    family: str
    independent: bool
    type: str
    status: Status
    background: bool


class TypeTold(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A type with the accounts that tell it and how many of their families."""

    type: str
    families: int
    events: list[str]


class PartyTold(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A party and the accounts that name it on this side. `actor`: None where they know it only by its words, which are its `names`, or
    by its kind. `attributions`: how they tell that it was (stated, claimed, accused, denied)."""

    actor: str | None
    names: Names
    kind: str | None
    country: str | None
    attributions: list[Attribution]
    families: int
    events: list[str]


class PlaceTold(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place with the accounts that tell it, the one taken first."""

    id: str | None
    names: Names
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    precision: int | None
    families: int
    events: list[str]


class TimeTold(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A time with the accounts that tell it, the one taken first."""

    start: str | None
    end: str | None
    precision: int | None
    families: int
    events: list[str]


class Claim(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One account's figure of one effect. `rows`: its rows of the toll. `by`: whose figure, where the account says so.

    `counts`: whether it counts towards low, best and high; where it does not, `why` says: reprint, superseded (by a later figure of the
    same outlet), vague, families (beside claims of people), part of another row, not told as happened.
    """

    event: str
    outlet: str | None
    published: str | None
    effect: Effect
    who: Who | Literal["all"]
    actor: str | None
    min: int | None
    max: int | None
    vague: str | None
    by: str | None
    rows: list[str]
    reliable: bool
    counts: bool
    why: str | None


class Figures(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Low, best and high of one effect, of all people or of civilians or combatants alone, with the rule and accounts of each."""

    effect: Effect
    who: Literal["all", "civilian", "combatant"]
    low: int | None
    best: int | None
    high: int | None
    rule: str
    low_events: list[str]
    best_events: list[str]
    high_events: list[str]


class Incident(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    id: str
    type: str
    status: Status
    background: bool
    day: str | None
    start: str | None
    end: str | None
    date_precision: int | None
    date_rule: str
    place: PlaceTold | None
    place_rule: str
    type_rule: str
    accounts: list[AccountOf]
    reports: int
    sources: int
    outlets: list[str]
    types: list[TypeTold]
    places: list[PlaceTold]
    times: list[TimeTold]
    initiators: list[PartyTold]
    targets: list[PartyTold]
    toll: list[Figures]
    claims: list[Claim]
    conflicts: list[Conflict]
    schema: int = INCIDENT_SCHEMA

    def figures(self, effect: str, who: str = "all") -> Figures | None:
        """What is counted of an effect; None where no account counts it."""
        return figures_of(self.toll, effect, who)


class Glance(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What of a record says whether the rest need be read: decoded in half of the time, and without the accounts."""

    type: str
    status: Status
    background: bool
    initiators: list[PartyTold]
    toll: list[Figures]

    def figures(self, effect: str, who: str = "all") -> Figures | None:
        """As an incident's."""
        return figures_of(self.toll, effect, who)


def figures_of(toll: list[Figures], effect: str, who: str) -> Figures | None:
    for figures in toll:
        if figures.effect == effect and figures.who == who:
            return figures
    return None


def happened(incident: Incident | Glance) -> bool:
    """Whether it is told as having happened, and not as background: of others ACLED and UCDP have no row, whatever their accounts say."""
    return incident.status == "asserted" and not incident.background


def incident_id(events: list[str]) -> str:
    """`in_` and a hash of the smallest event id."""
    return "in_" + hashlib.sha256(min(events).encode()).hexdigest()[:16]
