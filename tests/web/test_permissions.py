"""docs/permissions.md is what the application enforces: every line of it is tried with every role, and as who may not see a report."""

from __future__ import annotations

import html
import importlib.util
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from tests.web.members import Browser, browser, cheap, code, joined, workplace

from rasid.project.project import Project
from rasid.project.team import restricting
from rasid.store import doubles, schema, tokens
from rasid.web.access import RIGHTS, SAFE, Right
from rasid.web.app import create_app
from rasid.web.workplace import Workplace

ROOT = Path(__file__).parent.parent.parent
COVERT = "zz-covert-77"
WITNESS, SAID = "شاهد-العيان", "سنبلي"
SECRET = f"قتل خمسة مدنيين وأصيب تسعة آخرون يوم الجمعة في قصف مدفعي للجيش السوري على بلدة معرتحرمة في ريف إدلب، وفق الحارس {SAID}."
PLACE = "معرتحرمة"
ABSENT = {"report": "zz-absent-00", "event": "ev_absent", "incident": "in_absent", "double": "77999"}


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("permissions_page", ROOT / "scripts" / "permissions_page.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MADE = script()
LINES = MADE.lines()


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8") == MADE.page(), "run .venv/bin/python scripts/permissions_page.py"


@pytest.fixture
def team(project: Project, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    cheap(monkeypatch)
    for role in RIGHTS:
        joined(project, role, role, second_factor=role in ("publisher", "admin"))
    return workplace(project)


def bearer(project: Project, person: str) -> dict[str, str]:
    with project.store.writing(person) as change:
        _, secret = tokens.make(change, "walk", person, [str(r) for r in Right], 1)
    return {"authorization": f"Bearer {secret}"}


def filled(path: str, ids: dict[str, str]) -> str:
    known = {"report_id": ids["report"], "event_id": ids["event"], "incident_id": ids["incident"], "asked": ids["event"]}
    known |= {"double": ids["double"], "ending": "csv", "format": "csv", "chart": "type", "number": "1", "link": "x" * 43}
    return re.sub(r"{(\w+)(?::path)?}", lambda found: quote(known.get(found[1], "x")), path)


def test_every_line_holds_for_every_role(team: Workplace, project: Project) -> None:
    with ExitStack() as opened:
        out = opened.enter_context(browser(team))
        for role in RIGHTS:
            own = opened.enter_context(browser(team, role, code(1) if role in ("publisher", "admin") else ""))
            headers = bearer(project, role)
            for line in LINES:
                address, may = filled(line.path, ABSENT), role in line.roles
                if may and role != line.roles[0]:  # the right is the same, whoever has it
                    continue
                if line.kind == "API":
                    answer = out.client.request(line.method, address, headers=headers, **({} if line.method == "GET" else {"json": {}}))
                    assert (answer.status_code == 403) == (not may), (role, line, answer.text)
                elif line.rights is not None and line.path not in ("/logout",):
                    told = {"accept": "application/json"}
                    answer = own.client.request(
                        line.method, address, headers=told, **({} if line.method in SAFE else {"data": {"token": "x"}})
                    )
                    if line.method in SAFE:
                        assert (answer.status_code == 403) == (not may) and answer.status_code not in (401, 500), (role, line, answer.text)
                    elif answer.status_code != 422:  # what makes no sense is refused before anybody is asked who he is
                        assert answer.json()["error"] == ("token" if may else "rights"), (role, line)


def test_every_line_asks_who_one_is(team: Workplace) -> None:
    with browser(team) as out:
        for line in LINES:
            if line.rights is None:
                continue
            told = {"accept": "application/json"}
            answer = out.client.request(
                line.method, filled(line.path, ABSENT), headers=told, **({} if line.method in SAFE else {"data": {}})
            )
            assert answer.status_code in (401, 422, 429), line
            answer = out.client.request(line.method, filled(line.path, ABSENT), headers=told | {"authorization": "Bearer rasid_wrong"})
            assert answer.status_code in (401, 422, 429), line


class Sight:
    """Somebody with every role, and none that may see the report; and another who may."""

    def __init__(self, project: Project, out: TestClient, omar: Browser, lina: Browser) -> None:
        self.out, self.omar, self.lina = out, omar, lina
        self.bearer = bearer(project, "omar")
        self.token = omar.token("/account")
        with project.store.reading() as connection:
            of = schema.events.c.report_id == COVERT
            row = connection.execute(sa.select(schema.events.c.id, schema.events.c.incident_id).where(of)).first()
            assert row is not None
            self.ids = {"report": COVERT, "event": row.id, "incident": row.incident_id, "double": "77123"}
            seen = sa.select(schema.events.c.id, schema.events.c.incident_id).where(schema.events.c.report_id == "a")
            self.own = dict(zip(("event", "incident"), connection.execute(seen).one(), strict=True)) | {"double": ABSENT["double"]}

    def ask(self, line: Any, ids: dict[str, str]) -> tuple[int, str]:
        """The answer, with the ids that were asked for made those of nothing."""
        address = filled(line.path, ids)
        if line.kind == "API":
            body = {
                **{"why": "x", "seen": "x", "version": "x", "state": "proposed", "set": {"status": "planned"}, "type": "killing"},
                **{"other": ids["event"], "incidents": [ids["incident"]], "events": [ids["event"]], "accounts": [ids["event"]]},
                **{"span": [0, 3], "done": ids["report"], "decision": 1},
            }
            answer = self.out.request(line.method, address, headers=self.bearer, **({} if line.method == "GET" else {"json": body}))
        elif line.method in SAFE:
            answer = self.omar.get(address)
        else:
            form = {
                **{
                    "token": self.token,
                    "why": "x",
                    "type": "killing",
                    "field": "status",
                    "seen": f"{ids['incident']}:x",
                    "state": "proposed",
                },
                **{"mark": "x", "event": ids["event"], "other": ids["incident"], "one": ids["incident"], "apart": ids["incident"]},
                **{"report": ids["report"], "done": ids["report"], "number": "1", "seq": "1", "typed": ids["incident"], "quote": "x"},
                **{"roles": "reviewer", "do": "keep", "status": "planned"},
            }
            answer = self.omar.client.post(address, data=form)
        said = html.unescape(answer.text + str(answer.headers.get("location")) + str(answer.headers.get("content-disposition")))
        for kind, id_ in ids.items():
            said = said.replace(id_, ABSENT[kind])
        said = re.sub(r"[0-9a-f]{64}|\d+ (ms|seconds)|\d\d:\d\d(:\d\d)?|\d{4}-\d\d-\d\dT[\d:.]+Z?", "", said)
        return answer.status_code, said


@pytest.fixture
def sight(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sight]:
    cheap(monkeypatch)
    lines = tmp_path / "covert.jsonl"
    row = {"id": COVERT, "published": "2024-03-09", "outlet": WITNESS, "text": SECRET, "title": f"عن {SAID}"}
    lines.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    list(project.add([lines]))
    joined(project, "omar", *RIGHTS, second_factor=True)
    joined(project, "lina", "coder")
    restricting.restrict(project.store, project.pipeline.lexicon, COVERT, ["lina"], [], "setup")
    with project.store.writing("setup") as change:  # coded twice by others too, under a number that stands nowhere else in an answer
        at = {"text_hash": "x", "sheet": "empty", "made": "x", "who": "setup"}
        change.connection.execute(sa.insert(schema.doubles).values(id=77123, report_id=COVERT, state="ready", **at))
        for coder in ("rana", "sami"):
            doubles.put_coding(change.connection, 77123, doubles.CODE, coder, doubles.Content(), "2024-03-10")
        change.record("double.assign", f"report:{COVERT}")
    team = workplace(project)
    with (
        TestClient(create_app(team), headers={"accept-language": "en"}) as out,
        browser(team, "omar", code(1)) as omar,
        browser(team, "lina") as lina,
    ):
        yield Sight(project, out, omar, lina)


def test_a_restricted_report_is_as_none(sight: Sight) -> None:
    """Whatever is asked or sent with its ids is answered as it is with ids of nothing."""
    assert sight.lina.get("/reports/" + COVERT).status_code == 200 and SAID in sight.lina.get("/reports/" + COVERT).text
    for line in LINES:
        told_apart = line.restricted == "as none" or (line.restricted == "left out" and line.path.startswith("/queue"))
        if told_apart:  # what is left out where nothing of it is asked for is looked for below
            there, none = sight.ask(line, sight.ids), sight.ask(line, ABSENT)
            assert there == none, (line, there, none)
            assert there[0] < 500, line


def test_a_restricted_report_leaves_no_trace(sight: Sight) -> None:
    """Nothing that can be read tells of it, and nothing that can be searched finds it."""
    traces = [*sight.ids.values(), SAID, WITNESS, PLACE]
    sight.omar.post("/gaps")
    asked = [filled(line.path, sight.own | {"report": "a"}) for line in LINES if line.method == "GET" and line.kind == "page"]
    asked += [f"/events?text={quote(w)}" for w in ("قتل", PLACE)] + [
        "/explore?area=SYR/Idlib",
        "/audit?subject=event:",
        "/queue?state=proposed",
    ]
    asked += [f"/{name}.{ending}?profile=internal" for name in ("events", "incidents") for ending in ("csv", "json", "geojson")]
    asked += ["/explore/data?parts=1", "/reports/a/changes?since=0", f"/places?q={quote('البارة')}"]
    for address in asked:
        answer = sight.omar.get(address)
        found = [t for t in traces if t in html.unescape(answer.text) and t not in html.unescape(quote(t) if t in address else "")]
        assert not [t for t in found if quote(t) not in address], (address, found)
    programs = [filled(line.path, sight.own | {"report": "a"}) for line in LINES if line.method == "GET" and line.kind == "API"]
    programs += [f"/api/v1/search?q={quote(w)}" for w in ("قتل", "مدنيين")] + ["/api/v1/exports/jsonl?profile=internal"]
    for address in programs:
        answer = sight.out.get(address, headers=sight.bearer)
        told = re.sub(r'"gone":true[^}]*}|{[^{}]*"gone":true[^}]*}', "", answer.text)
        assert answer.status_code != 403 and not [t for t in traces if t in told], (address, [t for t in traces if t in told])
    assert sight.ids["incident"] in sight.lina.get("/incidents").text, "there is something to find"


def test_restricting_by_the_page(sight: Sight, project: Project) -> None:
    page = sight.omar.get("/reports/a/access")
    assert page.status_code == 200 and "The whole team sees it." in page.text and "who may see it" in sight.omar.get("/reports/a").text
    assert sight.omar.post("/reports/a/access", {"do": "keep"}).status_code == 400
    kept = sight.omar.post("/reports/a/access", {"do": "keep", "people": ["omar"], "why": "asked to"})
    assert kept.status_code == 303 and sight.lina.get("/reports/a").status_code == 404
    assert "for some eyes alone" in sight.omar.get("/reports/a").text
    assert sight.omar.post("/reports/a/access", {"do": "open"}).status_code == 303 and sight.lina.get("/reports/a").status_code == 200
    gone = sight.omar.post("/reports/a/access", {"do": "keep", "people": ["lina"]})
    assert gone.headers["location"] == "/queue" and sight.omar.get("/reports/a").status_code == 404
    assert sight.lina.get("/reports/a/access").status_code == 403
