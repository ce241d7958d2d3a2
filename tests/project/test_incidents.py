"""Incidents in a project: the same whatever the order of arrival, and what people tied or parted stays so."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from originals import Copied
from sixty import sixty

from rasid.model import StoreError
from rasid.project import incidents as linking
from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.store.schema import events, incidents, links, redirects

SOME = 24  # reports of the set: enough for a dozen incidents of several accounts


def jsonl(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return path


def grouped(project: Project) -> dict[str, list[str]]:
    query = sa.select(events.c.id, events.c.incident_id).order_by(events.c.id)
    found: dict[str, list[str]] = {}
    with project.store.reading() as connection:
        for row in connection.execute(query):
            found.setdefault(row.incident_id, []).append(row.id)
    return found


@pytest.fixture
def filled(copied: Copied) -> Project:
    return copied("sixty", lambda project, folder: list(project.add([jsonl(folder / "in.jsonl", sixty()[:SOME])])))


def test_the_order_of_arrival_changes_nothing(filled: Project, tmp_path: Path, databases: Callable[[], str | None]) -> None:
    rows = sixty()[:SOME]
    random.Random(3).shuffle(rows)
    with Project.create(tmp_path / "other", databases()) as other:
        other.__dict__["coder"] = filled.coder
        for n, row in enumerate(rows):  # one by one, as reports come
            list(other.add([jsonl(tmp_path / f"one{n}.jsonl", [row])]))
        assert grouped(other) == grouped(filled)
        assert any(len(ids) > 1 for ids in grouped(filled).values())
        other.link()
        assert grouped(other) == grouped(filled)


def pairs(project: Project) -> set[tuple[str, str, float]]:
    with project.store.reading() as connection:
        return {(row.a, row.b, row.score) for row in connection.execute(sa.select(links))}


def test_the_order_changes_nothing_where_keys_are_crowded(
    filled: Project, tmp_path: Path, databases: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = pairs(filled)
    monkeypatch.setattr(linking, "MOST", 3)
    filled.link()
    few = pairs(filled)
    assert few < before, "some pairs met by a crowded key alone"
    rows = sixty()[:SOME]
    random.Random(5).shuffle(rows)
    with Project.create(tmp_path / "other", databases()) as other:
        other.__dict__["coder"] = filled.coder
        for n, row in enumerate(rows):
            list(other.add([jsonl(tmp_path / f"one{n}.jsonl", [row])]))
        assert pairs(other) == few and grouped(other) == grouped(filled)
        gone = sorted({id_ for a, b, _ in before - few for id_ in (a, b)})
        for id_ in gone:  # keys that were crowded are so no more, and what lies under them meets again
            other.reject(id_, who="سلمى", why="ليس حدثا")
        thinner = pairs(other)
        other.link()
        assert pairs(other) == thinner
        for id_ in gone:
            other.undo(id_, who="سلمى")
        assert pairs(other) == few and grouped(other) == grouped(filled)


def test_every_event_is_in_an_incident_that_counts_it(filled: Project) -> None:
    with filled.store.reading() as connection:
        told = {row.id: row.accounts for row in connection.execute(sa.select(incidents.c.id, incidents.c.accounts))}
    assert told == {id_: len(ids) for id_, ids in grouped(filled).items()}


def test_a_merge_and_a_split_bind_later_runs_and_can_be_taken_back(filled: Project) -> None:
    before = grouped(filled)
    one, other = [id_ for id_, ids in before.items() if len(ids) == 1][:2]
    both = {*before[one], *before[other]}
    touched = filled.merge([one, other], who="سلمى", why="واقعة واحدة")
    filled.link()
    assert any(both == set(ids) for ids in grouped(filled).values())
    with filled.store.reading() as connection:
        assert connection.execute(sa.select(redirects.c.new).where(redirects.c.old == touched.gone[0])).scalar() in grouped(filled)
        merged = connection.execute(sa.text("SELECT MAX(seq) FROM audit WHERE action = 'incident.merged'")).scalar()
    filled.untie(merged, who="سلمى")
    assert grouped(filled) == before
    home = next(ids for ids in before.values() if len(ids) > 1)
    filled.split([home[0]], who="سلمى", why="غيرها")
    filled.link()
    assert [home[0]] in grouped(filled).values()


def test_a_rejected_event_is_no_account(filled: Project) -> None:
    home = next(ids for ids in grouped(filled).values() if len(ids) > 1)
    filled.reject(home[0], who="سلمى", why="ليس حدثا")
    assert home[0] in grouped(filled)[None]  # type: ignore[index]
    with filled.store.reading() as connection:
        assert not connection.execute(sa.select(links).where(sa.or_(links.c.a == home[0], links.c.b == home[0]))).first()


def test_what_cannot_be_merged_or_split_is_said(filled: Project) -> None:
    alone = next(ids for ids in grouped(filled).values() if len(ids) == 1)
    for asked in (
        lambda: filled.merge(["in_none", alone[0]], who="س"),
        lambda: filled.split(alone, who="س"),
        lambda: filled.untie(99999, who="س"),
    ):
        with pytest.raises(StoreError):
            asked()


def test_what_a_redaction_leaves_is_linked_by_the_projects_own_data(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    home = next(ids for ids in grouped(filled).values() if len(ids) > 2)
    with filled.store.reading() as connection:
        report = str(connection.execute(sa.select(events.c.report_id).where(events.c.id == home[0])).scalar_one())
    asked: list[str] = []
    monkeypatch.setattr(filled.coder, "pipeline", lambda lang="ar": asked.append(lang) or filled.coder.pipelines[lang])
    with filled.store.writing("سلمى") as change:
        done = redact_report(change, filled.coder, report, "طلب شاهد", drop_events=True)
    assert asked and home[0] in done.removed
    left = grouped(filled)
    filled.link()
    assert grouped(filled) == left and not any(home[0] in ids for ids in left.values())
