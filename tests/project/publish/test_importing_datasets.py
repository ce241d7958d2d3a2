"""Rows of ACLED and UCDP GED in a project: coded as they coded them, the same however often they come, linked, left alone by our coder."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from rasid.project.importing.importer import Importer
from rasid.project.importing.outcomes import Outcome
from rasid.project.project import Project
from rasid.store import events, reports
from rasid.store.events import KeptEvent
from rasid.store.schema import audit, blobs, incidents
from rasid.store.schema import events as event_rows

ACLED = {
    "event_id_cnty": "SYR1",
    "event_date": "2024-03-08",
    "year": "2024",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Syria (2000-2024)",
    "assoc_actor_1": "",
    "inter1": "State forces",
    "actor2": "Civilians (Syria)",
    "assoc_actor_2": "",
    "inter2": "Civilians",
    "country": "Syria",
    "admin1": "Idleb",
    "admin2": "Ariha",
    "admin3": "",
    "location": "Al Bara",
    "latitude": "35.6810",
    "longitude": "36.5400",
    "geo_precision": "1",
    "source": "North Network; Valley Agency",
    "notes": "On 8 March 2024, regime forces shelled Al Bara with artillery. Five civilians were killed.",
    "fatalities": "5",
    "timestamp": "1710200000",
}
GED = {
    "id": "71",
    "type_of_violence": "1",
    "conflict_name": "Syria: Government",
    "dyad_name": "Government of Syria - HTS",
    "side_a": "Government of Syria",
    "side_b": "Unheard-of Brigade",
    "source_office": "North Network",
    "source_headline": "Fighting near Al Bara",
    "where_prec": "1",
    "where_coordinates": "Al Bara village",
    "adm_1": "Idlib governorate",
    "adm_2": "Ariha district",
    "latitude": "35.681",
    "longitude": "36.540",
    "country": "Syria",
    "date_prec": "2",
    "date_start": "2024-03-07 00:00:00.000",
    "date_end": "2024-03-09 00:00:00.000",
    "deaths_a": "2",
    "deaths_b": "1",
    "deaths_civilians": "4",
    "deaths_unknown": "0",
    "best": "7",
    "high": "9",
    "low": "5",
}


def table(path: Path, *rows: dict[str, Any]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def bring(project: Project, path: Path, **more: Any) -> list[Outcome]:
    return list(Importer(project, "مريم", **more).import_all([str(path)]))


def the_event(project: Project, report_id: str) -> KeptEvent:
    with project.store.reading() as connection:
        (kept,) = events.of_report(connection, report_id)
    return kept


def count(project: Project, query: Any) -> int:
    with project.store.reading() as connection:
        return int(connection.execute(query).scalar_one())


def test_a_row_of_acled_is_a_report_with_the_account_that_its_codes_tell(project: Project, tmp_path: Path) -> None:
    (outcome,) = bring(project, table(tmp_path / "a.csv", ACLED), address="https://example.org/a.csv")
    assert (outcome.what, outcome.events) == ("added", 1)
    record = the_event(project, "acled:SYR1").record
    assert (record["type"], record["coder"], record["status"], record["confidence"]) == ("shelling", "acled", "asserted", 1.0)
    assert [p["actor"] for p in record["initiators"]] == ["syrian-army"]
    assert [(p["actor"], p["country"]) for p in record["targets"]] == [("civilians", "SYR")]
    assert (record["time"]["start"], record["time"]["end"], record["time"]["precision"]) == ("2024-03-08", "2024-03-08", 1)
    (place,) = record["places"]
    assert (place["lat"], place["lon"], place["precision"], place["country"], place["admin1"]) == (35.681, 36.54, 1, "SYR", "Idlib")
    assert place["names"] == {"en": "Al Bara", "ar": "البارة"}
    assert [(t["effect"], t["min"], t["max"]) for t in record["toll"]] == [("killed", 5, 5)]
    assert [s["names"]["en"] for s in record["sources"]] == ["North Network", "Valley Agency"]
    with project.store.reading() as connection:
        text = reports.known(connection, "acled:SYR1").report.text
    assert text.startswith(ACLED["notes"]) and record["evidence"]["text"] == ACLED["notes"]
    for field in ("initiators", "targets", "places", "toll", "sources"):
        for item in record[field]:
            assert text[slice(*item["span"])] == item["text"]
    told = project.why("acled:SYR1")
    assert [(a["how"], a["name"], a["address"]) for a in told["acquired"]] == [("acled", "a.csv", "https://example.org/a.csv")]


def test_a_row_of_ged_keeps_low_best_and_high_and_whose_the_dead_were(project: Project, tmp_path: Path) -> None:
    bring(project, table(tmp_path / "GEDEvent_v24_1.csv", GED))
    record = the_event(project, "ucdp:71").record
    assert (record["type"], record["mutual"], record["coder"]) == ("armed_clash", True, "ucdp")
    assert (record["time"]["start"], record["time"]["end"], record["time"]["precision"]) == ("2024-03-07", "2024-03-09", 2)
    whole, *parts, low = record["toll"]
    assert (whole["min"], whole["max"], whole["part_of"]) == (7, 9, None)
    assert [(t["min"], t["who"], t["part_of"]) for t in parts] == [(2, "combatant", "t1"), (1, "combatant", "t1"), (4, "civilian", "t1")]
    assert (low["min"], low["max"], low["part_of"], low["by"]) == (5, 5, None, record["sources"][-1]["id"])
    with project.store.reading() as connection:
        row = connection.execute(sa.select(incidents.c.killed_low, incidents.c.killed_best, incidents.c.killed_high)).one()
    assert tuple(row) == (5, 7, 9)
    assert record["targets"][0]["actor"] is None and record["targets"][0]["names"] == {"en": "Unheard-of Brigade"}


def test_what_comes_again_changes_nothing_and_a_later_form_is_a_revision(project: Project, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ACLED)
    bring(project, path)
    before = count(project, sa.select(sa.func.max(audit.c.seq)))
    assert [o.what for o in bring(project, path)] == ["already there"]
    restamped = table(tmp_path / "b.csv", ACLED | {"timestamp": "1710900000"})
    assert [o.what for o in bring(project, restamped)] == ["already there"]
    assert count(project, sa.select(sa.func.max(audit.c.seq))) == before
    assert count(project, sa.select(sa.func.count()).select_from(blobs)) == 1
    id_ = the_event(project, "acled:SYR1").id
    project.correct(id_, "status", "possible", "مريم")
    later = ACLED | {"fatalities": "6", "sub_event_type": "Air/drone strike", "timestamp": "1711000000"}
    assert [o.what for o in bring(project, table(tmp_path / "c.csv", later))] == ["revised"]
    kept = the_event(project, "acled:SYR1")
    assert (kept.id, kept.record["type"], kept.record["toll"][0]["min"], kept.record["status"]) == (id_, "air_strike", 6, "possible")
    assert [o.what for o in bring(project, path)] == ["older"]
    with project.store.reading() as connection:
        assert reports.known(connection, "acled:SYR1").revision == 2


def test_an_older_version_of_ged_does_not_undo_a_newer(project: Project, tmp_path: Path) -> None:
    bring(project, table(tmp_path / "GEDEvent_v24_1.csv", GED | {"best": "8", "high": "9"}))
    assert [o.what for o in bring(project, table(tmp_path / "GEDEvent_v23_1.csv", GED))] == ["older"]
    assert [o.what for o in bring(project, table(tmp_path / "GEDEvent_v25_1.csv", GED))] == ["revised"]


def test_our_coder_leaves_them_and_people_may_decide_of_them(project: Project, tmp_path: Path) -> None:
    bring(project, table(tmp_path / "a.csv", ACLED))
    before = the_event(project, "acled:SYR1")
    assert [(r.theirs, r.plan) for r in project.recode()] == [("acled", None)]
    assert the_event(project, "acled:SYR1") == before
    assert project.accept(before.id, "مريم").state == "accepted"


def test_a_row_is_linked_with_reports_and_never_with_a_row_of_its_dataset(filled: Project, tmp_path: Path) -> None:
    near = ACLED | {"event_id_cnty": "SYR2", "notes": "On 8 March 2024, artillery shelled Al Bara again."}
    bring(filled, table(tmp_path / "a.csv", ACLED, near))
    with filled.store.reading() as connection:
        rows = connection.execute(sa.select(event_rows.c.report_id, event_rows.c.incident_id)).all()
    homes = {r.report_id: r.incident_id for r in rows if r.report_id in ("a", "b", "acled:SYR1", "acled:SYR2")}
    assert homes["acled:SYR1"] != homes["acled:SYR2"]
    assert homes["a"] in (homes["acled:SYR1"], homes["acled:SYR2"])


def test_one_bad_row_stops_no_other_and_is_told_by_row_and_column(project: Project, tmp_path: Path) -> None:
    rows = [
        ACLED | {"event_date": "2024-33-10"},
        ACLED | {"event_id_cnty": ""},
        ACLED | {"event_id_cnty": "SYR3", "fatalities": "many"},
        ACLED | {"event_id_cnty": "SYR4"},
        ACLED | {"event_id_cnty": "SYR4", "fatalities": "9"},
    ]
    found = bring(project, table(tmp_path / "a.csv", *rows))
    assert [o.what for o in found] == ["problem", "problem", "problem", "added", "problem"]
    said = [str(p) for o in found for p in o.problems]
    assert "a.csv:2: event_date: '2024-33-10'" in said[0] and "a.csv:3: event_id_cnty" in said[1]
    assert "a.csv:4: fatalities: 'many'" in said[2] and "twice" in said[3]


def test_codes_and_names_without_a_counterpart_are_named(project: Project, tmp_path: Path) -> None:
    other = ACLED | {"sub_event_type": "Other", "actor1": "Unheard-of Brigade", "event_id_cnty": "SYR9"}
    importer = Importer(project, "مريم")
    (outcome,) = importer.import_all([str(table(tmp_path / "a.csv", other))])
    assert (outcome.what, outcome.events) == ("added", 0)
    assert importer.unknown == {("acled sub_event_type", "Other"): 1, ("party", "Unheard-of Brigade"): 1}


def test_what_acled_deletes_goes_and_what_a_person_reviewed_stays(project: Project, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ACLED, ACLED | {"event_id_cnty": "SYR2"})
    bring(project, path)
    reviewed = the_event(project, "acled:SYR2").id
    project.accept(reviewed, "مريم")
    gone = [{"event_id_cnty": f"SYR{n}", "deleted_timestamp": "1712000000"} for n in (1, 2, 3)]
    deleted = table(tmp_path / "deleted.csv", *gone)
    assert [o.what for o in bring(project, deleted)] == ["retracted", "retracted", "already there"]
    assert [o.what for o in bring(project, deleted)] == ["already there"] * 3
    with project.store.reading() as connection:
        assert events.of_report(connection, "acled:SYR1") == []
    assert the_event(project, "acled:SYR2").orphaned
    assert [o.what for o in bring(project, path)] == ["older", "older"]
    again = table(tmp_path / "b.csv", ACLED | {"timestamp": "1713000000"})
    assert [o.what for o in bring(project, again)] == ["revised"]
    assert the_event(project, "acled:SYR1").record["type"] == "shelling"


def test_a_dry_run_says_the_same_and_writes_nothing(project: Project, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ACLED, ACLED | {"event_id_cnty": "SYR2"})
    before = count(project, sa.select(sa.func.max(audit.c.seq)))
    assert [o.what for o in bring(project, path, dry=True)] == ["added", "added"]
    assert count(project, sa.select(sa.func.max(audit.c.seq))) == before
    assert [o.what for o in bring(project, path)] == ["added", "added"]


@pytest.mark.parametrize("written", ["", "name,place\nx,y\n", "event_id_cnty,event_date,sub_event_type,event_date\n1,2,3,4\n"])
def test_a_file_that_is_none_of_these_is_told_in_a_sentence(project: Project, tmp_path: Path, written: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(written, encoding="utf-8")
    (outcome,) = bring(project, path)
    assert outcome.what == "problem" and str(outcome.problems[0]).startswith(f"{path}: ")
