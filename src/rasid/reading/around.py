"""Names that are also words, beside the places that a report surely names: what lies near them is more likely a place than the word."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from rasid.lexicon import Hit, Lexicon
from rasid.lexicon.matcher import Reading as Sense
from rasid.lexicon.matcher import hit_of
from rasid.lexicon.world import distance_km
from rasid.model import Token

# Villages of one piece of news lie about as near together; at 60 the words that are also some village's name come in.
NEAR_KM = 30.0
NEAR_DEGREES = NEAR_KM / 111  # of latitude: what lies farther apart in it alone (111.2 km a degree) is not near
WIDE = frozenset(("country", "region", "sea", "river", "admin1"))


def with_neighbours(hits: list[Hit], tokens: list[Token], text: str, lexicon: Lexicon) -> list[Hit]:
    """The hits of a report, those of a doubtful name marked `near` where a place of it lies near one that the report surely names, and
    `pronoun_like` where it may be a noun with its pronoun (عائده). A word that only could be a variant spelling of a name, and is not near
    anything, is left the word it is."""
    places = doubtful = [n for n, h in enumerate(hits) if "place" in h.kinds]
    like = {n for n in doubtful if pronoun_like(hits[n], tokens, text, lexicon)}
    doubtful = [n for n in doubtful if n in like or any(r.lexeme.data.get("weak") for r in hits[n].readings if r.lexeme.kind == "place")]
    if not doubtful:
        return hits
    # Each place once: a long report names its places again and again, and every doubtful name is held against all of them.
    sure = list({row["id"]: row for n in places if n not in like for row in sure_rows(hits[n], lexicon)}.values())
    marked = list(hits)
    for n in doubtful:
        told = {"pronoun_like": True} if n in like else {}
        readings = tuple(marked_as(r, sure, told, lexicon) if r.lexeme.kind == "place" else r for r in hits[n].readings)
        marked[n] = hit_of(hits[n].first, hits[n].last, readings)
    words = {n for n in places if (data := marked[n].readings[0].lexeme.data).get("variant") and not data.get("near")}
    return [h for n, h in enumerate(marked) if n not in words] if words else marked


def pronoun_like(hit: Hit, tokens: list[Token], text: str, lexicon: Lexicon) -> bool:
    """Whether one word without an article ends in a letter that is a pronoun as well as the ending of its name, written otherwise."""
    mark, word = lexicon.feminine_written, tokens[hit.first]
    if hit.last - hit.first > 1 or not word.text.endswith((*(lexicon.language.get("pronouns") or ()), lexicon.feminine or "\0")):
        return False
    names = [str(lexicon.places[n][lexicon.code]) for r in hit.readings if r.lexeme.kind == "place" for n in r.lexeme.data["places"]]
    attached = all(r.clitics.preposition for r in hit.readings)
    raw = text[word.start : word.end]
    if attached and all(name[:1] != lexicon.folder.fold(name[:1]) and name[:1] in text for name in names):
        return not any(name in raw for name in names)  # إحراق بابها: a door, no أبها, in a report that writes its hamzas
    if not mark or mark not in text or not word.text.endswith(lexicon.feminine):
        return False
    if raw.endswith(mark) or any(r.clitics.article for r in hit.readings):
        return False
    return all(name.endswith(mark) for name in names) and not any(name.startswith(lexicon.matcher_article or "\0") for name in names)


def sure_rows(hit: Hit, lexicon: Lexicon) -> list[dict[str, Any]]:
    """The places of a hit on a place's name that is nothing else, its namesakes too."""
    data = hit.readings[0].lexeme.data
    if len(hit.kinds) > 1 or data.get("weak"):
        return []
    return [row for n in data["places"] if (row := lexicon.places[n])["kind"] not in WIDE]


def marked_as(sense: Sense, sure: list[dict[str, Any]], told: dict[str, Any], lexicon: Lexicon) -> Sense:
    """The reading of a doubtful name with what is told of it, and whether one of its rows lies near a sure place of another name."""
    rows = [lexicon.places[n] for n in sense.lexeme.data["places"]]
    beside = any(
        abs(s["lat"] - r["lat"]) < NEAR_DEGREES
        and s["id"] != r["id"]
        and r["kind"] not in WIDE
        and distance_km(s["lat"], s["lon"], r["lat"], r["lon"]) < NEAR_KM
        for r in rows
        for s in sure
    )
    beside = beside and not (told and sense.lexeme.data.get("headed"))  # من عمره: an age, whatever village lies near
    told = {**told, "near": True} if beside else told
    return replace(sense, lexeme=replace(sense.lexeme, data={**sense.lexeme.data, **told})) if told else sense
