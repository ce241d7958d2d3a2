"""How far countries and their divisions reach: coarse outlines of `data/world/outlines`, read when first asked for.

Points are (lon, lat) in degrees as in the files; the lines are Natural Earth's (docs/data.md), good to about 2 km.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import msgspec

from rasid.lexicon.layers import default_layers
from rasid.model import DataError

FOLDER = "world/outlines"
KM_A_DEGREE = 111.2
EDGES_A_BAND = 6  # how many edges of a ring a test of one point looks at, roughly

Ring = list[tuple[float, float]]
T = TypeVar("T")


class Division(msgspec.Struct):
    """One outline of a file: a province, a district (with its province), or a disputed area (with who claims it)."""

    rings: list[Ring]
    name: str = ""
    admin1: str = ""
    computed: bool = False
    countries: list[str] = []


class CountryFile(msgspec.Struct):
    """One file of outlines, as it is written by scripts/outlines.py."""

    rings: list[Ring]
    admin1: dict[str, Division] = {}
    admin2: list[Division] = []


class BordersFile(msgspec.Struct):
    borders: dict[str, list[Ring]]


class DisputedFile(msgspec.Struct):
    areas: dict[str, Division]


class Shape:
    """An area within closed rings; a ring inside another is a hole (even-odd). Crosses neither a pole nor 180°."""

    def __init__(self, rings: list[Ring]) -> None:
        self.rings = rings
        lons = [lon for ring in rings for lon, _ in ring]
        lats = [lat for ring in rings for _, lat in ring]
        self.west, self.east = min(lons), max(lons)
        self.south, self.north = min(lats), max(lats)

    @cached_property
    def bands(self) -> list[list[tuple[float, float, float, float]]]:
        """The edges by the strips of latitude that they cross, from the south, so that a test of a point looks at few."""
        edges = [(*a, *b) for ring in self.rings for a, b in pairwise(ring) if a[1] != b[1]]
        count = max(1, len(edges) // EDGES_A_BAND)
        bands: list[list[tuple[float, float, float, float]]] = [[] for _ in range(count)]
        step = count / (self.north - self.south)
        for edge in edges:
            low, high = sorted(((edge[1] - self.south) * step, (edge[3] - self.south) * step))
            for n in range(min(int(low), count - 1), min(int(high), count - 1) + 1):
                bands[n].append(edge)
        return bands

    def contains(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside, by counting the edges that a line east of it crosses."""
        if not (self.south <= lat < self.north and self.west <= lon <= self.east):
            return False
        bands = self.bands
        inside = False
        for x1, y1, x2, y2 in bands[min(int((lat - self.south) * len(bands) / (self.north - self.south)), len(bands) - 1)]:
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside

    def within(self, lat: float, lon: float, km: float) -> bool:
        """Whether a point lies inside, or outside by no more than `km`."""
        if self.contains(lat, lon):
            return True
        reach = km / KM_A_DEGREE
        wide = reach / max(0.05, math.cos(math.radians(lat)))
        if km <= 0 or not (self.south - reach <= lat <= self.north + reach and self.west - wide <= lon <= self.east + wide):
            return False
        return lines_km(lat, lon, self.rings) <= km


def lines_km(lat: float, lon: float, lines: Iterable[Ring]) -> float:
    """Distance from a point to the nearest of some lines in kilometres, on a local plane (good to 1% over some 100 km)."""
    k = math.cos(math.radians(lat))
    best = math.inf
    for line in lines:
        x1, y1 = (line[0][0] - lon) * k, line[0][1] - lat
        for point in line[1:]:
            x2, y2 = (point[0] - lon) * k, point[1] - lat
            dx, dy = x2 - x1, y2 - y1
            length = dx * dx + dy * dy
            t = -(x1 * dx + y1 * dy) / length if length else 0.0
            t = 0.0 if t < 0 else 1.0 if t > 1 else t
            x, y = x1 + t * dx, y1 + t * dy
            if (gap := x * x + y * y) < best:
                best = gap
            x1, y1 = x2, y2
    return math.sqrt(best) * KM_A_DEGREE


class Country:
    """A country's outline, and those of its divisions where it has any."""

    def __init__(self, drawn: CountryFile) -> None:
        self.shape = Shape(drawn.rings)
        self.admin1 = {name: Shape(division.rings) for name, division in drawn.admin1.items()}
        self.admin2 = {(division.admin1, division.name): Shape(division.rings) for division in drawn.admin2}
        self.computed = {name for name, division in drawn.admin1.items() if division.computed}


class Drawn:
    """All outlines of some layers; a file of a later layer stands for the one of the same name below it."""

    def __init__(self, layers: Iterable[Path]) -> None:
        self.files = {path.stem: path for layer in layers for path in sorted((layer / FOLDER).glob("*.json"))}
        self.read: dict[str, Country] = {}

    @property
    def codes(self) -> list[str]:
        """The countries that have an outline (ISO 3166-1 alpha-3)."""
        return sorted(name for name in self.files if len(name) == 3 and name.isupper())

    def country(self, code: str) -> Country | None:
        if code not in self.read and code in self.codes:
            self.read[code] = Country(self.decoded(code, CountryFile))
        return self.read.get(code)

    @cached_property
    def disputed(self) -> list[tuple[frozenset[str], Shape]]:
        """Areas that more than one country claims or holds, and these countries."""
        if "disputed" not in self.files:
            return []
        return [(frozenset(a.countries), Shape(a.rings)) for a in self.decoded("disputed", DisputedFile).areas.values()]

    @cached_property
    def borders(self) -> dict[str, list[Ring]]:
        """The lines between two countries, by their codes in alphabetical order: SYR-TUR."""
        return self.decoded("borders", BordersFile).borders if "borders" in self.files else {}

    def border_km(self, lat: float, lon: float, a: str, b: str) -> float | None:
        """How far a point lies from the border of two countries in kilometres; None where they have none that we know."""
        lines = self.borders.get("-".join(sorted((a, b))))
        return lines_km(lat, lon, lines) if lines else None

    def decoded(self, name: str, kind: type[T]) -> T:
        try:
            return msgspec.json.decode(self.files[name].read_bytes(), type=kind)
        except (OSError, msgspec.DecodeError) as error:
            raise DataError(
                f"this file of outlines is not readable ({error})",
                where=str(self.files[name]),
                hint="Restore it, or make it anew with scripts/outlines.py.",
            ) from None


@lru_cache(maxsize=4)
def drawn(layers: tuple[Path, ...] | None = None) -> Drawn:
    """The outlines of these layers (default: built in and the user's), read once a process."""
    return Drawn(layers if layers is not None else default_layers())
