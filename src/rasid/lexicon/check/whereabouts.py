"""Where places lie: in the outline of their country, and of their province; divisions with their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rasid.lexicon.check.raw import Finding, Raw, Written
from rasid.lexicon.outlines import Drawn, Shape, drawn, lines_km
from rasid.model.worded import worded

# Kinds of place that stand for more than a spot, or lie off the coast by nature.
WIDE = frozenset(("country", "region", "sea", "island", "river", "road"))
COUNTRY_MARGIN_KM = 10.0  # outlines are good to about 2 km, and crossings and mountains lie on them
PROVINCE_MARGIN_KM = 15.0  # provinces' borders move, and some outlines are computed
OFFSHORE_KM = 200.0  # platforms and terminals at sea are further from their country than a slip of the hand is likely to be seen
CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}|[A-Z]{2}\d{2,8}")


def check(raw: Raw) -> Iterator[Finding]:
    outlines = drawn(tuple(raw.layers))
    for written in raw.checked("world/places/", "world/geonames/"):
        yield from of_place(written, outlines)
    yield from of_codes(raw)


def of_place(written: Written, outlines: Drawn) -> Iterator[Finding]:
    row = written.entry
    country = outlines.country(str(row.get("country") or ""))
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except (TypeError, ValueError, KeyError):
        return  # told elsewhere
    if country is None or row.get("kind") in WIDE:
        return
    if not within(country.shape, lat, lon, str(row["country"]), COUNTRY_MARGIN_KM, outlines):
        gap = lines_km(lat, lon, country.shape.rings)
        there = next((c for c in outlines.codes if (o := outlines.country(c)) is not None and o.shape.contains(lat, lon)), None)
        if there is not None or gap > OFFSHORE_KM:
            told = {"lat": lat, "lon": lon, "gap": gap, "country": row["country"]}
            yield written.wrong(
                worded("{lat}, {lon} lies {gap:.0f} km outside {country}, in {there}", **told, there=there)
                if there
                else worded("{lat}, {lon} lies {gap:.0f} km outside {country}", **told),
                "look the coordinate or the country up",
                error=written.ours,
            )
            return
    province = country.admin1.get(str(row.get("admin1") or ""))
    if province is not None and country.shape.contains(lat, lon):  # where it stands at sea, no province holds it
        if not within(province, lat, lon, str(row["country"]), PROVINCE_MARGIN_KM, outlines):
            yield written.wrong(
                worded(
                    "{lat}, {lon} lies {gap:.0f} km outside {country}",
                    lat=lat,
                    lon=lon,
                    gap=lines_km(lat, lon, province.rings),
                    country=row["admin1"],
                ),
                "look the coordinate or the admin1 up",
                error=False,
            )


def within(shape: Shape, lat: float, lon: float, country: str, margin: float, outlines: Drawn) -> bool:
    """Whether a point lies in an outline or near it, or on land that its country shares with another."""
    return shape.within(lat, lon, margin) or any(country in claim and area.within(lat, lon, margin) for claim, area in outlines.disputed)


def of_codes(raw: Raw) -> Iterator[Finding]:
    """Codes of divisions: each of one row that is there, and none twice."""
    kinds = {str(w.entry.get("id")): w.entry.get("kind") for w in raw.entries("world/places/", "world/geonames/")}
    bearers: dict[str, str] = {}
    for written in raw.entries("world/codes.csv"):
        id_, code = str(written.entry.get("id")), str(written.entry.get("code"))
        if kinds.get(id_) not in ("admin1", "admin2"):
            yield written.wrong("no province or district has this id", "write the id of an admin1 or admin2 row")
        if not CODE.fullmatch(code):
            yield written.wrong(worded("{code!r} is no code", code=code), "write ISO 3166-2 (SY-HL) or the p-code of OCHA (SD01001)")
        if bearers.setdefault(code, id_) != id_:
            yield written.wrong(worded("{value} has the code {code} too", value=bearers[code], code=code), "keep it where it belongs")
