"""What is compared of an account, worked out once, so that a pair costs little."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

from rasid.lexicon.fold import Folder
from rasid.lexicon.world import Parties
from rasid.linking.account import Account
from rasid.model import Event, Toll

WORD = re.compile(r"\w+")
RECALLED_DAYS = 7  # how far before its publication an undated recall is looked for; nine in ten recalls of our labelled set are nearer
TOLD_DAYS = 3  # the same for undated news
EFFECTS = ("killed", "injured", "detained", "abducted", "displaced")
# Rows of a toll in other effects that count the same people: bodies are dead, who was led away is detained by one and abducted by another.
SAME_EFFECT = {"bodies": "killed", "abducted": "detained", "missing": "detained"}


class Knowledge(Protocol):
    """What of a `Lexicon` linking asks: parties with their parents, the ontology, and how letters fold."""

    ontology: dict[str, Any]
    folder: Folder

    @property
    def parties(self) -> Parties: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of an event. `wide`: an area rather than a point (district, province, country)."""

    id: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    precision: int
    words: frozenset[str]

    @property
    def wide(self) -> bool:
        return self.precision >= 3 or self.lat is None


@dataclass(frozen=True, slots=True)
class Figure:
    """What one account counts of one effect: from `low` to `high` (None: open), over all who underwent it."""

    low: int | None
    high: int | None
    vague: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """An account as it is compared. Days are ordinals (`date.toordinal`); `first` and `last` None where nothing says when."""

    id: str
    report: str
    family: str
    outlet: str | None
    type: str
    broad: str
    status: str
    background: bool
    spots: tuple[Spot, ...]
    dated: bool
    precision: int
    first: int | None
    last: int | None
    published: int | None
    moment: str
    clock: tuple[int, int] | None
    initiators: frozenset[str]
    targets: frozenset[str]
    objects: frozenset[str]
    weapons: frozenset[str]
    weapon_classes: frozenset[str]
    figures: dict[str, Figure]
    words: frozenset[str]
    pairs: frozenset[str]
    related: frozenset[str]


def day_number(text: str | None) -> int | None:
    """The ordinal of an ISO date or the date of a date-time; None where there is none or it is no date."""
    try:
        return dt.date.fromisoformat(text[:10]).toordinal() if text else None
    except ValueError:
        return None


def span_of(event: Event, published: int | None) -> tuple[int | None, int | None, bool]:
    """From which day to which the event may have been, and whether it tells that itself."""
    start, end = day_number(event.time.start), day_number(event.time.end)
    if start is not None or end is not None:
        first, last = sorted((start if start is not None else end or 0, end if end is not None else start or 0))
        return first, last, True
    if published is None:
        return None, None, False
    return published - (RECALLED_DAYS if event.background else TOLD_DAYS), published, False


def counted(event: Event) -> dict[str, Figure]:
    """What the account counts, by effect: rows that are no part of another and that no later one corrects, added up."""
    dropped = {row.supersedes for row in event.toll if row.supersedes}
    sums: dict[str, list[Toll]] = {}
    for row in event.toll:
        if row.part_of is None and row.id not in dropped:
            sums.setdefault(SAME_EFFECT.get(row.effect, row.effect), []).append(row)
    return {effect: added(rows) for effect, rows in sums.items()}


def added(rows: list[Toll]) -> Figure:
    told = [r for r in rows if r.min is not None or r.max is not None]
    if not told:
        return Figure(None, None, True)
    lows = [r.min for r in told]
    highs = [r.max for r in told]
    low = sum(x for x in lows if x is not None) if any(x is not None for x in lows) else None
    high = sum(x for x in highs if x is not None) if all(x is not None for x in highs) else None
    return Figure(low, high if len(told) == len(rows) else None, len(told) < len(rows))


def minutes(clock: dict[str, str | None] | None) -> tuple[int, int] | None:
    """The clock of an event in minutes of its day; None where it tells none."""
    if not clock:
        return None
    ends = [clock.get("from"), clock.get("to")]
    told = [int(x[:2]) * 60 + int(x[3:5]) for x in ends if x and len(x) >= 5 and x[:2].isdigit() and x[3:5].isdigit()]
    return (min(told), max(told)) if told else None


class Profiler:
    """Makes profiles: holds what is known of types, weapons and words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.folder = knowledge.folder
        self.weapons = {id_: str(row.get("class")) for id_, row in knowledge.ontology["weapons"].items()}
        self.broad: dict[str, str] = {}
        for row in knowledge.ontology["linking_types"].values():
            if row["level"] == "broad":
                self.broad.update(dict.fromkeys(row["types"], row["id"]))

    def profile(self, account: Account) -> Profile:
        event = account.event
        published = day_number(account.published)
        first, last, dated = span_of(event, published)
        scenes = [p for p in event.places if p.role == "scene"] or event.places
        spots = tuple(
            Spot(
                p.id,
                *((p.lat, p.lon) if usable(p.lat, p.lon) else (None, None)),
                p.country,
                p.admin1,
                p.admin2,
                p.precision or (1 if p.lat is not None else 7),
                self.place_words(p.names, p.text),
            )
            for p in scenes[:4]
        )
        words = self.words(event.evidence.text)
        weapons = frozenset(i.weapon for i in event.instruments)
        return Profile(
            id=event.id,
            report=event.report_id,
            family=account.family or event.report_id,
            outlet=account.outlet,
            type=event.type,
            broad=self.broad.get(event.type, event.type),
            status=event.status,
            background=event.background,
            spots=spots,
            dated=dated,
            precision=event.time.precision or (1 if dated else 0),
            first=first,
            last=last,
            published=published,
            moment=account.published or "",
            clock=minutes(event.time.clock),
            initiators=frozenset(i.actor for i in event.initiators if i.actor),
            targets=frozenset(t.actor for t in event.targets if t.actor),
            objects=frozenset(t.object for t in event.targets if t.object),
            weapons=weapons,
            weapon_classes=frozenset(self.weapons.get(w, w) for w in weapons),
            figures=counted(event),
            words=frozenset(words),
            pairs=frozenset(f"{a} {b}" for a, b in pairwise(words)),
            related=frozenset(r.event for r in event.related),
        )

    def words(self, text: str) -> list[str]:
        return [w for w in WORD.findall(self.folder.fold(text)) if len(w) > 2 or w.isdigit()]

    def place_words(self, names: dict[str, str], text: str) -> frozenset[str]:
        """Words of the place that are no words of its name as the gazetteer has it: a quarter, a market, a street."""
        return frozenset(self.words(f"{text} {names.get('ar', '')}"))


def usable(lat: float | None, lon: float | None) -> bool:
    return lat is not None and lon is not None and math.isfinite(lat) and math.isfinite(lon)
