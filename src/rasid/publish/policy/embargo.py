"""Nothing too young leaves: days are counted from the last day on which it happened; the more dangerous what it tells, the more of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from rasid.publish.material import Told
from rasid.publish.policy.profile import DEFAULT


def last_day(told: Iterable[Told], beside: Iterable[Told] = ()) -> dt.date | None:
    """The latest day that any account tells. `beside`: accounts that do not leave, which may make it later and never undated.

    None where an account that leaves tells no day and its report none either: it could be of today."""
    days = [day_told(account) for account in told]
    if None in days:
        return None
    return max((day for day in (*days, *map(no_later_than_told, beside)) if day is not None), default=None)


def day_told(account: Told) -> dt.date | None:
    """The last day of an account; of one that tells none, or of what went on when it was told, the day of publication."""
    time = account.event.time
    day = day_of(time.end) or day_of(time.start)
    published = day_of(account.read.published)
    return published if day is None or (time.ongoing and published is not None and published > day) else day


def no_later_than_told(account: Told) -> dt.date | None:
    """The same of an account that nobody has reviewed: a day after its report came out was misread, or is yet to come."""
    day, published = day_told(account), day_of(account.read.published)
    return min(day, published) if day is not None and published is not None else day


def day_of(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def days_held(embargo: Mapping[str, int], classes: Iterable[str]) -> int:
    """The longest embargo among those of its classes, or the one for all."""
    return max([embargo.get(DEFAULT, 0), *(embargo[c] for c in classes if c in embargo)])
