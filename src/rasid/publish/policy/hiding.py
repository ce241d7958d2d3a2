"""Who says so and who takes part, where that tells what was made coarser: «Coordination of Kansafra», or «Brigade of Kansafra», beside
the district that stands for Kansafra."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.linking.incident import Incident, PartyTold
from rasid.model import Event, Initiator, Source, Target
from rasid.publish.material import Told
from rasid.publish.policy.latin import DOTLESS, finder
from rasid.publish.policy.places import COARSER, GONE

OUTLET_LEFT_OUT, PARTY_LEFT_OUT = "outlet-left-out", "party-left-out"
KEPT = 1 << 12  # names of places, and of those who may be called after them, remembered
PROCLITICS = "وفبلك"
BETWEEN = r"[\W_]*"  # between the words of a name
P = TypeVar("P", Initiator, Target, PartyTold)
MARKS = re.compile(r"[\W_]+")


class Hider:
    """Leaves out outlets and sources that are named after a place of the happening which does not leave by its name. Of parties so named
    their kind and country stay: what they did is still told, and of which sort they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.parties = lexicon.parties
        self.fold = lexicon.folder.fold
        self.rows = {row["id"]: row for row in lexicon.compiled.places if row["kind"] in ("country", "admin1", "admin2")}
        self.provinces = {(row["country"], row["en"]): row for row in self.rows.values() if row["kind"] == "admin1"}
        self.finds = remembered(KEPT, self.finding)
        self.texts = remembered(KEPT, self.folded)

    def finding(self, place: str) -> Callable[[str, str], bool]:
        """Whether a folded text tells of a place by its name, written together or apart, or in Latin letters. Asked with the letters of the
        text: most texts have not so much as the name's, and for these no pattern is made, which takes longer than all else."""
        name = self.fold(place)
        latin, letters = finder(name), letters_of(name)
        return lambda text, its: bool(letters) and ((letters in its and pattern(name).search(text) is not None) or bool(latin(text)))

    def folded(self, said: str) -> tuple[str, str]:
        """A text as it is looked through, and its letters."""
        text = self.fold(said)
        return text, letters_of(text)

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
        """What leaves, without the names by which a place would be told. Asked where a place was made coarser."""
        if changes.isdisjoint((COARSER, GONE)) or not (hidden := self.hidden((t.event for t in before), [t.event for t in after])):
            return incident, list(after)
        telling = {o for t in after if (o := t.read.outlet) and self.tells(o, hidden)}
        made = [self.told(t, telling, hidden) for t in after]
        if not all(a is b for a, b in zip(made, after, strict=True)):
            changes.add(OUTLET_LEFT_OUT)
        incident = without(incident, telling) if telling else incident
        if parties := self.called_after(incident, made, hidden):
            changes.add(PARTY_LEFT_OUT)
            made = [msgspec.structs.replace(t, event=unnamed(t.event, parties)) for t in made]
            incident = unnamed_in(incident, parties)
        return incident, made

    def called_after(self, incident: Incident, told: Sequence[Told], hidden: set[str]) -> set[str]:
        """The parties, by id, whose names tell a hidden place: those that act or are hit, and those whose dead are counted."""
        parties: list[Initiator | Target | PartyTold] = [*incident.initiators, *incident.targets]
        for t in told:
            parties += [*t.event.initiators, *t.event.targets]
        names = {p.actor: p.names for p in parties if p.actor}
        counted = {row.actor for t in told for row in t.event.toll if row.actor} | {c.actor for c in incident.claims if c.actor}
        names |= {id_: self.parties.get(id_).get("names") or {} for id_ in counted - names.keys()}
        return {id_ for id_, called in names.items() if any(self.tells(name, hidden) for name in called.values())}

    def tells(self, said: str, hidden: set[str]) -> bool:
        text, letters = self.texts(said)
        return any(self.finds(place)(text, letters) for place in hidden)

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


def unnamed(event: Event, parties: set[str]) -> Event:
    """The event with no more than the kind and country of these parties."""
    return msgspec.structs.replace(
        event,
        initiators=[nameless(p) if p.actor in parties else p for p in event.initiators],
        targets=[nameless(p) if p.actor in parties else p for p in event.targets],
        toll=[msgspec.structs.replace(row, actor=None) if row.actor in parties else row for row in event.toll],
    )


def unnamed_in(incident: Incident, parties: set[str]) -> Incident:
    """The incident likewise; of a party without a kind nothing is left."""
    return msgspec.structs.replace(
        incident,
        initiators=[nameless(p) if p.actor in parties else p for p in incident.initiators if p.kind or p.actor not in parties],
        targets=[nameless(p) if p.actor in parties else p for p in incident.targets if p.kind or p.actor not in parties],
        claims=[msgspec.structs.replace(c, actor=None) if c.actor in parties else c for c in incident.claims],
    )


def nameless(party: P) -> P:
    return msgspec.structs.replace(party, actor=None, names={})


def without(incident: Incident, outlets: set[str]) -> Incident:
    """The incident without these outlets; how many there were stays."""
    return msgspec.structs.replace(
        incident,
        outlets=[o for o in incident.outlets if o not in outlets],
        accounts=[msgspec.structs.replace(a, outlet=None) if a.outlet in outlets else a for a in incident.accounts],
        claims=[msgspec.structs.replace(c, outlet=None) if c.outlet in outlets else c for c in incident.claims],
    )
