"""Who planted what went off, and where: the planting is no event of its own where the blast is told too."""

from __future__ import annotations

from rasid.coding.draft import Draft, Head


def join_plantings(heads: list[Head], out: list[Draft], made: dict[int, Draft]) -> None:
    """انفجر لغم زرعته المليشيا، عبوة زُرعت على الطريق استهدفت رتلا: who planted it did it, and where it was planted it went off."""
    for head in heads:
        planting = made.get(id(head))
        if planting is None or planting.head is not head or not head.finite or head.data.get("status") != "planned":
            continue
        for other in out:
            weapons = [m for m in other.get("instrument") if 0 <= head.mention.first - m.last <= 1]
            if other is not planting and (weapons or hit_by(other, planting)):
                if not weapons:
                    take_over(other, planting)
                elif other.type != "disrupted_weapons_use":
                    for m in planting.get("initiator"):
                        other.add("initiator", m)
                planting.dropped = "joined"


def hit_by(blow: Draft, planting: Draft) -> bool:
    """Whether the next verb, without «and» and without a doer of its own, has for its subject what was planted: عبوة زُرعت … استهدفت."""
    weapons = [m for m in planting.get("instrument") if 0 <= planting.head.mention.first - m.last <= 1]
    head = blow.head
    follows = head.finite and not head.mention.conj and head.mention.first > planting.head.mention.first
    after = all(m.first > head.mention.first for m in blow.get("initiator"))  # استهدفت دورية: whom it hit, as the subject stands before
    free = not blow.dropped and after and not blow.get("instrument") and head.said_by is planting.head.said_by
    return bool(weapons) and follows and free and blow.family in ("attack", "strike", "blast") and blow.sentence == planting.sentence


def take_over(blow: Draft, planting: Draft) -> None:
    for m in blow.slots.pop("initiator", []):
        blow.add("target", m)
    for m in planting.get("initiator"):
        blow.add("initiator", m)
    for m in planting.get("instrument"):
        blow.add("instrument", m)
    if not blow.get("scene"):
        for slot in ("scene", "destination"):
            for m in planting.get(slot):
                blow.add("scene", m)
