"""What people decided of events, one row a value. A decision is never deleted: taking it back marks it undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.event import Span
from rasid.store.engine import as_json, now
from rasid.store.events import KeptEvent
from rasid.store.schema import decisions

STATE, WHOLE = "state", "event"  # fields that are none of the record: accepted or rejected; and the event that a person added, whole


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One value that a person gave. Spans in `value` count the text of `text_hash`."""

    id: int
    text_hash: str
    trigger: Span
    event_type: str
    event_id: str
    field: str
    value: Any
    who: str
    at: str
    why: str | None
    undone: bool
    audit_seq: int


def put(connection: Connection, kept: KeptEvent, field: str, value: Any, who: str, why: str | None, audit_seq: int) -> int:
    """A new decision on an event; gives its number."""
    row = {
        "text_hash": kept.text_hash,
        "trigger_start": kept.trigger[0],
        "trigger_end": kept.trigger[1],
        "event_type": kept.record["type"],
        "event_id": kept.id,
        "field": field,
        "value": as_json(value),
        "who": who,
        "at": now(),
        "why": why,
        "undone": 0,
        "audit_seq": audit_seq,
    }
    return connection.execute(sa.insert(decisions).values(**row).returning(decisions.c.id)).scalar_one()


def undo(connection: Connection, numbers: Iterable[int]) -> None:
    connection.execute(sa.update(decisions).where(decisions.c.id.in_(list(numbers))).values(undone=1))


def of_event(connection: Connection, event_id: str, undone: bool = False) -> list[Decision]:
    """The decisions on an event, oldest first; with `undone` those too that were taken back."""
    return of_events(connection, [event_id], undone).get(event_id, [])


def of_events(connection: Connection, ids: list[str], undone: bool = False) -> dict[str, list[Decision]]:
    """The same of many events, by their ids."""
    found: dict[str, list[Decision]] = {}
    if ids:
        query = sa.select(decisions).where(decisions.c.event_id.in_(ids)).order_by(decisions.c.id)
        for row in connection.execute(query if undone else query.where(decisions.c.undone == 0)).mappings():
            found.setdefault(row["event_id"], []).append(decision_of(row))
    return found


def in_one_stroke(connection: Connection, made: list[Decision]) -> list[Decision]:
    """The decisions that hold and that were made by the same entries of the audit log as these, on whatever events of their texts."""
    seqs, hashes = {d.audit_seq for d in made}, {d.text_hash for d in made}
    same = sa.and_(decisions.c.text_hash.in_(sorted(hashes)), decisions.c.audit_seq.in_(sorted(seqs)))
    query = sa.select(decisions).where(same, decisions.c.undone == 0).order_by(decisions.c.id)
    return [decision_of(row) for row in connection.execute(query).mappings()]


def decision_of(row: Any) -> Decision:
    same = ("id", "text_hash", "event_type", "event_id", "field", "who", "at", "why", "audit_seq")
    trigger = (row["trigger_start"], row["trigger_end"])
    value = msgspec.json.decode(row["value"]) if row["value"] is not None else None
    return Decision(**{k: row[k] for k in same}, trigger=trigger, value=value, undone=bool(row["undone"]))


def state_of(made: Iterable[Decision]) -> str:
    """What the decisions that hold come to: rejected over corrected over accepted; proposed where there is none."""
    states = [d.value for d in made if d.field == STATE]
    if states and states[-1] == "rejected":
        return "rejected"
    if any(d.field not in (STATE, WHOLE) for d in made):
        return "corrected"
    return "accepted" if states or any(d.field == WHOLE for d in made) else "proposed"


def values_of(made: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that holds of each field of the record: the latest."""
    return {d.field: d for d in made if d.field not in (STATE, WHOLE)}
