"""Dead and hurt that a sentence tells last, joined by و and far from their verb: …، وثلاثة في انفجار لغم; …، وستة من مسلحي التنظيم."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.toll import row
from rasid.model import Mention, Sentence

PEOPLE = frozenset(("person", "count"))
SPELT = frozenset(("killed", "injured"))
NEXT = 1  # words from people to the act in which they fell: وثلاثة في انفجار


def trailing_dead(drafts: list[Draft], sentence: Sentence) -> None:
    """Gives counted people whom no act took, after a comma and و, what befell those told before: in the act told right after them, or,
    where the sentence ends with them, in the same one."""
    if not any(e["effect"] in SPELT for d in drafts for e in d.effects):
        return
    mentions = sentence.mentions
    for at in range(1, len(mentions)):
        m, before = mentions[at], mentions[at - 1]
        if m.kind not in PEOPLE or not m.conj or m.prep is not None or m.data.get("quantity") is None or m.data.get("effect"):
            continue
        if before.kind != "clause" or before.data["clause"] != "comma" or before.last != m.first or taken(m, drafts):
            continue
        harmed = ((e["mention"].last, d, e["effect"]) for d in drafts for e in d.effects if e["effect"] in SPELT)
        told = [t for t in harmed if t[0] <= m.first]
        if not told:
            continue
        _, first, effect = max(told, key=lambda t: t[0])
        rest = [n for n in mentions[at + 1 :] if n.kind != "clause"]
        into = next((d for d in drafts if rest and d.head.mention is rest[0] and rest[0].first - m.last <= NEXT and not d.effects), None)
        if not rest:
            into = first
        if into is not None and into.dropped is None:
            into.effects.append(row(effect, m))


def taken(mention: Mention, drafts: list[Draft]) -> bool:
    """Whether an act has some people in one of its slots or figures."""
    held = (m for d in drafts for of in d.slots.values() for m in of)
    return any(mention is m for m in held) or any(mention is e["mention"] for d in drafts for e in d.effects)
