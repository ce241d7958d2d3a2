"""ACLED's days: a row a day where something went on, the middle of a stretch where it happened once in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasid.linking.incident import Incident
from rasid.model import Event

MOST_DAYS = 31  # rows that one incident comes to; longer stretches are no events of a day
STEPS = ((1, 1), (6, 2), (7, 3), (31, 4))  # UCDP's date_prec by the days that a stretch has


def days(incident: Incident, events: list[Event], words: dict[str, Any]) -> list[tuple[str, int | None]] | None:
    """(date, time_precision) of each row; one without a date where none is told; None where the time is too long for ACLED."""
    start, end = incident.start, incident.end or incident.start
    if not start:
        return [("", None)]
    if start == end:
        step = words["time_precision"].get(incident.date_precision or 1)
        return None if step is None else [(start, step)]
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end or start)
    count = (last - first).days + 1
    precision = incident.date_precision or next((step for most, step in STEPS if count <= most), 5)
    if any(e.time.ongoing for e in events) and 1 < count <= MOST_DAYS:
        return [((first + dt.timedelta(days=n)).isoformat(), 1) for n in range(count)]
    step = words["time_precision"].get(precision)
    return None if step is None else [((first + dt.timedelta(days=(count - 1) // 2)).isoformat(), step)]
