"""Every example of docs/api.md is run, and every address of the API has one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from tests.web.members import cheap, joined

import rasid.client
from rasid.jobs.kinds import KINDS
from rasid.jobs.task import Task
from rasid.jobs.teaching import Looked
from rasid.lexicon.editing import with_entry, write
from rasid.model.worded import Worded, worded
from rasid.project import packages
from rasid.project.project import Project
from rasid.project.team import doubling, sheets
from rasid.publish.release.request import Request
from rasid.store import doubles, proposals, tokens
from rasid.store.scope import Viewer
from rasid.web.access import RIGHTS, Right
from rasid.web.api.description import PREFIX
from rasid.web.api.limits import Limits
from rasid.web.api.routes import routes
from rasid.web.app import create_app
from rasid.web.workplace import Workplace

PAGE = (Path(__file__).parent.parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```http\n(.*?)^```$", PAGE, re.M | re.S)
NAMES = {r.name: (m, PREFIX + r.path_format) for r in routes() if r.include_in_schema for m in r.methods or ()}
Json = dict[str, Any]


@pytest.fixture
def api(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    cheap(monkeypatch)
    joined(work.project, "noor", *RIGHTS, second_factor=True)
    joined(work.project, "lina", "coder")
    joined(work.project, "omar", "coder")
    for kind in ("rehearse", "release", "again", "sign", "check", "recode-look", "recode", "link", "feeds"):
        monkeypatch.setitem(KINDS, kind, KINDS[kind]._replace(do=looked, finds=Looked))  # which compile the data
    with work.project.store.writing("noor") as change:
        secret = tokens.make(change, "examples", "noor", [str(r) for r in Right], 1)[1]
    app = create_app(work)
    app.state.limits = Limits(burst=10_000)
    with TestClient(app, headers={"authorization": f"Bearer {secret}"}, raise_server_exceptions=False) as made:
        made.secret = secret  # type: ignore[attr-defined]
        yield made


def looked(task: Task) -> Worded:
    """Takes longer than an answer does: a release that is made has a row, and this makes none."""
    time.sleep(1)
    task.result = Looked("v", "v", [], 0, False, [], {}, frozenset())
    return worded("its reports were coded anew.")


class Ids:
    """What stands in the braces of an example, looked up, or made, when it is asked for."""

    def __init__(self, api: TestClient, project: Project) -> None:
        self.api, self.project = api, project

    def get(self, path: str) -> Json:
        return self.api.get(PREFIX + path).json()  # type: ignore[no-any-return]

    def __getitem__(self, name: str) -> str:
        found = getattr(self, name, None) or getattr(self, f"_{name}")()
        return str(found)

    report, restricted = "a", "d"
    party, source, place = "syrian-national-army", "abc-news", "rasid:10342"
    seen = "no-such-version"

    def mine(self) -> Json:
        found: Json = next(e for e in self.get("/reports/a")["events"] if e["record"]["type"] == "shelling")
        if found["state"] == "rejected":
            self.api.post(f"{PREFIX}/events/{found['id']}/undo", json={"what": "state"})
            return self.mine()
        return found

    def _event(self) -> str:
        return str(self.mine()["id"])

    def _version(self) -> str:
        return str(self.mine()["version"])

    def added(self) -> Json:
        every = [e for e in self.get("/reports/a")["events"] if e["record"]["type"] == "assault" and e["state"] == "accepted"]
        if every:
            return every[0]
        text = self.get("/reports/a")["text"]
        at = text.index("سبعة")
        return self.api.post(f"{PREFIX}/reports/a/events", json={"type": "assault", "span": [at, at + 4]}).json()  # type: ignore[no-any-return]

    def _other(self) -> str:
        return str(self.added()["id"])

    def _other_version(self) -> str:
        return str(self.added()["version"])

    def _accepted(self) -> str:
        event = self.get("/reports/b")["events"][0]
        self.api.post(f"{PREFIX}/events/{event['id']}/accept", json={"version": "*"})
        return str(event["id"])

    def _decided(self) -> str:
        for event in self.get("/reports/c")["events"]:
            self.api.post(f"{PREFIX}/events/{event['id']}/accept", json={"version": "*"})
        return "c"

    def incidents(self) -> list[Json]:
        return sorted(self.get("/incidents")["incidents"], key=lambda i: -len(i["record"]["accounts"]))  # type: ignore[no-any-return]

    def _incident(self) -> str:
        return str(self.incidents()[0]["id"])

    def _incident_version(self) -> str:
        return str(self.incidents()[0]["version"])

    def _second(self) -> str:
        return str(self.incidents()[1]["id"])

    def _second_version(self) -> str:
        return str(self.incidents()[1]["version"])

    def _account(self) -> str:
        return str(self.get(f"/incidents/{self._incident()}/accounts")["accounts"][0]["id"])

    def _entry(self) -> str:
        return str(next(e["seq"] for e in self.get("/audit?action=incident.split")["entries"]))

    def _filter(self) -> str:
        return str(self.get("/queue/filters")["filters"][0]["id"])

    def proposed(self, state: str) -> str:
        entry = {"id": "plain-monitor", "names": {"en": "Plain Monitor", "ar": "مرصد السهل"}, "kind": "monitor", "country": "SYR"}
        with self.project.store.writing("noor") as change:
            number = proposals.put(change.connection, "noor", "source", entry, [])
            if state == "approved":
                layer = self.project.store.layer
                write(layer, with_entry(layer, "world/sources/taught.yaml", entry))
                proposals.decide(change.connection, number, "noor", state)
            change.record("proposal.add", f"proposal:{number}")
        return str(number)

    def _proposal(self) -> str:
        return self.proposed("proposed")

    def _approved(self) -> str:
        return self.proposed("approved")

    # Double coding: each number stands for a report of its own, so that the others stay to be seen.

    def _fresh(self) -> str:
        """A report that nobody has begun on, with one event and two figures."""
        day, count = ("الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس")[self.made % 5], self.made + 2
        self.made += 1
        text = f"قصفت مدفعية الجيش السوري يوم {day} بلدة سراقب بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة {count} آخرين."
        row = {"id": f"twice-{self.made}", "published": "2024-06-14", "text": text}
        got = self.api.post(f"{PREFIX}/reports", json={"reports": [row]}).json()["reports"][0]
        assert got["what"] == "added", got
        return str(got["report_id"])

    made = 0

    def given(self, *coders: str) -> int:
        (number,) = doubling.assign(self.project.store, coders, [self._fresh()], "noor")
        return number

    def coded(self, number: int, who: str, status: str | None = None) -> None:
        sheet = sheets.opened(self.project, number, Viewer(who, ("coder",)))
        (event,) = doubles.read(sheet.store.coding.content, "").events  # type: ignore[attr-defined]
        sheet.correct(event.id, "status", status, who) if status else sheet.accept(event.id, who)

    def _double(self) -> str:
        self.double = str(self.given("noor", "lina"))
        return self.double

    def on_sheet(self) -> list[Json]:
        number = getattr(self, "double", None) or self._double()
        return list(self.get(f"/doubles/{number}/sheet")["report"]["events"])

    def _own_event(self) -> str:
        return next(str(e["id"]) for e in self.on_sheet() if e["record"]["type"] == "shelling")

    def other_of_mine(self) -> Json:
        return next(e for e in self.on_sheet() if e["id"] != self._own_event() and e["state"] != "rejected")

    def _own_other(self) -> str:
        return str(self.other_of_mine()["id"])

    def _own_other_version(self) -> str:
        return str(self.other_of_mine()["version"])

    def _decided_double(self) -> str:
        number = self.given("noor", "lina")
        self.coded(number, "noor")
        return str(number)

    def _ready(self) -> str:
        number = self.given("lina", "omar")
        for who, status in (("lina", "possible"), ("omar", None)):
            self.coded(number, who, status)
            doubling.finish(self.project.store, number, Viewer(who, ("coder",)))
        self.ready = str(number)
        return self.ready

    def _chosen(self) -> str:
        return getattr(self, "ready", None) or self._ready()

    def _mistaken(self) -> str:
        return str(self.given("lina", "omar"))

    def drafted(self, version: str) -> str:
        packages.make(self.project, Request(version=version, title="Strikes", released="2024-07-01"), "lina")
        return version

    def _release(self) -> str:
        self.release = self.drafted("2024.7")
        return self.release

    def _digest(self) -> str:
        return str(self.get(f"/releases/{self['release']}")["digest"])

    def _published(self) -> str:
        version = self.drafted("2024.8")
        for who in ("noor", "omar"):
            packages.sign(self.project, version, who)
        return version

    def _export(self) -> str:
        made = self.api.post(PREFIX + "/exports/csv-incidents").json()["name"]
        end = time.monotonic() + 30
        while not self.get(f"/exports/made/{made}")["ready"]:
            assert time.monotonic() < end
            time.sleep(0.05)
        self.export = str(made)
        return self.export

    def _cursor(self) -> str:
        return str(self.get("/changes")["next"])


def parted(example: str) -> tuple[str, str, dict[str, str], str]:
    head, _, body = example.partition("\n\n")
    first, *lines = head.strip().splitlines()
    method, address = first.split(" ", 1)
    return method, address, dict(line.split(": ", 1) for line in lines), body


def filled(text: str, ids: Ids) -> str:
    return re.sub(r"{([a-z_]+)}", lambda found: ids[found[1]], text)


REFUSED = {"/approve": 409, "/upkeep/recode": 409}  # what it would change was not looked at, since that compiles the data


def test_every_example_works(api: TestClient, project: Project) -> None:
    ids = Ids(api, project)
    for example in EXAMPLES:
        method, address, headers, body = parted(example)
        path, _, query = filled(address, ids).partition("?")
        body, headers = filled(body, ids), {k.lower(): filled(v, ids) for k, v in headers.items()}
        if body and "content-type" not in headers:
            headers["content-type"] = "application/json"
        content = body.replace("\n", "\r\n") if "multipart" in headers.get("content-type", "") else body
        asked = f"{quote(path)}?{quote(query, safe='=&/:,')}" if query else quote(path)
        got = api.request(method, asked, headers=headers, content=content.encode())
        wanted = next((code for ending, code in REFUSED.items() if path.endswith(ending)), None)
        assert got.status_code == wanted if wanted else got.is_success, (example, got.text)


def test_every_address_has_an_example() -> None:
    patterns = {
        name: (m, re.compile(re.sub(r"{[^}]*}", "[^/]+", re.sub(r"{[^}]*:path}", ".+", p)) + "$")) for name, (m, p) in NAMES.items()
    }
    shown = {(m, a.partition("?")[0]) for m, a, _, _ in map(parted, EXAMPLES)}
    without = [name for name, (m, pattern) in patterns.items() if not any(m == method and pattern.match(path) for method, path in shown)]
    assert not without


def test_the_python_example_works(api: TestClient, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S)
    real: Callable[..., Any] = rasid.client.Client
    monkeypatch.setattr(rasid.client, "Client", lambda address, token: real("http://testserver", token, http=api))
    exec(compile(filled(code, Ids(api, project)), "docs/api.md", "exec"), {"token": api.secret, "print": lambda *_: None})  # type: ignore[attr-defined]
