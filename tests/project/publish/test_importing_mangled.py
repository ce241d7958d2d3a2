"""What programs do to a table besides what people do: formulas that were never reckoned, short years, lost letters, rows that stand twice.
Nothing of it becomes a decision that nobody took, and each is told in a sentence."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from test_importing_edited import Rows, entries, exported, kept, said, saved, strike, take

from rasid.project.importing.damage import letters_lost
from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import Around, format_of
from rasid.publish.policy import Policy


@pytest.fixture
def workbook(filled: Project, tmp_path: Path) -> Path:
    """Our own workbook, as `rasid export --format xlsx` gives it."""
    out = io.BytesIO()
    with filled.store.reading() as connection:
        export(connection, Policy("internal"), format_of("xlsx"), out, Around(filled.pipeline.lexicon, "internal"))
    path = tmp_path / "ours.xlsx"
    path.write_bytes(out.getvalue())
    return path


def edited(path: Path, cells: dict[str, Any], row: int = 2) -> Path:
    """The workbook as a spreadsheet saves it, with these cells of a row changed."""
    book = openpyxl.load_workbook(path)
    sheet = book["Events"]
    columns = {cell.value: n for n, cell in enumerate(sheet[1], 1)}
    for name, value in cells.items():
        sheet.cell(row, columns[name]).value = value
    book.save(path.with_name("saved.xlsx"))
    return path.with_name("saved.xlsx")


def test_our_workbook_comes_back_as_it_was_and_with_what_was_changed(filled: Project, workbook: Path) -> None:
    before = len(entries(filled))
    for path in (workbook, edited(workbook, {})):
        assert {o.what for o in take(filled, path)} == {"already there"}
    assert len(entries(filled)) == before
    (found,) = [o for o in take(filled, edited(workbook, {"status": "possible", "killed_high": 9})) if o.what != "already there"]
    assert [(c.column, c.after) for c in found.changes] == [("status", "possible"), ("killed_high", 9)], said([found])
    assert found.id is not None and kept(filled, found.id).record["status"] == "possible"
    assert {o.what for o in take(filled, edited(workbook, {"status": "possible", "killed_high": 9}))} == {"already there"}


def test_a_formula_or_an_error_is_no_empty_cell(filled: Project, workbook: Path) -> None:
    """A program that does not reckon saves a formula without its value: read as nothing, three killed would become none told."""
    before = entries(filled)
    cells = {"killed_low": "=1+1", "date_start": "#REF!", "status": '=HYPERLINK("https://n.example")', "lat": "#NAME?"}
    for row, (column, cell) in enumerate(cells.items(), 2):
        workbook = edited(workbook, {column: cell}, row)
    found = take(filled, workbook)
    assert [o.what for o in found] == ["problem"] * 4, said(found)
    for outcome, (column, cell) in zip(found, cells.items(), strict=True):
        assert column in str(outcome.problems[0]) and cell in str(outcome.problems[0])
    assert entries(filled) == before


def lost(rows: Rows) -> Rows:
    return [{k: v.encode("cp1252", "replace").decode("cp1252") for k, v in row.items()} for row in rows]


def taken_for_another(page: str) -> Callable[[Rows], Rows]:
    return lambda rows: [{k: v.encode().decode(page, "replace") for k, v in row.items()} for row in rows]


@pytest.mark.parametrize("damage", [lost, taken_for_another("cp1252"), taken_for_another("cp1256")])
def test_lost_letters_are_told_once_a_row_and_change_nothing(filled: Project, tmp_path: Path, damage: Callable[[Rows], Rows]) -> None:
    before, rows = entries(filled), exported(filled)
    found = take(filled, saved(tmp_path / "t.csv", damage(rows)))
    assert [o.what for o in found] == ["problem"] * len(rows) and entries(filled) == before
    for outcome in found:
        (problem,) = outcome.problems
        assert "letters were lost when the table was saved" in problem.what and "--excel" in str(problem.hint)


@pytest.mark.parametrize(
    ("cell", "was", "is_lost"),
    [
        ("???", "قصف", True),
        ("? ???", "ب قصف", True),
        ("قصف", "قصف", False),
        ("غارة", "قصف", False),
        ("???", "abc", False),
        ("", "قصف", False),
    ],
)
def test_letters_lost(cell: str, was: str, is_lost: bool) -> None:
    assert letters_lost(cell, was) is is_lost


def short(pattern: str) -> Callable[[str], str]:
    return lambda day: pattern.format(y=day[2:4], m=day[5:7], d=day[8:10]) if day else ""


@pytest.mark.parametrize("pattern", ["{y}-{m}-{d}", "{y}/{m}/{d}", "{d}/{m}/{y}", "{m}/{d}/{y}"])
def test_years_of_two_digits_are_never_guessed(filled: Project, tmp_path: Path, pattern: str) -> None:
    """24-03-08 is the day it was, or asked about; it is not the 24th of March 2008."""
    before, rows, form = entries(filled), exported(filled), short(pattern)
    for row in rows:
        row["date_start"], row["date_end"] = form(row["date_start"]), form(row["date_end"])
    assert {o.what for o in take(filled, saved(tmp_path / "t.csv", rows))} == {"already there"}
    row = strike(rows)
    row["date_start"] = row["date_end"] = form("2011-10-12")
    (found,) = [o for o in take(filled, saved(tmp_path / "t.csv", rows)) if o.what != "already there"]
    assert found.what == "problem" and "--date-order" in said([found])
    assert entries(filled) == before


@pytest.mark.parametrize("cell", ["3-Mar", "1.2E+03x", "three", "3؟"])
def test_what_a_spreadsheet_made_of_a_figure_is_told(filled: Project, tmp_path: Path, cell: str) -> None:
    rows = exported(filled)
    strike(rows)["killed_low"] = cell
    (found,) = [o for o in take(filled, saved(tmp_path / "t.csv", rows)) if o.what != "already there"]
    assert found.what == "problem" and "killed_low" in said([found]) and "is no number" in said([found])


def test_a_row_that_stands_twice_with_two_answers_is_a_conflict(filled: Project, tmp_path: Path) -> None:
    """Two people's tables put together: of one cell with two values the first is taken, and the second told beside it."""
    rows = exported(filled)
    one = strike(rows)
    both = [one | {"status": "possible", "outcome": "repelled"}, one | {"status": "denied", "mutual": "1"}]
    found = [o for o in take(filled, saved(tmp_path / "t.csv", both)) if o.what != "already there"]
    assert [o.what for o in found] == ["changed", "conflict"] or [o.what for o in found] == ["changed", "problem"], said(found)
    record = kept(filled, one["event_id"]).record
    assert (record["status"], record["outcome"], record["mutual"]) == ("possible", "repelled", False), "a row is taken whole or not at all"
    assert "no longer what you saw" in said(found) or "meanwhile" in said(found)


def test_two_people_who_edit_one_table(filled: Project, tmp_path: Path) -> None:
    """Each exports, each edits, each imports: what only one of them touched stands, what both did is told to the second."""
    hers, his = exported(filled), exported(filled)
    her, him = strike(hers), strike(his)
    her.update(killed_low="4", killed_high="4", mutual="1")
    him.update(killed_low="5", killed_high="5", status="possible")
    assert "changed" in {o.what for o in take(filled, saved(tmp_path / "hers.csv", hers), who="مريم")}
    (found,) = [o for o in take(filled, saved(tmp_path / "his.csv", his), who="سالم") if o.what != "already there"]
    assert found.what == "conflict" and {c.column for c in found.conflicts} == {"killed_low", "killed_high"}
    assert "you wrote 5, and meanwhile مريم has set it to 4" in said([found]), said([found])
    record = kept(filled, her["event_id"]).record
    assert (record["mutual"], record["status"], record["toll"][0]["min"]) == (True, "asserted", 4)
    him.update(killed_low="3", killed_high="3")  # he looks again, and leaves that to her
    assert [o.what for o in take(filled, saved(tmp_path / "his.csv", his), who="سالم") if o.what != "already there"] == ["changed"]
    record = kept(filled, her["event_id"]).record
    assert (record["status"], record["toll"][0]["min"]) == ("possible", 4)
