"""The audit log as a page: who, what, when, in words; filters, pages; whether it is whole; its end to keep."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

import rasid
from rasid.model import UsageError
from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.store import audit, events, logged
from rasid.store.logged import Wanted
from rasid.store.schema import audit as table
from rasid.web.logged import did
from rasid.web.speech import Speech


def numbers(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'id="e(\d+)"', page)]


def tamper(project: Project, seq: int, **values: str) -> None:
    """Writes over an entry, past the triggers that would not let it."""
    with project.store.engine.begin() as connection:
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.execute(sa.update(table).where(table.c.seq == seq).values(**values))


def decide(project: Project) -> str:
    with project.store.reading() as connection:
        id_ = events.of_report(connection, "c")[0].id
    project.accept(id_, "salma", "راجعته")
    return id_


def test_what_was_done_in_words(client: TestClient, project: Project) -> None:
    id_ = decide(project)
    page = client.get("/audit").text
    assert numbers(page) == sorted(numbers(page), reverse=True) and len(numbers(page)) == 8
    assert "accepted an event" in page and f'href="/why/{id_}"' in page and "راجعته" in page
    assert ">proposed<" in page.replace("<bdi>", ">").replace("</bdi>", "<") and "accepted" in page
    arabic = client.get("/audit?lang=ar").text
    assert "قَبِل حدثاً" in arabic and "accepted an event" not in arabic


def test_filters_by_person_action_subject_and_day(client: TestClient, project: Project) -> None:
    id_ = decide(project)
    assert len(numbers(client.get("/audit?who=salma").text)) == 1
    assert len(numbers(client.get("/audit?action=report.add").text)) == 4
    assert len(numbers(client.get("/audit?action=report.add&who=rasid&subject=report:a").text)) == 1
    assert len(numbers(client.get(f"/audit?subject={id_}").text)) == 1, "an id alone will do"
    assert "No entry is like that" in client.get("/audit?who=nobody").text
    assert "No entry is like that" in client.get("/audit?until=2020-01-01").text
    assert len(numbers(client.get("/audit?since=2020-01-01").text)) == 8
    assert "A day is written as" in client.get("/audit?since=yesterday").text
    assert client.get("/audit?after=x").status_code == 400


def test_days_are_whole_days(project: Project) -> None:
    days = ["2024-03-01T23:59:59.9Z", "2024-03-02T00:00:00.0Z", "2024-03-02T12:00:00.0Z", "2024-03-03T00:00:00.0Z"]
    for seq in range(1, 8):
        tamper(project, seq, at=days[min(seq - 1, 3)])
    with project.store.reading() as connection:
        found, _ = logged.entries(connection, Wanted(since="2024-03-02", until="2024-03-02"), limit=9)
        assert [e.seq for e in found] == [3, 2]
        found, _ = logged.entries(connection, Wanted(until="2024-03-01"), limit=9)
        assert [e.seq for e in found] == [1]


def test_pages_follow_one_another(client: TestClient, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.web.pages.log.ROWS", 2)
    seen: list[int] = []
    address = "/audit?who=rasid"
    while address:
        page = client.get(address).text
        seen += numbers(page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert seen == list(range(7, 0, -1))
    with project.store.reading() as connection, pytest.raises(UsageError):
        logged.entries(connection, Wanted(), limit=2, after="١٢")


def test_whole_or_not(client: TestClient, project: Project) -> None:
    head = client.get("/audit/head.json")
    assert "attachment" in head.headers["content-disposition"]
    with project.store.reading() as connection:
        kept = audit.head(connection)
    assert kept is not None and json.loads(head.text) == kept._asdict()
    assert "The log is whole." in client.get("/audit/verify").text
    decide(project)
    held = client.get("/audit/verify", params={"head": head.text})
    assert "It holds the entry of the head you kept" in held.text
    assert "another project" in client.get("/audit/verify", params={"head": head.text.replace(kept.project, "pr_0")}).text
    assert "This is no head" in client.get("/audit/verify", params={"head": "{}"}).text
    tamper(project, 2, who="someone else")
    page = client.get("/audit/verify").text
    assert "The log is not whole." in page and "it was altered" in page and "The log is whole." not in page
    assert "السجل غير سليم" in client.get("/audit/verify?lang=ar").text


def test_what_was_destroyed_is_told(client: TestClient, project: Project) -> None:
    decide(project)
    with project.store.writing("noor") as change:
        redact_report(change, project.coder, "c", "طلب أصحابه")
    page = client.get("/audit?subject=report:c").text
    assert "destroyed by a redaction" in page
    verified = client.get("/audit/verify").text
    assert "The log is whole." in verified and "destroyed by" in verified


def test_names_and_reasons_are_no_markup(client: TestClient, project: Project) -> None:
    with project.store.reading() as connection:
        id_ = events.of_report(connection, "d")[0].id
    project.reject(id_, "<b>noor</b>", "<script>alert(1)</script>")
    page = client.get("/audit").text
    assert "<script>alert" not in page and "<b>noor" not in page and "&lt;script&gt;" in page


def test_the_log_is_for_who_may_read_it(client: TestClient, tmp_path: Path) -> None:
    from rasid.web.access import Right, rights_of
    from rasid.web.app import routes

    asked = {r.path: {right for d in r.dependant.dependencies for right in rights_of(d.call) or ()} for r in routes() if d_is_log(r.path)}
    assert len(asked) == 3 and all(Right.AUDIT in rights for rights in asked.values())


def d_is_log(path: str) -> bool:
    return path.startswith("/audit")


def test_every_action_is_told_in_words() -> None:
    """Those that the source names; none is shown as its code."""
    named = {
        action
        for path in Path(rasid.__file__).parent.rglob("*.py")
        for action in re.findall(r'\brecord\(\s*"([a-z]+(?:\.[a-z]+)+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 40
    for language in ("en", "ar"):
        assert [action for action in sorted(named) if did(Speech(language), action) == action] == []
