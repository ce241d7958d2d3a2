"""A decision writes what it changes, and nothing again that is what it was; the store is afterwards what it would be if all were."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from originals import Copied
from test_priority import fill

from rasid.project import correcting
from rasid.project.project import Project
from rasid.store import events, indexing
from rasid.store.schema import (
    changes,
    event_flags,
    event_parties,
    event_places,
    event_sources,
    event_tolls,
    incidents,
    searched_events,
)
from rasid.store.schema import events as rows

TABLES = (rows, event_parties, event_places, event_tolls, event_sources, event_flags, searched_events, incidents)


@pytest.fixture
def filled(copied: Copied) -> Project:
    return copied("queue", fill)


def held(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    with project.store.reading() as connection:
        told = {t.name: [c for c in t.c if c.name not in ("updated", "words")] for t in TABLES}
        found = {name: sorted(map(tuple, connection.execute(sa.select(*columns))), key=repr) for name, columns in told.items()}
        s = searched_events.c
        words = connection.execute(sa.select(s.event_id, sa.cast(s.words, sa.Text)).order_by(s.event_id)).all()
        # As a set: names stand in another order in a record that was just read than in one that comes from the store.
        return found | {"words": [(id_, frozenset(re.findall(r"[^\W\d]+", text))) for id_, text in words]}


def as_if_written_whole(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """The tables after every event of every report was written again, with all that repeats it, and linked."""
    with project.store.writing("noor") as change:
        for report_id, day in change.connection.execute(sa.text("SELECT id, published FROM reports")).all():
            events.put_all(change.connection, events.of_report(change.connection, report_id), day)
        change.record("test", "test:1")
    project.link()
    return held(project)


def test_after_decisions_of_every_kind_the_tables_are_what_they_would_be(filled: Project) -> None:
    with filled.store.reading() as connection:
        ids = {id_: [k.id for k in events.of_report(connection, id_)] for id_ in ("a", "b", "c", "d", "e")}
    filled.accept(ids["a"][0], "noor")
    filled.reject(ids["c"][0], "noor", "not so")
    filled.correct(ids["b"][0], "toll", [], "noor")
    filled.correct(ids["d"][0], "time", {"start": "2024-03-02", "end": "2024-03-02", "precision": 1}, "noor")
    filled.undo(ids["b"][0], "noor")
    filled.accept(ids["e"][0], "noor")
    filled.undo(ids["e"][0], "noor")
    filled.undo(ids["c"][0], "noor")
    assert held(filled) == as_if_written_whole(filled)


def test_an_accepted_event_is_all_that_is_written(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def last() -> dict[tuple[str, str], int]:
        with filled.store.reading() as connection:
            return {(row.kind, row.id): row.seq for row in connection.execute(sa.select(changes))}

    with filled.store.reading() as connection:
        first = events.of_report(connection, "a")[0].id
    before, columns = last(), held(filled)
    heard: list[str] = []
    sa.event.listen(filled.store.engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    with monkeypatch.context() as once:
        once.setattr(indexing, "put_events", lambda *_, **__: pytest.fail("its words are what they were"))
        once.setattr(correcting, "link_events", lambda *_: pytest.fail("what it is compared with is what it was"))
        filled.accept(first, "noor")
    moved = {key for key, seq in last().items() if before.get(key) != seq}
    assert ("event", first) in moved and {kind for kind, _ in moved} == {"event", "report"}, "no incident says anything else"
    (update,) = [s for s in heard if s.startswith("UPDATE events")]
    assert "state" in update and "trigger_start" not in update and "country" not in update
    after = held(filled)
    assert all(after[name] == columns[name] for name in after if name != "events")


def test_a_correction_writes_the_words_and_parts_anew(filled: Project, tmp_path: Path) -> None:
    with filled.store.reading() as connection:
        first = events.of_report(connection, "d")[0].id
    filled.correct(first, "places", [], "noor")
    told = held(filled)
    assert not [row for row in told["event_places"] if row[0] == first]
    filled.undo(first, "noor")
    assert [row for row in held(filled)["event_places"] if row[0] == first]


def test_what_counts_no_more_or_again_is_linked(filled: Project) -> None:
    with filled.store.reading() as connection:
        first = events.of_report(connection, "b")[0].id
    home = incident_of(filled, first)
    filled.accept(first, "noor")
    assert home is not None and incident_of(filled, first) == home
    filled.reject(first, "noor", "not so")
    assert incident_of(filled, first) is None
    filled.accept(first, "noor")
    assert incident_of(filled, first) == home
    filled.undo(first, "noor", "all")
    assert incident_of(filled, first) == home


def test_a_merge_that_takes_nothing_leaves_the_event_where_linking_has_put_it(filled: Project) -> None:
    with filled.store.reading() as connection:
        kept = events.of_report(connection, "a")[0]
    other = filled.add_event("a", "killing", (0, 3), "noor")
    filled.merge([kept.id, other.id], "noor")
    filled.merge_events(kept.id, other.id, "noor")
    assert held(filled) == as_if_written_whole(filled)
    filled.undo(other.id, "noor")
    assert held(filled) == as_if_written_whole(filled)


def incident_of(project: Project, event_id: str) -> str | None:
    with project.store.reading() as connection:
        return connection.execute(sa.select(rows.c.incident_id).where(rows.c.id == event_id)).scalar_one()
