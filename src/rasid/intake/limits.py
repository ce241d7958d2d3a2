"""What intake checks of every report, whatever it came in: its size, its date, its language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from rasid.model import InputError, Report
from rasid.model.worded import worded

# Bytes of UTF-8 a report may have. Long dossiers are some 300 kB; beyond 5 MB it is a dump of many reports and wants splitting.
DEFAULT_LIMIT = 5_000_000
DATE = re.compile(r"(\d{4})-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?")
EARLIEST, LATEST = 1900, 2199

# Languages that share the Arabic script, by words that Arabic does not have. Enough to tell a whole report, not a sentence.
SISTER_WORDS = {
    "fa": "است را که این از با برای شد کرد شده های می آن در بود",
    "ur": "ہے کے کی میں اور سے نے کو کا ہیں پر یہ تھا",
    "ckb": "لە بە کە و ئەو ئەم بۆ لەگەڵ دەکات کرد هەروەها",
}
SISTERS = {code: frozenset(text.split()) for code, text in SISTER_WORDS.items()}


def published_date(value: object) -> str | None:
    """A publication date as given, once it is known to be one. Raises ValueError with half a sentence."""
    if value is None or value == "":
        return None
    found = DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if not found or not isinstance(value, str):
            raise ValueError
        dt.datetime.fromisoformat(value.strip().upper().replace("Z", "+00:00"))
    except ValueError:
        raise ValueError(worded("{value!r} is not a date like 2026-03-14 or 2026-03-14T08:30:00Z", value=value)) from None
    if not EARLIEST <= int(found[1]) <= LATEST:
        raise ValueError(
            worded(
                "the year {year} of {value!r} is not between {first} and {last}", year=found[1], value=value, first=EARLIEST, last=LATEST
            )
        )
    return value.strip()


def too_long(size: int, limit: int) -> InputError:
    """`size` and `limit` in bytes of text."""
    return InputError(
        worded("this report has {size:.1f} MB of text, and the limit is {limit:g} MB a report.", size=size / 1e6, limit=limit / 1e6),
        hint="Split it into reports, or raise --max-mb.",
    )


def sister_language(text: str) -> str | None:
    """Persian, Urdu or Kurdish where the words say so, else None."""
    words = re.findall(r"\w+", text[:20_000])
    for code, marks in SISTERS.items():
        hits = {w for w in words if w in marks}
        if len(hits) >= 3 and sum(w in marks for w in words) >= 0.06 * len(words) and not looks_arabic(words):
            return code
    return None


def looks_arabic(words: list[str]) -> bool:
    """At least a tenth of the words bear the Arabic article."""
    return sum(w.lstrip("وبف").startswith("ال") for w in words) >= 0.1 * max(1, len(words))


def strange_language(report: Report, code: str, letters: str, fold: Callable[[str], str]) -> str | None:
    """Why this report has no language pack, as a sentence; None where the pack `code`, written in `letters`, can read it."""
    other = sister_language(report.text)
    if other and other != code:
        return f"there is no language pack for this text (it looks like {other!r})."
    word = re.compile(f"[{letters}]{{2}}")
    if not word.search(report.text) and not word.search(fold(report.text)):
        return f"there is no language pack for this text (it has no words in {code!r})."
    return None
