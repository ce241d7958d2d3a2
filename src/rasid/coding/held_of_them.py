"""فكك الأمن خلية وأوقف أربعة من عناصرها: those counted of a group are who was held when it was."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.model import Mention

CUSTODY = frozenset(("arrest", "abduction"))


def held_of_them(draft: Draft, kept: list[Draft]) -> Draft | None:
    """The draft of a group in the sentence or the one before that one word tells, where this one counts those of it who were held."""
    if draft.type not in CUSTODY or not (victims := draft.get("victim")) or not all(map(of_theirs, victims)):
        return None
    near = [d for d in kept if d.type == draft.type and draft.sentence - 1 <= d.sentence <= draft.sentence and d.status == draft.status]
    other = next((d for d in reversed(near) if d.head.mention.first < draft.head.mention.first), None)
    if other is None or not other.effects or not all(e["mention"].data.get("many") and not counted(e["mention"]) for e in other.effects):
        return None
    return other


def counted(mention: Mention) -> bool:
    return mention.data.get("quantity") is not None


def of_theirs(mention: Mention) -> bool:
    """أربعة من عناصرها: people counted of those of somebody told before."""
    return counted(mention) and any(m.pronoun for m in mention.data.get("of") or [])
