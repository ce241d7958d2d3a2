"""The event record, version 1: the fields, their order and their nulls are the codebook's.

Every filled slot carries `text` and `span`: code-point offsets into the report as received, start inclusive, end
exclusive, and `text` is exactly that slice. Unknown is null; lists are never null; every key is always written.

`gc=False`: records are trees that nothing in them points back into, so the collector of rings need not go through them again and again.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

SCHEMA = 1

Span = tuple[int, int]
Names = dict[str, str]
Status = Literal["asserted", "planned", "attempted", "possible", "negated", "denied"]
Attribution = Literal["stated", "claimed", "accused", "denied"]
Stance = Literal["reports", "claims", "accuses", "denies", "confirms"]
Effect = Literal["killed", "injured", "missing", "detained", "abducted", "displaced", "released", "bodies"]
Who = Literal["civilian", "combatant", "unknown"]


class Initiator(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A party that acts. `actor` is the most specific party known; `unit` keeps the words of a sub-unit without an id."""

    actor: str | None
    names: Names
    kind: str | None = None
    country: str | None = None
    unit: str | None = None
    role: Literal["lead", "support"] = "lead"
    attribution: Attribution = "stated"
    by: str | None = None
    text: str
    span: Span


class Target(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A party or a thing acted upon. `object` says what was hit when it is a thing; `count` how many where told."""

    actor: str | None
    names: Names
    kind: str | None = None
    country: str | None = None
    object: str | None = None
    count: int | None = None
    text: str
    span: Span


class Place(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place with its part in the event. `precision` is UCDP GED's where_prec, 1 (exact) to 7 (international)."""

    role: Literal["scene", "origin", "destination"] = "scene"
    id: str | None
    names: Names
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    precision: int | None = None
    relation: str | None = None
    distance_km: float | None = None
    text: str
    span: Span


class Time(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Local dates at the scene (ISO 8601). `precision` is UCDP GED's date_prec, 1 (day) to 5 (longer). Never invented."""

    start: str | None = None
    end: str | None = None
    clock: dict[str, str | None] | None = None
    zone: str | None = None
    precision: int | None = None
    ongoing: bool = False
    text: str | None = None
    span: Span | None = None


class Instrument(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the act was done with. Counts: "3" is 3/3, "at least 3" 3/null, "up to 3" null/3."""

    weapon: str
    min: int | None = None
    max: int | None = None
    vague: str | None = None
    text: str
    span: Span


class Toll(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One figure of people. `part_of` names the row this is a part of; `supersedes` the row it corrects; `by` the source."""

    id: str
    effect: Effect
    who: Who = "unknown"
    groups: list[str] = []
    actor: str | None = None
    min: int | None = None
    max: int | None = None
    vague: str | None = None
    part_of: str | None = None
    supersedes: str | None = None
    by: str | None = None
    text: str
    span: Span


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who says so, and in what stance."""

    id: str
    source: str | None
    names: Names
    stance: Stance = "reports"
    text: str
    span: Span


class Related(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    event: str
    relation: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The words that tell the event: from the first to the last word used, within the sentences that tell it."""

    text: str
    span: Span


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    id: str
    report_id: str
    type: str
    method: str | None = None
    status: Status = "asserted"
    background: bool = False
    mutual: bool = False
    outcome: str | None = None
    initiators: list[Initiator] = []
    targets: list[Target] = []
    places: list[Place] = []
    time: Time = Time()
    instruments: list[Instrument] = []
    toll: list[Toll] = []
    sources: list[Source] = []
    related: list[Related] = []
    evidence: Evidence
    confidence: float = 0.5
    flags: list[str] = []
    coder: str = "rules"
    data_version: str
    schema: int = SCHEMA


def event_id(report_id: str, type_: str, trigger: Span) -> str:
    """Stable id: the same report, type and trigger words give the same id, whatever the data version or coder."""
    key = f"{report_id}\x1f{type_}\x1f{trigger[0]}\x1f{trigger[1]}"
    return "ev_" + hashlib.sha256(key.encode()).hexdigest()[:16]


def total(event: Event, effect: str) -> tuple[int | None, int | None]:
    """The figure of an effect: whole rows that nothing corrects, added; parts are never added. An open end stays open."""
    corrected = {t.supersedes for t in event.toll if t.supersedes}
    rows = [t for t in event.toll if t.effect == effect and t.part_of is None and t.id not in corrected]
    if not rows:
        return None, None
    lows, highs = [t.min for t in rows if t.min is not None], [t.max for t in rows]
    return (sum(lows) if lows else None), (None if None in highs else sum(h for h in highs if h is not None))
