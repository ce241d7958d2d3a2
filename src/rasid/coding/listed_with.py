"""Where a place that has no row lies, nearer than the province said to hold it: by the places that it is listed with, or by its town."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasid.coding.placing import PRECISION_OF_KIND, PlaceResolver, of_it
from rasid.lexicon.world import distance_km
from rasid.model import Mention

GAP = 2  # words between two places of a list: a comma, or a comma and a quotation mark
REGION_KM = 150.0  # from the middle of a region to what lies in it


def listed_with(mention: Mention, holder: dict[str, Any], resolver: PlaceResolver) -> dict[str, Any] | None:
    """قرى X وY بولاية الجزيرة: the row of the place listed nearest to one without a row, where it lies in what holds both; of a quarter
    the town spoken of; None where none does."""
    if mention.data.get("place_kind") == "neighbourhood":
        town = resolver.nearest_anchor(mention)
        return town if town is not None and within(holder, town) else None
    return next((row for row in neighbours(mention, resolver) if within(holder, row)), None)


def neighbours(mention: Mention, resolver: PlaceResolver) -> Iterator[dict[str, Any]]:
    """The points that a place is listed with, those before it from the nearest on, then those after it."""
    at = next((n for n, m in enumerate(resolver.mentions) if m.first == mention.first), -1)
    for step in (-1, 1):
        here, other = mention, at + step if at >= 0 else -1
        while 0 <= other < len(resolver.mentions) and joined(*sorted((here, resolver.mentions[other]), key=lambda m: m.first)):
            here = resolver.mentions[other]
            row = resolver.choose(here)[0]
            if row is not None and row["kind"] not in PRECISION_OF_KIND:
                yield row
            other += step


def joined(one: Mention, other: Mention) -> bool:
    """Whether a place goes on with the list that the one before it is of."""
    return other.conj and other.prep is None and 0 <= other.first - one.last <= GAP


def within(holder: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether a row lies in a province, region or country, by what it is said to be of or by how far off it is."""
    if holder["kind"] in ("admin1", "admin2"):
        return of_it(holder, row)
    if holder["kind"] == "country":
        return bool(row.get("country") == holder.get("country"))
    return distance_km(holder["lat"], holder["lon"], row["lat"], row["lon"]) < REGION_KM
