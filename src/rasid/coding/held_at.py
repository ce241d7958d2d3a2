"""Where people were held who are told with their village: اعتقلت شابا من قرية X على حاجز Y."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.lexicon import Lexicon

POSTS = frozenset(("crossing", "airport"))  # kinds of places where people are stopped on their way
AT_POST = frozenset(("on", "in", "near", "with"))
REACH = 6  # words from somebody's village to the checkpoint: من قرية عوريف جنوب نابلس على حاجز X


def stopped_on_the_way(draft: Draft, lexicon: Lexicon) -> None:
    """Takes the village that somebody is from out of the scenes of an arrest which is told at a checkpoint, crossing or airport."""
    scenes = draft.get("scene")
    if draft.type not in ("arrest", "abduction") or len(scenes) < 2:
        return
    homes = [m for m in scenes if m.prep == "from"]
    for home in homes:
        after = (m for m in scenes if m.prep in AT_POST and not m.conj and 0 <= m.first - home.last <= REACH)
        if any(m.data.get("place_kind") in POSTS or kinds(m.data["candidates"], lexicon) & POSTS for m in after):
            draft.slots["scene"] = [m for m in draft.get("scene") if m is not home]


def kinds(candidates: list[int], lexicon: Lexicon) -> set[str]:
    """The kinds of the rows that a name may mean."""
    return {str(lexicon.places[n]["kind"]) for n in candidates}
