"""How far coders agree on the same reports: which events there are, and field by field on those that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from rasid.coders.alpha import Alpha, Unit, alpha, drawn, middle, ratio_of
from rasid.coders.fields import FIELDS
from rasid.coders.matching import aligned
from rasid.evaluate import Figure
from rasid.model import Event

Coded = Mapping[str, Mapping[str, Sequence[Event]]]  # coder → report → events


class Difference(NamedTuple):
    """Where coders differ on a happening of a report: `field`, and each one's value; `event` for whether it is there at all."""

    report: str
    field: str
    values: dict[str, object]
    text: str


class Agreement(NamedTuple):
    """`events`: how many each coder has; `shared`: happenings that two or more have; `found`: of the events that two coders have, the share
    that both have (Dice; 1 for all), no alpha since nobody knows how many events nobody saw; `fields`: in the order of FIELDS, those that
    vary."""

    reports: int
    events: dict[str, int]
    shared: int
    found: Figure
    fields: dict[str, Alpha]
    differences: list[Difference]


def compare(coded: Coded) -> Agreement:
    """Every report that any of the coders has; one of which a coder has no event counts as read by them and found empty."""
    reports = sorted({report for by_report in coded.values() for report in by_report})
    happenings = {report: aligned({coder: by.get(report, ()) for coder, by in coded.items()}) for report in reports}
    shared = [(report, h) for report, of in happenings.items() for h in of if len(h) > 1]
    fields = {f.name: alpha([Unit(tuple(f.value(e) for e in h.values()), report) for report, h in shared], f.distance) for f in FIELDS}
    return Agreement(
        reports=len(reports),
        events={coder: sum(map(len, by.values())) for coder, by in coded.items()},
        shared=len(shared),
        found=found_of([dice_of(of, list(coded)) for of in happenings.values()]),
        fields={name: a for name, a in fields.items() if a.value is not None or a.same not in (None, 1.0)},
        differences=[d for report, of in happenings.items() for h in of for d in differing(report, h, list(coded))],
    )


def dice_of(happenings: Sequence[Mapping[str, Event]], coders: Sequence[str]) -> tuple[int, int]:
    """(twice what pairs of coders share, what they have) of one report."""
    both = sum(2 for h in happenings for a, b in combinations(coders, 2) if a in h and b in h)
    return both, sum(len(h) for h in happenings) * (len(coders) - 1)


def found_of(counts: Sequence[tuple[int, int]]) -> Figure:
    """Of reports in which somebody has an event; drawn with replacement for the interval."""
    told = [of for of in counts if of[1]]
    return Figure(ratio_of(told), *middle(drawn(told))) if told else Figure(None, None, None)


def differing(report: str, happening: Mapping[str, Event], coders: Sequence[str]) -> list[Difference]:
    """What a person who settles it has to look at."""
    text = next(iter(happening.values())).evidence.text
    out = []
    if len(happening) < len(coders):
        out.append(Difference(report, "event", {c: happening[c].type if c in happening else None for c in coders}, text))
    for field in FIELDS:
        values = {coder: field.value(event) for coder, event in happening.items()}
        if any(field.distance(a, b) for a, b in combinations(values.values(), 2)):
            out.append(Difference(report, field.name, dict(values), text))
    return out


def plain(values: Mapping[str, object]) -> dict[str, Any]:
    """The values of a difference as they can be written: sets as lists, places by what they are called."""
    return {coder: sorted(v) if isinstance(v, frozenset) else v[0] if isinstance(v, tuple) else v for coder, v in values.items()}
