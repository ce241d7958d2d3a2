"""A lead that sums up what is told below it: «eight were killed in scattered attacks», then attack by attack."""

from __future__ import annotations

import itertools
from collections import Counter

from rasid.coding.draft import FIRED, Draft
from rasid.coding.likeness import AIMED, Likeness, lead_of
from rasid.coding.retelling import LOOSE_TYPES
from rasid.coding.toll import counts
from rasid.model import Reading

COUNTED = ("killed", "injured", "abducted", "detained")
AT_LARGE = frozenset(("admin1", "region", "country"))  # kinds of places that hold many
CUSTODY = frozenset(("abduction", "arrest"))
SUMMED = LOOSE_TYPES | CUSTODY
PARTS = 2  # acts that make a sum
MOST_PARTS = 6  # acts of which a lead with one figure may be the sum of some
MANY = 2  # more dead and hurt than two acts next to each other have by chance together


def without_sums(kept: list[Draft], likeness: Likeness, reading: Reading) -> list[Draft]:
    """The drafts of a report without the leads that only sum up others of them."""
    first = min((d.sentence for d in kept), default=0)
    for lead in kept:
        if sums_up(lead, kept, likeness, reading, opening=lead.sentence == first):
            lead.dropped = "a sum of what is told below"
            for part in kept:
                if may_be_part(lead, part, likeness, anywhere=True):
                    part.resolved["summed_by"] = lead
    return [d for d in kept if d.dropped is None]


def sums_up(lead: Draft, kept: list[Draft], likeness: Likeness, reading: Reading, *, opening: bool) -> bool:
    """Whether acts told after a lead make it up: their dead and wounded are its own, or its words say that it was several."""
    if lead.background or lead.type not in SUMMED or lead.family not in AIMED | {"blast", None}:
        return False
    if any(lead_of(o) is lead and o.resolved.get("summed") for o in kept):
        return True
    several, whole = opening and (at_large(lead, likeness) or scattered(lead, reading, likeness)), told(lead)
    if not several and whole.total() <= MANY:
        return False
    parts = [o for o in kept if may_be_part(lead, o, likeness, anywhere=several)]
    if whole:
        counted = [c for c in map(told, parts) if c]
        return len(counted) >= PARTS and (sum(counted, Counter()) == whole or (several and made_up(whole, counted)))
    if not scattered(lead, reading, likeness):  # what may be one wave tells of others only where they are of its kind
        parts = [o for o in parts if o.type == lead.type or {o.type, lead.type} <= FIRED]
    return several and len(parts) >= PARTS and all(o.sentence > lead.sentence for o in parts)


def made_up(whole: Counter[str], counted: list[Counter[str]]) -> bool:
    """Whether some of the acts told make up what the lead counts: one of them may be told twice, and the wounded of a lead left out."""
    sets = (c for n in range(PARTS, min(len(counted), MOST_PARTS) + 1) for c in itertools.combinations(counted[:MOST_PARTS], n))
    return any(all(sum(c[effect] for c in some) == n for effect, n in whole.items()) and all(whole & c for c in some) for some in sets)


def at_large(lead: Draft, likeness: Likeness) -> bool:
    """غارتين على الجنوب، قصف طال مناطق عدة: whether a lead tells several acts, at no point of its own."""
    rows = [likeness.places.choose(m, lead.containers.get(m.first))[0] for m in lead.get("scene")]
    return bool(lead.resolved.get("several")) and all(r is not None and r["kind"] in AT_LARGE for r in rows)


def may_be_part(lead: Draft, other: Draft, likeness: Likeness, *, anywhere: bool) -> bool:
    after = other is not lead and other.head.mention.first > lead.head.mention.first
    custody = {lead.type, other.type} <= CUSTODY
    alike = (custody or {lead.type, other.type} <= LOOSE_TYPES) and other.status == lead.status and not other.background
    if not (after and alike) or not likeness.may_be_of(likeness.parties(lead, "initiator"), likeness.parties(other, "initiator")):
        return False
    return anywhere or not (lead.get("scene") and other.get("scene")) or likeness.scenes_meet(lead, other, loose=True)


def told(draft: Draft) -> Counter[str]:
    """The least number of dead and of wounded that an event tells."""
    figures: Counter[str] = Counter()
    for row in draft.effects:
        if row["parent"] is None and row["effect"] in COUNTED:
            figures[row["effect"]] += counts(row["mention"])[0] or 0
    return +figures


def scattered(lead: Draft, reading: Reading, likeness: Likeness) -> bool:
    """هجمات متفرقة، سلسلة هجمات: whether words of a lead's sentence say that it was several acts; a series is of the noun after it."""
    sentence, words = reading.sentences[lead.sentence], likeness.lexicon.folded

    def any_of(first: int, last: int, among: frozenset[str]) -> bool:
        return not among.isdisjoint(t.text for t in reading.tokens[max(first, sentence.first) : last])

    nouns = (h.mention for h in lead.heads if h.sentence == lead.sentence)
    series = any(any_of(m.first - 1, m.last, words("series")) for m in nouns)
    return series or any_of(sentence.first, sentence.last, words("scattered"))
