"""The audit log for reading: pages of entries, newest first, by person, action, subject and days; who and what there is in it.

Days are found by where their entries lie, as times in the log follow one another. A clock that was set back leaves some entries on the
wrong side of a day; none is lost without a filter by days, and `audit.verify` does not go by time.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from rasid.model import UsageError
from rasid.store.schema import audit, audit_payloads

KINDS = (
    "event",
    "report",
    "incident",
    "project",
    "run",
    "release",
    "filter",
    "mapping",
    "feed",
    "audit",
    "account",
    "token",
)  # a bare id is looked for as these
NAMES = 200  # persons, or actions, in the list of a field
a = audit.c


class Wanted(NamedTuple):
    """`subject`: `kind:id`, or an id alone. `since`, `until`: days (UTC), both within."""

    who: str | None = None
    action: str | None = None
    subject: str | None = None
    since: str | None = None
    until: str | None = None


class Entry(NamedTuple):
    """An entry; `destroyed`: a redaction took what it says."""

    seq: int
    at: str
    who: str
    action: str
    subject: str
    before: Any
    after: Any
    why: str | None
    destroyed: bool


def entries(connection: Connection, wanted: Wanted, *, limit: int, after: str | None = None) -> tuple[list[Entry], str | None]:
    """A page, newest first, and where the next goes on. Raises UsageError where `after` is no place."""
    if after is not None and not (after.isascii() and after.isdecimal() and len(after) < 19):
        raise UsageError("this is no place in the log to go on from.", where=after)
    query = sa.select(*(a[k] for k in ("seq", "at", "who", "action", "subject")), audit_payloads.c.payload)
    query = query.outerjoin(audit_payloads, audit_payloads.c.seq == a.seq).where(*conditions(connection, wanted))
    if after is not None:
        query = query.where(a.seq < int(after))
    rows = connection.execute(query.order_by(a.seq.desc()).limit(limit + 1)).all()
    return [entry(row) for row in rows[:limit]], str(rows[limit - 1].seq) if len(rows) > limit else None


def conditions(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What holds of an entry. Of a subject there are few entries: SQLite is to go by its index alone."""
    sqlite = connection.dialect.name == "sqlite"
    found: list[ColumnElement[bool]] = []
    if wanted.subject is not None:
        names = [wanted.subject] if ":" in wanted.subject else [f"{kind}:{wanted.subject}" for kind in KINDS]
        found.append(a.subject.in_(names))
    for name, value in (("action", wanted.action), ("who", wanted.who)):
        if value is not None:
            column = sa.literal_column(f"+audit.{name}") if sqlite and wanted.subject is not None else a[name]
            found.append(column == value)
    if wanted.since is not None:
        found.append(a.seq >= first_of(connection, wanted.since))
    if wanted.until is not None:
        found.append(a.seq < first_of(connection, wanted.until + "~"))  # «~» comes after every hour of the day
    return found


def first_of(connection: Connection, moment: str) -> int:
    """The number of the first entry not before a moment; one beyond the last where there is none. By halving: some twenty look-ups."""
    low, high = 1, int(connection.execute(sa.select(sa.func.max(a.seq))).scalar() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = connection.execute(sa.select(a.at).where(a.seq >= middle).order_by(a.seq).limit(1)).scalar()
        if at is not None and at < moment:
            low = middle + 1
        else:
            high = middle
    return low


def entry(row: Any) -> Entry:
    told = json.loads(row.payload) if row.payload is not None else {}
    said = {k: told.get(k) for k in ("before", "after", "why")}
    return Entry(row.seq, row.at, row.who, row.action, row.subject, **said, destroyed=row.payload is None)


def people(connection: Connection) -> list[str]:
    return different(connection, a.who)


def actions(connection: Connection) -> list[str]:
    return different(connection, a.action)


def different(connection: Connection, column: ColumnElement[str]) -> list[str]:
    """The first values of a column: one look into its index for each."""
    found: list[str] = []
    last = ""
    while len(found) < NAMES:
        more = connection.execute(sa.select(sa.func.min(column)).where(column > last)).scalar()
        if more is None:
            break
        found.append(more)
        last = more
    return found
