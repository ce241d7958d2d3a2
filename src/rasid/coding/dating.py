"""Words of time to local dates. A date is never invented: what cannot be resolved keeps its words and stays null."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from hijridate import Hijri
from msgspec.structs import replace

from rasid.model import Mention, Time

PARTS = frozenset(("part", "clock", "definite_part", "fillers"))  # of a time that tells an hour and no day
MORNING, EVENING = "00:00", "17:00"  # from after midnight until afternoon: hours that are of one day only
RECENT = 60  # days: a plan for a day that has just gone by was for that day (خرجت المواكب التي دعت إليها اللجان في 7 فبراير)


WEEK = 7  # days: a range as long as that is UCDP's precision 3
AWAY = 6  # days before publication: a date further back than that, beside «yesterday» or a weekday, is of something that the act is about


def resolve(mention: Mention, text: str, published: dt.date | None, ahead: bool = False, told: dt.date | None = None) -> Time:
    """The dates a time mention stands for, seen from the day of publication (None: only full dates resolve).

    `ahead`: it dates what is planned, so that a bare weekday or day of a month is the next one and not the last.
    `told`: the day told before, from which «the next day» counts.
    """
    data = mention.data
    words = text[mention.span[0] : mention.span[1]]
    try:
        found = dates(data, published, ahead or bool(data.get("starting"))) if "told" not in data else days_after(data, told)
    except OverflowError:  # a day before the first or after the last that a calendar has
        found = None
    clock = clock_of(data)
    if found is None:
        return Time(text=words, span=mention.span, clock=clock)
    start, end, precision = found
    return Time(
        start=start.isoformat(),
        end=end.isoformat(),
        precision=precision,
        clock=clock,
        text=words,
        span=mention.span,
        ongoing=bool(data.get("since")),
    )


def days_after(data: dict[str, Any], told: dt.date | None) -> tuple[dt.date, dt.date, int] | None:
    """The day so many days after the day told before, or a day of its month (السابع من الشهر نفسه); None where none was told."""
    if told is None:
        return None
    try:
        day = told.replace(day=data["day"]) if data.get("day") else told + dt.timedelta(days=data["told"])
    except ValueError:  # a day that the month has not
        return None
    return day, day, 1


def best(found: list[tuple[Mention, Time]], published: dt.date | None) -> Time | None:
    """An act's time of those told with it: the first that resolves, unless it lies far back and another tells a day of this week."""
    if not found:
        return None
    first = next((t for _, t in found if t.start is not None), found[0][1])
    if first is None or first.start is None or published is None:
        return first
    recent = [t for m, t in found if t.start is not None and ("offset" in m.data or "weekday" in m.data)]
    away = (published - dt.date.fromisoformat(first.start)).days > AWAY
    return recent[0] if away and recent else first


def of_today(found: list[tuple[Mention, Time]], published: dt.date | None) -> Time | None:
    """فجرا, منذ الصباح, with no day: of the day of the report, where it is no part of a night that may be either day's."""
    if published is None:
        return None
    hours = [
        t for m, t in found if set(m.data) <= PARTS and (t.clock or {}).get("from") and MORNING <= str((t.clock or {})["from"]) < EVENING
    ]
    day = published.isoformat()
    return replace(hours[0], start=day, end=day, precision=1) if hours else None


def clock_of(data: dict[str, Any]) -> dict[str, str | None] | None:
    if data.get("clock"):
        hour, minute = ([*data["clock"].split(":"), "00"])[:2]
        return {"from": f"{int(hour):02d}:{minute}", "to": None} if int(hour) < 24 else None
    if data.get("part"):
        return {"from": data["part"][0], "to": data["part"][1]}
    return None


def dates(data: dict[str, Any], published: dt.date | None, ahead: bool = False) -> tuple[dt.date, dt.date, int] | None:
    if data.get("date"):
        return full_date(data["date"])
    if "month" in data:
        found = month_date(data, published, ahead)
        if found is not None or not data.get("hijri"):
            return found  # السبت 3 شوال: a Hijri day without its year is told by its weekday
    if published is None:
        return None
    if "month_rel" in data:
        told = published if data["month_rel"] == 0 else published.replace(day=1) - dt.timedelta(days=1)
        return month_date({"day": data.get("day"), "month": told.month, "year": told.year}, published)
    if "weekday" in data:
        return weekday_date(data, published, ahead)
    if "offset" in data:
        day = published + dt.timedelta(days=data["offset"])
        return day, day, 1
    if data.get("window"):
        start, end, precision = data["window"]
        return published + dt.timedelta(days=start), published + dt.timedelta(days=end), precision
    if "since" in data:
        return published - dt.timedelta(days=data["since"]), published, 5 if data["since"] > 31 else 3
    return None


def weekday_date(data: dict[str, Any], published: dt.date, ahead: bool = False) -> tuple[dt.date, dt.date, int] | None:
    back = (published.weekday() - data["weekday"]) % 7
    if (data.get("offset") or 0) > 0:  # غدا الثلاثاء
        ahead = True
    if data.get("which") == "next" or (ahead and not data.get("which") and "weekday2" not in data):
        day = published + dt.timedelta(days=-back % 7 or 7 * (data.get("which") == "next"))
        last = day + dt.timedelta(days=(data.get("weekday2", data["weekday"]) - data["weekday"]) % 7)  # يومي الأحد والاثنين المقبلين
        return day, last, 1 if day == last else 2
    if data.get("which") == "past" and back == 0:
        back = 7
    day = published - dt.timedelta(days=back)
    if "weekday2" in data:
        first = day
        second = first + dt.timedelta(days=(data["weekday2"] - data["weekday"]) % 7)
        if second > published:
            first, second = first - dt.timedelta(days=7), second - dt.timedelta(days=7)
        return first, second, 2
    return day, day, 1


def full_date(text: str) -> tuple[dt.date, dt.date, int] | None:
    a, b, c = (int(x) for x in re.split(r"[/.-]", text))
    year, month, day = (a, b, c) if a > 31 else (c if c > 99 else 2000 + c, b, a)
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return None
    return found, found, 1


def month_date(data: dict[str, Any], published: dt.date | None, ahead: bool = False) -> tuple[dt.date, dt.date, int] | None:
    """A day of a month, or a whole month; the year told, or the latest not after publication (`ahead`: the next, or one just gone)."""
    if data.get("hijri"):
        return hijri_date(data)
    year, month, day = data.get("year", data.get("year_told")), data["month"], data.get("day")
    if year is None:
        if published is None:
            return None
        year = published.year + (data.get("year_rel") or 0)
        if not data.get("year_rel"):
            gone = (published.month - month) * 30 + published.day - (day or 1)  # days since then, about
            year += ahead and gone > RECENT
            year -= not ahead and gone < 0
    try:
        if day:
            last = data.get("month2") or month  # 27 أغسطس – 2 سبتمبر; 28 ديسمبر – 3 يناير 2021: the year told is the later day's
            start = dt.date(year - (last < month and "year" in data), month, day)
            end = dt.date(start.year + (last < month), last, data["day2"]) if data.get("day2") else start
            return start, end, 1 if start == end else 3 if (end - start).days >= WEEK - 1 else 2
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]), 4
    except ValueError:
        return None


def hijri_date(data: dict[str, Any]) -> tuple[dt.date, dt.date, int] | None:
    year, day = data.get("year"), data.get("day")
    if not year or not 1343 <= year <= 1500:
        return None
    try:
        if day:
            found = Hijri(year, data["month"], day).to_gregorian()
            return found, found, 1
        first = Hijri(year, data["month"], 1)
        start = first.to_gregorian()
        return start, start + dt.timedelta(days=first.month_length() - 1), 4
    except (ValueError, OverflowError):
        return None
