"""The `acled` format: each of the 31 columns against ACLED's vocabularies, codes and rules, and the rules of rows.

`python tests/project/publish/test_acled.py` (with src on the path) prints the rows of `acled.golden.csv` anew: read what differs first.
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

import msgspec
import pytest
from released import LEXICON, emptied, event, exact, party, place, released, source, target, toll

from rasid.model import Time
from rasid.model.event import Related
from rasid.project.project import Project
from rasid.publish.exporting import export
from rasid.publish.formats import Around, Written, format_of
from rasid.publish.formats.acled import coding, folding, interactions
from rasid.publish.formats.acled.counting import divided
from rasid.publish.notes import note
from rasid.publish.policy import Policy, Released

WORDS = LEXICON.ontology["acled"]
COLUMNS: list[str] = WORDS["columns"]
GOLDEN = Path(__file__).parent / "acled.golden.csv"
Cells = dict[str, str]


def written(*some: Released, undated: bool = True, excel: bool = False) -> tuple[list[Cells], Written, bytes]:
    out = io.BytesIO()
    done = format_of("acled").write(some, out, Around(LEXICON, "internal", undated=undated, excel=excel))
    text = out.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""))), done, out.getvalue()


def row(*some: Released) -> Cells:
    rows, _, _ = written(*some)
    assert len(rows) == 1, rows
    return rows[0]


def every_kind() -> Iterator[Released]:
    """Each type and method with each kind of party on either side, in several countries, with every shape of toll, time and place."""
    kinds: dict[str, str] = {}
    for id_, row_ in LEXICON.compiled.parties.items():
        kinds.setdefault(row_["kind"], id_)
    parties = itertools.cycle([None, *kinds.values()])
    others = itertools.cycle([None, *reversed(kinds.values()), "syrian-army", "israel-defense-forces", "houthis"])
    places = itertools.cycle(
        [["bara"], ["mosul"], ["gaza", "idlib"], [], ["fasher"], [place("idlib", precision=3)], [place("bara", precision=2)]]
    )
    tolls = itertools.cycle(
        [
            [],
            [exact("killed", 3, "civilian")],
            [toll("killed", None, None, vague="dozens")],
            [exact("killed", 0)],
            [toll("killed", None, 7)],
            [exact("bodies", 4)],
        ]
    )
    times = itertools.cycle(
        [("2024-03-09", "2024-03-09", 1), ("2024-03-09", "2024-03-11", 2), ("2023-05-01", "2023-05-31", 4), (None, None, 1)]
    )
    kinds_of = [(t, m) for t, r in LEXICON.ontology["event_types"].items() for m in [None, *r.get("methods", [])]]
    for n, (type_, method) in enumerate(kinds_of * 9):
        by, on, (day, end, precision) = next(parties), next(others), next(times)
        more: dict[str, Any] = {"by": [by] if by else [], "on": [on] if on else [], "at": next(places), "toll": next(tolls)}
        yield released(
            event(
                type_,
                f"ev_{n}",
                method=method,
                day=day,
                end=end,
                precision=precision,
                sources=[source("s1", "Reuters", source="reuters")],
                **more,
            ),
            outlets=["Al Jazeera" if n % 3 else "الجزيرة"],
            published="2024-03-10T10:00:00+03:00" if n % 2 else "2024-03-11",
        )
    yield released(event("territory_gain", "ev_state", by=["syrian-army"], on=["islamic-state"]), outlets=["Al Jazeera"])


@pytest.fixture(scope="module")
def rows() -> list[Cells]:
    made, done, _ = written(*every_kind())
    assert done.rows == len(made) > 600
    return made


def number(text: str) -> bool:
    return bool(re.fullmatch(r"\d+", text))


def among(*values: object) -> Callable[[Cells, str], bool]:
    known = {str(v) for v in values}
    return lambda cells, column: cells[column] in known


def actor(cells: Cells, column: str) -> bool:
    """ACLED's manner: no Arabic, no code, brackets closed; generic actors have their country in brackets."""
    name = cells[column]
    if re.match(r"(Civilians|Protesters|Rioters|Unidentified Armed Group)\b", name) and cells["country"]:
        return bool(re.search(r" \([A-Z][\w ]+\)$", name))
    return not re.search(r"[\u0600-\u06ff_]|unspecified", name) and name.count("(") == name.count(")")


def beside(cells: Cells, column: str) -> bool:
    names = cells[column].split("; ") if cells[column] else []
    return len(set(names)) == len(names) and cells[column.replace("assoc_actor_", "actor")] not in names and all(names)


def inter(cells: Cells, column: str) -> bool:
    name = cells[column.replace("inter", "actor")]
    return cells[column] in WORDS["inter"].values() if name else cells[column] == ""


def coordinate(most: int) -> Callable[[Cells, str], bool]:
    return lambda cells, column: (
        cells[column] == "" or (bool(re.fullmatch(r"-?\d+\.\d{4}", cells[column])) and abs(float(cells[column])) <= most)
    )


def iso_date(cells: Cells, column: str) -> bool:
    return cells[column] == "" or dt.date.fromisoformat(cells[column]).isoformat() == cells[column]


def targeting(cells: Cells, column: str) -> bool:
    must = cells["event_type"] == "Violence against civilians"
    never = cells["event_type"] in ("Battles", "Strategic developments") or cells["sub_event_type"] == "Peaceful protest"
    return cells[column] in ("", "Civilian targeting") and (not must or bool(cells[column])) and (not never or not cells[column])


def of_country(key: str) -> Callable[[Cells, str], bool]:
    return lambda cells, column: cells[column] == ("" if not cells["country"] else str(BY_NAME[cells["country"]][key]))


def tags(cells: Cells, column: str) -> bool:
    demonstration = cells["event_type"] in ("Protests", "Riots")
    return bool(re.fullmatch(r"crowd size=(no report|[\d,]+)(; .*)?", cells[column])) if demonstration else "crowd" not in cells[column]


BY_NAME = {c["name"]: c for c in WORDS["countries"].values()}
CHECKS: dict[str, Callable[[Cells, str], bool]] = {
    "event_id_cnty": lambda cells, c: (
        bool(re.fullmatch(r"[A-Z]{3}\d+", cells[c])) and (not cells["country"] or cells[c][:3] in WORDS["countries"])
    ),
    "event_date": iso_date,
    "year": lambda cells, c: cells[c] == cells["event_date"][:4],
    "time_precision": lambda cells, c: cells[c] in ("1", "2", "3") if cells["event_date"] else cells[c] == "",
    "disorder_type": lambda cells, c: cells[c] == WORDS["sub_events"][cells["sub_event_type"]]["disorder"],
    "event_type": among(
        "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians", "Strategic developments"
    ),
    "sub_event_type": lambda cells, c: WORDS["sub_events"][cells[c]]["event"] == cells["event_type"],
    "actor1": lambda cells, c: bool(cells[c]) and actor(cells, c),
    "assoc_actor_1": beside,
    "inter1": inter,
    "actor2": lambda cells, c: actor(cells, c) and (bool(cells[c]) or cells["event_type"] not in ("Battles", "Violence against civilians")),
    "assoc_actor_2": beside,
    "inter2": inter,
    "interaction": lambda cells, c: (
        cells[c] in set(interactions(WORDS).values()) and all(cells[i] in cells[c] for i in ("inter1", "inter2"))
    ),
    "civilian_targeting": targeting,
    "iso": of_country("iso"),
    "region": of_country("region"),
    "country": lambda cells, c: cells[c] == "" or cells[c] in BY_NAME,
    "admin1": lambda cells, c: cells[c] in ("", "Idlib", "Nineveh", "Gaza Strip", "North Darfur"),
    "admin2": lambda cells, c: cells[c] in ("", "Ariha") and (not cells[c] or bool(cells["admin1"])),
    "admin3": among(""),
    "location": lambda cells, c: bool(cells[c]) == bool(cells["geo_precision"]),
    "latitude": coordinate(90),
    "longitude": coordinate(180),
    "geo_precision": lambda cells, c: cells[c] in ("1", "2", "3") if cells["location"] else cells[c] == "",
    "source": lambda cells, c: set(cells[c].split("; ")) <= {"Al Jazeera", "الجزيرة", "Reuters"},
    "source_scale": among(*WORDS["source_scales"]),
    "notes": lambda cells, c: cells[c].endswith(".") and not re.search(r"[\u0600-\u06ff{}]|None", cells[c]),
    "fatalities": lambda cells, c: number(cells[c]),
    "tags": tags,
    "timestamp": lambda cells, c: number(cells[c]) and 946_684_800 < int(cells[c]) < 4_102_444_800,
}


def test_every_column_has_a_check_and_the_header_is_acleds() -> None:
    _, _, raw = written()
    assert raw.decode() == ",".join(COLUMNS) + "\r\n"
    assert list(CHECKS) == COLUMNS and len(COLUMNS) == 31


def test_the_page_says_of_every_column_where_it_comes_from() -> None:
    page = (Path(__file__).parents[3] / "docs" / "formats-acled-ucdp.md").read_text(encoding="utf-8")
    section = page.split("## What becomes an ACLED row\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^\| `(\w+)` \| \S", section, re.M) == COLUMNS


@pytest.mark.parametrize("column", COLUMNS)
def test_column(column: str, rows: list[Cells]) -> None:
    wrong = [cells for cells in rows if not CHECKS[column](cells, column)]
    assert not wrong, (column, wrong[0][column], wrong[0])
    assert column in ("admin3",) or len({cells[column] for cells in rows}) > 1, "the rows say nothing of this column"


def test_every_event_of_acled_is_reached_by_some_type(rows: list[Cells]) -> None:
    reached = {cells["sub_event_type"] for cells in rows}
    assert set(WORDS["sub_events"]) - reached <= {"Protest with intervention", "Excessive force against protesters"}


def test_the_vocabulary_holds_all_pairs() -> None:
    made = interactions(WORDS)
    assert {(a, b) for a in range(1, 9) for b in range(9)} <= set(made) and len(set(made.values())) == 44
    assert made[(3, 1)] == made[(1, 3)] == "State forces-Political militia" and made[(2, 0)] == "Rebel group only"
    assert made[(7, 8)] == "External/Other forces-Civilians"
    assert {WORDS["inter"][k["inter"]] for k in LEXICON.ontology["party_kinds"].values()} == set(WORDS["inter"].values())


def test_a_clash_the_shelling_beside_it_and_the_capture_are_one_battle() -> None:
    sides: dict[str, Any] = {"by": ["syrian-army"], "on": ["islamic-state"]}
    made = [
        released(event("shelling", "ev_1", toll=[exact("killed", 2)], weapons=["rocket"], **sides)),
        released(event("armed_clash", "ev_2", by=["islamic-state"], on=["syrian-army"], toll=[exact("killed", 5)])),
        released(event("territory_gain", "ev_3", method="fought", **sides)),
        released(event("killing", "ev_4", by=["islamic-state"], on=["civilians"], toll=[exact("killed", 1, "civilian")])),
        released(event("shelling", "ev_5", at=["ariha"], **sides)),
    ]
    rows, done, _ = written(*made)
    battle = next(r for r in rows if r["event_type"] == "Battles")
    assert battle["sub_event_type"] == "Government regains territory" and battle["fatalities"] == "7"
    assert {battle["actor1"], battle["actor2"]} == {"Military Forces of Syria (2000-2024)", "Islamic State"}
    assert all(note(m, "en", LEXICON, sources=False) in battle["notes"] for m in made[:3])
    assert len(rows) == 3 and done.losses[folding.FOLDED] == 2


def test_strategic_developments_fold_with_their_like_alone() -> None:
    sides: dict[str, Any] = {"by": ["syrian-army"], "on": ["civilians"]}
    made = [
        released(event("arrest", "ev_1", toll=[exact("detained", 2)], **sides)),
        released(event("arrest", "ev_2", toll=[exact("detained", 3)], **sides)),
        released(event("property_destruction", "ev_3", method="looting", **sides)),
        released(event("killing", "ev_4", toll=[exact("killed", 1, "civilian")], **sides)),
        released(event("shelling", "ev_5", toll=[exact("killed", 2, "civilian")], **sides)),
    ]
    rows, done, _ = written(*made)
    assert sorted((r["event_type"], r["sub_event_type"], r["fatalities"]) for r in rows) == [
        ("Explosions/Remote violence", "Shelling/artillery/missile attack", "3"),
        ("Strategic developments", "Arrests", "0"),
        ("Strategic developments", "Looting/property destruction", "0"),
    ]
    arrests = next(r for r in rows if r["sub_event_type"] == "Arrests")
    assert all(note(m, "en", LEXICON, sources=False) in arrests["notes"] for m in made[:2])
    assert done.losses[folding.FOLDED] == 2 and len({r["event_id_cnty"] for r in rows}) == 3


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_strategic_developments_stay_apart_whichever_comes_first(order: tuple[int, ...]) -> None:
    two: dict[str, Any] = {"by": ["houthis"], "on": ["sudanese-armed-forces"], "at": ["fasher"]}
    made = [
        released(event("agreement", "ev_1", method="ceasefire", **two)),
        released(event("territory_gain", "ev_2", method="unopposed", **two)),
        released(event("armed_clash", "ev_3", **two)),
    ]
    rows, done, _ = written(*(made[n] for n in order))
    assert len(rows) == 3 and not done.losses[folding.FOLDED], [(r["event_type"], r["sub_event_type"]) for r in rows]


def test_other_days_places_and_pairs_stay_apart() -> None:
    rows, _, _ = written(
        released(event("shelling", "ev_1", by=["syrian-army"], on=["civilians"], day="2024-03-08")),
        released(event("shelling", "ev_2", by=["syrian-army"], on=["civilians"])),
        released(event("shelling", "ev_3", by=["syrian-army"], on=["civilians"], at=["ariha"])),
        released(event("shelling", "ev_4", by=["russian-armed-forces"], on=["civilians"])),
    )
    assert len(rows) == 4 and len({r["event_id_cnty"] for r in rows}) == 4
    assert [r["event_date"] for r in rows] == sorted(r["event_date"] for r in rows)


def test_places_have_a_row_each_and_share_the_toll() -> None:
    rows, _, _ = written(released(event("air_strike", by=["syrian-army"], at=["bara", "ariha"], toll=[exact("killed", 5)])))
    assert [r["location"] for r in rows] and sorted(r["fatalities"] for r in rows) == ["2", "3"]
    assert all("The 5 fatalities are divided among 2 rows." in r["notes"] for r in rows)
    assert len({r["event_id_cnty"] for r in rows}) == 2


def test_a_battle_that_went_on_has_a_row_a_day() -> None:
    long = msgspec.structs.replace(
        event("armed_clash", by=["syrian-army"], on=["islamic-state"], toll=[exact("killed", 7)]),
        time=Time(start="2024-03-09", end="2024-03-11", precision=2, ongoing=True),
    )
    rows, _, _ = written(released(long))
    assert [(r["event_date"], r["time_precision"], r["fatalities"]) for r in rows] == [
        ("2024-03-09", "1", "3"),
        ("2024-03-10", "1", "2"),
        ("2024-03-11", "1", "2"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "precision", "told"),
    [
        ("2024-03-09", "2024-03-09", 1, ("2024-03-09", "1")),
        ("2024-03-09", "2024-03-10", 2, ("2024-03-09", "2")),
        ("2024-03-04", "2024-03-10", 3, ("2024-03-07", "2")),
        ("2024-03-01", "2024-03-31", 4, ("2024-03-16", "3")),
    ],
)
def test_what_happened_once_in_a_stretch_stands_in_its_middle(start: str, end: str, precision: int, told: tuple[str, str]) -> None:
    made = row(released(event("shelling", day=start, end=end, precision=precision)))
    assert (made["event_date"], made["time_precision"]) == told


def test_what_acled_has_no_date_or_place_for_is_left_out_and_counted() -> None:
    rows, done, _ = written(
        released(event("shelling", day="2024-01-01", end="2024-06-30", precision=5)),
        released(event("shelling", "ev_2", at=[place("bara", precision=6)])),
        released(event("shelling", "ev_3", day=None)),
        undated=False,
    )
    assert not rows and done.losses[coding.TOO_LONG] == done.losses[coding.TOO_WIDE] == done.losses[coding.LEFT_OUT] == 1
    kept, done, _ = written(released(event("shelling", "ev_3", day=None)))
    assert kept[0]["event_date"] == kept[0]["year"] == kept[0]["time_precision"] == "" and done.losses[coding.NO_DATE] == 1


@pytest.mark.parametrize(
    ("type_", "told", "fatalities"),
    [
        ("shelling", [], 0),
        ("shelling", [exact("killed", 0)], 0),
        ("shelling", [toll("killed", 3)], 3),
        ("shelling", [toll("killed", 20, 25)], 20),
        ("shelling", [toll("killed", None, None, vague="dozens")], 12),
        ("killing", [toll("killed", None, None, vague="hundreds")], 100),
        ("shelling", [toll("killed", None, None, vague="several")], 10),
        ("armed_clash", [toll("killed", None, None, vague="both_sides")], 10),
        ("killing", [toll("killed", None, None, vague="several")], 3),
        ("killing", [toll("killed", None, None)], 3),
        ("shelling", [toll("killed", None, 2)], 2),
        ("shelling", [exact("injured", 9)], 0),
    ],
)
def test_fatalities_go_by_acleds_rules(type_: str, told: list[Any], fatalities: int) -> None:
    assert row(released(event(type_, toll=told)))["fatalities"] == str(fatalities)


def test_the_lowest_of_conflicting_figures_is_taken() -> None:
    both = released(event("shelling", toll=[exact("killed", 3)]), event("shelling", "ev_2", toll=[exact("killed", 5)]))
    rows, done, _ = written(both)
    assert rows[0]["fatalities"] == "3" and rows[0]["source"] == "North Network; Valley Agency"
    assert done.losses[coding.ONE_FIGURE] == 1
    assert "sources give 3 to 5 people killed" in rows[0]["notes"]


def test_none_told_and_nothing_told_are_one_in_acled_and_counted() -> None:
    rows, done, _ = written(released(event("shelling", toll=[exact("killed", 0)])), released(event("shelling", "ev_2", at=["ariha"])))
    assert [r["fatalities"] for r in rows] == ["0", "0"] and done.losses[coding.NONE_TOLD] == 1


@pytest.mark.parametrize(("total", "parts", "made"), [(12, 3, [4, 4, 4]), (5, 3, [2, 2, 1]), (1, 3, [1, 0, 0]), (0, 2, [0, 0])])
def test_a_toll_is_divided_evenly_the_first_having_more(total: int, parts: int, made: list[int]) -> None:
    assert divided(total, parts) == made and sum(made) == total


@pytest.mark.parametrize("status", ["planned", "attempted", "possible", "negated", "denied"])
def test_only_what_happened_is_a_row(status: str) -> None:
    rows, done, _ = written(released(event("shelling", status=status)), released(event("shelling", "ev_2", background=True)))
    assert not rows and done.losses[coding.NOT_HAPPENED] == 2


def test_types_without_counterpart_are_counted() -> None:
    rows, done, _ = written(
        *(released(event(t, f"ev_{t}", by=["houthis"])) for t in ("threat", "accusation")),
        released(event("talks", method="meeting")),
        released(event("protest", method="strike")),
    )
    assert not rows and done.losses[coding.NO_COUNTERPART] == 4


@pytest.mark.parametrize(
    ("told", "sub_event"),
    [
        (event("territory_gain", by=["syrian-army"], on=["islamic-state"]), "Government regains territory"),
        (event("territory_gain", by=["islamic-state"], on=["syrian-army"]), "Non-state actor overtakes territory"),
        (event("territory_gain", by=["turkish-army"], on=["syrian-democratic-forces"]), "Non-state actor overtakes territory"),
        (event("shelling", mutual=True, by=["syrian-army"], on=["islamic-state"]), "Armed clash"),
        (event("shelling", mutual=True, by=["syrian-army"]), "Shelling/artillery/missile attack"),
        (event("territory_gain", method="unopposed", by=["syrian-army"]), "Non-violent transfer of territory"),
        (event("withdrawal", by=["syrian-army"]), "Other"),
        (event("withdrawal", by=["syrian-army"], on=["islamic-state"]), "Non-violent transfer of territory"),
        (event("body_found", toll=[exact("bodies", 3)]), "Other"),
        (event("body_found", by=["islamic-state"], toll=[exact("bodies", 3)]), "Attack"),
        (event("riot", method="mob_violence"), "Mob violence"),
        (event("group_change", method="surrender", by=["islamic-state"]), "Agreement"),
        (event("talks", method="peace_talks", by=["houthis"]), "Agreement"),
        (event("protest", method="strike", by=["protesters"]), "Peaceful protest"),
    ],
)
def test_the_exceptions_of_the_codebook_hold(told: Any, sub_event: str) -> None:
    assert row(released(told))["sub_event_type"] == sub_event


def test_bodies_are_the_dead_where_the_killer_is_told() -> None:
    assert row(released(event("body_found", by=["islamic-state"], toll=[exact("bodies", 3)])))["fatalities"] == "3"
    assert row(released(event("body_found", toll=[exact("bodies", 3)])))["fatalities"] == "0"


@pytest.mark.parametrize(("dead", "sub_event"), [(0, "Protest with intervention"), (2, "Excessive force against protesters")])
def test_force_on_a_protest_is_told_in_its_row(dead: int, sub_event: str) -> None:
    force = event(
        "assault" if not dead else "killing",
        "ev_2",
        by=["iraqi-police"],
        on=["protesters"],
        at=["mosul"],
        toll=[exact("killed", dead)] if dead else [],
    )
    rows, _, _ = written(released(event("protest", by=["protesters"], at=["mosul"])), released(force))
    assert len(rows) == 1
    told = rows[0]
    assert told["sub_event_type"] == sub_event and told["actor1"] == "Protesters (Iraq)" and told["actor2"] == "Police Forces of Iraq"
    assert told["interaction"] == "State forces-Protesters" and told["fatalities"] == str(dead)
    assert bool(told["civilian_targeting"]) == bool(dead)
    assert told["disorder_type"] == ("Political violence; Demonstrations" if dead else "Demonstrations")


def test_force_tied_to_a_protest_belongs_to_it_wherever_its_place_is_told() -> None:
    tied = event("arrest", "ev_2", by=["iraqi-police"], at=["idlib"], related=[Related(event="ev_1", relation="response_to")])
    rows, _, _ = written(released(event("protest", by=["protesters"])), released(tied))
    assert [r["sub_event_type"] for r in rows] == ["Protest with intervention"]


@pytest.mark.parametrize(
    ("actor_id", "where", "day", "name", "inter"),
    [
        ("syrian-army", "bara", "2024-03-09", "Military Forces of Syria (2000-2024)", "State forces"),
        ("russian-armed-forces", "bara", "2024-03-09", "Military Forces of Russia (2000-)", "External/Other forces"),
        ("israel-defense-forces", "gaza", "2024-03-09", "Military Forces of Israel (2022-)", "External/Other forces"),
        ("israel-defense-forces", "gaza", "2014-07-20", "Military Forces of Israel", "External/Other forces"),
        ("islamic-state", "mosul", "2016-10-17", "Islamic State", "Rebel group"),
        ("hayat-tahrir-al-sham", "bara", "2024-03-09", "HTS: Hayat Tahrir al Sham", "Rebel group"),
        ("unidentified-armed-group", "mosul", "2024-03-09", "Unidentified Armed Group (Iraq)", "Political militia"),
        ("iraqi-police", "mosul", "2024-03-09", "Police Forces of Iraq", "State forces"),
        ("fourth-division", "bara", "2020-03-09", "Military Forces of Syria (2000-2024) Fourth Division", "State forces"),
        ("army", "bara", "2024-03-09", "Unidentified Military Forces", "State forces"),
    ],
)
def test_actors_are_named_and_classed_in_acleds_manner(actor_id: str, where: str, day: str, name: str, inter: str) -> None:
    made = row(released(event("shelling", by=[actor_id], at=[where], day=day)))
    assert (made["actor1"], made["inter1"]) == (name, inter)


def test_people_who_cannot_fight_are_civilians_with_who_they_are_beside() -> None:
    made = row(released(event("killing", by=["houthis"], on=["journalists"], at=["fasher"])))
    assert (made["actor2"], made["assoc_actor_2"], made["inter2"]) == ("Civilians (Sudan)", "Journalists (Sudan)", "Civilians")
    students = row(released(event("protest", by=["students"])))
    assert (students["actor1"], students["assoc_actor_1"]) == ("Protesters (Syria)", "Students (Syria)")


def test_whom_a_whole_toll_is_of_stands_beside_civilians() -> None:
    women = row(released(event("killing", by=["houthis"], toll=[exact("killed", 2, "civilian", groups=["women"])])))
    assert women["assoc_actor_2"] == "Women (Syria)"
    some = [exact("killed", 5, "civilian", id="t1"), exact("killed", 2, "civilian", id="t2", part_of="t1", groups=["women"])]
    assert row(released(event("killing", by=["houthis"], toll=some)))["assoc_actor_2"] == ""


def test_civilians_hurt_beside_an_armed_target_are_associated_of_explosions_and_not_of_battles() -> None:
    sides: dict[str, Any] = {"by": ["syrian-army"], "on": ["islamic-state"], "toll": [exact("killed", 2, "civilian")]}
    strike, clash = row(released(event("air_strike", **sides))), row(released(event("armed_clash", **sides)))
    assert (strike["actor2"], strike["assoc_actor_2"], strike["civilian_targeting"]) == ("Islamic State", "Civilians (Syria)", "")
    assert (clash["actor2"], clash["assoc_actor_2"]) == ("Islamic State", "")


def test_joint_attackers_and_further_targets_stand_beside() -> None:
    made = row(released(event("air_strike", by=["syrian-army", "russian-armed-forces"], on=["hayat-tahrir-al-sham", "civilians"])))
    assert {made["actor1"], made["assoc_actor_1"]} == {"Military Forces of Syria (2000-2024)", "Military Forces of Russia (2000-)"}
    assert (made["actor2"], made["assoc_actor_2"], made["civilian_targeting"]) == ("HTS: Hayat Tahrir al Sham", "Civilians (Syria)", "")


def test_civilians_are_targeted_where_they_or_theirs_alone_are_hit() -> None:
    hit = row(released(event("air_strike", by=["syrian-army"], on=[target(object="hospital")])))
    assert (hit["actor2"], hit["civilian_targeting"]) == ("Civilians (Syria)", "Civilian targeting")
    post = row(released(event("air_strike", by=["syrian-army"], on=[target(object="position")])))
    assert (post["actor2"], post["inter2"], post["civilian_targeting"], post["interaction"]) == ("", "", "", "State forces only")


def test_crowds_are_tagged_with_their_size() -> None:
    assert row(released(event("protest", by=["protesters"], on=[target(object="crowd", count=200)])))["tags"] == "crowd size=200"
    assert row(released(event("riot", by=["rioters"])))["tags"] == "crowd size=no report"


@pytest.mark.parametrize(
    ("outlet", "scale"),
    [("Reuters", "International"), ("A network nobody lists", "Other"), ("Al Arabiya", "Regional"), ("SANA", "National"), (None, "")],
)
def test_scales_of_sources_go_by_how_near_they_are(outlet: str | None, scale: str) -> None:
    known = {n for r in LEXICON.sources.values() for n in r["names"].values()}
    if outlet and scale != "Other" and outlet not in known:
        outlet = next(
            r["names"]["en"]
            for r in LEXICON.sources.values()
            if r["kind"] in WORDS["national"]
            and (r.get("country") == "SYR" if scale == "National" else r.get("country") in ("SAU", "ARE", "QAT"))
        )
    assert row(released(event("shelling"), outlets=[outlet]))["source_scale"] == scale


def test_a_happening_with_nothing_left_in_it_is_a_row_of_empty_cells() -> None:
    for type_ in LEXICON.ontology["event_types"]:
        rows, _, _ = written(emptied(released(event(type_, by=["syrian-army"], toll=[exact("killed", 3)]))))
        for cells in rows:
            assert cells["event_date"] == cells["country"] == cells["location"] == cells["latitude"] == cells["source"] == ""
            assert cells["geo_precision"] == cells["time_precision"] == cells["iso"] == cells["timestamp"] == ""
            assert cells["actor1"] and cells["fatalities"] == "0"


def test_nothing_in_it_runs_in_a_spreadsheet() -> None:
    cells = row(
        released(
            event("shelling", by=["syrian-army"], at=[place("bara", names={"en": "=HYPERLINK(1)"}, admin1="@x", lon=-36.5)]),
            outlets=["+cmd"],
        )
    )
    assert cells["location"] == "'=HYPERLINK(1)" and cells["admin1"] == "'@x" and cells["source"] == "'+cmd"
    assert cells["longitude"] == "-36.5000"


def test_two_exports_are_one_file_and_a_mark_is_put_in_front_for_excel() -> None:
    some = list(itertools.islice(every_kind(), 120))
    assert written(*some)[2] == written(*some)[2]
    assert written(*some, excel=True)[2] == b"\xef\xbb\xbf" + written(*some)[2]


def test_notes_are_told_in_the_first_of_the_languages() -> None:
    out = io.BytesIO()
    told = released(event("air_strike", by=["syrian-army"], at=["bara", "ariha"], toll=[exact("killed", 5)]))
    format_of("acled").write([told], out, Around(LEXICON, "internal", languages=("ar", "en")))
    first = next(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert first["notes"] == note(told, "ar", LEXICON, sources=False) + " وعدد القتلى (5) مقسوم على صفوف عددها 2."


def test_a_coded_and_linked_project_leaves_as_acleds_rows(filled: Project) -> None:
    out = io.BytesIO()
    with filled.store.reading() as connection:
        done = export(connection, Policy("internal"), format_of("acled"), out, Around(filled.pipeline.lexicon, "internal"))
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert done.rows == len(rows) == 3 and [r["event_date"] for r in rows] == ["2024-03-08", "2024-04-01", "2024-05-11"]
    strike = rows[0]
    assert (strike["actor1"], strike["fatalities"], strike["civilian_targeting"]) == (
        "Military Forces of Syria (2000-2024)",
        "3",
        "Civilian targeting",
    )
    assert [r["sub_event_type"] for r in rows] == ["Shelling/artillery/missile attack", "Arrests", "Peaceful protest"]
    assert not [(r, c) for r in rows for c in COLUMNS if c not in ("source", "admin1", "admin2") and not CHECKS[c](r, c)]


def test_pandas_reads_it() -> None:
    pandas = pytest.importorskip("pandas")
    _, done, raw = written(*itertools.islice(every_kind(), 200))
    frame = pandas.read_csv(io.BytesIO(raw), parse_dates=["event_date"])
    assert list(frame.columns) == COLUMNS and len(frame) == done.rows and frame["fatalities"].dtype.kind == "i"


def typical() -> Iterator[Released]:
    """What a week in the field brings, one of a kind."""
    army, gunmen = ["syrian-army"], ["unidentified-armed-group"]
    yield released(
        event("shelling", "ev_01", by=army, toll=[exact("killed", 3, "civilian"), exact("injured", 7)], weapons=["artillery"]),
        event("shelling", "ev_02", by=army, toll=[exact("killed", 5, "civilian")]),
    )
    yield released(
        event("air_strike", "ev_03", by=["russian-air-force"], on=[target(object="market")], at=["ariha"], toll=[exact("killed", 11)])
    )
    yield released(
        event("drone_strike", "ev_04", by=["rapid-support-forces"], at=["fasher"], toll=[toll("killed", None, None, vague="dozens")])
    )
    yield released(event("explosive_device", "ev_05", on=["iraqi-police"], at=["mosul"], toll=[exact("injured", 2)]))
    yield released(event("armed_clash", "ev_06", by=["syrian-democratic-forces"], on=["syrian-national-army"], mutual=True))
    yield released(event("killing", "ev_07", method="assassination", by=gunmen, toll=[exact("killed", 1, "civilian")]))
    yield released(event("abduction", "ev_08", by=gunmen, at=["fasher"], toll=[exact("abducted", 2)]))
    yield released(event("arrest", "ev_09", by=["syrian-democratic-forces"], toll=[exact("detained", 12)]))
    yield released(event("protest", "ev_10", by=["protesters"], at=["mosul"]))
    yield released(event("assault", "ev_11", by=["iraqi-police"], on=["protesters"], at=["mosul"], toll=[exact("injured", 4)]))
    yield released(
        event("agreement", "ev_12", method="ceasefire", by=["sudanese-armed-forces"], on=["rapid-support-forces"], at=["fasher"])
    )
    yield released(
        event(
            "killing", "ev_13", by=[party("hayat-tahrir-al-sham", attribution="accused")], at=["bara", "ariha"], toll=[exact("killed", 3)]
        )
    )


def test_typical_happenings_come_out_as_they_were_read_and_agreed() -> None:
    assert written(*typical())[2].decode() == GOLDEN.read_bytes().decode()


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(written(*typical())[2])
