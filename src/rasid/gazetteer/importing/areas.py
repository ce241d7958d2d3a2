"""The countries and divisions that a file names, under the names of our own rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasid.gazetteer.index import PlaceIndex
from rasid.gazetteer.outlines import Outlines
from rasid.gazetteer.writing import names_of
from rasid.lexicon.remembered import remembered

OUTSIDE_KM = 25.0  # how far a point may lie outside its country's outline: islands, platforms, borders drawn differently
KEPT = 4096  # names of divisions remembered


class Areas:
    """Countries and divisions by any of their names, from the built-in rows, and by where a point lies."""

    def __init__(self, index: PlaceIndex, codes: dict[str, str], boxes: dict[str, list[float]], outlines: Outlines | None = None) -> None:
        self.index, self.codes, self.boxes = index, codes, boxes
        self.outlines = outlines or Outlines()
        self.drawn = frozenset(code for code, _ in self.outlines.countries())
        self.known: dict[str, tuple[dict[str, str], dict[str, list[tuple[str, str]]]]] = {}
        self.country = remembered(KEPT, self._country)
        self.admin1 = remembered(KEPT, self._admin1)
        self.admin2 = remembered(KEPT, self._admin2)

    def _country(self, text: str) -> str | None:
        """The three letters of a country told by code or name; None where it is none."""
        code = text.strip().upper()
        if len(code) == 2:
            return self.codes.get(code)
        if len(code) == 3 and code in self.codes.values():
            return code
        rows = (self.index.row(n) for n in self.index.find(text))
        return next((str(row["country"]) for row in rows if row["kind"] == "country"), None)

    def divisions(self, country: str) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
        """Loose key → admin1, and loose key → (admin1, admin2), of a country's rows."""
        if country not in self.known:
            first: dict[str, str] = {}
            second: dict[str, list[tuple[str, str]]] = {}
            for row in (self.index.row(n) for n in self.index.within(country, kinds=("admin1", "admin2"))):
                for key in self.keys(names_of(row)):
                    if row["kind"] == "admin1":
                        first.setdefault(key, row["en"])
                    elif (pair := (row["admin1"], row["en"])) not in second.setdefault(key, []):
                        second[key].append(pair)
            self.known[country] = (first, second)
        return self.known[country]

    def keys(self, names: Iterable[str]) -> list[str]:
        return [form.loose for name in names if name for form in self.index.names.forms(name)]

    def _admin1(self, country: str, *names: str) -> str | None:
        """The English name of the row of a first-order division that bears one of these names."""
        known = self.divisions(country)[0]
        return next((known[key] for key in self.keys(names) if key in known), None)

    def _admin2(self, country: str, admin1: str | None, *names: str) -> tuple[str, str] | None:
        """(admin1, admin2) of the one second-order division of these names, in that first-order one where it is told."""
        known = self.divisions(country)[1]
        for key in self.keys(names):
            pairs = [pair for pair in known.get(key, ()) if admin1 in (None, pair[0])]
            if len(pairs) == 1:
                return pairs[0]
        return None

    def country_at(self, lat: float, lon: float) -> str | None:
        return self.outlines.country_at(lat, lon)

    def admin1_at(self, lat: float, lon: float, country: str) -> str | None:
        found = self.outlines.admin1_at(lat, lon)
        return found[1] if found is not None and found[0] == country else None

    def inside(self, lat: float, lon: float, country: str, margin_km: float = OUTSIDE_KM) -> bool:
        """Whether a point may lie in a country: by its outline and a margin; where none is drawn, by its box, if any."""
        if country in self.drawn:
            return self.outlines.inside(lat, lon, country, margin_km=margin_km)
        box: Any = self.boxes.get(country)
        return not box or (box[0] <= lat <= box[2] and box[1] <= lon <= box[3])
