"""What people would teach, each until it is approved or refused."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import ConflictError, StoreError
from rasid.model.worded import packed, unpacked, worded
from rasid.store.engine import as_json, now
from rasid.store.schema import proposals

PROPOSED, APPROVED, REFUSED = "proposed", "approved", "refused"
STATES = (PROPOSED, APPROVED, REFUSED)
p = proposals.c


class Proposal(NamedTuple):
    """`kind`: party, source, place, verb, alias or removal; `findings`: what the lint warns of, a sentence each."""

    id: int
    kind: str
    entry: dict[str, Any]
    findings: list[str]
    undoes: int | None
    said: str | None
    who: str
    at: str
    state: str
    decided_by: str | None
    decided: str | None
    why: str | None
    recoded: str | None


def put(
    connection: Connection,
    who: str,
    kind: str,
    entry: dict[str, Any],
    findings: list[str],
    said: str | None = None,
    undoes: int | None = None,
) -> int:
    """Keeps a proposal; gives its number."""
    row = {"kind": kind, "entry": as_json(entry), "findings": as_json([packed(f) for f in findings]), "undoes": undoes, "said": said}
    made = sa.insert(proposals).values(**row, who=who, at=now(), state=PROPOSED).returning(p.id)
    return int(connection.execute(made).scalar_one())


def get(connection: Connection, number: int) -> Proposal:
    """Raises StoreError where there is none of this number."""
    row = connection.execute(sa.select(*columns()).where(p.id == number)).first()
    if row is None:
        raise StoreError("there is no such proposal in this project.", where=str(number))
    return told(row)


def page(connection: Connection, state: str | None, limit: int, before: int | None = None) -> list[Proposal]:
    """The newest first; `before`: only those of a smaller number."""
    query = sa.select(*columns()).order_by(p.id.desc()).limit(limit)
    if state is not None:
        query = query.where(p.state == state)
    if before is not None:
        query = query.where(p.id < before)
    return [told(row) for row in connection.execute(query)]


def waiting(connection: Connection) -> int:
    """How many wait to be decided."""
    return int(connection.execute(sa.select(sa.func.count()).select_from(proposals).where(p.state == PROPOSED)).scalar_one())


def undone(connection: Connection, number: int) -> list[Proposal]:
    """What was proposed to take this one back, and was not refused."""
    return [told(row) for row in connection.execute(sa.select(*columns()).where(p.undoes == number, p.state != REFUSED).order_by(p.id))]


def open_one(connection: Connection, number: int) -> Proposal:
    """One that waits to be decided. Raises ConflictError where somebody has decided on it already."""
    found = get(connection, number)
    if found.state != PROPOSED:
        raise ConflictError(
            worded("{decided_by} has {state} this proposal already.", decided_by=found.decided_by, state=found.state), where=str(number)
        )
    return found


def decide(
    connection: Connection, number: int, who: str, state: str, why: str | None = None, entry: dict[str, Any] | None = None
) -> Proposal:
    """Sets what became of a proposal; gives it as it was. Raises ConflictError where somebody has decided on it already."""
    was = open_one(connection, number)
    values: dict[str, Any] = {"state": state, "decided_by": who, "decided": now(), "why": why}
    values |= {"entry": as_json(entry)} if entry is not None else {}
    connection.execute(sa.update(proposals).where(p.id == number).values(**values))
    return was


def recoded(connection: Connection, number: int) -> None:
    """Says that the reports it touches have been coded anew."""
    connection.execute(sa.update(proposals).where(p.id == number).values(recoded=now()))


def columns() -> list[Any]:
    return [p[name] for name in Proposal._fields]


def told(row: Any) -> Proposal:
    made = Proposal(*row)
    return made._replace(entry=json.loads(made.entry), findings=[unpacked(f) for f in json.loads(made.findings or "[]")])  # type: ignore[arg-type]
