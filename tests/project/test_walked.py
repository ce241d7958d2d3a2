"""Whatever the way by which they are found, the events are the same; and what is asked of many events is asked of indexes."""

from __future__ import annotations

import random
from typing import Any

import pytest
import sqlalchemy as sa
from laid import PARTIES, PLACES, lay_event, lay_parties, lay_report

from rasid.store import counting, querying, schema
from rasid.store.engine import Store
from rasid.store.filtering import Area, Filters, wishes
from rasid.store.querying import query

ALEPPO, SECOND = Area(country="SYR", admin1="Aleppo"), Area(place="rasid:2")
COUNTED = [
    Filters(since="2024-01-20", until="2024-03-10", areas=[ALEPPO]),
    Filters(since="2024-02-01", parties=["north-army"]),
    Filters(by=["north-army"], on=["river-front"]),
    Filters(until="2024-02-20", flags=["toll-conflict"], states=["proposed"]),
    Filters(areas=[SECOND], civilians=1),
    Filters(since="2024-02-01", types=["arrest"], sources=["local-network"]),
    Filters(areas=[ALEPPO], killed=6, confidence=0.5),
    Filters(undated=True, areas=[ALEPPO]),
    Filters(text="قصف", since="2024-02-10", areas=[ALEPPO]),
    Filters(text="قصف", parties=["falcons"]),
]


@pytest.fixture
def many(store: Store) -> Store:
    r = random.Random(4)
    with store.writing("test") as change:
        c = change.connection
        lay_parties(c)
        lay_report(c, "r1", "نص")
        parties, places = list(PARTIES), list(PLACES)
        for n in range(160):
            day = f"2024-0{r.randint(1, 4)}-{r.randint(1, 28):02}"
            dated = day if r.random() < 0.5 else None
            told = {"published": day} if dated is None and r.random() < 0.5 else {}
            lay_event(
                c,
                f"ev{n:03}",
                type=r.choice(("shelling", "arrest", "killing")),
                day=dated,
                by=tuple(r.sample(parties, r.randint(0, 2))),
                on=tuple(r.sample(parties, r.randint(0, 2))),
                at=tuple(r.sample(places, r.randint(0, 2))),
                killed=r.choice((None, 1, 6, 40)),
                who=r.choice(("civilian", "combatant")),
                flags=r.choice(((), ("toll-conflict",))),
                said=r.choice(((), ("local-network",))),
                state=r.choice(("proposed", "accepted", "rejected")),
                confidence=r.choice((0.3, 0.8)),
                **told,
            )
        change.record("test.laid", "test:1")
    return store


def test_found_and_counted_alike_whatever_the_way(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted in COUNTED:
        told = []
        for dear in (1e9, 0.0):  # walked by day; taken from the fewest
            monkeypatch.setattr(querying, "DEAR", dear)
            monkeypatch.setattr(querying, "DEAR_WORDS", dear)
            with many.reading() as connection:
                answer = query(connection, wanted, limit=500)
                told.append((sorted(row.id for row in answer.rows), answer.undated, counting.count(connection, wanted, ("type",)).all))
        assert told[0] == told[1] and len(told[0][0]) == told[0][2] > 0, wanted


def test_the_newest_undated_are_counted_up_to_a_bound(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Newest first, those of no day at all last."""
    e = schema.events.c
    monkeypatch.setattr(querying, "PROBED", 1)  # no filter counts as narrow
    with many.reading() as connection:
        rows = connection.execute(sa.select(e.day, e.id, e.type, e.state).where(e.date_start.is_(None))).all()
        newest = sorted(rows, key=lambda row: (row.day or "", row.id), reverse=True)
        days = sum(row.day is not None for row in rows)
        assert 20 < days < len(rows) - 20
        for most in (1, 9, days - 5, days, days + 7, len(rows), 1000):
            monkeypatch.setattr(querying, "UNDATED_MOST", most)
            expected = sum(row.type == "arrest" and row.state != "rejected" for row in newest[:most])
            assert query(connection, Filters(since="2024-01-01", types=["arrest"])).undated == expected


@pytest.mark.parametrize(
    "asked",
    [
        Filters(types=["arrest"], since="2024-01-01"),
        Filters(states=["proposed"]),
        Filters(killed=9),
        Filters(by=["falcons"], until="2024-01-01"),
        Filters(areas=[Area(country="SYR", admin1="Idlib", admin2="Harim")]),
        Filters(areas=[SECOND]),
        Filters(box=(35.0, 36.0, 37.0, 38.0)),
        Filters(sources=["local-network"]),
        Filters(flags=["toll-conflict"]),
    ],
    ids=str,
)
def test_ways_read_no_rows_in_sqlite(project_store: Store, asked: Filters) -> None:
    with project_store.reading() as connection:
        for wish in wishes(connection, asked):
            if wish.way is not None:
                steps = plan_of(connection, wish.way)
                assert steps and all("COVERING INDEX" in step for step in steps), steps


@pytest.mark.parametrize(
    "asked", [Filters(), Filters(since="2024-01-01", until="2024-02-01", types=["arrest"], killed=1, status=["denied"])]
)
def test_a_walk_reads_no_rows_in_sqlite(project_store: Store, asked: Filters) -> None:
    with project_store.reading() as connection:
        plan = querying.Plan(wishes(connection, asked))
        for stretch in querying.spans(asked)[:1]:
            steps = plan_of(connection, querying.page(connection, plan, stretch, "newest", 50, None))
            assert len(steps) == 1 and "COVERING INDEX ix_events_walked" in steps[0], steps


@pytest.fixture
def project_store(tmp_path: Any) -> Any:
    with_none = Store.create(tmp_path / "project")
    yield with_none
    with_none.close()


def plan_of(connection: sa.Connection, asked: sa.Select[Any]) -> list[str]:
    """What SQLite does for it, but for lists that it makes of values."""
    statement = asked.compile(connection.engine, compile_kwargs={"render_postcompile": True})
    values = tuple(statement.params[name] for name in statement.positiontup or ())
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return [row[3] for row in rows]
