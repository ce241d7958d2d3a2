"""Places made coarser: to the row of their district, province or country, or to a cell of a grid.

What comes out depends on the place and the level alone, never on the release, the day or what else is in it: asked a thousand times it
gives one point, so that releases put side by side, or averaged, tell no more than one.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered

LEVELS = ("exact", "admin2", "admin1", "country")
PRECISION = {"admin2": 3, "admin1": 4, "country": 6}  # UCDP GED's where_prec
GRID_PRECISION = 5  # an area without bounds of its own
SEA_PRECISION = 7
FINEST, COARSEST = 0.1, 5.0  # degrees of a grid: some 11 to 550 km from north to south
KEPT = 4096  # places remembered: a bound on memory


class Level(NamedTuple):
    """How coarse: the higher `rank`, the coarser. `cell`: degrees of a grid's cell; 0 where it is no grid."""

    rank: float
    name: str
    cell: float = 0.0


EXACT = Level(0, "exact")


def level_of(text: str) -> Level | None:
    """A level as profiles write it (`admin1`, `grid 0.5`); None where it is none. A grid of a degree or more is coarser than a district."""
    if text in LEVELS:
        return Level(LEVELS.index(text), text)
    name, _, cell = text.partition(" ")
    try:
        size = float(cell)
    except ValueError:
        return None
    return Level(1.5 if size >= 1 else 0.5, "grid", size) if name == "grid" and FINEST <= size <= COARSEST else None


class Spot(NamedTuple):
    """What of a place says where it is."""

    id: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    precision: int | None


class Area(NamedTuple):
    """What stands in its stead: the fields of a place."""

    id: str | None
    names: dict[str, str]
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    precision: int | None


class Coarsener:
    """Areas by place and level, over the places and outlines that the project's data has."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.kinds: dict[str, str] = {}
        self.rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in lexicon.compiled.places:
            self.kinds[row["id"]] = row["kind"]
            if row["kind"] in ("country", "admin1", "admin2"):
                self.rows.setdefault(key_of(row), row)
            elif row["kind"] == "sea":
                self.rows[(row["id"], "sea")] = row
        self.outlines = Outlines()
        self.area = remembered(KEPT, self.found)
        self.kind = remembered(KEPT, self.kind_of)

    def kind_of(self, id_: str) -> str | None:
        """The kind of a place of the data or of those imported."""
        if id_ in self.kinds:
            return self.kinds[id_]
        index: Any = self.lexicon.places.index
        number = index.number(id_) if index is not None else None
        return str(index.row(number)["kind"]) if number is not None else None

    def found(self, spot: Spot, level: Level) -> Area | None:
        """The area of a place at a level; where none of that is known, the next coarser. None where none is known at all."""
        if (sea := self.rows.get((spot.id, "sea"))) is not None:
            return Area(sea["id"], names_of(sea), sea["lat"], sea["lon"], None, None, None, SEA_PRECISION)
        country, admin1, admin2 = self.whereabouts(spot)
        if country is None:
            return None
        if level.cell and spot.lat is not None and spot.lon is not None and own_rank(spot) <= level.rank:
            lat, lon = centre(spot.lat, level.cell), centre(spot.lon, level.cell)
            around = self.rows.get((country, admin1)) if admin1 else None
            return Area(None, names_of(around) if around else {}, lat, lon, country, admin1, None, GRID_PRECISION)
        rank = max(level.rank, own_rank(spot))
        for name, key in (("admin2", (country, admin1, admin2)), ("admin1", (country, admin1)), ("country", (country,))):
            if LEVELS.index(name) >= rank and None not in key and (row := self.rows.get(key)):
                return area_of(row, name)
        return Area(None, {}, None, None, country, None, None, PRECISION["country"])

    def whereabouts(self, spot: Spot) -> tuple[str | None, str | None, str | None]:
        """Country, province and district as the record tells them; the first two by the point where it does not."""
        if spot.lat is None or spot.lon is None or (spot.country and spot.admin1):
            return spot.country, spot.admin1, spot.admin2
        around = self.outlines.admin1_at(spot.lat, spot.lon)
        if around is not None and spot.country in (None, around[0]):
            return around[0], around[1], None
        return spot.country or self.outlines.country_at(spot.lat, spot.lon), None, None


def key_of(row: dict[str, Any]) -> tuple[Any, ...]:
    if row["kind"] == "country":
        return (row["country"],)
    admin1 = row.get("admin1") or row["en"]
    return (row["country"], admin1) if row["kind"] == "admin1" else (row["country"], admin1, row.get("admin2") or row["en"])


def own_rank(spot: Spot) -> float:
    """How coarse a place is told already."""
    return {3: 1.0, 4: 2.0, 6: 3.0, 7: 3.0}.get(spot.precision or 1, 0.0)


def area_of(row: dict[str, Any], level: str) -> Area:
    admin1 = (row.get("admin1") or row["en"]) if level != "country" else None
    admin2 = (row.get("admin2") or row["en"]) if level == "admin2" else None
    return Area(row["id"], names_of(row), row["lat"], row["lon"], row["country"], admin1, admin2, PRECISION[level])


def names_of(row: dict[str, Any]) -> dict[str, str]:
    return {lang: row[lang] for lang in ("en", "ar") if row.get(lang)}


def centre(degrees: float, cell: float) -> float:
    """The middle of the cell that a latitude or longitude lies in."""
    return round((math.floor(degrees / cell) + 0.5) * cell, 4)
