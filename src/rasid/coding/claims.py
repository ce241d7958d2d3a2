"""Who claims an act that was told before by nobody: «and the group claimed the attack»."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.attribution import Speakers
from rasid.coding.denials import deny_told
from rasid.coding.draft import NO_PARTY, Draft, Head
from rasid.coding.reference import Discourse
from rasid.model import Mention, Reading

ACT_REACH = 12  # words from a verb of claiming to the act, over a name and a title
CLAIM_REACH = 2  # sentences from an act to who claims it
CLAIMABLE = 12  # drafts told before, among which is what somebody claims
CLAIMED = frozenset(
    ("explosive_device", "suicide_bombing", "killing", "ground_attack", "shelling", "drone_strike", "explosion", "abduction")
)


def claim_told(
    drafts: list[Draft],
    spoken: list[tuple[Head | None, Mention, str]],
    speakers: Speakers,
    discourse: Discourse,
    reading: Reading,
) -> None:
    """وتبنى التنظيم الهجوم: who claims an act that was told before, by nobody yet, did it; the news of one sentence, the nearest."""
    parties = speakers.lexicon.parties
    before = drafts[-CLAIMABLE:]
    deny_told(before, spoken, reading, speakers)
    for head, speaker, _ in spoken:
        if head is None or not claims(head, reading, speakers):
            continue
        inner = [d for d in before if d.head.said_by is head or d.head.governor is head]
        if inner and takes_on(head, inner, reading, speakers):
            name_who_claims([d for d in inner if not d.dropped], speaker, speakers, discourse)
            continue
        if inner and not (of_told(head, reading, speakers) and not head.data.get("claim") and all(map(told_again, inner))):
            continue
        told = [d for d in before if d not in inner and d.head.mention.first < head.mention.first and not d.dropped and not d.background]
        told = [d for d in told if d.family is not None or d.type in CLAIMED]
        party = speakers.side(speaker, discourse)
        if not told or party not in parties.by_id or not parties.armed(party):
            continue
        near = [d for d in told if d.sentence == told[-1].sentence]
        if told[-1].sentence < head.sentence - CLAIM_REACH or any(named(m) for d in near for m in d.get("initiator")):
            continue
        for draft in near:
            draft.slots.pop("initiator", None)  # هاجم مسلحون موكبا، وتبنى التنظيم الهجوم: they were its men
            draft.add("initiator", replace(speaker, kind="party", data={**NO_PARTY, "party": party}))
            draft.attribution["how"] = "claimed"


def named(doer: Mention) -> bool:
    """Whether a doer is more than gunmen or a bomber of whom nothing is told."""
    return doer.kind != "person" or doer.data.get("who") != "combatant" or bool(doer.data.get("of") or doer.data.get("quantity"))


def takes_on(head: Head, inner: list[Draft], reading: Reading, speakers: Speakers) -> bool:
    """أعلن التنظيم مسؤوليته عن الهجوم الذي استهدف نقطة: whether the claim itself tells what is claimed, with more than its noun."""
    responsible = speakers.lexicon.folded("responsibility")
    words = [reading.tokens[n].text for n in range(head.mention.last, inner[0].head.mention.first)]
    return (bool(head.data.get("claim")) or not responsible.isdisjoint(words)) and not all(map(told_again, inner))


def name_who_claims(inner: list[Draft], speaker: Mention, speakers: Speakers, discourse: Discourse) -> None:
    """Makes an armed speaker who claims the first act of his claim its doer, where it has no other than himself."""
    parties = speakers.lexicon.parties
    party = speakers.side(speaker, discourse)
    if not inner or party not in parties.by_id or not parties.armed(party):
        return
    act = inner[0]
    if not act.get("initiator"):
        act.add("initiator", replace(speaker, kind="party", data={**NO_PARTY, "party": party}))
        act.attribution["how"] = "claimed"


def claims(head: Head, reading: Reading, speakers: Speakers) -> bool:
    """Whether a verb of speech claims an act told before: by its own meaning, or by the word for it (أعلنت الحركة مسؤوليتها عنه)."""
    if head.data.get("claim"):
        ends = all(t.text[:1].isalpha() is False for t in reading.tokens[head.mention.last : reading.sentences[head.sentence].last])
        return of_told(head, reading, speakers) or bool(head.mention.pronoun) or (ends and head.finite and not head.bare)  # وداعش يتبنى
    responsible = speakers.lexicon.folded("responsibility")
    last = min(reading.sentences[head.sentence].last, head.mention.first + ACT_REACH)
    return bool(head.data.get("own")) and any(reading.tokens[n].text in responsible for n in range(head.mention.first, last))


def of_told(head: Head, reading: Reading, speakers: Speakers) -> bool:
    """Whether what is claimed is an act told before (العملية، الهجوم), and not one that the claim's own words tell."""
    acts = speakers.lexicon.folded("the_act")
    last = min(reading.sentences[head.sentence].last, head.mention.first + ACT_REACH)
    return any(reading.tokens[n].text in acts for n in range(head.mention.first, last))


def told_again(draft: Draft) -> bool:
    """مسؤوليته عن التفجير: an act with its article and nothing of its own, which was told before."""
    return draft.head.mention.definite and not any(draft.get(slot) for slot in ("scene", "target", "initiator")) and not draft.effects


def bare_blame(blame: Draft, act: Draft, reading: Reading) -> bool:
    """سقط صاروخ على ملعب؛ واتهمت إسرائيل حزب الله: blamed for nothing that is told but what was just told, by nobody yet."""
    last = max(m.last for m in blame.get("target"))
    sentence = reading.sentences[blame.sentence]
    ends = last >= sentence.last or not reading.tokens[last].text[:1].isalnum()
    relative = any(m.kind == "clause" and m.first == last and m.data["clause"] == "relative" for m in sentence.mentions)
    return (ends or relative) and blame.head.mention.conj and not act.get("initiator") and not blame.get("topic")
