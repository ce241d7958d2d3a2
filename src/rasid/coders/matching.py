"""Which events of several coders are the same one of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasid.coders.fields import FIELDS
from rasid.evaluate.assign import best_assignment
from rasid.model import Event

# Two events are one where they share this much: a type and some of the words, or half of the words and something besides. Words count most:
# they are what both coders had before them.
LEAST = 2.0
WORDS, TYPE = 2.0, 1.5
BESIDES = {"initiators": 0.5, "targets": 0.5, "place": 0.5, "killed": 0.5, "status": 0.25, "date": 0.25}


def likeness(a: Event, b: Event) -> float:
    """How much two events of one report share; 0 for too little to be one."""
    alike = WORDS * overlap(a.evidence.span, b.evidence.span) + TYPE * (a.type == b.type)
    for field in FIELDS:
        if field.name in BESIDES and told(value := field.value(a)):
            alike += BESIDES[field.name] * (1 - field.distance(value, field.value(b)))
    return alike if alike >= LEAST else 0.0


def told(value: object) -> bool:
    return value is not None and value != frozenset()


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """What two spans share, of the shorter one: one coder marks the sentence, the other its verb."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / max(1, min(a[1] - a[0], b[1] - b[0]))


def aligned(coded: Mapping[str, Sequence[Event]]) -> list[dict[str, Event]]:
    """The happenings of one report: for each, the event of every coder who has it. Coders are taken in their order; an event goes to the
    happening whose events it is most like, each used once, the likeness in all the greatest there is."""
    happenings: list[dict[str, Event]] = []
    for coder, events in coded.items():
        weights = [[sum(likeness(e, other) for other in h.values()) / len(h) for e in events] for h in happenings]
        taken = {event: happening for happening, event in best_assignment(weights)} if happenings and events else {}
        for n, event in enumerate(events):
            if n in taken:
                happenings[taken[n]][coder] = event
            else:
                happenings.append({coder: event})
    return happenings
