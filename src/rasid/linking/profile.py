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
RECALLED_DAYS = 9  # how far before its publication an undated recall is looked for: most are of the week before
TOLD_DAYS = 5  # the same for undated news: claims and deaths of wounded come days later
WORDS = 100_000  # looked up and remembered, at most
EFFECTS = ("killed", "injured", "detained", "abducted", "displaced")
# Rows of a toll in other effects that count the same people: bodies are dead, who was led away is detained by one and abducted by another.
SAME_EFFECT = {"bodies": "killed", "abducted": "detained", "missing": "detained"}


class Knowledge(Protocol):
    """What of a `Lexicon` linking asks: parties and their parents, the ontology, how letters fold, which words it has, parts of a day."""

    ontology: dict[str, Any]
    folder: Folder
    grammar: dict[str, Any]

    @property
    def parties(self) -> Parties: ...

    @property
    def common_words(self) -> frozenset[str]: ...

    @property
    def object_words(self) -> dict[str, str]: ...


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
    """What one account counts of one effect: `low` to `high` (None: open) over all who underwent it; `parts`: rows of three or more."""

    low: int | None
    high: int | None
    vague: bool
    parts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """An account as it is compared. Days are ordinals (`date.toordinal`); `first` and `last` None where nothing says when."""

    id: str
    report: str
    coder: str
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
    names: frozenset[str]
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
    parts = frozenset(x for x in lows if x is not None and x > 2)
    return Figure(low, high if len(told) == len(rows) else None, len(told) < len(rows), parts)


def minutes(clock: dict[str, str | None] | None) -> tuple[int, int] | None:
    """The clock of an event in minutes of its day; None where it tells none."""
    if not clock:
        return None
    ends = [clock.get("from"), clock.get("to")]
    told = [int(x[:2]) * 60 + int(x[3:5]) for x in ends if x and len(x) >= 5 and x[:2].isdigit() and x[3:5].isdigit()]
    return (min(told), max(told)) if told else None


def day_parts(parts: dict[str, list[str]], folder: Folder) -> dict[str, tuple[int, int]]:
    """Words for parts of a day with their minutes; those of several words are left out."""
    found = {}
    for word, (start, end) in parts.items():
        first, last = (int(x[:2]) * 60 + int(x[3:5]) for x in (start, end))
        if " " not in word and first < last:
            found[folder.fold(word)] = (first, last)
    return found


class Profiler:
    """Makes profiles: holds what is known of types, weapons and words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.folder = knowledge.folder
        self.weapons = {id_: str(row.get("class")) for id_, row in knowledge.ontology["weapons"].items()}
        self.common = knowledge.common_words
        self.objects = knowledge.object_words
        self.parts = day_parts(knowledge.grammar.get("times", {}).get("parts", {}), self.folder)
        self.seen: dict[str, bool] = {}  # words looked up: the same ones come again and again
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
            coder=event.coder,
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
            clock=minutes(event.time.clock) or self.part_of_day(words),
            initiators=frozenset(i.actor for i in event.initiators if i.actor),
            targets=frozenset(t.actor for t in event.targets if t.actor),
            objects=frozenset(t.object for t in event.targets if t.object) | self.things(words, spots),
            weapons=weapons,
            weapon_classes=frozenset(self.weapons.get(w, w) for w in weapons),
            figures=counted(event),
            words=frozenset(words),
            pairs=frozenset(f"{a} {b}" for a, b in pairwise(words)),
            names=self.names(words, event),
            related=frozenset(r.event for r in event.related),
        )

    def names(self, words: list[str], event: Event) -> frozenset[str]:
        """Words that are most likely names: of people, streets, quarters. Common words, and those of the places found, are none."""
        own = {w for p in event.places if p.id for w in self.words(p.names.get("ar", ""))}
        return frozenset(w for w in words if w not in own and not w.isdigit() and not self.is_common(w))

    def things(self, words: list[str], spots: tuple[Spot, ...]) -> frozenset[str]:
        """What things the evidence and the words for the place name: a market, a school, a camp."""
        told = {*words, *(w for s in spots for w in s.words)}
        return frozenset(thing for w in told for thing in self.things_in(w))

    def things_in(self, word: str) -> list[str]:
        forms = (word[start:end] for end in (len(word), len(word) - 1) for start in range(5) if end - start > 2)
        return [self.objects[form] for form in forms if form in self.objects][:1]

    def is_common(self, word: str) -> bool:
        """Whether the lexicon has the word as anything but a place, with up to three letters of clitics before and two after it."""
        found = self.seen.get(word)
        if found is None:
            if len(self.seen) >= WORDS:
                self.seen.clear()
            ends = [len(word) - n for n in range(3)]
            found = self.seen[word] = any(word[start:end] in self.common for start in range(4) for end in ends if end - start > 2)
        return found

    def part_of_day(self, words: list[str]) -> tuple[int, int] | None:
        """Morning, evening …, where the evidence tells one alone."""
        told = {part for w in words for part in self.parts_in(w)}
        return next(iter(told)) if len(told) == 1 else None

    def parts_in(self, word: str) -> list[tuple[int, int]]:
        """The part of a day that a word tells, with up to three letters before it and one after it."""
        forms = (word[start:end] for start in range(4) for end in (len(word), len(word) - 1) if end - start > 2)
        return [self.parts[form] for form in forms if form in self.parts][:1]

    def words(self, text: str) -> list[str]:
        return [w for w in WORD.findall(self.folder.fold(text)) if len(w) > 2 or w.isdigit()]

    def place_words(self, names: dict[str, str], text: str) -> frozenset[str]:
        """Words of the place that are no words of its name as the gazetteer has it: a quarter, a market, a street."""
        return frozenset(self.words(f"{text} {names.get('ar', '')}"))


def usable(lat: float | None, lon: float | None) -> bool:
    return lat is not None and lon is not None and math.isfinite(lat) and math.isfinite(lon)
