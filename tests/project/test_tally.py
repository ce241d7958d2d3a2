"""The number of reports that wait is that of the queue at every moment, though not all of them are counted each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from originals import Copied
from test_priority import TEXTS, fill

from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.store import events, queueing, tally
from rasid.store.schema import events as event_rows
from rasid.store.tally import Tally


@pytest.fixture
def filled(copied: Copied, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(tally, "STRETCH", 2)
    return copied("queue", fill)


def agrees(project: Project, kept: Tally) -> int:
    with project.store.reading() as connection:
        told = kept.waiting(connection)
        assert told == queueing.waiting(connection)
    return told


def ids(project: Project, report: str) -> list[str]:
    with project.store.reading() as connection:
        return [kept.id for kept in events.of_report(connection, report)]


def decided(project: Project, report: str) -> None:
    for id_ in ids(project, report):
        project.accept(id_, "noor")


def test_after_each_decision_one_stretch_is_counted(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Tally()
    assert agrees(filled, kept) == 6
    monkeypatch.setattr(kept, "anew", lambda _: pytest.fail("only what was written on is to be counted"))
    for number, report in enumerate(("f", "a", "c")):
        decided(filled, report)
        assert agrees(filled, kept) == 5 - number
    filled.undo(ids(filled, "c")[0], "noor")
    filled.claim("b", "noor")
    filled.keep_filter("mine", "type=shelling", "noor")
    assert agrees(filled, kept) == 4
    assert agrees(filled, kept) == 4, "and nothing where nothing was"


def test_through_all_else_that_is_done(filled: Project, tmp_path: Path) -> None:
    kept = Tally()
    agrees(filled, kept)
    added = filled.add_event("d", "arrest", (0, 3), "noor")
    agrees(filled, kept)
    decided(filled, "d")
    filled.undo(added.id, "noor", "all")
    assert agrees(filled, kept) == 5, "an event that is no more says no longer of which report it was"
    rows = [{"id": f"new{n}", "published": "2024-03-20", "text": TEXTS["c"][1]} for n in range(8)]
    (tmp_path / "more.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    list(filled.add([tmp_path / "more.jsonl"]))
    assert agrees(filled, kept) == 13
    with filled.store.writing("noor") as change:
        redact_report(change, filled.coder, "b", "asked for")
    assert agrees(filled, kept) == 12
    filled.reindex()
    list(filled.recode())
    agrees(filled, kept)
    for report in ("a", "c", "e", "f", *(row["id"] for row in rows)):
        decided(filled, str(report))
        agrees(filled, kept)
    assert agrees(filled, kept) == 0


def test_who_sees_an_earlier_moment_is_told_that_of_his(filled: Project) -> None:
    kept = Tally()
    with filled.store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(event_rows)).scalar_one()  # from here on it sees one moment
        decided(filled, "a")
        assert agrees(filled, kept) == 5 and kept.waiting(connection) == 6
    assert agrees(filled, kept) == 5
