"""Acts that make up the figure of a lead: «fifteen fell in A, B and C», then seven in A, five in B and three in C."""

from __future__ import annotations

import itertools

from rasid.coding.about_towns import for_province
from rasid.coding.draft import Draft
from rasid.coding.likeness import WIDE, Likeness, narrowest, pointed_at
from rasid.coding.retelling import LOOSE_TYPES

COUNTED = ("killed", "injured")
CONSIDERED = 8  # acts told after a lead: their sums are tried one by one


def note_parts(drafts: list[Draft], likeness: Likeness) -> None:
    """Notes on the acts of a report's body of which lead their dead, or else their wounded, are the sum, each at a place of its own."""
    roots = [d for d in drafts if d.cause is None and not d.dropped and d.type in LOOSE_TYPES and d.status == "asserted"]
    lead = next((d for d in roots if most(d, likeness)), None)
    if lead is None or lead.background:
        return
    effect, whole = most(lead, likeness)[0]
    later = told_later(roots)
    parts = [(d, n) for d in roots if (n := own_part([d, *later.get(id(d), [])], lead, effect, whole, likeness))][:CONSIDERED]
    sets = (c for size in range(2, len(parts) + 1) for c in itertools.combinations(parts, size))
    for some in sets:
        if sum(n for _, n in some) == whole and apart([d for d, _ in some], likeness):
            note([d for d, _ in some], lead, summed=True)
            return
    towns = points_of(lead, likeness)
    if len(towns) > 1:  # at each of its towns one, though not all of their dead are told
        each = [d for d in roots if d.sentence > lead.sentence and likeness.toll_of(d) and at_one_of(towns, d, likeness)]
        told = {point for d in each for point in points_of(d, likeness)}
        if len(told) > 1 and sum(n for d, n in parts if d in each) <= whole:
            note(each, lead, summed=told >= towns)


def note(parts: list[Draft], lead: Draft, *, summed: bool) -> None:
    """Notes on acts the lead that adds them up, and whether it tells no more than they do."""
    for draft in parts:
        draft.resolved["part_of_sum"], draft.resolved["summed"] = lead, summed


def at_one_of(towns: set[str], draft: Draft, likeness: Likeness) -> bool:
    """Whether an act is told at one town of several, by its own words, and at no other place."""
    points = points_of(draft, likeness)
    return bool(draft.resolved.get("placed")) and not draft.background and len(points) == 1 and points <= towns


def points_of(draft: Draft, likeness: Likeness) -> set[str]:
    """The ids of the towns and quarters that an act is told at."""
    return {str(row["id"]) for row in narrowest(likeness.rows_of(draft)) if row["kind"] not in WIDE}


def most(draft: Draft, likeness: Likeness) -> list[tuple[str, int]]:
    """The largest figure of the dead and of the wounded of an act, the dead first."""
    toll = likeness.toll_of(draft)
    return [(effect, n) for effect in COUNTED if (n := max((least for e, least, _ in toll if e == effect), default=0)) > 1]


def told_later(roots: list[Draft]) -> dict[int, list[Draft]]:
    """By an act at a place of its own: what «the attack» after it tells of it, its toll as well."""
    later: dict[int, list[Draft]] = {}
    before: Draft | None = None
    for draft in roots:
        if draft.resolved.get("placed"):
            before = draft
        elif before is not None and not draft.head.finite and pointed_at(draft.head.mention) and draft.sentence - before.sentence <= 1:
            later.setdefault(id(before), []).append(draft)
    return later


def own_part(told_of: list[Draft], lead: Draft, effect: str, whole: int, likeness: Likeness) -> int:
    """How many of a lead's dead an act told below it can be: fewer, and where the lead was, at a place of its own; 0 where none."""
    draft = told_of[0]
    if draft.sentence <= lead.sentence or draft.background or not (draft.get("scene") and draft.resolved.get("placed")):
        return 0
    told = sum(least for e, least, _ in set().union(*map(likeness.toll_of, told_of)) if e == effect)
    within = 0 < told < whole and (not lead.get("scene") or within_lead(lead, draft, likeness))
    return told if within and likeness.may_be_of(likeness.parties(lead, "initiator"), likeness.parties(draft, "initiator")) else 0


def within_lead(lead: Draft, draft: Draft, likeness: Likeness) -> bool:
    """Whether an act is where a lead is, which may name a city for its province."""
    rows = [(x, y) for x in likeness.rows_of(lead) for y in likeness.rows_of(draft)]
    return likeness.scenes_meet(lead, draft, loose=True) or any(for_province(x, y) for x, y in rows)


def apart(drafts: list[Draft], likeness: Likeness) -> bool:
    """Whether acts were each elsewhere than the others."""
    return not any(likeness.scenes_meet(a, b, loose=True) for a, b in itertools.combinations(drafts, 2))
