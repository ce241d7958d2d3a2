"""The page of background work: one's own, everybody's for an admin; cancelled by both, and told no further than it may be."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from tests.web.members import browser, cheap, code, joined, workplace

from rasid.jobs.here import Here
from rasid.jobs.queue import Queue
from rasid.project.project import Project
from rasid.store import jobs
from rasid.web.workplace import Workplace


def test_it_is_listed_and_cancelled(client: TestClient, work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing was asked for yet" in client.get("/jobs").text
    monkeypatch.setattr(Here, "begin", lambda self, number: None)
    token = {"token": client.token}  # type: ignore[attr-defined]
    assert client.post("/gaps", data=token).status_code == 303
    page = client.get("/jobs").text
    assert "Reading the reports for gaps" in page and "waits" in page and 'action="/jobs/1/cancel"' in page
    assert "It waits for its turn." in client.get("/gaps").text and "في الانتظار" in client.get("/jobs?lang=ar").text
    assert client.post("/jobs/1/cancel").status_code == 403 and client.post("/jobs/7/cancel", data=token).status_code == 404
    assert client.post("/jobs/1/cancel", data=token).headers["location"] == "/jobs"
    page = client.get("/jobs").text
    assert "noor cancelled it." in page and "/cancel" not in page and "noor cancelled it." in client.get("/gaps").text
    assert client.get("/jobs?before=x").status_code == 200 and "Reading" not in client.get("/jobs?before=1").text


def test_to_whom_it_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap(monkeypatch)
    for name, role in (("lina", "coder"), ("omar", "coder"), ("huda", "admin")):
        joined(project, name, role, second_factor=role == "admin")
    work = workplace(project)
    work.runner = Queue(project.store)
    monkeypatch.setattr(Queue, "begin", lambda self, number: None)
    with browser(work, "lina") as lina, browser(work, "omar") as omar, browser(work, "huda", code(1)) as huda:
        assert lina.post("/gaps", {}).status_code == 303
        with project.store.noting() as connection:
            assert jobs.take(connection, 1, "w") and jobs.beat(connection, 1, "w", 2, 4) is False
        assert "2 / 4" in lina.get("/jobs").text and "No worker answers" in lina.get("/jobs").text
        assert "Reading the reports" not in omar.get("/jobs").text and omar.post("/jobs/1/cancel", {}).status_code == 404
        assert "Reading the reports" in huda.get("/jobs").text and huda.post("/jobs/1/cancel", {}).status_code == 303
        assert "It ends at its next step." in lina.get("/jobs").text
        with project.store.noting() as connection:
            jobs.there(connection, "w")
            jobs.end(connection, 1, "w", jobs.FAILED, "report zz-covert cannot be read.", None, 2, 4)
        assert "zz-covert" in lina.get("/jobs").text and "No worker answers" not in lina.get("/jobs").text
        told = huda.get("/jobs").text
        assert "came to nothing" in told and "zz-covert" not in told, "what an admin may not see stays unsaid"
