"""Dates as people and programs write them → ISO 8601. What can be read in two ways is refused, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from rasid.intake.limits import EARLIEST, LATEST

MONTHS = """
january jan كانون_الثاني يناير ينأير جانفي
february feb شباط فبراير فيفري
march mar آذار اذار أذار مارس
april apr نيسان أبريل ابريل إبريل أفريل افريل
may أيار ايار مايو ماي
june jun حزيران يونيو يونيه جوان يونيو
july jul تموز يوليو يوليه جويلية يوليوز
august aug آب اب أغسطس اغسطس أوت اوت غشت
september sep sept أيلول ايلول سبتمبر شتنبر
october oct تشرين_الأول تشرين_الاول أكتوبر اكتوبر
november nov تشرين_الثاني نوفمبر نونبر
december dec كانون_الأول كانون_الاول ديسمبر دجنبر
"""
MONTH = {name.replace("_", " "): n for n, line in enumerate(MONTHS.strip().split("\n"), 1) for name in line.split()}
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u0640\u064b-\u0652]")
NAMED = "|".join(sorted((re.escape(n) for n in MONTH), key=len, reverse=True))
BEFORE, AFTER = "(?<![\\w])", "(?![\\w])"
# A month may be told twice, in the words of two regions: آذار/مارس. Both must be one month.
NAME = rf"(?P<month>{NAMED})\.?(?:\s*[/\-(]\s*(?P<also>{NAMED})\)?)?"
DAY_FIRST = re.compile(rf"{BEFORE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-,/.]*(?:من\s+|of\s+)?{NAME}[\s\-,،/.]*(?P<year>\d{{4}}){AFTER}")
MONTH_FIRST = re.compile(rf"{BEFORE}{NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*[,،]?\s*(?P<year>\d{{4}}){AFTER}")
YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})\s*([/.\-])\s*(?P<month>\d{1,2})\s*\2\s*(?P<day>\d{1,2})(?!\d)")
FIGURES = re.compile(r"(?<!\d)(?P<a>\d{1,2})\s*([/.\-])\s*(?P<b>\d{1,2})\s*\2\s*(?P<year>\d{4}|\d{2})(?![\d])")
COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s*"
    r"(?:(?P<half>[ap]\.?m\.?|صباحا|مساء|ظهرا|ص|م)(?!\w))?\s*(?P<zone>z|utc|gmt|(?:utc|gmt)?\s*[+\-]\d\d:?\d\d|[+\-]\d\d)?(?![\w])"
)
HIJRI = re.compile("محرم|صفر|ربيع|جمادى|رجب|شعبان|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة")
EXCEL_DAY_ONE = dt.datetime(1899, 12, 30)
SERIALS = (10_000, 80_000)  # days since 1900 that a five-figure number can be: 1927 to 2119
EPOCHS = (300_000_000, 4_102_444_800)  # seconds since 1970: 1979 to 2100


def written_date(value: Any, order: str | None = None) -> str | None:
    """A date or moment as ISO 8601; None where nothing is told. Raises ValueError with half a sentence."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, dt.datetime):
        return told(value, value.time() != dt.time() or value.tzinfo is not None)
    if isinstance(value, dt.date):
        return told(dt.datetime(value.year, value.month, value.day), False)
    if isinstance(value, (int, float)):
        return of_number(float(value))
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not a date")
    return of_words(value, order)


@lru_cache(4096)
def of_words(value: str, order: str | None) -> str | None:
    text = MARKS.sub("", value).translate(DIGITS).strip().lower()
    if not text or text in ("-", "—", "null", "none", "n/a", "nan"):
        return None
    if re.fullmatch(r"\d{5}(?:\.\d+)?|\d{9,10}(?:\.\d+)?|\d{13}", text):
        return of_number(float(text))
    day, rest = day_of(text, value, order)
    clock = CLOCK.search(rest)
    if not clock:
        return told(dt.datetime.combine(day, dt.time()), False)
    return told(dt.datetime.combine(day, time_of(clock, value)), True)


def day_of(text: str, value: str, order: str | None) -> tuple[dt.date, str]:
    """The day, and what stands around it."""
    for pattern in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST, FIGURES):
        if found := pattern.search(text):
            rest = text[: found.start()] + " " + re.sub("^t(?=\\d)", " ", text[found.end() :])
            return made(found, value, order), rest
    if found := COMPACT.match(text):
        return made(found, value, order), text[found.end() :].lstrip("t ")
    if HIJRI.search(text):
        raise ValueError(f"{value!r} is a Hijri date, and only Gregorian ones are read")
    raise ValueError(f"{value!r} is not a date like 2026-03-14")


def made(found: re.Match[str], value: str, order: str | None) -> dt.date:
    told = found.groupdict()
    year = int(told["year"])
    if "a" in told:
        month, day, year = in_figures(int(told["a"]), int(told["b"]), told["year"], value, order)
    else:
        month, day = (MONTH[told["month"]] if told["month"] in MONTH else int(told["month"])), int(told["day"])
        if told.get("also") and MONTH[told["also"]] != month:
            raise ValueError(f"{value!r} names two different months")
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"the year {year} of {value!r} is not between {EARLIEST} and {LATEST}")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{value!r} is not a date: there is no such day") from None


def in_figures(a: int, b: int, year: str, value: str, order: str | None) -> tuple[int, int, int]:
    """Month, day and year of `a/b/year`: in the order that is stated, or else in the only one that can be."""
    if len(year) == 2 and order not in ("dmy", "mdy"):
        raise ValueError(f"{value!r} does not say which figure is the year; --date-order dmy (or mdy) says it")
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if order == "dmy":
        return b, a, full
    if order == "mdy":
        return a, b, full
    if a > 12 or a == b:
        return b, a, full
    if b > 12:
        return a, b, full
    raise ValueError(f"{value!r} may be day/month or month/day; --date-order dmy (or mdy) says which")


def time_of(clock: re.Match[str], value: str) -> dt.time:
    hour, half = int(clock["hour"]), (clock["half"] or "").replace(".", "")
    if half in ("pm", "م", "مساء", "ظهرا") and hour < 12:
        hour += 12
    elif half in ("am", "ص", "صباحا") and hour == 12:
        hour = 0
    try:
        return dt.time(hour, int(clock["minute"]), int(clock["second"] or 0), tzinfo=zone_of(clock["zone"]))
    except ValueError:
        raise ValueError(f"{value!r} is not a date: there is no such time") from None


def zone_of(zone: str | None) -> dt.timezone | None:
    if not zone:
        return None
    found = re.search(r"([+\-])(\d\d):?(\d\d)?", zone)
    if not found:
        return dt.timezone.utc  # noqa: UP017
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return dt.timezone(dt.timedelta(minutes=-minutes if found[1] == "-" else minutes))


def of_number(value: float) -> str:
    """A day of a spreadsheet's calendar, or seconds (or thousandths) since 1970."""
    if SERIALS[0] <= value <= SERIALS[1]:
        moment = EXCEL_DAY_ONE + dt.timedelta(seconds=round(value * 86400))
        return told(moment, moment.time() != dt.time())
    seconds = value / 1000 if value > 1e11 else value
    if EPOCHS[0] <= seconds <= EPOCHS[1]:
        return told(dt.datetime.fromtimestamp(seconds, dt.timezone.utc).replace(microsecond=0), True)  # noqa: UP017
    raise ValueError(f"{value:g} is not a date")


def told(moment: dt.datetime, with_time: bool) -> str:
    if not EARLIEST <= moment.year <= LATEST:
        raise ValueError(f"the year {moment.year} is not between {EARLIEST} and {LATEST}")
    if not with_time:
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
