"""Merging on the incident page, on both databases: proposals drawn with their reasons, and two people who merge at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from httpx import Response

from rasid.project.project import Project
from rasid.store.schema import audit, events, ties
from rasid.web.app import create_app
from rasid.web.workplace import Workplace

NORTH, FIELD = "شبكة الشمال", "مراسل الميدان"
SHELLED = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة."
REPORTS = [
    ("a", "2024-03-09T10:00:00+03:00", NORTH, SHELLED),
    ("f", "2024-03-09T18:00:00+03:00", FIELD, "أصيب مدنيون بقصف جوي على جبل الزاوية بريف إدلب الجمعة."),
]


@pytest.fixture
def apart(project: Project, tmp_path: Path) -> tuple[str, str]:
    """Two incidents with a pair somewhat below the threshold."""
    rows = [{"id": i, "published": p, "outlet": o, "text": t} for i, p, o, t in REPORTS]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    list(project.add([tmp_path / "in.jsonl"]))
    with project.store.reading() as connection:
        found = {row.report_id: row.incident_id for row in connection.execute(sa.select(events.c.report_id, events.c.incident_id))}
    assert found["a"] != found["f"]
    return found["a"], found["f"]


def client_of(project: Project, name: str) -> TestClient:
    work = Workplace(project, name, hosts=("testserver",))
    made = TestClient(create_app(work), headers={"accept-language": "en"}, follow_redirects=False, raise_server_exceptions=False)
    made.token = work.token(name)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def noor(project: Project) -> Iterator[TestClient]:
    with client_of(project, "noor") as made:
        yield made


def form(page: str, action: str) -> dict[str, list[str]]:
    """The hidden fields of a form of the page."""
    inside = page.split(f'action="{action}"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', inside):
        found.setdefault(name, []).append(value)
    return found


def send(client: TestClient, action: str, fields: dict[str, list[str]], **more: str) -> Response:
    return client.post(action, data={**fields, "token": client.token, **more})  # type: ignore[attr-defined]


def test_a_proposal_says_why(noor: TestClient, apart: tuple[str, str]) -> None:
    page = noor.get(f"/incidents/{apart[0]}").text
    assert "Just below what is linked" in page and 'name="one" value="' + apart[1] in page
    bars = [float(w.replace("−", "-")) for w in re.findall(r'<span class="number" dir="ltr">([+−]\d+\.\d)</span>', page)]
    total = re.search(r"Points for one happening: \u2066([+−]\d+\.\d)", page)
    assert total is not None and len(bars) >= 5
    assert abs(sum(bars) - float(total[1].replace("−", "-"))) < 0.05 * len(bars) + 0.05
    arabic = noor.get(f"/incidents/{apart[0]}?lang=ar").text
    assert "نقاط أنها واقعة واحدة" in arabic and "Both" not in arabic


def test_merged_from_the_page(project: Project, noor: TestClient, apart: tuple[str, str]) -> None:
    action = f"/incidents/{apart[0]}/merge"
    fields = form(noor.get(f"/incidents/{apart[0]}").text, action)
    assert len(fields["seen"]) == 2
    answer = send(noor, action, fields, one=apart[1], why="القصف نفسه")
    assert answer.status_code == 303
    page = noor.get(answer.headers["location"]).text
    assert page.count('name="event" value="ev_') == 2 and "القصف نفسه" in page
    assert "The linker knows no other incident" in page


def test_not_the_same_is_remembered_and_taken_back(noor: TestClient, apart: tuple[str, str]) -> None:
    page = noor.get(f"/incidents/{apart[0]}").text
    answer = send(noor, f"/incidents/{apart[0]}/part", form(page, f"/incidents/{apart[0]}/merge"), apart=apart[1])
    assert answer.status_code == 303
    page = noor.get(answer.headers["location"]).text
    assert "The linker knows no other incident" in page and "noor parted" in page and f'href="/incidents/{apart[1]}"' in page
    untie = f"/incidents/{apart[0]}/untie"
    assert send(noor, untie, form(page, untie)).status_code == 303
    assert 'name="one" value="' + apart[1] in noor.get(f"/incidents/{apart[0]}").text


@pytest.mark.parametrize("second", ("merge", "part"))
def test_two_people_at_once(project: Project, noor: TestClient, apart: tuple[str, str], second: str) -> None:
    """Both opened the page; the second to press hears of it, and nothing is done twice."""
    merge, part = (f"/incidents/{apart[0]}/{what}" for what in ("merge", "part"))
    with client_of(project, "salma") as salma:
        mine, hers = (form(c.get(f"/incidents/{apart[0]}").text, merge) for c in (noor, salma))
        assert send(noor, merge, mine, one=apart[1]).status_code == 303
        late = send(salma, merge, hers, one=apart[1]) if second == "merge" else send(salma, part, hers, apart=apart[1])
    assert late.status_code == 409 and "Somebody has merged or split" in late.text and "noor merged" in late.text
    with project.store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(ties)).scalar() == 1
        done = connection.execute(sa.select(audit.c.who, audit.c.action).where(audit.c.action.startswith("incident."))).all()
    assert [tuple(row) for row in done] == [("noor", "incident.merged")]


def test_a_split_of_what_grew_meanwhile_is_refused(project: Project, noor: TestClient, apart: tuple[str, str]) -> None:
    project.merge(list(apart), "salma")
    at = noor.get(f"/incidents/{apart[0]}", follow_redirects=True)
    action = f"{at.url.path}/split"
    fields = form(at.text, action)
    chosen = re.findall(r'name="event" value="(ev_[0-9a-f]+)"', at.text)[0]
    with project.store.reading() as connection:
        seq = connection.execute(sa.select(ties.c.audit_seq)).scalar_one()
    project.untie(seq, "salma")
    answer = send(noor, action, fields, event=chosen)
    assert answer.status_code == 409


def test_every_page_reads_on_both(project: Project, noor: TestClient, apart: tuple[str, str]) -> None:
    """The list, its file, the walk and the log ask the same of both databases."""
    project.merge(list(apart), "salma", "واقعة واحدة")
    listed = re.findall(r'id="(in_[0-9a-f]+)"', noor.get("/incidents?area=SYR%2FIdlib&killed=3").text)
    assert len(listed) == 1 and listed[0] in apart
    assert len(noor.get("/incidents.json?profile=internal").json()["incidents"]) == 1
    assert "ثلاثة مدنيين" in noor.get(f"/incidents/{listed[0]}/why?of=killed.low").text
    merged = noor.get("/audit?who=salma&action=incident.merged&since=2020-01-01&until=2100-01-01").text
    assert merged.count('id="e') == 1 and "واقعة واحدة" in merged
    assert "No entry is like that" in noor.get("/audit?who=salma&action=report.add").text
    assert "The log is whole." in noor.get("/audit/verify").text
