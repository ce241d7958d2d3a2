"""From a figure to the account, the event, the words in the report and the decision; in both languages."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from rasid.project.project import Project
from rasid.store import events
from rasid.store.filtering import Filters
from rasid.store.querying_incidents import query_incidents


@pytest.fixture
def strike(project: Project) -> str:
    with project.store.reading() as connection:
        return next(i.id for i in query_incidents(connection, Filters()).rows if i.accounts == 2)


def test_from_a_figure_to_the_words_and_who_decided(client: TestClient, project: Project, strike: str) -> None:
    with project.store.reading() as connection:
        (kept,) = events.of_report(connection, "b")
    project.accept(kept.id, "salma", "راجعت التقرير")
    page = client.get(f"/incidents/{strike}/why?of=killed.high").text
    assert "the highest figure of any claim that counts" in page and "Account 2: وكالة الوادي" in page
    assert "خمسة مدنيين" in page and "salma" in page and "راجعت التقرير" in page
    assert "Account 1: شبكة الشمال" in page, "what the other says"
    on = re.search(rf'href="(/why/{kept.id}:toll)"', page)
    assert on is not None
    event = client.get(on[1]).text
    assert "خمسة مدنيين" in event and "Taken by the entry" in event and 'href="/reports/b"' in event
    entry = re.search(r'href="(/why/\d+)"', event)
    assert entry is not None
    told = client.get(entry[1]).text
    assert "accepted an event" in told and "salma" in told and "Decision: proposed became accepted" in told


def test_low_comes_from_the_other_account(client: TestClient, strike: str) -> None:
    page = client.get(f"/incidents/{strike}/why?of=killed.low").text
    given = page.split('id="others"')[0]
    assert "Account 1" in given and "ثلاثة مدنيين" in given and "Account 2" not in given
    assert "nobody has decided on it yet" in given


@pytest.mark.parametrize("of, words", [("place", "البارة"), ("day", "يوم الجمعة"), ("type", "قصف"), ("initiators", "الجيش السوري")])
def test_other_values(client: TestClient, strike: str, of: str, words: str) -> None:
    page = client.get(f"/incidents/{strike}/why?of={of}").text
    assert words in page and "Account 1" in page and "Account 2" in page and "letters" in page


def test_why_they_are_one(client: TestClient, strike: str) -> None:
    page = client.get(f"/incidents/{strike}/why").text
    assert "Accounts 1 and 2" in page and "Both at the same place" in page and page.count("<rect") >= 5
    arabic = client.get(f"/incidents/{strike}/why?lang=ar").text
    assert "الروايتان 1 و2" in arabic and "المكان واحد" in arabic and "Both" not in arabic
    assert "no such value" in client.get(f"/incidents/{strike}/why?of=nonsense").text


def test_in_arabic(client: TestClient, strike: str) -> None:
    page = client.get(f"/incidents/{strike}/why?of=killed.best&lang=ar").text
    assert "آخر رقم موثوق" in page and "Account" not in page and "letters" not in page


def test_anything_that_rasid_why_takes(client: TestClient, strike: str) -> None:
    assert "Its events" in client.get("/why/a").text
    assert client.get(f"/why/{strike}").headers["location"] == f"/incidents/{strike}/why"
    assert "the project was made" in client.get("/why/1").text
    for nothing in ("ev_0000000000000000", "nothing-of-the-kind", "999999"):
        assert client.get(f"/why/{nothing}").status_code == 404
    assert client.get("/incidents/in_0000000000000000/why").status_code == 404


def test_an_event_that_is_no_more(client: TestClient, project: Project) -> None:
    made = project.add_event("d", "arrest", (0, 4), "noor")
    project.undo(made.id, "noor", "all")
    assert "An event that is no more" in client.get(f"/why/{made.id}").text
