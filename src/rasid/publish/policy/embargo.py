"""Nothing too young leaves: days are counted from the last day on which it happened; the more dangerous what it tells, the more of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from rasid.publish.material import Told
from rasid.publish.policy.profile import DEFAULT


def last_day(told: Iterable[Told]) -> dt.date | None:
    """The latest day that any account tells; of one that tells none, or of what went on when it was told, the day of publication.

    None where an account has neither: it could be of today."""
    days = []
    for account in told:
        time = account.event.time
        day = day_of(time.end) or day_of(time.start)
        published = day_of(account.read.published)
        if day is None or (time.ongoing and published is not None and published > day):
            day = published
        if day is None:
            return None
        days.append(day)
    return max(days, default=None)


def day_of(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def days_held(embargo: Mapping[str, int], classes: Iterable[str]) -> int:
    """The longest embargo among those of its classes, or the one for all."""
    return max([embargo.get(DEFAULT, 0), *(embargo[c] for c in classes if c in embargo)])
