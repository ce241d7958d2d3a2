"""Proposals: kept, refused, rehearsed, taken in whole or not at all, taken out again; what people decided outlives it. Both databases."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from originals import Copied

from rasid.lexicon import editing
from rasid.model import DataError, UsageError
from rasid.model.errors import ConflictError
from rasid.project.project import Project
from rasid.project.teaching import taking
from rasid.project.teaching.rehearsing import Rehearsed, Start, version_of
from rasid.store import events, proposals
from rasid.store.schema import audit
from rasid.store.wording import reports_with

BRIGADE = "لواء الوادي الأخضر"  # nobody's name
PARTY = {
    "id": "green-valley-brigade",
    "names": {"en": "Green Valley Brigade", "ar": BRIGADE},
    "aliases": {"ar": [], "en": []},
    "kind": "militia",
    "country": "SYR",
    "parent": None,
    "from": None,
    "to": None,
    "successors": [],
    "default_for": None,
    "acled": None,
    "heads": [],
}
TEXTS = {
    "r1": f"قصف {BRIGADE} يوم الجمعة بلدة البارة بريف إدلب، ما أدى إلى مقتل ثلاثة مدنيين.",
    "r2": f"وقتل مدنيان في قصف ل{BRIGADE} على مدينة الرقة.",
    "r3": "قصفت مدفعية الجيش السوري بلدة كنصفرة بست قذائف صباح الأحد.",
}


@pytest.fixture
def taught(copied: Copied) -> Project:
    return copied("taught", fill)


def fill(project: Project, folder: Path) -> None:
    lines = folder / "reports.jsonl"
    rows = [{"id": id_, "text": text, "published": "2024-03-09"} for id_, text in TEXTS.items()]
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert [o.what for o in project.add([lines])] == ["added"] * 3


def rehearsal(project: Project, number: int) -> tuple[Start, list[Rehearsed]]:
    start, *rest = project.rehearse(number, threading.Lock())
    assert isinstance(start, Start)
    return start, [r for r in rest if isinstance(r, Rehearsed)]


def actors(project: Project, report_id: str) -> set[str | None]:
    with project.store.reading() as connection:
        return {i["actor"] for k in events.of_report(connection, report_id) for i in k.record["initiators"]}


def log(project: Project) -> list[tuple[str, str]]:
    with project.store.reading() as connection:
        rows = connection.execute(sa.select(audit.c.action, audit.c.who).where(audit.c.action.like("data.%")).order_by(audit.c.seq))
        return [(row.action, row.who) for row in rows]


def taken_in(project: Project, number: int, who: str = "salma") -> list[Any]:
    start, rest = rehearsal(project, number)
    project.take_in(number, who, start.version)
    project.renew()
    return list(project.recode_taught(number, who, [r.report_id for r in rest if r.plan is None], threading.Lock()))


def test_reports_are_found_by_a_name_with_what_is_written_onto_it(taught: Project) -> None:
    with taught.store.reading() as connection:
        assert reports_with(connection, [BRIGADE], 10) == ["r2", "r1"]
        assert reports_with(connection, [BRIGADE], 1) == ["r2"]
        assert reports_with(connection, ["لواء لا وجود له", "؟"], 10) == []


def test_a_party_is_proposed_rehearsed_taken_in_and_its_reports_coded_anew(taught: Project) -> None:
    assert "green-valley-brigade" not in actors(taught, "r1") | actors(taught, "r2")
    number = taught.propose("party", PARTY, "noor", "reports of March name it")
    start, rest = rehearsal(taught, number)
    assert start.reports == ["r2", "r1"] and not start.more and "green-valley-brigade" in start.shown
    moved = {r.report_id for r in rest if r.plan is not None}
    assert "r1" in moved and not taught.store.layer.exists(), "nothing is written by looking"
    assert "green-valley-brigade" not in actors(taught, "r1")
    done = taken_in(taught, number)
    assert {d.report_id for d in done} == moved and "green-valley-brigade" in actors(taught, "r1")
    assert log(taught) == [("data.propose", "noor"), ("data.approve", "salma"), ("data.recode", "salma")]
    with taught.store.reading() as connection:
        kept = proposals.get(connection, number)
    assert (kept.state, kept.decided_by, kept.said) == ("approved", "salma", "reports of March name it") and kept.recoded


def test_what_people_decided_outlives_what_is_taught(taught: Project) -> None:
    with taught.store.reading() as connection:
        first = next(k for k in events.of_report(connection, "r1") if k.record["type"] == "shelling")
    taught.correct(first.id, "initiators", [], "noor", "unclear")
    taken_in(taught, taught.propose("party", PARTY, "noor"))
    with taught.store.reading() as connection:
        again = events.known(connection, first.id)
    assert again.record["initiators"] == [] and again.proposed and again.proposed["initiators"][0]["actor"] == "green-valley-brigade"


def test_what_is_taken_in_is_taken_out_again(taught: Project) -> None:
    number = taught.propose("party", PARTY, "noor")
    with pytest.raises(UsageError):
        taught.propose_undoing(number, "noor")
    taken_in(taught, number)
    undoing = taught.propose_undoing(number, "noor", "it was a unit of another")
    with pytest.raises(ConflictError):
        taught.propose_undoing(number, "sami")
    taken_in(taught, undoing)
    assert "green-valley-brigade" not in actors(taught, "r1") and not list(taught.store.layer.rglob("*.yaml"))


def test_another_name_of_what_is_built_in(taught: Project) -> None:
    entry = {"of": "party", "id": "syrian-army", "lang": "ar", "alias": BRIGADE}
    number = taught.propose("alias", entry, "noor")
    taken_in(taught, number)
    assert "syrian-army" in actors(taught, "r1")
    with pytest.raises(DataError, match="already"):
        taught.propose("alias", entry, "noor")
    taken_in(taught, taught.propose_undoing(number, "noor"))
    assert not list(taught.store.layer.rglob("*.yaml")) and "syrian-army" not in actors(taught, "r1")


def test_a_place_gets_a_number_of_the_project_and_a_second_name(taught: Project) -> None:
    row = {"kind": "village", "ar": "وادي السنديان الغربي", "en": "Wadi", "ar_aliases": "", "lat": 35.7, "lon": 36.6, "country": "SYR"}
    number = taught.propose("place", row | {"admin1": "Idlib", "admin2": "", "source": "estimate"}, "noor")
    taken_in(taught, number)
    with taught.store.reading() as connection:
        assert proposals.get(connection, number).entry["id"] == "rasid:950000"
    taken_in(taught, taught.propose("alias", {"of": "place", "id": "rasid:950000", "lang": "ar", "alias": "السنديانة البعيدة"}, "noor"))
    text = (taught.store.layer / "world/places/taught.csv").read_text(encoding="utf-8")
    assert text.count("rasid:950000") == 1 and "السنديانة البعيدة" in text
    with pytest.raises(DataError, match="outside"):
        taught.propose("place", row | {"lat": 10.0, "admin1": "", "admin2": "", "source": "estimate"}, "noor")


def test_a_verb_is_found_by_all_its_forms(taught: Project, tmp_path: Path) -> None:
    lines = tmp_path / "more.jsonl"
    row = {"id": "v1", "text": "وقد دكدكت مدفعية الجيش السوري بلدة كنصفرة صباح الأحد.", "published": "2024-03-09"}
    lines.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    list(taught.add([lines]))
    entry = {"id": "own_دكدك", "verb": "دكدك", "root": "د ك د ك", "form": "q1", "type": "strike", "frame": "attack", "examples": []}
    number = taught.propose("verb", entry, "noor")
    start, rest = rehearsal(taught, number)
    assert start.reports == ["v1"] and any("example" in w for w in start.warnings)
    assert rest[0].plan and [k.record["type"] for k in rest[0].plan.fresh] == ["shelling"]
    with pytest.raises(DataError):
        taught.propose("verb", entry | {"id": "own_x", "root": "د"}, "noor")
    with pytest.raises(DataError, match="no event type"):
        taught.propose("verb", entry | {"id": "own_x", "type": "strik"}, "noor")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "militiaa"},
        {"country": "Syria"},
        {"parent": "nobody"},
        {"names": {"ar": BRIGADE}},
        {"id": "syrian-army"},
        {"from": 2020, "to": 2010},
    ],
)
def test_an_entry_that_does_not_hold_is_not_kept(taught: Project, wrong: dict[str, Any]) -> None:
    with pytest.raises(DataError) as told:
        taught.propose("party", PARTY | wrong, "noor")
    assert "/tmp" not in str(told.value) and log(taught) == []


def test_a_name_that_another_party_bears_is_told(taught: Project) -> None:
    with pytest.raises(DataError, match="also names"):
        taught.propose("party", PARTY | {"names": {"en": "Other", "ar": "قوات سوريا الديمقراطية"}}, "noor")


def test_a_refusal_needs_its_reason_and_stands(taught: Project) -> None:
    number = taught.propose("party", PARTY, "noor")
    with pytest.raises(UsageError):
        taught.refuse_proposal(number, "salma", "  ")
    taught.refuse_proposal(number, "salma", "it is a unit, not a party")
    with pytest.raises(ConflictError, match="salma"):
        taught.refuse_proposal(number, "sami", "me too")
    with pytest.raises(ConflictError, match="salma"):
        taught.take_in(number, "sami", version_of(taught.coder))
    assert not taught.store.layer.exists()


def test_nobody_takes_in_what_was_looked_at_over_other_data(taught: Project) -> None:
    first = taught.propose("party", PARTY, "noor")
    second = taught.propose("alias", {"of": "party", "id": "syrian-army", "lang": "ar", "alias": "جيش الوادي البعيد"}, "noor")
    seen = rehearsal(taught, second)[0].version
    taken_in(taught, first)
    with pytest.raises(ConflictError, match="changed"):
        taught.take_in(second, "salma", seen)


def test_two_at_once_take_it_in_once(taught: Project) -> None:
    number = taught.propose("party", PARTY, "noor")
    seen, outcomes = rehearsal(taught, number)[0].version, []

    def take(who: str) -> None:
        try:
            taught.take_in(number, who, seen)
            outcomes.append("taken")
        except ConflictError:
            outcomes.append("refused")

    threads = [threading.Thread(target=take, args=(who,)) for who in ("salma", "sami")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "taken"]
    text = (taught.store.layer / "world/parties/taught.yaml").read_text(encoding="utf-8")
    assert text.count("green-valley-brigade") == 1 and [a for a, _ in log(taught)].count("data.approve") == 1


def test_a_file_is_put_back_where_the_log_was_not_written(taught: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    number = taught.propose("party", PARTY, "noor")
    seen = rehearsal(taught, number)[0].version
    real = editing.write

    def fails(layer: Path, edit: editing.Edit) -> None:
        real(layer, edit)
        if layer == taught.store.layer and edit.text is not None:
            raise OSError("the disk is full")

    monkeypatch.setattr(taking, "write", fails)
    with pytest.raises(OSError):
        taught.take_in(number, "salma", seen)
    assert not list(taught.store.layer.rglob("*.yaml"))
    with taught.store.reading() as connection:
        assert proposals.get(connection, number).state == "proposed"


def test_the_rest_of_a_file_stays_letter_by_letter(tmp_path: Path) -> None:
    text = "# ours\n- id: a\n  names: {en: A}   # a comment\n\n# about b\n- {id: b, names: {en: B}}\n- id: c\n  names: {en: C}"
    (tmp_path / "f.yaml").write_text(text, encoding="utf-8")
    changed = editing.with_entry(tmp_path, "f.yaml", {"id": "b", "names": {"en": "Bee"}}).text
    assert changed == text.replace("- {id: b, names: {en: B}}\n", "- id: b\n  names:\n    en: Bee\n")
    assert editing.without_entry(tmp_path, "f.yaml", "a").text == text.replace("- id: a\n  names: {en: A}   # a comment\n", "")
    last = editing.without_entry(tmp_path, "f.yaml", "c").text
    assert last == text.replace("- id: c\n  names: {en: C}", "")
    assert editing.with_entry(tmp_path, "f.yaml", {"id": "d"}).text == text + "\n- id: d\n"
    with pytest.raises(DataError):
        editing.without_entry(tmp_path, "f.yaml", "z")
