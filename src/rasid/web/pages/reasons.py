"""Why a report stands where it does in the queue, in words, the weightiest reason first."""

from __future__ import annotations

from typing import NamedTuple

from rasid.store.priority import COARSE
from rasid.store.queueing import Waiting
from rasid.web import wording
from rasid.web.speech import Speech


class Reason(NamedTuple):
    kind: str
    words: str
    points: float


def reasons(say: Speech, row: Waiting) -> list[Reason]:
    """What gives, or takes, at least half a point."""
    points = row.points
    told = [
        Reason("severity", severity(say, row), points.severity),
        Reason("uncertainty", least_sure(say, row), points.uncertainty),
        Reason("flags", say("doubts: {flags}", flags=listed(say, [wording.flag(say, f) for f in row.flags])), points.flags),
        Reason("place", say("only its province is known") if points.place == COARSE else say("an event has no place"), points.place),
        Reason("source", source(say, row), points.source),
        Reason("age", say.plural("waiting for {count} day", "waiting for {count} days", round(row.age_days)), row.age),
    ]
    return sorted((one for one in told if abs(one.points) >= 0.5), key=lambda one: -one.points)


def severity(say: Speech, row: Waiting) -> str:
    """The toll of the gravest event, by the lowest figures told."""
    gravest = max(row.events, key=lambda e: (e.killed or 0) + (e.injured or 0) / 4)
    dead = say.plural("{count} killed", "{count} killed", gravest.killed or 0) if gravest.killed else ""
    hurt = say.plural("{count} injured", "{count} injured", gravest.injured or 0) if gravest.injured else ""
    return listed(say, [part for part in (dead, hurt) if part])


def least_sure(say: Speech, row: Waiting) -> str:
    sure = min((e.confidence for e in row.events if e.confidence is not None), default=1.0)
    return say("least sure event {percent}%", percent=say.number(100 * sure))


def source(say: Speech, row: Waiting) -> str:
    told = [] if row.outlet else [say("no outlet told")]
    return listed(say, [*told, *([say("a reprint of another report")] if row.reprint else [])])


def listed(say: Speech, words: list[str]) -> str:
    return say(", ", "list").join(words)
