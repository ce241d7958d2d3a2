"""The review page without a browser: the text beside its events, decisions by forms, conflicts, what is hostile shown harmlessly."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rasid.project.project import Project
from rasid.store import events, reports
from rasid.web.review.offsets import Units


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
