"""The queue: who is first and why, claims, kept filters."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from httpx import Response

from rasid.project.project import Project
from rasid.project.team import restricting
from rasid.store import claims, events, queueing
from rasid.store.filtering import Filters
from rasid.store.schema import audit, priorities
from rasid.store.schema import claims as claim_rows
from rasid.store.scope import Viewer
from rasid.web import asked
from rasid.web.asked import outlets


def order(page: str) -> list[str]:
    return re.findall(r'id="r-([^"]+)"', page)


def ask(client: TestClient, path: str, **data: str) -> Response:
    return client.post(path, data={"token": client.token, **data})  # type: ignore[attr-defined]


def test_the_gravest_comes_first_and_says_why(client: TestClient) -> None:
    page = client.get("/queue").text
    assert order(page)[:2] == ["b", "a"] and set(order(page)) == {"a", "b", "c", "d"}
    assert "5 killed, 7 injured" in page and "least sure event" in page and "4 reports to check" in page
    assert "قصفت مدفعية" not in page and "عنوان" not in page, "lists show codes, not words of reports"


def test_in_arabic(client: TestClient) -> None:
    page = client.get("/queue?lang=ar").text
    assert "٤ تقارير" in page or "4 تقارير" in page
    assert "قصف مدفعي" in page and "5 killed" not in page and ("٥ قتلى" in page or "5 قتلى" in page)


def test_reasons_add_up_to_the_score(project: Project) -> None:
    with project.store.reading() as connection:
        for row in queueing.queue(connection, Filters(), "noor").rows:
            assert abs(row.points.sum + row.age - row.score) < 0.001 and row.age < 0.01
        first = queueing.queue(connection, Filters(), "noor").rows[0]
    assert 16 < first.points.severity < 18  # 20 · log10(1 + 5 + 7 / 4)


def test_filters_in_the_address(client: TestClient) -> None:
    assert order(client.get("/queue?type=arrest").text) == ["c"]
    assert order(client.get("/queue?area=SYR%2FIdlib").text) == ["b", "a"]
    assert order(client.get("/queue?outlet=شبكة الشمال&since=2024-04-01").text) == ["c"]
    assert order(client.get("/queue?party=syrian-democratic-forces").text) == ["c"]
    assert order(client.get("/queue?killed=4").text) == ["b"]
    assert order(client.get("/queue?type=torture").text) == []
    assert order(client.get("/queue?stage=in_review").text) == []


def test_what_makes_no_sense_is_told(client: TestClient) -> None:
    page = client.get("/queue?type=nonsense&since=yesterday&killed=many&area=x&after=0~9~a").text
    for sentence in ("no such type", "A day is written", "whole number", "no such area"):
        assert sentence in page
    assert order(client.get("/queue?party=nobody-at-all-like-this").text) == []
    assert client.get("/queue?after=x").status_code == 400


def test_a_decided_report_leaves_the_queue_and_comes_back_when_undone(client: TestClient, project: Project) -> None:
    with project.store.reading() as connection:
        ids = [kept.id for kept in events.of_report(connection, "c")]
    for id_ in ids:
        project.accept(id_, "noor")
    assert "c" not in order(client.get("/queue").text)
    project.undo(ids[0], "noor")
    assert "c" in order(client.get("/queue?stage=in_review").text)


def test_pages_follow_one_another_without_gap_or_double(project: Project) -> None:
    with project.store.reading() as connection:
        seen, after = [], None
        while True:
            page = queueing.queue(connection, Filters(), "noor", limit=1, after=after)
            seen += [row.id for row in page.rows]
            after = page.after
            if after is None:
                break
        assert seen == [row.id for row in queueing.queue(connection, Filters(), "noor").rows] and len(seen) == 4


def test_claiming_opens_the_report_and_others_see_it_last(client: TestClient, project: Project) -> None:
    answer = ask(client, "/queue/claim", filter="area=SYR/Idlib&nonsense=1")
    where = urlsplit(answer.headers["location"])
    assert answer.status_code == 303 and where.path == "/reports/b" and parse_qs(where.query)["next"] == ["area=SYR%2FIdlib"]
    assert "Yours until" in client.get("/queue").text and order(client.get("/queue").text)[0] == "b"
    with project.store.reading() as connection:
        theirs = queueing.queue(connection, Filters(), "salma").rows
    assert [row.id for row in theirs][-1] == "b" and theirs[-1].claim is not None and theirs[-1].claim.who == "noor"


def test_another_s_claim_is_respected(client: TestClient, project: Project) -> None:
    project.claim("b", "salma")
    page = client.get("/queue").text
    assert order(page)[-1] == "b" and "salma has it until" in page
    refused = ask(client, "/queue/claim", report="b")
    assert refused.status_code == 409 and "Somebody else has just taken" in refused.text
    assert ask(client, "/queue/claim").headers["location"].startswith("/reports/a")
    ask(client, "/queue/release", report="b")
    with project.store.reading() as connection:
        assert claims.held(connection)["b"].who == "salma", "nobody gives back what another has"


def test_next_gives_back_what_is_done(client: TestClient, project: Project) -> None:
    ask(client, "/queue/claim", report="b")
    assert ask(client, "/queue/claim", done="b").headers["location"].startswith("/reports/a")
    with project.store.reading() as connection:
        assert set(claims.held(connection, who="noor")) == {"a"}
    ask(client, "/queue/release", report="a")
    assert "notice=none" in ask(client, "/queue/claim", filter="type=torture").headers["location"]


def test_claims_run_out_and_are_prolonged_and_logged(project: Project) -> None:
    made = project.claim("a", "noor")
    assert project.claim("a", "noor") == made, "too early to write again"
    with project.store.writing("noor") as change:
        change.connection.execute(sa.update(claim_rows).values(until=claims.later(made.at, 15)))
        change.record("test", "test:1")
    assert project.claim("a", "noor").until > made.until
    with project.store.writing("noor") as change:
        change.connection.execute(sa.update(claim_rows).values(until="2020-01-01T00:00:00.000000Z"))
        change.record("test", "test:1")
    assert project.claim("a", "salma").who == "salma"
    with project.store.reading() as connection:
        told = connection.execute(sa.select(audit.c.who).where(audit.c.action == "report.claim").order_by(audit.c.seq)).scalars().all()
    assert told == ["noor", "noor", "salma"]


def test_deciding_prolongs_one_s_own_claim_alone(project: Project) -> None:
    made = project.claim("a", "noor")
    with project.store.writing("noor") as change:
        change.connection.execute(sa.update(claim_rows).values(until=claims.later(made.at, 5)))
        change.record("test", "test:1")
    with project.store.reading() as connection:
        id_ = events.of_report(connection, "a")[0].id

    def until() -> str:
        with project.store.reading() as connection:
            return claims.held(connection)["a"].until

    project.accept(id_, "salma")
    assert until() == claims.later(made.at, 5)
    project.undo(id_, "noor")
    assert until() > claims.later(made.at, 25)


def test_filters_are_kept_under_a_name_and_forgotten(client: TestClient) -> None:
    assert ask(client, "/queue/filters", name="<b>إدلب</b>", filter="area=SYR/Idlib").status_code == 303
    page = client.get("/queue").text
    assert "&lt;b&gt;إدلب" in page and 'href="/queue?area=SYR%2FIdlib"' in page
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    ask(client, "/queue/filters/forget", number=number[1])
    assert "إدلب&lt;" not in client.get("/queue").text
    assert ask(client, "/queue/filters", name=" ", filter="").status_code == 400


def test_a_report_whose_words_are_destroyed_leaves(project: Project) -> None:
    from rasid.project.redacting import redact_report

    with project.store.writing("noor") as change:
        redact_report(change, project.coder, "b", "asked for")
    with project.store.reading() as connection:
        assert "b" not in set(connection.execute(sa.select(priorities.c.report_id)).scalars())


def test_every_outlet_is_offered_once_and_none_of_a_hidden_report(project: Project) -> None:
    with project.store.reading() as connection:
        assert outlets(connection) == ["شبكة الشمال", "مراسل الميدان", "وكالة الوادي"]
    restricting.restrict(project.store, project.pipeline.lexicon, "d", [], ["reviewer"], "salma")
    with project.seen_by(Viewer("noor")).store.reading() as connection:
        assert outlets(connection) == ["شبكة الشمال", "وكالة الوادي"]


def test_the_first_outlets_by_name_where_there_are_many(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "OFFERED", 2)
    with project.store.reading() as connection:
        assert outlets(connection) == ["شبكة الشمال", "مراسل الميدان"]
