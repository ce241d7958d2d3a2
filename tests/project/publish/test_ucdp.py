"""The `ucdp` format: each of the 49 columns against UCDP GED's codes and rules, and which happenings are events of it.

`python tests/project/publish/test_ucdp.py` (with src on the path) prints the rows of `ucdp.golden.csv` anew: read what differs first.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from released import LEXICON, emptied, event, exact, place, released, source, target, toll
from test_acled import every_kind, typical

from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import Around, Written, format_of
from rasid.publish.formats.ucdp import coding
from rasid.publish.formats.ucdp.coding import priogrid
from rasid.publish.formats.ucdp.deaths import Deaths, shared
from rasid.publish.policy import Policy, Released

WORDS = LEXICON.ontology["ucdp"]
COLUMNS: list[str] = WORDS["columns"]
GOLDEN = Path(__file__).parent / "ucdp.golden.csv"
Cells = dict[str, str]
ARMY, IS = ["syrian-army"], ["islamic-state"]


def written(*some: Released, undated: bool = True) -> tuple[list[Cells], Written, bytes]:
    out = io.BytesIO()
    done = format_of("ucdp").write(some, out, Around(LEXICON, "internal", undated=undated))
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))), done, out.getvalue()


def row(*some: Released) -> Cells:
    rows, _, _ = written(*some)
    assert len(rows) == 1, rows
    return rows[0]


def lethal() -> Iterator[Released]:
    """Everything that the tests of ACLED try, and battles and attacks of each pair of kinds with every shape of toll."""
    yield from every_kind()
    sides = [
        "syrian-army",
        "russian-armed-forces",
        "islamic-state",
        "syrian-democratic-forces",
        "sudanese-armed-forces",
        "rapid-support-forces",
    ]
    tolls: Iterator[list[Any]] = itertools.cycle(
        [
            [exact("killed", 7)],
            [
                exact("killed", 3, "combatant", actor="syrian-army", id="t1"),
                exact("killed", 5, "combatant", actor="islamic-state", id="t2"),
            ],
            [
                exact("killed", 9, id="t1"),
                exact("killed", 4, "civilian", part_of="t1", id="t2"),
                exact("killed", 2, "combatant", actor="fourth-division", part_of="t1", id="t3"),
            ],
            [toll("killed", None, None, vague="dozens")],
            [toll("killed", None, 30)],
            [toll("killed", 4)],
        ]
    )
    places: Iterator[list[Any]] = itertools.cycle([["bara", "ariha"], ["gaza"], [place("idlib", precision=6)], []])
    for n, (one, two) in enumerate(itertools.permutations(sides, 2)):
        type_ = ("armed_clash", "shelling", "killing")[n % 3]
        yield released(event(type_, f"ev_x{n}", by=[one], on=[two], toll=next(tolls), at=next(places), sources=[source("s1", "A Monitor")]))
        yield released(
            event(type_, f"ev_y{n}", by=[one], on=[two], toll=[exact("killed", 3)]),
            event(type_, f"ev_z{n}", by=[one], on=[two], toll=[exact("killed", 8)]),
        )


@pytest.fixture(scope="module")
def rows() -> list[Cells]:
    made, done, _ = written(*lethal())
    assert done.rows == len(made) > 100
    return made


def whole(cells: Cells, column: str) -> bool:
    return bool(re.fullmatch(r"\d+", cells[column]))


def own(text: str) -> bool:
    """A number of ours: above all of UCDP's, within what 32 bits hold."""
    return bool(re.fullmatch(r"\d+", text)) and int(WORDS["own_ids"]) <= int(text) < 2**31


def own_id(cells: Cells, column: str) -> bool:
    return own(cells[column])


def dyad_dset(cells: Cells, column: str) -> bool:
    """Of one-sided violence the actor's."""
    return cells[column] == cells["side_a_dset_id"] if cells["type_of_violence"] == "3" else own(cells[column])


def side_dset(side: str) -> Callable[[Cells, str], bool]:
    """A state's is Gleditsch and Ward's number."""
    return lambda cells, c: (
        cells[c] == (cells[f"gwno{side}"] or ("9999" if cells[f"side_{side}"] == "Civilians" else cells[c])) and whole(cells, c)
    )


def side_new(side: str) -> Callable[[Cells, str], bool]:
    """UCDP's where we know it."""
    known = {"Government of Sudan": "112", "Government of Syria": "118", "Government of Israel": "121", "RSF": "8635", "Civilians": "1"}
    return lambda cells, c: cells[c] == known[cells[f"side_{side}"]] if cells[f"side_{side}"] in known else own(cells[c])


def conflict(cells: Cells, column: str) -> bool:
    """Of two states by their countries, else the dyad's name."""
    states = [cells[f"side_{s}"].removeprefix("Government of ") for s in "ab" if cells[f"gwno{s}"]]
    return cells[column] == (" - ".join(states) if len(states) == 2 else cells["dyad_name"])


def same_as(other: str) -> Callable[[Cells, str], bool]:
    return lambda cells, column: cells[column] == cells[other]


def name(cells: Cells, column: str) -> bool:
    return bool(cells[column]) and not re.search(r"[\u0600-\u06ff_]|unspecified", cells[column])


def items(cells: Cells, column: str) -> bool:
    """As many as there are sources, with semicolons between."""
    return cells[column] == "" or len(cells[column].split(";")) == int(cells["number_of_sources"])


def days(cells: Cells, column: str) -> bool:
    return all(dt.date.fromisoformat(d) for d in cells[column].split(";"))


def degrees(most: int) -> Callable[[Cells, str], bool]:
    return lambda cells, column: (
        cells[column] == "" or (bool(re.fullmatch(r"-?\d+\.\d{6}", cells[column])) and abs(float(cells[column])) <= most)
    )


def midnight(cells: Cells, column: str) -> bool:
    return cells[column] == "" or bool(
        re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00\.000", cells[column]) and dt.date.fromisoformat(cells[column][:10])
    )


def of_side(side: str) -> Callable[[Cells, str], bool]:
    """Gleditsch and Ward's number of the side's country; none of a group."""

    def check(cells: Cells, column: str) -> bool:
        told = re.fullmatch(r"Government of (.*)", cells[side])
        return cells[column] == (str(BY_NAME[told[1]]["gw"]) if told and told[1] in BY_NAME else "")

    return check


def region(cells: Cells, column: str) -> bool:
    gw = cells["country_id"]
    return cells[column] == (next(n for a, b, n in WORDS["regions"] if a <= int(gw) <= b) if gw else "")


def dyads_name(cells: Cells, column: str) -> bool:
    return cells[column] == f"{cells['side_a']} - {cells['side_b']}"


def dead(cells: Cells, column: str) -> bool:
    """A whole number; nobody of side B in one-sided violence, whose victims are the civilians."""
    return whole(cells, column) and (column != "deaths_b" or cells["type_of_violence"] != "3" or cells[column] == "0")


BY_NAME = {c["name"]: c for c in WORDS["countries"].values()}
CHECKS: dict[str, Callable[[Cells, str], bool]] = {
    "id": lambda cells, c: whole(cells, c) and len(cells[c]) <= 15,
    "relid": lambda cells, c: cells[c].endswith(
        "-".join(("", cells["year"] or "0000", cells["type_of_violence"], cells["dyad_dset_id"], cells["id"]))
    ),
    "year": lambda cells, c: cells[c] == cells["date_start"][:4],
    "active_year": lambda cells, c: cells[c] == "",
    "code_status": lambda cells, c: cells[c] == "Clear",
    "type_of_violence": lambda cells, c: cells[c] in ("1", "2", "3") and (cells[c] == "3") == (cells["side_b"] == "Civilians"),
    "conflict_dset_id": dyad_dset,
    "conflict_new_id": same_as("dyad_new_id"),
    "conflict_name": conflict,
    "dyad_dset_id": dyad_dset,
    "dyad_new_id": own_id,
    "dyad_name": dyads_name,
    "side_a_dset_id": side_dset("a"),
    "side_a_new_id": side_new("a"),
    "side_a": lambda cells, c: name(cells, c) and (cells["type_of_violence"] != "1" or bool(cells["gwnoa"])),
    "side_b_dset_id": lambda cells, c: side_dset("b")(cells, c) and cells[c] != cells["side_a_dset_id"],
    "side_b_new_id": side_new("b"),
    "side_b": lambda cells, c: name(cells, c) and cells[c] != cells["side_a"],
    "number_of_sources": lambda cells, c: whole(cells, c) and int(cells[c]) >= 1,
    "source_article": lambda cells, c: items(cells, c) and bool(re.match(r'"[^;"]+,\d{4}-\d\d-\d\d,Title of [^";]+"', cells[c])),
    "source_office": items,
    "source_date": lambda cells, c: items(cells, c) and days(cells, c),
    "source_headline": items,
    "source_original": lambda cells, c: set(cells[c].split(";")) <= {"", "Reuters", "A Monitor"},
    "where_prec": lambda cells, c: cells[c] in "1234567" if cells["where_coordinates"] else cells[c] == "",
    "where_coordinates": lambda cells, c: cells[c] == "" or name(cells, c),
    "where_description": lambda cells, c: cells[c].startswith(cells["where_coordinates"]) and cells[c].endswith(cells["adm_1"]),
    "adm_1": lambda cells, c: cells[c] in ("", "Idlib", "Nineveh", "Gaza Strip", "North Darfur"),
    "adm_2": lambda cells, c: cells[c] in ("", "Ariha") and (not cells[c] or bool(cells["adm_1"])),
    "latitude": degrees(90),
    "longitude": degrees(180),
    "geom_wkt": lambda cells, c: cells[c] == (f"POINT ({cells['longitude']} {cells['latitude']})" if cells["latitude"] else ""),
    "priogrid_gid": lambda cells, c: (
        cells[c] == (str(priogrid(float(cells["latitude"]), float(cells["longitude"]))) if cells["latitude"] else "")
    ),
    "country": lambda cells, c: cells[c] == "" or cells[c] in BY_NAME,
    "country_id": lambda cells, c: cells[c] == (str(BY_NAME[cells["country"]]["gw"]) if cells["country"] else ""),
    "region": region,
    "event_clarity": lambda cells, c: cells[c] == ("1" if cells["date_prec"] in ("1", "2") else "2"),
    "date_prec": lambda cells, c: cells[c] in "12345" if cells["date_start"] else cells[c] == "",
    "date_start": midnight,
    "date_end": lambda cells, c: midnight(cells, c) and cells[c] >= cells["date_start"],
    "deaths_a": dead,
    "deaths_b": dead,
    "deaths_civilians": dead,
    "deaths_unknown": lambda cells, c: dead(cells, c) and (cells["type_of_violence"] != "3" or cells[c] == "0"),
    "best": lambda cells, c: int(cells[c]) == sum(int(cells[f"deaths_{k}"]) for k in ("a", "b", "civilians", "unknown")),
    "high": lambda cells, c: int(cells[c]) >= int(cells["best"]) and int(cells[c]) > 0,
    "low": lambda cells, c: 0 <= int(cells[c]) <= int(cells["best"]),
    "gwnoa": of_side("side_a"),
    "gwnob": of_side("side_b"),
}


def test_every_column_has_a_check_and_the_header_is_ucdps() -> None:
    _, _, raw = written()
    assert raw.decode() == ",".join(COLUMNS) + "\r\n"
    assert list(CHECKS) == COLUMNS and len(COLUMNS) == 49


def test_the_page_says_of_every_column_where_it_comes_from() -> None:
    page = (Path(__file__).parents[3] / "docs" / "formats-acled-ucdp.md").read_text(encoding="utf-8")
    section = page.split("## What becomes a row of UCDP GED\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `(\w+)` \| \S", section, re.M) == COLUMNS


@pytest.mark.parametrize("column", COLUMNS)
def test_column(column: str, rows: list[Cells]) -> None:
    wrong = [cells for cells in rows if not CHECKS[column](cells, column)]
    assert not wrong, (column, wrong[0][column], wrong[0])
    assert column in ("active_year", "code_status") or len({cells[column] for cells in rows}) > 1, "the rows say nothing of this column"


def test_prio_grid_cells_are_numbered_from_the_south_west() -> None:
    assert priogrid(-90, -180) == 1 and priogrid(89.9, 179.9) == 259200 and priogrid(90, 180) == 259200
    assert priogrid(34.533333, 69.166667) == 179779  # Kabul
    assert priogrid(31.5582, 34.544839) == 175390  # as GED has Erez crossing
    assert priogrid(0.25, 0.25) == 180 * 720 + 361


@pytest.mark.parametrize(
    ("told", "kind", "a", "b"),
    [
        (event("armed_clash", by=IS, on=ARMY, toll=[exact("killed", 2)]), "1", "Government of Syria", "IS"),
        (event("shelling", by=["turkish-army"], on=ARMY, toll=[exact("killed", 2)]), "1", "Government of Turkey", "Government of Syria"),
        (
            event("armed_clash", by=["syrian-democratic-forces"], on=IS, toll=[exact("killed", 2)]),
            "2",
            "Syrian Democratic Forces",
            "IS",
        ),
        (event("killing", by=IS, on=["civilians"], toll=[exact("killed", 2)]), "3", "IS", "Civilians"),
        (event("air_strike", by=ARMY, on=[target(object="hospital")], toll=[exact("killed", 2)]), "3", "Government of Syria", "Civilians"),
        (event("killing", method="execution", by=IS, on=ARMY, toll=[exact("killed", 2)]), "3", "IS", "Civilians"),
        (
            event("shelling", by=ARMY, on=["islamic-state", "civilians"], toll=[exact("killed", 2, "civilian")]),
            "1",
            "Government of Syria",
            "IS",
        ),
    ],
)
def test_the_kind_of_violence_goes_by_the_parties(told: Any, kind: str, a: str, b: str) -> None:
    made = row(released(told))
    assert (made["type_of_violence"], made["side_a"], made["side_b"]) == (kind, a, b)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (event("shelling", by=ARMY, on=IS), coding.NOT_LETHAL),
        (event("shelling", by=ARMY, on=IS, toll=[exact("killed", 0)]), coding.NOT_LETHAL),
        (event("shelling", by=ARMY, on=IS, toll=[exact("injured", 3)]), coding.NOT_LETHAL),
        (event("killing", by=["unidentified-armed-group"], on=["civilians"], toll=[exact("killed", 1)]), coding.NO_DYAD),
        (event("explosion", toll=[exact("killed", 1)]), coding.NO_DYAD),
        (event("shelling", by=ARMY, toll=[exact("killed", 1)]), coding.NO_DYAD),
        (event("riot", by=["rioters"], on=ARMY, toll=[exact("killed", 1)]), coding.NO_DYAD),
        (event("shelling", by=ARMY, on=IS, status="possible", toll=[exact("killed", 1)]), coding.NOT_HAPPENED),
        (event("shelling", by=ARMY, on=IS, background=True, toll=[exact("killed", 1)]), coding.NOT_HAPPENED),
    ],
)
def test_what_is_no_event_of_ged_is_left_out_and_counted(told: Any, why: str) -> None:
    rows, done, _ = written(released(told))
    assert not rows and done.losses[why] == 1


def test_the_dead_stand_with_their_side() -> None:
    told = [
        exact("killed", 10, id="t1"),
        exact("killed", 3, "combatant", actor="fourth-division", part_of="t1", id="t2"),
        exact("killed", 4, "combatant", actor="islamic-state", part_of="t1", id="t3"),
        exact("killed", 2, "civilian", part_of="t1", id="t4"),
    ]
    made = row(released(event("armed_clash", by=IS, on=ARMY, toll=told)))
    assert [made[c] for c in ("side_a", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best")] == [
        "Government of Syria",
        "3",
        "4",
        "2",
        "1",
        "10",
    ]


def test_estimates_are_of_all_sources_and_the_best_is_the_sum_of_its_parts() -> None:
    both = [event("shelling", f"ev_{n}", by=ARMY, on=IS, toll=[exact("killed", n)]) for n in (3, 5)]
    made = row(released(*both))
    assert (made["low"], made["high"]) == ("3", "5") and made["best"] == made["deaths_unknown"] in ("3", "5")
    up_to = row(released(event("shelling", by=ARMY, on=IS, toll=[toll("killed", None, 30)])))
    assert (up_to["low"], up_to["best"], up_to["high"]) == ("0", "0", "30")
    rows, done, _ = written(released(event("shelling", by=ARMY, on=IS, toll=[toll("killed", None, None, vague="dozens")])))
    assert rows[0]["best"] == "12" and done.losses[coding.WORDS_ONLY] == 1


@pytest.mark.parametrize("parts", [1, 2, 3, 5])
def test_the_dead_of_several_places_are_shared_and_none_is_lost(parts: int) -> None:
    for numbers in itertools.product((0, 1, 4), repeat=4):
        whole_ = Deaths(*numbers, high=sum(numbers) + 3, low=max(0, sum(numbers) - 1))
        made = shared(whole_, parts)
        assert [sum(x) for x in zip(*made, strict=True)] == list(whole_)
        assert all(m.low <= m.best <= m.high for m in made)


def test_places_have_a_row_each() -> None:
    rows, _, _ = written(released(event("shelling", by=ARMY, on=IS, at=["bara", "ariha"], toll=[exact("killed", 5)])))
    assert [r["best"] for r in rows] == ["3", "2"] and len({r["id"] for r in rows}) == 2


def test_palestine_stands_under_israel_as_ucdp_has_it() -> None:
    made = row(released(event("air_strike", by=["israel-defense-forces"], on=["civilians"], at=["gaza"], toll=[exact("killed", 4)])))
    assert (made["country"], made["country_id"], made["region"], made["gwnoa"]) == ("Israel", "666", "Middle East", "666")


def test_undated_rows_have_empty_dates_or_are_left_out() -> None:
    told = released(event("shelling", by=ARMY, on=IS, day=None, toll=[exact("killed", 5)]))
    rows, done, _ = written(told)
    assert (
        rows[0]["date_start"] == rows[0]["date_end"] == rows[0]["year"] == rows[0]["date_prec"] == "" and done.losses[coding.NO_DATE] == 1
    )
    rows, done, _ = written(told, undated=False)
    assert not rows and done.losses[coding.LEFT_OUT] == 1


def test_a_happening_with_nothing_left_in_it_is_no_event_and_no_error() -> None:
    for type_ in LEXICON.ontology["event_types"]:
        rows, done, _ = written(emptied(released(event(type_, by=ARMY, on=IS, toll=[exact("killed", 3)]))))
        assert not rows and done.losses[coding.NOT_LETHAL] == 1


def test_a_lethal_happening_without_time_place_or_sources_has_empty_cells() -> None:
    import msgspec

    full = released(event("shelling", by=ARMY, on=IS, toll=[exact("killed", 3)]))
    bare = emptied(full)
    kept = {k: getattr(full.incident, k) for k in ("initiators", "targets", "toll")}
    made = row(Released(msgspec.structs.replace(bare.incident, **kept), bare.told))
    empty = {c for c in COLUMNS if made[c] == ""}
    assert {
        "date_start",
        "latitude",
        "geom_wkt",
        "priogrid_gid",
        "country",
        "country_id",
        "region",
        "source_article",
        "where_prec",
    } <= empty
    assert made["best"] == "3" and made["side_a"] == "Government of Syria"


def test_nothing_in_it_runs_in_a_spreadsheet_and_two_exports_are_one_file() -> None:
    cells = row(
        released(
            event("shelling", by=ARMY, on=IS, at=[place("bara", names={"en": "=1+1"}, lon=-36.5)], toll=[exact("killed", 3)]),
            outlets=["@x"],
        )
    )
    assert cells["where_coordinates"] == "'=1+1" and cells["source_office"] == "'@x" and cells["longitude"] == "-36.500000"
    some = list(lethal())
    assert written(*some)[2] == written(*some)[2]


def test_a_coded_and_linked_project_leaves_as_geds_rows(filled: Project) -> None:
    out = io.BytesIO()
    with filled.store.reading() as connection:
        done = export(connection, Policy("internal"), format_of("ucdp"), out, Around(filled.pipeline.lexicon, "internal"))
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert done.rows == len(rows) == 1 and done.losses[coding.NOT_LETHAL] == 2
    assert [rows[0][c] for c in ("dyad_name", "low", "high", "date_start", "number_of_sources")] == [
        "Government of Syria - Civilians",
        "3",
        "5",
        "2024-03-08 00:00:00.000",
        "2",
    ]


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas")
    _, done, raw = written(*lethal())
    frame = pandas.read_csv(io.BytesIO(raw), parse_dates=["date_start", "date_end"])
    assert list(frame.columns) == COLUMNS and len(frame) == done.rows and frame["best"].dtype.kind == "i"


def battles() -> Iterator[Released]:
    yield from typical()
    yield released(
        event(
            "armed_clash",
            "ev_21",
            by=IS,
            on=ARMY,
            toll=[exact("killed", 6, "combatant", actor="syrian-army"), exact("killed", 2, "civilian")],
        )
    )
    yield released(
        event(
            "armed_clash",
            "ev_22",
            by=["sudanese-armed-forces"],
            on=["rapid-support-forces"],
            at=["fasher"],
            day="2024-05-10",
            end="2024-05-12",
            precision=2,
            toll=[toll("killed", 27)],
        )
    )


def test_typical_happenings_come_out_as_they_were_read_and_agreed() -> None:
    assert written(*battles())[2].decode() == GOLDEN.read_bytes().decode()


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(written(*battles())[2])
