"""Points that words give from other points: so many kilometres on a side of a town, the middle of two, the eastern part of a province."""

from __future__ import annotations

import math
import statistics
from typing import Any

from rasid.lexicon import Lexicon
from rasid.lexicon.world import EARTH_KM, distance_km

BEARINGS = {
    "north": 0.0,
    "north-east": 45.0,
    "east": 90.0,
    "south-east": 135.0,
    "south": 180.0,
    "south-west": 225.0,
    "west": 270.0,
    "north-west": 315.0,
}
PEOPLED = frozenset(("city", "town", "village", "admin2"))
# Half the angle in which a place lies "north" of a town: a quarter of the compass, and some more, since nobody measures it.
SECTOR = 55.0
FEW = 3  # places that make the middle of a part of a province; of fewer the middle would be a village
COUNTRYSIDE_KM = 70.0  # from a town to the ends of what is called its countryside; provinces of deserts reach further


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point so many kilometres from another on a bearing (degrees from north), on a sphere of 6,371 km."""
    angle, course = km / EARTH_KM, math.radians(bearing)
    p, q = math.radians(lat), math.radians(lon)
    there = math.asin(math.sin(p) * math.cos(angle) + math.cos(p) * math.sin(angle) * math.cos(course))
    east = q + math.atan2(math.sin(course) * math.sin(angle) * math.cos(p), math.cos(angle) - math.sin(p) * math.sin(there))
    return round(math.degrees(there), 4), round(math.degrees(east), 4)


def bearing_of(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """In which direction a second point lies from a first, in degrees from north."""
    p, q, turn = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    return (
        math.degrees(math.atan2(math.sin(turn) * math.cos(q), math.cos(p) * math.sin(q) - math.sin(p) * math.cos(q) * math.cos(turn))) % 360
    )


def turn(one: float, other: float) -> float:
    """How far two bearings are apart, 0 to 180 degrees."""
    return abs((one - other + 180) % 360 - 180)


def named_side(bearing: float) -> str:
    """The side that a bearing is nearest to: 80 → east."""
    return min(BEARINGS, key=lambda name: turn(BEARINGS[name], bearing))


def side(words: str | None) -> float | None:
    """The bearing of «south-east of», «north»; None of what is no side (near, between, central)."""
    return BEARINGS.get((words or "").removesuffix(" of"))


def middle(one: dict[str, Any], other: dict[str, Any]) -> tuple[float, float]:
    """Half-way between two rows, by their degrees: good to a few hundred metres over the distances that reports speak of."""
    return round((one["lat"] + other["lat"]) / 2, 4), round((one["lon"] + other["lon"]) / 2, 4)


def part_of(lexicon: Lexicon, division: dict[str, Any], seat: dict[str, Any], bearing: float) -> tuple[float, float] | None:
    """The middle of what lies on a side of a province or district: of the towns and villages there, as people live; None where we know
    too few. Measured from its town, since the northern countryside of Hama lies north of Hama."""
    key = "admin1" if division["kind"] == "admin1" else "admin2"
    there = [
        row
        for row in lexicon.divisions.get((str(division.get("country")), key, str(division["en"])), ())
        if row["kind"] in PEOPLED
        and row is not seat
        and distance_km(seat["lat"], seat["lon"], row["lat"], row["lon"]) <= COUNTRYSIDE_KM
        and turn(bearing_of(seat["lat"], seat["lon"], row["lat"], row["lon"]), bearing) <= SECTOR
    ]
    if len(there) < FEW:
        return None
    return round(statistics.median(r["lat"] for r in there), 4), round(statistics.median(r["lon"] for r in there), 4)
