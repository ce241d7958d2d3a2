"""Double coding by programs: what the pages do, and blind as they are; every way by which one coder might learn of the other is tried."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient
from tests.web.members import cheap, joined, workplace

from rasid.client import Client, Conflict, Problem
from rasid.project.project import Project
from rasid.store import events, tokens
from rasid.web.access import Right
from rasid.web.api.description import PREFIX
from rasid.web.api.limits import Limits
from rasid.web.app import create_app

Json = dict[str, Any]
SAID = "زهير-الشاهد"  # what a coder writes on his sheet, and stands nowhere else


class Team(NamedTuple):
    project: Project
    http: TestClient
    lina: Client
    omar: Client
    head: Client


@pytest.fixture
def team(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    cheap(monkeypatch)
    joined(project, "lina", "coder")
    joined(project, "omar", "coder", "reviewer", "publisher", "admin", second_factor=True)
    joined(project, "head", "reviewer")
    app = create_app(workplace(project))
    app.state.limits = Limits(burst=10_000)
    with TestClient(app, raise_server_exceptions=False) as http:
        made = (Client("http://testserver", secret(project, name), http=http) for name in ("lina", "omar", "head"))
        yield Team(project, http, *made)


def secret(project: Project, person: str, *scopes: str) -> str:
    with project.store.writing(person) as change:
        return tokens.make(change, "x", person, scopes or [str(r) for r in Right], 1)[1]


def refused(status: int, do: Any, *args: Any, **more: Any) -> Problem:
    with pytest.raises(Problem) as told:
        do(*args, **more)
    assert told.value.status == status, told.value
    return told.value


def event_of(project: Project, report: str) -> events.KeptEvent:
    with project.store.reading() as connection:
        return events.of_report(connection, report)[0]


def decide(who: Client, number: int, verdict: str = "accept", **values: Any) -> Json:
    """On one's sheet, on its first event."""
    sheet = who.on_sheet(number)
    event = who.sheet(number)["report"]["events"][0]
    if values:
        return sheet.correct(event, values)
    return sheet.accept(event) if verdict == "accept" else sheet.reject(event, SAID)


def test_from_the_lead_to_the_report(team: Team) -> None:
    (number,) = team.head.give(["lina", "omar"], ["a"])
    assert [(d["id"], d["state"], [m["coder"] for m in d["coders"]]) for d in team.lina.doubles()] == [(number, "open", ["lina", "omar"])]
    told = team.lina.sheet(number)
    (event,) = told["report"]["events"]
    assert "قصفت مدفعية" in told["report"]["text"] and not told["outcome"] and told["done"] is None
    refused(400, team.lina.done, number)
    mine = team.lina.on_sheet(number)
    event = mine.correct(event, {"status": "denied"}, why=SAID)
    at = told["report"]["text"].index("سبعة")
    added = mine.add_event("a", "assault", (at, at + 4))
    assert mine.event(added["id"])["version"] == added["version"]
    refused(428, mine.post, f"/events/{event['id']}/accept")
    with pytest.raises(Conflict) as late:
        mine.accept(event | {"version": "0.proposed"})
    assert late.value.current["record"]["status"] == "denied"
    assert mine.undo(added["id"]) == {} and len(team.lina.sheet(number)["report"]["events"]) == 1
    added = mine.add_event("a", "assault", (at, at + 4))
    assert [m["done"] is not None for m in team.lina.done(number)["coders"]] == [True, False]
    refused(409, mine.reject, mine.event(event["id"]), "x")
    decide(team.omar, number)
    assert team.omar.done(number)["state"] == "ready"
    assert event_of(team.project, "a").state == "proposed", "nothing of a sheet is in the report"
    beside = team.omar.beside(number)
    (both, alone) = sorted(beside["happenings"], key=lambda h: h["events"]["omar"] is None)
    assert both["differs"] == ["status"] and both["events"]["lina"]["status"] == "denied" and alone["events"]["omar"] is None
    refused(400, team.omar.choose, number, {(both["number"], "status"): "lina", (alone["number"], "event"): "no"})
    refused(403, team.lina.choose, number, {})
    for wrong in ({}, {(both["number"], "status"): "lina"}, {(both["number"], "status"): "nobody", (alone["number"], "event"): "no"}):
        assert "choose one" in refused(400, team.head.choose, number, wrong).detail
    refused(400, team.head.choose, number, {(both["number"], "status"): "lina", (alone["number"], "event"): "no", (9, "type"): "lina"})
    made = team.head.choose(number, {(both["number"], "status"): "another", (alone["number"], "event"): "no"})
    assert made["outcome"] and made["wanted"] == [[event["id"], "status"]] and len(made["report"]["events"]) == 1
    refused(400, team.head.settle, number)
    team.head.on_sheet(number).correct(made["report"]["events"][0], {"status": "possible"})
    assert team.head.settle(number, "told apart")["events"] == [event["id"]]
    now = event_of(team.project, "a")
    assert (now.state, now.record["status"]) == ("corrected", "possible") and team.head.double(number)["state"] == "settled"
    refused(409, team.head.withdraw, number)


def test_how_far_they_agree(team: Team) -> None:
    assert team.head.agreement()["reports"] == 0
    numbers = team.head.give(["lina", "omar"], ["a", "b", "c"])
    for number in numbers:
        decide(team.lina, number, **({"status": "denied"} if number == numbers[0] else {}))
        decide(team.omar, number, "reject" if number == numbers[2] else "accept")
        for who in (team.lina, team.omar):
            who.done(number)
    made = team.head.agreement()
    assert (made["reports"], made["shared"], made["pairs"], made["pair"]) == (3, 2, [["lina", "omar"]], None)
    assert made["found"]["value"] == pytest.approx(0.8) and {"value", "low", "high"} == made["found"].keys()
    status = next(f for f in made["fields"] if f["field"] == "status")
    assert status["events"] == 2 and status["same"] == 0.5 and status["alpha"] is not None and {"low", "high"} <= status.keys()
    assert team.head.agreement(["lina", "omar"])["pair"] == ["lina", "omar"]
    refused(404, team.head.agreement, ["lina", "nobody"])
    refused(403, team.lina.agreement)


def test_a_share_is_drawn(team: Team) -> None:
    given = team.head.give(["lina", ":rasid"], percent=50, seed="7")
    assert len(given) == 2 and [team.head.double(n)["sheet"] for n in given] == ["empty"] * 2
    assert team.lina.sheet(given[0])["report"]["events"] == [], "beside the program one begins with nothing"
    assert [d["id"] for d in team.head.doubles(state="open", limit=1)] == given[::-1]
    assert list(team.head.doubles(own=True)) == [] and list(team.head.doubles(state="settled")) == []
    for told in (
        {"coders": ["lina", "omar"]},
        {"coders": ["lina", "omar"], "percent": 5, "reports": ["a"]},
        {"coders": ["lina", "lina"], "percent": 5},
    ):
        refused(400, team.head.post, "/doubles", told)
    refused(404, team.head.give, ["lina", "omar"], ["zz"])
    refused(403, team.lina.give, ["lina", "omar"], ["a"])
    team.head.withdraw(given[0], "a slip")
    refused(404, team.lina.sheet, given[0])
    refused(404, team.lina.double, given[0])


READ = (
    *("events", "reports", "incidents", "queue", "changes", "overview", "counts?by=type", "search?q=قصفت", "audit", "releases"),
    *("exports/jsonl?profile=internal", "releases/preview?profile=internal", "reports/a", "reports/a/access", "reports/b"),
    *("events/{event}", "why/{event}", "why/{event}:toll", "incidents/{incident}", "incidents/{incident}/accounts", "why/{incident}"),
)


def test_nothing_is_learned_of_the_other(team: Team) -> None:
    """Each way that a token has, by the other coder, who has every role and scope: neither her sheet, nor what the program proposed."""
    (number,) = team.head.give(["lina", "omar"], ["a"], sheet="empty")
    (other,) = team.head.give(["lina", "head"], ["c"])
    kept = event_of(team.project, "a")
    text = team.lina.sheet(number)["report"]["text"]
    at = text.index("مدفعية")
    hers = team.lina.on_sheet(number).add_event("a", "killing", (at, at + 6), why=SAID)
    assert SAID in json.dumps(team.lina.sheet(number), ensure_ascii=False) or hers["decisions"][0]["why"] == SAID
    ids = {"event": kept.id, "incident": str(kept.incident_id)}
    for path in (one.format(**ids) for one in READ):
        got = team.http.get(f"{PREFIX}/{path}", headers=team.omar.headers)
        assert got.status_code < 500 and SAID not in got.text and "ثلاثة مدنيين" not in got.text, path
        assert hers["id"] not in got.text and (kept.id not in got.text or kept.id in path), path
    own = team.omar.sheet(number)["report"]
    assert own["events"] == [] and own["reprints"] == [] and own["claim"] is None and own["family"] == "a"
    for look in (team.omar.beside, team.omar.sheet, team.omar.done):
        refused(404 if look != team.omar.beside else 409, look, other)  # he leads, so that he may know that it is being coded
    refused(409, team.omar.beside, number)
    refused(409, team.head.beside, number)
    told = refused(404, team.omar.on_sheet(number).event, hers["id"])
    absent = refused(404, team.omar.on_sheet(number).event, "ev_0000000000000000")
    assert told.detail.replace(hers["id"], "") == absent.detail.replace("ev_0000000000000000", "")
    for do in ("accept", "reject", "undo", "split", "merge"):
        body = {"version": "*", "why": "x", "type": "killing", "other": hers["id"], "other_version": "x"}
        fits = {"accept": ("version",), "reject": ("version", "why"), "undo": (), "split": ("version", "type")}
        sent = {k: body[k] for k in fits.get(do, ("version", "other", "other_version"))}
        refused(404, team.omar.on_sheet(number).post, f"/events/{hers['id']}/{do}", sent)
        if do in ("accept", "reject", "undo"):
            refused(404, team.omar.post, f"/events/{kept.id}/{do}", sent)
    listed = json.dumps([*team.omar.doubles(), team.omar.double(number)], ensure_ascii=False)
    assert SAID not in listed and hers["id"] not in listed


def test_a_sheet_is_its_coders_alone(team: Team) -> None:
    (number,) = team.head.give(["lina", "omar"], ["a"])
    decide(team.lina, number, "reject")
    for path in ("sheet", f"events/{event_of(team.project, 'a').id}"):
        mine = team.http.get(f"{PREFIX}/doubles/{number}/{path}", headers=team.lina.headers)
        assert mine.status_code == 200
        theirs = team.http.get(f"{PREFIX}/doubles/{number}/{path}", headers=team.head.headers)
        none = team.http.get(f"{PREFIX}/doubles/99999/{path}", headers=team.head.headers)
        assert theirs.status_code == none.status_code == 404
        assert theirs.text.replace(str(number), "") == none.text.replace("99999", ""), "as for a number of nothing"
        other = team.http.get(f"{PREFIX}/doubles/{number}/{path}", headers=team.omar.headers)
        assert other.status_code == 200 and SAID not in other.text and '"rejected"' not in other.text
    joined(team.project, "rana", "coder")
    rana = Client("http://testserver", secret(team.project, "rana"), http=team.http)
    assert list(rana.doubles()) == []
    refused(404, rana.double, number)
    refused(404, rana.beside, number)
    few = Client("http://testserver", secret(team.project, "lina", "read"), http=team.http)
    refused(403, few.sheet, number)
    refused(403, few.done, number)
    narrow = Client("http://testserver", secret(team.project, "head", "read", "review"), http=team.http)
    refused(403, narrow.agreement)
    refused(404, narrow.double, number)
    refused(403, narrow.settle, number)
