"""Places told in a row that no و joins: قرى حاس، كفرنبل، البارة; بلدات: بنت جبيل، تبنين; بلدات مثل /زبقين/ و/شيحين/; قرى «سرجة – بينين»."""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec.structs import replace

from rasid.model import Mention
from rasid.reading.held_names import ends_list
from rasid.reading.line import COMMAS, Line
from rasid.reading.placing import told_place

DASHES = frozenset(("-", "–", "—", "/", "+"))
SLASHES = frozenset(("/",))  # which some put around names
ALONE = "و"
QUOTES = frozenset(("«", "»", "“", "”", '"', "'", "‘", "’"))
COLON = ":"
WIDE = frozenset(("admin1", "country"))  # what may hold the places of a list, and end it
LEAST = 3  # letters of a name that no list of ours has
RUN = 2  # bare names after another, parted by commas, that are a list without a noun for it
SUCH_APART = 16  # the same, where a comma stands before «such as»
SUCH_REACH = 4  # words from the noun for several places to «such as» (بلدات قضاء مرجعيون مثل حولا)


class Gap(NamedTuple):
    """The signs between two names, first..end: whether commas or dashes are among them."""

    first: int
    end: int
    commas: bool
    dashes: bool


def with_rows(line: Line, found: list[Mention]) -> list[Mention]:
    """The mentions of a sentence, each place that goes on with a list without و joined to it, and names between dashes made places."""
    places = {m.first: m for m in found if m.kind == "place"}
    if not places:
        return found
    starts = {m.first for m in found if m.kind != "clause"}
    changed: dict[int, Mention] = {}
    signs: set[int] = set()  # where the signs stand that part the places of a list
    for first in sorted(places):
        place = places[first]
        opener = opening(line, place) if first not in changed else None
        rest = members(line, opener or place, places, starts) if first not in changed and not place.data.get("back") else []
        if opener is None and (place.conj or len(rest) < RUN or any(gap.dashes for _, gap in rest)):
            continue
        if opener is not None and opener is not place:
            changed[first] = opener
            signs |= {n for n in range(first - 3, first) if line.word(n) == COLON}
        for m, gap in rest:
            changed[m.first] = m
            signs |= set(range(gap.first, gap.end))
    if not changed:
        return found
    kept = [changed.pop(m.first, m) if m.kind == "place" else m for m in found if m.kind != "clause" or m.first not in signs]
    return sorted([*kept, *changed.values()], key=lambda m: m.first)


def opening(line: Line, place: Mention) -> Mention | None:
    """The first place of a list: by a noun for several of its kind, right before it, before a colon or «such as», or after «each of»."""
    if place.data.get("back") or place.conj:
        return None
    if place.data.get("lists"):
        return place
    at = place.first - 1
    while line.word(at) in QUOTES or line.word(at) in SLASHES:
        at -= 1
    colon = line.word(at) == COLON
    at -= colon
    each = at if names_each(line, at) else at - 1 if names_each(line, at - 1) else None
    if each is not None and line.end(each) == at + 1:
        return place
    such = line.word(at) in line.lexicon.folded("such_as")
    # بلدات عدة في ريفي X وY، أبرزها …: after a comma the noun may stand farther off
    reach = SUCH_APART if line.word(at - 1) in COMMAS else SUCH_REACH
    at = next((n for n in range(at - 1, max(line.first - 1, at - 1 - reach), -1) if lists(line, n)), at) if such else at
    if not (colon or such) or not lists(line, at) or (place.data.get("list_head") and not such):
        return None
    head, before = line.sense(at, "place_head"), line.sense(at - 1, "preposition")
    if head is None:
        return None
    own = line.lexicon.grammar["clitic_prepositions"].get(head.clitics.preposition)
    prep = own or (before.lexeme.id if before is not None else place.prep or ("in" if such else None))
    if place.data.get("list_head"):
        return replace(place, prep=prep, data={**place.data, "lists": True})  # أحياء عدة بينها حي X
    told = {"lists": True, "list_head": True, "place_kind": head.lexeme.data["kind"], "one": head.lexeme.data.get("one")}
    return replace(place, prep=prep, data={**place.data, **told})


def names_each(line: Line, at: int) -> bool:
    """Whether a word is «each» of what follows it."""
    sense = line.sense(at, "anaphor")
    return sense is not None and sense.lexeme.data.get("what") == "each"


def lists(line: Line, at: int) -> bool:
    """Whether a word is a noun for several places (بلدات)."""
    head = line.sense(at, "place_head")
    return head is not None and bool(head.lexeme.data.get("lists"))


def members(line: Line, opener: Mention, places: dict[int, Mention], starts: set[int]) -> list[tuple[Mention, Gap]]:
    """The places that go on with a list and are not joined to it by و, each with what stands before it."""
    out: list[tuple[Mention, Gap]] = []
    last, count, closed, longest = opener, 1, False, most(line, opener)
    while count < longest:
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
        elif gap.end not in starts and (name := known(line, gap, opener) or unnamed(line, gap, opener)) is not None:
            last = name
        else:
            break
        count += 1
        out.append((last, gap))
    return out


def between(line: Line, at: int) -> Gap:
    """The signs after a name."""
    first, commas, dashes = at, False, False
    while line.word(at) in COMMAS or line.word(at) in DASHES or line.word(at) in QUOTES or line.word(at) == ALONE:
        commas, dashes = commas or line.word(at) in COMMAS, dashes or line.word(at) in DASHES
        at += 1
    return Gap(first, at, commas, dashes)


def most(line: Line, opener: Mention) -> int:
    """How many places a list can have: two, where its noun is a dual (بلدتي), else as many as are told."""
    duals = line.lexicon.folded("dual_place_heads")
    return 2 if line.has(duals) and any(line.word(n) in duals for n in range(opener.first, opener.last)) else line.last


def goes_on(line: Line, place: Mention, opener: Mention) -> bool:
    """Whether a bare name is one more of a list's, and neither what holds its places nor who or what the next clause tells of."""
    told: dict[str, Any] = place.data
    if place.prep is not None or told.get("list_head") or told.get("relation") or told.get("rural") or told.get("back"):
        return False
    kinds = {line.lexicon.places[n]["kind"] for n in told["candidates"]}
    if "country" in kinds or (kinds & WIDE and opener.data.get("place_kind") not in (None, "admin1")):
        return False
    return place.last not in line.verbs()


def known(line: Line, gap: Gap, opener: Mention) -> Mention | None:
    """A name that is a word too, which is a place where it stands in a list: – البابلية،; and its last one: ، ودبل."""
    sense, end = line.sense(gap.end, "place"), line.end(gap.end)
    after = line.word(end)
    parted = after in COMMAS or after in DASHES or after in QUOTES
    joined = sense.clitics.conjunction if sense is not None else ""
    if joined:
        parted = gap.end not in line.verbs() and ends_list(line, end)
    if sense is None or sense.clitics.preposition or not opener.data.get("lists") or not parted:
        return None
    told = {"candidates": sense.lexeme.data["places"], "place_kind": opener.data.get("place_kind"), "weak": False, "lists": True}
    name = " ".join(line.raw(n) for n in range(gap.end, end))[len(joined) :]
    return replace(told_place(line, (gap.end, end, gap.end), None, None, [], name=name, **told), conj=True)


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
