"""`rasid why`: from a value to the words, the rule, the run, the decisions and the bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from test_adding import ARREST, STRIKE, TEXT, add, rows
from test_recoding import entries, kept, now_codes, without

from rasid.cli.lines import FSI, PDI
from rasid.model import StoreError, UsageError
from rasid.project.project import Project
from rasid.store.engine import as_json, now
from rasid.store.schema import events as events_table
from rasid.store.schema import incidents, links, redirects, reprints
from running import runner

TOLL = [{"effect": "killed", "who": "civilian", "min": 4, "max": 4, "text": "ثلاثة مدنيين"}]


def test_a_corrected_toll(coded: Project) -> None:
    strike = kept(coded)[0]
    coded.correct(strike.id, "toll", TOLL, who="noor", why="the fourth died in hospital")
    told = coded.why(f"{strike.id}:toll")
    [value] = told["values"]
    [item] = value["items"]
    start = TEXT.index("ثلاثة مدنيين")
    assert (value["from"], item["value"]["min"], value["proposed"][0]["min"]) == ("person", 4, 3)
    assert item["words"]["span"] == [start, start + 12] and item["words"]["within"] == STRIKE.strip()
    assert [(r["slot"], r["text"]) for r in item["rules"]] == [("hurt", "ثلاثة مدنيين")]
    [decision] = told["decisions"]
    assert (decision["who"], decision["why"], decision["before"][0]["min"], decision["after"][0]["min"]) == (
        "noor",
        "the fourth died in hospital",
        3,
        4,
    )
    assert told["run"]["data_version"] == coded.pipeline.lexicon.version and told["today"]["same_data"]
    raw = (coded.store.folder.parent / "r.jsonl").read_bytes()
    assert (told["acquired"][0]["sha256"], told["acquired"][0]["name"]) == (hashlib.sha256(raw).hexdigest(), "r.jsonl")
    assert told["report"]["locator"] == "row 1" and told["report"]["read"]["current"]
    assert [h["action"] for h in told["history"]] == ["event.set"]


def test_every_told_field_leads_to_words_and_entries(coded: Project) -> None:
    told = coded.why(kept(coded)[0].id)
    fields = {v["field"]: v for v in told["values"]}
    assert {"type", "status", "initiators", "places", "time", "instruments", "toll", "evidence"} <= set(fields)
    for value in told["values"]:
        for item in value["items"]:
            assert value["from"] == "coder"
            assert item["words"]["text"] == TEXT[slice(*item["words"]["span"])]
            assert item["rules"] or value["field"] == "evidence"
    assert fields["type"]["items"][0]["rules"][0]["entry"] == "qasafa"


def test_what_was_taken_back_is_told_too(coded: Project) -> None:
    strike = kept(coded)[0]
    coded.reject(strike.id, who="noor", why="a drill")
    coded.undo(strike.id, who="amal", why="no drill")
    told = coded.why(f"{strike.id}:state")
    assert [(d["field"], d["before"], d["after"], d["undone"]) for d in told["decisions"]] == [("state", "proposed", "rejected", True)]
    assert [(h["who"], h["action"], h["why"]) for h in told["history"]] == [
        ("noor", "event.reject", "a drill"),
        ("amal", "event.undo", "no drill"),
    ]


def test_an_event_of_an_older_text_quotes_that(coded: Project, tmp_path: Path) -> None:
    strike = kept(coded)[0]
    coded.correct(strike.id, "toll", TOLL, who="noor")
    add(coded, rows(tmp_path / "new.jsonl", {"id": "r", "text": ARREST, "published": "2026-03-14"}))
    told = coded.why(strike.id)
    assert told["orphaned"] and told["report"]["read"] == {"revision": 1, "text_hash": strike.text_hash, "current": False}
    assert told["trigger"]["text"] == "قصفت" and told["today"]["found"]


def test_a_report(coded: Project) -> None:
    told = coded.why("r")
    assert [e["type"] for e in told["events"]] == ["shelling", "arrest"]
    assert [(r["revision"], r["encoding"]) for r in told["revisions"]] == [(1, "utf-8")]
    assert [h["action"] for h in told["history"]] == ["report.add"]


def test_reprints_and_incidents(coded: Project, tmp_path: Path) -> None:
    add(coded, rows(tmp_path / "s.jsonl", {"id": "s", "text": STRIKE, "published": "2026-03-14", "outlet": "راديو المرج"}))
    one, other = sorted((kept(coded, "r")[0].id, kept(coded, "s")[0].id))
    with coded.store.writing("rasid") as change:
        c = change.connection
        c.execute(sa.delete(reprints))
        c.execute(sa.delete(links))
        c.execute(sa.delete(incidents))
        c.execute(sa.insert(reprints).values(a="r", b="s", kind="near", likeness=0.9))
        blank: dict[str, Any] = {
            "id": "in_1",
            "type": "shelling",
            "accounts": 2,
            "reports": 2,
            "sources": 1,
            "record": "{}",
            "updated": now(),
        }
        c.execute(sa.insert(incidents).values(**blank, killed_low=3, killed_best=3, killed_high=3))
        level = {"of": "place", "level": "same", "weight": 4.0, "why": "1 km"}
        c.execute(sa.insert(links).values(a=one, b=other, score=9.5, levels=as_json([level])))
        c.execute(sa.insert(redirects).values(old="in_0", new="in_1", kind="incident", at=now()))
        c.execute(sa.update(events_table).where(events_table.c.id.in_([one, other])).values(incident_id="in_1"))
        change.record("test", "test:1")
    told = coded.why(one)
    assert (told["incident"]["id"], told["reprints"][0]["kind"]) == ("in_1", "near")
    told = coded.why("in_0")
    assert told["id"] == "in_1" and {a["report_id"] for a in told["accounts"]} == {"r", "s"}
    assert told["links"][0]["levels"][0]["of"] == "place"


def test_an_audit_entry_and_an_event_that_is_gone(coded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    strike, arrest = kept(coded)
    coded.accept(strike.id, who="noor")
    told = coded.why(str(entries(coded)))
    assert (told["entry"]["action"], told["entry"]["after"], told["of"]["id"]) == ("event.accept", {"state": "accepted"}, strike.id)
    now_codes(coded, monkeypatch, without(1))
    list(coded.recode(who="noor"))
    told = coded.why(arrest.id)
    assert told["kind"] == "gone" and [h["action"] for h in told["history"]] == ["report.add", "report.recode"]
    for unknown in ("ev_none", "in_none", "rp_none", "99999"):
        with pytest.raises(StoreError):
            coded.why(unknown)
    with pytest.raises(UsageError):
        coded.why(f"{strike.id}:colour")


def test_the_command(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rasid = runner(capfd)
    rasid("init", folder)
    with Project.open(folder) as project:
        add(project, rows(tmp_path / "r.jsonl", {"id": "r", "text": TEXT, "published": "2026-03-14", "outlet": "راديو المرج"}))
        strike = kept(project)[0]
        project.correct(strike.id, "toll", TOLL, who="noor", why="the fourth died in hospital")
        seq = entries(project)
    ran = rasid("why", f"{strike.id}:toll", "--project", folder)
    said = ran.out.replace(FSI, "").replace(PDI, "")
    wanted = ("killed: 4 civilians", "noor", "the fourth died in hospital", "ثلاثة مدنيين", "r.jsonl", "راديو المرج")
    assert ran.code == 0 and [w for w in wanted if w not in said] == []
    for asked in (strike.id, "r", str(seq)):
        assert rasid("why", asked, "--project", folder).code == 0
    ran = rasid("why", strike.id, "--json", "--project", folder)
    assert json.loads(ran.out)["id"] == strike.id
    assert rasid("why", "ev_none", "--project", folder).code == 1
