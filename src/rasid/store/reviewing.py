"""What the review page asks of a store: the end of the log, what was done to a report since an entry, and its own state."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.batches import batches
from rasid.store.priority import IS_UNDECIDED
from rasid.store.schema import acquisitions, audit, events, reports, reprints, texts

NEW, IN_REVIEW, REVIEWED = "new", "in_review", "reviewed"


class Entry(NamedTuple):
    """An entry of the log: which event it is on, or None where it is on the report."""

    seq: int
    at: str
    who: str
    action: str
    event: str | None


def last_entry(connection: Connection) -> int:
    """The number of the log's last entry."""
    return int(connection.execute(sa.select(sa.func.max(audit.c.seq))).scalar() or 0)


def since(connection: Connection, report_id: str, event_ids: list[str], seq: int) -> list[Entry]:
    """What was done to a report and to these events after an entry, in order."""
    found: list[Any] = []
    for some in batches([f"report:{report_id}", *(f"event:{e}" for e in event_ids)]):
        query = sa.select(audit.c.seq, audit.c.at, audit.c.who, audit.c.action, audit.c.subject)
        found += connection.execute(query.where(audit.c.subject.in_(some), audit.c.seq > seq)).all()
    return [
        Entry(r.seq, r.at, r.who, r.action, r.subject[6:] if r.subject.startswith("event:") else None)
        for r in sorted(found, key=lambda r: r.seq)
    ]


def set_state(connection: Connection, report_id: str, state: str) -> None:
    connection.execute(sa.update(reports).where(reports.c.id == report_id).values(state=state))


def undecided(connection: Connection, report_id: str) -> int:
    """How many events of a report nobody has decided on."""
    query = sa.select(sa.func.count()).where(events.c.report_id == report_id, IS_UNDECIDED)
    return int(connection.execute(query).scalar_one())


def revisions(connection: Connection, report_id: str) -> list[dict[str, Any]]:
    """The texts that a report has had: number, encoding, when each was kept."""
    query = sa.select(texts.c.revision, texts.c.text_hash, texts.c.encoding, texts.c.made).where(texts.c.report_id == report_id)
    return [dict(row) for row in connection.execute(query.order_by(texts.c.revision)).mappings()]


def alike(connection: Connection, report_id: str) -> list[dict[str, Any]]:
    """Reports that are this one's text, or nearly: id, kind, likeness (0 to 1), outlet, published."""
    found: list[Any] = []
    for mine, other in ((reprints.c.a, reprints.c.b), (reprints.c.b, reprints.c.a)):
        query = sa.select(reports.c.id, reprints.c.kind, reprints.c.likeness, reports.c.outlet, reports.c.published)
        found += connection.execute(query.join(reports, reports.c.id == other).where(mine == report_id)).mappings().all()
    return sorted((dict(row) for row in found), key=lambda r: (-(r["likeness"] or 0), r["id"]))


def got(connection: Connection, sha256: str) -> list[dict[str, Any]]:
    """How the bytes of a report were got: how, name, address, when; the first first."""
    query = sa.select(acquisitions.c.how, acquisitions.c.name, acquisitions.c.address, acquisitions.c.acquired)
    return [dict(r) for r in connection.execute(query.where(acquisitions.c.sha256 == sha256).order_by(acquisitions.c.acquired)).mappings()]
