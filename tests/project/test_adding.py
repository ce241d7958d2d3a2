"""`rasid add`: reports are kept, coded, and not twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from rasid.intake import Found
from rasid.model import InputError
from rasid.project.adding import Outcome
from rasid.project.project import Project
from rasid.store import audit as audit_log
from rasid.store import blobs, events, reports
from rasid.store.schema import acquisitions, audit, event_tolls, runs, texts
from rasid.store.schema import blobs as blob_table
from rasid.store.schema import events as events_table
from running import runner

STRIKE = "قصفت مدفعية الجيش السوري أطراف بلدة كنصفرة في ريف إدلب أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة آخرين بجروح.\n"
ARREST = "اعتقلت قوات الأمن العام شابين في مدينة دوما بريف دمشق.\n"
TEXT = STRIKE + ARREST


def put(folder: Path, **texts_by_name: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts_by_name.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def rows(path: Path, *made: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in made), encoding="utf-8")
    return path


def add(project: Project, *sources: Path, **options: object) -> list[Outcome]:
    return list(project.add(sources, who="noor", **options))  # type: ignore[arg-type]


def count(project: Project, table: sa.Table) -> int:
    with project.store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_report_is_kept_with_its_bytes_and_coded(project: Project, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a=STRIKE, b=ARREST)
    made = add(project, folder, published="2026-03-14")
    assert [(o.what, o.problem) for o in made] == [("added", None)] * 2
    assert all(o.events for o in made)
    with project.store.reading() as connection:
        stored = reports.known(connection, str(made[0].report_id))
        assert blobs.get(connection, stored.sha256) == STRIKE.encode()
        assert (stored.report.text, stored.day, stored.revision, stored.family) == (STRIKE, "2026-03-14", 1, stored.id)
        [event] = events.of_report(connection, stored.id)
        row = connection.execute(sa.select(events_table).where(events_table.c.id == event.id)).mappings().one()
        tolls = connection.execute(sa.select(event_tolls.c.effect, event_tolls.c.minimum)).all()
    assert event.record == event.proposed and event.state == "proposed"
    assert (row["type"], row["day"], row["killed_low"], row["killed_high"], row["injured_low"]) == ("shelling", "2026-03-13", 3, 3, 7)
    assert STRIKE[slice(*event.trigger)] == "قصفت"
    assert event.event.toll[0].text in STRIKE
    assert ("killed", 3) in [tuple(t) for t in tolls]


def test_adding_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a=STRIKE, b=ARREST)
    add(project, folder)
    before = {t.name: count(project, t) for t in (audit, blob_table, acquisitions, events_table, runs, texts)}
    assert [o.what for o in add(project, folder)] == ["already there"] * 2
    assert {t.name: count(project, t) for t in (audit, blob_table, acquisitions, events_table, runs, texts)} == before


def test_the_run_says_what_coded(project: Project, tmp_path: Path) -> None:
    add(project, put(tmp_path / "in", a=STRIKE, b=ARREST))
    with project.store.reading() as connection:
        [run] = connection.execute(sa.select(runs)).mappings().all()
        actions = connection.execute(sa.select(audit.c.action, audit.c.who).order_by(audit.c.seq)).all()
    layers = json.loads(run["layers"])
    assert run["data_version"] == project.pipeline.lexicon.version and run["finished"] >= run["started"]
    assert set(layers) == {"built_in", "user", "project", "places"} and len(layers["built_in"]) == 16
    assert [tuple(a) for a in actions[1:]] == [("run.begin", "noor"), *[("report.add", "noor")] * 2, ("run.finish", "noor")]


def test_the_same_bytes_from_elsewhere_are_another_acquisition_at_most(project: Project, tmp_path: Path) -> None:
    add(project, put(tmp_path / "in", a=STRIKE))
    assert [o.what for o in add(project, put(tmp_path / "again", copy=STRIKE))] == ["already there"]
    assert (count(project, blob_table), count(project, acquisitions), count(project, texts)) == (1, 2, 1)


def test_bad_inputs_are_named_and_the_rest_is_added(project: Project, tmp_path: Path) -> None:
    table = rows(tmp_path / "r.jsonl", {"id": "a", "text": STRIKE}, {"id": "b"}, {"id": "c", "text": ARREST})
    made = add(project, tmp_path / "none.txt", table)
    assert [o.what for o in made] == ["problem", "added", "problem", "added"]
    assert all(isinstance(o.problem, InputError) for o in made if o.what == "problem")
    assert f"{table}:2" in str(made[2].problem)


def test_reports_kept_without_coding_are_coded_by_the_next_add(project: Project, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a=STRIKE)
    [first] = add(project, folder, code=False)
    assert (first.what, first.events, count(project, runs)) == ("added", None, 0)
    [second] = add(project, folder)
    assert (second.what, bool(second.events)) == ("coded", True)
    assert [o.what for o in add(project, folder)] == ["already there"]


def test_a_report_in_a_strange_language_is_kept_and_said(project: Project, tmp_path: Path) -> None:
    [made] = add(project, put(tmp_path / "in", a="Nothing of this is Arabic.\n"))
    assert made.what == "added" and made.problem is not None and "language pack" in made.problem.what
    assert count(project, texts) == 1 and count(project, events_table) == 0


def test_a_date_given_later_fills_the_gap_and_changes_none(project: Project, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a=STRIKE)
    [made] = add(project, folder)
    [dated] = add(project, folder, published="2026-03-14")
    [again] = add(project, folder, published="2025-01-01")
    assert (dated.what, dated.changed, again.what) == ("revised", ["published"], "already there")
    with project.store.reading() as connection:
        stored = reports.known(connection, str(made.report_id))
        [event] = events.of_report(connection, stored.id)
    assert (stored.report.published, stored.revision, event.record["time"]["start"]) == ("2026-03-14", 1, "2026-03-13")


def test_two_outlets_with_one_id_are_not_one_report(project: Project, tmp_path: Path) -> None:
    add(project, rows(tmp_path / "a.jsonl", {"id": "7", "text": STRIKE, "outlet": "وكالة الضفة"}))
    [made] = add(project, rows(tmp_path / "b.jsonl", {"id": "7", "text": ARREST, "outlet": "راديو المرج"}))
    assert made.what == "problem" and "وكالة الضفة" in str(made.problem)
    with project.store.reading() as connection:
        assert reports.known(connection, "7").report.text == STRIKE


def test_ranks_set_reports_in_order(project: Project, tmp_path: Path) -> None:
    made = [{"id": i, "text": ARREST + i, "published": p} for i, p in (("a", "2026-03-14"), ("b", "2026-03-13"), ("c", "2026-03-14"))]
    add(project, rows(tmp_path / "r.jsonl", *made))
    with project.store.reading() as connection:
        assert list(reports.ids(connection)) == ["b", "a", "c"]


def test_text_that_no_database_holds(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"id": "x", "text": "' + STRIKE.strip() + '\\u0000 وقتل طفل في سوق البلدة."}\n', encoding="utf-8")
    [made] = add(project, path)
    assert made.what == "added"
    with project.store.reading() as connection:
        stored = reports.known(connection, "x")
        kept = events.of_report(connection, "x")
    assert "\ufffd" in stored.report.text
    assert kept and all(stored.report.text[slice(*k.trigger)] for k in kept)
    assert add(project, path)[0].what == "already there"


def test_the_command(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rasid = runner(capfd)
    inputs = put(tmp_path / "in", a=STRIKE, b=ARREST)
    assert rasid("init", folder).code == 0
    ran = rasid("add", inputs, tmp_path / "none.txt", "--project", folder, "--published", "2026-03-14", "--who", "noor")
    assert ran.code == 1 and len(ran.out.splitlines()) == 2 and "none.txt" in ran.err and "2 reports added" in ran.err
    ran = rasid("add", inputs, "--project", folder, "--format", "jsonl")
    assert ran.code == 0 and [json.loads(line)["what"] for line in ran.out.splitlines()] == ["already there"] * 2
    assert rasid("add", inputs, "--project", tmp_path).code == 1


def test_a_report_that_cannot_be_kept_does_not_stop_the_others(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reports.insert

    def insert(connection: sa.Connection, found: Found, *more: Any) -> reports.Stored:
        stored = real(connection, found, *more)
        if found.report.id == "b":
            connection.execute(sa.insert(texts).values(report_id="b", revision=1, text="", text_hash="", made=""))  # there is one
        return stored

    monkeypatch.setattr(reports, "insert", insert)
    made = add(project, rows(tmp_path / "r.jsonl", *({"id": i, "text": ARREST + i} for i in "abc")))
    assert [(o.report_id, o.what) for o in made] == [("a", "added"), ("b", "problem"), ("c", "added")]
    with project.store.reading() as connection:
        assert list(reports.ids(connection)) == ["a", "c"] and not audit_log.verify(connection).problems


def test_one_id_twice_in_one_file(project: Project, tmp_path: Path) -> None:
    made = add(project, rows(tmp_path / "r.jsonl", {"id": "a", "text": ARREST}, {"id": "a", "text": STRIKE}, {"id": "a", "text": STRIKE}))
    assert [o.what for o in made] == ["added", "revised", "already there"]
    with project.store.reading() as connection:
        assert reports.known(connection, "a").revision == 2
        assert [k.record["type"] for k in events.of_report(connection, "a")] == ["shelling"]


def test_a_mapping_is_kept_by_name(folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rasid = runner(capfd)
    rasid("init", folder)
    one = rows(tmp_path / "one.jsonl", {"الخلاصة": STRIKE, "رقم": "1"})
    two = rows(tmp_path / "two.jsonl", {"الخلاصة": ARREST, "رقم": "2"})
    told = '{"text": "الخلاصة", "id": "رقم"}'
    assert rasid("add", one, "--mapping", told, "--keep-mapping", "ours", "--project", folder).code == 0
    ran = rasid("add", two, "--mapping", "ours", "--project", folder)
    assert ran.code == 0 and "added 2 " in ran.out
    assert rasid("add", two, "--mapping", "theirs", "--project", folder).code == 2
