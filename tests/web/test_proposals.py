"""Proposals through the pages: from the form to the data, without a script; who may, what is hostile, what two do at once."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from tests.web.members import asked_by

from rasid.project.project import Project
from rasid.store import events
from rasid.web.access import Right
from rasid.web.knowledge import forms
from rasid.web.knowledge.jobs import jobs
from rasid.web.workplace import Workplace

NASTY = "<img src=x onerror=alert(1)>"
SOURCE = {"kind_of_proposal": "source", "ar": "شبكة الوادي البعيد", "en": "Far Valley Network", "kind": "local-activists", "country": "SYR"}
ALIAS = {"kind_of_proposal": "alias", "of": "party", "id": "russian-air-force", "alias": "مدفعية الجيش السوري"}  # to see something change


def ask(client: TestClient, path: str, **data: str) -> Response:
    return client.post(path, data={"token": client.token, **data})  # type: ignore[attr-defined]


def finished(work: Workplace, name: str) -> None:
    end = time.monotonic() + 120
    while (job := jobs(work).get(name)) is None or job.running:
        assert time.monotonic() < end, name
        time.sleep(0.05)
    assert job.state == "done", job.problem


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def actors(project: Project, report_id: str) -> set[str | None]:
    with project.store.reading() as connection:
        return {i["actor"] for k in events.of_report(connection, report_id) for i in k.record["initiators"]}


def test_a_name_is_proposed_looked_at_taken_in_and_taken_out(client: TestClient, work: Workplace, project: Project) -> None:
    assert 'value="russian-air-force"' in client.get("/proposals/new?teach=alias&of=party&id=russian-air-force").text
    address = ask(client, "/proposals", **ALIAS, said="لأن التقارير تسميه كذلك").headers["location"]
    page = client.get(address).text
    assert "مدفعية الجيش السوري" in page and "لأن التقارير تسميه كذلك" in page and 'name="seen"' not in page
    assert ask(client, f"{address}/approve", seen="x").status_code == 409, "nobody approves what was not looked at"
    assert ask(client, f"{address}/look").headers["location"] == address
    finished(work, "rehearse 1")
    page = client.get(address).text
    assert "1 report would change" in page and 'href="/reports/a"' in page and "by whom" in page and "قصفت" not in page
    assert "russian-air-force" not in actors(project, "a")
    assert client.get(f"{address}.json").json()["rehearse"]["state"] == "done"
    assert ask(client, f"{address}/approve", seen=seen(page)).status_code == 303
    finished(work, "take 1")
    assert "russian-air-force" in actors(project, "a") and "1 report was coded anew" in client.get(address).text
    assert (
        "this project&#39;s data" in client.get("/parties/russian-air-force").text
        and "مدفعية الجيش السوري" in client.get("/parties/russian-air-force").text
    )
    back = ask(client, f"{address}/undo", said="خطأ").headers["location"]
    ask(client, f"{back}/look")
    finished(work, "rehearse 2")
    ask(client, f"{back}/approve", seen=seen(client.get(back).text))
    finished(work, "take 2")
    assert "russian-air-force" not in actors(project, "a") and "built in" in client.get("/parties/russian-air-force").text


def test_the_second_of_two_who_decide_is_told(client: TestClient, work: Workplace, project: Project) -> None:
    address = ask(client, "/proposals", **SOURCE).headers["location"]
    ask(client, f"{address}/look")
    finished(work, "rehearse 1")
    mark = seen(client.get(address).text)
    project.refuse_proposal(1, "salma", "مصدر لا يذكره أحد")
    answer = ask(client, f"{address}/approve", seen=mark)
    assert answer.status_code == 409 and "salma" in answer.text and "مصدر لا يذكره أحد" in answer.text
    assert ask(client, f"{address}/refuse", why="أنا أيضاً").status_code == 409 and not project.store.layer.exists()


def test_a_look_over_other_data_is_no_look(client: TestClient, work: Workplace, project: Project) -> None:
    address = ask(client, "/proposals", **SOURCE).headers["location"]
    ask(client, f"{address}/look")
    finished(work, "rehearse 1")
    mark = seen(client.get(address).text)
    (project.store.layer / "world/sources").mkdir(parents=True)
    (project.store.layer / "world/sources/own.yaml").write_text(
        "- {id: x, names: {en: X, ar: خبر}, kind: ngo, country: null, party: null}\n"
    )
    assert "find out anew" in client.get(address).text and 'name="seen"' not in client.get(address).text
    assert ask(client, f"{address}/approve", seen=mark).status_code == 409


def test_what_does_not_hold_comes_back_with_what_was_typed(client: TestClient) -> None:
    answer = ask(client, "/proposals", **SOURCE | {"en": "", "country": "Syria"})
    assert answer.status_code == 400 and "This is needed." in answer.text and "Three capitals" in answer.text
    assert "شبكة الوادي البعيد" in answer.text
    answer = ask(client, "/proposals", **SOURCE | {"ar": "شبكـــة الوادي"})
    assert answer.status_code == 400 and "tatweel" in answer.text and "Nothing was kept." in answer.text
    answer = ask(client, "/proposals", **SOURCE | {"en": "Reuters", "id": "reuters"})
    assert answer.status_code == 400 and "already" in answer.text
    assert ask(client, "/proposals", kind_of_proposal="removal").status_code == 422
    assert "0 wait" in client.get("/proposals").text


def test_what_is_hostile_stands_as_letters(client: TestClient) -> None:
    ask(client, "/proposals", **SOURCE | {"ar": NASTY, "en": NASTY, "id": "far"}, said=NASTY)
    ask(client, "/proposals/1/refuse", why=NASTY)
    for path in (
        "/proposals",
        "/proposals/1",
        f"/proposals/new?teach=source&en={NASTY}&said={NASTY}",
        f"/proposals/new?teach=alias&of=party&id={NASTY}",
    ):
        answer = client.get(path)
        assert answer.status_code == 200 and "<img" not in answer.text and "&lt;img" in answer.text
    assert client.get("/proposals/99").status_code == 404 and client.get("/proposals/x").status_code == 422


@pytest.fixture
def reader(work: Workplace) -> Iterator[TestClient]:
    """Somebody who may read and teach, and not approve."""
    with TestClient(asked_by(work, "noor", Right.READ, Right.TEACH), headers={"accept-language": "en"}, follow_redirects=False) as made:
        made.token = work.token("noor")  # type: ignore[attr-defined]
        yield made


def test_who_may_not_approve_sees_no_button_and_is_refused(reader: TestClient) -> None:
    address = ask(reader, "/proposals", **SOURCE).headers["location"]
    page = reader.get(address).text
    assert "/approve" not in page and "/refuse" not in page and "/look" not in page
    for what in ("look", "approve", "refuse", "recode"):
        assert ask(reader, f"{address}/{what}", why="x").status_code == 403


def test_in_arabic(client: TestClient) -> None:
    for kind in forms.FIELDS:
        page = client.get(f"/proposals/new?teach={kind}&lang=ar").text
        assert "اقترح" in page and "Propose" not in page and "needed" not in page
    ask(client, "/proposals", **SOURCE)
    page = client.get("/proposals/1?lang=ar").text
    assert "بانتظار الاعتماد" in page and "استعلم عمّا سيتغير" in page and "Proposed by" not in page


def test_entries_are_those_that_the_command_makes() -> None:
    said = forms.said_of("verb", {"verb": "دكدك", "root": "دكدك", "form": "q1", "type": "strike", "frame": "attack", "masdar": " "})
    assert (
        not forms.missing("verb", said)
        and forms.entry_of("verb", said)["root"] == "د ك د ك"
        and forms.entry_of("verb", said)["form"] == "q1"
    )
    said = forms.said_of("place", {"ar": "قرية", "lat": "35.93", "lon": "36.63", "kind": "village", "aliases": "  أ  ب \n\n ج"})
    made = forms.entry_of("place", said)
    assert (made["country"], made["admin1"], made["source"], made["ar_aliases"]) == ("SYR", "Idlib", "estimate", "أ ب|ج")
    for wrong in ("91", "x", "nan", "1e999"):
        assert forms.missing("place", said | {"lat": wrong}) == {"lat": "number"}, wrong
