"""What a record tells → a row as in data/world/places, or the reason why it can be none."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

from rasid.gazetteer.importing.areas import Areas
from rasid.gazetteer.importing.fields import Told, squeezed
from rasid.gazetteer.names import Names
from rasid.lexicon.world import distance_km

OWN_ID = re.compile(r"gn:\d+|rasid:\d+|pcode:[A-Za-z0-9]+")
FIRST_NUMBER, NUMBERS = 10**15, 8 * 10**15  # of ids made from what a row says: above all that are given out, below 2^53
DEGREES = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)
DECIMALS = 6  # 0.1 m
SETTLEMENTS = ("city", "town", "village")
BORDER_KM = 5.0  # how far off an outline a row that tells no country still lies in that of the row before
SAME_PLACE_KM = 10.0  # a settlement of ours so near that bears the name tells the kind of one of which the file tells none


class BadRow(Exception):
    """Why a record makes no place, in words."""


class RowMaker:
    """Makes rows under one set of options. `country` is for rows that tell none, `kind` for those without one."""

    def __init__(self, areas: Areas, rules: dict[str, Any], source: str, country: str | None = None, kind: str | None = None) -> None:
        self.areas, self.source, self.country, self.kind = areas, source, country, kind
        self.last: str | None = None
        self.names: Names = areas.index.names
        self.kinds = {squeezed(word): k for k, words in rules["kinds"].items() for word in words} | {k: k for k in rules["kinds"]}

    def row(self, told: Told) -> dict[str, Any]:
        """The row. Raises BadRow."""
        if not self.names.forms(told.ar) and not self.names.forms(told.en):
            raise BadRow("it has no name")
        lat, lon = point(told.lat, told.lon)
        country = self.country_of(told, lat, lon)
        self.check_inside(lat, lon, country)
        kind = self.kind_of(told, country, lat, lon)
        admin1, admin2 = self.divisions(told, kind, country, lat, lon)
        pcode = re.sub(r"[^A-Za-z0-9]", "", told.pcode)
        row = {
            "id": told.id if OWN_ID.fullmatch(told.id) else f"pcode:{pcode}" if pcode else "",
            "kind": kind,
            "ar": told.ar,
            "en": told.en,
            "ar_aliases": "|".join(told.ar_aliases),
            "en_aliases": "|".join(told.en_aliases),
            "lat": lat,
            "lon": lon,
            "country": country,
            "admin1": admin1,
            "admin2": admin2,
            "source": told.source or self.source,
            "pcode": pcode or None,
            "population": told.population,
        }
        return row if row["id"] else {**row, "id": self.made_id(row)}

    def country_of(self, told: Told, lat: float, lon: float) -> str:
        if told.country:
            country = self.areas.country(told.country)
            if country is None:
                raise BadRow(f"the country {told.country!r} is not known")
            return country
        if self.country:
            return self.country
        if self.last and self.areas.inside(lat, lon, self.last, BORDER_KM):
            return self.last  # on the shore or the border, a little off the outline
        country = self.last = self.areas.country_at(lat, lon)
        if country is None:
            raise BadRow(f"it tells no country, and {lat}, {lon} lies in none that is drawn (--country says which)")
        return country

    def check_inside(self, lat: float, lon: float, country: str) -> None:
        if self.areas.inside(lat, lon, country):
            return
        if abs(lon) <= 90 and self.areas.inside(lon, lat, country):
            raise BadRow(f"latitude and longitude look swapped: {lat}, {lon} lies outside {country}, the other way about inside")
        raise BadRow(f"{lat}, {lon} lies outside {country}")

    def kind_of(self, told: Told, country: str, lat: float, lon: float) -> str:
        """Told by the file, by --kind, by a settlement of ours at that place, or a village."""
        if told.kind:
            known = self.kinds.get(squeezed(told.kind))
            if known:
                return known
        if self.kind:
            return self.kind
        if told.within and any("city" in form.kinds for form in self.names.forms(told.within)):
            return "neighbourhood"
        index = self.areas.index
        for number in (n for name in (told.ar, told.en) if name for n in index.find(name)):
            row = index.row(number)
            near = row["country"] == country and distance_km(lat, lon, row["lat"], row["lon"]) <= SAME_PLACE_KM
            if near and row["kind"] in SETTLEMENTS:
                return str(row["kind"])
        return "village"

    def divisions(self, told: Told, kind: str, country: str, lat: float, lon: float) -> tuple[str, str]:
        """(admin1, admin2) by our names where we have them, by the outlines otherwise, and as the file has them last."""
        areas = {level: (ar, en) for level, ar, en in told.areas}
        own = (told.en, told.ar)
        if kind == "admin1":
            areas.setdefault(1, (told.ar, told.en))
        if kind == "admin2":
            areas.setdefault(2, (told.ar, told.en))
        admin1 = admin2 = None
        if 1 in areas:
            known = self.areas.admin1(country, *areas[1]) or self.areas.admin1_at(lat, lon, country)
            admin1 = known or areas[1][1] or areas[1][0]
        if 2 in areas:
            pair = self.areas.admin2(country, admin1, *areas[2])
            admin1, admin2 = pair or (admin1, areas[2][1] or areas[2][0])
        for names in reversed(told.path):  # the widest first
            if admin1 is None:
                admin1 = self.areas.admin1(country, *names)
            if admin2 is None and (pair := self.areas.admin2(country, admin1, *names)):
                admin1, admin2 = pair
        if admin1 is None:
            admin1 = self.areas.admin1_at(lat, lon, country)
        return admin1 or (own[0] or own[1] if kind == "admin1" else ""), admin2 or ""

    def made_id(self, row: dict[str, Any]) -> str:
        """A number made from names and point: the same for the same row, on any machine, and for no other."""
        exact = ["".join(form.exact for form in self.names.forms(row[key])[:1]) for key in ("ar", "en")]
        kind = "" if row["kind"] in SETTLEMENTS else row["kind"]
        identity = repr((*exact, kind, round(row["lat"], 5), round(row["lon"], 5)))
        return numbered(int.from_bytes(blake2b(identity.encode(), digest_size=8).digest(), "big"))


def numbered(number: int) -> str:
    """A rasid: id in the range of made ones."""
    return f"rasid:{FIRST_NUMBER + number % NUMBERS}"


def point(lat: str, lon: str) -> tuple[float, float]:
    """The coordinates of two cells. Raises BadRow."""
    made = []
    for what, cell in (("latitude", lat), ("longitude", lon)):
        text = cell.replace("−", "-").replace("٫", ".").rstrip("°").translate(FIGURES)
        if "," in text and "." not in text:
            text = text.replace(",", ".")
        if not text:
            raise BadRow(f"it has no {what}")
        if not DEGREES.fullmatch(text):
            raise BadRow(f"the {what} {cell[:40]!r} is no number of degrees")
        made.append(round(float(text), DECIMALS))
    first, second = made
    if abs(first) > 90 and abs(first) <= 180 and abs(second) <= 90:
        raise BadRow(f"latitude and longitude look swapped: {first}, {second}")
    if abs(first) > 90 or abs(second) > 180:
        raise BadRow(f"{first}, {second} lies outside the world (decimal degrees are read)")
    if first == second == 0:
        raise BadRow("its coordinates are 0, 0")
    return first, second


FIGURES = {**{0x660 + d: str(d) for d in range(10)}, **{0x6F0 + d: str(d) for d in range(10)}}
