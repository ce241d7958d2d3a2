"""Who else has a report open."""

from __future__ import annotations

import pytest
from tests.web.members import browser, cheap, joined, workplace

from rasid.project.project import Project
from rasid.web import present
from rasid.web.present import Present


def test_others_are_told_until_they_no_longer_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(present.time, "monotonic", lambda: clock[0])
    seen = Present()
    assert seen.here("a", "layla") == [] and seen.here("b", "noor") == []
    assert seen.here("a", "salma") == ["layla"] and seen.here("a", "layla") == ["salma"]
    clock[0] += present.AWAY_S / 2
    assert seen.here("a", "salma") == ["layla"]
    clock[0] += present.AWAY_S / 2 + 1
    assert seen.here("a", "salma") == [], "layla has closed the page"


def test_what_nobody_has_open_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(present.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(present, "MOST", 3)
    seen = Present()
    for number in range(5):
        seen.here(str(number), "layla")
    clock[0] += present.AWAY_S + 1
    seen.here("new", "noor")
    assert set(seen.seen) == {"new"}


def test_a_team_sees_who_is_there(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap(monkeypatch)
    joined(project, "layla", "reviewer")
    joined(project, "salma", "coder")
    work = workplace(project)
    with browser(work, "layla") as hers, browser(work, "salma") as theirs:
        assert "Open here too" not in hers.get("/reports/a").text.replace('data-said="Open here too', "")
        assert "Open here too: layla" in theirs.get("/reports/a").text
        assert hers.get("/reports/a/changes?since=0").json()["here"] == ["salma"]
        assert hers.get("/reports/c/changes?since=0").json()["here"] == []


def test_one_who_may_not_see_a_report_learns_nothing_of_its_readers(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasid.project.team import restricting

    cheap(monkeypatch)
    joined(project, "layla", "reviewer")
    joined(project, "salma", "coder")
    restricting.restrict(project.store, project.pipeline.lexicon, "a", ["layla"], [], "layla")
    work = workplace(project)
    with browser(work, "layla") as hers, browser(work, "salma") as theirs:
        assert hers.get("/reports/a").status_code == 200
        answer = theirs.get("/reports/a/changes?since=0")
        assert answer.status_code == 404 and "layla" not in answer.text
        assert hers.get("/reports/a/changes?since=0").json()["here"] == [], "nor is who was refused counted as there"
