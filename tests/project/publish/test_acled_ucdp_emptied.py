"""Whatever single field of a released record is empty, notes and both formats go on, and write no word such as None."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from released import LEXICON, event, exact, place, released, source, target, toll

from rasid.linking.incident import Incident
from rasid.publish.formats import Around, format_of
from rasid.publish.material import Told
from rasid.publish.notes import Notes
from rasid.publish.policy import Released

NOTES = Notes(LEXICON)
EMPTY: tuple[Any, ...] = (None, "", [], {})


def full() -> Released:
    """Two accounts with something in every field that the formats look at."""
    made: dict[str, Any] = {
        "by": ["syrian-army", "russian-armed-forces"],
        "on": ["islamic-state", "civilians", target(object="home", count=2)],
        "at": ["bara", "ariha", place("mosul", role="origin"), place("idlib", role="destination")],
        "weapons": ["rocket"],
        "sources": [source("s1", "A Monitor")],
        "outcome": "repelled",
        "end": "2024-03-11",
        "precision": 2,
    }
    people = [exact("killed", 9, id="t1"), exact("killed", 2, "civilian", id="t2", part_of="t1", groups=["women"]), toll("injured", 3)]
    return released(event("shelling", toll=people, **made), event("shelling", "ev_2", toll=[exact("killed", 5, "civilian")], **made))


def paths(tree: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every field of a record, and of what is in it; of lists the first item."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield (*at, key)
            yield from paths(value, (*at, key))
    elif isinstance(tree, list) and tree:
        yield from paths(tree[0], (*at, 0))


def without(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    made = tree.copy()
    made[path[0]] = without(tree[path[0]], path[1:], value)
    return made


def emptied_one_by_one() -> Iterator[tuple[str, Released]]:
    whole = full()
    incident, told = msgspec.to_builtins(whole.incident), msgspec.to_builtins(whole.told)
    for path in paths(incident):
        for value in EMPTY:
            try:
                yield ".".join(map(str, path)), Released(msgspec.convert(without(incident, path, value), Incident), whole.told)
            except msgspec.ValidationError:
                continue  # the record cannot be so
    for path in paths(told):
        for value in EMPTY:
            try:
                yield ".".join(map(str, path)), Released(whole.incident, msgspec.convert(without(told, path, value), list[Told]))
            except msgspec.ValidationError:
                continue


CASES = list(emptied_one_by_one())


def test_there_is_much_that_may_be_empty() -> None:
    assert len(CASES) > 200 and {"place", "initiators.0.names", "toll.0.low", "0.event.places", "0.read.title"} <= {
        name for name, _ in CASES
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_notes_go_on(language: str) -> None:
    for name, case in CASES:
        text = NOTES.note(case, language)
        assert text.endswith(".") and "None" not in text and "  " not in text and "()" not in text, (name, text)


@pytest.mark.parametrize("format", ["acled", "ucdp"])
def test_formats_go_on(format: str) -> None:
    for name, case in CASES:
        out = io.BytesIO()
        format_of(format).write([case], out, Around(LEXICON, "internal"))
        header, *rows = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
        assert all(len(cells) == len(header) and "None" not in cells for cells in rows), name
