"""Reviewed work becomes a gold file; the words of reports leave by a profile that lets everything out alone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from test_formats import let_out

from rasid.evaluate import evaluate, load_gold
from rasid.evaluate.measures import record
from rasid.model import UsageError
from rasid.model.event import Initiator, Place, Target
from rasid.project.project import Project
from rasid.publish.exporting import Exported, export
from rasid.publish.formats import Around, format_of, gold
from rasid.publish.policy import Policy


def exported(project: Project, policy: Policy) -> tuple[Exported, bytes]:
    out = io.BytesIO()
    with project.store.reading() as connection:
        done = export(connection, policy, format_of("gold"), out, Around(project.pipeline.lexicon, policy.name))
    return done, out.getvalue()


def rows_of(data: bytes) -> dict[str, Any]:
    return {row["id"]: row for row in map(json.loads, data.splitlines())}


def accept_all(project: Project) -> int:
    ids = [t.event.id for one in let_out(project) for t in one.told]
    for id_ in ids:
        project.accept(id_, "a reviewer")
    return len(ids)


def test_a_project_accepted_whole_scores_one_by_its_own_gold(filled: Project, tmp_path: Path) -> None:
    count = accept_all(filled)
    path = tmp_path / "own.gold.jsonl"
    done, data = exported(filled, filled.policy("internal"))
    path.write_bytes(data)
    reports = load_gold(path)
    assert done.rows == len(reports) == 4 and sum(len(r.events) for r in reports) == count
    coded = [[msgspec.to_builtins(e) for e in filled.pipeline.code(r.report)] for r in reports]
    made = record(evaluate(reports, coded))
    assert made["overall"]["f1"][0] == made["overall"]["whole"][0] == 1.0 and made["overall"]["false"] == 0
    assert all(slot["f1"][0] == 1.0 for slot in made["slots"].values())


def test_the_gold_of_a_correction_is_missed_by_the_coder(filled: Project, tmp_path: Path) -> None:
    accept_all(filled)
    arrest = next(t.event for one in let_out(filled) for t in one.told if t.event.type == "arrest")
    filled.correct(arrest.id, "type", "abduction", "a reviewer")
    path = tmp_path / "own.gold.jsonl"
    path.write_bytes(exported(filled, filled.policy("internal"))[1])
    reports = load_gold(path)
    coded = [[msgspec.to_builtins(e) for e in filled.pipeline.code(r.report)] for r in reports]
    overall = record(evaluate(reports, coded))["overall"]
    assert overall["found"] == overall["gold"] - 1 and overall["false"] == 1


def test_only_reports_decided_whole_are_gold(filled: Project) -> None:
    arrest = next(t for one in let_out(filled) for t in one.told if t.event.type == "arrest")
    filled.accept(arrest.event.id, "a reviewer")
    done, data = exported(filled, filled.policy("internal"))
    assert set(rows_of(data)) == {arrest.read.id} and done.rows == 1
    filled.reject(arrest.event.id, "a reviewer", "told of another year")
    assert rows_of(exported(filled, filled.policy("internal"))[1])[arrest.read.id]["events"] == []


def test_a_report_with_an_open_event_is_left_out_and_counted(project: Project, tmp_path: Path) -> None:
    text = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة البارة بريف إدلب. واعتقلت قوات سوريا الديمقراطية شابين في مدينة الرقة."
    lines = tmp_path / "two.jsonl"
    lines.write_text(json.dumps({"id": "two", "text": text, "published": "2024-03-09"}, ensure_ascii=False) + "\n", encoding="utf-8")
    list(project.add([lines]))
    told = [t.event.id for one in let_out(project) for t in one.told]
    assert len(told) == 2
    project.accept(told[0], "a reviewer")
    done, data = exported(project, project.policy("internal"))
    assert (done.rows, data, done.losses) == (0, b"", {gold.UNDECIDED: 1})
    project.accept(told[1], "a reviewer")
    assert exported(project, project.policy("internal"))[0].losses[gold.UNDECIDED] == 0


def test_the_words_of_reports_never_leave_by_another_profile(filled: Project) -> None:
    accept_all(filled)
    own = filled.store.folder / "data" / "profiles"
    own.mkdir(parents=True, exist_ok=True)
    (own / "partners.yaml").write_text("id: partners\nnames: {en: Partners, ar: شركاء}\nbased_on: internal\npeople: removed\n", "utf-8")
    for name in ("public", "partners"):
        with pytest.raises(UsageError, match="words of reports"):
            exported(filled, filled.policy(name))
    everything = (
        "requires: []\nembargo: {}\nplaces: {}\nroles: {}\nsmall: {}\npseudonyms: []\npeople: kept\npublished: as told\nsignatures: 0\n"
    )
    (own / "public.yaml").write_text(everything + "fields: [incident.*, account.*, event.*, report.*]\n", "utf-8")
    assert filled.policy("public").lets_all_out
    with pytest.raises(UsageError, match="words of reports"):
        exported(filled, filled.policy("public"))


def test_the_format_alone_has_no_words_to_write(filled: Project) -> None:
    with pytest.raises(UsageError, match="words of reports"):
        format_of("gold").write(iter(let_out(filled)), io.BytesIO(), Around(filled.pipeline.lexicon, "internal"))


def test_a_thing_of_nobody_is_no_party_and_a_party_is_told_once() -> None:
    told = {"text": "x", "span": (0, 1)}
    items = [
        Target(actor=None, names={}, object="home", **told),
        Target(actor="a.b", names={"en": "A"}, **told),
        Target(actor="a.b", names={"en": "A"}, object="school", **told),
    ]
    assert gold.parties(items) == [r"^a\.b(?: \||$)"]
    assert gold.parties([Initiator(actor=None, names={"ar": "لواء (س)"}, **told)]) == [r"لواء\ \(س\)"]
    assert gold.parties([Initiator(actor=None, names={}, **told)]) == ["x"]


def test_a_near_place_is_sought_farther() -> None:
    at = Place(id=None, names={"en": "P"}, lat=1.0, lon=2.0, precision=2, text="", span=(0, 0))
    assert gold.place(at)["km"] == 25 and "km" not in gold.place(msgspec.structs.replace(at, precision=1))
