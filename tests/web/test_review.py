"""The review page without a browser: the text beside its events, decisions by forms, conflicts, what is hostile shown harmlessly."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from rasid.project.project import Project
from rasid.project.redacting import redact_report
from rasid.publish.map.plain import harmless
from rasid.store import audit, claims, events, reports
from rasid.web.review.offsets import Units
from rasid.web.review.page import pieces


def event_of(project: Project, report_id: str, type_: str | None = None) -> Any:
    with project.store.reading() as connection:
        kept = events.of_report(connection, report_id)
    return next(k for k in kept if type_ is None or k.record["type"] == type_)


def form(body: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that goes to an address ending so."""
    found = re.search(rf'<form[^>]*action="[^"]*{re.escape(action)}"[^>]*>(.*?)</form>', body, re.S)
    assert found, f"no form for {action}"
    return {n: html.unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[1])}


@pytest.mark.parametrize("text", ["ab😀c", "😀😀", "قَصَفَ 😀 البَارة🇸🇾x", "", "e\u0301\u0301x", "\U00010ffff\uffff"])
def test_offsets_of_browsers_and_of_records_are_one_for_one(text: str) -> None:
    units = Units(text)
    for at in range(len(text) + 1):
        unit = len(text[:at].encode("utf-16-le")) // 2
        assert units.unit(at) == unit and units.point(unit) == at and units.point(unit, up=True) == at
    assert units.point(10_000) == len(text)


def test_a_selection_that_cuts_a_character_takes_all_of_it() -> None:
    assert Units("ab😀c").points(3, 4) == (2, 3) and Units("ab😀c").points(2, 3) == (2, 3)


def test_the_text_stands_beside_its_events(client: TestClient, project: Project) -> None:
    body = client.get("/reports/a").text
    kept = event_of(project, "a", "shelling")
    with project.store.reading() as connection:
        text = reports.known(connection, "a").report.text
    shown = html.unescape(re.search(r'data-start="0">(.*?)</p>', body, re.S)[1])  # type: ignore[index]
    assert shown == text and f'id="{kept.id}"' in body
    spans = re.search(rf'id="{kept.id}".*?data-field="places"[^>]*data-spans="([^"]*)"', body, re.S)
    start, end = json.loads(html.unescape(spans[1]))[0]  # type: ignore[index]
    assert text[start:end] == kept.record["places"][0]["text"] and f'<q dir="auto">{text[start:end]}</q>' in body


def test_accepting_and_rejecting_need_no_script(client: TestClient, project: Project) -> None:
    kept = event_of(project, "a", "shelling")
    hidden = form(client.get("/reports/a").text, f"{kept.id}/accept")
    answer = client.post(f"/reports/a/events/{kept.id}/accept", data=hidden)
    assert answer.status_code == 303 and answer.headers["location"].endswith(f"#{kept.id}")
    assert event_of(project, "a", "shelling").state == "accepted"
    hidden = form(client.get("/reports/a").text, f"{kept.id}/reject")
    assert client.post(f"/reports/a/events/{kept.id}/reject", data=hidden).status_code == 400, "a rejection has a reason"
    client.post(f"/reports/a/events/{kept.id}/reject", data=hidden | {"why": "خبر قديم"})
    assert event_of(project, "a", "shelling").state == "rejected"


def test_nobody_accepts_what_he_did_not_see(client: TestClient, project: Project) -> None:
    kept = event_of(project, "a", "shelling")
    hidden = form(client.get("/reports/a").text, f"{kept.id}/accept")
    project.correct(kept.id, "status", "possible", "sami")
    project.undo(kept.id, "sami")
    project.correct(kept.id, "status", "planned", "sami")
    answer = client.post(f"/reports/a/events/{kept.id}/accept", data=hidden)
    assert answer.status_code == 409 and "sami" in answer.text
    assert event_of(project, "a", "shelling").state == "corrected"


# Forms ---------------------------------------------------------------------------------------------------------------------------


def opened(client: TestClient, event_id: str, field: str, **more: str) -> dict[str, str]:
    """The hidden fields of a field's form, opened by its address."""
    query = {"event": event_id, "do": "edit", "field": field} | more
    return form(client.get("/reports/a", params=query).text, f"{event_id}/set")


def put(client: TestClient, event_id: str, field: str, item: str = "", do: str = "save", **values: str) -> Any:
    hidden = opened(client, event_id, field, **({"item": item} if item else {}))
    data = hidden | {f"v.{k}": v for k, v in values.items() if k not in BARE} | {k: v for k, v in values.items() if k in BARE}
    return client.post(f"/reports/a/events/{event_id}/set", data=data | {"do": do})


BARE = ("quote", "nth", "at", "json", "why")


def test_every_field_is_corrected_by_its_form(client: TestClient, project: Project) -> None:
    id_ = event_of(project, "a", "shelling").id

    def now(field: str) -> Any:
        return event_of(project, "a").record[field]

    for answer in (
        put(client, id_, "type", type="air_strike", status="possible", method="", outcome="", background="1"),
        put(client, id_, "initiators", "0", actor="russian-air-force", role="lead", attribution="accused"),
        put(client, id_, "targets", "0", object="market", count="2"),
        put(client, id_, "places", "0", id="gn:170592", role="scene", precision="3", relation="near"),
        put(client, id_, "time", start="2024-03-07", end="2024-03-08", precision="2", **{"from": "06:30", "to": ""}),
        put(client, id_, "toll", "0", effect="killed", who="civilian", min="4", max="4", groups="women, children"),
        put(client, id_, "toll", "1", do="remove"),
        put(client, id_, "instruments", "new", weapon="rocket", min="2", max="", quote="مدفعية"),
        put(client, id_, "sources", "new", source="dpa", stance="denies", quote="بريف", why="لا يذكر المصدر"),
    ):
        assert answer.status_code == 303, answer.text
    assert (now("type"), now("status"), now("background"), now("method")) == ("air_strike", "possible", True, None)
    assert now("initiators")[0]["actor"] == "russian-air-force" and now("initiators")[0]["country"] == "RUS"
    assert now("targets")[0]["object"] == "market" and now("targets")[0]["count"] == 2
    assert now("places")[0]["names"]["ar"] == "دوما" and (now("places")[0]["precision"], now("places")[0]["relation"]) == (3, "near")
    assert now("time") | {"text": None, "span": None} == {
        **{"start": "2024-03-07", "end": "2024-03-08", "precision": 2, "clock": {"from": "06:30", "to": None}, "zone": None},
        **{"ongoing": False, "text": None, "span": None},
    }
    assert [(t["effect"], t["min"], t["groups"]) for t in now("toll")] == [("killed", 4, ["women", "children"])]
    assert now("instruments")[-1]["text"] == "مدفعية" and now("instruments")[-1]["min"] == 2
    assert now("sources")[-1]["source"] == "dpa" and now("sources")[-1]["id"]
    body = client.get("/reports/a").text
    assert "لا يذكر المصدر" in body and body.count("/undo") > 9, "each decision can be taken back"


def test_what_does_not_fit_is_told_in_a_sentence_and_not_written(client: TestClient, project: Project) -> None:
    id_, before = event_of(project, "a").id, event_of(project, "a").record
    for answer in (
        put(client, id_, "toll", "0", effect="killed", min="x"),
        put(client, id_, "toll", "0", effect="killed", min="9", max="3"),
        put(client, id_, "toll", "7", effect="killed", min="9"),
        put(client, id_, "places", "0", id="gn:1"),
        put(client, id_, "initiators", "new", actor="civilians", quote="لا يقول هذا"),
        put(client, id_, "initiators", "new", actor="civilians"),
        put(client, id_, "time", start="yesterday"),
        put(client, id_, "toll", do="json", json="{"),
        put(client, id_, "toll", do="json", json='[{"effect": "killed", "nonsense": 1}]'),
    ):
        assert answer.status_code == 400 and "Traceback" not in answer.text
    assert client.post(f"/reports/a/events/{id_}/set", data={"token": client.token, "field": "toll", "seen": "[]"}).status_code == 400  # type: ignore[attr-defined]
    assert event_of(project, "a").record == before


def test_words_that_stand_twice_are_told_apart(client: TestClient, project: Project) -> None:
    id_ = event_of(project, "a").id
    assert put(client, id_, "sources", "new", source="dpa", stance="reports", quote="بلدة").status_code == 303
    assert put(client, id_, "sources", "new", source="dpa", stance="reports", quote="ال").status_code == 400
    assert put(client, id_, "sources", "new", source="dpa", stance="reports", quote="ال", nth="2").status_code == 303
    with project.store.reading() as connection:
        text = reports.known(connection, "a").report.text
    assert event_of(project, "a").record["sources"][-1]["span"][0] == text.index("ال", text.index("ال") + 1)


def test_a_conflict_shows_both_and_lets_the_person_choose(client: TestClient, project: Project) -> None:
    kept = event_of(project, "a")
    hidden = opened(client, kept.id, "toll", item="0")
    toll = kept.record["toll"]
    project.correct(kept.id, "toll", [{**toll[0], "min": 5, "max": 5}, *toll[1:]], "sami")
    answer = client.post(f"/reports/a/events/{kept.id}/set", data=hidden | {"v.min": "4", "v.max": "4", "v.effect": "killed"})
    assert answer.status_code == 409 and "sami" in answer.text
    assert "killed: 5" in answer.text and "killed: 4" in answer.text
    assert event_of(project, "a").record["toll"][0]["min"] == 5, "nothing was written"
    mine = form(answer.text, f"{kept.id}/set")
    assert client.post(f"/reports/a/events/{kept.id}/set", data=mine).status_code == 303
    assert event_of(project, "a").record["toll"][0]["min"] == 4


def test_two_who_add_to_a_list_can_keep_both(client: TestClient, project: Project) -> None:
    kept = event_of(project, "a")
    hidden = opened(client, kept.id, "instruments", item="new")
    held = kept.record["instruments"]
    project.correct(kept.id, "instruments", [*held, {"weapon": "tank", "text": "بلدة"}], "sami")
    answer = client.post(f"/reports/a/events/{kept.id}/set", data=hidden | {"v.weapon": "rocket", "quote": "مدفعية"})
    forms = re.findall(r'name="json" value="([^"]*)"', answer.text)
    both = json.loads(html.unescape(forms[1]))
    assert answer.status_code == 409 and [i["weapon"] for i in both] == [*(i["weapon"] for i in held), "tank", "rocket"]
    last = [m for m in re.findall(r'<form[^>]*/set">(.*?)</form>', answer.text, re.S) if "json" in m][-1]
    data = {n: html.unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', last)}
    assert client.post(f"/reports/a/events/{kept.id}/set", data=data).status_code == 303
    assert [i["weapon"] for i in event_of(project, "a").record["instruments"]] == [i["weapon"] for i in both]


def test_adding_splitting_merging_and_undoing_need_no_script(client: TestClient, project: Project) -> None:
    kept = event_of(project, "a")
    token = {"token": client.token}  # type: ignore[attr-defined]
    answer = client.post("/reports/a/events", data=token | {"type": "displacement", "quote": "يوم الجمعة"})
    added = answer.headers["location"].rpartition("#")[2]
    assert answer.status_code == 303 and event_of(project, "a", "displacement").id == added
    split = form(client.get("/reports/a", params={"event": kept.id, "do": "split"}).text, f"{kept.id}/split")
    parts = {"part.toll.1": "move", "part.places.0": "both", "part.toll.0": "stay"}
    answer = client.post(f"/reports/a/events/{kept.id}/split", data=split | parts | {"type": "shelling"})
    second = answer.headers["location"].rpartition("#")[2]
    assert answer.status_code == 303 and second not in (kept.id, added)
    page = client.get("/reports/a", params={"event": kept.id, "do": "merge"}).text
    other = next(o for o in re.findall(r'name="other" value="([^"]+)"', page) if o.startswith(second))
    merge = form(page, f"{kept.id}/merge")
    assert client.post(f"/reports/a/events/{kept.id}/merge", data=merge | {"other": other}).status_code == 303
    with project.store.reading() as connection:
        assert {k.id: k.state for k in events.of_report(connection, "a")}[second] == "rejected"
    for _ in range(3):
        undo = form(client.get("/reports/a").text, "/reports/a/undo")
        assert client.post("/reports/a/undo", data=undo).status_code == 303
        again = client.post("/reports/a/undo", data=undo)
        assert again.status_code == 303, "taken back already is taken back"
    with project.store.reading() as connection:
        assert [(k.id, k.state, k.record) for k in events.of_report(connection, "a")] == [(kept.id, "proposed", kept.record)]


def test_a_selection_counts_as_browsers_do(client: TestClient, project: Project, tmp_path: Path) -> None:
    text = "😀 قصفت مدفعية الجيش السوري بلدة البارة وقال 🇸🇾 الأهالي"
    (tmp_path / "e.jsonl").write_text(json.dumps({"id": "e", "text": text}) + "\n", encoding="utf-8")
    list(project.add([tmp_path / "e.jsonl"]))
    start = len(text[: text.index("الأهالي")].encode("utf-16-le")) // 2
    data = {"token": client.token, "type": "displacement", "at": f"{start}-{start + 7}"}  # type: ignore[attr-defined]
    assert client.post("/reports/e/events", data=data).status_code == 303
    assert event_of(project, "e", "displacement").record["evidence"]["text"] == "الأهالي"
    for wrong in ("x-3", "5", "900-990", "9999999999999999999-1"):
        assert client.post("/reports/e/events", data=data | {"at": wrong}).status_code == 400


def test_a_report_is_reviewed_and_opened_again(client: TestClient, project: Project) -> None:
    assert "/reports/a/reviewed" not in client.get("/reports/a").text
    project.accept(event_of(project, "a").id, "noor")
    hidden = form(client.get("/reports/a").text, "/reports/a/reviewed")
    assert client.post("/reports/a/reviewed", data=hidden).status_code == 303
    assert client.post("/reports/a/reviewed", data=hidden).status_code == 303, "said twice is said once"
    with project.store.reading() as connection:
        assert reports.known(connection, "a").state == "reviewed"
        assert [e.action for e in audit.entries(connection, "report:a")].count("report.review") == 1
    assert client.post("/reports/a/reopened", data=form(client.get("/reports/a").text, "/reports/a/reopened")).status_code == 303
    with project.store.reading() as connection:
        assert reports.known(connection, "a").state == "in_review"


def test_what_others_did_since_is_told(client: TestClient, project: Project) -> None:
    seq = int(re.search(r'data-seq="(\d+)"', client.get("/reports/a").text)[1])  # type: ignore[index]
    kept = event_of(project, "a")
    assert client.get(f"/reports/a/changes?since={seq}").json() == {"seq": seq, "here": []}
    project.accept(kept.id, "sami")
    project.accept(event_of(project, "c").id, "sami")
    told = client.get(f"/reports/a/changes?since={seq}").json()
    assert list(told["events"]) == [kept.id] and 'data-state="accepted"' in told["events"][kept.id]
    assert [(e["who"], e["action"], e["event"]) for e in told["by"]] == [("sami", "event.accept", kept.id)]
    assert told["ids"] == [kept.id] and client.get("/reports/nowhere/changes").status_code == 404


# What is hostile, gone, large ----------------------------------------------------------------------------------------------------

BAD = "\"><img src=x onerror=alert(1)>'`<script>alert(1)</script>{{7*7}}"


def test_nothing_in_a_report_is_taken_for_markup(client: TestClient, project: Project, tmp_path: Path) -> None:
    source = tmp_path / "<img src=x onerror=alert(2)>.jsonl"
    row = {"id": "x/../<b>", "text": f"{BAD} \u202eقصفت مدفعية الجيش السوري بلدة البارة\u2066", "title": BAD, "outlet": BAD}
    source.write_text(json.dumps(row | {"url": "javascript:alert(3)"}) + "\n", encoding="utf-8")
    assert [o.what for o in project.add([source])] == ["added"]
    kept = event_of(project, "x/../<b>")
    project.correct(kept.id, "status", "possible", BAD, why=BAD)
    with project.store.writing("t") as change:
        claims.take(change.connection, "x/../<b>", BAD)
        change.record("claim", "report:x/../<b>")
    for query in ("", f"?event={kept.id}&do=edit&field=places&q={quote(BAD)}", f"?event={kept.id}&do=split&next={quote(BAD)}"):
        body = client.get(f"/reports/{quote('x/../<b>', safe='')}{query}").text
        assert "<img" not in body and "<script>" not in body and "{{7*7}}" in body
        assert "\u202e" not in body and "\u2066" not in re.search(r'class="piece".*?</p>', body, re.S)[0]  # type: ignore[index]
        assert 'href="javascript' not in body


def test_a_redacted_report_says_so_and_takes_no_decision(client: TestClient, project: Project) -> None:
    kept = event_of(project, "a")
    with project.store.writing("noor") as change:
        redact_report(change, project.coder, "a", "asked for")
    body = client.get("/reports/a").text
    assert "were destroyed" in body and "/accept" not in body and "/set" not in body and 'id="text"' not in body
    answer = client.post(f"/reports/a/events/{kept.id}/accept", data={"token": client.token, "state": "proposed", "mark": ""})  # type: ignore[attr-defined]
    assert answer.status_code in (404, 409)


def test_a_report_of_many_events_comes_in_pages(client: TestClient, project: Project, tmp_path: Path) -> None:
    text = "\n".join(f"قصفت مدفعية الجيش السوري بلدة البارة فقتل {n} مدنيين في اليوم {n} من الشهر." for n in range(3, 70))
    (tmp_path / "m.jsonl").write_text(json.dumps({"id": "m", "text": text}) + "\n", encoding="utf-8")
    list(project.add([tmp_path / "m.jsonl"]))
    with project.store.reading() as connection:
        ids = [k.id for k in events.of_report(connection, "m")]
    assert len(ids) > 60
    first, second = client.get("/reports/m").text, client.get("/reports/m?from=51").text
    assert re.findall(r'<li id="(ev_\w+)"', first) == ids[:50] and re.findall(r'<li id="(ev_\w+)"', second) == ids[50:100]
    assert re.findall(r'<li id="(ev_\w+)"', client.get(f"/reports/m?event={ids[55]}").text) == ids[50:100]
    assert client.get("/reports/m?from=-3").status_code == client.get("/reports/m?from=99999999").status_code == 200


@pytest.mark.parametrize("long", ["سطر طويل\n" * 9000, "كلمة " * 9000, "ا" * 50_000, "😀 " * 30_000])
def test_a_long_text_is_cut_between_words_alone_and_nothing_is_lost(long: str) -> None:
    units = Units(long)
    made = pieces(long, units)
    assert "".join(p.text for p in made) == harmless(long) and len(made) > 1
    assert all(p.start == len("".join(q.text for q in made[:n]).encode("utf-16-le")) // 2 for n, p in enumerate(made))
    assert all(p.text[-1].isspace() for p in made[:-1]) or " " not in long


def test_everything_is_said_in_arabic_too(client: TestClient, project: Project) -> None:
    kept = event_of(project, "a")
    for query in ("", f"?event={kept.id}&do=edit&field=places", f"?event={kept.id}&do=edit&field=toll", f"?event={kept.id}&do=split"):
        body = client.get(f"/reports/a{query}{'&' if query else '?'}lang=ar").text
        seen = re.sub(r"<(script|style|textarea|bdi)[^>]*>.*?</\1>|<[^>]*>|&\w+;|&#\d+;", " ", body, flags=re.S)
        assert not [
            w for w in re.findall(r"[A-Za-z]{3,}", seen) if w not in ("English", "Enter", "SYR", "JSON", "RUS", "reports", "jsonl")
        ], query
