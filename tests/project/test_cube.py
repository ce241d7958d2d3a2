"""The cube tells what queries and counts of the store tell, and keeps up with it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from laid import lay_event, lay_report
from test_querying import ASKED, laid  # noqa: F401

from rasid.store import counting, events, schema
from rasid.store.cube import asking, beside, reading
from rasid.store.cube import cube as cubes
from rasid.store.cube.asking import Figures, TooMany
from rasid.store.engine import Store
from rasid.store.filtering import Area, Filters

ONE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)  # what the columns do whatever they came from
FAR = Area(country="SYR", admin1="Idlib")


def figures(cube: cubes.Cube, more: dict[str, Any] | None = None, **wanted: Any) -> Figures:
    with cube.store.reading() as connection:
        assert cube.ready(connection)
        return cube.figures(connection, Filters(**wanted), **(more or {}))


def test_all_filters_fit_what_a_query_finds(laid: Store) -> None:  # noqa: F811
    made = cubes.Cube(laid)
    for wanted, expected in [*ASKED, ({"text": "مظاهرة"}, ["e7"]), ({"areas": [FAR], "text": "قصف"}, ["e6", "e3", "e1", "e4"])]:
        if "report" in wanted or "incident" in wanted:
            continue
        found = figures(made, **wanted)
        assert (found.events, sorted(found.rows)) == (len(expected), sorted(expected)), wanted


def test_counts_are_those_of_the_store(laid: Store) -> None:  # noqa: F811
    found = figures(cubes.Cube(laid), {"stretch": "week"})
    with laid.reading() as connection:
        for by, told in (("type", found.type), ("province", found.province), ("country", found.country), ("source", found.source)):
            table = counting.count(connection, Filters(), (by,))
            assert dict(told.rows) == {r.key[0]: r.count for r in table.rows if r.key[0] is not None}, by
        weeks = counting.count(connection, Filters(), ("week",))
        assert found.times == [(r.key[0], r.count) for r in weeks.rows] and (found.coarse, found.undated) == (weeks.coarse, weeks.undated)
        pairs = {f"{a} → {b}": c for a, b, c in found.pairs}
        assert pairs == {r.key[0]: r.count for r in counting.count(connection, Filters(), ("pair",)).rows}
    assert dict(found.weapon.rows) == {"mortar": 1, "warplane": 1, "missile": 1} and found.weapon.none == 6
    assert found.reports == 2 and found.stretch == "week"


@ONE
def test_a_count_leaves_its_own_brush_out(laid: Store) -> None:  # noqa: F811
    made = cubes.Cube(laid)
    whole, one = figures(made), figures(made, types=["shelling"], since="2024-03-04", until="2024-03-04")
    assert one.events == 1 and dict(one.state.rows) == {"proposed": 1} and dict(one.province.rows) == {"SYR/Aleppo": 1}
    assert dict(one.type.rows) == {"air_strike": 1, "shelling": 1, "arrest": 1, "restriction": 2}
    assert sum(c for _, c in one.times) == 2 and sum(c for _, c in whole.times) > 2
    assert dict(whole.state.rows)["rejected"] == 1, "so that one sees that there are some"


@ONE
def test_districts_and_places_of_a_province(laid: Store) -> None:  # noqa: F811
    found = figures(cubes.Cube(laid), {"inside": "SYR/Idlib"})
    assert [(d.place, d.count, d.near) for d in found.dots] == [("rasid:1", 2, 0), ("rasid:3", 2, 0)]
    assert found.district == asking.Tally(rows=[], none=4)


@ONE
def test_hidden_reports_leave_no_trace(laid: Store) -> None:  # noqa: F811
    made = cubes.Cube(laid)
    whole, less = figures(made), figures(made, {"hidden": ["r2"]})
    assert (whole.reports, less.reports) == (2, 1) and less.source.rows == [] and {"e1", "e2", "e7", "e8"} == set(less.rows)
    again = figures(made, {"hidden": ["r2"]}, types=["restriction"])
    assert again.events == 0 and "air_strike" not in dict(again.type.rows)
    assert figures(made) == whole, "what one may not see is not kept for another"


def test_it_keeps_up_by_the_log(laid: Store, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    made = cubes.Cube(laid)
    figures(made)
    monkeypatch.setattr(made, "fill", lambda _: pytest.fail("only what changed is to be read"))
    with laid.writing("noor") as change:
        change.connection.execute(sa.update(schema.events).where(schema.events.c.id == "e1").values(state="accepted"))
        change.record("event.accept", "event:e1")
    assert dict(figures(made).state.rows)["accepted"] == 2
    with laid.writing("noor") as change:
        events.drop(change.connection, ["e3"])
        lay_report(change.connection, "r3", "نص ثالث", "2024-04-01")
        lay_event(change.connection, "f1", "r3", day="2024-04-01", type="abduction", at=("rasid:2",), means=("mortar",))
        change.record("event.undo", "event:e3")
        change.record("report.code", "report:r3")
    found = figures(made)
    assert "e3" not in found.rows and dict(found.type.rows)["abduction"] == 1 and dict(found.weapon.rows) == {"mortar": 2}
    before = made.seq
    with laid.writing("noor") as change:
        change.record("filter.save", "filter:1")
    assert figures(made) is found or figures(made).events == found.events
    assert made.seq == before + 1


@ONE
def test_what_the_log_does_not_explain_is_read_anew(laid: Store) -> None:  # noqa: F811
    made = cubes.Cube(laid)
    figures(made)
    with laid.writing("noor") as change:
        change.connection.execute(sa.update(schema.events).values(type="killing"))
        change.record("project.reshaped", "project:1")
    assert list(dict(figures(made).type.rows)) == ["killing"]


def waited(cube: cubes.Cube) -> None:
    thread = cube.filling
    if thread is not None:
        thread.join(60)


def test_much_comes_in_beside_the_asker(laid: Store, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(cubes, "SMALL", 3)
    monkeypatch.setattr(reading, "written", lambda *_: pytest.fail("this is for a process of its own"))
    made = cubes.Cube(laid)
    with laid.reading() as connection:
        assert not made.ready(connection)
    waited(made)
    assert figures(made).events == 8
    monkeypatch.undo()
    with laid.writing("noor") as change:
        change.connection.execute(sa.update(schema.events).where(schema.events.c.id == "e1").values(state="accepted"))
        change.record("event.accept", "event:e1")
    assert figures(made) == figures(cubes.Cube(laid)), "and goes on by the log from where the process was"


@ONE
def test_a_process_that_comes_to_nothing_is_begun_anew(laid: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # noqa: F811
    monkeypatch.setattr(cubes, "SMALL", 3)
    made = cubes.Cube(laid)
    with monkeypatch.context() as away:
        away.setattr(laid, "folder", tmp_path / "nowhere")
        made.ahead()
        waited(made)
    assert made.duck is None and made.filling is None
    made.ahead()
    waited(made)
    assert figures(made).events == 8


def test_names_may_hold_what_they_like(laid: Store) -> None:  # noqa: F811
    odd = "قال \"المرصد\"،\nثم, سكت \\ 'x'"
    with laid.writing("noor") as change:
        lay_report(change.connection, 'r,"9\n', "نص", "2024-05-01", outlet=odd)
        lay_event(change.connection, "o1", 'r,"9\n', day="2024-05-01", at=("rasid:2",))
        change.record("report.code", "report:r9")
    made = cubes.Cube(laid)
    assert figures(made, outlets=[odd]).rows == ["o1"]
    assert figures(made, {"hidden": ['r,"9\n']}, outlets=[odd]).events == 0


@ONE
def test_words_of_too_many_are_refused(laid: Store, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(asking, "TEXT_MOST", 1)
    with pytest.raises(TooMany):
        figures(cubes.Cube(laid), text="قصف")


@ONE
def test_a_process_whose_asker_is_gone_ends_quietly(laid: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=beside.fill, args=(laid.folder, tmp_path / "columns", theirs))
    process.start()
    theirs.close()
    ours.close()
    process.join(60)
    assert process.exitcode == 0 and capfd.readouterr() == ("", "")
