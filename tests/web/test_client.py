"""The client of the API, and the feed read through it: a copy that follows is the same as the project, whatever was written meanwhile."""

from __future__ import annotations

import ast
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import rasid.client
from rasid.client import Client, Conflict, Problem, Stale
from rasid.project.project import Project
from rasid.store import accounts, schema, tokens
from rasid.store.backup import back_up
from rasid.store.restoring import restore
from rasid.web.access import Right
from rasid.web.api.limits import Limits
from rasid.web.app import create_app
from rasid.web.workplace import Workplace

Json = dict[str, Any]


def client_of(project: Project, person: str = "noor") -> Client:
    with project.store.writing("noor") as change:
        secret = tokens.make(change, "a copy", person, [str(r) for r in Right], 1)[1]
    app = create_app(Workplace(project, "noor", hosts=("testserver",)))
    app.state.limits = Limits(burst=10_000)
    return Client("http://testserver", secret, http=TestClient(app, raise_server_exceptions=False))


@pytest.fixture
def api(project: Project) -> Iterator[Client]:
    with client_of(project) as made:
        yield made


class Copy:
    """What somebody keeps who follows the feed."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Json] = {}
        self.cursor: str | None = None

    def put(self, change: Json) -> None:
        self.kept[change["kind"], change["id"]] = change[change["kind"]]

    def drop(self, change: Json) -> None:
        self.kept.pop((change["kind"], change["id"]), None)

    def follow(self, api: Client, limit: int = 2) -> None:
        for page in api.changes(self.cursor, limit=limit):
            for change in page.changes:
                (self.drop if change["gone"] else self.put)(change)
            self.cursor = page.cursor


def everything(api: Client) -> dict[tuple[str, str], str]:
    """All records by what tells whether they are the same."""
    reports = {("report", r["id"]): r["state"] for r in api.reports()}
    events = [e for r in api.reports() for e in api.report(r["id"])["events"]]
    return reports | {("event", e["id"]): e["version"] for e in events} | {("incident", i["id"]): i["version"] for i in api.incidents()}


def told(copy: Copy) -> dict[tuple[str, str], str]:
    return {k: v["state"] if k[0] == "report" else v["version"] for k, v in copy.kept.items()}


def test_it_needs_httpx_and_nothing_of_ours() -> None:
    tree = ast.parse(Path(rasid.client.__file__).read_text(encoding="utf-8"))
    names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)} | {
        a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names
    }
    assert {str(n).split(".")[0] for n in names} - set(sys.stdlib_module_names) == {"httpx"}


def test_a_copy_follows_while_others_write(api: Client, project: Project) -> None:
    copy, writers = Copy(), []
    copy.follow(api)
    assert told(copy) == everything(api)

    def write(n: int) -> None:
        found = api.add(
            [{"id": f"w{n}", "text": f"قصف الطيران قرية كفر {n} في ريف حماة يوم الأحد، وقتل {n + 2} مدنيين.", "published": "2024-08-05"}]
        )
        event = api.report(str(found[0]["report_id"]))["events"][0]
        api.accept(event) if n % 2 else api.reject(event, "مكرر")

    for n in range(4):
        writers.append(threading.Thread(target=write, args=(n,)))
        writers[-1].start()
        copy.follow(api, limit=1)
    for thread in writers:
        thread.join()
    copy.follow(api)
    assert told(copy) == everything(api) and len(copy.kept) > 12


def test_what_is_gone_is_told_and_where_it_went(api: Client, project: Project) -> None:
    copy = Copy()
    copy.follow(api)
    first, other = list(api.incidents())[:2]
    merged = api.merge_incidents(first, other)
    seen: list[Json] = []
    cursor = api.follow(copy.cursor, copy.put, lambda change: (copy.drop(change), seen.append(change)))
    assert [(c["id"], c["now"]) for c in seen] == [
        (next(i for i in (first["id"], other["id"]) if i != merged["incident"]), merged["incident"])
    ]
    assert told(copy) == everything(api)
    with project.store.writing("noor") as change:
        change.connection.execute(schema.reports.delete().where(schema.reports.c.id == "d"))
        change.record("report.retract", "report:d")
    gone: list[Json] = []
    assert api.follow(cursor, copy.put, gone.append) != cursor
    assert {c["kind"] for c in gone} >= {"report", "event"} and all(c["gone"] for c in gone)
    assert [p.changes for p in api.changes(cursor, ["event"])] == [[c for c in gone if c["kind"] == "event"]]


def test_a_cursor_of_another_past_leads_nowhere(api: Client, project: Project, tmp_path: Path) -> None:
    before = list(api.changes())[-1].cursor
    back_up(project.store, tmp_path / "kept.rasid")
    api.add([{"text": "اعتقلت الشرطة ثلاثة متظاهرين في مدينة درعا يوم الاثنين.", "published": "2024-09-02"}])
    after = list(api.changes(before))[-1].cursor
    again = Project(restore(tmp_path / "kept.rasid", tmp_path / "again", None, "noor"))
    again.coder.pipelines.update(project.coder.pipelines)
    other = client_of(again)
    for cursor in (before, after):
        with pytest.raises(Stale):
            next(other.changes(cursor))
    copy = Copy()
    copy.follow(other)
    assert told(copy) == everything(other)
    again.close()


def test_other_eyes_begin_anew(project: Project) -> None:
    """What somebody could not see before he had a role did not change: a cursor would pass it over."""

    def given(*roles: str) -> None:
        with project.store.writing("noor") as change:
            there = accounts.named(change.connection, "huda") or accounts.add(change.connection, "huda", roles, None)
            accounts.change(change.connection, there.id, state=accounts.ACTIVE, roles=json.dumps(roles))
            change.record("account.role", "account:huda", after=list(roles))

    given("reader")
    hers = client_of(project, "huda")
    cursor = list(hers.changes())[-1].cursor
    assert not next(hers.changes(cursor)).changes
    given("reader", "coder")
    with pytest.raises(Stale):
        next(hers.changes(cursor))


def test_deciding_by_it(api: Client, tmp_path: Path) -> None:
    assert api.about()["person"] == "noor"
    event = next(iter(api.events(area="SYR/Idlib")))
    event = api.event(event["id"])
    corrected = api.correct(event, {"background": True}, "قديم")
    assert corrected["state"] == "corrected"
    with pytest.raises(Conflict) as caught:
        api.accept(event)
    assert caught.value.current["version"] == corrected["version"] and caught.value.yours["state"] == "accepted"
    assert api.correct(event, {"status": "possible"})["record"]["background"], "another field is no conflict"
    api.undo(event["id"], "all")
    assert api.accept(api.event(event["id"]))["state"] == "accepted"
    assert api.export("csv", tmp_path / "out.csv") >= 1 and (tmp_path / "out.csv").read_text(encoding="utf-8").count("\n") >= 2
    made = api.made_export(api.make_export("csv-incidents", profile="internal", area="SYR/Idlib")["name"], wait_s=30)
    assert made["ready"] and made["incidents"] == 1 and api.take_export(made["name"], tmp_path / "large.csv") == 0
    assert (tmp_path / "large.csv").stat().st_size == made["bytes"] > 100
    with pytest.raises(Problem) as refused:
        api.export("csv", tmp_path / "none.csv", profile="no-such")
    assert refused.value.status == 400 and not (tmp_path / "none.csv").exists()
    report = api.claim_next()
    assert report and api.claim(report)["report"] == report
    api.release(report)
    assert next(iter(api.log(subject=f"report:{report}")))["action"] == "report.release"
    assert api.why(f"{event['id']}:toll")["values"] and len(list(api.search("قصف"))) == 2
    file = tmp_path / "one.txt"
    file.write_text("انفجرت سيارة مفخخة في مدينة الباب.", encoding="utf-8")
    assert api.add_files([file])[0]["what"] == "added"


def test_it_waits_as_long_as_it_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("rasid.client.time.sleep", waited.append)
    api = client_of(project)
    api.http.app.state.limits = Limits(burst=1, per_second=0.001)  # type: ignore[attr-defined]
    assert api.about()
    with pytest.raises(Problem) as caught:
        api.about()
    assert caught.value.code == "often" and len(waited) == rasid.client.TRIES - 1 and waited[0] == rasid.client.LONGEST_WAIT_S


def test_a_report_for_some_eyes_alone_goes_from_the_copies_of_others(project: Project) -> None:
    def account(name: str, *roles: str) -> None:
        with project.store.writing("noor") as change:
            made = accounts.add(change.connection, name, roles, None)
            accounts.change(change.connection, made.id, state=accounts.ACTIVE)
            change.record("account.add", f"account:{name}")

    account("huda", "reader")
    account("sami", "reviewer")
    hers, his = client_of(project, "huda"), client_of(project, "sami")
    copy = Copy()
    copy.follow(hers)
    whole = dict(told(copy))
    kept = his.request("PUT", "/reports/d/access", json={"roles": ["reviewer"]}).json()
    assert kept == {"restricted": True, "people": [], "roles": ["reviewer"]} == his.get("/reports/d/access")
    copy.follow(hers)
    assert told(copy) == everything(hers) and ("report", "d") not in copy.kept and len(copy.kept) < len(whole)
    for path in ("/reports/d", f"/events/{next(i for k, i in whole if k == 'event' and ('event', i) not in copy.kept)}"):
        with pytest.raises(Problem) as caught:
            hers.get(path)
        assert caught.value.status == 404
    with pytest.raises(Problem) as caught:
        hers.get("/reports/d/access")
    assert caught.value.code == "scope"
    assert his.report("d")["text"]
    his.request("DELETE", "/reports/d/access")
    copy.follow(hers)
    assert told(copy) == everything(hers) == whole
