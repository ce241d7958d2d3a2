"""The exploring page: one filter for all its views, every brush an address, nothing that needs a script."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from rasid.project.project import Project
from rasid.store.cube import asking
from rasid.web.explore.brushes import bounds, shade
from rasid.web.explore.timeline import day_of, number_of


def links(page: str, key: str) -> list[str]:
    """Where the brushes of this key lead."""
    return [unescape(m[1]) for m in re.finditer(rf'<a href="([^"]*)" data-brush="{re.escape(key)}"', page)]


def told(client: TestClient, query: str = "") -> dict:  # type: ignore[type-arg]
    answer = client.get(f"/explore/data?{query}")
    assert answer.status_code == 200
    return answer.json()["figures"]  # type: ignore[no-any-return]


def test_every_view_tells_the_same_events(client: TestClient) -> None:
    page = client.get("/explore").text
    figures = told(client)
    assert f"<strong>{figures['events']} events</strong>" in page and figures["reports"] == 4
    assert dict(figures["type"]["rows"])["shelling"] == 2 and dict(figures["province"]["rows"])["SYR/Idlib"] == 2
    assert ["syrian-army", "civilians"] in [pair[:2] for pair in figures["pairs"]] or not figures["pairs"]
    assert sum(count for _, count in figures["times"]) + figures["coarse"] + figures["undated"] == figures["events"]
    for part in ('class="ground"', 'class="time"', 'class="matrix"', "Shelling", "Suwayda", "by week", "proposed"):
        assert part in page, part
    assert "قصفت مدفعية" not in page and "عنوان" not in page, "codes alone: no words of a report"


def test_a_brush_is_an_address_and_narrows_all(client: TestClient) -> None:
    page = client.get("/explore").text
    (address,) = links(page, "type:shelling")
    assert address == "/explore?type=shelling"
    narrowed = client.get(address).text
    assert "<strong>2 events</strong>" in narrowed and 'data-brush="area:SYR/Raqqa"' not in narrowed
    assert links(narrowed, "type:shelling") == ["/explore", "/explore"], "the chip and the bar take it back"
    assert links(narrowed, "type:arrest") == ["/explore?type=shelling&type=arrest"], "what else could be chosen still shows"
    (idlib,) = links(narrowed, "area:SYR/Idlib")
    assert "<strong>2 events</strong>" in client.get(idlib).text
    assert told(client, "area=SYR/Idlib")["dots"], "the places of a province"
    assert told(client, "area=SYR/Raqqa&type=shelling")["events"] == 0
    assert "No event fits" in client.get("/explore?type=torture").text


def test_the_page_finds_what_the_table_of_events_finds(client: TestClient) -> None:
    for query in (
        *("type=shelling", "area=SYR/Idlib", "since=2024-04-01&until=2024-04-30", "party=syrian-army", "by=syrian-army", "killed=5"),
        *("text=مظاهرة", "weapon=artillery", "outlet=شبكة الشمال", "state=proposed"),
    ):
        rows = re.findall(r'<tr id="(ev_[0-9a-f]+)"', client.get(f"/events?{query}").text)
        figures = told(client, query)
        assert figures["rows"] == rows and figures["events"] == len(rows) > 0, query


def test_one_request_brings_every_part(client: TestClient) -> None:
    parts = client.get("/explore/data?parts=1&type=shelling&lang=ar").json()["parts"]
    assert set(parts) == {"head", "map", "parties", "time", "charts", "rows"}
    assert "حدثان" in parts["head"] and "<script" not in "".join(parts.values())
    assert not re.search(r"\sstyle=|\son\w+=", "".join(parts.values()))


def test_what_makes_no_sense_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    page = client.get("/explore?weapon=spoon&area=nowhere&since=2024-13-01&each=century").text
    assert "There is no such weapon" in page and "There is no such area" in page and "A day is written as" in page
    hostile = client.get('/explore?outlet="><script>alert(1)</script>&source=<b>').text
    assert "<script>alert" not in hostile and "<b>" not in hostile
    monkeypatch.setattr(asking, "TEXT_MOST", 0)
    assert "too many to explore" in client.get("/explore?text=قصف").text


def test_it_keeps_up_with_decisions(client: TestClient, project: Project) -> None:
    before = told(client)
    project.accept(before["rows"][0], "salma")
    assert dict(told(client)["state"]["rows"]).get("accepted") == 1
    project.reject(before["rows"][1], "salma", "not told so")
    assert told(client)["events"] == before["events"] - 1


def test_while_the_events_come_in_the_page_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    cube = client.app.state.workplace.exploring  # type: ignore[attr-defined]
    monkeypatch.setattr(cube, "ready", lambda _: False)
    assert "being counted for the first time" in client.get("/explore").text
    assert client.get("/explore/data").status_code == 202


def test_shades_and_stretches() -> None:
    assert [shade(n, 100) for n in (0, 1, 9, 100)] == [0, 1, 2, 5]
    for most in (1, 2, 7, 100, 98_765):
        made = bounds(most)
        assert made[0][1] == 1 and made[-1][2] == most and all(b[1] == a[2] + 1 for a, b in pairwise(made))
        assert all(shade(first, most) == shade(last, most) == n for n, first, last in made), most
    for stretch, label in (("day", "2024-02-29"), ("week", "2024-02-26"), ("month", "2024-02")):
        assert day_of(number_of(label, stretch), stretch) == (f"{label}-01" if stretch == "month" else label)


def counts(body: str) -> dict[str, int]:
    return {row[0]: int(row[-1]) for row in list(csv.reader(io.StringIO(body)))[1:]}


def test_files_of_views_hold_the_counts(client: TestClient) -> None:
    figures = told(client)
    for chart, part in (("type", "type"), ("map", "province"), ("weapon", "weapon"), ("state", "state")):
        body = client.get(f"/explore/{chart}.csv?profile=internal").text
        assert counts(body) == dict(figures[part]["rows"]), chart
    assert client.get("/explore/time.csv?profile=internal&each=month").text.startswith("month,events\n2024-03,")
    one = counts(client.get("/explore/type.csv?profile=internal&type=shelling").text)
    assert one == {"shelling": 2}, "a file holds what is brushed alone"
    features = client.get("/explore/map.geojson?profile=internal").json()["features"]
    assert {f["properties"]["area"] for f in features} >= {"SYR/Idlib", "SYR/Raqqa"} and all(f["geometry"] for f in features)
    drawing = client.get("/explore/map.svg?profile=internal&lang=ar").text
    assert drawing.startswith("<svg xmlns") and "<a " not in drawing and "<circle" not in drawing and "إدلب" in drawing
    assert client.get("/explore/time.svg?profile=internal").text.startswith("<svg")


def test_no_file_holds_more_than_the_policy_lets_out(client: TestClient, project: Project) -> None:
    """Nothing is reviewed: whoever names no profile gets no count, of whatever view."""
    for chart in ("time", "map", "pair", "type", "weapon", "source"):
        answer = client.get(f"/explore/{chart}.csv")
        assert counts(answer.text) == {} and int(answer.headers["x-rasid-held-back"]) > 0, chart
    assert client.get("/explore/state.csv").status_code == 400, "how far the review is stays in the house"
    for id_ in re.findall(r'<tr id="(ev_[0-9a-f]+)"', client.get("/events?type=shelling").text):
        project.accept(id_, "salma")
    assert counts(client.get("/explore/type.csv").text) == {"shelling": 1}, "an incident of two accounts is one"
    assert counts(client.get("/explore/map.csv").text) == {"SYR/Idlib": 1}
    note = client.get("/explore/type.svg").text
    assert "Incidents that the profile “public” lets out, 1 in all." in note and "Arrest" not in note


def test_files_that_are_none(client: TestClient) -> None:
    for address in ("nothing.csv", "type.exe", "type.geojson", "type.csv?type=nonsense", "type.csv?profile=../../x"):
        assert client.get(f"/explore/{address}").status_code == 400, address


def test_a_view_says_how_to_cite_it(client: TestClient) -> None:
    page = unescape(client.get("/explore?type=shelling").text)
    assert "project: Over time (Type: " in page and "2 events in 2 reports" in page and "http://testserver/explore?type=shelling" in page


def test_background_pictures_only_where_whoever_runs_the_server_asks(client: TestClient) -> None:
    plain = client.get("/explore")
    assert "<image" not in plain.text and "img-src 'self' data:" in plain.headers["content-security-policy"]
    client.app.state.workplace.tiles = "https://tiles.example.org/{z}/{x}/{y}.png"  # type: ignore[attr-defined]
    tiled = client.get("/explore?area=SYR")
    places = re.findall(r'<image href="https://tiles\.example\.org/(\d+)/(\d+)/(\d+)\.png"', tiled.text)
    z = int(places[0][0])
    x = int((38.0 + 180) / 360 * 2**z)  # the middle of Syria
    assert len(places) < 40 and (str(z), str(x)) in {p[:2] for p in places}
    assert (
        "img-src 'self' https://tiles.example.org data:" in tiled.headers["content-security-policy"]
        and "tiles.example.org, which" in tiled.text
    )
    assert "tiles.example.org" not in client.get("/queue").headers["content-security-policy"]
