"""On somebody's life: tries at killing, by what means, and whom they hurt."""

from __future__ import annotations

from rasid.coding.draft import Draft

MEANS = frozenset(("explosive_device", "suicide_bombing", "grenade_attack", "explosion", "drone_strike", "shelling", "air_strike"))
WHO = ("target", "victim")


def on_a_life(drafts: list[Draft]) -> None:
    """نجا من محاولة اغتيال بعبوة: what went off happened, though who was meant lived; only shots leave it a try (the codebook)."""
    told = [d for d in drafts if not d.dropped]
    for draft in told:
        if draft.type in MEANS and draft.method == "assassination" and draft.status == "attempted" and not foiled(draft):
            draft.status = "asserted"
            spare(draft)
    for attempt in [d for d in told if d.type == "killing" and d.method == "assassination" and d.status == "attempted" and not foiled(d)]:
        blast = next(
            (d for d in told if d.type in MEANS and d.status == "asserted" and d.head.mention.first > attempt.head.mention.first), None
        )
        if blast is not None and not blast.background:  # نجا من محاولة اغتيال بعدما انفجرت عبوة أسفل سيارته
            join(attempt, blast)
            continue
        shots = next((d for d in told if d.type == "ground_attack" and d.sentence == attempt.sentence and shot_after(d, attempt)), None)
        died = any((d.told_dead and d.sentence == attempt.sentence) or d.cause is shots for d in told if d is not attempt)
        if shots is not None and not died:  # نجا من محاولة اغتيال عندما أطلق مجهولان النار على سيارته
            join(shots, attempt)
        for harm in told:
            hurt = harm.type == "assault" and harm.family == "harm" and any(e["effect"] == "injured" for e in harm.effects)
            if hurt and harm.status == "asserted" and not harm.dropped and harm.cause in (None, attempt):
                join(harm, attempt)  # أصيب شيخ جراء محاولة اغتياله


def shot_after(shots: Draft, attempt: Draft) -> bool:
    """Whether shots told after a try at a life, of which nobody died, are how it was made."""
    follows = shots.head.mention.first > attempt.head.mention.first and shots.head.when
    return follows and shots.status == "asserted" and not shots.told_dead and not shots.background


def spare(draft: Draft) -> None:
    """Who lived is no dead of it."""
    meant = {m.span for m in (*draft.get("victim"), *draft.get("target"))}
    draft.effects = [e for e in draft.effects if e["effect"] != "killed" or e["mention"].span not in meant]


def join(part: Draft, whole: Draft) -> None:
    """What one draft tells of an event goes to the draft that tells the event."""
    if part.status == "attempted":
        spare(part)
    for slot in (*WHO, "initiator", *(() if whole.get("scene") else ("scene",))):
        for m in part.get(slot) if slot in WHO or not whole.get(slot) else []:
            whole.add(slot, m)
    whole.effects += part.effects
    whole.times = whole.times or part.times
    whole.heads += part.heads
    part.dropped = "joined"


def foiled(draft: Draft) -> bool:
    """أحبطت الشرطة محاولة اغتيال: stopped before anything was done."""
    stopped = any(m.data["cue"]["id"] == "foiled" for h in draft.heads for _, m in h.cues)
    return stopped or any(h.data.get("frame") == "foil" for h in draft.heads)


def assassinated(out: list[Draft], made: dict[int, Draft]) -> None:
    """مقتل قيادي باغتيال، في عملية اغتيال: a noun of assassination after a death says how he was killed, and that he did not fight."""
    for draft in out:
        harm = made.get(id(draft.head.governor)) if draft.head.governor is not None and not draft.head.finite else None
        if harm is None or harm is draft or harm.family != "harm" or draft.head.data.get("method") != "assassination":
            continue
        if harm.dropped or draft.dropped or draft.head.governor_prep not in ("with", "in", "cause") or draft.get("victim"):
            continue
        if harm.head.data.get("effect") != "killed" or any(category == "attempted" for category, _ in draft.head.cues):
            continue
        harm.method, harm.type = "assassination", "killing"
        for slot in ("scene", "initiator", "instrument"):
            for m in draft.get(slot):
                harm.add(slot, m)
        harm.heads.append(draft.head)
        draft.dropped = "joined"
