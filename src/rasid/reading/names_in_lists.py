"""Names that go on with a list of places by و, and of which no row tells that they are places: قريتي فنقا ودوبو العمدة."""

from __future__ import annotations

from msgspec.structs import replace

from rasid.model import Mention
from rasid.reading.held_names import ends_list
from rasid.reading.line import Line
from rasid.reading.place_names import is_name
from rasid.reading.placing import NAMED_BY_HEAD, goes_on, told_place, two_words, with_head

LISTED = frozenset((*NAMED_BY_HEAD, "mountain"))


def listed_name(line: Line, at: int, beside: Mention | None) -> Mention | None:
    """قريتي فنقا ودوبو العمدة: a name without a row that goes on with a list of places."""
    if beside is None:
        return None
    headed = bool(beside.data.get("lists")) and beside.data.get("place_kind") in LISTED
    if not headed and not (beside.conj and beside.prep is None and is_village(line, beside)):
        return None
    language = line.lexicon.language
    links = (c for c in (language.get("proclitics") or {}).get("conjunction") or [] if c not in language.get("consequence", []))
    link = next((c for c in links if line.word(at).startswith(c)), "")
    name = line.word(at)[len(link) :]
    article = line.lexicon.matcher_article or "\0"
    end = at + 1
    if (line.word(end).startswith(article) and is_name(line, end, bare=True)) or (link and two_words(line, name, end)):
        end += 1
    whole = with_head(line, at, beside.data.get("one") or [], link) if link else None
    if whole is not None:
        told = {"candidates": whole[0], "place_kind": beside.data["place_kind"], "weak": False, "lists": True, "one": beside.data["one"]}
        named = " ".join(line.raw(n) for n in range(at, whole[1]))[len(link) :]
        return replace(told_place(line, (at, whole[1], at), beside.prep, None, [], name=named, **told), prep=None, conj=True)
    bounded = not line.word(end)[:1].isalnum() or line.first_of(end, ("preposition", "connective", "cue")) is not None or goes_on(line, end)
    bounded = bounded if headed else ends_list(line, end)
    if not link or len(name) < 3 or not name.isalpha() or not bounded or name.endswith(tuple(language.get("no_name_endings") or ())):
        return None
    told = {"place_kind": beside.data["place_kind"] if headed else "village", "relation": None, "weak": False, "lists": headed}
    raw = " ".join(line.raw(n) for n in range(at, end))[len(link) :]
    mention = told_place(line, (at, end, at), beside.prep, None, [], name=raw, **told)
    return replace(mention, prep=None, conj=True)


def is_village(line: Line, place: Mention) -> bool:
    """Whether a place is, of all that bear its name, a village or a small town."""
    kinds = {line.lexicon.places[n]["kind"] for n in place.data["candidates"]}
    return bool(kinds) and kinds <= {"village", "town", "admin2"} and "village" in kinds


def of_its_kind(line: Line, at: int, beside: Mention | None) -> Mention | None:
    """مخيمي الخازر وحسن شام: a name that goes on with a list, and with the noun of one such place is the name of a row."""
    if beside is None or not beside.data.get("lists"):
        return None
    begins = line.word(at)[1:] in line.lexicon.name_starts and line.sense(at, "place") is None  # قرى سراني وبئر كوري: no well
    same = listed_name(line, at, beside) if begins or beside.data.get("one") else None
    return same if same is not None and (begins or same.data["candidates"]) else None
