"""The ground of the map: Mercator's projection, and outlines of countries and divisions as SVG paths, each carried once.

Lengths are map units: `WORLD` of them go round the equator, so that one is some 300 m and whole numbers are exact enough for lines
that are good to 2 km. Points lie relative to `Atlas.origin`, which keeps numbers small; y grows to the south.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

from rasid.gazetteer.outlines import Outlines
from rasid.model import Place
from rasid.publish.map.wording import Pair, Wording

WORLD = 131072
EQUATOR_KM = 40075.0
NORTHMOST = 85.0  # Mercator's map has no poles
BOX = 5  # points of a ring that is a mere box: good for a test of what lies in dispute, and no line to draw
PLACES_OF_A_NAME = 4  # where a country's name is tried before it is left out
LEVELS = 12
NEIGHBOURS = 0.6  # how much of a view's own size is drawn around it, so that moving the map a little finds land

Box = tuple[float, float, float, float]  # west, north, east, south


class Path(NamedTuple):
    """An outline: `kind` is country, province, district or disputed; `d` an SVG path."""

    id: str
    kind: str
    d: str


class Label(NamedTuple):
    """A name and the points where it can stand, best first."""

    points: list[tuple[float, float]]
    kind: str
    name: Pair


def projected(lat: float, lon: float) -> tuple[float, float]:
    """Map units from the date line and from the top of Mercator's square."""
    lat = max(-NORTHMOST, min(NORTHMOST, lat))
    north = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (lon + 180) / 360 * WORLD, (0.5 - north / (2 * math.pi)) * WORLD


def units(km: float, lat: float) -> float:
    """Map units of a length at a latitude."""
    return km / EQUATOR_KM * WORLD / max(0.09, math.cos(math.radians(lat)))


def around(boxes: list[Box]) -> Box:
    """The box that holds all of some boxes (at least one)."""
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def apart(a: Box, b: Box) -> bool:
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


class Atlas:
    """What can be drawn under events: the gazetteer's outlines, with names of countries and provinces."""

    def __init__(self, outlines: Outlines, wording: Wording, origin: tuple[float, float] | None = None) -> None:
        self.outlines, self.wording = outlines, wording
        self.origin = origin or projected(33.0, 40.0)

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        x, y = projected(lat, lon)
        return round(x - self.origin[0], 2), round(y - self.origin[1], 2)

    def outline(self, place: Place) -> tuple[str, str, str] | None:
        """The (country, province, district) whose outline a place of precision 3 or 4 is; the district empty for a province."""
        if place.country is None or place.precision not in (3, 4):
            return None
        if place.precision == 4:
            key = (place.country, place.admin1 or place.names.get("en") or "", "")
        else:
            key = (place.country, place.admin1 or "", place.admin2 or place.names.get("en") or "")
        return key if key[1] and self.outlines.shape(key[0], key[1], key[2] or None) is not None else None

    def box(self, key: tuple[str, str, str]) -> Box:
        """The box of an outline."""
        shape = self.outlines.shape(key[0], key[1] or None, key[2] or None)
        assert shape is not None
        return (*self.point(shape.north, shape.west), *self.point(shape.south, shape.east))

    def ground(self, view: Box, busy: set[str], districts: set[tuple[str, str, str]]) -> tuple[list[Path], list[Label]]:
        """Outlines and names around a view: all countries near it, provinces of those where something is told, the districts asked for."""
        wide, high = (view[2] - view[0]) * NEIGHBOURS, (view[3] - view[1]) * NEIGHBOURS
        reach = (view[0] - wide, view[1] - high, view[2] + wide, view[3] + high)
        paths: list[Path] = []
        labels: list[Label] = []
        for code, country in sorted(self.outlines.countries()):
            if code not in busy and apart(self.box((code, "", "")), reach):
                continue
            paths.append(Path(code, "country", self.path(country.shape.rings)))
            if code in self.wording.countries:
                labels.append(self.label("country", country.shape.rings, self.wording.countries[code]))
            for name, shape in country.admin1.items() if code in busy else ():
                paths.append(Path(name_of((code, name, "")), "province", self.path(shape.rings)))
                labels.append(self.label("province", shape.rings, self.wording.divisions.get(("admin1", code, name)) or (name, name)))
        for key in sorted(districts):
            paths.append(Path(name_of(key), "district", self.path(self.outlines.rings(*key))))
        for claims, shape in self.outlines.drawn.disputed:
            if claims & {p.id for p in paths} and len(shape.rings[0]) > BOX:
                paths.append(Path("-".join(sorted(claims)), "disputed", self.path(shape.rings)))
        return paths, labels

    def label(self, kind: str, rings: list[list[tuple[float, float]]], name: Pair) -> Label:
        points = middles([self.point(lat, lon) for lon, lat in rings[0]])
        return Label(points[: PLACES_OF_A_NAME if kind == "country" else 1], kind, name)

    def path(self, rings: list[list[tuple[float, float]]]) -> str:
        """Closed rings of (lon, lat) as one SVG path in whole map units, each point relative to the one before."""
        parts = []
        for ring in rings:
            points = [(round(x), round(y)) for x, y in (self.point(lat, lon) for lon, lat in ring)]
            steps = "".join(step(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points[:-1]) if a != b)
            if steps:
                parts.append(f"M{points[0][0]} {points[0][1]}l{steps.strip()}z")
        return "".join(parts)


def step(dx: int, dy: int) -> str:
    """Two numbers of a path, with no more spaces than they need."""
    return f"{'' if dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}"


def name_of(key: tuple[str, str, str]) -> str:
    """The id of an outline in the page."""
    return "/".join(part for part in key if part)


def middles(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points well inside a ring, best first: half-way along the widest stretch that each of some level lines crosses."""
    ys = [y for _, y in ring]
    top, bottom = min(ys), max(ys)
    found = []
    for n in range(1, LEVELS):
        y = top + (bottom - top) * n / LEVELS
        cuts = sorted(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y))
        stretches = [(right - left, left, right) for left, right in zip(cuts[::2], cuts[1::2], strict=False)]
        if stretches:
            wide, left, right = max(stretches)
            off = abs(n - LEVELS / 2) / LEVELS  # rather in the middle than in a wide corner
            found.append((wide * (1 - off), round((left + right) / 2, 1), round(y, 1)))
    return [(x, y) for _, x, y in sorted(found, reverse=True)] or [ring[0]]
