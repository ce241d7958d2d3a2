"""Families who leave with fighters: displaced beside the withdrawal (the codebook)."""

from __future__ import annotations

import itertools

from rasid.coding.draft import Draft
from rasid.coding.toll import row
from rasid.model import Mention

COUNTED_WITHIN = 3  # sentences to the figure of who left with the fighters
SLOTS = ("initiator", "target", "side")


def with_families(out: list[Draft], mentions: list[Mention]) -> list[Draft]:
    """خرج المقاتلون مع عائلاتهم إلى إدلب: the drafts, and after each withdrawal the displacement of the families who left too."""
    told: list[Draft] = []
    for draft in out:
        told.append(draft)
        if draft.type != "withdrawal" or draft.dropped:
            continue
        after = [m for before, m in itertools.pairwise(mentions) if before in draft.get("scene") and m.conj and m.first == before.last]
        gone = [m for m in (*(m for slot in SLOTS for m in draft.get(slot)), *after) if is_family(m)]  # مسلحو الحي وعائلاتهم
        if not gone:
            continue
        for slot in SLOTS:
            draft.slots[slot] = [m for m in draft.get(slot) if m not in gone]
        beside = Draft(heads=[draft.head], type="displacement", family=None, sentence=draft.sentence, method="evacuation")
        beside.slots["target"] = gone
        beside.slots["origin"], beside.slots["destination"] = list(draft.get("scene")), list(draft.get("destination"))
        beside.effects = [row("displaced", m) for m in gone if m.data.get("quantity") is not None]
        beside.times, beside.status, beside.resolved["families"] = list(draft.times), draft.status, True
        told.append(beside)
    return told


def counted_later(draft: Draft, kept: list[Draft]) -> Draft | None:
    """خرج المقاتلون وعائلاتهم …، وجرى إجلاء 450 من أفراد عائلاتهم: the displacement that tells how many went, after one that does not."""
    if not draft.resolved.get("families") or draft.effects:
        return None
    later = (o for o in kept if o.type == "displacement" and o.effects and not o.background)
    return next((o for o in later if 0 <= o.sentence - draft.sentence <= COUNTED_WITHIN), None)


def is_family(mention: Mention) -> bool:
    """عائلاتهم، ذويهم، 331 من أفراد أسرهم: people who do not fight, told as somebody's or joined to him."""
    data = mention.data
    with_them = mention.conj or mention.prep == "together"
    return mention.kind == "person" and data.get("who") == "civilian" and with_them and not data.get("effect") and not data.get("of")
