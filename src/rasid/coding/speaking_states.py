"""نفت تركيا قصف المشفى، أعلنت واشنطن أنها: states that speak, told by their bare name or their capital's, as the parties they are."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from rasid.coding.draft import NO_PARTY
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading


def name_speaking_states(reading: Reading, lexicon: Lexicon, year: int | None) -> None:
    """Makes a country, or a capital that stands for one, right after a verb of speech its government."""
    for sentence in reading.sentences:
        mentions = sentence.mentions
        for n, (verb, place) in enumerate(itertools.pairwise(mentions)):
            country = state_of(place, lexicon) if verb.kind == "speech" and place.first == verb.last else None
            party = lexicon.parties.organ(country, "government", year) if country else None
            if party is not None:
                mentions[n + 1] = replace(place, kind="party", data={**NO_PARTY, "party": party})


def state_of(place: Mention, lexicon: Lexicon) -> str | None:
    """The country that a place without a preposition is, or is the capital of."""
    told = place.kind == "place" and place.prep is None and not place.conj
    if not told or place.data.get("place_kind") or place.data.get("relation"):
        return None
    rows = place.data.get("candidates") or []
    if rows and lexicon.places[rows[0]]["kind"] == "country":
        return str(lexicon.places[rows[0]]["country"])
    seat = next((n for n in rows if n in lexicon.seats), None)
    return str(lexicon.places[seat]["country"]) if seat is not None else None
