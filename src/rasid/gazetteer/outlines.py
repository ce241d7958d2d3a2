"""In which country, province and district a point lies, and how far from a border. Coarse lines, good to about 2 km.

Districts are computed from our own places (docs/data.md): good enough to shade a map or as a weak test, never as proof that
a report and the gazetteer contradict each other. So are the provinces that `computed` names.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rasid.lexicon.outlines import Country, Ring, Shape, drawn


class Outlines:
    """The outlines of the layers given (default: built in and the user's). Cheap to make: each is read when first needed."""

    def __init__(self, layers: list[Path] | None = None) -> None:
        self.drawn = drawn(tuple(layers) if layers is not None else None)
        self.last = ""  # the country that the last point lay in: the next one often does too

    def countries(self) -> Iterator[tuple[str, Country]]:
        """All countries with an outline, the one met last before the others."""
        codes = self.drawn.codes
        for code in ([self.last] if self.last in codes else []) + [c for c in codes if c != self.last]:
            if (country := self.drawn.country(code)) is not None:
                yield code, country

    def country_at(self, lat: float, lon: float) -> str | None:
        """The country a point lies in (ISO 3166-1 alpha-3), as the ground is held; None at sea and where no outline is known."""
        for code, country in self.countries():
            if country.shape.contains(lat, lon):
                self.last = code
                return code
        return None

    def admin1_at(self, lat: float, lon: float) -> tuple[str, str] | None:
        """(country, province by the English name of its row) of a point; None where no province is drawn."""
        for code, country in self.countries():
            for name, shape in country.admin1.items():
                if shape.contains(lat, lon):
                    self.last = code
                    return code, name
        return None

    def admin2_at(self, lat: float, lon: float) -> tuple[str, str, str] | None:
        """(country, province, district) of a point by the computed districts; None where none is drawn."""
        for code, country in self.countries():
            for (admin1, name), shape in country.admin2.items():
                if shape.contains(lat, lon):
                    self.last = code
                    return code, admin1, name
        return None

    def inside(self, lat: float, lon: float, country: str, admin1: str | None = None, margin_km: float = 0.0) -> bool:
        """Whether a point lies in a country, or in one of its provinces, or outside by no more than `margin_km`.

        Land that two countries claim lies in both. True as well where no such outline is known: nothing speaks against it.
        """
        known = self.drawn.country(country)
        shape = None if known is None else known.shape if admin1 is None else known.admin1.get(admin1)
        if shape is None or shape.within(lat, lon, margin_km):
            return True
        return any(country in claim and area.within(lat, lon, margin_km) for claim, area in self.drawn.disputed)

    def border_km(self, lat: float, lon: float, a: str, b: str) -> float | None:
        """How far a point lies from the border of two countries in kilometres; None where they have none that we know."""
        return self.drawn.border_km(lat, lon, a, b)

    def shape(self, country: str, admin1: str | None = None, admin2: str | None = None) -> Shape | None:
        """The outline of a country, a province, or a district of a province; None where none is drawn."""
        known = self.drawn.country(country)
        if known is None:
            return None
        if admin2 is not None:
            return known.admin2.get((admin1 or "", admin2))
        return known.shape if admin1 is None else known.admin1.get(admin1)

    def rings(self, country: str, admin1: str | None = None, admin2: str | None = None) -> list[Ring]:
        """The closed rings of (lon, lat) of an outline, the largest first, a ring inside another a hole; [] where none is drawn."""
        shape = self.shape(country, admin1, admin2)
        return shape.rings if shape is not None else []

    def divisions(self, country: str) -> list[str]:
        """The names of the provinces of a country that are drawn."""
        known = self.drawn.country(country)
        return sorted(known.admin1) if known is not None else []

    def districts(self, country: str) -> list[tuple[str, str]]:
        """(province, district) of every computed district of a country."""
        known = self.drawn.country(country)
        return sorted(known.admin2) if known is not None else []

    def computed(self, country: str, admin1: str) -> bool:
        """Whether a province's outline is, in part at least, computed by us and not Natural Earth's."""
        known = self.drawn.country(country)
        return known is not None and admin1 in known.computed
