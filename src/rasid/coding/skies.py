"""Whose an aircraft is where only one party flies: a strike in Gaza that the report gives to nobody."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY, Draft
from rasid.coding.likeness import party_mentions
from rasid.coding.placing import PlaceResolver
from rasid.coding.reference import Discourse
from rasid.lexicon import Lexicon

FLOWN = frozenset(("air_strike", "drone_strike"))
ABOARD = frozenset(("naval_gun",))  # weapons that only a fleet has


class Skies:
    """Gives what came from the air or the sea over a country to the one party that has the means, where the report names that party."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, places: PlaceResolver) -> None:
        self.lexicon, self.discourse, self.places = lexicon, discourse, places
        self.alone = lexicon.parties.flying_alone

    def fill(self, kept: list[Draft]) -> None:
        for draft in kept:
            party = self.flyer(draft)
            if party is not None and not draft.get("initiator"):
                told = next((m for m in draft.get("instrument")), draft.head.mention)
                draft.add("initiator", replace(told, kind="party", prep=None, data={**NO_PARTY, "party": party}))
                draft.flags.add("actor-inferred")

    def flyer(self, draft: Draft) -> str | None:
        """The party that alone could have done it; None where it was itself hit, or is nowhere in the report."""
        flown = draft.type in FLOWN or draft.method == "overflight"
        if not flown and not (draft.type == "shelling" and any(m.data.get("weapon") in ABOARD for m in draft.get("instrument"))):
            return None
        scenes = (*draft.get("scene"), *draft.get("borrowed"))
        rows = [r for m in scenes if (r := self.places.choose(m, draft.containers.get(m.first))[0]) is not None]
        owners = {self.alone.get(str(r.get("country"))) for r in rows}
        party = next(iter(owners)) if len(owners) == 1 else None
        parties = self.lexicon.parties
        country = parties.get(party).get("country") if party else None
        if party is None or not any(parties.get(id_).get("country") == country for id_ in self.discourse.present):
            return None
        hit = {self.discourse.settle(p)[0] for m in draft.get("target") for p in party_mentions(m)}
        return None if any(id_ is not None and parties.get(id_).get("country") == country for id_ in hit) else party
