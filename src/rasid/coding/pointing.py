"""Nouns that point back to a place: «the town», «the province», «the capital» stand for the place that the report named."""

from __future__ import annotations

import bisect

from rasid.lexicon import Lexicon
from rasid.model import Mention

GONE_TO = frozenset(("to", "toward"))  # prepositions of where somebody went: not where the news is
WHENCE_REACH = 3  # words from where a column got to, to where it came from
SETTLED = frozenset(("city", "town", "village", "camp", "neighbourhood", "admin2"))
POINTING_REACH = 500  # places before it, of a text of any length, that a word may point back to; no report of the gold sets names so many
NARROW = frozenset(("village", "neighbourhood", "camp"))  # kinds that the word which points back names: القرية


def name_the_capital(mentions: list[Mention], lexicon: Lexicon, home: str | None) -> None:
    """«The capital» is the one that the report names before, else that of the country it is about."""
    capitals = set(lexicon.capitals.values())
    latest = lexicon.capitals.get(home or "")
    for m in mentions:
        if m.kind != "place":
            continue
        if m.data.get("back") == ["capital"]:
            m.data["candidates"] = [latest] if latest is not None else []
        elif (told := next((n for n in m.data["candidates"] if n in capitals), None)) is not None:
            latest = told if home is None or lexicon.compiled.places[told].get("country") == home else latest


def named_before(told: list[tuple[Mention, set[str]]], kinds: list[str], datelines: frozenset[int], start: int = 0) -> Mention | None:
    """The place that «the district» means: one named as a district, else the last of its kinds; the town of the dateline last of all.

    What only measures a distance (170 كم شمال بغداد) is not meant, nor what only says on which side of it a place just named lies.
    """
    lately = told[-POINTING_REACH:]
    went = [(t, found) for t, found in lately if not t.data.get("whence") and (t.prep not in GONE_TO or t.data.get("reached"))]
    near = [(t, found) for t, found in went if not t.data.get("distance_km")]
    if set(kinds) & SETTLED:
        near = [(t, found) for t, found in near if not t.data.get("locates")]
    here = [(t, found) for t, found in near if t.first not in datelines]
    later = [(t, found) for t, found in here if t.first > 0]
    same = next((t for t, found in reversed(here) if t.first >= start and found & set(kinds)), None)  # 🔴 الخوخة: … في المديرية
    reach = start if same is not None else 0
    headed = (t for t, _ in reversed(near) if t.first >= reach and t.data.get("place_kind") == kinds[0])
    last = (t for rows in (later, here, near) for t, found in reversed(rows) if found & set(kinds))
    return next(headed, None) or same or next(last, None)


def province_of(told: list[tuple[Mention, set[str]]], lexicon: Lexicon) -> list[int]:
    """«The province» where none was named: that of the place named last."""
    for mention, _ in reversed(told):
        row = lexicon.compiled.places[mention.data["candidates"][0]]
        at = lexicon.provinces.get((row.get("country") or "", row.get("admin1") or ""))
        if at is not None:
            return [at]
    return []


def fill_back_references(mentions: list[Mention], lexicon: Lexicon, datelines: frozenset[int], starts: list[int]) -> None:
    """Gives «the town», «the province» the rows of the place of that kind named last, or else of the last place that can hold people."""
    told: list[tuple[Mention, set[str]]] = []
    unknowns: list[Mention] = []  # قرية X of a name without a row
    last: Mention | None = None
    for m in mentions:
        if m.kind != "place":
            continue
        if last is not None and last.last == m.first and m.data.get("relation") and not m.conj:
            m.data["locates"] = True  # قضاء هيت غربي الرمادي
        if last is not None and m.prep == "from" and last.prep in GONE_TO and m.first - last.last <= WHENCE_REACH:
            m.data["whence"], last.data["reached"] = True, True  # وصلت إلى عتق قادمة من مأرب … المدينة
        last = m
        if m.data.get("back"):
            wanted = set(m.data["back"])
            found = named_before(told, m.data["back"], datelines, starts[max(bisect.bisect_right(starts, m.first) - 1, 0)])
            same = next((t for t, kinds in reversed(told) if m.data.get("place_kind") in NARROW & kinds), None)
            if same is not None and found is not None and same.first < found.first:
                found = same  # قرية X بمنطقة Y … القرية
            unknown = next((u for u in reversed(unknowns) if u.data.get("place_kind") in wanted), None)
            if unknown is not None and (found is None or found.first < unknown.first):
                found = unknown  # قرية X, that has no row: told by its words
            if found is not None and found.data.get("name"):
                m.data["name"], m.data["meant"] = found.data["name"], found.first
            if found is None and wanted & SETTLED:
                found = next((t for t, kinds in reversed(told) if kinds & SETTLED), None)
            m.data["candidates"] = (
                found.data["candidates"] if found is not None else province_of(told, lexicon) if "admin1" in wanted else []
            )
        elif not m.data["candidates"] and not m.data.get("relation"):
            unknowns.append(m)
        elif m.data["candidates"] and not m.data.get("rural"):
            told.append((m, {str(m.data.get("place_kind"))} | {lexicon.compiled.places[n]["kind"] for n in m.data["candidates"]}))
