"""What people decide: each decision is kept, explained, checked, and can be taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from test_adding import ARREST, TEXT, add, rows
from test_recoding import entries, kept, last_payload

from rasid.model import ConflictError, StoreError, UsageError
from rasid.project.correcting import Corrector
from rasid.project.project import Project
from rasid.store import decisions, reports
from rasid.store.schema import event_parties, event_tolls
from rasid.store.schema import events as events_table
from running import runner

TOLL = [{"effect": "killed", "who": "civilian", "min": 4, "max": 4, "text": "ثلاثة مدنيين"}]


def row(project: Project, event_id: str) -> Any:
    with project.store.reading() as connection:
        return connection.execute(sa.select(events_table).where(events_table.c.id == event_id)).mappings().one()


def test_a_field_is_set_and_every_column_follows(coded: Project) -> None:
    strike = kept(coded)[0]
    after = coded.correct(strike.id, "toll", TOLL, who="noor", why="the fourth died in hospital")
    assert (after.state, after.proposed) == ("corrected", strike.proposed)
    plain = row(coded, strike.id)
    assert (plain["state"], plain["killed_low"], plain["injured_low"]) == ("corrected", 4, None)
    with coded.store.reading() as connection:
        assert connection.execute(sa.select(event_tolls.c.minimum).where(event_tolls.c.event_id == strike.id)).scalars().all() == [4]
        [made] = decisions.of_event(connection, strike.id)
        assert reports.known(connection, "r").state == "in_review"
    assert (made.field, made.who, made.why, made.text_hash, made.trigger) == (
        "toll",
        "noor",
        "the fourth died in hospital",
        strike.text_hash,
        strike.trigger,
    )
    payload = last_payload(coded, "event.set")
    assert payload["before"]["toll"] == strike.record["toll"] and payload["after"]["toll"][0]["min"] == 4


def test_what_follows_from_an_id_need_not_be_told(coded: Project) -> None:
    strike = kept(coded)[0]
    after = coded.correct(strike.id, "initiators", [{"actor": "russian-air-force", "text": "مدفعية الجيش السوري"}], who="noor")
    [party] = after.record["initiators"]
    assert party["names"]["ar"] and party["kind"] == "state-military" and party["country"] == "RUS"
    assert TEXT[slice(*party["span"])] == "مدفعية الجيش السوري"
    after = coded.correct(strike.id, "places", [{"id": "gn:170592", "text": "مدينة دوما"}], who="noor")
    assert after.record["places"][0]["lat"] == pytest.approx(33.57, abs=0.1) and row(coded, strike.id)["place_id"] == "gn:170592"
    after = coded.correct(strike.id, "time", {"start": "2026-03-01", "end": "2026-03-04"}, who="noor")
    assert after.record["time"]["precision"] == 2 and row(coded, strike.id)["day"] == "2026-03-01"
    with coded.store.reading() as connection:
        days = connection.execute(sa.select(event_parties.c.day).where(event_parties.c.event_id == strike.id)).scalars().all()
    assert set(days) == {"2026-03-01"}


def test_a_part_of_a_field_is_set_by_its_path(coded: Project) -> None:
    strike = kept(coded)[0]
    after = Corrector(coded.store, coded.coder, "noor").set(
        strike.id, {"toll.t1": 4, "time.start": "2026-03-12", "places.1.id": "gn:170592"}
    )
    before = strike.record["toll"]
    assert after.record["toll"] == [before[0] | {"min": 4, "max": 4}, *before[1:]]
    assert (after.record["time"]["start"], after.record["time"]["end"], after.record["time"]["text"]) == ("2026-03-12", "2026-03-12", "أمس")
    assert after.record["places"][0]["names"]["en"] == "Duma" and after.record["places"][0]["text"] == strike.record["places"][0]["text"]
    with coded.store.reading() as connection:
        assert sorted(d.field for d in decisions.of_event(connection, strike.id)) == ["places", "time", "toll"]
    for path in ("toll.t9", "toll.t1.colour", "status.sure", "places.1", "places.0.id", "toll.t1.min.x"):
        with pytest.raises(UsageError):
            coded.correct(strike.id, path, 1, who="noor")


REFUSED: list[tuple[str, Any]] = [
    ("type", "shellling"),
    ("type", None),
    ("method", "anti_aircraft_gun"),
    ("status", "sure"),
    ("outcome", "won"),
    ("confidence", 1.0),
    ("id", "ev_1"),
    ("initiators", [{"actor": "syrian-armyy", "text": "الجيش السوري"}]),
    ("initiators", [{"actor": "syrian-army", "text": "الجيش الروسي"}]),
    ("initiators", [{"actor": "syrian-army", "text": "الجيش السوري", "side": "left"}]),
    ("initiators", [{"actor": "syrian-army", "text": "الجيش السوري", "span": [0, 12]}]),
    ("initiators", [{"actor": "syrian-army", "text": "الجيش السوري", "by": "s9"}]),
    ("targets", [{"object": "castle", "text": "بلدة"}]),
    ("targets", [{"text": "كنصفرة"}]),
    ("places", [{"id": "gn:1", "text": "كنصفرة"}]),
    ("places", [{"id": None, "lat": 95.0, "lon": 30.0, "text": "كنصفرة"}]),
    ("places", [{"id": None, "lat": 35.0, "lon": 36.0, "precision": 1, "text": "كنصفرة"}]),
    ("time", {"start": "2026-02-30"}),
    ("time", {"start": "2026-03-04", "end": "2026-03-01"}),
    ("toll", [{"effect": "killed", "min": 5, "max": 3, "text": "ثلاثة مدنيين"}]),
    ("toll", [{"effect": "killed", "min": -1, "text": "ثلاثة مدنيين"}]),
    ("toll", [{"effect": "killed", "min": True, "text": "ثلاثة مدنيين"}]),
    ("toll", [{"effect": "slain", "min": 1, "text": "ثلاثة مدنيين"}]),
    ("toll", [{"effect": "killed", "min": 1, "part_of": "t7", "text": "ثلاثة مدنيين"}]),
    ("toll", [{"effect": "killed", "min": 1, "text": "ال"}]),
    ("toll", [{"effect": "killed", "min": 1, "text": "ثلاثة", "span": [0, 100000]}]),
    ("toll", "three"),
    ("instruments", [{"weapon": "trebuchet", "text": "مدفعية"}]),
    ("sources", [{"source": "my-neighbour", "text": "الجيش"}]),
    ("flags", ["Not A Flag"]),
    ("related", [{"event": "somewhere", "relation": "told_with"}]),
]


def test_what_cannot_stand_is_refused(coded: Project) -> None:
    before, seq = kept(coded), entries(coded)
    let_in = []
    for field, value in REFUSED:
        try:
            coded.correct(before[0].id, field, value, who="noor")
        except UsageError as error:
            assert error.where and error.what.endswith(".")
        else:
            let_in.append((field, value))
    assert not let_in
    assert (kept(coded), entries(coded)) == (before, seq)


def test_accept_reject_and_undo(coded: Project) -> None:
    strike = kept(coded)[0]
    assert coded.accept(strike.id, who="noor").state == "accepted"
    with pytest.raises(UsageError):
        coded.reject(strike.id, who="noor", why=" ")
    assert coded.reject(strike.id, who="amal", why="a drill").state == "rejected"
    for state in ("accepted", "proposed"):
        undone = coded.undo(strike.id, who="noor", why="asked the crew")
        assert undone is not None and undone.state == state
    assert kept(coded)[0].record == strike.record
    with pytest.raises(StoreError):
        coded.undo(strike.id, who="noor")
    with coded.store.reading() as connection:
        made = decisions.of_event(connection, strike.id, undone=True)
    assert [(d.value, d.undone) for d in made] == [("accepted", True), ("rejected", True)]


def test_undo_brings_back_the_decision_before(coded: Project) -> None:
    strike = kept(coded)[0]
    coded.correct(strike.id, "toll", TOLL, who="noor")
    coded.correct(strike.id, "status", "possible", who="noor")
    coded.correct(strike.id, "toll", [], who="amal")
    after = coded.undo(strike.id, who="noor", what="toll")
    assert after is not None and after.record["toll"] == strike.record["toll"] and after.record["status"] == "possible"
    coded.correct(strike.id, "toll", TOLL, who="noor")
    coded.correct(strike.id, "toll", [], who="amal")
    after = coded.undo(strike.id, who="noor", what="last")
    assert after is not None and after.record["toll"][0]["min"] == 4
    after = coded.undo(strike.id, who="noor", what="all")
    assert after is not None and (after.record, after.state) == (strike.record, "proposed")


def test_two_people_at_once(coded: Project) -> None:
    """Different fields go together; of one field the later person is told, and overwrites nothing."""
    strike = kept(coded)[0]
    seen = strike.record
    coded.correct(strike.id, "toll", TOLL, who="noor", expected=seen["toll"])
    coded.correct(strike.id, "status", "possible", who="amal", expected=seen["status"])
    with pytest.raises(ConflictError) as told:
        coded.correct(strike.id, "toll", [], who="amal", expected=seen["toll"])
    assert "noor" in str(told.value)
    coded.accept(strike.id, who="noor", expected="corrected")
    with pytest.raises(ConflictError):
        coded.reject(kept(coded)[1].id, who="amal", why="old", expected="accepted")
    after = kept(coded)[0]
    assert (after.record["toll"][0]["min"], after.record["status"]) == (4, "possible")
    now = after.record["toll"]
    assert coded.correct(strike.id, "toll", TOLL, who="amal", expected=seen["toll"]).record["toll"] == now  # what she wants is there


def test_the_same_decision_twice_is_one(coded: Project) -> None:
    strike = kept(coded)[0]
    coded.correct(strike.id, "toll", TOLL, who="noor")
    seq = entries(coded)
    coded.correct(strike.id, "toll", TOLL, who="amal")
    assert entries(coded) == seq


def test_an_event_is_added_by_hand_and_taken_out_again(coded: Project) -> None:
    words = "بلدة كنصفرة"
    span = (TEXT.index(words), TEXT.index(words) + len(words))
    values = {"places": [{"id": "rasid:10343", "text": "كنصفرة"}], "status": "denied"}
    own = coded.add_event("r", "displacement", span, who="noor", values=values, why="told by a neighbour")
    [stored] = [k for k in kept(coded) if k.id == own.id]
    assert (stored.proposed, stored.state, stored.record["coder"], stored.record["evidence"]["text"]) == (None, "accepted", "human", words)
    assert row(coded, own.id)["place_id"] == "rasid:10343"
    assert stored.event.status == "denied"
    after = coded.correct(own.id, "status", "asserted", who="noor")
    assert (after.record["status"], after.state) == ("asserted", "corrected")
    with pytest.raises(UsageError):
        coded.add_event("r", "return", (span[0], span[0] + 4), who="amal", values={"type": "nonsense"})
    with pytest.raises(UsageError):
        coded.add_event("r", "displacement", (span[0], span[0] + 4), who="amal")
    assert coded.undo(own.id, who="noor", what="all") is None
    assert own.id not in {k.id for k in kept(coded)}
    assert last_payload(coded, "event.undo")["before"]["id"] == own.id


def test_an_added_event_outlives_another_coding(coded: Project) -> None:
    span = (TEXT.index("وإصابة"), TEXT.index("وإصابة") + 6)
    own = coded.add_event("r", "protest", span, who="noor")
    [one] = coded.recode(who="noor")
    assert one.plan is not None and one.plan.nothing
    assert own.id in {k.id for k in kept(coded)}


def test_the_command(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rasid = runner(capfd)
    rasid("init", folder)
    with Project.open(folder) as project:
        add(project, rows(tmp_path / "r.jsonl", {"id": "r", "text": TEXT}, {"id": "s", "text": ARREST}))
        strike, arrest = kept(project)
    there = ("--project", folder, "--who", "noor")
    assert rasid("correct", strike.id, "--accept", *there).code == 0
    ran = rasid("correct", strike.id, "--set", "toll=[]", "--set", "status=possible", "--why", "unclear", *there)
    assert (ran.code, ran.out.split()[:2]) == (0, [strike.id, "corrected"])
    assert rasid("correct", strike.id, "--undo", "toll", *there).code == 0
    assert rasid("correct", strike.id, "--reject", *there).code == 2
    assert rasid("correct", strike.id, "--set", "toll=[", *there).code == 2
    assert rasid("correct", strike.id, *there).code == 2
    assert rasid("correct", "ev_none", "--accept", *there).code == 1
    assert "protest" in rasid("correct", "s", "--add", "protest", "--words", "شابين", *there).out
    many = tmp_path / "many.jsonl"
    lines = [
        {"event": arrest.id, "reject": True, "why": "told before"},
        {"event": "ev_none", "accept": True},
        {"event": strike.id, "set": {"status": "denied"}, "expected": {"status": "asserted"}},
        {"report": "s", "add": "protest", "words": "لا شيء"},
        {"event": strike.id, "set": {"status": "denied"}, "expected": {"status": "possible"}},
    ]
    many.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    ran = rasid("correct", "--from", many, *there)
    assert ran.code == 1 and len(ran.out.splitlines()) == 2
    assert all(f"many.jsonl:{n}" in ran.err for n in (2, 3, 4)) and "no longer what you saw" in ran.err
    with Project.open(folder) as project:
        assert [(k.state, k.record["status"]) for k in kept(project)] == [("corrected", "denied"), ("rejected", "asserted")]
