"""Files of places into the user's layer. All rows are invented, but for the names and points of a few well-known towns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasid.gazetteer.importing import Options, Outcome, import_places
from rasid.gazetteer.importing.geometry import point_of
from rasid.gazetteer.index import PlaceIndex
from rasid.gazetteer.layer import imported_path
from rasid.model import PlacesError, UsageError

SRC = Path(__file__).parent.parent / "src"
REFERENCE = os.environ.get("RASID_REFERENCE_PLACES")
TAIL = "\t\t400\tAsia/Damascus\t2020-01-01"
GEONAMES = [
    "1\tHalab\tHalab\tالمحافظة,Aleppo Governorate\t36.2\t37.5\tA\tADM1\tSY\t\t09\t\t\t\t0" + TAIL,
    "2\tTall al Ward\tTall al Ward\tTall el Ouard,ALP,تل الورد,https://x.org/y\t36.3\t37.4\tP\tPPL\tSY\t\t09\t\t\t\t0" + TAIL,
    "3\tMatar al Ward\tMatar al Ward\t\t36.31\t37.41\tS\tAIRP\tSY\t\t09\t\t\t\t0" + TAIL,
    "4\tKhirbat Ward\tKhirbat Ward\t\t36.4\t37.3\tP\tPPLH\tSY\t\t09\t\t\t\t0" + TAIL,
    "5\tWardiyah\tWardiyah\tالوردية\t36.41\t37.31\tP\tPPL\tSY\t\t09\t\t\t\t61000" + TAIL,
]
CSV = (
    "name_ar,name_en,lat,lon,pcode\nتل الورد,Tal Ward,36.30,37.40,C90001\nكفر ورد,Kafr Ward,36.31,37.41,C90002\n"
    "عين الورد,Ain Ward,35.5,36.7,C90003\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASID_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def put(tmp_path: Path, name: str, text: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def done(path: Path, **options: Any) -> Outcome:
    return import_places(path, Options(**options))


def rows() -> dict[str, dict[str, Any]]:
    with PlaceIndex.open(imported_path()) as index:
        return {row["id"]: row for row in index.rows()}


def nothing_imported() -> bool:
    return not imported_path().exists() and not list(imported_path().parent.glob(".*.tmp"))


def test_a_dump_of_geonames_with_the_names_within_it(tmp_path: Path) -> None:
    outcome = done(put(tmp_path, "SY.txt", "\n".join(GEONAMES) + "\n"))
    assert (outcome.format, outcome.rows, outcome.passed_over, outcome.bad_count) == ("geonames", 4, 1, 0)
    found = rows()
    assert found["gn:2"]["ar"] == "تل الورد" and found["gn:2"]["en_aliases"] == "Tall el Ouard"
    assert (found["gn:2"]["country"], found["gn:2"]["admin1"], found["gn:2"]["source"]) == ("SYR", "Aleppo", "geonames:2")
    assert [found[f"gn:{n}"]["kind"] for n in (1, 2, 3, 5)] == ["admin1", "village", "airport", "city"]


def test_alternate_names_beside_a_dump(tmp_path: Path) -> None:
    told = [("ar", "مطار الورد", "1", ""), ("ar", "مطار الأمس", "", "1"), ("link", "https://x.org", "", ""), ("en", "Ward Airport", "", "")]
    names = "".join(f"{n}\t3\t{lang}\t{name}\t{preferred}\t\t\t{gone}\n" for n, (lang, name, preferred, gone) in enumerate(told))
    done(put(tmp_path, "SY.txt", "\n".join(GEONAMES) + "\n"), alternates=put(tmp_path, "alternateNamesV2.txt", names))
    assert (rows()["gn:3"]["ar"], rows()["gn:3"]["ar_aliases"], rows()["gn:3"]["en_aliases"]) == ("مطار الورد", "", "Ward Airport")
    with pytest.raises(PlacesError, match="no alternate names"):
        done(tmp_path / "SY.txt", alternates=put(tmp_path, "other.txt", "x\n"))
    with pytest.raises(UsageError, match="GeoNames"):
        done(put(tmp_path, "a.csv", CSV), alternates=tmp_path / "other.txt")


def ocha(path: Path, header: list[str], *cells: list[Any]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["A note above the table"])
    book.active.append(header)
    for row in cells:
        book.active.append(row)
    book.save(path)
    return path


def test_an_ocha_table_of_populated_places(tmp_path: Path) -> None:
    header = [
        "featureRefName",
        "featureName_ar",
        "featurePcode",
        "admin2Name_ar",
        "admin1Name_en",
        "admin1Name_ar",
        "admin0Pcode",
        "POINT_Y",
        "POINT_X",
    ]
    tags = ["#loc+name", "#loc+name+ar", "#loc+code", "#adm2", "#adm1", "#adm1", "#country", "#geo+lat", "#geo+lon"]
    row = ["Tal Ward", "تل الورد", "SY070123", "منبج", "Aleppo", "حلب", "SY", 36.5, 37.9]
    outcome = done(ocha(tmp_path / "syr_pplp.xlsx", header, tags, row))
    assert (outcome.rows, outcome.bad_count) == (1, 0)
    made = rows()["pcode:SY070123"]
    assert (made["ar"], made["en"], made["country"], made["admin1"], made["admin2"]) == ("تل الورد", "Tal Ward", "SYR", "Aleppo", "Manbij")


def test_an_ocha_table_of_divisions_is_of_its_deepest_level(tmp_path: Path) -> None:
    text = "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM0_EN,lat,lon\n"
    text += "Ward,الورد,SY0299,Aleppo,حلب,SY02,Syrian Arab Republic,36.3,37.4\n"
    done(put(tmp_path, "adm2.csv", text))
    made = rows()["pcode:SY0299"]
    assert (made["kind"], made["ar"], made["admin1"], made["admin2"], made["country"]) == ("admin2", "الورد", "Aleppo", "Ward", "SYR")


def test_geojson_with_outlines_in_place_of_points(tmp_path: Path) -> None:
    square = [[[37.0, 36.0], [37.2, 36.0], [37.2, 36.2], [37.0, 36.2], [37.0, 36.0]]]
    told = {"adm1_name": "Ward", "adm1_name1": "الورد", "adm1_pcode": "SY88", "iso3": "SYR"}
    features = [{"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": square}}]
    done(put(tmp_path, "adm1.geojson", json.dumps({"type": "FeatureCollection", "features": features}, indent=1)))
    made = rows()["pcode:SY88"]
    assert (made["lat"], made["lon"], made["kind"], made["ar"], made["en"]) == (36.1, 37.1, "admin1", "الورد", "Ward")


def test_the_point_of_a_crescent_lies_within_it() -> None:
    crescent = [[[0, 0], [10, 0], [10, 1], [1, 1], [1, 9], [10, 9], [10, 10], [0, 10], [0, 0]]]
    lat, lon = point_of({"type": "Polygon", "coordinates": crescent}) or (0, 0)
    assert 0 <= lon <= 1 and lat == pytest.approx(5)
    assert point_of({"type": "Point", "coordinates": [37.1, 36.2, 5]}) == (36.2, 37.1)
    assert point_of(None) is None


@pytest.mark.parametrize(
    "name, text",
    [
        ("a.csv", CSV),
        ("a.tsv", CSV.replace(",", "\t")),
        ("semicolons.csv", CSV.replace(",", ";").replace(".", ",")),
        ("bom.csv", "\ufeff" + CSV),
        ("crlf.csv", CSV.replace("\n", "\r\n")),
        ("utf16.csv", CSV.encode("utf-16")),
        ("windows.csv", CSV.encode("cp1256")),
        (
            "a.jsonl",
            "".join(json.dumps(dict(zip(CSV.split("\n")[0].split(","), r.split(","), strict=True))) + "\n" for r in CSV.split("\n")[1:-1]),
        ),
    ],
)
def test_one_table_in_many_formats_and_encodings(tmp_path: Path, name: str, text: str | bytes) -> None:
    outcome = done(put(tmp_path, name, text))
    assert (outcome.new, outcome.bad_count) == (3, 0)
    assert [(r["ar"], r["lat"], r["admin1"]) for r in rows().values()][1] == ("كفر ورد", 36.31, "Aleppo")


def test_columns_that_are_not_known_are_mapped(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Ort,Breite,Laenge\nتل الورد,36.3,37.4\n")
    with pytest.raises(PlacesError, match=r"a name or a latitude or a longitude \(its columns: Ort, Breite, Laenge\)"):
        done(path)
    assert nothing_imported()
    assert done(path, mapping={"Ort": "name", "Breite": "lat", "Laenge": "lon"}, kind="camp").new == 1
    assert [r["kind"] for r in rows().values()] == ["camp"]
    with pytest.raises(UsageError, match="no field"):
        done(path, mapping={"Ort": "nom"})
    for wrong in ({"format": "shp"}, {"country": "Syria"}, {"kind": "hamlet"}):
        with pytest.raises(UsageError):
            done(path, **wrong)


def test_a_path_gives_the_english_name_and_what_holds_the_place(tmp_path: Path) -> None:
    row = {
        "name_ar": "تل الورد",
        "path_ar": "تل الورد - مركز منبج - منبج",
        "path_en": "Tal Ward - Menbij - Menbij",
        "lat": 36.5,
        "lon": 37.9,
    }
    quarter = {"name_ar": "مدينة حلب : حي الورد", "path_en": "ALEPPO : Ward", "lat": 36.2, "lon": 37.15}
    done(put(tmp_path, "a.jsonl", json.dumps(row) + "\n" + json.dumps(quarter) + "\n"))
    first, second = rows().values()
    assert (first["en"], first["admin1"], first["admin2"]) == ("Tal Ward", "Aleppo", "Manbij")
    assert (second["ar"], second["en"], second["kind"], second["admin1"]) == ("حي الورد", "Ward", "neighbourhood", "Aleppo")


def test_ids_are_those_of_the_file_or_made_of_the_row(tmp_path: Path, home: Path) -> None:
    text = "id,name_ar,lat,lon\ngn:77,تل الورد,36.3,37.4\n5,كفر ورد,36.4,37.4\n,عين الورد,35.5,36.7\n"
    done(put(tmp_path, "a.csv", text))
    first = list(rows())
    assert first[0] == "gn:77" and all(10**15 <= int(i[6:]) < 2**53 for i in first[1:])
    imported_path().unlink()
    done(put(tmp_path, "other.csv", "الاسم,خط العرض,خط الطول\nعين الورد,٣٥٫٥,36.7\nكفر ورد,36.4,37.4\n"))
    assert set(rows()) == set(first[1:])  # another file, order and machine: the same rows have the same numbers


def test_a_p_code_that_several_names_bear_is_of_what_holds_them(tmp_path: Path) -> None:
    outcome = done(put(tmp_path, "a.csv", "name,lat,lon,pcode\nالورد,36.3,37.4,SY01\nحي الشمس,36.31,37.4,SY01\nالورد,36.3,37.4,SY01\n"))
    assert (outcome.new, outcome.repeated, outcome.conflict_count.total()) == (2, 1, 0)
    assert rows()["pcode:SY01"]["ar"] == "الورد" and "p-code of another row" in outcome.notes[0]


def test_an_import_done_twice_changes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", CSV)
    first = done(path)
    before = imported_path().read_bytes()
    second = done(path)
    assert (second.new, second.changed, second.unchanged, second.hash) == (0, 0, 3, first.hash)
    assert imported_path().read_bytes() == before


NAME = st.text("ابتنور عك", min_size=2, max_size=8).filter(lambda s: s.strip())
PLACES = st.lists(st.tuples(NAME, st.floats(34.5, 36), st.floats(37.5, 40)), min_size=1, max_size=12)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLACES, PLACES)
def test_importing_is_idempotent_and_keeps_what_was_there(tmp_path_factory: pytest.TempPathFactory, a: list, b: list) -> None:
    folder = tmp_path_factory.mktemp("twice")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASID_HOME", str(folder / "home"))
        files = [folder / "a.jsonl", folder / "b.jsonl"]
        for path, some in zip(files, (a, b), strict=True):
            path.write_text("".join(json.dumps({"name": n, "lat": lat, "lon": lon}) + "\n" for n, lat, lon in some), encoding="utf-8")
        ids: set[str] = set()
        for path in files:
            done(path, country="SYR")
            before = rows()
            assert ids <= set(before)
            again = done(path, country="SYR")
            assert (again.new, again.changed) == (0, 0) and rows() == before
            ids = set(before)


def test_a_place_that_moved_is_replaced_and_told(tmp_path: Path) -> None:
    done(put(tmp_path, "a.csv", CSV))
    outcome = done(put(tmp_path, "b.csv", CSV.replace("36.30,37.40", "36.35,37.40").replace("Kafr Ward", "Kafr al-Ward")))
    assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 2, 1)
    assert [(c.what, c.line, round(c.km, 1)) for c in outcome.conflicts] == [("same-id", "2", 5.6)]
    assert rows()["pcode:C90001"]["lat"] == 36.35


def test_a_built_in_place_far_from_all_of_its_name_is_a_conflict(tmp_path: Path) -> None:
    text = "name_ar,name_en,lat,lon,pcode,admin1\nكفرنبل,Kafr Nabl,35.614,36.564,C1,Idlib\nسراقب,Saraqib,35.7,36.5,C2,Idlib\n"
    outcome = done(put(tmp_path, "a.csv", text))
    assert [(c.what, c.line, c.row["ar"], c.other["id"][:3]) for c in outcome.conflicts] == [("same-name", "3", "سراقب", "gn:")]
    again = done(put(tmp_path, "b.csv", text.replace("C2", "C3").replace("35.7,36.5", "35.864,36.806")))
    assert again.new == 1 and not [c for c in again.conflicts if c.what == "same-name"]  # one of that name lies where ours does


def test_rows_that_are_wrong_are_named_and_the_rest_is_imported(tmp_path: Path) -> None:
    bad = ["س,,36.3,,B1", "ص,,abc,37.1,B2", ",,36.3,37.1,B3", "ط,,35.30,33.40,B4", "ع,,0,0,B5", "ف,,195,36,B6", "ق,,36.3", "ك,,95,36.3,B8"]
    good = "".join(f"كفر {n},Kafr {n},35.{n:02},37.1,G{n}\n" for n in range(20))
    path = put(tmp_path, "a.csv", "name_ar,name_en,lat,lon,pcode\n" + "\n".join(bad) + "\n" + good)
    outcome = done(path, country="SYR")
    assert outcome.new == 20
    said = {b.line: b.reason for b in outcome.bad}
    assert list(said) == [str(n) for n in range(2, 10)]
    wanted = ["no longitude", "no number", "no name", "outside SYR", "0, 0", "outside the world", "3 cells", "look swapped"]
    assert all(w in reason for w, reason in zip(wanted, said.values(), strict=True))


def test_swapped_coordinates_are_told_and_not_mended(tmp_path: Path) -> None:
    swapped = "".join(f"تل {n},{36.0 + n / 10:.1f},{33.0 + n / 10:.1f}\n" for n in range(6))
    with pytest.raises(PlacesError, match="look swapped"):
        done(put(tmp_path, "a.csv", "name,lat,lon\n" + swapped), country="SYR")
    known = "name,lat,lon\nحلب,37.16,36.2\nإدلب,36.63,35.93\nسراقب,36.8,35.86\nمنبج,37.95,36.53\n"
    with pytest.raises(PlacesError, match="swapped throughout"):  # though all these points lie in Turkey, and no country is told
        done(put(tmp_path, "b.csv", known))
    assert nothing_imported()


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\n \n", "empty"),
        ("header.csv", b"name,lat,lon\n", "no rows"),
        ("one.csv", b"name\nx\n", "no header"),
        ("half.csv", ("name,lat,lon\n" + "س,1,1\n" * 3 + "س,36,37\n").encode(), "of 4 rows 1 can be read"),
        ("noise.csv", bytes(range(128, 256)) * 40, "encoding|header|format"),
        ("cut.xlsx", b"PK\x03\x04" + b"\0" * 200, "cut short or damaged"),
        ("none.geojson", b'{"type": "FeatureCollection"}', "no features"),
        ("page.html", b"<!doctype html><p>x</p>", "no format"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_imports_nothing(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(PlacesError, match=said) as told:
        done(put(tmp_path, name, content), country="SYR")
    assert name in str(told.value) and nothing_imported()


def test_a_zip_is_told_to_be_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("SY.txt", GEONAMES[1])
    with pytest.raises(PlacesError, match=r"zip archive \(SY\.txt\)"):
        done(tmp_path / "SY.zip")


def test_what_is_cut_short_gives_its_whole_rows(tmp_path: Path) -> None:
    outcome = done(put(tmp_path, "SY.txt", ("\n".join(GEONAMES) + "\n")[:-60]))
    assert (outcome.rows, outcome.bad_count) == (3, 1) and "cut short" in outcome.bad[0].reason
    feature = {
        "type": "Feature",
        "properties": {"name": "تل الشمس", "pcode": "Z1"},
        "geometry": {"type": "Point", "coordinates": [37.1, 35.9]},
    }
    text = json.dumps(
        {"type": "FeatureCollection", "features": [feature, {**feature, "properties": {"name": "كفر الشمس", "pcode": "Z2"}}, feature]}
    )
    outcome = done(put(tmp_path, "cut.geojson", text[:-90]))
    assert (outcome.new, outcome.bad_count) == (2, 1)
    raw = (CSV * 1).encode().replace("كفر".encode(), b"\xff\xfe\xff")  # a row that is no UTF-8 among others that are
    outcome = done(put(tmp_path, "broken.csv", raw))
    assert (outcome.new, [b.line for b in outcome.bad]) == (2, ["3"])


def test_many_places_of_one_name(tmp_path: Path) -> None:
    lines = "".join(f"الخربة,{34 + n % 100 / 100:.4f},{37 + n / 2000:.5f}\n" for n in range(4000))
    assert done(put(tmp_path, "a.csv", "name_ar,lat,lon\n" + lines), country="SYR").new == 4000
    with PlaceIndex.open(imported_path()) as index:
        assert len(index.find("خربة")) == 50 and len(index) == 4000


def test_an_import_killed_in_the_middle_leaves_what_was_there(tmp_path: Path, home: Path) -> None:
    done(put(tmp_path, "a.csv", CSV))
    before = imported_path().read_bytes()
    program = (
        "import os, sys; from pathlib import Path; from rasid.gazetteer import writing; from rasid.gazetteer.importing import *\n"
        "writing.os.replace = lambda *_: os._exit(9)\n"
        "import_places(Path(sys.argv[1]), Options())"
    )
    more = put(tmp_path, "b.csv", CSV.replace("C9", "C8"))
    ran = subprocess.run([sys.executable, "-c", program, str(more)], env={**os.environ, "PYTHONPATH": str(SRC)}, check=False)
    assert ran.returncode == 9 and imported_path().read_bytes() == before and list(home.glob(".*.tmp"))
    assert done(more).new == 3 and not list(home.glob(".*.tmp"))


def test_imports_do_not_run_side_by_side(tmp_path: Path, home: Path) -> None:
    from rasid.gazetteer.importing.importer import locked

    with locked(home), pytest.raises(PlacesError, match="another import is running"):
        done(put(tmp_path, "a.csv", CSV))


def test_where_nothing_can_be_written_or_read_a_sentence_says_so(tmp_path: Path, home: Path) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(PlacesError, match="cannot be written"):
        done(put(tmp_path, "a.csv", CSV))
    home.unlink()
    home.mkdir()
    imported_path().write_text("no database", encoding="utf-8")
    with pytest.raises(PlacesError, match="Move it away"):
        done(tmp_path / "a.csv")


def test_every_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["About this file", "made by hand"])
    for n, level in enumerate(("ADM1", "ADM2")):
        sheet = book.create_sheet(level)
        sheet.append([f"{level}_EN", f"{level}_AR", f"{level}_PCODE", "Lat", "Lon"])
        sheet.append(["Ward", "الورد", f"SY9{n}", 36.3, 37.4 + n / 10])
    book.save(tmp_path / "cod.xlsx")
    outcome = done(tmp_path / "cod.xlsx", country="SYR")
    assert outcome.new == 2 and [r["kind"] for r in rows().values()] == ["admin1", "admin2"]


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = put(tmp_path, "a.csv", CSV)
    import_places(path, Options(), lambda n, of: seen.append((n, of)))
    assert seen[-1] == (path.stat().st_size,) * 2


@pytest.mark.skipif(not REFERENCE, reason="RASID_REFERENCE_PLACES names no file")
def test_a_reference_list_is_imported_whole_and_twice_the_same() -> None:
    path = Path(str(REFERENCE))
    first, second = done(path), done(path)
    assert first.bad_count == 0 and first.new + first.repeated == sum(1 for line in path.open(encoding="utf-8") if line.strip())
    assert (second.new, second.changed, second.hash) == (0, 0, first.hash)
