"""Whose a vehicle is by who rides in it: سيارة تقل عناصر من X, حافلة كانت تقل عمالا. Who fires at it fires at them."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading

RIDDEN = frozenset(("vehicle", "civilian_vehicle", "bus", "boat", "convoy", "ambulance", "aircraft"))
CARRYING = 3  # words from a vehicle to who rides in it: an adjective, «was», and the verb


def name_riders(reading: Reading, lexicon: Lexicon) -> None:
    """Gives vehicles without an owner to those told right after them to ride in them."""
    carries = lexicon.folded("carries")
    words = [t.text for t in reading.tokens]
    if carries.isdisjoint(words):
        return
    for sentence in reading.sentences:
        thing: Mention | None = None
        for m in sentence.mentions:
            if m.prep == "aboard" and thing is not None and m.first - thing.last <= CARRYING and words[m.first - 1] in carries:
                thing.data["of"] = riders(m)
            if m.kind not in ("cue", "clause"):
                thing = m if m.kind == "object" and m.data.get("object") in RIDDEN and not m.data.get("of") else None


def riders(mention: Mention) -> list[Mention]:
    """Whose people somebody is, as parties; of civilians the party that they are."""
    if mention.kind == "party":
        return [mention]
    theirs = list(mention.data.get("of") or [])
    own = mention.data.get("party") or ("civilians" if mention.data.get("who") == "civilian" else None)
    return theirs or ([replace(mention, kind="party", data={**NO_PARTY, "party": own})] if own else [])
