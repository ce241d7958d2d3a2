"""What changed last: every record once, at its last change; what is gone as gone; and nothing for what stays as it was."""

from __future__ import annotations

import samples
import sqlalchemy as sa

from rasid.store import feeding, schema
from rasid.store.engine import Store


def told(store: Store, seq: int = 0) -> list[tuple[str, str, bool]]:
    with store.reading() as connection:
        return [(c.kind, c.id, c.gone) for c in feeding.since(connection, seq, 100)]


def end(store: Store) -> int:
    with store.reading() as connection:
        return feeding.last(connection)


def test_a_record_moves_to_the_end_when_it_changes(store: Store) -> None:
    samples.fill(store)
    every = told(store)
    assert len(set(every)) == len(every) == 5 and {k for k, _, _ in every} == {"report", "event", "incident"}
    before = end(store)
    with store.writing("omar") as change:
        reports = schema.reports
        change.connection.execute(sa.update(reports).where(reports.c.id == "r1").values(state="reviewed"))
        change.connection.execute(sa.update(reports).where(reports.c.id == "r2").values(state=reports.c.state))
        change.connection.execute(sa.delete(schema.incidents).where(schema.incidents.c.id == "in_1"))
        change.record("event.set", "event:ev_1")
    assert told(store, before) == [("report", "r1", False), ("incident", "in_1", True)]
    with store.reading() as connection:
        assert {c.born for c in feeding.since(connection, before, 9)} <= set(range(before + 1))
        assert [c.kind for c in feeding.since(connection, 0, 9, ["event"])] == ["event"]
    assert len(told(store)) == len(every)


def test_what_goes_with_its_report_is_gone_too(store: Store) -> None:
    samples.fill(store)
    before = end(store)
    with store.writing("omar") as change:
        change.connection.execute(sa.delete(schema.reports).where(schema.reports.c.id == "r1"))
        change.record("report.retract", "report:r1")
    assert set(told(store, before)) == {("report", "r1", True), ("event", "ev_1", True)}


def test_what_is_not_written_has_not_changed(store: Store) -> None:
    samples.fill(store)
    before = told(store)
    try:
        with store.writing("omar") as change:
            change.connection.execute(sa.delete(schema.incidents))
            change.record("project.link", "project:x")
            raise RuntimeError
    except RuntimeError:
        assert told(store) == before
