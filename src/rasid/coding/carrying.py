"""What goes on of one doing: a verb joined by و, the noun of how it was done, what it threw and where that fell; told as one event."""

from __future__ import annotations

from rasid.coding.draft import FIRED, Draft
from rasid.coding.likeness import figures_of
from rasid.coding.merging import Merger

# Of these one sentence tells one, by however many verbs: patrols are sent and checkpoints set up in one deployment. What harms or
# takes people is told act by act.
DOINGS = frozenset(("deployment", "riot", "restriction", "assault", "property_destruction", "group_change", "air_strike", "shelling"))
FALL_REACH = 8  # words from what was thrown to where it fell


def join_carried(kept: list[Draft], merger: Merger) -> list[Draft]:
    """Folds into the drafts of a report those of their sentence that go on with them."""
    of: dict[int, list[Draft]] = {}  # the drafts of each sentence: a long text has thousands of others
    for draft in kept:
        of.setdefault(draft.sentence, []).append(draft)
    for draft in kept:
        near = [*of.get(draft.sentence - 1, []), *of[draft.sentence]]
        for other in reversed(near):
            if other.dropped is not None or other.status != draft.status or other.head.mention.first >= draft.head.mention.first:
                continue
            if came_before(draft, other):
                continue
            if one_doing(other, draft, merger) or replied(other, draft) or aimed(other, draft):
                things(draft, other)
                merger.absorb(other, draft)
                draft.cause, draft.dropped = other, "merged"
                break
    return [d for d in kept if d.dropped is None]


def came_before(draft: Draft, other: Draft) -> bool:
    """Whether an act is told as what came days before another of its sentence."""
    return bool(draft.resolved.get("earlier")) and not other.resolved.get("earlier")


def one_doing(other: Draft, draft: Draft, merger: Merger) -> bool:
    if other.sentence != draft.sentence or other.type != draft.type:
        return False
    same = goes_on(other, draft, merger) or fell(other, draft) or done_by(other, draft) or of_grave(other, draft)
    return same or says_who(other, draft) or ruled(draft)


def things(draft: Draft, other: Draft) -> None:
    """Leaves out of what goes on what the first telling has: columns and patrols as their own doers, who fires back at whom."""
    if replied(other, draft):
        draft.slots = {}
    elif says_who(other, draft) and draft.get("initiator"):
        other.slots["initiator"] = draft.get("initiator")
    elif other.get("initiator"):
        draft.slots["initiator"] = [m for m in draft.get("initiator") if m.kind != "object"]


def unplaced(draft: Draft, other: Draft) -> bool:
    """Whether a draft has no place but the other's."""
    own = {m.span for m in [*other.get("scene"), *other.get("borrowed")]}
    return not draft.resolved.get("placed") and {m.span for m in draft.get("borrowed")} <= own


def ruled(draft: Draft) -> bool:
    """أصدرت المحكمة حكما … قضى بالسجن: the verb without و that says what the sentence told before it is."""
    return draft.type == "sentence" and draft.head.finite and not draft.head.mention.conj


def goes_on(other: Draft, draft: Draft, merger: Merger) -> bool:
    """عزز الجيش انتشاره في المدينة وسيّر دوريات: a verb joined to the one before it, by the same doers, at no place or time of its own."""
    alike = draft.head.finite or (not other.head.finite and draft.type not in FIRED)
    if draft.type not in DOINGS or not (alike and draft.head.mention.conj) or draft.head.said_by is not other.head.said_by:
        return False
    if not unplaced(draft, other) or (figures_of(draft) and figures_of(other)) or draft.head.mention.data.get("another"):
        return False
    if draft.background and not other.background:
        return False
    doers = [m for m in draft.get("initiator") if m.kind != "object"]
    return not doers or merger.share_party(other, draft, "initiator")


def fell(other: Draft, draft: Draft) -> bool:
    """أطلقت صاروخا سقط في الصحراء: a verb without و right after what was thrown says where it fell."""
    near = 0 < draft.head.mention.first - other.head.mention.first <= FALL_REACH
    bare = draft.head.finite and not draft.head.mention.conj and not draft.get("initiator") and not draft.effects
    return draft.type in FIRED and near and bare and not other.resolved.get("placed") and other.head.finite


def aimed(other: Draft, draft: Draft) -> bool:
    """أطلقوا مسيرات واستهدفت مروي: at what they were sent, told by a verb with و that says no more of how."""
    sent = other.sentence == draft.sentence and other.type in FIRED and bool(other.get("instrument")) and not other.get("target")
    near = 0 < draft.head.mention.first - other.head.mention.first <= FALL_REACH and not other.resolved.get("placed")
    told = draft.type in FIRED and draft.head.finite and draft.head.mention.conj and bool(draft.head.data.get("remote"))
    return sent and near and told and not draft.get("instrument")


def done_by(other: Draft, draft: Draft) -> bool:
    """أفرج عن الأسرى في عملية تبادل: the noun that says how a verb's act was done."""
    return not draft.head.finite and draft.head.governor is other.head and unplaced(draft, other) and not figures_of(draft)


def replied(other: Draft, draft: Draft) -> bool:
    """هاجموا الحاجز … وردت القوة على مصادر النيران: fire returned at once is of the attack that it answers."""
    told = other.type == "ground_attack" and draft.type in ("ground_attack", "armed_clash") and other.background == draft.background
    return told and bool(draft.head.data.get("reply")) and unplaced(draft, other)


def says_who(other: Draft, draft: Draft) -> bool:
    """حكما أصدرته محكمة: a verb right after an event's noun, which its pronoun means, says by whom it was."""
    noun, verb = other.head, draft.head
    after = verb.finite and bool(verb.mention.pronoun) and not verb.mention.conj and verb.mention.first - noun.mention.last <= 1
    return after and not noun.finite


def of_grave(other: Draft, draft: Draft) -> bool:
    """انتشال ثماني جثث من مقبرة جماعية في ترهونة: the bodies are the grave's."""
    if draft.type != "body_found" or (figures_of(draft) and figures_of(other)):
        return False
    return unplaced(draft, other) or unplaced(other, draft)
