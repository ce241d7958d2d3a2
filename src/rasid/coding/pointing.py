"""Nouns that point back to a place: «the town», «the province», «the capital» stand for the place that the report named."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Iterable

from rasid.lexicon import Lexicon
from rasid.model import Mention

GONE_TO = frozenset(("to", "toward"))  # prepositions of where somebody went: not where the news is
WHENCE_REACH = 3  # words from where a column got to, to where it came from
SETTLED = frozenset(("city", "town", "village", "camp", "neighbourhood", "admin2"))
POINTING_REACH = 500  # places before it, of a text of any length, that a word may point back to; no report of the gold sets names so many
TOWNS = frozenset(("city", "town", "admin1", "admin2"))
PEOPLED = frozenset(("city", "town", "village"))  # kinds that many nouns head (مدينة، بلدة، ناحية)
BELOW_TOWN = frozenset(
    ("neighbourhood", "camp", "facility", "airport", "crossing", "field", "road", "mountain", "water")
)  # heads of what is no town
LAND = frozenset(("mountain", "water", "field"))  # of those, what bears no town's name because it is of that town
SEAT_REACH = 3  # words from a party that governs to its seat: سلطات الأمر الواقع في صنعاء
OFTEN = 3  # times that a report names the place it is about
GOVERNING = frozenset(("government", "foreign-government", "de-facto-authority", "judiciary"))  # kinds of parties that have a seat
NARROW = frozenset(("village", "neighbourhood", "camp"))  # kinds that the word which points back names: القرية


def name_the_capital(mentions: list[Mention], lexicon: Lexicon, home: str | None) -> None:
    """«The capital» is the one that the report names before, else that of the country it is about."""
    capitals, called = set(lexicon.capitals.values()), lexicon.grammar["capitals_called"]
    latest = lexicon.capitals.get(home or "")
    seats: dict[str, int] = {}  # which town each adjective was told of: العاصمة المؤقتة، عدن … العاصمة المؤقتة
    for m in mentions:
        if m.kind != "place":
            continue
        if (name := m.data.get("called")) is not None:
            if m.data["candidates"]:
                seats[name] = m.data["candidates"][0]
            seat = seats.get(name, lexicon.numbers.get(called[name].get(home or "", "")))
            m.data["candidates"] = m.data["candidates"] or ([seat] if seat is not None else [])
        elif m.data.get("back") == ["capital"]:
            m.data["candidates"] = [latest] if latest is not None else []
        elif not capitals.isdisjoint(m.data["candidates"]):
            told = next(n for n in m.data["candidates"] if n in capitals)
            latest = told if home is None or lexicon.places[told].get("country") == home else latest


def named_before(
    told: list[tuple[Mention, set[str]]], back: Mention, datelines: frozenset[int], starts: list[int], seats: frozenset[int]
) -> Mention | None:
    """The place that «the district» means: one named as a district, else the last of its kinds; the town of the dateline last of all.

    What only measures a distance (170 كم شمال بغداد) is not meant, nor what only says on which side of it a place just named lies.
    Within a paragraph the last that fits is meant; of an earlier one what the report names most.
    """
    kinds = back.data["back"]
    here = bisect.bisect_right(starts, back.first)
    named = Counter(str(t.data["name"]) for t, _ in told)
    topic = next((name for name, count in named.most_common(1) if count >= OFTEN), None)
    rated: list[tuple[tuple[int, ...], Mention]] = []
    for t, found in told[-POINTING_REACH:]:
        if (
            not found & set(kinds)
            or t.data.get("whence")
            or t.data.get("distance_km")
            or (t.prep == "toward" and not t.data.get("reached"))
        ):
            continue
        called = t.data.get("alone") is not None and t.data.get("alone") == back.data.get("alone")
        if t.data.get("locates") and set(kinds) & SETTLED and not called:
            continue  # قضاء هيت غربي الرمادي … المدينة; but مخيم أبو شوك شمال مدينة الفاشر … المدينة
        like = likeness(t, found, back, seats)
        if like is None:
            continue
        paragraph = bisect.bisect_right(starts, t.first)
        order: tuple[int, ...]
        same, late = paragraph == here, t.first not in datelines and (t.first > 0 or paragraph == here)
        if kinds[0] not in PEOPLED:
            order = (int(late), int(same), like)  # 🔴 الخوخة: … في المديرية
        elif same and late and (like or kinds[0] != "city"):
            order = (3, paragraph, like)
        else:
            meant = (int(str(t.data["name"]) == topic), int(kinds[0] == "city" and "city" in found))
            order = (min(like, 2) if late else -1, *meant, paragraph, named[str(t.data["name"])])
        rated.append(((*order, t.first), t))
    return max(rated, key=lambda r: r[0])[1] if rated else None


def likeness(told: Mention, found: set[str], back: Mention, seats: frozenset[int]) -> int | None:
    """How well a place told before is what a noun alone means: 3 where the noun headed it, 0 where another did (a بلدة is no مدينة),
    1 where it only says what lay near, or whose seat it is; None where it cannot be."""
    own, noun, kind, head = told.data.get("alone"), back.data.get("alone"), back.data["back"][0], told.data.get("place_kind")
    if kind in PEOPLED:
        if head in BELOW_TOWN and (head in LAND or not told.data["candidates"] or not found - {head} <= TOWNS):
            return None  # حي الزهراء is no town of that name; أحياء الفاشر and سوق النهود are of one
        if head == "road":
            return 0  # طريق قرني
        if own is None and head == "town" and not found & PEOPLED - {head}:
            return None  # منطقة X: a quarter
        if own is None and head == "town" and noun is not None:
            return 0  # منطقة X … المدينة: rather a place told as one
        if own is not None and noun is not None and own == noun:
            return 1 if told.data.get("locates") else 3
        if own is not None and noun is not None:
            return 0
    elif head == kind:
        return 3
    if told.first in seats or told.data.get("ends"):
        return 0  # الطريق بين X وY
    aside = told.data.get("relation") or told.data.get("left") or (told.prep == "to" and not told.data.get("reached"))
    return 1 if aside or head in ("admin1", "admin2") else 2


def headed_alike(unknown: Mention, back: Mention) -> bool:
    """Whether a place without a row is told by the noun that points back: منطقة X is no «town», where the town is known."""
    noun = back.data.get("alone")
    return noun is None or unknown.data.get("alone") == noun


def rules(before: Mention, place: Mention, lexicon: Lexicon) -> bool:
    """سلطات الأمر الواقع في صنعاء: whether a place is the seat of a party that governs, told right before it."""
    governs = before.kind in ("party", "source") and lexicon.parties.kind(before.data.get("party")).get("id") in GOVERNING
    return governs and not place.conj and place.first - before.last <= SEAT_REACH


def provinces_of(told: list[tuple[Mention, set[str]]], lexicon: Lexicon) -> tuple[list[int], int | None]:
    """«The province» where none was named: that of the place named last, or, of one with namesakes, those of all of them, with where that
    place was told: which it is, the place will tell."""
    for mention, _ in reversed(told):
        rows = [lexicon.places[n] for n in mention.data["candidates"]]
        found = [lexicon.provinces.get((row.get("country") or "", row.get("admin1") or "")) for row in rows]
        known = list(dict.fromkeys(at for at in found if at is not None))
        if known:
            return known, mention.first if len(known) > 1 else None
    return [], None


def of_kinds(mention: Mention, wanted: set[str], lexicon: Lexicon) -> list[int]:
    """The rows of a name that are of one of these kinds; a city is a town too."""
    kinds = wanted | ({"city"} if "town" in wanted else set())
    return [n for n in mention.data["candidates"] if lexicon.places[n]["kind"] in kinds]


def spots(mentions: list[Mention]) -> list[Mention]:
    """The places of a report in order, those among them that people are told to be of (أهالي طفس)."""
    found = []
    for m in mentions:
        if m.kind == "place":
            found.append(m)
        elif m.kind == "person" and (home := m.data.get("home")) is not None and home.kind == "place":
            found.append(home)
    return found


def tell_homes(mentions: list[Mention]) -> None:
    """طبيبا من أبناء محافظة إب، وسط اليمن: whom people are of, told by a noun of their own; and on which side that lies is no scene."""
    if not [m for m in mentions if m.kind == "person" and m.data.get("home") is not None]:
        return
    for one, other in itertools.pairwise(mentions):
        home = other.data.get("home") if other.kind == "person" and other.prep == "from" and not other.conj else None
        if home is not None and one.kind == "person" and one.last >= other.first - 1 and not one.data.get("home") and not one.conj:
            one.data["home_told"] = home
    for one, other in itertools.pairwise(m for m in mentions if m.kind != "clause"):
        home = one.data.get("home") if one.kind == "person" else None
        if home is None or home.last != one.last or other.kind != "place" or other.conj or not 0 <= other.first - one.last <= 1:
            continue
        lies = other.data.get("relation") or other.data.get("edge") or is_wide(other)
        if other.prep is None and lies and not other.data.get("back"):
            other.data["of_home"] = True


def is_wide(mention: Mention) -> bool:
    """Whether a place stands by the noun for a province or a countryside."""
    return bool(mention.data.get("rural")) or mention.data.get("place_kind") in ("admin1", "admin2")


def fill_back_references(
    mentions: list[Mention], lexicon: Lexicon, datelines: frozenset[int], starts: list[int], context: Iterable[Mention] = ()
) -> None:
    """Gives «the town», «the province» the rows of the place of that kind named last, or else of the last place that can hold people; or,
    where the report names none, those of the place that its title or outlet names (عدن الآن: انفجار يهز المدينة)."""
    tell_homes(mentions)
    bare = not any(m.data["candidates"] for m in spots(mentions) if not m.data.get("back"))
    outside = [m for m in context if m.kind == "place" and m.data["candidates"]] if bare else []
    told: list[tuple[Mention, set[str]]] = []
    unknowns: list[Mention] = []  # قرية X of a name without a row
    meant: dict[str, tuple[Mention, int]] = {}  # what a noun pointed back to last, and in which paragraph
    last: Mention | None = None
    pairs = itertools.pairwise(mentions)
    seats = frozenset(m.first for before, m in pairs if m.kind == "place" and m.prep == "in" and rules(before, m, lexicon))
    for m in spots(mentions):
        if last is not None and last.last == m.first and m.data.get("relation") and not m.conj:
            m.data["locates"] = True  # قضاء هيت غربي الرمادي
        if last is not None and m.prep in ("from", "come_from") and last.prep in GONE_TO and m.first - last.last <= WHENCE_REACH:
            m.data["whence"], last.data["reached"] = True, True  # وصلت إلى عتق قادمة من مأرب … المدينة
        if last is not None and last.prep == "from" and m.prep in GONE_TO and m.first - last.last <= WHENCE_REACH:
            last.data["left"] = True  # من شهبا إلى إزرع … المدينة
        m.data["ends"] = m.prep == "between" or (m.conj and last is not None and last.last == m.first and bool(last.data.get("ends")))
        last = m
        if m.data.get("back"):
            wanted = set(m.data["back"])
            only = lexicon.grammar["back_in"].get(lexicon.folder.fold(m.data["name"]))
            named = [t for t, _ in told] or outside
            if only and not any(lexicon.places[n].get("country") in only for t in named for n in t.data["candidates"]):
                m.data["candidates"] = []
                continue
            found = named_before(told, m, datelines, starts, seats)
            noun, here = str(m.data["name"]), bisect.bisect_right(starts, m.first)
            if found is not None and noun in meant and meant[noun][1] == here and found.data.get("place_kind") in BELOW_TOWN:
                found = meant[noun][0]  # قصفت مزارع جنوب المدينة وأصابت منزلا في جسر X … من المدينة: the same town
            if found is not None:
                meant[noun] = found, here
            same = next((t for t, kinds in reversed(told) if m.data.get("place_kind") in NARROW & kinds), None)
            if same is not None and found is not None and same.first < found.first:
                found = same  # قرية X بمنطقة Y … القرية
            unknown = next((u for u in reversed(unknowns) if u.data.get("place_kind") in wanted and headed_alike(u, m)), None)
            if unknown is not None and (found is None or found.first < unknown.first):
                found = unknown  # قرية X, that has no row: told by its words
            if found is not None and found.data.get("name"):
                m.data["name"], m.data["meant"] = found.data["name"], found.first
            if found is None and wanted & SETTLED:
                found = next((t for t, kinds in reversed(told) if kinds & SETTLED), None)
            m.data["candidates"] = found.data["candidates"] if found is not None else []
            if found is None and "admin1" in wanted:
                m.data["candidates"], m.data["province_of"] = provinces_of(told, lexicon)
            if found is None and not m.data["candidates"]:
                m.data["candidates"] = next((rows for o in outside if (rows := of_kinds(o, wanted, lexicon))), [])
        elif not m.data["candidates"] and not m.data.get("relation"):
            unknowns.append(m)
        elif m.data["candidates"] and (not m.data.get("rural") or m.data.get("alone")):  # بريف بلدة X … البلدة
            told.append((m, {str(m.data.get("place_kind"))} | {lexicon.places[n]["kind"] for n in m.data["candidates"]}))
