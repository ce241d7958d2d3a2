"""What a project holds leaves through a policy, in a format, in a fixed order."""

from __future__ import annotations

import io
import json
from collections import Counter
from contextlib import nullcontext
from typing import Any

import pytest
import sqlalchemy as sa

from rasid.project.project import Project
from rasid.publish import material
from rasid.publish.exporting import Exported, export
from rasid.publish.formats import Around, format_of
from rasid.publish.material import happenings, told_of
from rasid.publish.policy import Policy


def exported(project: Project, format: str = "jsonl", profile: str = "internal") -> tuple[Exported, bytes]:
    out = io.BytesIO()
    with project.store.reading() as connection:
        done = export(connection, Policy(profile), format_of(format), out, Around(project.pipeline.lexicon, profile))
    return done, out.getvalue()


def test_every_incident_leaves_once_with_its_accounts_by_day(filled: Project) -> None:
    done, written = exported(filled)
    rows: list[dict[str, Any]] = [json.loads(line) for line in written.splitlines()]
    assert done.rows == len(rows) and not done.held
    assert [row["incident"]["day"] for row in rows] == sorted(row["incident"]["day"] for row in rows)
    strike = next(row for row in rows if row["incident"]["type"] == "shelling")
    assert [t["read"]["outlet"] for t in strike["accounts"]] == [a["outlet"] for a in strike["incident"]["accounts"]]
    assert Counter(t["state"] for t in strike["accounts"]) == {"proposed": 2}


def test_a_rejected_event_is_no_account(filled: Project) -> None:
    with filled.store.reading() as connection:
        arrest = next(h for h in happenings(connection) if h.incident.type == "arrest")
    filled.reject(arrest.told[0].event.id, "a reviewer", "told of another year")
    with filled.store.reading() as connection:
        assert arrest.told[0].event.id not in {t.event.id for h in happenings(connection) for t in h.told}


@pytest.mark.parametrize("format", ["acled", "ucdp"])
def test_accounts_that_no_row_needs_are_not_read_and_nothing_else_changes(
    filled: Project, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exported(filled, format)
    whole = format_of(format)._replace(passes=None)
    monkeypatch.setattr("test_exporting.format_of", lambda name: whole)
    assert exported(filled, format) == first and first[0].losses


def test_what_is_passed_over_is_counted_and_its_accounts_are_not_read(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(material, "told_of", lambda row: read.append(material.ID(row)) or told_of(row))
    passing = material.Passing(lambda incident: None if incident.type == "arrest" else "no arrest")
    with filled.store.reading() as connection:
        left = list(happenings(connection, passing=passing))
        every = list(happenings(connection))
    assert [h.incident.type for h in left] == ["arrest"] and passing.counted == {"no arrest": len(every) - 1}
    assert read[: len(left[0].told)] == [t.event.id for t in left[0].told] and read.count(read[0]) == 2


def test_an_incident_goes_with_the_last_of_its_accounts(filled: Project) -> None:
    """What is passed over is not looked for: an incident without accounts would be counted."""
    with filled.store.reading() as connection:
        first = next(happenings(connection))
    for told in first.told:
        filled.reject(told.event.id, "a reviewer", "told of another year")
    passing = material.Passing(lambda incident: "none")
    with filled.store.reading() as connection:
        left = [h.incident.id for h in happenings(connection)]
        assert first.incident.id not in left and not list(happenings(connection, passing=passing))
    assert passing.counted == {"none": len(left)}


@pytest.mark.parametrize("fails", [False, True])
def test_an_export_keeps_few_pages_and_leaves_the_cache_as_it_was(filled: Project, fails: bool) -> None:
    during: list[int] = []

    def write(released: Any, _out: Any, _around: Any) -> Any:
        during.append(pages(connection))
        list(released)
        if fails:
            raise OSError("the disk is full")
        return format_of("jsonl").write(iter(()), io.BytesIO(), _around)

    with filled.store.reading() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL's cache is the server's")
        before = pages(connection)
        with nullcontext() if not fails else pytest.raises(OSError, match="disk"):
            format = format_of("jsonl")._replace(write=write)
            export(connection, Policy("internal"), format, io.BytesIO(), Around(filled.pipeline.lexicon, "internal"))
        assert during == [-2048] and pages(connection) == before == -65536


def pages(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())


def planned(connection: sa.Connection, told: str, values: Any) -> list[Any]:
    """What SQLite means to do for a query; nothing for what is none."""
    return list(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", values)) if told.startswith("SELECT") else []


def test_neither_keys_nor_records_of_all_incidents_are_held(filled: Project) -> None:
    asked: list[tuple[str, Any]] = []
    with filled.store.reading() as connection:
        sa.event.listen(connection, "before_cursor_execute", lambda _c, _cursor, told, values, *_: asked.append((told, values)))
        found = list(happenings(connection))
        if connection.dialect.name != "sqlite":
            pytest.skip("plans are read as SQLite tells them")
        plans = [str(row) for told, values in list(asked) for row in planned(connection, told, values)]
    assert found and any("incidents" in plan for plan in plans)
    assert not [plan for plan in plans if "TEMP B-TREE" in plan], "the database sorts: that holds a key of every row"
    keys = [(h.incident.day is None, h.incident.day or "", h.incident.id) for h in found]
    assert keys == sorted(keys)


def test_a_record_is_read_when_its_turn_comes(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(material, "told_of", lambda row: read.append(material.ID(row)) or told_of(row))
    with filled.store.reading() as connection:
        of = happenings(connection)
        first = next(of)
        assert read == [t.event.id for t in first.told]
        assert read == [*read[: len(first.told)], *(t.event.id for h in of for t in h.told)] and len(read) > len(first.told)
