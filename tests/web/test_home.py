"""The start page, and adding files through it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from httpx import Response

from rasid.project.project import Project
from rasid.store.overview import Day
from rasid.store.schema import acquisitions, feeds, reports
from rasid.web.app import create_app
from rasid.web.pages.adding import plain_name
from rasid.web.pages.home import TALL, bars
from rasid.web.workplace import Workplace

NEWS = "قتل مدنيان برصاص مجهولين في مدينة طفس بريف درعا يوم الأحد."


def send(client: TestClient, name: str, content: bytes, **more: str) -> Response:
    data = {"token": client.token, **more}  # type: ignore[attr-defined]
    return client.post("/reports/add", data=data, files=[("files", (name, content))])


def names(project: Project) -> list[str]:
    with project.store.reading() as connection:
        return list(connection.execute(sa.select(acquisitions.c.name).where(acquisitions.c.how == "upload")).scalars())


def test_what_waits_what_came_what_was_done(client: TestClient, project: Project) -> None:
    page = client.get("/").text
    assert "4 reports to check" in page and "4 reports in the project" in page and "Nobody has decided" in page
    with project.store.reading() as connection:
        id_ = connection.execute(sa.text("SELECT id FROM events WHERE report_id = 'c'")).scalar_one()
    project.accept(id_, "salma")
    project.claim("a", "noor")
    page = client.get("/").text
    assert "Nothing left to decide in 1 of 4 reports." in page and "salma" in page and "Decisions, by day" in page
    assert "Yours until" in page and "1 with you" in page
    assert "قصفت مدفعية" not in page


def test_feeds_in_trouble(client: TestClient, project: Project) -> None:
    with project.store.writing("noor") as change:
        change.connection.execute(sa.insert(feeds).values(address="https://feed.example/rss", failures=3, problem="it is <gone>."))
        change.record("test", "test:1")
    page = client.get("/").text
    assert "https://feed.example/rss" in page and "failed 3 times" in page and "it is &lt;gone&gt;." in page


def test_an_empty_project_teaches(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty") as made, TestClient(create_app(Workplace(made, "noor", hosts=("testserver",)))) as client:
        assert "No reports yet" in client.get("/", headers={"accept-language": "en"}).text
        assert "لا تقارير بعد" in client.get("/?lang=ar").text
        assert "Nothing waits to be checked" in client.get("/queue?lang=en").text


def test_a_file_is_added_once(client: TestClient, project: Project) -> None:
    assert send(client, "news.txt", NEWS.encode(), published="2024-06-02").headers["location"] == "/?added=1"
    with project.store.reading() as connection:
        row = connection.execute(sa.select(reports.c.published).where(reports.c.id.like("rp_%"))).one()
    assert row.published == "2024-06-02"
    again = send(client, "news.txt", NEWS.encode(), published="2024-06-02")
    assert again.status_code == 200 and "1 report was there already." in again.text


@pytest.mark.parametrize("said", ("../../../etc/passwd.txt", "..\\..\\evil.txt", "/etc/cron.d/x.txt", "<img src=x>.txt"))
def test_a_name_leads_nowhere(client: TestClient, project: Project, said: str, tmp_path: Path) -> None:
    before = {p for p in tmp_path.rglob("*") if "rasid.db" not in p.name}
    assert send(client, said, NEWS.encode()).status_code == 303
    assert names(project) == [plain_name(said)] and not {"/", "\\"} & set(names(project)[0])
    assert {p for p in tmp_path.rglob("*") if "rasid.db" not in p.name} == before, "nothing is written beside the project's database"


def test_members_of_archives_lead_nowhere(client: TestClient, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("../../outside.txt", NEWS)
    send(client, "pack.zip", made.getvalue())
    assert not list(tmp_path.parent.rglob("outside.txt"))


def test_bombs_and_what_is_no_report_are_refused_in_a_sentence(client: TestClient) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"\0" * 80_000_000)
    refused = send(client, "bomb.zip", made.getvalue())
    assert refused.status_code == 200 and "report was added" not in refused.text and "<li>" in refused.text
    refused = send(client, "pic.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    assert refused.status_code == 200 and "report was added" not in refused.text and "What could not be taken" in refused.text
    assert send(client, "news.txt", NEWS.encode(), published="tomorrow").status_code == 400
    assert "Traceback" not in refused.text


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    answer = send(client, "huge.txt", b"a" * (26 * 1024 * 1024))
    assert answer.status_code == 413 and "too large" in answer.text


def test_bars_fill_the_chart() -> None:
    made = bars([Day("2024-01-01", 2), Day("2024-01-02", 0), Day("2024-01-03", 4)])
    assert [bar.height for bar in made] == [TALL / 2, TALL] and made[1].y == 0 and made[1].x > 2 * made[0].x
    assert bars([Day("2024-01-01", 0)]) == []
