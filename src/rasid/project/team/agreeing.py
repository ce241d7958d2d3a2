"""How far those agree who coded the same reports blind: what all are done with, by pair and over all pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from rasid.coders.agreement import Agreement, compare, plain
from rasid.coders.matching import aligned
from rasid.model import Event
from rasid.store import doubles, scope
from rasid.store.doubles import Double
from rasid.store.events import KeptEvent
from rasid.store.schema import OPEN
from rasid.store.scope import Viewer

Pair = tuple[str, ...]
FIGURES = ("coders", "reports", "field", "measure", "value", "low", "high", "units", "same")
DIFFERENCES = ("coders", "report", "field", "first", "second", "words")


class Done(NamedTuple):
    """A report that all are done with. `coded`: by coder his events, the rejected left out."""

    double: Double
    coded: dict[str, list[KeptEvent]]

    @property
    def pair(self) -> Pair:
        return tuple(self.coded)


def done(connection: Connection, viewer: Viewer | None, number: int | None = None) -> list[Done]:
    """Those whose report this viewer may see (None: all), or the one of a number. By the whole store."""
    unseen = set(scope.restricted(connection, viewer)) if viewer is not None else set()
    there = [one for one in doubles.every(connection) if number in (None, one.id)]
    there = [one for one in there if one.state != OPEN and one.report_id not in unseen]
    codings = doubles.codings_of(connection, [one.id for one in there])
    return [Done(one, {c.coder: kept_of(c.content, one.text_hash) for c in codings[one.id]}) for one in there]


def kept_of(content: str, text_hash: str) -> list[KeptEvent]:
    """The events that a coding says there are."""
    return [kept for kept in doubles.read(content, text_hash).events if kept.state != "rejected"]


def pairs(there: Sequence[Done]) -> list[Pair]:
    return sorted({one.pair for one in there})


def of_pair(there: Sequence[Done], pair: Pair) -> Agreement:
    """Reports under the numbers by which they were coded twice: the same pair may code one again."""
    mine = [one for one in there if one.pair == pair]
    return compare({coder: {str(one.double.id): events(one.coded[coder]) for one in mine} for coder in pair})


def over_all(there: Sequence[Done]) -> Agreement:
    """Of all pairs together: whoever is named first in each, beside the other. Alpha asks who said what of none of its values."""
    sides: dict[str, dict[str, list[Event]]] = {"first": {}, "second": {}}
    for one in there:
        for side, kept in zip(sides.values(), one.coded.values(), strict=True):
            side[str(one.double.id)] = events(kept)
    return compare(sides)


def over_all_and_by_pair(there: Sequence[Done]) -> dict[str, Agreement]:
    """As tables call them: `all` first, then each pair; {} where nothing is done."""
    made = {"all": over_all(there)} if there else {}
    return made | {said(pair): of_pair(there, pair) for pair in pairs(there)}


def events(kept: Sequence[KeptEvent]) -> list[Event]:
    return [one.event for one in kept]


def beside(coded: Mapping[str, Sequence[KeptEvent]]) -> list[dict[str, KeptEvent]]:
    """The happenings of a report in the order told: for each, the event of every coder who has it."""
    known = {(coder, one.id): one for coder, kept in coded.items() for one in kept}
    named = {coder: [msgspec.structs.replace(one.event, id=one.id) for one in kept] for coder, kept in coded.items()}
    made = [{coder: known[coder, event.id] for coder, event in happening.items()} for happening in aligned(named)]
    return sorted(made, key=lambda happening: min(kept.trigger for kept in happening.values()))


# Tables --------------------------------------------------------------------------------------------------------------------------


def figure_rows(made: Mapping[str, Agreement]) -> Iterator[list[object]]:
    """By pair, or `all`: events that both have (Dice), then alpha field by field."""
    yield list(FIGURES)
    for name, one in made.items():
        yield [name, one.reports, "event", "dice", *map(rounded, one.found), one.shared, None]
        for field, a in one.fields.items():
            yield [name, one.reports, field, "alpha", rounded(a.value), rounded(a.low), rounded(a.high), a.units, rounded(a.same)]


def difference_rows(there: Sequence[Done]) -> Iterator[list[object]]:
    """Every field in which the two of a pair differ, with what each says and the words of the report."""
    yield list(DIFFERENCES)
    reports = {str(one.double.id): one.double.report_id for one in there}
    for pair in pairs(there):
        for d in of_pair(there, pair).differences:
            values = plain(d.values)
            told = [joined(values[coder]) if coder in values else None for coder in pair]
            yield [said(pair), reports[d.report], d.field, *told, " ".join(d.text.split())]


def joined(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def said(pair: Sequence[str]) -> str:
    """A pair as files call it."""
    return " + ".join(name.removeprefix(":") for name in pair)
