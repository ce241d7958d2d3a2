"""More reports than a browser waits for: put by, read in the background once and no oftener, told to who sent them, and gone when read."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from httpx import Response
from tests.web.members import browser, cheap, joined, workplace

from rasid.jobs import running
from rasid.jobs.here import Here
from rasid.model import RasidError
from rasid.project.project import Project
from rasid.store import audit, jobs
from rasid.store.jobs import CANCELLED, DONE, FAILED, WAITING
from rasid.store.schema import reports
from rasid.web.pages import adding
from rasid.web.workplace import Workplace

TEXT = "اعتقلت قوات الأمن {n} شبان في بلدة نصيب بريف درعا يوم الأحد."
GOOD = [{"id": f"many-{n}", "text": TEXT.format(n=n), "published": "2024-06-03"} for n in range(3, 8)]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports are what a browser waits for, and no work begins by itself."""
    monkeypatch.setattr(adding, "MOST", 2)
    monkeypatch.setattr(Here, "begin", lambda self, number: None)


def lines(rows: list[dict[str, object]], broken: int = 0) -> bytes:
    return ("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows) + "{broken\n" * broken).encode()


def send(client: TestClient, content: bytes, name: str = "many.jsonl") -> Response:
    return client.post("/reports/add", data={"token": client.token}, files=[("files", (name, content))])  # type: ignore[attr-defined]


def many(project: Project) -> list[str]:
    with project.store.reading() as connection:
        return sorted(connection.execute(sa.select(reports.c.id).where(reports.c.id.like("many-%"))).scalars())


def put_by(project: Project) -> list[Path]:
    return list((project.store.folder / "incoming").glob("*/*"))


def test_many_are_read_in_the_background(client: TestClient, work: Workplace, project: Project, few: None) -> None:
    answer = send(client, lines(GOOD, broken=1))
    there = answer.headers["location"]
    assert answer.status_code == 303 and there.startswith("/reports/added/") and not many(project)
    page = client.get(there).text
    assert "in the background" in page and "في الخلفية" in client.get(f"{there}?lang=ar").text
    [file] = put_by(project)
    assert file.name == "0" and not stat.S_IMODE(file.parent.parent.stat().st_mode) & 0o077, "for no one else on the machine"
    assert running.run(project, 1, work.coding)
    assert many(project) == sorted(row["id"] for row in GOOD) and not put_by(project)
    page = client.get(there).text
    assert "5 reports were added." in page and "many.jsonl" in page and "<li>" in page, "the line that is no report is named"
    assert "reports added: 5; there already: 0; not as they should be: 1." in client.get("/jobs").text
    assert f'href="{there}"' in client.get("/jobs").text
    with project.store.reading() as connection:
        assert not audit.verify(connection).problems
    assert send(client, lines(GOOD[:2])).status_code == 200, "a few are read at once"
    again = send(client, lines(GOOD)).headers["location"]
    running.run(project, 2, work.coding)
    assert "5 reports were there already." in client.get(again).text and len(many(project)) == 5


def test_who_died_over_it_doubles_nothing(
    client: TestClient, work: Workplace, project: Project, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, lines(GOOD))
    asked, stopped = [], running.KINDS["add"].do

    def stops(task: object) -> object:
        task.ends = lambda: running.Stopping if len(asked) == 1 else None  # type: ignore[attr-defined]
        asked.append(task)
        return stopped(task)  # type: ignore[arg-type]

    monkeypatch.setitem(running.KINDS, "add", running.KINDS["add"]._replace(do=stops))
    running.run(project, 1, work.coding)
    assert put_by(project), "the next one goes on"
    with project.store.noting() as connection:
        assert jobs.one(connection, 1).state == WAITING
    running.run(project, 1, work.coding)
    with project.store.reading() as connection:
        assert jobs.one(connection, 1).state == DONE
        entries = [e.subject for e in audit.entries(connection) if e.action == "report.add" and "many-" in e.subject]
    assert len(entries) == len(set(entries)) == len(many(project)) == 5 and not put_by(project)


def test_what_nobody_reads_any_more_goes(
    client: TestClient, work: Workplace, project: Project, few: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, lines(GOOD))
    client.post("/jobs/1/cancel", data={"token": client.token})  # type: ignore[attr-defined]
    assert put_by(project) and not running.run(project, 1, work.coding)
    there = send(client, lines(GOOD)).headers["location"]
    assert len(put_by(project)) == 1, "those of the cancelled one went"

    def full(*_: object, **__: object) -> None:
        raise RasidError("the disk is full.")

    monkeypatch.setattr(Project, "add_found", full)
    running.run(project, 2, threading.Lock())
    page = client.get(there).text
    assert "the disk is full." in page and "send the files again" in page and not put_by(project)
    with project.store.reading() as connection:
        assert [jobs.one(connection, n).state for n in (1, 2)] == [CANCELLED, FAILED]


def test_it_is_told_to_who_sent_it(project: Project, few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap(monkeypatch)
    for name, role in (("lina", "reviewer"), ("omar", "reviewer"), ("rana", "reader")):
        joined(project, name, role)
    work = workplace(project)
    with browser(work, "lina") as lina, browser(work, "omar") as omar, browser(work, "rana") as rana:
        sent = lina.post("/reports/add", {}, files=[("files", ("many.jsonl", lines(GOOD)))])
        there = sent.headers["location"]
        assert lina.get(there).status_code == 200
        assert omar.get(there).status_code == 404 and rana.get(there).status_code == 403
        assert lina.get("/reports/added/" + "0" * 32).status_code == lina.get("/reports/added/..%2f..").status_code == 404
        running.run(project, 1, work.coding)
        with project.store.reading() as connection:
            assert {e.who for e in audit.entries(connection) if e.action == "report.add" and "many-" in e.subject} == {"lina"}
