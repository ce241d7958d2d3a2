"""Whose an act is that grammar gives to another word: to the adjective after its doer, to the reinforcements that he sent."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.lexicon import Lexicon
from rasid.model import Mention, Sentence, Token

OF_REACH = 2  # words from reinforcements to whose they are: an adjective, and «of»
HELPERS = frozenset(("ngo", "international-organisation", "medical"))  # kinds of parties that give aid
REACH = 1  # words from the adjective to the act: its preposition


def answer_for(drafts: list[Draft], sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """مليشيا X مسؤولة عن مقتل ستة: the party right before the adjective did it, and no official."""
    for draft in drafts:
        act = draft.head.mention
        if draft.head.finite or act.prep != "from":
            continue
        before = [m for m in sentence.mentions if m.last <= act.first][-2:]
        if len(before) < 2 or tokens[before[1].first].text not in lexicon.folded("answering"):
            continue
        party, word = before
        if act.first - word.last <= REACH and word.prep is None and is_doer(party, word):
            others = [m for m in draft.get("initiator") if m is not word and m is not party]
            draft.slots["initiator"] = [party, *others]


def sent_by(drafts: list[Draft], sentence: Sentence) -> None:
    """تعزيزات كبيرة من قوات X تحركت نحو Y: whose reinforcements move, where the movement is told of nobody else."""
    for draft in drafts:
        told = draft.get("initiator") or ([draft.head.mention] if not draft.head.finite else [])
        moved = told[0] if draft.type == "deployment" and len(told) == 1 and told[0].kind in ("object", "trigger") else None
        if moved is None or moved.data.get("of"):
            continue
        whose = next((m for m in sentence.mentions if m.first >= moved.last), None)
        if whose is not None and whose.kind == "party" and whose.prep == "from" and whose.first - moved.last <= OF_REACH:
            draft.add("initiator", whose)


def given_by(drafts: list[Draft], lexicon: Lexicon) -> None:
    """وصلت قافلة للأمم المتحدة، قافلة مشتركة من الهلال والصليب الأحمر: whose aid it is, where nobody else is named that gives it."""
    for draft in drafts:
        if draft.type != "aid" or any(named(m, lexicon) for m in draft.get("initiator")):
            continue
        theirs = [m for h in draft.heads for p, m in h.preps if p in ("for", "from") and named(m, lexicon)]
        theirs = [m for m in theirs if lexicon.parties.get(m.data["party"]).get("kind") in HELPERS]
        if theirs:
            draft.slots["initiator"] = theirs
            draft.slots["target"] = [m for m in draft.get("target") if m not in theirs]


def named(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention names a party, or a thing of one."""
    ids = [p.data.get("party") for p in (mention, *(mention.data.get("of") or []))]
    return any(id_ and not lexicon.parties.generic(id_) for id_ in ids)


def is_doer(party: Mention, word: Mention) -> bool:
    return party.kind == "party" and party.prep is None and party.last == word.first
