"""Where people were held who are told with their village: اعتقلت شابا من قرية X على حاجز Y."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.lexicon import Lexicon
from rasid.model import Mention

POSTS = frozenset(("crossing", "airport"))  # kinds of places where people are stopped on their way
TOWNS = frozenset(("city", "town", "village"))
WITHIN = frozenset(("camp", "neighbourhood"))
AT_POST = frozenset(("on", "in", "near", "with"))
REACH = 6  # words from somebody's village to the checkpoint: من قرية عوريف جنوب نابلس على حاجز X


def stopped_on_the_way(draft: Draft, lexicon: Lexicon) -> None:
    """Takes the village that somebody is from out of the scenes of an arrest which is told at a checkpoint, crossing or airport, or in
    a town that was raided."""
    scenes = draft.get("scene")
    if draft.type not in ("arrest", "abduction") or len(scenes) < 2:
        return
    homes = [m for m in scenes if m.prep == "from"]
    apart = (m for m in scenes if m.prep not in ("from", "near") and not m.conj and not m.data.get("rural"))
    raided = [m for m in apart if kinds(m.data["candidates"], lexicon) & TOWNS]
    if len(homes) == 1 and raided and held_as_one(draft) and not lies_in(homes[0], lexicon):
        draft.slots["scene"] = [m for m in scenes if m is not homes[0]]  # داهموا مدينة X واعتقلوا شابا من بلدة Y
        return
    for home in homes:
        after = (m for m in scenes if m.prep in AT_POST and not m.conj and 0 <= m.first - home.last <= REACH)
        if any(m.data.get("place_kind") in POSTS or kinds(m.data["candidates"], lexicon) & POSTS for m in after):
            draft.slots["scene"] = [m for m in draft.get("scene") if m is not home]


def held_as_one(draft: Draft) -> bool:
    """Whether an arrest tells those who were held in one figure: «two of X and a third in Y» were held in two places."""
    return sum(e["parent"] is None for e in draft.effects) == 1


def lies_in(home: Mention, lexicon: Lexicon) -> bool:
    """Whether somebody's home is a quarter or a camp, which the town that was raided may hold."""
    return home.data.get("place_kind") in WITHIN or bool(kinds(home.data["candidates"], lexicon) & WITHIN)


def kinds(candidates: list[int], lexicon: Lexicon) -> set[str]:
    """The kinds of the rows that a name may mean."""
    return {str(lexicon.places[n]["kind"]) for n in candidates}
