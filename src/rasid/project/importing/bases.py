"""What a row's cells were when the table was written: as they are now, or, where somebody has changed them since, as the log tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import Event
from rasid.project.coding import plain
from rasid.publish.formats.table import TELLING, Names, telling, version
from rasid.publish.material import Told
from rasid.store.decisions import STATE
from rasid.store.schema import audit, audit_payloads

STATES = ("proposed", "accepted", "corrected", "rejected")
Cells = dict[str, Any]


def cells_of(event: Event, state: str, types: Names) -> Cells:
    """The cells of an account that can be edited, or compared, by column."""
    return {"state": state} | {c.name: v for c, v in zip(TELLING, telling(event, types), strict=True)}


def began_from(connection: Connection, told: Told, wanted: str, types: Names) -> Cells | None:
    """The cells that a version names: those of now, or those before one of the changes since. None where the log does not lead there."""
    record, state = plain(told.event), told.state
    if version(state, telling(told.event, types)) == wanted:
        return cells_of(told.event, state, types)
    for before in changes_since(connection, told.event.id, told.read.id):
        record = record | {k: v for k, v in before.items() if k in record}
        event = msgspec.convert(record, Event)
        cells = telling(event, types)
        for one in STATES:  # a correction does not say which state it ended
            if version(one, cells) == wanted:
                return cells_of(event, one, types)
    return None


def changes_since(connection: Connection, event_id: str, report_id: str) -> Iterator[dict[str, Any]]:
    """What each change of an event, the latest first, was made of: fields with their values before it."""
    subjects = (f"event:{event_id}", f"report:{report_id}")
    query = sa.select(audit_payloads.c.payload).join(audit, audit.c.seq == audit_payloads.c.seq)
    for payload in connection.execute(query.where(audit.c.subject.in_(subjects)).order_by(audit.c.seq.desc())).scalars():
        before = msgspec.json.decode(payload).get("before")
        if not isinstance(before, dict):
            continue
        if "proposed" in before:
            yield before["proposed"].get(event_id) or {}
        else:
            yield {k: v for k, v in before.items() if k != STATE}
