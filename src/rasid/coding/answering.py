"""Whose an act is that grammar gives to another word: to the adjective after its doer, to the reinforcements that he sent."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.lexicon import Lexicon
from rasid.model import Mention, Sentence, Token

OF_REACH = 2  # words from reinforcements to whose they are: an adjective, and «of»
HELPERS = frozenset(("ngo", "international-organisation", "medical"))  # kinds of parties that give aid
FIRE_REACH = 7  # words from a verb of answering to «the sources of fire», over its doer
SHELLS = frozenset(("shelling", "air_strike", "drone_strike"))
FIRED_AT = SHELLS | {"ground_attack", "armed_clash", "killing", "assault"}
REACH = 1  # words from the adjective to the act: its preposition


def settle_answers(drafts: list[Draft], told: list[Draft], sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> None:
    """Whose the acts of a sentence are by words beside their verbs, and what fire it was that answered fire told before."""
    sent_by(drafts, sentence)
    given_by(drafts, lexicon)
    answer_for(drafts, sentence, tokens, lexicon)
    answer_fire(drafts, told, tokens, lexicon)


def answer_fire(drafts: list[Draft], told: list[Draft], tokens: list[Token], lexicon: Lexicon) -> None:
    """وردّ الجيش على مصادر النيران: in a fight it is a part of that; after shells, and at a place of its own, it is shells in return."""
    for n, draft in enumerate(drafts):
        if not draft.head.data.get("reply") or draft.type != "ground_attack" or draft.get("instrument") or draft.effects or draft.dropped:
            continue
        words = {t.text for t in tokens[draft.head.mention.first : draft.head.mention.first + FIRE_REACH]}
        if words.isdisjoint(lexicon.folded("fire_sources")):
            continue
        before = [d for d in (*told, *drafts[:n]) if d.type in FIRED_AT and not d.dropped and not d.background][-1:]
        near = bool(before) and before[0].sentence >= draft.sentence - 1
        if draft.resolved.get("placed") or (near and before[0].type in SHELLS):
            draft.type = "shelling"
        elif near:
            draft.resolved["answer"] = True


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
