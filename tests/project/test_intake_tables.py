"""Tables: CSV, TSV, workbooks, Parquet and JSON, with and without a mapping; dates as people write them."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from rasid.intake import Found, Notice, find, mapping_of
from rasid.intake.dates import written_date
from rasid.model import InputError, UsageError

ONE = "قصفت مدفعية بلدة تل الورد مساء الاثنين، ما أدى إلى مقتل ثلاثة مدنيين."
TWO = "انفجرت عبوة ناسفة في سوق بلدة وادي النسيم، وأصيب أربعة أشخاص بينهم طفل."


def put(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def founds(outcomes: Any) -> list[Found]:
    got = list(outcomes)
    assert all(isinstance(g, Found) for g in got), got
    return got


def workbook(rows: list[list[Any]], title: str = "تقارير", more: dict[str, list[list[Any]]] | None = None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name, others in (more or {}).items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet(path: Path, query: str) -> Path:
    import duckdb

    duckdb.sql(f"COPY ({query}) TO '{path.as_posix()}' (FORMAT parquet)")
    return path


@pytest.mark.parametrize(
    "header",
    ["text,title,date,source,link,id", "نص الخبر,العنوان,التاريخ,المصدر,الرابط,الرقم", "Content,Headline,Published_At,Outlet,URL,ID"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_columns_are_known_by_their_names(tmp_path: Path, header: str, encoding: str, separator: str) -> None:
    quoted = f'"{ONE}\nسطر ثان، فيه , و ; معا."'
    text = "\r\n".join(
        [header.replace(",", separator), separator.join([quoted, "عنوان", "2026-03-17", "وكالة الواحة", "https://a.example/1", "7"])]
    )
    raw = text.encode(encoding)
    (one,) = founds(find(put(tmp_path / "t.csv", raw)))
    report = one.report
    assert report.text == f"{ONE}\nسطر ثان، فيه , و ; معا."
    assert (report.title, report.published, report.outlet) == ("عنوان", "2026-03-17", "وكالة الواحة")
    assert (report.url, report.id) == ("https://a.example/1", "7")
    assert (one.raw, one.how, one.locator, one.where) == (raw, "table", "row 2", f"{tmp_path / 't.csv'}:2")


def test_a_mapping_names_columns_joins_texts_and_sets_what_no_column_has(tmp_path: Path) -> None:
    path = put(tmp_path / "t.csv", f"عنوان مختصر,وصف الحادثة,متى\nقصف تل الورد,{ONE},3/4/2026\n,{TWO},4/4/2026\n")
    mapping = mapping_of({"text": ["عنوان مختصر", "وصف الحادثة"], "published": "متى", "outlet": "=شبكة الرصد"}, "dmy")
    one, two = founds(find(path, mapping=mapping))
    assert one.report.text == f"قصف تل الورد\n\n{ONE}" and two.report.text == TWO
    assert (one.report.published, two.report.published) == ("2026-04-03", "2026-04-04")
    assert one.report.outlet == "شبكة الرصد"


def test_titles_are_not_joined_without_a_mapping(tmp_path: Path) -> None:
    (one,) = founds(find(put(tmp_path / "t.csv", f"title,text\nقصف,{ONE}\n")))
    assert one.report.text == ONE and one.report.title == "قصف"


def test_bad_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        "text,date",
        f'"{ONE}",2026-03-17',
        f'"{ONE}",03/04/2026',
        f'"{ONE}",أمس',
        ",2026-03-17",
        f'"{TWO}",17/03/2026',
        f'"{TWO}",1,2,3',
    ]
    got = list(find(put(tmp_path / "t.csv", "\n".join(rows))))
    assert [type(g) for g in got] == [Found, InputError, InputError, Notice, Found, InputError]
    assert "--date-order" in got[1].what and got[1].where.endswith("t.csv:3") and "not a date" in got[2].what
    assert "cells" in got[5].what


def test_a_table_without_a_text_column_says_what_it_has(tmp_path: Path) -> None:
    (error,) = find(put(tmp_path / "t.csv", "أ,ب\n1,2\n"))
    assert isinstance(error, InputError) and "'أ', 'ب'" in error.what and "--mapping" in error.hint
    (error,) = find(put(tmp_path / "t.csv", "text\nx\n"), mapping=mapping_of({"text": "نص"}))
    assert isinstance(error, InputError) and "no column 'نص'" in error.what


def test_a_table_on_standard_input_with_its_own_bytes_a_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    raw = f"[{json.dumps({'text': ONE})},\n{json.dumps({'text': TWO})}]".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    one, two = founds(find("-"))
    assert json.loads(one.raw) == {"text": ONE} and json.loads(two.raw) == {"text": TWO}


def test_rows_of_a_large_table_keep_their_own_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.intake.tables.WHOLE", 10)
    one, two = founds(find(put(tmp_path / "t.csv", f'text,id\n"{ONE}\nتتمة",1\n{TWO},2\n')))
    assert one.raw == f'"{ONE}\nتتمة",1\n'.encode() and two.raw == f"{TWO},2\n".encode()


def test_a_workbook_by_sheets_with_a_title_above_its_header(tmp_path: Path) -> None:
    rows = [
        ["سجل الحوادث"],
        [],
        ["النص", "التاريخ", "رقم التقرير"],
        [ONE, dt.datetime(2026, 3, 17), 12.0],
        [TWO, 46098, 13],
        [None, None, None],
    ]
    path = put(tmp_path / "t.xlsx", workbook(rows, more={"شرح": [["لا شيء هنا", "x"]]}))
    one, two = founds(find(path))
    assert (one.report.text, one.report.published, one.report.id) == (ONE, "2026-03-17", "12")
    assert (two.report.published, two.locator, two.where) == ("2026-03-17", "تقارير!5", f"{path}:تقارير!5")


def test_the_sheet_that_a_mapping_names(tmp_path: Path) -> None:
    path = put(tmp_path / "t.xlsx", workbook([["text"], [ONE]], "a", {"b": [["text"], [TWO]]}))
    assert [f.report.text for f in founds(find(path, mapping=mapping_of({"sheet": "b"})))] == [TWO]
    (error,) = find(path, mapping=mapping_of({"sheet": "c"}))
    assert isinstance(error, InputError) and "no sheet 'c'" in error.what


def test_parquet(tmp_path: Path) -> None:
    path = parquet(tmp_path / "t.parquet", f"SELECT '{ONE}' AS body, DATE '2026-03-17' AS date, 5 AS id UNION ALL SELECT '{TWO}', NULL, 6")
    one, two = founds(find(path, published="2026-01-01"))
    assert (one.report.text, one.report.published, one.report.id, one.locator) == (ONE, "2026-03-17", "5", "row 1")
    assert two.report.published == "2026-01-01" and one.raw == path.read_bytes()
    (error,) = find(put(tmp_path / "cut.parquet", path.read_bytes()[:200]))
    assert isinstance(error, InputError) and "Parquet" in error.what and "Traceback" not in str(error)


@pytest.mark.parametrize(
    "value",
    [
        [{"text": ONE}, {"content": TWO}],
        {"meta": 1, "items": [{"text": ONE}, {"text": TWO}]},
        {"a": [], "posts": [{"نص": ONE}, {"نص": TWO}]},
    ],
)
def test_json_lists(tmp_path: Path, value: Any) -> None:
    path = put(tmp_path / "t.json", json.dumps(value, ensure_ascii=False, indent=1))
    assert [f.report.text for f in founds(find(path))] == [ONE, TWO]


def test_one_json_report_and_keys_within_keys(tmp_path: Path) -> None:
    (one,) = founds(find(put(tmp_path / "one.json", json.dumps({"text": ONE, "published": "2026-03-17"}, indent=2))))
    assert one.report.published == "2026-03-17"
    nested = {"hits": {"docs": [{"fields": {"body": TWO}}]}}
    (two,) = founds(find(put(tmp_path / "n.json", json.dumps(nested)), mapping=mapping_of({"text": "fields.body", "rows": "hits.docs"})))
    assert two.report.text == TWO


def test_a_json_list_that_is_cut_short_gives_what_it_has(tmp_path: Path) -> None:
    raw = json.dumps([{"text": ONE}, {"text": TWO}], ensure_ascii=False).encode()
    one, error = find(put(tmp_path / "t.json", raw[:-30]))
    assert isinstance(one, Found) and one.report.text == ONE
    assert isinstance(error, InputError) and "cut short after 1 objects" in error.what


def test_jsonl_with_other_keys_and_a_mapping(tmp_path: Path) -> None:
    path = put(tmp_path / "t.jsonl", json.dumps({"body": ONE, "date": "17 آذار 2026"}) + "\n")
    (one,) = founds(find(path))
    assert (one.report.text, one.report.published) == (ONE, "2026-03-17")
    (two,) = founds(find(put(tmp_path / "u.jsonl", json.dumps({"text": "x", "n": ONE}) + "\n"), mapping=mapping_of('{"text": "n"}')))
    assert two.report.text == ONE


@pytest.mark.parametrize(
    ("value", "order", "date"),
    [
        ("2026-03-14", None, "2026-03-14"),
        ("2026/3/4", None, "2026-03-04"),
        ("14.03.2026", None, "2026-03-14"),
        ("03/14/2026", None, "2026-03-14"),
        ("05/05/2026", None, "2026-05-05"),
        ("3/4/2026", "dmy", "2026-04-03"),
        ("3/4/2026", "mdy", "2026-03-04"),
        ("3-4-26", "dmy", "2026-04-03"),
        ("١٤/٠٣/٢٠٢٦", None, "2026-03-14"),
        ("14 آذار 2026", None, "2026-03-14"),
        ("14 آذار/مارس 2026", None, "2026-03-14"),
        ("السبت، ١٤ مارس ٢٠٢٦ - 08:30 مساءً", None, "2026-03-14T20:30:00"),
        ("14 جويلية 2026", None, "2026-07-14"),
        ("14 كانون الثاني 2026", None, "2026-01-14"),
        ("14 تشرين الأول 2025", None, "2025-10-14"),
        ("March 14, 2026", None, "2026-03-14"),
        ("14th of March 2026", None, "2026-03-14"),
        ("Sat, 14 Mar 2026 08:30:00 GMT", None, "2026-03-14T08:30:00Z"),
        ("2026-03-14T08:30:00+0300", None, "2026-03-14T08:30:00+03:00"),
        ("2026-03-14T08:30:00.123Z", None, "2026-03-14T08:30:00Z"),
        ("2026-03-14 08:30:00 UTC", None, "2026-03-14T08:30:00Z"),
        ("20260314", None, "2026-03-14"),
        ("46095", None, "2026-03-14"),
        (46095.5, None, "2026-03-14T12:00:00"),
        (1773477000, None, "2026-03-14T08:30:00Z"),
        (dt.datetime(2026, 3, 14, 8, 30), None, "2026-03-14T08:30:00"),
        (dt.date(2026, 3, 14), None, "2026-03-14"),
        ("\u200f14/03/2026\u200f", None, "2026-03-14"),
        ("", None, None),
        (None, None, None),
        ("-", None, None),
    ],
)
def test_dates(value: Any, order: str | None, date: str | None) -> None:
    assert written_date(value, order) == date


@pytest.mark.parametrize(
    ("value", "order", "said"),
    [
        ("03/04/2026", None, "day/month or month/day"),
        ("3/4/26", None, "which figure is the year"),
        ("14/03/2026", "mdy", "no such day"),
        ("31/02/2026", "dmy", "no such day"),
        ("14 آذار/نيسان 2026", None, "two different months"),
        ("12 رمضان 1447", None, "Hijri"),
        ("يوم السبت", None, "not a date"),
        ("2026-03-14 25:00", None, "no such time"),
        ("14 مارس 3026", None, "not between"),
        (3, None, "not a date"),
        ([], None, "not a date"),
    ],
)
def test_no_dates(value: Any, order: str | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        written_date(value, order)


@pytest.mark.parametrize("value", ["[1]", "{", '{"texte": "x"}', '{"text": 3}', '{"date_order": "ydm"}', "no-such-file.json"])
def test_no_mappings(value: str) -> None:
    with pytest.raises(UsageError):
        mapping_of(value)


def test_a_mapping_from_a_file(tmp_path: Path) -> None:
    path = put(tmp_path / "m.json", '\ufeff{"text": "النص", "date_order": "dmy"}')
    assert mapping_of(str(path)) == mapping_of({"text": ["النص"], "date_order": "dmy"})
