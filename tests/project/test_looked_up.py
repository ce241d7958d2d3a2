"""What is asked of a few events, or of one report, is looked up by ids: SQLite, which counts nothing, would go through all of a state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.project import incidents
from rasid.store import priority, queueing, reviewing
from rasid.store.engine import Store

FEW = [f"ev_{n}" for n in range(40)]
ASKED: dict[str, Callable[[Connection], Any]] = {
    "accounts": lambda c: incidents.accounts(c, FEW),
    "undecided": lambda c: reviewing.undecided(c, "rp_1"),
    "flags of a queue": lambda c: queueing.flags_of(c, ["rp_1", "rp_2"]),
    "events of a queue": lambda c: queueing.undecided_of(c, ["rp_1", "rp_2"]),
    "points": lambda c: list(c.execute(priority.TOLD_OF, {"wanted": ["rp_1", "rp_2"]})),
}


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "project")
    yield made
    made.close()


@pytest.mark.parametrize("name", ASKED)
def test_few_are_looked_up_by_their_ids(sqlite: Store, name: str) -> None:
    heard: list[tuple[str, Any]] = []
    sa.event.listen(sqlite.engine, "before_cursor_execute", lambda *told: heard.append((told[2], told[3])))
    with sqlite.reading() as connection:
        ASKED[name](connection)
        asked = [(statement, values) for statement, values in heard if re.search(r"\bevents\b", statement)]
        assert asked
        for statement, values in asked:
            steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            of_events = [step for step in steps if re.match(r"(SEARCH|SCAN) (events|e)\b", step)]
            assert of_events and all(re.search(r"\((report_id|id)=\?\)", step) for step in of_events), steps
