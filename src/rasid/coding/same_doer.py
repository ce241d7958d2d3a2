"""Acts told beside another by who did that: verbs after حيث and بعد أن, nouns after بعد, nouns with a pronoun of who did them."""

from __future__ import annotations

from rasid.coding.carried_subjects import CarriedSubjects, told_of_object
from rasid.coding.draft import Draft, Head
from rasid.coding.heads import SentenceScan
from rasid.coding.likeness import does, party_mentions
from rasid.lexicon import Lexicon

ON_THINGS = frozenset(("attack", "wreck", "control", "forbid", "blast"))  # frames of acts on what a bare noun after the verb can be
ON_PEOPLE = frozenset(("custody", "harm", "expel"))
KILLING = "qatala"  # the verb whose noun says that somebody did it, as مقتل does not


def fill_same_doers(out: list[Draft], scan: SentenceScan, lexicon: Lexicon) -> None:
    """Gives acts of nobody told to who did what the sentence told before them."""
    clauses = [m for m in scan.sentence.mentions if m.kind == "clause"]
    opened = {m.last for m in clauses if m.data.get("there") or m.data["clause"] == "when"}
    after = {m.last for m in clauses if m.data["clause"] == "beside" and m.data.get("noun_follows")}
    for n, draft in enumerate(out):
        if draft.get("initiator") or draft.get("side") or draft.dropped:
            continue
        head = draft.head.carrier if draft.head.carrier is not None and draft.head.carrier.finite else draft.head
        if head.finite and head.mention.first in opened and of_nobody(draft, head):
            doers = CarriedSubjects.of_before(head, out[:n])
        elif not head.finite and (takes_for(head) or (head.mention.first in after and active(draft, head))):
            doers = of_clause(draft, head, out[:n], lexicon)
        elif not head.finite and head.sibling is not None and beside_it(draft, head):
            doers = [m for d in out[:n] if d.head is head.sibling for m in d.get("initiator") if does(m)]
        else:
            continue
        for m in doers:
            draft.add("initiator", m)


def of_nobody(draft: Draft, head: Head) -> bool:
    """هاجموا القرية حيث أحرقت منازل: whether a verb has things or people after it that did not do it."""
    if head.mention.data.get("passive") or head.undergoes:
        return False
    frame = draft.head.data.get("frame")
    people = any(m.kind in ("party", "person", "weapon", "count") for m in head.bare)
    return (frame in ON_THINGS and not people) or (frame in ON_PEOPLE and told_of_object(draft))


def beside_it(draft: Draft, head: Head) -> bool:
    """بعد دهم منزله ومحاصرة منازل: a noun joined to one whose doer is told, of an act on things, and of nobody else."""
    on_things = head.data.get("frame") in ("wreck", "forbid", "custody") and not draft.effects
    own = any(m.kind in ("party", "person", "weapon") for m in head.of)
    return on_things and head.mention.prep is None and not own and bool(draft.get("target") or draft.get("scene"))


def takes_for(head: Head) -> bool:
    """استعادتها لبلدات: a noun whose pronoun is who did it, since what it was done to stands after ل."""
    met = any(p == "for" and m.kind in ("place", "object", "party") for p, m in head.preps) if head.preps else False
    return bool(head.mention.pronoun) and met and head.data.get("frame") in ON_THINGS


def active(draft: Draft, head: Head) -> bool:
    """بعد قتل نجله، بعد اعتقاله: a noun of an act that somebody does to somebody, whose people are no fighters."""
    told = [*draft.get("victim"), *draft.get("target")]
    acts = head.sense.lexeme.id == KILLING or head.data.get("frame") in ("custody", "wreck")
    return acts and (bool(told) or bool(head.mention.pronoun)) and not any(m.data.get("who") == "combatant" for m in told)


def of_clause(draft: Draft, head: Head, before: list[Draft], lexicon: Lexicon) -> list:
    """The armed doers of the verb that a noun is told beside, where what it was done to is none of theirs."""
    last = next((d for d in reversed(before) if d.get("initiator")), None)
    if last is None or last.head.clause != head.clause:
        return []
    doers = [m for m in last.get("initiator") if does(m)]
    armed = all(lexicon.parties.armed(p.data.get("party")) for m in doers for p in party_mentions(m)) and bool(doers)
    return doers if armed else []
