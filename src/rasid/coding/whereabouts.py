"""Where a place is put that a report tells: the point, how exact it is, what holds it, and what on the map contradicts the report."""

from __future__ import annotations

import itertools
from typing import Any, Literal

import msgspec

from rasid.coding.listed_with import listed_with, neighbours
from rasid.coding.placing import PRECISION_OF_KIND, SMALL_HEADS, PlaceResolver
from rasid.coding.points import bearing_of, middle, moved, named_side, part_of, side, turn
from rasid.lexicon import Lexicon
from rasid.lexicon.world import distance_km
from rasid.model import Mention, Place

PlaceRole = Literal["scene", "origin", "destination"]
# A place further than this from where the report puts it (a border, a province) contradicts the report. Borders are drawn to
# about 2 km (world/outlines), reports call places up to some 30 km away "on the border", Aleppo's quarters lie 43 km from it: 50.
BORDER_TOLERANCE_KM = 50.0
NEAR_PRECISION_KM = 25.0  # within which a point is «near» what it is given for (UCDP GED's where_prec 2)
ALONG_KM = 60.0  # from a border to a town that says which stretch of it is meant
WIDE_KINDS = frozenset(("country", "region", "sea", "river", "admin1"))
# Reports round distances and measure by road, which is up to half as long again as the line; sides are told by halves of the compass.
ROUNDED_KM, ROUNDED_SHARE, OTHER_SIDE = 20.0, 0.6, 100.0
AREAS = frozenset(("admin1", "admin2", "country", "region", "river", "sea", "road"))
QUARTERS_KM = 4.0  # quarters nearer than this are told both, as where it was
DISTRICT = 3  # where_prec of a point no nearer than its district
BETWEEN_KM = 200.0  # between two towns of one road, in deserts too; further apart both are told and no middle


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a report names and where it was found to be, with the doubts about it (flags of the event record)."""

    place: Place
    flags: list[str]


class Whereabouts:
    """Writes the places of one report's events, as the resolver settles them."""

    def __init__(self, lexicon: Lexicon, resolver: PlaceResolver) -> None:
        self.lexicon, self.resolver, self.places = lexicon, resolver, resolver.places
        self.conflicts: dict[int, str] = {}  # by where a place stands: how the map contradicts what the report says of where it lies

    def record(
        self, mention: Mention, role: PlaceRole, text: str, container: Mention | None, borders: list[Mention]
    ) -> tuple[Place, list[str]]:
        """The Place of a mention, and the doubts about it."""
        row, ambiguous = self.resolver.choose(mention, container)
        words = text[mention.span[0] : mention.span[1]]
        relation, km = mention.data.get("relation"), mention.data.get("distance_km")
        if row is None and (mention.data.get("place_kind") in SMALL_HEADS or container is not None):
            holder = self.resolver.choose(container)[0] if container is not None else self.resolver.nearest_anchor(mention)
            if holder is None and container is None and mention.conj:
                holder = next(neighbours(mention, self.resolver), None)  # طال القصف X وY, of which Y has no row
            if holder is not None:
                return self.within(mention, role, words, holder, container), ["unresolved-place"]
        if row is None:
            return Place(role=role, id=None, names={}, relation=relation, distance_km=km, text=words, span=mention.span), [
                "unresolved-place"
            ]
        holder = self.resolver.choose(container)[0] if container is not None else None
        if holder is None and self.resolver.is_quarter(mention) and not self.resolver.spoken_for(row, mention):
            holder = self.resolver.nearest_anchor(mention)
            holder = holder if holder is not None and self.resolver.far_off(row, holder, mention) else None
        if holder is not None and self.resolver.far_off(row, holder, mention):
            return self.within(mention, role, words, holder, container), ["unresolved-place"]
        if holder is None and self.resolver.foreign(row, mention):
            nearest = self.resolver.nearest_anchor(mention)
            if nearest is not None:
                return self.within(mention, role, words, nearest), ["unresolved-place"]
            return Place(role=role, id=None, names={}, relation=relation, distance_km=km, text=words, span=mention.span), [
                "unresolved-place"
            ]
        flags = ["ambiguous-place"] if ambiguous else []
        if mention.data.get("seat") and row["kind"] == "admin1" and not mention.data.get("back"):
            row = self.resolver.seat(row) or row  # عاصمة الولاية: the town, not the province
        if self.contradicts(row, mention, container, borders):
            flags.append("place-conflict")
        names = {k: row[k] for k in ("en", "ar") if row.get(k)}
        lat, lon = self.point(row, mention)
        held = holder["en"] if holder is not None and holder["kind"] == "admin1" and holder["country"] == row.get("country") else None
        return Place(
            role=role,
            id=row["id"],
            names=names,
            lat=lat,
            lon=lon,
            country=row.get("country") or None,
            admin1=row["en"] if row["kind"] == "admin1" else row.get("admin1") or held,
            admin2=row["en"] if row["kind"] == "admin2" else row.get("admin2"),
            precision=precision(row, mention),
            relation=relation
            or ("between" if mention.prep == "between" or mention.data.get("ends") else None)
            or (
                f"{mention.data['direction']} countryside"
                if mention.data.get("direction")
                else "countryside"
                if mention.data.get("rural")
                else None
            ),
            distance_km=km,
            text=words,
            span=mention.span,
        ), flags

    def between(self, pair: tuple[Mention, Mention], text: str, containers: dict[int, Mention]) -> Place | None:
        """بين هيت وحديثة: the middle of two places, near both where they are neighbours and else somewhere on the way; None where one
        has no point or they lie too far apart to have a middle that says anything."""
        rows = [self.resolver.choose(m, containers.get(m.first))[0] for m in pair]
        if rows[0] is None or rows[1] is None or rows[0] is rows[1] or any(r is None or r["kind"] in PRECISION_OF_KIND for r in rows):
            return None
        gap = distance_km(rows[0]["lat"], rows[0]["lon"], rows[1]["lat"], rows[1]["lon"])
        if not QUARTERS_KM < gap < BETWEEN_KM:
            return None
        lat, lon = middle(rows[0], rows[1])
        same = {key: rows[0].get(key) if rows[0].get(key) == rows[1].get(key) else None for key in ("country", "admin1", "admin2")}
        first, last = pair[0].span[0], pair[1].span[1]
        return Place(
            role="scene",
            id=None,
            names={k: f"{rows[0][k]} – {rows[1][k]}" for k in ("en", "ar") if rows[0].get(k) and rows[1].get(k)},
            lat=lat,
            lon=lon,
            **same,
            precision=2 if gap <= 2 * NEAR_PRECISION_KM else 5,
            relation="between",
            text=text[first:last],
            span=(first, last),
        )

    def on_border(self, border: Mention, text: str, near: list[Mention]) -> Place | None:
        """على الحدود السورية التركية: an event that only a border is told for: the stretch of it nearest to what the report names by it,
        else its middle; a line, so never exact. None where the two have no border that we have drawn."""
        told, home = border.data["countries"], self.resolver.home()
        a, b = (told[0], told[1]) if len(told) > 1 else (home or "", told[0])
        lines = self.lexicon.gazetteer.border(a, b)
        if not lines:
            return None
        points = [point for line in lines for point in line]
        beside = [row for m in near if (row := self.resolver.choose(m)[0]) is not None and row["kind"] not in WIDE_KINDS]
        nearest = [(r, min(points, key=lambda p: distance_km(r["lat"], r["lon"], p[1], p[0]))) for r in beside]
        close = [p for r, p in nearest if distance_km(r["lat"], r["lon"], p[1], p[0]) < ALONG_KM]
        longest = max(lines, key=len)
        lon, lat = close[-1] if close else longest[len(longest) // 2]
        names = [self.lexicon.countries.get(c) for c in (a, b)]
        return Place(
            role="scene",
            id=None,
            names={k: " – ".join(n[k] for n in names if n) for k in ("en", "ar") if all(n is not None and n.get(k) for n in names)},
            lat=round(lat, 4),
            lon=round(lon, 4),
            country=home if home in (a, b) else a,
            precision=5,
            relation="border",
            text=text[border.span[0] : border.span[1]],
            span=border.span,
        )

    def point(self, row: dict[str, Any], mention: Mention) -> tuple[float, float]:
        """Where a mention of a row is: so far on its side, the part of a province that a side of it is, or the row's own point."""
        data, seat = mention.data, self.resolver.seat(row) if row["kind"] in ("admin1", "admin2") else None
        bearing = side(data.get("relation") or data.get("direction"))
        if bearing is not None and data.get("distance_km"):
            start = seat or row
            return moved(start["lat"], start["lon"], data["distance_km"], bearing)
        if bearing is not None and row["kind"] in ("admin1", "admin2"):
            return part_of(self.lexicon, row, self.resolver.middle_town(row) or row, bearing) or (row["lat"], row["lon"])
        whole = row["kind"] == "admin2" and not (data.get("rural") or data.get("direction") or data.get("relation"))
        whole = whole or (row["kind"] == "admin1" and bool(data.get("seat")))  # مركز الولاية
        at = (seat if whole else None) or row  # a district alone stands where its town does (ACLED, geo-precision 2)
        return at["lat"], at["lon"]

    def within(self, mention: Mention, role: PlaceRole, words: str, holder: dict[str, Any], container: Mention | None = None) -> Place:
        """A place we do not have, told to be in or by one we have: the holder's point, no more exact than the holder; in a province that
        of a place listed with it."""
        if holder["kind"] == "admin2" and self.resolver.is_quarter(mention):
            holder = self.resolver.seat(holder) or holder  # حي البكر وسط قضاء هيت: in the town
        beside = listed_with(mention, holder, self.resolver) if holder["kind"] in WIDE_KINDS else None
        if beside is not None:
            lat, lon, exact = beside["lat"], beside["lon"], DISTRICT  # somewhere about it
        else:
            lat, lon = (holder["lat"], holder["lon"]) if container is None else self.point(holder, container)
            exact = max(2, PRECISION_OF_KIND.get(holder["kind"], 2))
        return Place(
            role=role,
            id=None,
            names={self.lexicon.code: self.name(mention, words)},
            lat=lat,
            lon=lon,
            country=holder.get("country"),
            admin1=holder["en"] if holder["kind"] == "admin1" else holder.get("admin1"),
            precision=exact,
            text=words,
            span=mention.span,
        )

    def name(self, mention: Mention, words: str) -> str:
        """The name of a place that we do not have, without the و before it where other places of ours bear it."""
        name, rows = str(mention.data["name"]), mention.data["candidates"]
        links = (self.lexicon.language.get("proclitics") or {}).get("conjunction") or () if rows and mention.conj else ()
        for link in links:
            joined = words.startswith(name) and name.startswith(link)
            if joined and not any(str(self.places[n].get(self.lexicon.code)).startswith(link) for n in rows):
                return name.removeprefix(link)
        return name

    def contradicts(self, row: dict[str, Any], mention: Mention, container: Mention | None, borders: list[Mention]) -> bool:
        """Whether the map puts the place elsewhere than the report does: off the border named, out of the province named, further from
        another place than told, or on another side of it. Why is kept for `explain`, by where the place stands."""
        reason = (
            None
            if row["kind"] in AREAS
            else self.off_the_border(row, [b for b in borders if self.told_of(b, mention)] if borders else [])
            or self.out_of_province(row, container)
            or self.off_its_side(row, container)
        )
        if reason is not None:
            self.conflicts[mention.first] = reason
        return reason is not None

    def off_the_border(self, row: dict[str, Any], borders: list[Mention]) -> str | None:
        for border in borders:
            countries = border.data["countries"]
            a, b = (countries[0], countries[1]) if len(countries) > 1 else (row.get("country"), countries[0])
            gap = self.lexicon.gazetteer.border_distance_km(row, a, b) if a and b and a != b else None
            if gap is not None and gap > BORDER_TOLERANCE_KM:
                return f"the report puts it on the border of {a} and {b}, the map {gap:.0f} km from it"
        return None

    def told_of(self, border: Mention, mention: Mention) -> bool:
        """Whether a border is told of a place: no other place stands nearer to it."""
        gaps = {m.first: max(m.first - border.last, border.first - m.last) for m in self.resolver.mentions}
        return gaps.get(mention.first, 0) <= min(gaps.values(), default=0)

    def out_of_province(self, row: dict[str, Any], container: Mention | None) -> str | None:
        if container is None or container.data.get("relation") or container.data.get("distance_km"):
            return None  # الموصل (400 كم شمال بغداد)
        held = [self.places[n] for n in container.data["candidates"]]
        provinces = {(p["country"], p["en"]) for p in held if p["kind"] == "admin1"}
        if not provinces or not row.get("admin1") or (row.get("country"), row["admin1"]) in provinces:
            return None
        nearest = min(distance_km(row["lat"], row["lon"], p["lat"], p["lon"]) for p in held)
        told = next(p["en"] for p in held if p["kind"] == "admin1")
        far = nearest > 2 * BORDER_TOLERANCE_KM
        return f"the report puts it in {told}, the map in {row['admin1']}, {nearest:.0f} km from its middle" if far else None

    def off_its_side(self, row: dict[str, Any], container: Mention | None) -> str | None:
        """قرية X، 40 كيلومترا شمال Y: further than told, or on a side at a right angle or more to the one told."""
        measured = self.resolver.choose(container)[0] if container is not None else None
        if container is None or measured is None or measured is row or measured["kind"] in AREAS or row.get("source") == "estimate":
            return None
        km, bearing = container.data.get("distance_km"), side(container.data.get("relation"))
        gap = distance_km(measured["lat"], measured["lon"], row["lat"], row["lon"])
        name = measured["en"] or measured.get(self.lexicon.code)
        if km and abs(gap - km) > max(ROUNDED_KM, km * ROUNDED_SHARE):
            return f"the report puts it {km:.0f} km from {name}, the map {gap:.0f} km"
        if bearing is None or gap < ROUNDED_KM:
            return None
        course = bearing_of(measured["lat"], measured["lon"], row["lat"], row["lon"])
        told = str(container.data["relation"]).removesuffix(" of")
        other = turn(course, bearing) > OTHER_SIDE
        return f"the report puts it {told} of {name}, the map {named_side(course)} of it" if other else None


def pair_between(places: list[Mention]) -> tuple[Mention, Mention] | None:
    """بين هيت وحديثة: the first two places of a sentence that something was between."""
    for one, other in itertools.pairwise(places):
        if one.prep == "between" and other.conj and other.first == one.last and not one.data.get("list_head"):
            return one, other
    return None


def precision(row: dict[str, Any], mention: Mention) -> int:
    """UCDP GED's where_prec: 1 the place itself, 2 near it (or a coordinate from memory), 3 and 4 its division,
    5 a line or area, 6 a country."""
    if mention.data.get("rural"):
        return {"admin1": 4, "admin2": 3, "country": 6}.get(row["kind"], 3)
    own = PRECISION_OF_KIND.get(row["kind"], 1)
    if own == 1 and (row.get("source") == "estimate" or mention.data.get("relation") or mention.data.get("edge")):
        return 2
    return own
