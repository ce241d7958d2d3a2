"""How sure the coder is that a draft is an event which a careful reader would take: what speaks for and against it, weighed.

Each observation is a name; `ontology/confidence.yaml` gives its weight in log-odds, estimated on annotated reports by
`scripts/confidence.py`. The sum, through the logistic function, is the record's `confidence`; a draft below the floor is not told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from rasid.coding.draft import Draft
from rasid.coding.likeness import party_mentions
from rasid.coding.telling import SPOKEN
from rasid.lexicon import Lexicon
from rasid.model import Reading

SLOTS = {"initiator": "initiator", "target": "target", "victim": "target", "hurt": "target", "side": "side", "thing_scene": "thing"}
FLOORS = ("floor", "floor spoken", "floor plain")  # probabilities, unlike the other rows of the file
UNSURE = frozenset(("background", "relative clause", "question", "cue reference", "cue possible"))
QUESTION = frozenset(("؟", "?"))
PLACELESS = frozenset(("accusation", "threat", "talks", "agreement"))  # told by who speaks to whom, and of no place
LONE = "report of one sentence"  # a flash; it weighs nothing, and is not blamed for what a report tells in others
PLACE_UNTOLD = frozenset(("nowhere", "sentence without a place"))
DAY_UNTOLD = frozenset(("report without a day",))
ANCHORED = frozenset(("source", "time"))  # news says who tells it, or when it was; opinion that names an act says neither
RECALLING = frozenset(("sentence with a year", "after relative"))
QUOTED = frozenset(("within quotation marks",))
SHORT = 20  # words; a title, a flash or an item of a bulletin, in a line of its own, gives no day
DAYS = ("date", "day", "weekday", "offset", "window")
EARLY, LATE = 0.25, 0.6  # of a sentence's words: news opens with its event, an aside comes near the end


class Confidence:
    """Weighs the drafts of one language's reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.weights: dict[str, float] = {str(id_): float(row["weight"]) for id_, row in lexicon.ontology["confidence"].items()}
        self.floors = {name: self.weights.pop(name, 0.0) for name in FLOORS}

    def enough(self, draft: Draft, reading: Reading) -> bool:
        """Whether a draft is told. Notes on it how likely a careful reader would take it as an event, from 0 to 1.

        Acts that opinion and courts speak of as much as news does (telling.SPOKEN) need more than others, except what is told plainly.
        """
        seen = set(observations(draft, reading))
        plain = told_plainly(seen)
        if plain:
            seen -= excused(seen, reading)
        total = math.fsum([self.weights.get("base", 0.0), *(self.weights.get(name, 0.0) for name in seen)])  # exact in any order
        confidence = draft.resolved["confidence"] = 1 / (1 + math.exp(-total))
        spoken = draft.type in SPOKEN and draft.status == "asserted"  # a try and a denial are told by words of their own
        plain = plain and (confidence >= self.floors["floor plain"] or "short line" in seen)
        line = "short line" in seen and not spoken and confidence >= self.floors["floor plain"]  # a line of its own is there to tell it
        prepared = draft.status == "planned" and "initiator by name" in seen  # وسط تحضيرات من قسد: said of a party by its name
        plain = plain or line or prepared or "spoken_out" in draft.resolved or jailed(draft, seen)
        return confidence >= self.floors[FLOORS[spoken]] or plain


def excused(seen: set[str], reading: Reading) -> set[str]:
    """What says nothing against an act told plainly by a source or with its time: no place where the whole report names none; and in a
    report of one sentence no day, and the marks around what a speaker is quoted with."""
    if not seen & ANCHORED or seen & RECALLING:
        return set()
    told = [s for s in reading.sentences if not s.skipped]
    out = set(DAY_UNTOLD) if LONE in seen else set()
    if LONE in seen and "said by somebody" in seen:
        out |= QUOTED
    if not any(m.kind == "place" for s in told for m in s.mentions):
        out |= PLACE_UNTOLD
    return out


def jailed(draft: Draft, seen: set[str]) -> bool:
    """تعرض موكله للضرب في مركز احتجاز: told of who was held by a finished verb, or by whom, torture is told whatever else is not."""
    whom = "finished verb" in seen and (draft.get("victim") or draft.head.bare or draft.head.pre)
    return "held" in draft.resolved and bool(whom or draft.get("initiator")) and not seen & UNSURE


HEADLINE = frozenset(("target", "scene", "early in its sentence", "after no clause", "noun and no more"))
WHO_AND_WHEN = frozenset(("initiator", "target", "time"))
WITH_WHAT = frozenset(("finished verb", "instrument", "source"))
WITHIN = frozenset(("noun within a phrase", "noun after a preposition", "definite noun", "plural noun", "governed", "governed as a cause"))


def tried(seen: set[str]) -> set[str]:
    """تعرض الوزير لمحاولة اغتيال في المدينة: a try that a verb says somebody met is told as plainly as what was done."""
    return {"status attempted"} if seen >= {"carried by a finished verb", "target"} else set()


def told_plainly(seen: set[str]) -> bool:
    """Whether the clause's own verb says that people were harmed, or who or whom and where: short as it may be, that is news."""
    if not UNSURE.isdisjoint(seen) or any(name.startswith("status") for name in seen - tried(seen)):
        return False
    if seen & {"figure", "people without a figure"}:  # قتل مدني برصاص مسلحين
        opens = {"early in its sentence", "after no clause"} <= seen and not seen & WITHIN  # وفاة شاب تحت التعذيب: an item of a bulletin
        return opens or "finished verb" in seen or "told by several words" in seen or {"governed", "figure"} <= seen
    if seen >= HEADLINE and not seen & WITHIN:
        return True  # هجوم على حاجز للشرطة في كركوك: a headline, with whom and where
    by_a_verb = any(name == "finished verb" or name.startswith("carried") for name in seen)
    what = seen >= WITH_WHAT and bool(seen & {"target", "thing"})  # سيارة مفخخة دمرت حافلة، انفجرت قرب مقر المحافظ
    if LONE in seen and not RECALLING & seen and (what or (by_a_verb and seen >= WHO_AND_WHEN)):
        return True  # خطفه مسلحون من منزله مساء أمس
    return (
        by_a_verb and bool(seen & {"initiator", "target"}) and bool(seen & {"scene", "scene from elsewhere", "thing"})
    )  # تعرضت البلدة لهجوم شنه مسلحون


def observations(draft: Draft, reading: Reading) -> Iterator[str]:
    """What is seen of a draft, each name once."""
    yield f"type {draft.type}"
    yield from form(draft)
    yield from filled(draft)
    yield from standing(draft)
    yield from around(draft, reading)


def form(draft: Draft) -> Iterator[str]:
    """The word that tells it, and how it stands in its clause."""
    head = draft.head
    if head.finite:
        yield "unfinished verb" if head.sense.sense.pos == "im" else "finished verb"
        yield from ("relative clause",) if head.relative else ()
    else:
        yield "verbal noun" if head.sense.sense.pos == "masdar" else "event noun"
        carrier = head.carrier
        if carrier is not None:
            yield "carried in a relative clause" if carrier.relative else "carried by a finished verb" if carrier.finite else "carried"
        if head.mention.definite and not head.of:
            yield "definite noun"
        if head.mention.data.get("number") == "p":
            yield "plural noun"
        if head.mention.prep is not None:
            yield "noun after a preposition"
        if head.inner:
            yield "noun within a phrase"
        if head.governor is not None:
            yield "governed as a cause" if head.governor_prep == "cause" else "governed"
        if carrier is None and len(draft.heads) == 1 and not (draft.effects or draft.times or draft.get("instrument")):
            yield "noun and no more"
    if len(draft.heads) > 1:
        yield "told by several words"
    if len(draft.sentences()) > 1:
        yield "told in several sentences"
    if head.mention.conj:
        yield "joined by and"
    if head.said_by is not None:
        yield "said by somebody"
    if head.data.get("strength") == "weak":
        yield "weak word"
    if head.clause == 0:
        yield "first clause"


def filled(draft: Draft) -> Iterator[str]:
    """Who, whom, where, when, with what, how many."""
    yield from {name for slot, name in SLOTS.items() if draft.slots.get(slot)}
    if any(map(party_mentions, (*draft.get("initiator"), *draft.get("side")))):
        yield "initiator by name"
    if draft.get("scene"):
        yield "scene from elsewhere" if draft.get("borrowed") or "place-inherited" in draft.flags else "scene"
    elif not (draft.get("origin") or draft.get("destination")) and draft.type not in PLACELESS and draft.method != "mobilisation":
        yield "nowhere"
    figures = (
        {str(e["effect"]) for e in draft.effects if e["mention"].data.get("quantity") is not None or e["zero"]} if draft.effects else set()
    )
    yield from (f"figure of {effect}" for effect in sorted(figures & {"killed", "injured"}))
    if figures:
        yield "figure"
    elif draft.effects:
        yield "people without a figure"
    if draft.times:
        yield "time"
    if draft.get("instrument"):
        yield "instrument"
    if draft.sources:
        yield "source"
    if not (draft.get("scene") or draft.times or draft.effects or draft.get("instrument")):
        yield "neither where nor when nor how nor how many"


def standing(draft: Draft) -> Iterator[str]:
    if draft.background:
        yield "background"
    if draft.status != "asserted":
        yield f"status {draft.status}"
    yield from ({f"cue {category}" for category, _ in draft.head.cues} if draft.head.cues else set())


def around(draft: Draft, reading: Reading) -> Iterator[str]:
    """The sentence it stands in."""
    sentence = reading.sentences[draft.sentence]
    words = reading.tokens[sentence.first : sentence.last]
    at = (draft.head.mention.first - sentence.first) / max(1, len(words))
    if at < EARLY:
        yield "early in its sentence"
    elif at > LATE:
        yield "late in its sentence"
    if not QUESTION.isdisjoint([w.text for w in words]):
        yield "question"
    opened: str | None = None
    kinds: set[str] = set()
    first = draft.head.mention.first
    for m in sentence.mentions:
        kind = m.kind
        kinds.add(kind)
        if kind == "clause":
            if m.first < first:
                opened = m.data["clause"]
        elif kind == "person":
            if m.data.get("quantity") is not None:
                yield "sentence with a count of people"
        elif kind == "time" and m.data.get("year"):
            yield "sentence with a year"
    yield f"after {opened}" if opened is not None else "after no clause"
    if "time" in kinds:
        yield "sentence with a time"
    if "source" in kinds or "speech" in kinds:
        yield "sentence with a speaker"
    if "place" not in kinds:
        yield "sentence without a place"
    if quoted(draft, reading):
        yield "within quotation marks"
    yield from in_report(draft, reading)


def quoted(draft: Draft, reading: Reading) -> bool:
    """Whether its word stands between quotation marks of its sentence."""
    start = reading.sentences[draft.sentence].span[0]
    before = reading.text[start : draft.head.mention.span[0]]
    return before.count("«") > before.count("»") or before.count("“") > before.count("”") or before.count('"') % 2 == 1


def in_report(draft: Draft, reading: Reading) -> Iterator[str]:
    """The report it stands in, and what was told in it before."""
    if draft.resolved.get("retold"):
        yield "like one told before"
    if sum(not s.skipped for s in reading.sentences) == 1:
        yield LONE
    if words_of_paragraph(draft.sentence, reading) <= SHORT:
        yield "short line"
    elif not any(k in m.data for s in reading.sentences if not s.skipped for m in s.mentions if m.kind == "time" for k in DAYS):
        yield "report without a day"


def words_of_paragraph(number: int, reading: Reading) -> int:
    """How many words the paragraph of a sentence has; its sentences stand in a row, and a long report has thousands of others."""
    told, paragraph = reading.sentences, reading.sentences[number].paragraph
    first = last = number
    while first > 0 and told[first - 1].paragraph == paragraph:
        first -= 1
    while last + 1 < len(told) and told[last + 1].paragraph == paragraph:
        last += 1
    return sum(s.last - s.first for s in told[first : last + 1] if not s.skipped)
