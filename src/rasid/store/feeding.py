"""What changed last, for those who keep a copy: every report, event and incident with the number of its last change, kept by triggers.

A row of `changes` stands for one record and moves to the end when the record changes: who reads from a number on gets each record as it is
then, once or more, and what is gone as gone. Since one writes at a time, numbers are visible in their order: nothing is passed over by who
reads while another writes. The triggers are made anew with the views: changing a table in SQLite drops its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.schema import changes

# Of each table the kind of its records, and the columns by which a change is one: what a reader is told of it.
WATCHED: dict[str, tuple[str, tuple[str, ...]]] = {
    "reports": (
        "report",
        (
            *("rank", "sha256", "revision", "text_hash", "family", "published", "outlet", "title", "url", "lang", "state"),
            *("redacted", "masked", "run_id"),
        ),
    ),
    "events": ("event", ("report_id", "text_hash", "record", "state", "orphaned", "incident_id")),
    "incidents": ("incident", ("record",)),
}
VERBS = ("insert", "update", "delete")
NEXT = "(SELECT coalesce(max(seq), 0) + 1 FROM changes)"
NOTE = (
    "INSERT INTO changes (seq, kind, id, born, gone) VALUES ({next}, {kind}, {id}, {next}, {gone}) "
    "ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone"
)


def triggers(dialect: str) -> Iterator[str]:
    """The statements that make them, on tables that have none."""
    if dialect == "sqlite":
        for table, (kind, columns) in WATCHED.items():
            differs = " OR ".join(f"OLD.{c} IS NOT NEW.{c}" for c in columns)
            for verb, when, row, gone in (("insert", "", "NEW", 0), ("update", f"WHEN {differs} ", "NEW", 0), ("delete", "", "OLD", 1)):
                note = NOTE.format(next=NEXT, kind=f"'{kind}'", id=f"{row}.id", gone=gone)
                yield f"CREATE TRIGGER {table}_fed_{verb} AFTER {verb} ON {table} {when}BEGIN {note}; END"
        return
    put, took = (NOTE.format(next=NEXT, kind="TG_ARGV[0]", id=f"{row}.id", gone=n) for row, n in (("NEW", 0), ("OLD", 1)))
    yield (
        "CREATE OR REPLACE FUNCTION feed_changes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {took}; ELSE {put}; END IF; RETURN NULL; END $$"
    )
    for table, (kind, columns) in WATCHED.items():
        differs = " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns)
        for verb, when in (("insert", ""), ("update", f"WHEN ({differs}) "), ("delete", "")):
            called = f"EXECUTE FUNCTION feed_changes('{kind}')"
            yield f"CREATE TRIGGER {table}_fed_{verb} AFTER {verb} ON {table} FOR EACH ROW {when}{called}"


def drop_triggers(connection: Connection) -> None:
    """Before tables change: one on a table is in the way of changing it."""
    there = set(sa.inspect(connection).get_table_names())
    on = "" if connection.dialect.name == "sqlite" else " ON {table}"
    for table in WATCHED:
        for verb in VERBS if table in there else ():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_fed_{verb}{on.format(table=table)}")


def make_triggers(connection: Connection) -> None:
    for statement in triggers(connection.dialect.name):
        connection.exec_driver_sql(statement)


class Change(NamedTuple):
    """The last change of a record. `kind`: report, event or incident; `born`: the number of its first."""

    seq: int
    kind: str
    id: str
    born: int
    gone: bool


def since(connection: Connection, seq: int, limit: int, kinds: Sequence[str] = ()) -> list[Change]:
    """The records that changed after this number, in the order of their last changes. `kinds`: of these alone."""
    c = changes.c
    query = sa.select(c.seq, c.kind, c.id, c.born, c.gone).where(c.seq > seq).order_by(c.seq).limit(limit)
    rows = connection.execute(query.where(c.kind.in_(kinds)) if kinds else query)
    return [Change(row.seq, row.kind, row.id, row.born, bool(row.gone)) for row in rows]


def note(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """Tells of these records, that are there, as if they had changed: who may see them is another now."""
    statement = sa.text(NOTE.format(next=NEXT, kind=":kind", id=":id", gone=0))
    for id_ in sorted(ids):
        connection.execute(statement, {"kind": kind, "id": id_})


def last(connection: Connection) -> int:
    """The number of the last change; 0 where there is none."""
    return int(connection.execute(sa.select(sa.func.max(changes.c.seq))).scalar() or 0)
