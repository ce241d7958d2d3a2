"""A row of the queue in words: what is to be decided in a report, and why it stands where it does, the weightiest reason first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from rasid.store.claims import Claim
from rasid.store.priority import COARSE
from rasid.store.queueing import Undecided, Waiting
from rasid.web import wording
from rasid.web.speech import Speech

SHOWN = 4  # events of a row; of more it is said how many
Types = Mapping[str, Any]


class Reason(NamedTuple):
    """`told`: its points as they are written, with their sign."""

    kind: str
    words: str
    told: str


class Happening(NamedTuple):
    """An event of a row: what, where, how many were killed; empty where it is not told."""

    type: str
    place: str
    killed: str


class Line(NamedTuple):
    """A row as the page shows it. `more`: how many events are not shown; `begun`: whether some are decided."""

    id: str
    address: str
    outlet: str | None
    day: str
    begun: bool
    events: list[Happening]
    more: int
    score: str
    reasons: list[Reason]
    claim: Claim | None


def lines(say: Speech, rows: list[Waiting], types: Types, opened: Callable[[str], str]) -> list[Line]:
    """Put into words here and not in the template, which takes twice as long to ask for each of them. `opened`: the address of a report."""
    return [
        Line(
            id=row.id,
            address=opened(row.id),
            outlet=row.outlet,
            day=say.day(row.published) if row.published else "",
            begun=row.stage == "in_review",
            events=[happening(say, event, types) for event in row.events[:SHOWN]],
            more=max(0, row.undecided - SHOWN),
            score=say.number(row.score),
            reasons=reasons(say, row),
            claim=row.claim,
        )
        for row in rows
    ]


def happening(say: Speech, event: Undecided, types: Types) -> Happening:
    killed = say.plural("{count} killed", "{count} killed", event.killed) if event.killed else ""
    return Happening(say.name(types.get(event.type, {}).get("names"), event.type), say.name(event.place), killed)


def reasons(say: Speech, row: Waiting) -> list[Reason]:
    """What gives, or takes, at least half a point."""
    points = row.points
    told: list[tuple[str, float, Callable[[], str]]] = [
        ("severity", points.severity, lambda: severity(say, row)),
        ("uncertainty", points.uncertainty, lambda: least_sure(say, row)),
        ("flags", points.flags, lambda: say("doubts: {flags}", flags=listed(say, [wording.flag(say, f) for f in row.flags]))),
        ("place", points.place, lambda: say("only its province is known") if points.place == COARSE else say("an event has no place")),
        ("source", points.source, lambda: source(say, row)),
        ("age", row.age, lambda: say.plural("waiting for {count} day", "waiting for {count} days", round(row.age_days))),
    ]
    weighty = sorted(((kind, given, words) for kind, given, words in told if abs(given) >= 0.5), key=lambda one: -one[1])
    return [Reason(kind, words(), f"{'+' if given > 0 else '−'}{say.number(abs(given))}") for kind, given, words in weighty]


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
