"""Dumps of GeoNames: a country's table of 19 columns, and the names in other languages that stand beside it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rasid.gazetteer.importing.fields import ARABIC, Told, kept
from rasid.model import PlacesError

LATIN = re.compile("[A-Za-z]")
NO_ARABIC = re.compile("[\u0671-\u06d3]")  # letters of Persian, Kurdish, Urdu: the name is not the Arabic one
NO_NAME = re.compile(r"[A-Z0-9]{3,4}|.*(?:://|\d{4}).*")  # codes of airports, addresses
LANGUAGES = ("ar", "en", "ku", "ckb", "tr", "he", "fr", "")
MOST_ALIASES = 12
ALTERNATE_COLUMNS = 10


class GeoNames:
    """Rows of one dump. `divisions` are its own first- and second-order divisions by code, `alternates` names by language."""

    def __init__(self, rules: Mapping[str, Any], divisions: Mapping[str, str], alternates: sqlite3.Connection | None = None) -> None:
        self.kinds = {code: kind for kind, codes in rules["geonames"].items() for code in codes}
        self.passed_over = frozenset(rules["passed_over"])
        self.cities_from, self.towns_from = rules["cities_from"], rules["towns_from"]
        self.divisions, self.alternates = divisions, alternates

    def told(self, values: Mapping[str, str]) -> Told | None:
        """What a line says; None where it is of something that is no more."""
        code = values["code"]
        if code in self.passed_over:
            return None
        population = int(values["population"]) if values["population"].isdigit() else 0
        ar, en, ar_more, en_more = self.names(values)
        first = f"{values['country']}.{values['admin1']}"
        areas = [(1, "", self.divisions.get(first, "")), (2, "", self.divisions.get(f"{first}.{values['admin2']}", ""))]
        return Told(
            ar=ar,
            en=en,
            ar_aliases=ar_more,
            en_aliases=en_more,
            lat=values["lat"],
            lon=values["lon"],
            id=f"gn:{values['geonameid']}",
            pcode="",
            country=values["country"],
            areas=[area for area in areas if area[2]],
            path=[],
            kind=self.kind(values["class"], code, population),
            population=population or None,
            source=f"geonames:{values['geonameid']}",
        )

    def kind(self, class_: str, code: str, population: int) -> str:
        kind = self.kinds.get(code) or self.kinds.get(class_, "region")
        if kind in ("village", "town"):
            return "city" if population >= self.cities_from else "town" if population >= self.towns_from else kind
        return kind

    def names(self, values: Mapping[str, str]) -> tuple[str, str, list[str], list[str]]:
        """(Arabic, English, more Arabic, more Latin) names of a line."""
        arabic: list[str] = []
        latin: list[str] = []
        for language, name in self.alternate(values["geonameid"]):
            if ARABIC.search(name):
                arabic.insert(len(arabic) if language != "ar" else sum(1 for n in arabic if not NO_ARABIC.search(n)), name)
            elif LATIN.search(name):
                latin.append(name)
        main = [values["name"], values["asciiname"]]
        for name in (n.strip() for n in (*main, *values["alternatenames"].split(","))):
            if (name and not NO_NAME.fullmatch(name)) or name in main:
                (arabic if ARABIC.search(name) else latin if LATIN.search(name) else []).append(name)
        ar = next((n for n in arabic if not NO_ARABIC.search(n)), arabic[0] if arabic else "")
        en = values["name"] if LATIN.search(values["name"]) else (latin[0] if latin else values["asciiname"])
        return ar, en, kept(arabic, ar)[:MOST_ALIASES], kept(latin, en)[:MOST_ALIASES]

    def alternate(self, id_: str) -> list[tuple[str, str]]:
        if self.alternates is None or not id_.isdigit():
            return []
        found = self.alternates.execute("SELECT language, name FROM alternate WHERE id = ? ORDER BY preferred DESC, rowid", (int(id_),))
        return found.fetchall()


def divisions_of(path: Path, encoding: str) -> dict[str, str]:
    """The names of a dump's first- and second-order divisions: SY.09 → Aleppo, SY.09.1234 → Manbij District."""
    found: dict[str, str] = {}
    with path.open(encoding=encoding, errors="replace", newline="") as handle:
        for line in handle:
            if "\tADM1\t" in line or "\tADM2\t" in line:
                cells = line.split("\t")
                if len(cells) > 11 and cells[7] in ("ADM1", "ADM2"):
                    code = [cells[8], cells[10], *([cells[11]] if cells[7] == "ADM2" else [])]
                    found[".".join(code)] = cells[1]
    return found


def alternates_of(path: Path) -> sqlite3.Connection:
    """The names of an alternateNamesV2 file in the languages we keep, in a temporary database. Raises PlacesError."""
    held = sqlite3.connect("")
    held.execute("CREATE TABLE alternate (id INTEGER, language TEXT, name TEXT, preferred INTEGER)")
    try:
        held.executemany("INSERT INTO alternate VALUES (?, ?, ?, ?)", alternate_rows(path))
    except OSError as error:
        raise PlacesError(f"the file cannot be read ({error.strerror or error}).", where=str(path)) from None
    held.execute("CREATE INDEX by_id ON alternate (id)")
    if not held.execute("SELECT 1 FROM alternate LIMIT 1").fetchone():
        raise PlacesError(
            "this file has no alternate names as GeoNames writes them.",
            where=str(path),
            hint="Give the unpacked alternateNamesV2.txt or SY.txt.",
        )
    return held


def alternate_rows(path: Path) -> Iterator[tuple[int, str, str, int]]:
    """(geoname id, language, name, preferred) of the lines that are names; historic ones are left out."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
        for line in handle:
            cells = line.rstrip("\r\n").split("\t")
            if 4 <= len(cells) <= ALTERNATE_COLUMNS and cells[1].isdigit() and cells[2] in LANGUAGES and "\ufffd" not in line:
                flags = [*cells[4:8], "", "", "", ""]
                if cells[3] and flags[3] != "1":
                    yield int(cells[1]), cells[2], cells[3], int(flags[0] == "1")
