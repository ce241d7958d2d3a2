"""Anything by its name."""

from __future__ import annotations

import re
from urllib.parse import quote

import sqlalchemy as sa
from fastapi.testclient import TestClient

from rasid.project.project import Project
from rasid.store import events, schema
from rasid.web.speech import Speech


def lines(client: TestClient, typed: str, **more: str) -> list[str]:
    page = client.get("/find", params={"q": typed, **more}).text
    return re.findall(r'<li><a href="([^"]+)"><bdi>', page)


def test_nothing_typed_offers_the_pages(client: TestClient) -> None:
    assert {"/queue", "/events", "/explore", "/codebook", "/audit"} <= set(lines(client, ""))


def test_a_page_goes_by_its_name_in_both_languages(client: TestClient) -> None:
    assert lines(client, "incid")[0] == "/incidents"
    arabic = Speech("ar")("Incidents")
    assert lines(client, arabic)[0] == "/incidents" == lines(client, arabic[:-1], lang="ar")[0]


def test_reports_by_words_by_a_word_begun_and_by_id(client: TestClient) -> None:
    assert set(lines(client, "البارة")) >= {"/reports/a", "/reports/b"}
    assert "/reports/d" in lines(client, "مظاهرة السوي")
    assert lines(client, "c") == ["/reports/c"] or "/reports/c" in lines(client, "c")


def test_a_report_is_called_as_the_queue_calls_it(client: TestClient) -> None:
    page = client.get("/find", params={"q": "عنوان"}).text
    assert "/reports/a" in page and "شبكة الشمال" in page
    assert "عنوان a" not in page and "قصفت" not in page, "lists show no words of reports"


def test_parties_places_sources_and_types_in_both_scripts(client: TestClient) -> None:
    party = "/parties/syrian-democratic-forces"
    assert party in lines(client, "قسد") and party in lines(client, "Democratic Forces")
    assert any(a.startswith("/places/") for a in lines(client, "Raqqa"))
    assert any(a.startswith("/sources/") for a in lines(client, "المرصد السوري"))
    assert "/codebook#air_strike" in lines(client, "air str") and "/codebook#air_strike" in lines(client, "غارة")


def test_events_and_incidents_by_their_ids(client: TestClient, project: Project) -> None:
    with project.store.reading() as connection:
        kept = events.of_report(connection, "a")[0]
        incident = connection.execute(sa.select(schema.incidents.c.id)).scalars().first()
    assert f"/events/{kept.id}" in lines(client, kept.id)
    assert f"/incidents/{quote(str(incident), safe='')}" in lines(client, str(incident))
    assert not [a for a in lines(client, "ev_00000000") if a.startswith("/events/")]


def test_kept_filters_are_ones_own(client: TestClient, project: Project) -> None:
    project.keep_filter("شهر الغارات", "type=air_strike", "noor")
    project.keep_filter("شهر الاعتقالات", "type=arrest", "salma")
    assert [a for a in lines(client, "شهر") if a.startswith("/queue?")] == ["/queue?type=air_strike"]


def test_signs_letters_and_length_break_nothing(client: TestClient) -> None:
    for typed in ("-", '"', "*", "ق", "OR", "<script>", "ا" * 900, "a\x00b", "%' --"):
        answer = client.get("/find", params={"q": typed})
        assert answer.status_code == 200 and "<script>a" not in answer.text
    assert "Nothing bears this name" in client.get("/find", params={"q": "-"}).text


def test_a_part_is_the_groups_alone(client: TestClient) -> None:
    answer = client.get("/find", params={"q": "queue"}, headers={"x-rasid-part": "1"})
    assert answer.text.lstrip().startswith('<div class="groups">') and "<html" not in answer.text
    assert "x-rasid-part" in answer.headers["vary"]
