"""The pages of double coding: each coder's own sheet, and nothing of it at any other address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from httpx import Response
from tests.web.members import Browser, browser, cheap, code, joined, workplace

from rasid.project.project import Project
from rasid.project.team import doubling
from rasid.store import events, schema, tokens

SAID = "زهير-الشاهد"  # what a coder writes on his sheet, and stands nowhere else


class Team(NamedTuple):
    project: Project
    lina: Browser
    omar: Browser
    head: Browser


@pytest.fixture
def team(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    cheap(monkeypatch)
    joined(project, "lina", "coder")
    joined(project, "omar", "coder", "reviewer", "publisher", "admin", second_factor=True)
    joined(project, "head", "reviewer")
    work = workplace(project)
    with ExitStack() as opened:
        yield Team(project, *(opened.enter_context(browser(work, n, c)) for n, c in (("lina", ""), ("omar", code(1)), ("head", ""))))


def event_of(project: Project, report: str) -> events.KeptEvent:
    with project.store.reading() as connection:
        return events.of_report(connection, report)[0]


def judge(who: Browser, sheet: str, event: str, verdict: str, **more: str) -> Response:
    """As the form on the page does, with what it says of the event."""
    mark = re.search(rf'data-id="{event}" data-state="(\w+)" data-mark="(\w+)"', who.get(sheet).text)
    assert mark is not None
    return who.post(f"{sheet}/events/{event}/{verdict}", {"state": mark[1], "mark": mark[2], **more})


def test_from_the_lead_to_both_done(team: Team) -> None:
    given = team.head.post("/doubles", {"coders": ["lina", "omar"], "reports": "a\n", "sheet": "proposals"}, at="/doubles")
    assert given.status_code == 200 and "1 report was given to these two." in given.text
    listed = team.lina.get("/doubles").text
    at = re.search(r'href="(/doubles/\d+/reports/a)"', listed)
    assert at and "Give reports to two coders" not in listed
    sheet, event = at[1], event_of(team.project, "a").id
    number = sheet.split("/")[2]
    page = team.lina.get(sheet)
    assert page.status_code == 200 and "This is your own sheet" in page.text and "I am done" not in page.text
    assert not re.search(r'(?:href|action)="/(?:reports|queue/)', page.text.split("<main")[1]), "nothing leads to the report itself"
    assert team.lina.post(f"/doubles/{number}/done").status_code == 400, "an event is not decided"
    back = judge(team.lina, sheet, event, "reject", why=SAID)
    assert back.status_code == 303 and back.headers["location"].startswith(sheet + "?") and SAID in team.lina.get(sheet).text
    assert team.lina.get(f"{sheet}/changes?since=0").json()["seq"] == 1
    back = team.lina.post(f"{sheet}/events", {"type": "protest", "quote": "مدفعية"})
    assert back.status_code == 303 and back.headers["location"].startswith(sheet + "?event=ev_")
    editor = team.lina.get(f"{sheet}?event={event}&do=edit&field=type")
    assert editor.status_code == 200 and f'action="{sheet}/events/{event}/set"' in editor.text
    for other in (team.omar, team.head):
        assert SAID not in other.get(sheet).text
    assert team.head.get(sheet).status_code == 404 and team.head.get("/reports/a").status_code == 200
    assert SAID not in team.head.get("/reports/a").text
    assert "I am done" in team.lina.get(sheet).text
    assert team.lina.post(f"/doubles/{number}/done").headers["location"] == "/doubles"
    assert team.lina.post(f"{sheet}/events/{event}/accept", {"state": "rejected"}).status_code == 409
    assert "done" in team.head.get("/doubles").text and "Ready to settle" in team.head.get("/doubles").text
    assert team.lina.get("/reports/a").status_code == 404
    judge(team.omar, sheet, event, "accept")
    assert team.omar.post(f"/doubles/{number}/done").status_code == 303
    assert team.lina.get("/reports/a").status_code == 200 and event_of(team.project, "a").state == "proposed"


def test_nothing_is_learned_of_it(team: Team) -> None:
    """Whatever can be read, by the other who codes it and has every role, tells nothing of the report, nor of what she made of it."""
    (number,) = doubling.assign(team.project.store, ["lina", "omar"], ["a"], "head")
    kept = event_of(team.project, "a")
    sheet = f"/doubles/{number}/reports/a"
    judge(team.lina, sheet, kept.id, "reject", why=SAID)
    assert SAID in team.lina.get(sheet).text
    with team.project.store.writing("omar") as change:
        _, secret = tokens.make(change, "walk", "omar", ["read", "review", "publish", "audit", "admin", "double"], 1)
    bearer = {"authorization": f"Bearer {secret}"}
    asked = [
        "/",
        "/queue",
        "/events",
        "/explore",
        "/explore/data?parts=1",
        "/incidents",
        "/incidents.json",
        "/audit",
        "/events.csv",
        "/gaps",
    ]
    asked += ["/reports/b/changes?since=0", "/reports/b", f"/incidents/{event_of(team.project, 'b').incident_id}", f"/why/{kept.id}"]
    asked += [f"/events/{kept.id}", "/reports/a", "/audit?subject=report:a", "/incidents.csv?profile=internal", "/events?text=قصف"]
    programs = [
        "changes",
        "events",
        "reports",
        "incidents",
        "queue",
        "counts?by=type",
        "search?q=قصفت",
        "audit",
        "exports/jsonl?profile=internal",
    ]
    programs += ["reports/a", f"events/{kept.id}", f"why/{kept.id}", f"incidents/{kept.incident_id}", "overview"]
    for address in [*asked, *(f"/api/v1/{p}" for p in programs)]:
        answer = team.omar.get(address, headers=bearer if "/api/" in address else {})
        said = html.unescape(answer.text)
        assert answer.status_code < 500 and SAID not in said, address
        assert "ثلاثة مدنيين" not in said and (kept.id not in said or kept.id in address), address
    for line in ("accept", "reject", "set"):
        here = team.omar.post(f"/reports/a/events/{kept.id}/{line}", {"why": "x", "field": "status", "seen": "{}", "status": "planned"})
        assert here.status_code in (400, 404), line
    assert team.omar.post("/queue/claim", {"report": "a"}).status_code in (303, 404)
    with team.project.store.reading() as connection:
        assert not connection.execute(sa.select(schema.decisions)).all() and not connection.execute(sa.select(schema.claims)).all()
    assert SAID not in team.head.get("/doubles").text + team.head.get("/reports/a").text + team.head.get("/events").text


def test_what_makes_no_sense_is_told(team: Team) -> None:
    for form, told in (
        ({"coders": ["lina"], "percent": "10"}, "Name two"),
        ({"coders": ["lina", "omar"], "percent": "much"}, "at most 100 percent"),
        ({"coders": ["lina", "omar"], "reports": "zz"}, "no such report"),
    ):
        answer = team.head.post("/doubles", form, at="/doubles")
        assert answer.status_code == 400 and told in answer.text
    assert team.lina.post("/doubles", {"coders": ["lina", "omar"], "reports": "a"}).status_code == 403
    for wrong in ("0", "x", "9" * 30):
        assert team.omar.get(f"/doubles/{wrong}/reports/a").status_code == 404
    (number,) = doubling.assign(team.project.store, ["lina", "omar"], ["a"], "head")
    assert team.head.post(f"/doubles/{number}/withdraw", at="/doubles").status_code == 303
    assert team.lina.get(f"/doubles/{number}/reports/a").status_code == 404 and team.lina.get("/reports/a").status_code == 200


def test_how_far_they_agree(team: Team) -> None:
    lina, head = team.lina, team.head
    assert "No report is ready yet" in head.get("/doubles/agreement").text and head.get("/doubles/agreement.csv").status_code == 200
    numbers = doubling.assign(team.project.store, ["lina", "omar"], ["a", "b", "c"], "head")
    for number, report in zip(numbers, "abc", strict=True):
        sheet, event = f"/doubles/{number}/reports/{report}", event_of(team.project, report).id
        judge(lina, sheet, event, "accept")
        judge(team.omar, sheet, event, "reject" if report == "c" else "accept", why="x")
        if report == "a":
            seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', lina.get(f"{sheet}?event={event}&do=edit&field=type").text)[1])  # type: ignore[index]
            form = {"field": "type", "seen": seen, "v.type": "shelling", "v.status": "denied", "v.method": "", "v.outcome": ""}
            assert lina.post(f"{sheet}/events/{event}/set", form).status_code == 303
            assert "denied" in lina.get(sheet).text
        for who in (lina, team.omar):
            who.post(f"/doubles/{number}/done")
    page = html.unescape(head.get("/doubles/agreement").text)
    assert "3 reports coded twice" in page and "2 events that both have" in page and "0.800" in page, "4 of 5 events"
    assert "has no such event" in page and page.count("told not to have happened") + page.count("denied") >= 1
    assert head.get("/doubles/agreement?pair=lina/omar").text.count('aria-current="true"') == 1
    assert lina.get("/doubles/agreement").status_code == 403
    rows = head.get("/doubles/agreement.csv").text.splitlines()
    assert (
        rows[0].startswith("coders,reports,field")
        and rows[1].startswith("all,3,event,dice,0.8")
        and any(r.startswith("lina + omar") for r in rows)
    )
    told = head.get("/doubles/differences.csv").text.splitlines()
    assert len(told) == 3 and any(",status,denied,asserted," in row for row in told) and any(",event," in row for row in told)
    with team.project.store.writing("head") as change:
        restrictions = {"report_id": "a", "audience": '["person:lina"]', "who": "head", "at": "x"}
        change.connection.execute(sa.insert(schema.restrictions).values(**restrictions))
        change.record("report.restrict", "report:a")
    assert "2 reports coded twice" in head.get("/doubles/agreement").text, "what he may not see counts for nothing"


def test_a_third_settles_it(team: Team) -> None:
    (number,) = doubling.assign(team.project.store, ["lina", "omar"], ["a"], "head")
    kept = event_of(team.project, "a")
    sheet, at = f"/doubles/{number}/reports/a", f"/doubles/{number}"
    assert team.head.get(at).status_code == 409, "not before all are done"
    seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', team.lina.get(f"{sheet}?event={kept.id}&do=edit&field=type").text)[1])  # type: ignore[index]
    form = {"field": "type", "seen": seen, "v.type": "air_strike", "v.status": "denied", "v.method": "", "v.outcome": ""}
    assert team.lina.post(f"{sheet}/events/{kept.id}/set", form).status_code == 303
    assert team.lina.post(f"{sheet}/events", {"type": "protest", "quote": "مدنيين"}).status_code == 303
    judge(team.omar, sheet, kept.id, "accept")
    for who in (team.lina, team.omar):
        who.post(f"{at}/done")
    for who in (team.lina, team.omar):  # omar has every right, and coded it
        page = who.get(at)
        assert page.status_code == 200 and "Take these" not in page.text and who.post(f"{at}/choose").status_code in (400, 403)
    page = team.head.get(at).text
    fields = set(re.findall(r'type="radio" name="([^"]+)"', page))
    assert {name.split(".")[1] for name in fields} >= {"type", "status", "event"}
    one = next(name.split(".")[0] for name in fields if name.endswith(".status"))
    chosen = dict.fromkeys(fields, "0") | {f"{one}.type": "another"}
    chosen |= {name: "no" for name in fields if name.endswith(".event")}
    arabic = team.head.get(f"{at}?lang=ar").text
    assert 'dir="rtl"' in arabic and "2024-03-08" in arabic and "\ufffd" not in arabic, "days are set apart by marks of ours"
    missing = team.head.post(f"{at}/choose", {k: v for k, v in chosen.items() if k != f"{one}.status"}, at="/doubles")
    assert (
        missing.status_code == 400
        and "choose one for each difference" in missing.text
        and 'value="another" required checked' in missing.text
    )
    back = team.head.post(f"{at}/choose", chosen, at="/doubles")
    assert back.status_code == 303 and back.headers["location"] == sheet
    page = team.head.get(sheet).text
    assert "Still to be set:" in page and "Write it into the report" not in page
    assert team.head.post(f"{at}/settle", at="/doubles").status_code == 400 and event_of(team.project, "a").state == "proposed"
    assert team.lina.get(sheet).text.count("Write it into") == 0 and team.lina.post(f"{at}/settle").status_code == 403
    seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', team.head.get(f"{sheet}?event={kept.id}&do=edit&field=type").text)[1])  # type: ignore[index]
    form = {"field": "type", "seen": seen, "v.type": "killing", "v.status": "denied", "v.method": "", "v.outcome": ""}
    assert team.head.post(f"{sheet}/events/{kept.id}/set", form, at="/doubles").status_code == 303
    page = team.head.get(sheet).text
    assert "Still to be set:" not in page and "Write it into the report" in page
    assert team.head.post(f"{at}/settle", at="/doubles").headers["location"] == "/reports/a"
    now = event_of(team.project, "a")
    assert (now.record["type"], now.record["status"], now.state) == ("killing", "denied", "corrected")
    assert "by head" in team.head.get("/reports/a").text and "Settled by head" in team.lina.get(at).text
    assert team.head.get("/doubles").text.count(f'href="{at}"') == 1 and team.head.get(sheet).status_code == 404
