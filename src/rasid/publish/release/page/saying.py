"""Numbers, dates and sizes as they are said in each language, and the words of the pages. Side 0 is English, 1 Arabic."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from rasid.publish.map.plain import harmless
from rasid.publish.map.wording import Pair, filled
from rasid.publish.map.wording import words as map_words

LANGUAGES = ("en", "ar")
PARTS = files("rasid") / "publish" / "release" / "page"
SIZES = (("B", "بايت"), ("KB", "كيلوبايت"), ("MB", "ميغابايت"), ("GB", "غيغابايت"))


@cache
def words() -> dict[str, dict[str, Pair]]:
    """The pages' words, over those of the map."""
    own = msgspec.json.decode((PARTS / "words.json").read_bytes(), type=dict[str, dict[str, Pair]])
    return {section: {**map_words().get(section, {}), **own.get(section, {})} for section in map_words().keys() | own.keys()}


def word(key: str, **parts: Any) -> Pair:
    """Words of the pages, filled in; numbers as each language writes them."""
    return filled(words()["page"][key], **{k: number(v) if isinstance(v, int) else v for k, v in parts.items()})


def of(section: str, key: str) -> Pair:
    plain = harmless(key.replace("_", " ").replace("-", " "))
    return words()[section].get(key) or (plain, plain)


def number(n: int) -> str:
    """Both languages write 1,234: Rasid's Arabic has European figures (CLDR's `ar` with `latn`), as its map and tables do."""
    return f"{n:,}"


def size(count: int) -> Pair:
    value, unit = float(count), 0
    while value >= 1000 and unit < len(SIZES) - 1:
        value, unit = value / 1000, unit + 1
    figure = f"{value:.0f}" if unit == 0 or value >= 100 else f"{value:.1f}"
    return f"{figure} {SIZES[unit][0]}", f"{figure} {SIZES[unit][1]}"


class Days:
    """Days in words, with the months' names that each country uses (`data/notes`)."""

    def __init__(self, ontology: dict[str, Any]) -> None:
        self.english: list[str] = ontology["notes"]["en"]["months"]["standard"]
        self.arabic: dict[str, list[str]] = ontology["notes"]["ar"]["months"]
        self.of_country: dict[str, str] = ontology["notes"]["ar"]["months_of"]

    def day(self, iso: str, country: str | None = None) -> Pair:
        year, month, day = (int(part) for part in iso[:10].split("-"))
        names = self.arabic[self.of_country.get(country or "", "standard")]
        return f"{day} {self.english[month - 1]} {year}", f"{day} {names[month - 1]} {year}"

    def span(self, start: str, end: str | None, country: str | None = None) -> Pair:
        first = self.day(start, country)
        if end is None or end == start:
            return first
        return filled(words()["counts"]["range"], low=first, high=self.day(end, country))
