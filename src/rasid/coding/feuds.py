"""A feud of clans or families, told in one sentence, is what those around it tell of: the dead, the burnt house, the cordon."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.model import Mention, Reading

FEUD = "feud"  # the cue, and the reason for which what it colours is out of scope
LEAD = 2  # sentences, a headline among them: a report that opens with a feud is about it
NEAR = 2  # sentences after one that tells of a feud, within its paragraph, which go on about it


def colour(drafts: list[Draft], reading: Reading) -> None:
    """Notes on what is told of a feud that it is out of scope, unless it turns to other news or lies elsewhere.

    An army or armed group that has a hand in it brings it back in: that is asked where drafts are judged.
    """
    numbers = {s.number for s in reading.sentences for m in s.mentions if m.kind == "cue" and m.data["cue"]["id"] == FEUD}
    if not numbers:
        return
    telling = [s for s in reading.sentences if s.number in numbers]
    first = telling[0]
    about = sum(not s.skipped for s in reading.sentences[: first.number]) < LEAD
    paragraph_of = {s.number: s.paragraph for s in reading.sentences}
    names = {name(m, reading) for s in reading.sentences[: first.number + 1] for m in s.mentions if m.kind == "place"}
    names |= {name(m, reading) for s in telling for m in s.mentions if m.kind == "place"}
    for draft in drafts:
        if draft.sentence not in numbers:
            near = any(0 < draft.sentence - n <= NEAR and paragraph_of[n] == paragraph_of[draft.sentence] for n in numbers)
            apart = draft.resolved.get("another") or draft.resolved.get("turned") or elsewhere(draft, names, reading)
            if apart or not (near or (about and draft.sentence > first.number)):
                continue
        draft.resolved["out_of_scope"] = FEUD


def elsewhere(draft: Draft, names: set[str], reading: Reading) -> bool:
    """Whether a draft's own words put it in a place that the report did not name of the feud."""
    return bool(draft.resolved.get("placed")) and not any(name(m, reading) in names for m in draft.get("scene"))


def name(place: Mention, reading: Reading) -> str:
    """The last word of a place's name: what its heads and sides leave."""
    return reading.tokens[place.last - 1].text
