"""قُتل أربعة في غارة على X واثنان في غارة على Y: people joined to those whom a verb tells, who fell in the attack told after them."""

from __future__ import annotations

from rasid.coding.draft import Draft, Head
from rasid.coding.toll import row
from rasid.model import Mention

IN = frozenset(("in", "cause"))
ATTACKS = frozenset(("strike", "attack", "blast"))  # families
HARMED = frozenset(("killed", "injured"))


def fell_in_another(heads: list[Head], mentions: list[Mention], out: list[Draft]) -> None:
    """Gives an attack those who are counted right before it, where the verb of harm before them tells of another attack."""
    taken = {id(e["mention"]) for d in out for e in d.effects}
    for draft in out:
        noun = draft.head.mention
        if draft.family not in ATTACKS or draft.head.finite or draft.effects or draft.head.governor_prep not in IN | {None}:
            continue
        people = next((m for m in mentions if 0 <= noun.first - m.last <= 1 and m.kind in ("count", "person")), None)
        if people is None or not people.conj or people.prep is not None or id(people) in taken:
            continue
        verb = next((h for h in reversed(heads) if h.mention.last <= people.first and h.data.get("effect") in HARMED), None)
        between = [h for h in heads if verb is not None and verb.mention.last <= h.mention.first < people.first]
        if verb is not None and any(not h.finite for h in between) and not any(h.finite for h in between):
            draft.effects.append(row(str(people.data.get("effect") or verb.data["effect"]), people))
