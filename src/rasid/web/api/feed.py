"""The feed: what changed since a cursor, so that a copy elsewhere stays the same as the project.

Who reads to the end has every report, event and incident as it was then, and of each that is gone the word that it is. Nothing is lost by
reading while others write (store/feeding.py): what changes meanwhile comes again. A cursor holds for the project as it went on; where the
project was put back to an older state, it leads nowhere, and the copy is made anew.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import Response

from rasid.project.merging import current
from rasid.store import feeding
from rasid.store.events import kept_of
from rasid.store.reports import WITH_TEXT, stored_of
from rasid.store.schema import audit, events, incidents, reports
from rasid.web.access import Person, Work
from rasid.web.api import telling
from rasid.web.api.answers import gives, reply
from rasid.web.api.asking import Params
from rasid.web.api.bearer import Reader
from rasid.web.api.cursors import cursor_of, leading, place_of
from rasid.web.api.shapes import ChangeAnswer, EventAnswer, Feed, IncidentAnswer, ReportAnswer
from rasid.web.refused import Refused

router = APIRouter(tags=["feed"])
CURSOR = "changes"
MARK = 16  # letters of an entry's hash in a cursor: enough that another log does not have them at the same place
EVERY: list[Literal["report", "event", "incident"]] = []
a = audit.c


class FeedParams(Params):
    since: Annotated[str | None, Field(max_length=1000, description="`next` of what was read last; nothing: from the beginning.")] = None
    kind: Annotated[list[Literal["report", "event", "incident"]], Field(max_length=3, description="These alone.")] = EVERY
    limit: Annotated[int, Field(ge=1, le=500)] = 100


@router.get("/changes", responses=gives(Feed, 410))
def list_changes(work: Work, who: Reader, asked: Annotated[FeedParams, Query()]) -> Response:
    """What changed after a cursor, each record once, as it is now. Go on from `next` until `more` is false; later from there again."""
    with work.project.store.reading() as connection, leading():
        seq = seq_of(connection, place_of(CURSOR, asked.since), eyes(who))
        found = feeding.since(connection, seq, asked.limit + 1, asked.kind)
        some, more = found[: asked.limit], len(found) > asked.limit
        told = [*records(connection, some)]
        # Where all was read, the cursor stands at the end of everything, changes of other kinds too.
        place = placed(connection, some[-1].seq if more else max(seq, feeding.last(connection)), eyes(who))
    return reply(Feed(changes=told, next=str(cursor_of(CURSOR, place)), more=more))


def eyes(who: Person) -> str:
    """What somebody may see, as far as his roles say: who has others now is to be told of what he could not see before."""
    return hashlib.sha256(" ".join(sorted(who.roles)).encode()).hexdigest()[:MARK]


def placed(connection: Connection, seq: int, eyes: str) -> str:
    """Where to go on, beside the last entry of the log, by which it is known whether the project went on from here."""
    last = connection.execute(sa.select(a.seq, a.hash).order_by(a.seq.desc()).limit(1)).first()
    return f"{last.seq if last else 0}.{last.hash[:MARK] if last else ''}.{seq}.{eyes}"


def seq_of(connection: Connection, place: str | None, eyes: str) -> int:
    """Raises Refused where the project did not go on from there, or was seen by other eyes."""
    if place is None:
        return 0
    entry, mark, seq, seen = [*place.split("."), "", "", ""][:4]
    if not all(n.isascii() and n.isdecimal() and len(n) < 19 for n in (entry, seq)):
        raise Refused(400, "cursor")
    hash_ = connection.execute(sa.select(a.hash).where(a.seq == int(entry))).scalar()
    restored = sa.select(a.seq).where(a.action == "project.restored", a.seq > int(entry)).limit(1)
    if (
        hash_ is None
        or not mark
        or seen != eyes
        or not str(hash_).startswith(mark)
        or connection.execute(restored).first()
        or int(seq) > feeding.last(connection)
    ):
        raise Refused(410, "cursor")
    return int(seq)


def records(connection: Connection, some: list[feeding.Change]) -> list[ChangeAnswer]:
    """The records as they are, in the order of their changes."""
    there = {k: [c.id for c in some if c.kind == k and not c.gone] for k in ("report", "event", "incident")}
    kept: dict[str, EventAnswer] = {}
    for row in connection.execute(sa.select(events).where(events.c.id.in_(there["event"]))).mappings():
        kept[row["id"]] = telling.event(kept_of(row))
    stored: dict[str, ReportAnswer] = {}
    for row in connection.execute(WITH_TEXT.where(reports.c.id.in_(there["report"]))).mappings():
        stored[row["id"]] = telling.report(stored_of(row))
    rows = connection.execute(sa.select(incidents.c.id, incidents.c.record).where(incidents.c.id.in_(there["incident"])))
    happened: dict[str, IncidentAnswer] = {
        one.id: one for one in telling.incidents(connection, [(row.id, msgspec.json.decode(row.record)) for row in rows])
    }
    return [told(connection, c, kept.get(c.id), stored.get(c.id), happened.get(c.id)) for c in some]


def told(
    connection: Connection, change: feeding.Change, event: EventAnswer | None, report: ReportAnswer | None, incident: IncidentAnswer | None
) -> ChangeAnswer:
    kind, now = change.kind, None
    if kind == "incident" and change.gone:
        leads = current(connection, change.id)
        now = leads if leads != change.id else None
    record = {"report": report, "event": event, "incident": incident}[kind]
    return ChangeAnswer(kind=kind, id=change.id, gone=record is None, now=now, **{kind: record} if record else {})  # type: ignore[arg-type]
