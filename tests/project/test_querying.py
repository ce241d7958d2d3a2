"""Filters, pages and counts on both databases."""

from __future__ import annotations

import itertools

import pytest
import sqlalchemy as sa
from laid import PLACES, lay_event, lay_parties, lay_report

from rasid.model import UsageError
from rasid.store import counting, querying, schema
from rasid.store.engine import Store
from rasid.store.filtering import Area, Filters, polygons_of
from rasid.store.querying import query
from rasid.store.querying_incidents import query_incidents

SQUARE = [[36.5, 35.8], [36.7, 35.8], [36.7, 36.0], [36.5, 36.0], [36.5, 35.8]]  # about rasid:1


@pytest.fixture
def laid(store: Store) -> Store:
    with store.writing("test") as change:
        c = change.connection
        lay_parties(c)
        lay_report(c, "r1", "نص أول", outlet="شبكة الشمال")
        lay_report(c, "r2", "نص ثان", "2024-03-09", outlet="مرصد النهر")
        lay_event(c, "e1", day="2024-03-01", by=("falcons",), on=("river-front",), at=("rasid:1",), killed=3, flags=("toll-conflict",))
        lay_event(
            c, "e2", day="2024-03-04", by=("north-army",), on=("civilians",), at=("rasid:2",), killed=12, who="civilian", means=("mortar",)
        )
        lay_event(
            c,
            "e3",
            "r2",
            day="2024-03-04",
            by=("river-front",),
            on=("third-brigade",),
            at=("rasid:3", "rasid:2"),
            type="air_strike",
            means=("warplane", "missile"),
        )
        lay_event(c, "e4", "r2", day="2024-02-01", end="2024-03-31", precision=5, at=("rasid:1",), type="restriction", status="planned")
        lay_event(c, "e5", "r2", day="2023-01-01", end="2024-12-31", precision=5, type="restriction", background=1)
        lay_event(c, "e6", "r2", day=None, published="2024-03-09", at=("rasid:3",), said=("local-network",), state="accepted")
        lay_event(c, "e7", day=None, type="protest", text="خرجوا في مظاهرة", confidence=0.3)
        lay_event(c, "e9", day="2024-03-04", at=("rasid:2",), type="killing", killed=80, state="rejected")
        lay_event(c, "e8", day="2024-03-04", end="2024-03-31", precision=4, by=("third-brigade",), at=("rasid:2",), type="arrest")
        change.record("test.laid", "test:1")
    return store


def ids(store: Store, **wanted: object) -> list[str]:
    with store.reading() as connection:
        return [row.id for row in query(connection, Filters(**wanted)).rows]  # type: ignore[arg-type]


IDLIB = Area(country="SYR", admin1="Idlib")
ASKED = [
    ({}, ["e6", "e8", "e3", "e2", "e1", "e4", "e5", "e7"]),
    ({"types": ["shelling", "protest"]}, ["e6", "e2", "e1", "e7"]),
    ({"parties": ["north-army"]}, ["e8", "e3", "e2", "e1"]),
    ({"parties": ["north-army"], "kin": "alone"}, ["e2"]),
    ({"parties": ["third-brigade"]}, ["e8", "e3", "e1"]),
    ({"parties": ["third-brigade"], "kin": "all"}, ["e8", "e3", "e2", "e1"]),
    ({"by": ["north-army"]}, ["e8", "e2", "e1"]),
    ({"by": ["north-army"], "on": ["river-front"]}, ["e1"]),
    ({"on": ["north-army"]}, ["e3"]),
    ({"parties": ["nobody-known"]}, []),
    ({"areas": [IDLIB]}, ["e6", "e3", "e1", "e4"]),
    ({"areas": [Area(country="SYR", admin1="Aleppo")]}, ["e8", "e3", "e2"]),  # e3 by its second scene
    ({"areas": [Area(place="rasid:3")]}, ["e6", "e3"]),
    ({"areas": [Area(place="rasid:3"), Area(place="rasid:1")]}, ["e6", "e3", "e1", "e4"]),
    ({"areas": [Area(country="EGY")]}, []),
    ({"box": (35.8, 36.5, 36.0, 36.7)}, ["e1", "e4"]),
    ({"polygons": [[[tuple(p) for p in SQUARE]]]}, ["e1", "e4"]),
    ({"near": (35.9, 36.6, 5.0)}, ["e1", "e4"]),
    ({"near": (35.9, 36.6, 40.0)}, ["e6", "e3", "e1", "e4"]),
    ({"since": "2024-03-02", "until": "2024-03-20"}, ["e8", "e3", "e2", "e4", "e5"]),
    ({"since": "2024-03-20"}, ["e8", "e4", "e5"]),
    ({"until": "2024-02-15"}, ["e4", "e5"]),
    ({"since": "2024-03-01", "until": "2024-03-01"}, ["e1", "e4", "e5"]),
    ({"undated": True}, ["e6", "e7"]),
    ({"killed": 3}, ["e2", "e1"]),
    ({"killed": 5}, ["e2"]),
    ({"civilians": 1}, ["e2"]),
    ({"status": ["planned"]}, ["e4"]),
    ({"background": True}, ["e5"]),
    ({"sources": ["local-network"]}, ["e6"]),
    ({"weapons": ["mortar", "missile"]}, ["e3", "e2"]),
    ({"weapons": ["tank"]}, []),
    ({"outlets": ["شبكة الشمال"]}, ["e8", "e2", "e1", "e7"]),
    ({"states": ["accepted"]}, ["e6"]),
    ({"states": ["rejected"]}, ["e9"]),  # which is found for nothing else
    ({"report": "r1", "types": ["killing"]}, ["e9"]),  # and where a whole report is asked for
    ({"flags": ["toll-conflict"]}, ["e1"]),
    ({"confidence": 0.5, "types": ["protest"]}, []),
    ({"report": "r2", "types": ["air_strike"]}, ["e3"]),
    ({"text": "مظاهرة"}, ["e7"]),
    ({"text": "الصقور", "areas": [IDLIB]}, ["e1"]),
    ({"text": "الصقور", "areas": [Area(country="SYR", admin1="Aleppo")]}, []),
    ({"text": "قصف", "since": "2024-03-02", "until": "2024-03-05"}, ["e8", "e3", "e2", "e4", "e5"]),
    ({"text": "قصف", "near": (35.9, 36.6, 5.0)}, ["e1", "e4"]),
    ({"types": ["shelling' OR '1'='1"]}, []),
]


@pytest.mark.parametrize("way", ["walked", "picked"])
def test_what_is_found(laid: Store, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """Both ways of finding give the same; within a day the later id comes first, as it does by rank."""
    monkeypatch.setattr(querying, "DEAR", 1e9 if way == "walked" else 0.0)
    for wanted, expected in ASKED:
        got = ids(laid, **wanted)
        if "text" in wanted:  # ranks put ids of one day in the order of their digests
            got, expected = sorted(got), sorted(expected)
        assert got == expected, wanted


def test_pages_follow_one_another_whatever_their_size(laid: Store) -> None:
    for wanted, order in itertools.product(
        (Filters(), Filters(since="2024-03-01"), Filters(near=(35.9, 36.6, 40.0)), Filters(text="قصف"), Filters(undated=True)),
        ("newest", "oldest", "relevance"),
    ):
        if (wanted.text is None) == (order == "relevance") or (wanted.text and order == "oldest"):
            continue
        with laid.reading() as connection:
            whole = [row.id for row in query(connection, wanted, order=order).rows]  # type: ignore[arg-type]
            assert whole
            for size in (1, 2, 3, len(whole)):
                got, after = [], None
                while True:
                    answer = query(connection, wanted, order=order, limit=size, after=after)  # type: ignore[arg-type]
                    got += [row.id for row in answer.rows]
                    after = answer.after
                    if after is None:
                        break
                assert got == whole, (wanted, order, size)


def test_oldest_is_newest_turned_about(laid: Store) -> None:
    with laid.reading() as connection:
        oldest = [row.id for row in query(connection, Filters(), order="oldest").rows]
    assert oldest == ids(laid)[::-1]


def test_undated_ones_are_kept_apart_and_counted(laid: Store) -> None:
    with laid.reading() as connection:
        assert query(connection, Filters(since="2024-03-01")).undated == 2
        assert query(connection, Filters(since="2024-03-01", areas=[IDLIB])).undated == 1
        assert query(connection, Filters(since="2024-03-01", text="مظاهرة")).undated == 1
        assert query(connection, Filters()).undated is None


@pytest.mark.parametrize("after", ["x", "1", "1~2024", "-1~a~b", "'; --"])
def test_a_strange_place_to_go_on_from_is_told(laid: Store, after: str) -> None:
    with laid.reading() as connection, pytest.raises(UsageError):
        query(connection, Filters(text="قصف" if after == "1~2024" else None), after=after)


def test_polygons_are_read_from_geojson_with_their_holes() -> None:
    hole = [[36.55, 35.85], [36.65, 35.85], [36.65, 35.95], [36.55, 35.95], [36.55, 35.85]]
    feature = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [SQUARE, hole]}}],
    }
    found = polygons_of(feature, "a.geojson")
    assert len(found) == 1 and len(found[0]) == 2
    with pytest.raises(UsageError):
        polygons_of({"type": "Point", "coordinates": [1, 2]}, "a.geojson")
    with pytest.raises(UsageError):
        polygons_of({"type": "Polygon", "coordinates": [["a", "b"]]}, "a.geojson")


def counts(store: Store, *by: str, of_incidents: bool = False, **wanted: object) -> tuple[dict[object, int], counting.Table]:
    with store.reading() as connection:
        table = counting.count(connection, Filters(**wanted), by, of_incidents)  # type: ignore[arg-type]
    return {row.key if len(by) > 1 else row.key[0]: row.count for row in table.rows}, table


def test_counts_say_what_they_count(laid: Store) -> None:
    got, table = counts(laid, "week")
    assert got == {"2024-02-26": 1, "2024-03-04": 2}  # e1; e2 and e3: Mondays
    assert (table.all, table.undated, table.coarse) == (8, 2, 3)
    assert sum(got.values()) + table.undated + table.coarse == table.all
    got, table = counts(laid, "province")
    assert got == {"SYR/Idlib": 4, "SYR/Aleppo": 2} and table.unplaced == 2  # an event counts once, where its first scene lies
    got, _ = counts(laid, "type", types=["shelling", "arrest"])
    assert got == {"shelling": 3, "arrest": 1}
    got, table = counts(laid, "pair")
    assert got == {"falcons → river-front": 1, "north-army → civilians": 1, "river-front → third-brigade": 1} and table.several
    assert table.all == 8
    got, _ = counts(laid, "month", "type", since="2024-03-01", until="2024-03-31")
    assert got == {("2024-03", "shelling"): 2, ("2024-03", "air_strike"): 1}
    assert counts(laid, "review")[0] == {"proposed": 7, "accepted": 1}
    assert counts(laid, "outlet")[0] == {"شبكة الشمال": 4, "مرصد النهر": 4}
    assert counts(laid, "source")[0] == {None: 7, "local-network": 1}
    assert counts(laid, "type", text="مظاهرة")[0] == {"protest": 1}
    assert counts(laid, "type", near=(35.9, 36.6, 5.0))[0] == {"shelling": 1, "restriction": 1}
    killed = {row.key[0]: row.killed_low for row in counts(laid, "type")[1].rows}
    assert killed["shelling"] == 15
    for wrong in ((), ("moon",), ("week", "month"), ("type", "type")):
        with pytest.raises(UsageError):
            counts(laid, *wrong)


def test_incidents_are_counted_by_the_events_in_them(laid: Store) -> None:
    _, ar, admin1, lat, lon = PLACES["rasid:1"]
    row = {"id": "in_1", "type": "shelling", "day": "2024-03-01", "date_start": "2024-03-01", "country": "SYR", "admin1": admin1}
    row |= {"place_id": "rasid:1", "place_ar": ar, "lat": lat, "lon": lon, "killed_low": 3, "killed_best": 4, "killed_high": 5}
    row |= {"accounts": 2, "reports": 2, "sources": 2, "record": "{}", "updated": "x"}
    with laid.writing("test") as change:
        change.connection.execute(sa.insert(schema.incidents).values(**row))
        change.connection.execute(sa.update(schema.events).where(schema.events.c.id == "e1").values(incident_id="in_1"))
        change.record("test.linked", "test:2")
    got, table = counts(laid, "province", of_incidents=True)
    assert got == {"SYR/Idlib": 1} and (table.of, table.all, table.rows[0].killed_high) == ("incidents", 1, 5)
    assert counts(laid, "type", of_incidents=True, types=["protest"])[0] == {}
    with laid.reading() as connection:
        found = query_incidents(connection, Filters(parties=["north-army"]))
        assert [row.id for row in found.rows] == ["in_1"]
        assert query_incidents(connection, Filters(types=["protest"])).rows == []
        assert [row.id for row in query_incidents(connection, Filters(text="الصقور")).rows] == ["in_1"]
