"""The table of events, one event, and the files that leave by address."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from fastapi.testclient import TestClient
from tests.web.members import asked_by

from rasid.project.project import Project
from rasid.store import events
from rasid.web.access import Right
from rasid.web.workplace import Workplace


def ids(page: str) -> list[str]:
    return re.findall(r'<tr id="(ev_[0-9a-f]+)"', page)


def test_newest_first_and_in_codes_alone(client: TestClient) -> None:
    page = client.get("/events").text
    days = re.findall(r'<span dir="ltr">(\d{4}-\d\d-\d\d)</span>', page)
    assert len(ids(page)) >= 4 and days == sorted(days, reverse=True)
    assert "قصفت مدفعية" not in page and "عنوان" not in page
    assert len(ids(client.get("/events?type=shelling&area=SYR/Idlib&killed=5").text)) == 1
    assert "No event fits" in client.get("/events?type=torture").text
    assert client.get("/events?after=nonsense").status_code == 400


def test_one_event_says_where_it_comes_from(client: TestClient, project: Project) -> None:
    (id_,) = ids(client.get("/events?type=arrest").text)
    project.accept(id_, "salma", "seen <twice>")
    page = client.get(f"/events/{id_}").text
    for told in ("Arrest", "Syrian Democratic Forces", "Raqqa", 'href="/reports/c', "salma", "seen &lt;twice&gt;", "Coded by rules"):
        assert told in page, told
    arabic = client.get(f"/events/{id_}?lang=ar").text
    assert "قوات سوريا الديمقراطية" in arabic and "كلمات التقرير" in arabic
    assert client.get("/events/ev_none").status_code == 404


def test_places_and_sources_by_their_names(client: TestClient, project: Project) -> None:
    with project.store.reading() as connection:
        id_ = events.of_report(connection, "a")[0].id
    project.correct(id_, "sources", [{"id": "s9", "text": "مدفعية", "stance": "reports"}], "salma")
    page = client.get(f"/events/{id_}").text
    assert "<bdi>s9" not in page and "\u2068مدفعية\u2069 (reports)" in page
    for language, land in (("ar", "سوريا"), ("en", "Syria")):
        for address in ("/events", "/explore"):
            page = client.get(f"{address}?lang={language}").text
            assert f'<bdi class="soft">{land}</bdi>' in page and ">SYR<" not in page, address


def test_files_are_offered_to_who_may_have_them(work: Workplace) -> None:
    for rights, there in (((Right.READ,), False), ((Right.READ, Right.PUBLISH), True)):
        with TestClient(asked_by(work, "omar", *rights)) as made:
            assert ("/events.csv" in made.get("/events").text) == there == (made.get("/events.csv").status_code == 200)


def test_files_pass_the_policy(client: TestClient, project: Project) -> None:
    answer = client.get("/events.csv?type=shelling&profile=internal")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 2 and answer.headers["content-disposition"].startswith("attachment")
    lines = [json.loads(line) for line in client.get("/events.json?type=shelling&profile=internal").text.splitlines()]
    assert len(lines) == 1 and len(lines[0]["accounts"]) == 2
    assert client.get("/events.geojson?type=shelling").json()["type"] == "FeatureCollection"
    public = client.get("/events.csv?type=shelling&profile=public")
    assert len(list(csv.DictReader(io.StringIO(public.text)))) == 0 and int(public.headers["x-rasid-held-back"]) == 1


@pytest.mark.parametrize("address", [f"/{what}.{ending}" for what in ("events", "incidents") for ending in ("json", "csv", "geojson")])
def test_a_file_that_names_no_profile_is_public(client: TestClient, address: str) -> None:
    """Nothing is reviewed, so nothing may leave: a download that is passed on holds no more than anybody may have."""
    plain, public, whole = (client.get(address + asked) for asked in ("", "?profile=public", "?profile=internal"))
    assert plain.content == public.content != whole.content
    assert int(plain.headers["x-rasid-held-back"]) > 0 == int(whole.headers["x-rasid-held-back"])


def test_no_file_of_more_than_was_meant(client: TestClient) -> None:
    assert client.get("/events.csv?type=nonsense").status_code == 400
    assert client.get("/events.exe").status_code == 400
    assert client.get("/events.csv?profile=../../x").status_code == 400


def test_no_option_of_a_command_is_named(client: TestClient) -> None:
    for address in ("/events?after=nonsense", "/events.csv?profile=none"):
        answer = client.get(address)
        assert answer.status_code == 400 and "--" not in answer.text.partition("<main")[2], address
