"""Places told in a row that no و joins: قرى حاس، كفرنبل، البارة; بلدات: بنت جبيل، تبنين; قرى «صهيان – التمانعة – كنصفرة»."""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec.structs import replace

from rasid.model import Mention
from rasid.reading.line import Line
from rasid.reading.placing import told_place

COMMAS = frozenset(("،", ","))
DASHES = frozenset(("-", "–", "—", "/", "+"))
QUOTES = frozenset(("«", "»", "“", "”", '"', "'", "‘", "’"))
COLON = ":"
WIDE = frozenset(("admin1", "country"))  # what may hold the places of a list, and end it
LEAST = 3  # letters of a name that no list of ours has


class Gap(NamedTuple):
    """The signs between two names, first..end: whether commas or dashes are among them."""

    first: int
    end: int
    commas: bool
    dashes: bool


def with_rows(line: Line, found: list[Mention]) -> list[Mention]:
    """The mentions of a sentence, each place that goes on with a list without و joined to it, and names between dashes made places."""
    places = {m.first: m for m in found if m.kind == "place"}
    changed: dict[int, Mention] = {}
    signs: set[int] = set()  # where the signs stand that part the places of a list
    for first in sorted(places):
        opener = opening(line, places[first]) if first not in changed else None
        if opener is None:
            continue
        if opener is not places[first]:
            changed[first] = opener
            signs |= {n for n in range(first - 3, first) if line.word(n) == COLON}
        for m, gap in members(line, opener, places):
            changed[m.first] = m
            signs |= set(range(gap.first, gap.end))
    if not changed:
        return found
    kept = [changed.pop(m.first, m) if m.kind == "place" else m for m in found if m.kind != "clause" or m.first not in signs]
    return sorted([*kept, *changed.values()], key=lambda m: m.first)


def opening(line: Line, place: Mention) -> Mention | None:
    """The first place of a list: by a noun for several of its kind, right before it or before a colon, or after «each of»."""
    if place.data.get("back") or place.conj:
        return None
    if place.data.get("lists"):
        return place
    at = place.first - 1
    while line.word(at) in QUOTES:
        at -= 1
    colon = line.word(at) == COLON
    at -= colon
    each = next((n for n in (at, at - 1) if (s := line.sense(n, "anaphor")) and s.lexeme.data.get("what") == "each"), None)
    if each is not None and line.end(each) == at + 1:
        return place
    head = line.sense(at, "place_head") if colon else None
    if head is None or not head.lexeme.data.get("lists") or place.data.get("list_head"):
        return None
    before = line.sense(at - 1, "preposition")
    own = line.lexicon.grammar["clitic_prepositions"].get(head.clitics.preposition)
    told = {"lists": True, "list_head": True, "place_kind": head.lexeme.data["kind"], "one": head.lexeme.data.get("one")}
    return replace(place, prep=own or (before.lexeme.id if before is not None else place.prep), data={**place.data, **told})


def members(line: Line, opener: Mention, places: dict[int, Mention]) -> list[tuple[Mention, Gap]]:
    """The places that go on with a list and are not joined to it by و, each with what stands before it."""
    out: list[tuple[Mention, Gap]] = []
    last, count, closed = opener, 1, False
    while count < most(line, opener):
        gap = between(line, last.last)
        nxt = places.get(gap.end)
        if nxt is not None and nxt.conj and nxt.prep is None:
            last, count, closed = nxt, count + 1, True
            continue
        if closed or not (gap.commas or gap.dashes):
            break
        if nxt is not None and goes_on(line, nxt, opener):
            data = {**nxt.data, "lists": True, "place_kind": opener.data.get("place_kind")}
            last = replace(nxt, conj=True, prep=None, data=data)
        elif (name := unnamed(line, gap, opener)) is not None:
            last = name
        else:
            break
        count += 1
        out.append((last, gap))
    return out


def between(line: Line, at: int) -> Gap:
    """The signs after a name."""
    first, commas, dashes = at, False, False
    while line.word(at) in COMMAS or line.word(at) in DASHES or line.word(at) in QUOTES:
        commas, dashes = commas or line.word(at) in COMMAS, dashes or line.word(at) in DASHES
        at += 1
    return Gap(first, at, commas, dashes)


def most(line: Line, opener: Mention) -> int:
    """How many places a list can have: two, where its noun is a dual (بلدتي), else as many as are told."""
    duals = line.lexicon.folded("dual_place_heads")
    return 2 if any(line.word(n) in duals for n in range(opener.first, opener.last)) else line.last


def goes_on(line: Line, place: Mention, opener: Mention) -> bool:
    """Whether a bare name is one more of a list's, and neither what holds its places nor who or what the next clause tells of."""
    told: dict[str, Any] = place.data
    if place.prep is not None or told.get("list_head") or told.get("relation") or told.get("rural") or told.get("back"):
        return False
    kinds = {line.lexicon.places[n]["kind"] for n in told["candidates"]}
    if kinds & WIDE and opener.data.get("place_kind") not in (None, "admin1"):
        return False
    return not line.verbs().get(place.last, False) and place.last not in line.verbs()


def unnamed(line: Line, gap: Gap, opener: Mention) -> Mention | None:
    """The name of a place that has no row, between dashes: – الموزة –."""
    raw = line.word(gap.end)
    if not gap.dashes or line.hit(gap.end) is not None or len(raw) < LEAST or not raw.isalpha():
        return None
    after = line.word(gap.end + 1)
    if after not in DASHES and after not in QUOTES:
        return None
    told = {"place_kind": opener.data.get("place_kind"), "relation": None, "weak": False, "lists": True}
    mention = told_place(line, (gap.end, gap.end + 1, gap.end), None, None, [], name=line.raw(gap.end), **told)
    return replace(mention, conj=True)
