"""Whose «another patrol», «three other raids», «others» and «the attackers» are: of whom the report told the first."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY, Draft
from rasid.coding.likeness import does, party_mentions
from rasid.coding.numbering import PERSON
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

LEFT = frozenset(("withdrawal", "displacement"))  # what attackers do that ends their attack: no act of its own
OTHERS_OF = 2  # words from «others» to whose they are: آخرين من X
REACH = 2  # sentences back to the first of two: bulletins tell one a sentence


TOLD_AGAIN = frozenset(("party", "object", "person"))  # kinds of mentions that another of them is told of


def name_others(reading: Reading, lexicon: Lexicon) -> None:
    """دورية للاحتلال …، ونصبت دورية أخرى حاجزا: a second one of a noun, of nobody told, is of whom the first one was."""
    another = lexicon.folded("other_one")
    first: dict[tuple[str, str], tuple[int, Mention]] = {}
    for sentence in reading.sentences:
        for m in sentence.mentions:
            noun = noun_of(m, lexicon) if m.kind in TOLD_AGAIN else None
            if noun is None:
                continue
            theirs = next(iter(party_mentions(m)), None) or served(m, lexicon)
            if theirs is not None and theirs.data.get("party"):
                first[noun] = sentence.number, theirs
                continue
            told = first.get(noun)
            second = any(at < sentence.last and reading.tokens[at].text in another for at in (m.last - 1, m.last))
            if told is None or not second or sentence.number - told[0] > REACH:
                continue
            if m.kind == "party":
                m.data["party"] = told[1].data["party"]
            else:
                m.data["of"] = [replace(told[1], prep=None, conj=False)]


def name_rest(reading: Reading, lexicon: Lexicon) -> None:
    """بين مسلحين من قبيلة X وآخرين من قبيلة Y، مع آخرين من Y: people told by no noun of their own are the other side by their party."""
    others, both = lexicon.folded("and_others"), lexicon.folded("with_others")
    for sentence in reading.sentences:
        before: Mention | None = None
        for n, m in enumerate(sentence.mentions):
            at = m.first - OTHERS_OF
            if m.kind == "party" and m.prep in ("from", "belonging") and at > sentence.first:
                word = reading.tokens[at].text
                if word in both and reading.tokens[at - 1].text in lexicon.folded("beside_whom"):
                    m = sentence.mentions[n] = replace(m, prep="together")
                elif word in others and before is not None and before.prep == "between" and before.last == at:
                    m = sentence.mentions[n] = replace(m, prep=before.prep, conj=True)
            before = m


def noun_of(mention: Mention, lexicon: Lexicon) -> tuple[str, str] | None:
    """The noun by which a force, people who fight or what they move in are told."""
    data = mention.data
    if mention.kind == "party":
        word = str(data.get("called") or "")
        article = lexicon.matcher_article or "\0"
        return ("party", word) if word and not word.startswith(article) else None
    if mention.kind == "object" and data.get("object"):
        return "object", str(data["object"])
    fights = mention.kind == "person" and data.get("who") == "combatant"
    return ("person", str(data.get("noun")).split(" ")[0]) if fights else None


def served(mention: Mention, lexicon: Lexicon) -> Mention | None:
    """جندي إسرائيلي: the force that the noun for who fights tells of itself, where it is no generic one."""
    id_ = mention.data.get("party") if mention.kind == "person" else None
    named = id_ is not None and not lexicon.parties.generic(id_)
    return replace(mention, kind="party", data={**NO_PARTY, "party": id_}) if named else None


def others_did(drafts: list[Draft], reading: Reading, lexicon: Lexicon) -> None:
    """استهدفت ثلاث غارات أخرى الجزيرة، فيما أحرق آخرون مركبات: who did the like before, in the sentence or the one before it."""
    another, others, attackers = (lexicon.folded(key) for key in ("other_one", "other_people", "attackers"))
    last: Draft | None = None
    fell: Draft | None = None
    by_type: dict[str, Draft] = {}
    for draft in drafts:
        if draft.dropped:
            continue
        word = word_after(draft.head.mention, reading)
        near = last is not None and 0 <= draft.sentence - last.sentence < REACH
        if last is not None and near and not draft.get("initiator"):
            first = by_type.get(draft.type)
            like = first is not None and draft.sentence - first.sentence < REACH
            like = like and any(not h.finite and word_after(h.mention, reading) in another for h in draft.heads)
            if like or (draft.head.finite and word in others and reading_verb(draft)):
                for m in doers(first if like and first is not None else last):
                    draft.add("initiator", m)
        for slot in ("initiator", "target") if last is not None and draft.type not in LEFT else ():
            told = draft.slots.get(slot)
            meant = [m for m in told if m.kind == "party" and said(m, attackers, reading)] if told else []
            if last is not None and meant:  # هاجم مستوطنون القرية، وأحرق المهاجمون مركبتين
                draft.slots[slot] = [*doers(last), *(m for m in draft.get(slot) if m not in meant)]
        mine = doers(draft)
        own = {m.data.get("party") for m in mine} if mine else set()
        killed = draft.head.finite and draft.head.data.get("effect") == "killed" and draft.outcome is None and bool(own)
        before = [m for m in doers(last) if m.kind == "party"] if last is not None and last.outcome is None else []
        for fallen in (e["mention"] for e in draft.effects) if killed and near and before else ():
            if any(said(p, attackers, reading) for p in fallen.data.get("of") or []) and not own & {m.data.get("party") for m in before}:
                fallen.data["of"] = [replace(m, prep=None, conj=False) for m in before]  # وقتلت القوة عشرة من المهاجمين
        if fell is not None and draft.sentence - fell.sentence < REACH:
            fell_too(draft, fell)
        if mine:
            last = by_type[draft.type] = draft
        fell = draft if any(of_a_side(e["mention"]) for e in draft.effects) else fell


def of_a_side(mention: Mention) -> bool:
    """Whether a mention is of counted fighters of somebody told."""
    return mention.kind == "person" and mention.data.get("who") == "combatant" and bool(party_mentions(mention))


def fell_too(draft: Draft, before: Draft) -> None:
    """قُتل أربعة من X بلغم. وقتل ثلاثة آخرون بهجوم: others of whom nothing is told are of the side whose men fell before them."""
    told = next(e["mention"] for e in before.effects if of_a_side(e["mention"]))
    for entry in draft.effects:
        m = entry["mention"]
        others = m.kind == "count" and m.data.get("other") and entry["effect"] == before.effects[0]["effect"]
        if others and draft.sentence != before.sentence:
            of = [replace(p, prep=None, conj=False) for p in party_mentions(told)]
            men = replace(m, kind="person", data={**PERSON, **m.data, "of": of, "who": "combatant"})
            entry["mention"] = men
            draft.slots = {slot: [men if x is m else x for x in held] for slot, held in draft.slots.items()}


def word_after(mention: Mention, reading: Reading) -> str:
    """The word right after a mention, or nothing at the end of the report."""
    return reading.tokens[mention.last].text if mention.last < len(reading.tokens) else ""


def said(mention: Mention, words: frozenset[str], reading: Reading) -> bool:
    """Whether one of some words is of a party's name, or the adjective right after it: المهاجمون، القوة المهاجمة."""
    return any(t.text in words for t in reading.tokens[mention.first : mention.last + 1])


def reading_verb(draft: Draft) -> bool:
    """Whether a finite verb is one whose subject acts: أحرق آخرون; not one by which others fell (وجرح آخرون)."""
    return not draft.head.data.get("effect") and (draft.head.frame.get("active") or {}).get("subject") == "initiator"


def doers(draft: Draft) -> list[Mention]:
    """Who is told to have done it, by a party's name."""
    told = draft.get("initiator")
    return [m for m in told if does(m) and (m.data.get("party") or [p for p in party_mentions(m) if p.data.get("party")])] if told else told
