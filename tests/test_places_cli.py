"""`rasid places`: what is said, where, and with which exit code; nothing ends in a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasid.cli import lines
from running import Rasid, runner

CSV = "name_ar,name_en,lat,lon,pcode\nتل الورد,Tal Ward,36.30,37.40,C90001\nكفر ورد,Kafr Ward,36.31,37.41,C90002\n"
ISOLATES = str.maketrans("", "", lines.FSI + lines.PDI)


@pytest.fixture
def rasid(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Rasid:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("RASID_HOME", str(tmp_path / "home"))
    return runner(capfd)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_import_says_what_it_did_and_then_that_nothing_changed(rasid: Rasid, file: Path) -> None:
    first, second = rasid("places", "import", file), rasid("places", "import", file)
    assert first.code == second.code == 0 and first.err == second.err == ""
    assert "2 rows read (csv): 2 new, 0 changed" in first.out and "2 places are imported in all." in first.out
    assert "0 new, 0 changed, 2 as they were" in second.out and "Nothing was changed." in second.out


def test_bad_rows_are_named_and_the_exit_code_is_1(rasid: Rasid, file: Path) -> None:
    file.write_text(CSV + "عين الورد,Ain Ward,12,13,C90003\n", encoding="utf-8")
    ran = rasid("places", "import", file, "--country", "SYR")
    assert ran.code == 1 and "1 left out" in ran.out
    assert f"error: {file}:4: left out: 12.0, 13.0 lies outside SYR." in ran.err
    made = rasid("places", "import", file, "--country", "SYR", "--json")
    assert json.loads(made.out)["bad"] == 1 and json.loads(made.err)["where"] == f"{file}:4"


def test_conflicts_are_told_with_both_points(rasid: Rasid, file: Path) -> None:
    file.write_text("name_ar,lat,lon,pcode\nسراقب,35.70,36.50,C1\n", encoding="utf-8")
    ran = rasid("places", "import", file)
    assert ran.code == 0 and "1 conflicts: 0 of one id at two points, 1 with a place of ours" in ran.out
    assert "geonames:" in ran.out and "line 2" in ran.out
    assert all(lines.width(line) <= 80 for line in ran.out.splitlines())


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["import", "nowhere.csv"], 1, "cannot be read"),
        (["import", "FILE", "--mapping", "x"], 2, "COLUMN=FIELD"),
        (["import", "FILE", "--mapping", "x=y"], 2, "no field"),
        (["import", "FILE", "--format", "shp"], 2, "no format"),
        (["import", "FILE", "--kind", "hamlet"], 2, "no kind"),
        (["search", "حلب", "--near", "north"], 2, "LAT,LON"),
        (["search", "حلب", "--near", "99,37"], 2, "LAT,LON"),
        (["show", "gn:0"], 1, "no place of this id"),
        (["add", "--ar", "س", "--lat", "0", "--lon", "-30"], 2, "no country"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(rasid: Rasid, file: Path, arguments: list[str], code: int, said: str) -> None:
    ran = rasid("places", *(file if a == "FILE" else a for a in arguments))
    assert (ran.code, ran.out) == (code, "") and said in ran.err and ran.err.startswith("error: ")


@pytest.mark.parametrize("columns", [80, 200])
def test_search_goes_over_all_layers_and_fits_the_terminal(rasid: Rasid, file: Path, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    rasid("places", "import", file)
    rasid("places", "add", "--ar", "ورد", "--lat", "36.32", "--lon", "37.42")
    ran = rasid("places", "search", "تل ورد")
    text = ran.out.translate(ISOLATES)
    assert ran.code == 0 and "1.  تل الورد · Tal Ward" in text and "pcode:C90001 · imported · source file:places.csv" in text
    assert "rasid:900000 · yours" in rasid("places", "search", "ورد").out
    assert "built-in" in rasid("places", "search", "Aleppo").out
    assert all(lines.width(line) <= columns for line in ran.out.splitlines())
    assert all(line.count(lines.FSI) == line.count(lines.PDI) for line in ran.out.splitlines())


def test_the_nearest_of_namesakes_comes_first(rasid: Rasid) -> None:
    far, near = (rasid("places", "search", "الباب", "--near", point, "--limit", "1", "--json") for point in ("15.3,44.2", "36.37,37.52"))
    assert json.loads(near.out)["country"] == "SYR" and json.loads(near.out)["km"] < 2
    assert json.loads(far.out)["km"] >= 0 and json.loads(near.out)["layer"] == "built-in"
    assert {json.loads(row)["country"] for row in rasid("places", "search", "الباب", "--country", "SYR", "--json").out.splitlines()} == {
        "SYR"
    }


def test_the_nearest_comes_first_of_more_namesakes_than_are_looked_at(rasid: Rasid, tmp_path: Path) -> None:
    rows = "".join(f"عين الوردة,{34.5 + n / 600:.4f},{38 + n / 600:.4f}\n" for n in range(1300))
    (tmp_path / "many.csv").write_text("name_ar,lat,lon\n" + rows, encoding="utf-8")
    rasid("places", "import", tmp_path / "many.csv", "--country", "SYR", "--quiet")
    hit = json.loads(rasid("places", "search", "عين الورده", "--near", "36.490,39.990", "--limit", "1", "--json").out)
    assert hit["km"] < 0.5


def test_a_name_that_is_not_there_is_looked_for_a_letter_or_two_off(rasid: Rasid) -> None:
    assert "سراقب" in rasid("places", "search", "سرقاب").out and "1 letter off" in rasid("places", "search", "سرقاب").out
    assert "Saraqib" in rasid("places", "search", "Sarakebb").out
    ran = rasid("places", "search", "قغطظضخ")
    assert (ran.code, ran.out) == (0, "") and "no place is called" in ran.err


def test_show_tells_all_layers_and_what_lies_near(rasid: Rasid, tmp_path: Path) -> None:
    hit = json.loads(rasid("places", "search", "سراقب", "--limit", "1", "--json").out)
    (tmp_path / "mine.csv").write_text(f"id,name_ar,lat,lon\n{hit['id']},سراقب,35.87,36.81\n", encoding="utf-8")
    ran = rasid("places", "import", tmp_path / "mine.csv")
    assert "1 of one id at two points" in ran.out
    shown = rasid("places", "show", hit["id"]).out
    assert shown.index("imported") < shown.index("It stands in place of:") < shown.index("built-in") < shown.index("nearest:")
    assert [json.loads(row)["layer"] for row in rasid("places", "show", hit["id"], "--json").out.splitlines()] == ["imported", "built-in"]


def test_add_fills_in_where_the_place_lies(rasid: Rasid) -> None:
    ran = rasid("places", "add", "--ar", "كفر الورد", "--lat", "35.6", "--lon", "36.6")
    assert ran.code == 0 and ran.out == "rasid:900000,village,كفر الورد,,,,35.6,36.6,SYR,Idlib,,estimate\n"
