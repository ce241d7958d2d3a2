"""Bodies brought out after an attack whose dead were told: the end of that attack, and no find of its own."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.kinds import CAUSES
from rasid.coding.likeness import HARM_REACH, Likeness

RECOVERING = frozenset(("intashala", "istakhraja_body"))  # who finds bodies came upon them; who recovers them was sent for them
DEADLY = CAUSES | {"killing"}


def bodies_of(draft: Draft, kept: list[Draft], likeness: Likeness) -> Draft | None:
    """قُتل طفلان بانفجار … وانتشلت الفرق جثماني الطفلين: the attack just told, whose dead they are."""
    recovered = draft.type == "body_found" and draft.head.data.get("id") in RECOVERING
    if not recovered or draft.resolved.get("placed") or draft.times or draft.background:
        return None
    if not draft.resolved.get("of_the_dead"):
        return None  # جثث من تحت الأنقاض: others, it may be
    bodies = {least for _, least, _ in likeness.toll_of(draft)}
    for other in reversed(kept):
        if draft.sentence - max(other.sentences()) > HARM_REACH:
            break
        if other.type not in DEADLY or other.status != draft.status or other.background:
            continue
        dead = {least for effect, least, _ in likeness.toll_of(other) if effect == "killed"}
        if dead and bodies <= dead:
            return other
    return None
