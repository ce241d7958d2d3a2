"""Where fire came from: the post of who fired is no place that was hit, where that is told too."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.model import Mention

FIRED = frozenset(("strike", "attack"))  # families of what is done from afar
HIT = frozenset(("on", "toward"))  # prepositions before what fire falls on
STATIONED = "stationed"


def posts_apart(drafts: list[Draft]) -> None:
    """قصف من القوات المتمركزة بريف X على بلدة Y، قذائف من قبل حواجزها بريف X على Y: X is where it came from."""
    for draft in drafts:
        scenes = draft.get("scene")
        if draft.family not in FIRED or len(scenes) < 2:
            continue
        hit = any(m.prep in HIT for m in scenes)
        posts = [m for m in scenes if m.prep == STATIONED or (hit and m.prep in ("in", "with") and after_doer(m, draft))]
        if posts and len(posts) < len(scenes):
            draft.slots["scene"] = [m for m in scenes if m not in posts]
            for m in posts:
                draft.add("origin", m)


def after_doer(place: Mention, draft: Draft) -> bool:
    """Whether a place stands right after who did it, told by «by» (من قبل حواجز النظام بريف حماة)."""
    return any(m.prep == "by" and 0 <= place.first - m.last <= 1 for m in draft.get("initiator"))
