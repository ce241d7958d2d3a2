"""نفت تركيا قصف المشفى، أعلنت واشنطن أنها، بعد قصف إسرائيل مواقع: states that speak or act, told by their bare name or their capital's,
as the parties they are."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from rasid.coding.draft import FINITE, NO_PARTY
from rasid.lexicon import Lexicon
from rasid.model import Mention, Reading, Token

DONE = frozenset(("attack", "blast", "wreck", "custody", "harm"))  # frames of what forces do to somebody or something
HIT = frozenset(("object", "place", "party", "person"))
FOR = "ل"  # the clitic before what an act was done to


def name_speaking_states(reading: Reading, lexicon: Lexicon, year: int | None) -> None:
    """Makes a country, or a capital that stands for one, right after a verb of speech its government; and a country right after the noun
    of what forces do, before whom or what it was done to, its forces."""
    for sentence in reading.sentences:
        mentions = sentence.mentions
        for n, (verb, place) in enumerate(itertools.pairwise(mentions)):
            if place.kind != "place":
                continue
            country = state_of(place, lexicon) if verb.kind == "speech" and place.first == verb.last else None
            organ = "government"
            if country is None and acts(sentence.mentions[n : n + 3], reading.tokens):
                country, organ = state_of(place, lexicon), "military"
            party = lexicon.parties.organ(country, organ, year) if country else None
            if party is not None:
                mentions[n + 1] = replace(place, kind="party", data={**NO_PARTY, "party": party})


def acts(three: list[Mention], tokens: list[Token]) -> bool:
    """استهداف إسرائيل لمحيط الثكنة، قصف تركيا قرى: the noun of an attack, a place in its genitive, and right after it what it hit."""
    if len(three) < 3:
        return False
    noun, place, thing = three
    told = noun.data.get("triggers") if noun.kind == "trigger" else None
    if not told or told[0].sense.pos in FINITE or told[0].lexeme.data.get("frame") not in DONE or noun.pronoun or noun.definite:
        return False
    if place.first != noun.last or thing.conj or thing.kind not in HIT:
        return False
    around = thing.first == place.last + 1 and tokens[place.last].text.startswith(FOR)  # لمحيط ثكنة
    return around or (thing.first == place.last and thing.prep in (None, "for"))


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
