"""Who says so, where that tells what was made coarser: «Coordination of Kansafra» beside the district that stands for Kansafra."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.linking.incident import Incident
from rasid.model import Event, Source
from rasid.model.event import Span
from rasid.publish.material import Told
from rasid.publish.policy.latin import DOTLESS, finder
from rasid.publish.policy.places import COARSER, GONE

OUTLET_LEFT_OUT = "outlet-left-out"
KEPT = 1 << 14  # places and pairs of an outlet and a place remembered
PROCLITICS = "وفبلك"
BETWEEN = r"[\W_]*"  # between the words of a name
MARKS = re.compile(r"[\W_]+")


class Hider:
    """Leaves out outlets and sources that are named after a place of the happening which does not leave by its name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.fold = lexicon.folder.fold
        self.rows = {row["id"]: row for row in lexicon.compiled.places if row["kind"] in ("country", "admin1", "admin2")}
        self.provinces = {(row["country"], row["en"]): row for row in self.rows.values() if row["kind"] == "admin1"}
        self.finds = remembered(KEPT, self.finding)
        self.names = remembered(KEPT, self.named)
        self.letters = lru_cache(KEPT)(letters_of)

    def finding(self, place: str) -> Callable[[str], bool]:
        """Whether a folded text tells of a place by its folded name, written together or apart, or in Latin letters."""
        latin: Callable[[str], list[Span]] = finder(place)
        letters = self.letters(place)
        # Most texts have not so much as its letters: for these no pattern is made, which takes longer than all else.
        return lambda text: (
            bool(letters) and ((letters in self.letters(text) and pattern(place).search(text) is not None) or bool(latin(text)))
        )

    def named(self, said: str, place: str) -> bool:
        return self.finds(self.fold(place))(self.fold(said))

    def hidden(self, before: Iterable[Event], after: Sequence[Event]) -> set[str]:
        """Names of places that were told, and by which nothing is called that leaves."""
        told = {name for event in before for place in event.places for name in place.names.values() if name}
        return told - self.leaving(after) if told else told

    def leaving(self, events: Sequence[Event]) -> set[str]:
        """The names of places that leave, and of the provinces and countries that they lie in."""
        found: set[str] = set()
        for place in (p for event in events for p in event.places):
            rows = (self.rows.get(place.id or ""), self.provinces.get((place.country or "", place.admin1 or "")))
            found |= {name for row in rows if row is not None for name in (row.get("en"), row.get("ar")) if name}
            found |= {*place.names.values(), *(name for name in (place.admin1, place.admin2) if name)}
        return found

    def records(self, incident: Incident, before: Sequence[Told], after: Sequence[Told], changes: set[str]) -> tuple[Incident, list[Told]]:
        """What leaves, without outlets and sources by whose names a place would be told. Asked where a place was made coarser."""
        if changes.isdisjoint((COARSER, GONE)) or not (hidden := self.hidden((t.event for t in before), [t.event for t in after])):
            return incident, list(after)
        telling = {o for t in after if (o := t.read.outlet) and self.tells(o, hidden)}
        made = [self.told(t, telling, hidden) for t in after]
        if not all(a is b for a, b in zip(made, after, strict=True)):
            changes.add(OUTLET_LEFT_OUT)
        return without(incident, telling) if telling else incident, made

    def tells(self, said: str, hidden: set[str]) -> bool:
        return any(self.names(said, place) for place in hidden)

    def told(self, one: Told, telling: set[str], hidden: set[str]) -> Told:
        sources = [self.source(s, hidden) for s in one.event.sources]
        if not all(a is b for a, b in zip(sources, one.event.sources, strict=True)):
            one = msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, sources=sources))
        if one.read.outlet in telling:
            one = msgspec.structs.replace(one, read=msgspec.structs.replace(one.read, outlet=None))
        return one

    def source(self, source: Source, hidden: set[str]) -> Source:
        if source.source is None or not any(self.tells(name, hidden) for name in source.names.values()):
            return source
        return msgspec.structs.replace(source, source=None, names={})


@lru_cache(KEPT)
def pattern(place: str) -> re.Pattern[str]:
    """What finds a folded name, its words written together or apart, with what is written together with its first."""
    whole = BETWEEN.join(map(re.escape, re.findall(r"[^\W_]+", place)))
    return re.compile(rf"(?<![^\W_])[{PROCLITICS}]{{0,2}}{whole}(?![^\W_])", re.IGNORECASE)


def letters_of(text: str) -> str:
    """The letters and digits of a text alone, as one word, capitals as small letters as `re` takes them."""
    return MARKS.sub("", text.casefold().replace(DOTLESS, "i"))


def without(incident: Incident, outlets: set[str]) -> Incident:
    """The incident without these outlets; how many there were stays."""
    return msgspec.structs.replace(
        incident,
        outlets=[o for o in incident.outlets if o not in outlets],
        accounts=[msgspec.structs.replace(a, outlet=None) if a.outlet in outlets else a for a in incident.accounts],
        claims=[msgspec.structs.replace(c, outlet=None) if c.outlet in outlets else c for c in incident.claims],
    )
