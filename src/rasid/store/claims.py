"""Who has which report before him, until when: so that two people do not read the same one. A claim that has run out is none.

A claim keeps nobody from deciding: what two decide at once is told apart by what each of them saw (`expected`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import ConflictError
from rasid.model.worded import worded
from rasid.store.engine import now, written
from rasid.store.schema import claims

MINUTES = 30  # a report takes some minutes to check; who went away for half an hour has left it
RENEWED_AFTER = 10  # minutes: a page that is used says so often, and one entry in ten minutes is enough for the log
c = claims.c


class Claim(NamedTuple):
    report_id: str
    who: str
    at: str
    until: str


def held(connection: Connection, ids: Iterable[str] | None = None, who: str | None = None, at: str | None = None) -> dict[str, Claim]:
    """Claims that hold (of these reports, of this person), oldest first."""
    query = sa.select(c.report_id, c.who, c.at, c.until).where(c.until > (at or now())).order_by(c.at, c.report_id)
    if ids is not None:
        query = query.where(c.report_id.in_(list(ids)))
    if who is not None:
        query = query.where(c.who == who)
    return {row.report_id: Claim(*row) for row in connection.execute(query)}


def take(connection: Connection, report_id: str, who: str, at: str | None = None) -> Claim | None:
    """Takes a report, or prolongs what this person has; None where it is too early for that. Raises ConflictError where another has it."""
    moment = at or now()
    there = held(connection, [report_id], at=moment).get(report_id)
    if there is not None and there.who != who:
        raise ConflictError(
            worded("{who} is checking this report, until {value} UTC.", who=there.who, value=there.until[11:16]), where=report_id
        )
    if there is not None and there.until > later(moment, MINUTES - RENEWED_AFTER):
        return None
    made = Claim(report_id, who, there.at if there is not None else moment, later(moment, MINUTES))
    connection.execute(sa.delete(claims).where(c.report_id == report_id))
    connection.execute(sa.insert(claims).values(**made._asdict()))
    return made


def prolong(connection: Connection, report_id: str, who: str) -> None:
    """Somebody has just decided on a report: if he has it, he has it for another half an hour. Within the decision's own entry."""
    moment = now()
    mine = sa.and_(c.report_id == report_id, c.who == who, c.until > moment)
    connection.execute(sa.update(claims).where(mine).values(until=later(moment, MINUTES)))


def release(connection: Connection, report_id: str, who: str) -> Claim | None:
    """Gives a report back; None where this person has not got it."""
    there: Any = connection.execute(sa.select(c.report_id, c.who, c.at, c.until).where(c.report_id == report_id, c.who == who)).first()
    if there is not None:
        connection.execute(sa.delete(claims).where(c.report_id == report_id))
    return Claim(*there) if there is not None else None


def later(moment: str, minutes: int) -> str:
    return written(dt.datetime.fromisoformat(moment.replace("Z", "+00:00")) + dt.timedelta(minutes=minutes))
