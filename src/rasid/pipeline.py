"""The whole route: a report is read, its mentions are coded, its events come out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import msgspec

from rasid.coding import RuleCoder
from rasid.coding.draft import Draft
from rasid.coding.placing import Weighed
from rasid.coding.whereabouts import Located
from rasid.gazetteer.index import PlaceIndex
from rasid.gazetteer.layer import imported
from rasid.gazetteer.names import Names, load_rules
from rasid.lexicon import Lexicon
from rasid.model import Event, Mention, Reading, Report
from rasid.model.event import Span
from rasid.reading import Reader

UNDISTURBED = 100_000  # letters of a report coded without searches for garbage: what longer ones leave should not wait so long
# What words that fill no slot are for.
STEERS = {"speech": "says who says so", "light": "lends its subject to an event noun", "result": "ties what came of it to its cause"}


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One thing noticed in a sentence: which entry fired on which words, the slot it went to, and why it was kept or not."""

    span: tuple[int, int]
    text: str
    kind: str
    entry: str
    slot: str | None = None
    event: str | None = None
    kept: bool = True
    why: str = ""


class ExplainedSentence(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    span: tuple[int, int]
    text: str
    skipped: str | None
    notes: list[Note]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """How a report was coded, sentence by sentence. `domain` names the other domain it was held to belong to, if any."""

    sentences: list[ExplainedSentence]
    events: list[Event]
    domain: str | None = None


@contextmanager
def undisturbed(wanted: bool = True) -> Iterator[None]:
    """Without searches for rings of garbage, where that is wanted and they were on."""
    collecting = wanted and gc.isenabled()
    if collecting:
        gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def briefly(report: Report) -> AbstractContextManager[None]:
    """While a report is coded there would be thirty searches, and one after it finds as much."""
    return undisturbed(len(report.text) < UNDISTURBED)


class Pipeline:
    """Reader and coder of one language. Make it once; it keeps nothing between reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.reader = Reader(lexicon)
        self.coder = RuleCoder(lexicon)

    @classmethod
    def load(cls, code: str = "ar", layers: list[Path] | None = None, places: Path | None = None) -> Pipeline:
        """A pipeline for a language pack, from the built-in data and the user's layer, or from the layers given.

        `places`: an index of imported places; where neither it nor layers are given, the user's, if there is one. Raises PlacesError
        where it is none or damaged.
        """
        with undisturbed():  # nothing of what is loaded is garbage: going over it while it is made takes longer than making it
            lexicon = Lexicon.load(code, layers)
            lexicon.attach_spellings(Names(load_rules(layers, code)).forms)
            index = PlaceIndex.open(places) if places is not None else imported() if layers is None else None
            if index is not None:
                lexicon.attach(index)
            return cls(lexicon)

    def code(self, report: Report) -> list[Event]:
        """The events of a report, in the order told."""
        with briefly(report):
            return self.coder.code(report, self.reader.read(report))

    def code_with_triggers(self, report: Report) -> list[tuple[Event, Span]]:
        """The same events, each with the words that name it (its trigger): by them a later coding is matched with this one."""
        with briefly(report):
            events, drafts = self.coder.trace(report, self.reader.read(report))
        triggers = {d.resolved["id"]: d.resolved["trigger"] for d in drafts if "trigger" in d.resolved}
        return [(event, triggers[event.id]) for event in events]

    def locate(self, report: Report) -> list[Located]:
        """Every place that a report names, in the order told: where it lies, how exactly, and the doubts."""
        return self.coder.locate(report, self.reader.read(report))

    def weigh_places(self, report: Report) -> dict[Span, list[Weighed]]:
        """By the span of each place that has namesakes: those its name may mean, the likeliest first, each with its reasons."""
        return self.coder.weigh_places(report, self.reader.read(report))

    def explain(self, report: Report) -> Explanation:
        """The events of a report with everything considered on the way."""
        reading = self.reader.read(report)
        events, drafts, places = self.coder.explain(report, reading)
        return Explanation(sentences=explain_sentences(report, reading, drafts, places), events=events, domain=reading.domain)


def explain_sentences(report: Report, reading: Reading, drafts: list[Draft], places: dict[tuple[int, int], str]) -> list[ExplainedSentence]:
    used = slot_uses(drafts)
    out = []
    for sentence in reading.sentences:
        notes = [note_of(m, report.text, used, places.get(m.span)) for m in sentence.mentions if m.kind != "clause"]
        out.append(
            ExplainedSentence(
                number=sentence.number,
                span=sentence.span,
                text=report.text[sentence.span[0] : sentence.span[1]],
                skipped=sentence.skipped,
                notes=notes,
            )
        )
    return out


def slot_uses(drafts: list[Draft]) -> dict[tuple[int, int], tuple[str | None, str | None, str]]:
    """span → (slot, event id, why) for every mention some draft used, dropped drafts last."""
    used: dict[tuple[int, int], tuple[str | None, str | None, str]] = {}
    for draft in sorted(drafts, key=lambda d: d.dropped is not None):
        target = draft.cause if draft.dropped == "merged" and draft.cause is not None else draft
        event = target.resolved.get("id")
        why = (
            f"{draft.type}: {draft.dropped}"
            if draft.dropped and event is None
            else f"{draft.type} {'joined to ' + target.type if target is not draft else draft.status}"
        )
        for head in draft.heads:
            used.setdefault(head.mention.span, ("trigger", event, why))
        for slot, mentions in draft.slots.items():
            for m in mentions:
                used.setdefault(m.span, (slot, event, why))
        for entry in draft.effects:
            used.setdefault(entry["mention"].span, ("toll", event, why))
        for m in draft.times:
            used.setdefault(m.span, ("time", event, why))
        for source in draft.sources:
            used.setdefault(source["mention"].span, ("source", event, why))
    return used


def note_of(mention: Mention, text: str, used: dict[tuple[int, int], tuple[str | None, str | None, str]], place: str | None = None) -> Note:
    slot, event, why = used.get(mention.span, (None, None, "no event word in reach takes it"))
    if slot is None and mention.kind == "cue":
        why = f"cue: {mention.data['cue']['category']}"
    elif slot is None and mention.kind in STEERS:
        why = STEERS[mention.kind]
    if place is not None:
        why = f"{why}; {place}"
    return Note(
        span=mention.span,
        text=text[mention.span[0] : mention.span[1]],
        kind=mention.kind,
        entry=", ".join(mention.entries),
        slot=slot,
        event=event,
        kept=event is not None,
        why=why,
    )
