"""The whole project coded and linked anew from the pages: looked at first, by who may, and told."""

from __future__ import annotations

import time

import pytest
from fastapi.testclient import TestClient
from tests.web.members import asked_by

from rasid.jobs.kinds import KINDS
from rasid.jobs.task import Task
from rasid.model.worded import Worded
from rasid.project.coding import Coder
from rasid.project.project import Project
from rasid.store import events
from rasid.web.access import Right
from rasid.web.workplace import Workplace


def ended(client: TestClient) -> str:
    end = time.monotonic() + 60
    while client.get("/upkeep.json").json() is not None:
        assert time.monotonic() < end
        time.sleep(0.05)
    return client.get("/upkeep").text


def test_looked_at_then_coded_anew(client: TestClient, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline, times = project.pipeline, []

    def renew(self: Project) -> None:
        times.append(1)
        made = Coder(self.store.layer)
        made.pipelines["ar"] = pipeline
        self.__dict__["coder"] = made

    monkeypatch.setattr(Project, "renew", renew)
    with project.store.reading() as connection:
        before = {i: [k.record["type"] for k in events.of_report(connection, i)] for i in "abcd"}
    with project.store.writing("setup") as change:  # as if another version had coded it, and found nothing
        events.drop(change.connection, [k.id for k in events.of_report(change.connection, "c")])
        change.record("report.recode", "report:c")
    token = {"token": client.token}  # type: ignore[attr-defined]
    assert 'action="/upkeep/look"' in client.get("/upkeep").text and 'href="/upkeep"' in client.get("/jobs").text
    assert client.post("/upkeep/recode", data=token | {"seen": "x"}).status_code == 409, "nobody has looked"
    assert client.post("/upkeep/look").status_code == 403
    assert client.post("/upkeep/look", data=token).headers["location"] == "/upkeep"
    page = ended(client)
    assert "4 reports were coded for trial." in page and "1 report would change:" in page
    assert "/reports/c" in page and "<b>Arrest</b>" in page
    with project.store.reading() as connection:
        assert not events.of_report(connection, "c"), "nothing was written"
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    assert client.post("/upkeep/recode", data=token | {"seen": seen}).status_code == 303
    page = ended(client)
    assert "4 reports were coded anew." in page and len(times) == 2
    with project.store.reading() as connection:
        assert {i: [k.record["type"] for k in events.of_report(connection, i)] for i in "abcd"} == before
    said = client.get("/jobs").text
    assert "reports coded anew: 4; changed: 1." in said and "Trying what coding all reports anew would change" in said
    assert "would change:" not in page, "it is done"
    assert "المشروع كله" in client.get("/upkeep?lang=ar").text


def test_linked_anew(client: TestClient, project: Project) -> None:
    token = {"token": client.token}  # type: ignore[attr-defined]
    assert client.post("/upkeep/link", data=token).status_code == 303
    assert "All events were linked anew." in ended(client)
    assert "incidents made: 3; gone: 0." in client.get("/jobs").text
    assert "linked anew" in client.get("/audit?action=project.link").text


def test_who_may(work: Workplace) -> None:
    with TestClient(asked_by(work, "omar", Right.READ, Right.TEACH)) as made:
        assert made.get("/upkeep").status_code == 403 and 'href="/upkeep"' not in made.get("/jobs").text


def test_it_ends_at_its_next_step(client: TestClient, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def long(task: Task) -> Worded:
        while True:
            task.step()
            time.sleep(0.02)

    monkeypatch.setitem(KINDS, "link", KINDS["link"]._replace(do=long))
    token = {"token": client.token}  # type: ignore[attr-defined]
    client.post("/upkeep/link", data=token)
    assert 'data-work="upkeep"' in client.get("/upkeep").text
    client.post("/jobs/1/cancel", data=token)
    assert "it was cancelled" in ended(client)
