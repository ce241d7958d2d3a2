"""What a report comes with: its title and its outlet's name. They tell no event; they tell where the places that it names may well be."""

from __future__ import annotations

from rasid.lexicon import Lexicon
from rasid.model import Mention
from rasid.reading.tokenise import tokenise

KINDS = frozenset(("place", "party", "source"))
# Outlets of these kinds write of the whole region, wherever their seat is.
ABROAD = frozenset(("agency", "broadcaster", "un", "ngo", "unnamed"))


def told_by(mentions: list[Mention], words: str, lexicon: Lexicon) -> list[Mention]:
    """Of the mentions of a title or an outlet's name those that say where: places, parties, local outlets, adjectives of nationality."""
    kept = [m for m in mentions if m.kind in KINDS and not is_from_abroad(m, lexicon)]
    return kept + names_in(words, lexicon, [m.span for m in mentions if m.kind in KINDS])


def is_from_abroad(mention: Mention, lexicon: Lexicon) -> bool:
    source = lexicon.sources.get(mention.data.get("source") or "") or {}
    return mention.kind == "source" and source.get("kind") in ABROAD and not source.get("covers") and not source.get("official")


def names_in(words: str, lexicon: Lexicon, taken: list[tuple[int, int]]) -> list[Mention]:
    """What a few words say without a sentence around them (صحيفة البلاغ المصرية, أخبار الرقة): adjectives of nationality, as mentions of
    kind `demonym` with their country, and names of places that are no other words."""
    tokens = tokenise(words, lexicon)
    found = []
    for hit in lexicon.matcher.find([t.text for t in tokens]):
        span = (tokens[hit.first].start, tokens[hit.last - 1].end)
        by_kind = {r.lexeme.kind: r.lexeme.data for r in hit.readings}
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        if by_kind.get("demonym", {}).get("country"):
            kind, data = "demonym", {"country": by_kind["demonym"]["country"]}
        elif by_kind.keys() == {"place"}:
            kind, data = "place", {"candidates": by_kind["place"].get("places") or []}
        else:
            continue
        found.append(Mention(kind=kind, first=hit.first, last=hit.last, head=hit.first, span=span, data=data))
    return found
