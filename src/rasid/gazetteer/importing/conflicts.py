"""Where imported places contradict what is there: one id at two points, or a built-in place far from all of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from rasid.gazetteer.index import PlaceIndex
from rasid.lexicon.world import distance_km

GROUPS = (("city", "town", "village", "neighbourhood"), ("airport", "base"), ("hospital", "facility"))
UNCOMPARED = ("country", "region", "admin1", "admin2", "river", "road", "sea", "front", "mountain")  # whose one point is a matter of taste
CLOSE_ENOUGH = 2  # a name written but for article, endings and spaces the same


class Conflict(NamedTuple):
    """`what`: same-id or same-name. `line` is that of the imported row; the other row is the one it contradicts."""

    what: str
    line: str
    row: dict[str, Any]
    other: dict[str, Any]
    km: float

    def as_record(self) -> dict[str, Any]:
        keys = ("id", "kind", "ar", "en", "lat", "lon", "country", "admin1", "source")
        told = {k: {key: r[key] for key in keys} for k, r in (("row", self.row), ("other", self.other))}
        return {"conflict": self.what, "line": self.line, "km": round(self.km, 1), **told}


def by_name(
    built_in: PlaceIndex, new: PlaceIndex, line_of: Callable[[str], str | None], countries: set[str], apart: dict[str, float]
) -> Iterator[Conflict]:
    """Built-in places of which imported ones bear the name in the same division, all of them too far off, the nearest named.

    `line_of` gives the line of an imported id, None for rows of other files. `apart`: kilometres by which a sourced point and an estimate
    may be off.
    """
    for country in sorted(countries):
        for number in built_in.within(country):
            place = built_in.row(number)
            if place["kind"] in UNCOMPARED:
                continue
            nearest: tuple[float, str, dict[str, Any]] | None = None
            for found in namesakes(new, place):
                row = new.row(found)
                line = line_of(row["id"]) if comparable(place, row) else None
                if line is not None:
                    km = distance_km(place["lat"], place["lon"], row["lat"], row["lon"])
                    nearest = min(nearest or (km, line, row), (km, line, row), key=lambda one: one[0])
            limit = apart["estimate" if place["source"] == "estimate" else "sourced"]
            if nearest is not None and nearest[0] > limit:
                yield Conflict("same-name", nearest[1], nearest[2], place, nearest[0])


def namesakes(index: PlaceIndex, place: dict[str, Any]) -> list[int]:
    """The places that bear the Arabic name of a place, or where it has none the other, and that to the letter."""
    name, most = (place["ar"], CLOSE_ENOUGH) if place["ar"] else (place["en"], 0)
    return [n for n, rank in index.matches(name) if rank <= most]


def comparable(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two rows of one name may be one place: country, divisions as far as both tell them, and kind."""
    if a["country"] != b["country"] or any(a[k] and b[k] and a[k] != b[k] for k in ("admin1", "admin2")):
        return False
    return bool(a["admin1"] and b["admin1"]) and (a["kind"] == b["kind"] or any({a["kind"], b["kind"]} <= set(group) for group in GROUPS))
