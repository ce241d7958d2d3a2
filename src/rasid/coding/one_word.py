"""What of two tellings can be one: types that two words for one happening may give it, weapons and things that two words name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasid.coding.draft import FIRED, Draft
from rasid.lexicon import Lexicon
from rasid.model import Mention

PAIRS = 1 << 13  # of types of events, some sixty: all that there are
BLAST = frozenset(("explosion", "explosive_device", "suicide_bombing", "grenade_attack"))
HARM = frozenset(("killing", "assault", "ground_attack"))
# Types that two words for one happening may give it, besides harm and the one way in which it was done.
FIGHT = frozenset(("ground_attack", "armed_clash"))
HURT = frozenset(("killing", "assault"))
WRECKED = frozenset(("property_destruction",))
BY_WORD = (  # pairs of types, and in what two tellings of one happening by them differ
    (frozenset(("arrest", "abduction")), "nearly one type"),
    (HURT, "nearly one type"),
    (FIGHT, "a fight by another word"),
    (FIRED | {"explosion"}, "fire by another word"),
    (BLAST, "a blast by another word"),
    (HARM, "an attack by its harm"),
)
CROSSED = (  # a type of the one and a type of the other
    (HURT, frozenset(("armed_clash",)), "people hurt in a fight"),
    (HARM, FIRED | BLAST, "how harm was done"),
    (WRECKED, FIRED | BLAST | HARM | {"riot"}, "what was wrecked in it"),
    (frozenset(("body_found",)), frozenset(("killing",)), "whose bodies"),
)
APART = frozenset(("what was wrecked in it", "whose bodies", "people hurt in a fight"))  # of which one sentence tells several
FAMILIES = frozenset(("attack", "strike", "blast", "harm"))  # what a word is that leaves the type open: هجوم، اعتداء
AIMS = frozenset(("for", "purpose"))  # prepositions before what something is done for
# Things that one telling calls by the one and another by the other.
LIKE_THINGS = (
    frozenset(("vehicle", "patrol", "convoy")),
    frozenset(("position", "checkpoint", "base", "headquarters")),
    frozenset(("home", "residential_area")),
    frozenset(("vehicle", "civilian_vehicle")),
    frozenset(("power", "dam", "infrastructure")),
)
LIKE_WEAPONS = (
    frozenset(("rocket", "missile", "ballistic_missile", "cruise_missile", "rocket_launcher")),
    frozenset(("artillery", "shell", "mortar", "heavy_weapons", "tank")),
    frozenset(("drone", "loitering_munition")),
    frozenset(("ied", "sticky_bomb")),
)


def one_of_a_kind(mine: set[Any], theirs: set[Any], kinds: tuple[frozenset[str], ...]) -> bool:
    """Whether two tellings name one thing, or each another that words of one kind may mean: a patrol and its vehicle."""
    return bool(mine & theirs) or any(mine & group and theirs & group for group in kinds)


def one_act(one: str, other: str) -> bool:
    """Whether two tellings of these types can be of one act."""
    return one == other or by_word(one, other) is not None


@lru_cache(PAIRS)
def by_word(a: str, b: str) -> str | None:
    """What two tellings of one act by these two types differ in, as an observation; None where no act has both."""
    types = {a, b}
    alike = (says for kinds, says in BY_WORD if types <= kinds)
    crossed = (says for one, other, says in CROSSED if len(types & one) == 1 and types - one <= other)
    return next(alike, None) or next(crossed, None)


def part_of_another(other: Draft, draft: Draft) -> bool:
    """شاركوا في صد الهجوم عبر استهداف مواقعهم: an act by which another was done is of that, and not of the strikes of the lead.

    What somebody was harmed by (أصيبت بانفجار) and what forces came for (اقتحموا البلدة لهدم منزل) are told there in full.
    """
    outer, head = draft.head.governor, draft.head
    if outer is None or outer is head.carrier or not outer.data.get("type") or outer in other.heads:
        return False
    return not (outer.data.get("effect") or (head.governor_prep in AIMS and not head.finite))


def how_many(people: Mention) -> str | None:
    """One, two or many people, by the noun's number; of several, one (أحد المواطنين)."""
    told = people.data.get("quantity")
    if told is not None and (told.min or 0) > 1:
        return "p"  # 16 محتجا: of many the noun is in the singular
    return "s" if told is not None and told.min == told.max == 1 else people.data.get("number")


def of_one_calling(one: set[str], other: set[str], lexicon: Lexicon) -> bool:
    """ضابط … العقيد: whether two nouns for people differ in no more than the rank that one of them tells."""
    officers = lexicon.folded("officers")
    return all(lexicon.folder.fold(noun) in officers for noun in one | other)


def singled_out(draft: Draft, lexicon: Lexicon) -> set[str]:
    """The nouns of the single people of a draft that say more of them than that they are somebody: ضابط, موظف of موظف حكومي."""
    told = [*draft.get("victim"), *draft.get("hurt"), *(e["mention"] for e in draft.effects if e["parent"] is None)]
    nouns = {str(m.data["noun"]).split()[0] for m in told if m.kind == "person" and m.data.get("number") == "s" and m.data.get("noun")}
    return {noun for noun in nouns if lexicon.folder.fold(noun) not in lexicon.folded("anybody")} if nouns else set()


def open_word(draft: Draft) -> bool:
    """Whether the word that tells an event leaves open of what type it is, and nothing beside it says: نجا من اعتداء."""
    return draft.head.data.get("type") in FAMILIES - {"harm"} and not draft.get("instrument") and draft.weapon is None


def weapons(draft: Draft) -> set[str]:
    """The weapons that an event is told with."""
    named = (
        {str(w) for m in draft.get("instrument") if (w := m.data.get("weapon") or m.data.get("object"))}
        if "instrument" in draft.slots
        else set()
    )
    return named | ({draft.weapon} if draft.weapon else set())


def numbers_of(draft: Draft) -> set[str]:
    """The grammatical numbers of the weapons that an event is told with: طائرة مسيرة، طائرتين."""
    return (
        {str(m.data.get("number")) for m in draft.get("instrument") if m.kind in ("weapon", "object")}
        if "instrument" in draft.slots
        else set()
    )
