"""What a project holds leaves through a policy, in a format, in a fixed order."""

from __future__ import annotations

import io
import json
from collections import Counter
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
    with filled.store.reading() as connection:
        every = list(happenings(connection))
        passed_over = list(happenings(connection, needs=lambda incident: incident.type == "arrest"))
    assert [h.incident for h in every] == [h.incident for h in passed_over]
    assert [bool(h.told) for h in passed_over] == [h.incident.type == "arrest" for h in every]
    first = exported(filled, format)
    whole = format_of(format)._replace(needs=None)
    monkeypatch.setattr("test_exporting.format_of", lambda name: whole)
    assert exported(filled, format) == first and first[0].losses
    filled.reject(every[0].told[0].event.id, "a reviewer", "no account is left, and no incident either")
    with filled.store.reading() as connection:
        left = [h.incident.id for h in happenings(connection)]
        assert left == [h.incident.id for h in happenings(connection, needs=lambda incident: False)]


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
    monkeypatch.setattr(material, "told_of", lambda row: read.append(row.id) or told_of(row))
    with filled.store.reading() as connection:
        of = happenings(connection)
        first = next(of)
        assert read == [t.event.id for t in first.told]
        assert read == [*read[: len(first.told)], *(t.event.id for h in of for t in h.told)] and len(read) > len(first.told)
