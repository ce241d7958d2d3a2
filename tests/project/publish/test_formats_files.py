"""What the formats write, opened by other programs."""

from __future__ import annotations

import datetime as dt
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import openpyxl
import pytest
from test_formats import emptied, let_out, made, read_csv

from rasid.model.event import Place
from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import FORMATS, Around, format_of, geoparquet, incident_table, table, workbook
from rasid.publish.formats.hxl import TAGS
from rasid.publish.material import Told
from rasid.publish.policy import Released

# hxlstandard.org, dictionary of HXL 1.1: hashtags, and the attributes that each is given there.
CORE = {
    **{tag: {"code", "name", "type"} for tag in ("event", "group", "loc")},
    **{tag: {"code", "name"} for tag in ("country", "adm1", "adm2", "status")},
    "date": {"start", "end", "occurred", "reported"},
    "geo": {"lat", "lon", "coord", "bounds", "elevation"},
    "affected": {"killed", "injured", "abducted", "displaced"},
    "meta": {"id", "source", "url"},
}
OWN = set("initiator target min max civilians missing detained released bodies background date_precision geo_precision".split()) | set(
    "accounts reports sources reviewed conflicts v_iso3 i_en i_ar".split()
)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def with_title(one: Released, title: str) -> Released:
    told = one.told[0]
    return Released(one.incident, [msgspec.structs.replace(told, read=msgspec.structs.replace(told.read, title=title))])


def records(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_workbook_has_the_rows_of_both_tables(filled: Project) -> None:
    done, data = made(let_out(filled), "xlsx", filled)
    book = opened(data)
    assert book.sheetnames == ["Events", "Incidents", "Codebook"]
    for sheet, format, columns in (("Events", "csv", table), ("Incidents", "csv-incidents", incident_table)):
        rows, same = records(book[sheet]), read_csv(made(let_out(filled), format, filled)[1])
        assert tuple(rows[0]) == columns.HEADER and len(rows) == len(same) > 2
        for row, other in zip(rows, same, strict=True):
            assert {c.name: c.read(row[c.name]) for c in columns.COLUMNS} == {c.name: c.read(other[c.name]) for c in columns.COLUMNS}
    assert done.rows == len(records(book["Events"]))


def test_days_are_days_and_counts_are_numbers_in_a_workbook(filled: Project) -> None:
    strike = next(r for r in records(opened(made(let_out(filled), "xlsx", filled)[1])["Events"]) if r["type"] == "shelling")
    assert strike["date_start"] == dt.datetime(2024, 3, 8) and strike["killed_low"] == 3 and isinstance(strike["lat"], float)
    assert strike["type_ar"] == "قصف مدفعي أو صاروخي"


def test_a_workbook_keeps_its_heading_in_sight_and_reads_from_the_right_in_arabic(filled: Project) -> None:
    for languages, right in ((("en", "ar"), None), (("ar", "en"), True)):
        book = opened(made(let_out(filled), "xlsx", filled, languages=languages)[1])
        assert {sheet.freeze_panes for sheet in book} == {"A2"}
        assert {sheet.sheet_view.rightToLeft for sheet in book} == {right}
        assert book["Events"].column_dimensions["A"].width > 8
        assert [c.value for c in book["Codebook"][1]][2:4] == (["العربية", "English"] if right else ["English", "العربية"])


def test_the_codebook_of_a_workbook_explains_every_column_and_type(filled: Project) -> None:
    told = {(r["sheet"], r["name"]): r for r in records(opened(made([], "xlsx", filled)[1])["Codebook"])}
    assert {name for sheet, name in told if sheet == "Events"} == set(table.HEADER)
    assert {name for sheet, name in told if sheet == "event_types"} == set(filled.pipeline.lexicon.ontology["event_types"])
    assert all(r["English"] and r["العربية"] for r in told.values()) and told["Events", "type"]["edit"] == "type"


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("=1+1", "'=1+1"),
        ("a < b & c > d", "a < b & c > d"),
        (" spaces ", " spaces "),
        ("line\r\nline", "line\nline"),
        ("bell\x07 \ud800x", "bell x"),
        ("عربي «نص» ١٢", "عربي «نص» ١٢"),
    ],
)
def test_any_text_stands_in_a_workbook(filled: Project, title: str, read: str) -> None:
    data = made([with_title(let_out(filled)[0], title)], "xlsx", filled)[1]
    assert records(opened(data)["Events"])[0]["report_title"] == read


def test_what_looks_like_an_escaped_letter_is_escaped(filled: Project) -> None:
    data = made([with_title(let_out(filled)[0], "_x0041_ _xyz")], "xlsx", filled)[1]
    assert "_x005F_x0041_ _xyz" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


def test_a_text_too_long_for_a_cell_is_cut_and_counted(filled: Project) -> None:
    done, data = made([with_title(let_out(filled)[0], "ط" * 40_000)], "xlsx", filled)
    assert len(records(opened(data)["Events"])[0]["report_title"]) == 32_767 and done.losses[workbook.CUT] == 1


def test_rows_beyond_what_a_sheet_holds_go_on_in_another(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_MOST", 3)
    released = let_out(filled)
    done, data = made(released, "xlsx", filled)
    book = opened(data)
    sheets = [name for name in book.sheetnames if name.startswith("Events")]
    rows = [r for name in sheets for r in records(book[name])]
    assert sheets[:2] == ["Events", "Events 2"] and max(book[name].max_row for name in sheets) == 3
    assert [r["event_id"] for r in rows] == [t.event.id for one in released for t in one.told] and done.losses[workbook.GONE_ON]


def test_days_that_a_workbook_cannot_count_stay_texts() -> None:
    assert workbook.serial("2024-03-08") == 45359 and workbook.serial("1900-03-01") == 61
    assert workbook.serial("1899-01-01") is None and workbook.serial("8 March") is None


def test_hashtags_are_those_of_the_standard(filled: Project) -> None:
    for tag in TAGS.values():
        name, *attributes = tag.removeprefix("#").split("+")
        assert name in CORE and set(attributes) <= CORE[name] | OWN, tag
    assert len(set(TAGS.values())) == len(TAGS)
    tags, *rows = read_csv(made(let_out(filled), "hxl", filled)[1])
    assert tags["killed_best"] == "#affected+killed" and tags["admin1"] == "#adm1+name" and tags["incident_id"] == "#event+code"
    strike = next(r for r in rows if r["type"] == "shelling")
    assert (strike["killed_low"], strike["killed_high"], strike["date_start"]) == ("3", "5", "2024-03-08")


def test_libhxl_reads_it(filled: Project, tmp_path: Path) -> None:
    hxl = pytest.importorskip("hxl")
    path = tmp_path / "out.csv"
    path.write_bytes(made(let_out(filled), "hxl", filled)[1])
    source = hxl.data(str(path), hxl.InputOptions(allow_local=True))
    strike = next(row for row in source if row.get("#event+type+code") == "shelling")
    assert strike.get("#affected+killed+max") == "5" and strike.get("#date+start") == "2024-03-08"
    assert hxl.validate(source)["is_valid"]


def rows_of(data: bytes, tmp_path: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    path = tmp_path / "out.parquet"
    path.write_bytes(data)
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [d[0] for d in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        keys = dict(connection.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall())
    return rows, json.loads(keys[b"geo"])


def test_geoparquet_has_typed_columns_and_points(filled: Project, tmp_path: Path) -> None:
    released = let_out(filled)
    done, data = made([*released, emptied(released[0])], "geoparquet", filled)
    rows, geo = rows_of(data, tmp_path)
    assert done.rows == len(rows) and [r["incident_id"] for r in rows[:-1]] == [one.incident.id for one in released]
    strike = next(r for r in rows if r["type"] == "shelling")
    assert strike["date_start"] == dt.date(2024, 3, 8) and strike["killed_high"] == 5 and strike["background"] is False
    point = struct.unpack("<BIdd", bytes(strike["geometry"]))
    assert point == (1, 1, strike["lon"], strike["lat"])
    assert rows[-1]["geometry"] is None and rows[-1]["date_start"] is None
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], column["encoding"], column["crs"]["id"]) == ("1.1.0", "WKB", {"authority": "OGC", "code": "CRS84"})
    west, south, east, north = column["bbox"]
    assert all(west <= r["lon"] <= east and south <= r["lat"] <= north for r in rows if r["lon"] is not None)


def test_rows_keep_their_order_over_several_files(filled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geoparquet, "GROUP", 3)
    one = let_out(filled)[0]
    some = [Released(msgspec.structs.replace(one.incident, id=f"in_{n * 7 % 40:02}"), one.told) for n in range(40)]
    done, data = made(some, "geoparquet", filled)
    assert [r["incident_id"] for r in rows_of(data, tmp_path)[0]] == [s.incident.id for s in some] and done.rows == 40


def test_names_with_marks_and_lines_survive_the_way_to_parquet(filled: Project, tmp_path: Path) -> None:
    one = let_out(filled)[0]
    assert one.incident.place
    strange = 'a "b", c\nd\r\ne\'s \\ "'
    place = msgspec.structs.replace(one.incident.place, names={"en": strange, "ar": "قرية، «س»"})
    bad = Released(msgspec.structs.replace(one.incident, place=place), one.told)
    rows, _ = rows_of(made([bad, *let_out(filled)], "geoparquet", filled)[1], tmp_path)
    assert rows[0]["place_en"] == strange and rows[0]["place_ar"] == "قرية، «س»" and len(rows) == 1 + len(let_out(filled))


def test_geopandas_reads_points(filled: Project, tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas")
    pytest.importorskip("pyarrow")
    path = tmp_path / "out.parquet"
    path.write_bytes(made(let_out(filled), "geoparquet", filled)[1])
    frame = geopandas.read_parquet(path)
    assert frame.crs == "OGC:CRS84" and list(frame.geometry.x) == list(frame["lon"]) and frame["killed_high"].max() == 5
    path = tmp_path / "out.geojson"
    path.write_bytes(made(let_out(filled), "geojson", filled)[1])
    other = geopandas.read_file(path)
    assert list(other.geometry.y) == list(frame["lat"]) and set(other["type_ar"]) == set(frame["type_ar"])


def test_pandas_reads_tables(filled: Project, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    csv, xlsx = tmp_path / "out.csv", tmp_path / "out.xlsx"
    csv.write_bytes(made(let_out(filled), "csv", filled, excel=True)[1])
    xlsx.write_bytes(made(let_out(filled), "xlsx", filled)[1])
    a, b = pandas.read_csv(csv, parse_dates=["date_start"]), pandas.read_excel(xlsx, sheet_name="Events")
    assert list(a["event_id"]) == list(b["event_id"]) and list(a["killed_high"].dropna()) == list(b["killed_high"].dropna())
    assert list(a["date_start"].dropna()) == list(b["date_start"].dropna()) and set(a["outlet"]) == set(b["outlet"])


def test_a_place_wider_than_a_point_is_counted(filled: Project) -> None:
    one = let_out(filled)[0]
    assert one.incident.place
    wide = Released(msgspec.structs.replace(one.incident, place=msgspec.structs.replace(one.incident.place, precision=4)), one.told)
    for format in ("geojson", "geoparquet"):
        assert sum(made([wide], format, filled)[0].losses.values()) == 1 and not made([one], format, filled)[0].losses


def test_a_place_of_no_name_and_no_point_is_a_row(filled: Project) -> None:
    one = let_out(filled)[0]
    nowhere = msgspec.structs.replace(one.told[0].event, places=[Place(id=None, names={}, text="", span=(0, 0))])
    told: Told = msgspec.structs.replace(one.told[0], event=nowhere)
    row = read_csv(made([Released(one.incident, [told])], "csv", filled)[1])[0]
    assert row["lat"] == "" and row["place_roles"] == "scene"


@pytest.mark.parametrize("format", [name for name in FORMATS if not format_of(name).texts])
def test_what_the_public_profile_keeps_stands_in_no_format(filled: Project, format: str) -> None:
    for one in let_out(filled):
        for told in one.told:
            filled.accept(told.event.id, "a reviewer")
    out = io.BytesIO()
    with filled.store.reading() as connection:
        done = export(connection, filled.policy("public"), format_of(format), out, Around(filled.pipeline.lexicon, "public"))
    data = out.getvalue()
    if format == "xlsx":
        book = zipfile.ZipFile(io.BytesIO(data))
        data = b"".join(book.read(name) for name in book.namelist())
    assert done.rows and sum(done.held.values()) < 3
    for words in ("ما أدى إلى مقتل", "مظاهرة في مدينة", "عنوان a", "يوم الجمعة"):
        assert words.encode() not in data and json.dumps(words).strip('"').encode() not in data
