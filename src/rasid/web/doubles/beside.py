"""Two codings of a report side by side: happening by happening, field by field, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from rasid.model.event import Event
from rasid.project.team import agreeing
from rasid.project.team.settling import FIELDS
from rasid.publish.map.plain import harmless
from rasid.store.doubles import PROGRAM
from rasid.store.events import KeptEvent
from rasid.web import wording
from rasid.web.review.fields import field_name
from rasid.web.speech import Speech
from rasid.web.values import Values

PLAIN = {"status": "asserted", "background": False, "mutual": False}  # what goes without saying where all say it


class Row(NamedTuple):
    """A field: by coder what he says, None where he has no such event."""

    field: str
    label: str
    said: list[str | None]
    differs: bool


class Happening(NamedTuple):
    """`number` counts from 1, in the order told; `has`: by coder whether he has it; `words`: of the report."""

    number: int
    words: str
    has: list[bool]
    rows: list[Row]

    @property
    def shared(self) -> bool:
        return all(self.has)

    @property
    def differing(self) -> list[Row]:
        return [row for row in self.rows if row.differs]


def happenings(coded: Mapping[str, Sequence[KeptEvent]], values: Values) -> list[Happening]:
    made = []
    for number, happening in enumerate(agreeing.beside(coded), 1):
        kept = [happening.get(coder) for coder in coded]
        words = next(one.event.evidence.text for one in kept if one is not None)
        rows = [row for field in FIELDS if (row := row_of(field, kept, values)) is not None]
        made.append(Happening(number, harmless(" ".join(words.split())), [one is not None for one in kept], rows))
    return made


def row_of(field: str, kept: Sequence[KeptEvent | None], values: Values) -> Row | None:
    """None where nobody says anything of it."""
    told = [one.record[field] for one in kept if one is not None]
    if all(value in (None, [], PLAIN.get(field)) for value in told):
        return None
    if field == "time" and not any(one["start"] or one["text"] for one in told):
        return None
    said = [None if one is None else said_of(field, one, values) for one in kept]
    differs = len({key_of(field, value, values) for value in told}) > 1
    return Row(field, field_name(values.say, field), said, differs)


def said_of(field: str, kept: KeptEvent, values: Values) -> str:
    """A day that was not told, and a list with nothing in it, are nothing."""
    value = kept.record[field]
    if field == "time" and not (value["start"] or value["text"]):
        return values.say("nothing")
    return values.of(field, value)


def key_of(field: str, value: Any, values: Values) -> object:
    """By what two say the same: the words in which it is shown, a list in whatever order."""
    if isinstance(value, list):
        return frozenset(values.item(field, item) for item in value)
    return values.of(field, value)


def called(say: Speech, coder: str) -> str:
    return say("the program") if coder == PROGRAM else coder


def measured(say: Speech, name: str) -> str:
    """A field of `coders.fields` in words."""
    named = {"place": "places", "date": "time", "weapons": "instruments"}.get(name, name)
    return field_name(say, named) if named in Event.__struct_fields__ else wording.effect(say, name)
