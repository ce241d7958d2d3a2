"""Folds rows of one place, day and pair of parties into one, as ACLED does, and force used on a protest into the protest. A strategic
development is folded with its like alone: it is coded by itself beside the violence of its day, and beside one of another sub-event.

Happenings come by day, so a day's rows are held only until a later day comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rasid.publish.formats.acled.row import Row, Side

FOLDED = "incidents folded into the row of another at the same place, on the same day, between the same parties"
PROTESTS = ("Peaceful protest",)
FORCE = frozenset(("Attack", "Arrests", "Armed clash", "Abduction/forced disappearance", "Sexual violence"))
PROTESTERS, RIOTERS = 6, 5


def folded(rows: Iterable[list[Row]], losses: Counter[str], ranks: dict[str, int]) -> Iterator[Row]:
    """The rows by day and incident; `rows` come an incident at a time, by day. Those without a date pass as they come."""
    waiting: dict[str, list[Row]] = {}
    last = ""
    for some in rows:
        if some and some[0].date:
            day = min([row.date for row in some])
            for row in some:
                waiting.setdefault(row.date, []).append(row)
            if day != last:
                last = day
                for past in sorted([d for d in waiting if d < day]):
                    yield from of_day(waiting.pop(past), losses, ranks)
        else:
            yield from some
    for day in sorted(waiting):
        yield from of_day(waiting[day], losses, ranks)


def of_day(rows: list[Row], losses: Counter[str], ranks: dict[str, int]) -> list[Row]:
    if len(rows) == 1:
        return rows
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(key_of(row), []).append(row)
    made = [merged(group, losses) for group in groups.values()]
    if any(row.sub_event in PROTESTS for row in made):
        made = met_with_force(made, losses, ranks)
    return sorted(made, key=lambda row: (row.incident, str(row.spot)))


def key_of(row: Row) -> object:
    """Rows of one key are one of ACLED's: the violence of one pair, whatever its sub-events, but of one party alone, and of strategic
    developments, only what is of one sub-event. What is told of no place is folded with nothing."""
    if row.spot is None:
        return row.incident
    return (row.spot, row.pair(), row.sub_event) if row.apart or not row.two.name else (row.spot, row.pair())


def merged(group: list[Row], losses: Counter[str]) -> Row:
    """One row of several: the highest sub-event names it, tolls are added up, sources, notes and tags joined."""
    if len(group) == 1:
        return group[0]
    head, *others = sorted(group, key=lambda row: (row.rank, row.incident))
    for other in others:
        same = other.one.name == head.one.name
        head.one.join(other.one if same else other.two)
        head.two.join(other.two if same else other.one)
        take_in(head, other)
    losses[FOLDED] += len(others)
    return head


def take_in(head: Row, other: Row) -> None:
    head.fatalities += other.fatalities
    for into, more in ((head.sources, other.sources), (head.scales, other.scales), (head.notes, other.notes)):
        into += [each for each in more if each not in into]
    if other.sub_event == "Sexual violence" and head.sub_event != "Sexual violence":
        head.tags.append("sexual violence")
    head.tags += [tag for tag in other.tags if tag not in head.tags and not tag.startswith("crowd size=")]
    head.timestamp = max((t for t in (head.timestamp, other.timestamp) if t is not None), default=None)
    head.events |= other.events
    head.related |= other.related


def met_with_force(rows: list[Row], losses: Counter[str], ranks: dict[str, int]) -> list[Row]:
    """Takes force used on protesters into their protest: lethal is excessive force, any other an intervention."""
    protests = [row for row in rows if row.sub_event in PROTESTS]
    gone: set[int] = set()
    for row in rows:
        if row.sub_event in FORCE and (protest := next((p for p in protests if of_protest(row, p)), None)) is not None:
            used_on(protest, row, ranks)
            losses[FOLDED] += 1
            gone.add(id(row))
    return [row for row in rows if id(row) not in gone]


def of_protest(force: Row, protest: Row) -> bool:
    """Told as tied to it, or used on protesters in the same place."""
    tied = bool(force.related & protest.events or protest.related & force.events)
    return tied or (force.spot == protest.spot and force.spot is not None and force.two.inter == PROTESTERS)


def used_on(protest: Row, force: Row, ranks: dict[str, int]) -> None:
    lethal = force.hurt == "lethal"
    if lethal or protest.sub_event == PROTESTS[0]:
        protest.sub_event = "Excessive force against protesters" if lethal else "Protest with intervention"
        protest.rank = ranks[protest.sub_event]
    protest.targeted = protest.targeted or lethal
    if not protest.two.name:
        protest.two = Side(force.one.name, force.one.inter, list(force.one.beside))
    else:
        protest.two.join(force.one)
    take_in(protest, force)
