"""The table of incidents and the page of one: accounts side by side, figures with their rules, proposed merges, data through the policy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from tests.web.members import asked_by

from rasid.project import linked
from rasid.project.project import Project
from rasid.store.filtering import Filters
from rasid.store.querying_incidents import query_incidents
from rasid.web.access import Right
from rasid.web.workplace import Workplace

STRIKE = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة."
DOES = ("merge", "part", "split", "untie")


def ids(page: str) -> list[str]:
    return re.findall(r'<tr role="row" id="(in_[0-9a-f]+)"', page)


def ask(client: TestClient, path: str, data: dict[str, str | list[str]]) -> Response:
    return client.post(path, data={"token": client.token, **data})  # type: ignore[attr-defined]


@pytest.fixture
def strike(project: Project) -> str:
    """The incident of two accounts."""
    with project.store.reading() as connection:
        return next(i.id for i in query_incidents(connection, Filters()).rows if i.accounts == 2)


def test_newest_first_in_codes_alone(client: TestClient, strike: str) -> None:
    page = client.get("/incidents").text
    assert len(ids(page)) == 3 and ids(page)[-1] == strike
    assert "Shelling" in page and ">3–5</bdi>" in page and ">2<" in page
    assert "قصفت مدفعية" not in page and "عنوان" not in page


def test_filters_and_paging(client: TestClient, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(ids(client.get("/incidents?type=arrest").text)) == 1
    assert len(ids(client.get("/incidents?killed=4").text)) == 1
    assert "No incident fits" in client.get("/incidents?type=torture").text
    assert "no such type" in client.get("/incidents?type=nonsense").text
    monkeypatch.setattr("rasid.web.pages.incidents.ROWS", 2)
    first = client.get("/incidents").text
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more is not None
    rest = client.get(more[1].replace("&amp;", "&")).text
    assert len(ids(first)) == 2 and len(ids(rest)) == 1 and not set(ids(first)) & set(ids(rest))


@pytest.mark.parametrize("form", ("json", "csv", "geojson"))
def test_what_nobody_has_checked_stays(client: TestClient, project: Project, strike: str, form: str) -> None:
    """The addresses give what the public profile lets out; the internal one is for who may publish."""
    answer = client.get(f"/incidents.{form}")
    assert answer.status_code == 200 and answer.headers["x-rasid-held-back"] == "3" and strike not in answer.text
    whole = client.get(f"/incidents.{form}?profile=internal&type=shelling")
    assert strike in whole.text and whole.headers["x-rasid-held-back"] == "0"
    if form != "csv":
        assert len(json.loads(whole.text)["incidents" if form == "json" else "features"]) == 1
    assert client.get(f"/incidents.{form}?profile=none-such").status_code == 400
    assert client.get(f"/incidents.{form}?type=nonsense").status_code == 400, "no file that holds more than was asked for"


def test_a_file_too_long_says_where_it_goes_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.web.pages.incidents.MOST", 2)
    monkeypatch.setattr("rasid.web.pages.incidents.PAGE", 1)
    first = client.get("/incidents.json?profile=internal")
    rest = client.get(first.json()["next"])
    assert first.headers["link"] == f'<{first.json()["next"]}>; rel="next"' and "link" not in rest.headers
    told = [i["incident"]["id"] for answer in (first, rest) for i in answer.json()["incidents"]]
    assert len(told) == 3 == len(set(told)) and rest.json()["next"] is None


def test_names_are_no_markup(client: TestClient, project: Project, tmp_path: Path) -> None:
    row = {"id": "<i>x</i>", "published": "2024-06-01", "outlet": '"><script>alert(1)</script>', "text": STRIKE}
    (tmp_path / "x.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    assert [o.what for o in project.add([tmp_path / "x.jsonl"])] == ["added"]
    with project.store.reading() as connection:
        (found,) = query_incidents(connection, Filters(since="2024-05-20")).rows
    for path in (f"/incidents/{found.id}", f"/incidents/{found.id}/why?of=place", "/audit", "/incidents"):
        page = client.get(path).text
        assert "<script>alert" not in page and "<i>x" not in page, path


def test_accounts_side_by_side(client: TestClient, strike: str) -> None:
    page = client.get(f"/incidents/{strike}").text
    assert "شبكة الشمال" in page and "وكالة الوادي" in page and 'href="/reports/a?event=' in page
    assert "sources differ: the latest reliable figure" in page and "Syrian Arab Army" in page and "told as a fact" in page
    assert page.count('name="event" value="ev_') == 2 and "<svg viewBox" in page and "1·2" in page
    assert "قصفت مدفعية" not in page, "codes, not prose"
    arabic = client.get(f"/incidents/{strike}?lang=ar").text
    assert "الروايات جنباً إلى جنب" in arabic and "told as a fact" not in arabic
    assert client.get("/incidents/in_0000000000000000").status_code == 404


def test_what_contradicts_is_a_sentence(client: TestClient, project: Project, strike: str, tmp_path: Path) -> None:
    more = {
        "id": "z",
        "published": "2024-03-10",
        "outlet": "صوت القرية",
        "text": "قصفت مدفعية الجيش السوري الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل 19 مدنيا.",
    }
    (tmp_path / "z.jsonl").write_text(json.dumps(more, ensure_ascii=False), encoding="utf-8")
    list(project.add([tmp_path / "z.jsonl"]))
    page = client.get(f"/incidents/{strike}", follow_redirects=True).text
    assert "The figures for killed do not meet: one account tells 3, another 19." in page


def test_split_merge_undo_and_old_ids(client: TestClient, project: Project, strike: str) -> None:
    with project.store.reading() as connection:
        one, two = (m.id for m in linked.members(connection, strike))
    split = ask(client, f"/incidents/{strike}/split", {"event": one, "why": "يوم آخر"})
    assert split.status_code == 303
    left = client.get(split.headers["location"]).text
    assert f'value="{one}"' not in left and "noor parted" in left and "يوم آخر" in left
    with project.store.reading() as connection:
        homes = linked.homes(connection, [one, two])
    assert len(set(homes.values())) == 2 and split.headers["location"] == f"/incidents/{homes[two]}"
    merged = ask(client, f"/incidents/{homes[two]}/merge", {"typed": str(homes[one])})
    assert merged.status_code == 303
    page = client.get(merged.headers["location"]).text
    assert page.count('name="event" value="ev_') == 2 and "noor merged" in page
    gone = next(h for h in homes.values() if not merged.headers["location"].endswith(str(h)))
    assert client.get(f"/incidents/{gone}").headers["location"] == merged.headers["location"]
    seq = re.search(r'name="seq" value="(\d+)"', page)
    assert seq is not None
    undone = ask(client, f"{merged.headers['location']}/untie", {"seq": seq[1], "why": ""})
    assert undone.status_code == 303
    again = ask(client, f"{merged.headers['location']}/untie", {"seq": seq[1]})
    assert again.status_code == 409 and "Nothing was changed" in again.text


def test_nothing_without_a_choice_or_the_right(client: TestClient, work: Workplace, strike: str) -> None:
    assert ask(client, f"/incidents/{strike}/split", {}).status_code == 409
    assert ask(client, f"/incidents/{strike}/merge", {}).status_code == 409
    assert client.post(f"/incidents/{strike}/merge", data={"typed": "in_1"}).status_code == 403


def test_a_reader_only_reads(work: Workplace, strike: str) -> None:
    """Without the rights to link, publish or audit: no forms, no file for the house, no log."""
    with TestClient(asked_by(work, "rami", Right.READ), headers={"accept-language": "en"}, follow_redirects=False) as reader:
        page = reader.get(f"/incidents/{strike}").text
        assert "Accounts side by side" in page and 'name="event"' not in page and "Merge" not in page
        token = {"token": work.token("rami")}
        assert {reader.post(f"/incidents/{strike}/{what}", data=token | {"apart": "x", "seq": "1"}).status_code for what in DOES} == {403}
        assert reader.get("/incidents.csv").status_code == 200
        assert reader.get("/incidents.csv?profile=internal").status_code == 403
        assert "profile=internal" not in reader.get("/incidents").text
        assert {reader.get(path).status_code for path in ("/audit", "/audit/verify", "/audit/head.json", "/why/1")} == {403}
        assert reader.get(f"/incidents/{strike}/why?of=killed.best").status_code == 200
