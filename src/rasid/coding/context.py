"""What a report's title and outlet say of where its places are: «عدن الآن» writes of Aden's Mansoura, not of Egypt's.

It speaks for one namesake before another, and only there: no place and no party comes into an event by it (the codebook: never guessed
from the country alone).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rasid.lexicon import Lexicon
from rasid.lexicon.world import distance_km
from rasid.model import Mention

NEAR_KM = 60.0  # as a place named beside another in the report (coding/placing)
# Less than what the report itself names weighs (its countries 4, a neighbour 3): an outlet also writes of elsewhere.
COUNTRY, PROVINCE, NEIGHBOUR = 2.0, 1.0, 1.5
UNKNOWN_ABROAD = frozenset(("village", "neighbourhood", "front", "mountain", "facility"))
Reason = tuple[str, float]


class Context:
    """The countries, provinces and places that a title and an outlet name."""

    def __init__(self, lexicon: Lexicon, context: Iterable[Mention]) -> None:
        self.countries: Counter[str] = Counter()
        self.provinces: set[tuple[str, str]] = set()
        self.places: list[dict[str, Any]] = []
        for m in context:
            if m.kind == "place":
                self.take([lexicon.places[n] for n in m.data["candidates"]])
                continue
            source = lexicon.sources.get(m.data.get("source") or "") or {}
            party = lexicon.parties.get(m.data.get("party"))
            country = source.get("covers") or source.get("country") or party.get("country") or m.data.get("country")
            if country:
                self.countries[str(country)] += 1

    def take(self, rows: list[dict[str, Any]]) -> None:
        countries = {str(r["country"]) for r in rows if r.get("country")}
        if len(countries) != 1:
            return  # a name with namesakes abroad tells nothing by itself
        self.countries[countries.pop()] += 1
        for row in rows:
            if row["kind"] == "admin1":
                self.provinces.add((row["country"], row["en"]))
            elif row["kind"] not in ("country", "region", "sea", "river"):
                self.places.append(row)

    def reasons(self, row: dict[str, Any]) -> list[Reason]:
        country = row.get("country")
        if not self.countries or not country or not self.countries[country]:
            return []
        found = [("in the country of its outlet or title", COUNTRY * self.countries[country] / self.countries.total())]
        if (country, row.get("admin1") or row["en"]) in self.provinces:
            found.append(("in the province of its outlet or title", PROVINCE))
        if any(distance_km(row["lat"], row["lon"], p["lat"], p["lon"]) < NEAR_KM for p in self.places):
            found.append(("near what its outlet or title names", NEIGHBOUR))
        return found

    def is_elsewhere(self, row: dict[str, Any]) -> bool:
        """Whether the outlet is of a place, or the title names one, and this row, too small to be known abroad, lies in another country."""
        return bool(self.places or self.provinces) and row["kind"] in UNKNOWN_ABROAD and row.get("country") not in self.countries
