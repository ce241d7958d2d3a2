"""A table that `rasid export` wrote, edited in a spreadsheet and imported: what was changed is decided, nothing else is touched."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from rasid.project.importing.importer import Importer
from rasid.project.importing.outcomes import Outcome
from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import Around, format_of
from rasid.publish.policy import Policy
from rasid.store import events
from rasid.store.events import KeptEvent
from rasid.store.schema import audit

Rows = list[dict[str, Any]]


def exported(project: Project) -> Rows:
    out = io.BytesIO()
    with project.store.reading() as connection:
        export(connection, Policy("internal"), format_of("csv"), out, Around(project.pipeline.lexicon, "internal"))
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))


def saved(path: Path, rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="", errors="replace") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def take(project: Project, path: Path, who: str = "مريم", **more: Any) -> list[Outcome]:
    return list(Importer(project, who, **more).import_all([str(path)]))


def kept(project: Project, event_id: str) -> KeptEvent:
    with project.store.reading() as connection:
        return events.known(connection, event_id)


def entries(project: Project) -> list[tuple[str, str, str]]:
    with project.store.reading() as connection:
        return [(r.action, r.subject, r.who) for r in connection.execute(sa.select(audit).order_by(audit.c.seq))]


def strike(rows: Rows) -> dict[str, Any]:
    """The row of the first account of the strike: three killed, seven injured."""
    return next(r for r in rows if r["type"] == "shelling" and r["killed_low"] == "3")


def said(outcomes: list[Outcome]) -> str:
    return "\n".join(str(p) for o in outcomes for p in o.problems)


def test_a_table_that_nobody_edited_changes_nothing(filled: Project, tmp_path: Path) -> None:
    before = entries(filled)
    found = take(filled, saved(tmp_path / "t.csv", exported(filled)))
    assert len(found) >= 4 and {o.what for o in found} == {"already there"}
    assert entries(filled) == before


def test_changed_cells_are_decisions_of_who_imports_one_entry_each_and_only_once(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    row = strike(rows)
    row |= {"killed_low": "4", "killed_high": "4", "status": "possible", "date_start": "2024-03-07", "why": "الصورة تظهر أربعة"}
    path = saved(tmp_path / "t.csv", [{"why": ""} | r for r in rows])
    count = len(entries(filled))
    found = [o for o in take(filled, path) if o.what != "already there"]
    assert [(o.what, o.id) for o in found] == [("changed", row["event_id"])]
    assert [(c.column, c.before, c.after) for c in found[0].changes][:1] == [("status", "asserted", "possible")]
    event = kept(filled, row["event_id"])
    assert (event.state, event.record["status"]) == ("corrected", "possible")
    assert [(t["min"], t["max"]) for t in event.record["toll"] if t["effect"] == "killed" and not t["part_of"]] == [(4, 4)]
    assert (event.record["time"]["start"], event.record["time"]["end"]) == ("2024-03-07", "2024-03-07")
    assert entries(filled)[count:] == [("event.set", f"event:{event.id}", "مريم")] * 3
    whys = {d["why"] for d in filled.why(event.id)["decisions"]}
    assert whys == {"الصورة تظهر أربعة"}
    assert {o.what for o in take(filled, path)} == {"already there"}
    assert len(entries(filled)) == count + 3
    again = strike_of(exported(filled), event.id)
    assert (again["killed_low"], again["date_end"], again["state"]) == ("4", "2024-03-07", "corrected")


def strike_of(rows: Rows, id_: str) -> dict[str, Any]:
    return next(r for r in rows if r["event_id"] == id_)


def test_the_state_accepts_and_rejects_and_a_rejection_has_a_reason(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    first, second, third, *_ = rows
    first["state"], second["state"], third["state"] = "accepted", "rejected", "wrong"
    found = take(filled, saved(tmp_path / "t.csv", rows))
    assert [o.what for o in found[:3]] == ["changed", "problem", "problem"]
    assert "t.csv:3: state: a rejection needs a reason." in said(found) and "t.csv:4: state: 'wrong'" in said(found)
    second["why"] = "ليس خبرا"
    path = saved(tmp_path / "t.csv", [{"why": ""} | r for r in rows if r is not third])
    assert [o.what for o in take(filled, path)][:2] == ["already there", "changed"]
    assert [kept(filled, r["event_id"]).state for r in (first, second)] == ["accepted", "rejected"]
    assert {o.what for o in take(filled, path)} == {"already there"}
    assert take(filled, path) and len(entries(filled)) == len(entries(filled))


def test_an_accepted_row_with_a_changed_cell_is_taken_once(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    strike(rows).update(state="accepted", status="possible")
    path = saved(tmp_path / "t.csv", rows)
    take(filled, path)
    count = len(entries(filled))
    assert {o.what for o in take(filled, path)} == {"already there"} and len(entries(filled)) == count


def test_what_somebody_else_did_meanwhile_is_kept_and_told_where_both_did_it(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    row = strike(rows)
    filled.correct(row["event_id"], "status", "denied", "سامي", "بيان")
    filled.accept(row["event_id"], "سامي")
    path = saved(tmp_path / "t.csv", rows)
    assert {o.what for o in take(filled, path)} == {"already there"}  # a cell left alone undoes nothing
    row["mutual"] = "1"
    assert [o.what for o in take(filled, saved(path, rows)) if o.what != "already there"] == ["changed"]
    row |= {"status": "possible", "background": "1"}
    found = [o for o in take(filled, saved(path, rows)) if o.what != "already there"]
    assert [o.what for o in found] == ["conflict"]
    assert [(c.column, c.before, c.after) for c in found[0].conflicts] == [("status", "possible", "denied")]
    assert "status: you wrote 'possible', and meanwhile سامي has set it to 'denied'" in said(found)
    record = kept(filled, row["event_id"]).record
    assert (record["status"], record["background"], record["mutual"]) == ("denied", False, True)


def test_without_its_version_a_row_overwrites_nothing_that_was_decided(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    row = strike(rows)
    filled.correct(row["event_id"], "status", "denied", "سامي")
    row["mutual"] = "1"
    bare = [{k: v for k, v in r.items() if k in ("event_id", "mutual")} for r in rows]
    assert [o.what for o in take(filled, saved(tmp_path / "a.csv", bare)) if o.what != "already there"] == ["changed"]
    stale = [{k: v for k, v in r.items() if k in ("status", "event_id")} for r in rows]
    assert [o.what for o in take(filled, saved(tmp_path / "b.csv", stale)) if o.what != "already there"] == ["conflict"]
    assert kept(filled, row["event_id"]).record["status"] == "denied"


def test_parties_places_and_weapons_are_added_renamed_and_taken_out(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    row = strike(rows)
    one = kept(filled, row["event_id"]).record
    row["initiators"] = row["initiators"] + "; hezbollah"
    row["targets"] = "مدنيون"  # a name will do for an id
    row["weapons"] = "rocket"
    row["place_ids"] = "سرمين"
    found = [o for o in take(filled, saved(tmp_path / "t.csv", rows)) if o.what != "already there"]
    assert [o.what for o in found] == ["changed"], said(found)
    record = kept(filled, row["event_id"]).record
    assert [p["actor"] for p in record["initiators"]] == [*[p["actor"] for p in one["initiators"]], "hezbollah"]
    assert record["initiators"][0] == one["initiators"][0] and record["initiators"][-1]["text"] == one["evidence"]["text"]
    assert [i["weapon"] for i in record["instruments"]] == ["rocket"]
    assert [p["names"]["ar"] for p in record["places"]] == ["سرمين"] and record["places"][0]["lat"] != one["places"][0]["lat"]
    rows = exported(filled)
    strike_of(rows, one["id"]).update(initiators="hezbollah", weapons="")
    assert [o.what for o in take(filled, saved(tmp_path / "u.csv", rows)) if o.what != "already there"] == ["changed"]
    record = kept(filled, one["id"]).record
    assert [p["actor"] for p in record["initiators"]] == ["hezbollah"] and record["instruments"] == []


def test_a_toll_is_begun_changed_and_taken_out(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    row = strike(rows)
    row |= {"missing_low": "2", "injured_low": "", "injured_high": "", "killed_high": "6"}
    take(filled, saved(tmp_path / "t.csv", rows))
    toll = {t["effect"]: (t["min"], t["max"]) for t in kept(filled, row["event_id"]).record["toll"]}
    assert toll == {"killed": (3, 6), "missing": (2, None)}


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("initiators", "syrian-armi", "Perhaps syrian-army"),
        ("type", "قصف مدفع", "shelling"),
        ("place_ids", "gn:99999999999", "there is no place"),
        ("weapons", "roket", "rocket"),
        ("date_start", "يوم الجمعة", "date_start: 'يوم الجمعة'"),
        ("date_start", "05/04/2024", "--date-order"),
        ("killed_low", "كثير", "killed_low: 'كثير' is no number"),
        ("killed_low", "9", "counts go from 0 up, min before max"),
        ("mutual", "perhaps", "mutual: 'perhaps' is neither 1 nor 0"),
        ("initiators_ar", "حزب الله", "Change initiators"),
        ("method", "sniper", "shelling has no method 'sniper'"),
    ],
)
def test_what_cannot_be_taken_is_told_by_row_and_column_and_the_rest_is_done(
    filled: Project, tmp_path: Path, column: str, cell: str, expected: str
) -> None:
    rows = exported(filled)
    row = strike(rows)
    other = next(r for r in rows if r is not row)
    row |= {column: cell, "background": "1"}
    other["background"] = "1"
    found = take(filled, saved(tmp_path / "t.csv", rows))
    (problem,) = [o for o in found if o.what == "problem"]
    assert problem.id == row["event_id"] and expected in said([problem]) and f"t.csv:{rows.index(row) + 2}: " in said([problem])
    assert kept(filled, row["event_id"]).state == "proposed"  # all of a row or nothing
    assert kept(filled, other["event_id"]).record["background"] is True


def test_unknown_ids_and_rows_without_one_are_told(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    rows[0]["event_id"], rows[1]["event_id"] = "ev_nowhere", ""
    found = take(filled, saved(tmp_path / "t.csv", rows))
    assert [o.what for o in found[:2]] == ["problem", "problem"]
    assert "there is no event 'ev_nowhere'" in said(found) and "t.csv:3: event_id: nothing stands there" in said(found)


def excel(rows: Rows) -> Rows:
    """What Excel makes of it: days in figures, whole numbers with a point, truth as words, an apostrophe kept."""
    for row in rows:
        for name in ("date_start", "date_end", "incident_day"):
            if row[name]:
                year, month, day = row[name].split("-")
                row[name] = f"{day}/{month}/{year}"
        for name in ("killed_low", "killed_high", "date_precision", "place_precision"):
            row[name] = f"{row[name]}.0" if row[name] else ""
        row["background"], row["mutual"] = ("TRUE" if row[n] == "1" else "FALSE" for n in ("background", "mutual"))
    return rows


def serials(rows: Rows) -> Rows:
    import datetime as dt

    for row in rows:
        for name in ("date_start", "date_end"):
            if row[name]:
                row[name] = str((dt.date.fromisoformat(row[name]) - dt.date(1899, 12, 30)).days)
    return rows


def arabic(rows: Rows) -> Rows:
    digits = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")
    return [
        {k: v.translate(digits) if k.endswith(("_low", "_high", "lat", "lon", "_precision")) else v for k, v in r.items()} for r in rows
    ]


def reordered(rows: Rows) -> Rows:
    wanted = ["killed_low", "event_id", "version", "mutual", "killed_high", "state", "background", "date_start", "evidence"]
    return [{k: r[k] for k in wanted} for r in rows] + [dict.fromkeys(wanted, "")] * 40


def decimal_commas(rows: Rows) -> Rows:
    return [r | {"lat": r["lat"].replace(".", ","), "lon": r["lon"].replace(".", ","), "evidence": f"'{r['evidence']}"} for r in rows]


@pytest.mark.parametrize("damage", [excel, serials, arabic, reordered, decimal_commas])
@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp1256"), ("\t", "utf-16")])
def test_what_a_spreadsheet_does_to_a_table_changes_nothing(
    filled: Project, tmp_path: Path, damage: Callable[[Rows], Rows], delimiter: str, encoding: str
) -> None:
    if damage is arabic and encoding == "cp1256":
        encoding = "utf-8"  # Windows-1256 has no such digits
    before = len(entries(filled))
    rows = damage(exported(filled))
    found = take(filled, saved(tmp_path / "t.csv", rows, delimiter, encoding))
    assert {o.what for o in found} == {"already there"}, said(found)
    row = next(r for r in rows if r["event_id"])
    row["mutual"] = "نعم" if row["mutual"] in ("0", "FALSE") else "لا"
    found = take(filled, saved(tmp_path / "t.csv", rows, delimiter, encoding))
    assert [o.what for o in found if o.what != "already there"] == ["changed"], said(found)
    assert len(entries(filled)) == before + 1


def test_days_in_figures_are_read_in_the_order_that_the_table_shows(filled: Project, tmp_path: Path) -> None:
    rows = excel(exported(filled))
    row = next(r for r in rows if r["date_start"])
    row["date_start"] = row["date_end"] = "05/04/2024"
    other = next(r for r in rows if r is not row and r["date_start"])
    other["date_start"] = other["date_end"] = "25/04/2024"
    found = take(filled, saved(tmp_path / "t.csv", rows))
    assert [o.what for o in found if o.what != "already there"] == ["changed", "changed"], said(found)
    assert kept(filled, row["event_id"]).record["time"]["start"] == "2024-04-05"


def test_a_workbook_is_read_as_well(filled: Project, tmp_path: Path) -> None:
    import datetime as dt

    import openpyxl

    rows = exported(filled)
    row = strike(rows)
    book = openpyxl.Workbook()
    book.active.title = "read me"
    book.active.append(["notes of ours"])
    sheet = book.create_sheet("accounts")
    sheet.append(list(row))
    for one in rows:
        cells = [
            int(v) if v.isdigit() else dt.datetime.fromisoformat(v) if k.startswith("date_") and "-" in v else v for k, v in one.items()
        ]
        sheet.append([c if one is not row or k != "killed_low" else 2.0 for k, c in zip(one, cells, strict=True)])
    book.save(tmp_path / "t.xlsx")
    found = [o for o in take(filled, tmp_path / "t.xlsx") if o.what != "already there"]
    assert [o.what for o in found] == ["changed"], said(found)
    assert [(c.column, c.before, c.after) for c in found[0].changes] == [("killed_low", 3, 2)]


def test_a_dry_run_tells_the_same_and_writes_nothing(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    strike(rows).update(status="possible")
    rows[-1]["method"] = "flying"
    path, before = saved(tmp_path / "t.csv", rows), entries(filled)
    rehearsed = take(filled, path, dry=True)
    assert entries(filled) == before
    assert [(o.what, o.id, o.changes) for o in take(filled, path)] == [(o.what, o.id, o.changes) for o in rehearsed]
    assert {"changed", "problem"} <= {o.what for o in rehearsed}


def test_rows_that_are_missing_from_a_table_are_no_deletions(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    take(filled, saved(tmp_path / "t.csv", rows[:1]))
    assert [r["event_id"] for r in exported(filled)] == [r["event_id"] for r in rows]


def test_what_was_coded_again_meanwhile_is_no_edit_of_the_table(filled: Project, tmp_path: Path) -> None:
    rows = exported(filled)
    row = strike(rows)
    with filled.store.writing("rasid") as change:
        event = events.known(change.connection, row["event_id"])
        proposed = json.loads(json.dumps(event.proposed)) | {"outcome": "repelled"}
        from msgspec.structs import replace

        events.put(change.connection, replace(event, proposed=proposed, record=proposed), "2024-03-09")
        told = {"proposed": {event.id: {"outcome": None}}}
        change.record("report.recode", f"report:{event.report_id}", before=told, after={"proposed": {event.id: {"outcome": "repelled"}}})
    row["mutual"] = "1"
    found = [o for o in take(filled, saved(tmp_path / "t.csv", rows)) if o.what != "already there"]
    assert [o.what for o in found] == ["changed"], said(found)
    record = kept(filled, row["event_id"]).record
    assert (record["outcome"], record["mutual"]) == ("repelled", True)
