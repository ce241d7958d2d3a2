"""What goes on the day of the act told before it: hours later, in answer, at the same spot, with no day of its own."""

from __future__ import annotations

from rasid.coding.another import hours_after, replies, side_by_side
from rasid.coding.days import start_of
from rasid.coding.draft import Draft
from rasid.coding.likeness import scene_of
from rasid.lexicon import Lexicon
from rasid.model import Reading, Report

BEFORE = 8  # words before an act's, or after, that say how it lies in time to the one told before
REACH = 2  # sentences from one to what followed it
# Acts that follow others on the spot; what is said, agreed or judged, and who takes to the street, is as often of another day.
FOLLOWING = frozenset(
    "shelling air_strike drone_strike explosive_device suicide_bombing grenade_attack explosion ground_attack armed_clash killing assault"
    " territory_gain withdrawal arrest abduction property_destruction sexual_violence torture disrupted_weapons_use restriction body_found"
    " displacement".split()
)


def go_on(kept: list[Draft], report: Report, reading: Reading, lexicon: Lexicon) -> None:
    """Gives acts of the news that tell no day that of the act just told, where their words tie them to it."""
    before: Draft | None = None
    for draft in kept:
        if draft.background or draft.status != "asserted":
            continue
        if draft.times or draft.resolved.get("day") is not None or draft.resolved.get("lead_day"):
            told = draft.resolved.get("lead_day") or start_of(draft, report) is not None
            before = draft if told else None
        elif before is not None and draft.type in FOLLOWING and tied(before, draft, reading, lexicon):
            draft.resolved["lead_day"] = before.resolved.get("lead_day") or before.times
            before = draft
        else:
            before = None


def tied(before: Draft, draft: Draft, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether an act is told to have followed the one told right before it: وبعد ساعات قصفت …، وردت بقصف …، ونهبوا السوق."""
    sentence, seen = reading.sentences[draft.sentence], draft.resolved
    if draft.sentence - max(before.sentences()) > REACH or seen.get("had") or seen.get("earlier"):
        return False
    head, carrier = draft.head, draft.head.carrier
    first = head.mention.first if carrier is None else min(head.mention.first, carrier.mention.first)
    words = [t.text for t in reading.tokens[sentence.first : first]]
    after = [t.text for t in reading.tokens[head.mention.last : min(sentence.last, head.mention.last + BEFORE)]]
    ties = lexicon.folded("thereupon"), lexicon.folded("just_told")
    if hours_after(words[:BEFORE], lexicon) or hours_after(words[-BEFORE:], lexicon) or any(side_by_side(w, *ties) for w in (words, after)):
        return True
    if words and words[0] in lexicon.folded("at_once"):
        return True  # وبالتزامن أسقطت الدفاعات طائرة
    if replies(draft) and (head.finite or carrier is not None):
        return True
    there = not scene_of(draft) or "place-inherited" in draft.flags
    alike = reading.sentences[before.sentence].paragraph == sentence.paragraph and not seen.get("another") and not seen.get("turned")
    return there and alike
