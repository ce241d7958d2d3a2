"""The world: places in their countries, parties that would be mistaken for one another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from rasid.lexicon.check.raw import Finding, Raw, Written
from rasid.lexicon.fold import Folder
from rasid.model.worded import worded

PLACE_ID = re.compile(r"(?:gn|rasid):\d+|pcode:[A-Za-z0-9]+")
COUNTRY = re.compile(r"[A-Z]{3}")
SOURCE = re.compile(r"geonames:\d+|estimate|osm:[nwr]\d+|pcode:\w+|https?://\S+")


def check(raw: Raw) -> Iterator[Finding]:
    boxes = raw.mapping("world/boxes.yaml")
    admin1 = {
        (w.entry.get("country"), w.entry.get("en"))
        for w in raw.entries("world/places/", "world/geonames/")
        if w.entry.get("kind") == "admin1"
    }
    for written in raw.checked("world/places/", "world/geonames/"):
        yield from of_place(written, boxes)
    yield from strange_admin1(raw, admin1)
    for written in raw.checked("world/parties/", "world/sources/"):
        yield from of_names(written)
    for code in raw.codes:
        yield from clashes(raw, code)


def strange_admin1(raw: Raw, admin1: set[tuple[str | None, str | None]]) -> Iterator[Finding]:
    """Names of first-order divisions that a country with such rows does not have, told once a file."""
    complete = {country for country, _ in admin1}
    strange: Counter[tuple[str, str, str]] = Counter()
    for written in raw.entries("world/places/", "world/geonames/"):
        country, name = written.entry.get("country"), written.entry.get("admin1")
        if name and country in complete and (country, name) not in admin1:
            strange[written.file, str(country), name] += 1
    for (file, country, name), count in strange.items():
        yield Finding(
            file,
            name,
            worded("{count} places name this admin1, which has no row in {country}", count=count, country=country),
            "spell it as the admin1 row's `en`, or add the row",
            False,
        )


def of_place(written: Written, boxes: dict[str, list[float]]) -> Iterator[Finding]:
    row = written.entry
    country = str(row.get("country") or "")
    if not PLACE_ID.fullmatch(str(row.get("id") or "")):
        yield written.wrong(worded("the id {value!r} is not gn:, pcode: or rasid: with a number", value=row.get("id")), "number it")
    if not SOURCE.fullmatch(str(row.get("source") or "")):
        yield written.wrong(
            worded("the source {value!r} is not known", value=row.get("source")),
            "write geonames:<id>, or estimate for a coordinate from memory",
        )
    if country and not COUNTRY.fullmatch(country):
        yield written.wrong(worded("the country {country!r} is not ISO 3166-1 alpha-3", country=country), "write three capitals")
    for code in ("ar", "en"):
        if not row.get(code) and (written.ours or not (row.get("ar") or row.get("en"))):
            yield written.wrong(worded("{code!r} is missing", code=code), "add the name; docs/data.md says how")
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except (TypeError, ValueError, KeyError):
        yield written.wrong("lat and lon are not numbers", "write decimal degrees")
        return
    box = boxes.get(country)
    if box and not (box[0] <= lat <= box[2] and box[1] <= lon <= box[3]):
        yield written.wrong(
            worded("{lat}, {lon} lies outside {country}", lat=lat, lon=lon, country=country), "look the coordinate up; lat comes before lon"
        )
    elif not (-90 <= lat <= 90 and -180 <= lon <= 180):
        yield written.wrong(worded("{lat}, {lon} lies outside the world", lat=lat, lon=lon), "write decimal degrees, lat before lon")


def of_names(written: Written) -> Iterator[Finding]:
    names = written.entry.get("names")
    if not isinstance(names, dict) or not names.get("en"):
        yield written.wrong("it has no English name", "write names: {en: …, ar: …}")
    elif not names.get("ar"):
        yield written.wrong("it has no Arabic name", "write names: {en: …, ar: …}", error=False)
    country = written.entry.get("country")
    if country and not COUNTRY.fullmatch(str(country)):
        yield written.wrong(worded("the country {country!r} is not ISO 3166-1 alpha-3", country=country), "write three capitals, or null")


def clashes(raw: Raw, code: str) -> Iterator[Finding]:
    """Two parties that bear one name in the same years. Kin (a division and its army) is warned of, and generic parties share freely."""
    fold = Folder(raw.mapping(f"languages/{code}/language.yaml").get("fold") or {}).fold
    latest = {str(w.entry.get("id")): w for w in raw.entries("world/parties/")}
    bearers: dict[str, list[tuple[Written, str]]] = defaultdict(list)
    for written in latest.values():
        named = [(written.entry.get("names") or {}).get(code), *((written.entry.get("aliases") or {}).get(code) or [])]
        for folded, name in {" ".join(fold(str(n)).split()): str(n) for n in named if n}.items():
            bearers[folded].append((written, name))
    for parties in bearers.values():
        for (a, name), (b, _) in combinations(parties, 2):
            if overlap(a, b) and not (a.entry.get("generic") or b.entry.get("generic")):
                years = worded("{name!r} also names {label} ({file}) in the same years", name=name, label=b.label, file=b.file)
                yield a.wrong(years, "drop it from one of them, or give their years", error=not kin(a, b))


def overlap(a: Written, b: Written) -> bool:
    """True where both exist in more than the year in which one gives way to the other."""
    return (a.entry.get("from") or 0) < (b.entry.get("to") or 9999) and (b.entry.get("from") or 0) < (a.entry.get("to") or 9999)


def kin(a: Written, b: Written) -> bool:
    related = [a.entry.get("parent"), *(a.entry.get("successors") or [])], [b.entry.get("parent"), *(b.entry.get("successors") or [])]
    return b.label in related[0] or a.label in related[1]
