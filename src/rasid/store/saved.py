"""Filters that somebody keeps under a name: the query of an address, as it stood in the browser."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import StoreError, UsageError
from rasid.model.worded import worded
from rasid.store.engine import now
from rasid.store.schema import saved_filters

LONGEST_NAME, LONGEST_QUERY = 80, 4000  # characters
MOST = 100  # of one person: more is no help in finding one
s = saved_filters.c


class Saved(NamedTuple):
    id: int
    name: str
    query: str


def of(connection: Connection, who: str) -> list[Saved]:
    """By name."""
    return [Saved(*row) for row in connection.execute(sa.select(s.id, s.name, s.query).where(s.who == who).order_by(s.name))]


def keep(connection: Connection, who: str, name: str, query: str) -> int:
    """Keeps a filter, instead of the one of the same name; gives its number. Raises UsageError."""
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME:
        raise UsageError(worded("the name of a filter has 1 to {longest_name} characters.", longest_name=LONGEST_NAME))
    if len(query) > LONGEST_QUERY:
        raise UsageError(worded("a filter has at most {longest_query:,} characters.", longest_query=LONGEST_QUERY))
    mine = of(connection, who)
    if len(mine) >= MOST and said not in {one.name for one in mine}:
        raise UsageError(worded("one person keeps at most {most} filters.", most=MOST), hint="Delete one first.")
    connection.execute(sa.delete(saved_filters).where(s.who == who, s.name == said))
    row = {"who": who, "name": said, "query": query, "at": now()}
    return int(connection.execute(sa.insert(saved_filters).values(**row).returning(s.id)).scalar_one())


def forget(connection: Connection, who: str, number: int) -> Saved:
    """Raises StoreError where this person has no such filter."""
    there = next((one for one in of(connection, who) if one.id == number), None)
    if there is None:
        raise StoreError("there is no such filter of yours.", where=str(number))
    connection.execute(sa.delete(saved_filters).where(s.id == number))
    return there
