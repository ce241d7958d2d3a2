"""An event's fields as the page shows them: what each says in words, and where the report says so."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.model import Event
from rasid.model.event import Toll
from rasid.publish.map.plain import harmless
from rasid.publish.map.wording import Pair, Wording, word
from rasid.store.decisions import STATE, WHOLE, Decision
from rasid.store.events import KeptEvent
from rasid.web import wording as codes
from rasid.web.review.doubts import sentence
from rasid.web.review.opened import Opened
from rasid.web.speech import Speech

# Fields in the order of the keys 1 to 9: the record's name, and the kind that colours its words.
FIELDS = (
    ("type", "act"),
    ("initiators", "doer"),
    ("targets", "target"),
    ("places", "place"),
    ("time", "time"),
    ("toll", "toll"),
    ("instruments", "means"),
    ("sources", "source"),
    ("flags", "doubt"),
)
HARM = ("killed", "injured", "missing", "abducted", "bodies")  # effects that are shown in the colour of harm


class Item(NamedTuple):
    """One value: in words, the words of the report that say so, and where they stand (units of UTF-16; None in an older text)."""

    said: str
    quote: str
    span: list[int] | None
    harm: bool = False


class Field(NamedTuple):
    """`number`: its key. `by`: who set it last, where a person did."""

    number: int
    name: str
    kind: str
    label: str
    items: list[Item]
    by: str | None

    @property
    def spans(self) -> list[list[int]]:
        return [i.span for i in self.items if i.span]


class Shown(NamedTuple):
    """An event. `mark`: of what its record says, so that nobody decides on another than he saw. `evidence`: its words in the text."""

    id: str
    number: int
    type: str
    state: str
    orphaned: bool
    confidence: float
    fields: list[Field]
    evidence: list[int] | None
    told: str
    mark: str
    added: bool
    held: list[Decision]
    history: list[Decision]
    incident: str | None


@kept_with()
def wording_of(lexicon: Lexicon) -> Wording:
    return Wording(lexicon.ontology, lexicon.compiled.places)


def labels(say: Speech) -> dict[str, str]:
    return {
        "type": say("What"),
        "initiators": say("By whom"),
        "targets": say("On whom"),
        "places": say("Where"),
        "time": say("When"),
        "toll": say("Toll"),
        "instruments": say("With what"),
        "sources": say("Says who"),
        "flags": say("Doubts"),
    }


def once(said: str) -> str:
    """«Civilians (civilians)» says the same twice: a party that is called as its kind is."""
    name, _, note = said.removesuffix(")").partition(" (")
    return name if said.endswith(")") and name.casefold() == note.casefold() else said


class Other(NamedTuple):
    """An event that another could be made one with."""

    id: str
    number: int
    type: str
    brief: str
    mark: str


class Shower:
    """Shows events of one report in one language."""

    def __init__(self, found: Opened, lexicon: Lexicon, say: Speech) -> None:
        self.found, self.say, self.wording = found, say, wording_of(lexicon)
        self.side = 1 if say.language == "ar" else 0
        self.labels = labels(say)
        self.numbers = {k.id: n for n, k in enumerate(found.kept, 1)}

    def shown(self, kept: KeptEvent) -> Shown:
        from rasid.project.correcting import mark

        event = kept.event
        made = self.found.made.get(kept.id, [])
        return Shown(
            id=kept.id,
            number=self.numbers[kept.id],
            type=self.of(self.wording.type(event)),
            state=kept.state,
            orphaned=kept.orphaned,
            confidence=event.confidence,
            fields=[self.field(kept, event, n, name, kind, made) for n, (name, kind) in enumerate(FIELDS, 1)],
            evidence=self.place_of(kept, event.evidence.span),
            told=harmless(event.evidence.text),
            mark=mark(kept),
            added=kept.proposed is None,
            held=[d for d in made if not d.undone],
            history=made,
            incident=kept.incident_id,
        )

    def kept_of(self, event_id: str) -> KeptEvent:
        return self.found.known(event_id)

    def others(self, event_id: str) -> list[Other]:
        """The events of the same text that are not rejected, the nearest in the text first."""
        from rasid.project.correcting import mark

        here = self.found.known(event_id)
        same = [k for k in self.found.kept if k.id != event_id and k.state != "rejected" and k.text_hash == here.text_hash]
        same.sort(key=lambda k: abs(k.trigger[0] - here.trigger[0]))
        return [Other(k.id, self.numbers[k.id], self.of(self.wording.type(k.event)), self.brief(k), mark(k)) for k in same]

    def brief(self, kept: KeptEvent) -> str:
        """Where and how many, in a line."""
        event = kept.event
        said = [i.said for name in ("places", "toll") for i in self.items(kept, event, name)[:1]]
        return " · ".join(said)

    def of(self, pair: Pair) -> str:
        return pair[self.side]

    def place_of(self, kept: KeptEvent, span: Any) -> list[int] | None:
        """Where words stand in the text that is shown; None where they were read in an older one."""
        return self.found.units.units(span) if span is not None and kept.text_hash == self.found.stored.text_hash else None

    def field(self, kept: KeptEvent, event: Event, number: int, name: str, kind: str, made: list[Decision]) -> Field:
        its = FIRST if name == "type" else (name,)
        by = next((d.who for d in reversed(made) if not d.undone and d.field in its), None)
        return Field(number, name, kind, self.labels[name], self.items(kept, event, name), by)

    def items(self, kept: KeptEvent, event: Event, name: str) -> list[Item]:
        if name == "type":
            told = [self.of(p) for p in (self.wording.type(event), *self.wording.standing(event))]
            if event.mutual:
                told.append(self.say("on both sides"))
            text = self.found.stored.report.text if kept.text_hash == self.found.stored.text_hash else ""
            return [Item(" · ".join(told), harmless(text[slice(*kept.trigger)]), self.place_of(kept, kept.trigger))]
        if name == "time":
            quote = harmless(event.time.text or "")
            told_nothing = event.time.start is None and not quote
            return [] if told_nothing else [Item(self.of(self.wording.when(event)), quote, self.place_of(kept, event.time.span))]
        if name == "flags":
            return [Item(sentence(self.say, flag, self.named(event)), "", None) for flag in event.flags]
        say_one = {
            "initiators": self.wording.party,
            "targets": self.wording.party,
            "places": self.wording.place,
            "toll": self.wording.toll,
            "instruments": self.wording.instrument,
            "sources": self.wording.source,
        }[name]
        return [
            Item(once(self.of(say_one(i))), harmless(i.text), self.place_of(kept, i.span), getattr(i, "effect", "") in HARM)  # type: ignore[operator]
            for i in getattr(event, name)
        ]

    def toll_said(self, record: dict[str, Any]) -> list[Item]:
        """The rows of a record's toll in words."""
        return [Item(self.of(self.wording.toll(t)), "", None) for t in msgspec.convert(record["toll"], list[Toll])]

    def named(self, event: Event) -> dict[str, str]:
        """Names that the sentence of a doubt may need."""
        places = [self.say.name(p.names, p.text) for p in event.places]
        return {"places": harmless(" · ".join(dict.fromkeys(places)))}


FIRST = ("type", "method", "status", "background", "mutual", "outcome", WHOLE)


def field_name(say: Speech, field: str) -> str:
    """What a decision is on, in words."""
    others = {
        STATE: say("Decision"),
        WHOLE: say("The event"),
        "method": say("Manner"),
        "status": say("Standing"),
        "background": say("Background"),
        "mutual": say("On both sides"),
        "outcome": say("Outcome"),
        "related": say("Related events"),
        "evidence": say("Its words"),
    }
    return (labels(say) | others).get(field, field)


def value_said(shower: Shower, kept: KeptEvent, field: str, value: Any) -> str:
    """A value that was, or might be, in a field, in words; what does not fit as it is written."""
    if field == STATE:
        return codes.state(shower.say, str(value))
    if field == WHOLE:
        return shower.of(shower.wording.term("event_types", (value or {}).get("type")))
    try:
        event = msgspec.convert(kept.record | {field: value}, Event)
    except msgspec.ValidationError:
        return str(value)
    if field == "type":
        return shower.of(shower.wording.type(event))
    if field in ("status", "outcome"):
        return shower.of(word("statuses", value)) if value else "—"
    if field == "method":
        return shower.of(word("methods", value)) if value else "—"
    if isinstance(value, bool):
        return shower.say("yes") if value else shower.say("no")
    if field in shower.labels:
        return (
            "؛ ".join(i.said for i in shower.items(kept, event, field)) or "—"
            if shower.side
            else ("; ".join(i.said for i in shower.items(kept, event, field)) or "—")
        )
    return str(value)
