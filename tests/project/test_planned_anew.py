"""PostgreSQL plans what is asked for the values at hand; what is written again and again it may keep prepared."""

from __future__ import annotations

import sqlalchemy as sa

from rasid.store.engine import Store
from rasid.store.schema import events

KEPT = sa.text("SELECT count(*) FROM pg_prepared_statements")


def test_what_reads_is_never_prepared(store: Store) -> None:
    if not store.postgres:
        return
    asked = sa.select(events.c.id).where(events.c.type == "siege")
    with store.writing("test") as change:
        for _ in range(12):
            change.connection.execute(asked)
        assert change.connection.execute(KEPT).scalar_one() > 0
        change.record("test.asked", "test:1")
    store.engine.dispose()
    with store.reading() as connection:
        for _ in range(12):
            connection.execute(asked)
        assert connection.execute(KEPT).scalar_one() == 0
