"""How many events of the project name a party, a place or a source: as /events counts them, up to a bound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from rasid.store.filtering import REJECTED, kin_of
from rasid.store.schema import event_parties, event_places, event_sources, events

MOST = 1000  # events of one entry that are counted: some milliseconds each; more is said to be more
TABLES: dict[str, tuple[Table, str]] = {
    "party": (event_parties, "actor"),
    "place": (event_places, "place_id"),
    "source": (event_sources, "source"),
}


class Named(NamedTuple):
    """`number` events, or, with `more`, at least so many."""

    number: int
    more: bool


def named(connection: Connection, kind: str, ids: Iterable[str], most: int = MOST) -> dict[str, Named]:
    """For each party (with its units), place or source how many events that were not rejected name it."""
    return {id_: of(connection, kind, kin_of(connection, [id_], "units") if kind == "party" else [id_], most) for id_ in ids}


def of(connection: Connection, kind: str, ids: list[str], most: int) -> Named:
    table, column = TABLES[kind]
    rows = sa.select(table.c.event_id).where(table.c[column].in_(ids))
    if kind == "place":
        rows = rows.where(table.c.role != "destination")
    bound = 2 * most + 2  # an event may name it twice
    some = rows.limit(bound).cte("some")
    standing = sa.select(some.c.event_id).distinct().join(events, events.c.id == some.c.event_id).where(events.c.state != REJECTED)
    figures = [sa.select(sa.func.count()).select_from(what).scalar_subquery() for what in (standing.subquery(), some)]
    count, seen = connection.execute(sa.select(*figures)).one()
    return Named(min(int(count), most), int(count) > most or int(seen) == bound)
