"""Tables and maps of a project: every format takes every happening, whatever a policy has emptied, and reads back as it was."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec
import pytest

from rasid.model import Event, UsageError
from rasid.model.event import Evidence, Initiator, Place, Time
from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import FORMATS, Around, Written, format_of, incident_table, table
from rasid.publish.formats.cell_kinds import listed, span_of
from rasid.publish.formats.column_words import WORDS
from rasid.publish.material import Happening, Told, happenings
from rasid.publish.policy import Policy, Released


def held(project: Project) -> list[Happening]:
    with project.store.reading() as connection:
        return list(happenings(connection))


def let_out(project: Project) -> list[Released]:
    return [Released(h.incident, h.told) for h in held(project)]


def made(released: list[Released], format: str, project: Project, **more: Any) -> tuple[Written, bytes]:
    out = io.BytesIO()
    done = format_of(format).write(iter(released), out, Around(project.pipeline.lexicon, "internal", **more))
    return done, out.getvalue()


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def emptied(one: Released) -> Released:
    """With nothing left that a policy may take: what a record must have, and no more."""
    i = one.incident
    bare = msgspec.structs.replace(
        i,
        **dict.fromkeys(("day", "start", "end", "date_precision", "place")),
        **{k: [] for k in ("outlets", "places", "times", "initiators", "targets", "toll", "claims", "conflicts")},
    )
    return Released(bare, [bare_account(t) for t in one.told])


def bare_account(told: Told) -> Told:
    e = told.event
    event = Event(id=e.id, report_id="", type=e.type, evidence=Evidence(text="", span=(0, 0)), data_version="")
    read = msgspec.structs.replace(told.read, id="", family="", published=None, outlet=None, title=None, url=None, lang=None)
    return msgspec.structs.replace(told, event=event, read=read)


PLAIN = [name for name in FORMATS if not format_of(name).texts]


@pytest.mark.parametrize("format", PLAIN)
def test_what_a_policy_has_emptied_breaks_no_format(filled: Project, format: str) -> None:
    some = [emptied(one) for one in let_out(filled)]
    done, data = made(some, format, filled)
    assert data and done.rows <= sum(len(one.told) for one in some)


@pytest.mark.parametrize("format", PLAIN)
def test_the_same_project_gives_the_same_bytes(filled: Project, format: str) -> None:
    assert made(let_out(filled), format, filled) == made(let_out(filled), format, filled)


def test_every_part_of_the_table_fills_its_columns(filled: Project) -> None:
    types = filled.pipeline.lexicon.ontology["event_types"]
    for one in [*let_out(filled), *map(emptied, let_out(filled))]:
        for told in one.told:
            e = told.event
            parts = (
                *(
                    (table.KEYS, table.keys(told, one.incident, table.telling(e, types))),
                    (table.WHAT, table.what(e, types)),
                    (table.WHO, table.who(e)),
                ),
                *((table.WHERE, table.where(e)), (table.WHEN, table.when(e)), (table.WITH, table.armed(e)), (table.TOLL, table.toll(e))),
                *((table.SAID, table.said(e)), (table.READ, table.read(told.read)), (table.INCIDENT, table.around(one.incident))),
            )
            assert [len(cells) for _, cells in parts] == [len(columns) for columns, _ in parts]
        assert len(incident_table.row(one, types)) == len(incident_table.COLUMNS)


def test_names_of_columns_are_told_once_and_in_both_languages() -> None:
    for columns in (table.COLUMNS, incident_table.COLUMNS):
        assert len({c.name for c in columns}) == len(columns)
        assert all(all(c.words) for c in columns)
    assert {c.name for c in (*table.COLUMNS, *incident_table.COLUMNS)} <= set(WORDS)


def test_csv_has_a_row_for_every_account_beside_its_incident(filled: Project) -> None:
    released = let_out(filled)
    done, data = made(released, "csv", filled)
    rows = read_csv(data)
    assert [r["event_id"] for r in rows] == [t.event.id for one in released for t in one.told] and done.rows == len(rows)
    strike = [r for r in rows if r["type"] == "shelling"]
    assert {(r["outlet"], r["killed_low"], r["killed_high"]) for r in strike} == {("شبكة الشمال", "3", "3"), ("وكالة الوادي", "5", "5")}
    assert {(r["incident_killed_low"], r["incident_killed_high"], r["incident_accounts"]) for r in strike} == {("3", "5", "2")}
    assert {r["date_start"] for r in strike} == {"2024-03-08"} and strike[0]["type_ar"] == "قصف مدفعي أو صاروخي"


def test_incidents_have_their_figures(filled: Project) -> None:
    _, data = made(let_out(filled), "csv-incidents", filled)
    strike = next(r for r in read_csv(data) if r["type"] == "shelling")
    assert (strike["killed_low"], strike["killed_high"], strike["killed_civilians_high"]) == ("3", "5", "5")
    assert strike["event_ids"].count("; ") == 1 and strike["incident_day"] == "2024-03-08"


def test_every_cell_reads_back_as_the_record_has_it(filled: Project) -> None:
    released = let_out(filled)
    rows = read_csv(made(released, "csv", filled)[1])
    for row, told in zip(rows, [t for one in released for t in one.told], strict=True):
        event: dict[str, Any] = msgspec.to_builtins(told.event)
        for column in table.COLUMNS:
            if column.edit and column.edit != "state":
                assert column.read(row[column.name]) == valued(event, told.event, column.edit), column.name


def valued(record: dict[str, Any], event: Event, path: str) -> Any:
    """What of a record a path of `Column.edit` names."""
    field, _, rest = path.partition(".")
    which, _, key = rest.partition(".")
    if not rest:
        return record[field]
    if which == "*":
        values = [item[key] for item in record[field]]
        return values if any(v is not None for v in values) else []
    if field == "toll":
        low, high = table.figure(table.counted(event, which.strip("{}")))
        return low if key == "min" else high
    if which == "{main}":
        n = table.main_place(event)
        return record[field][n - 1][key] if n else None
    return record[field][which]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("background", True, True),
        ("background", "FALSE", False),
        ("date_precision", 2.0, 2),
        ("date_precision", "2.0", 2),
        ("date_start", "2024-03-08T00:00:00", "2024-03-08"),
        ("hours", "06:30..", {"from": "06:30", "to": None}),
        ("hours", "06:30", {"from": "06:30", "to": "06:30"}),
        ("initiators", "a;  ; b", ["a", None, "b"]),
        ("lat", "", None),
        ("method", "'=cmd", "=cmd"),
    ],
)
def test_what_a_spreadsheet_makes_of_a_cell_is_read(column: str, cell: Any, value: Any) -> None:
    assert table.BY_NAME[column].read(cell) == value


@pytest.mark.parametrize(
    ("column", "cell"), [("date_start", "08/03/2024"), ("killed_low", "3.5"), ("mutual", "2"), ("hours", "25:00"), ("lat", "N")]
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(column: str, cell: str) -> None:
    with pytest.raises(UsageError):
        table.BY_NAME[column].read(cell)


def test_lists_keep_their_places_and_ranges_are_no_dates() -> None:
    assert listed(["a", None, "b;c"]) == "a; ; b,c" and listed([None, None]) == ""
    assert [span_of(*x) for x in ((3, 3), (20, 25), (40, None), (None, 30), (None, None))] == ["3", "20..25", "40..", "..30", ""]


def test_no_cell_is_run_as_a_formula(filled: Project) -> None:
    one = let_out(filled)[0]
    for begin in ("=", "+", "-", "@", "\t", "\r", "\n", "＝"):
        read = msgspec.structs.replace(one.told[0].read, title=f'{begin}HYPERLINK("http://x")', outlet=f"{begin}1")
        bad = Released(one.incident, [msgspec.structs.replace(one.told[0], read=read)])
        row = read_csv(made([bad], "csv", filled)[1])[0]
        assert row["report_title"] == f"'{read.title}" and row["outlet"] == f"'{begin}1"


def test_numbers_below_zero_stay_numbers(filled: Project) -> None:
    one = let_out(filled)[0]
    place = Place(id=None, names={}, lat=-33.4, lon=-70.6, text="", span=(0, 0))
    event = msgspec.structs.replace(one.told[0].event, places=[place])
    row = read_csv(made([Released(one.incident, [msgspec.structs.replace(one.told[0], event=event)])], "csv", filled)[1])[0]
    assert (row["lat"], row["lon"]) == ("-33.4", "-70.6")


def test_the_mark_for_excel_stands_once_at_the_beginning(filled: Project) -> None:
    data = made(let_out(filled), "csv", filled, excel=True)[1]
    assert data.startswith(b"\xef\xbb\xbfevent_id,") and data.count(b"\xef\xbb\xbf") == 1


def test_undated_incidents_stay_with_empty_dates_or_go_and_are_counted_either_way(filled: Project) -> None:
    released = [emptied(one) for one in let_out(filled)]
    done, data = made(released, "csv-incidents", filled)
    assert done.rows == len(released) == sum(done.losses.values()) and {r["date_start"] for r in read_csv(data)} == {""}
    done, data = made(released, "csv-incidents", filled, undated=False)
    assert done.rows == 0 and sum(done.losses.values()) == len(released) and read_csv(data) == []


def test_figures_of_one_source_add_up_and_of_several_are_a_range() -> None:
    rows = [toll(1, 3, 3, None), toll(2, 5, 5, None)]
    assert table.figure(rows) == (8, 8)
    assert table.figure([toll(1, 3, 3, "s1"), toll(2, 5, None, "s2")]) == (3, None)
    assert table.figure([toll(1, 3, 3, "s1"), toll(2, 5, 6, "s2")]) == (3, 6)
    assert table.figure([]) == (None, None)


def toll(n: int, low: int | None, high: int | None, by: str | None) -> Any:
    from rasid.model import Toll

    return Toll(id=f"t{n}", effect="killed", min=low, max=high, by=by, text="", span=(0, 0))


def test_a_figure_is_of_one_row_or_of_none(filled: Project) -> None:
    event = let_out(filled)[0].told[0].event
    both = msgspec.structs.replace(event, toll=[toll(1, 3, 3, None), toll(2, 5, 5, None)])
    assert table.toll_row(both, "killed") is None
    part = msgspec.structs.replace(both.toll[1], part_of="t1")
    assert table.toll_row(msgspec.structs.replace(event, toll=[both.toll[0], part]), "killed") == "t1"


def test_lists_of_several_parties_go_side_by_side(filled: Project) -> None:
    one = let_out(filled)[0]
    parties = [
        Initiator(actor=a, names={"en": n}, kind=k, text="", span=(0, 0)) for a, n, k in (("a", "A; co", None), (None, "B", "militia"))
    ]
    event = msgspec.structs.replace(one.told[0].event, initiators=parties, time=Time(clock={"from": "06:30", "to": None}))
    row = read_csv(made([Released(one.incident, [msgspec.structs.replace(one.told[0], event=event)])], "csv", filled)[1])[0]
    assert (row["initiators"], row["initiators_en"], row["initiator_kinds"], row["hours"]) == ("a; ", "A, co; B", "; militia", "06:30..")


def test_geojson_is_a_collection_with_longitude_first(filled: Project) -> None:
    released = let_out(filled)
    done, data = made([*released, emptied(released[0])], "geojson", filled)
    found = json.loads(data)
    assert found["type"] == "FeatureCollection" and "crs" not in found and done.rows == len(found["features"])
    strike = next(f for f in found["features"] if f["properties"]["type"] == "shelling")
    incident = next(one.incident for one in released if one.incident.id == strike["id"])
    assert incident.place and strike["geometry"] == {"type": "Point", "coordinates": [incident.place.lon, incident.place.lat]}
    assert strike["properties"]["killed_high"] == 5 and strike["properties"]["place_precision"] == incident.place.precision
    assert found["features"][-1]["geometry"] is None and "geometry" in found["features"][-1]
    assert json.loads(made([], "geojson", filled)[1]) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_writes_an_empty_project(project: Project, format: str) -> None:
    with project.store.reading() as connection:
        done = export(connection, Policy("internal"), format_of(format), io.BytesIO(), Around(project.pipeline.lexicon, "internal"))
    assert done.rows == 0
