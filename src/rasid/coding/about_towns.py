"""Places that lie at a town or in the country around it, and towns that stand for that country."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.coding.likeness import scene_of
from rasid.lexicon.world import distance_km

TOWNS = frozenset(("city", "town", "village"))
WIDE = frozenset(("admin1", "admin2", "region", "country"))
COUNTRY_KM = 40.0  # from a town to the villages for which reports name it: a district
FACILITY_KM = 10.0  # from the middle of a town to its airport, its garrison


def of_town(town: dict, site: dict) -> bool:
    """Whether a place that is no town lies at a town: its airport, the division's headquarters there."""
    near = distance_km(town["lat"], town["lon"], site["lat"], site["lon"]) < FACILITY_KM
    return town["kind"] in TOWNS and site["kind"] not in TOWNS | WIDE and near


def for_province(town: dict, place: dict) -> bool:
    """قصف على صعدة over news of one of its districts: whether a city bears the name of the province that holds a place."""
    named = town["kind"] == "city" and town["en"] == town.get("admin1")
    return named and place["kind"] != "city" and place.get("admin1") == town["en"] and place.get("country") == town.get("country")


def bare(draft: Draft) -> bool:
    """Whether where an event was is named without a noun for it, or by a side of it: درعا may be the country around it, مدينة درعا is the
    town, جنوب مدينة درعا is out there."""
    return not any(m.data.get("place_kind") and not m.data.get("relation") for m in scene_of(draft))


def around(town: dict, place: dict) -> bool:
    """Whether a place lies in the country around a town of its province, which reports name for it: في درعا … في بلدة علما."""
    one = town.get("admin1") == place.get("admin1") is not None and town.get("country") == place.get("country")
    near = distance_km(town["lat"], town["lon"], place["lat"], place["lon"]) < COUNTRY_KM
    return town["kind"] in ("city", "town") and place["kind"] not in WIDE | {"city"} and one and near
