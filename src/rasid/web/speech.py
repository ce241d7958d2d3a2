"""What the pages say, in the reader's language: catalogues of gettext, and numbers and dates as it writes them.

The catalogues are `locales/LANG/LC_MESSAGES/*.po`, read as they are: what all pages share in rasid.po, then one for each page. English is
what stands in the code and the templates; a test holds that no message lacks its Arabic.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale, dates, numbers
from babel.messages.pofile import read_po

from rasid.model.worded import Worded

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("ar", "en")
COOKIE = "rasid-lang"


class Catalogue(NamedTuple):
    """Messages by (context, message): one text, or one for each plural form."""

    single: dict[tuple[str | None, str], str]
    plural: dict[str, tuple[str, ...]]


@cache
def catalogue(language: str) -> Catalogue:
    single: dict[tuple[str | None, str], str] = {}
    plural: dict[str, tuple[str, ...]] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as handle:
            for message in read_po(handle, locale=language):
                if not isinstance(message.id, str):
                    plural[message.id[0]] = tuple(message.string or ())
                elif message.id and message.string:
                    single[message.context, message.id] = str(message.string)
    return Catalogue(single, plural)


class Speech:
    """One language. Called with a message, as gettext is; `plural`, `day`, `moment` and `number` as their names say."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.locale = locale(self.language)
        self.direction = "rtl" if self.language == "ar" else "ltr"
        self.words = catalogue(self.language)

    def __call__(self, message: str, context: str | None = None, **values: Any) -> str:
        said = self.words.single.get((context, message), message)
        return said.format(**values) if values else said

    def told(self, text: str) -> str:
        """A sentence of the program, by its message where it has one; what no catalogue has stays English."""
        if not isinstance(text, Worded):
            return self(text)
        return self(text.message, **{k: self.told(v) if isinstance(v, Worded) else v for k, v in text.values.items()})

    def plural(self, one: str, many: str, count: int, **values: Any) -> str:
        """`one` and `many` as English has them; the number is `{count}`."""
        forms = self.words.plural.get(one)
        said = (one if count == 1 else many) if not forms else forms[form_of(self.language, count)]
        return said.format(count=self.number(count), **values)

    def number(self, value: float, digits: int = 0) -> str:
        return decimal(self.language, value if digits else round(value), digits)

    def day(self, iso: str | None) -> str:
        """2024-03-09 as people write it; what is no day stays as it is."""
        try:
            return day_in(self.language, (iso or "")[:10])
        except ValueError:
            return iso or ""

    def moment(self, iso: str | None) -> str:
        """A moment in UTC, to the minute."""
        try:
            found = dt.datetime.fromisoformat((iso or "").replace("Z", "+00:00"))
        except ValueError:
            return iso or ""
        return f"{self.day(found.date().isoformat())} {dates.format_time(found.timetz(), 'HH:mm', locale=self.locale)}"

    def name(self, names: dict[str, str] | None, fallback: str = "") -> str:
        """A name in this language, else in the other."""
        named = names or {}
        return named.get(self.language) or named.get("en") or named.get("ar") or next(iter(named.values()), fallback)


# What follows is remembered: a page has hundreds of figures and dates, mostly the same ones, and each takes a tenth of a millisecond.


@cache
def locale(language: str) -> Locale:
    """Levantine names of months; digits and signs of numbers are Western, as most Arabic pages of the field write them (`decimal`)."""
    return Locale.parse({"ar": "ar_SY", "en": "en_GB"}[language])


@lru_cache(20_000)
def decimal(language: str, value: float, digits: int) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(numbers.format_decimal(value, format=pattern, locale=locale(language), numbering_system="latn"))


@lru_cache(20_000)
def day_in(language: str, iso: str) -> str:
    """Raises ValueError where it is no day."""
    return str(dates.format_date(dt.date.fromisoformat(iso), "d MMMM y", locale=locale(language)))


@lru_cache(20_000)
def form_of(language: str, count: int) -> int:
    """Which of a message's plural forms goes with a number."""
    return ORDER[language].index(locale(language).plural_form(count))


# The order of plural forms in a catalogue, as gettext's Plural-Forms headers have them.
ORDER = {"ar": ("zero", "one", "two", "few", "many", "other"), "en": ("one", "other")}


def language_of(account: str | None, told: str | None, kept: str | None, accepts: str) -> str:
    """The language of an answer: the account's, else the address's (`?lang=ar`), else the one chosen before, else the browser's first."""
    for choice in (account, told, kept, *accepted(accepts)):
        if choice in LANGUAGES:
            return choice
    return "en"


def accepted(header: str) -> Sequence[str]:
    """Accept-Language, best first."""
    found = []
    for part in header.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            found.append((-float(quality or 1), tag.partition("-")[0].lower()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(found, key=lambda x: x[0])]
