"""What may be published: each incident with the accounts that tell of it and where those were read, as a project holds them.

Nothing of this leaves as it is: `policy` makes of it what a profile allows, and only that (`Released`) reaches a format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.linking.incident import Incident
from rasid.model import Event
from rasid.store.batches import batches, distinct
from rasid.store.schema import events, incidents, reports

TOLD = ("proposed", "accepted", "corrected")  # a rejected event is no account
REVIEWED = ("accepted", "corrected")
BATCH = 500  # incidents in memory at a time


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """The report that an account was read in. `published`: date or date-time; `family`: the same for reprints of one text."""

    id: str
    family: str
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    lang: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An account: an event as it stands, human values in place, with its state of review and its report."""

    event: Event
    state: str
    read: Read

    @property
    def reviewed(self) -> bool:
        return self.state in REVIEWED


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with its accounts, by event id."""

    incident: Incident
    told: list[Told]


def happenings(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[Happening]:
    """All incidents (or those named) by day and id, the undated last; memory holds some hundreds. Read in one snapshot."""
    if ids is not None:
        yield from named(connection, ids)
        return
    i = incidents.c
    query = sa.select(i.id).order_by(i.day.is_(None), i.day, i.id)
    rows = connection.execute(query, execution_options={"yield_per": BATCH})
    for partition in rows.partitions(BATCH):
        yield from batch_of(connection, [row.id for row in partition])


def named(connection: Connection, ids: Iterable[str]) -> Iterator[Happening]:
    """Those of these incidents that there are, in the same order, without going through the others."""
    i = incidents.c
    days: dict[str, str | None] = {}
    for some in distinct(ids):
        days |= {row.id: row.day for row in connection.execute(sa.select(i.id, i.day).where(i.id.in_(some)))}
    for some in batches(sorted(days, key=lambda id_: (days[id_] is None, days[id_] or "", id_))):
        yield from batch_of(connection, list(some))


def batch_of(connection: Connection, ids: list[str]) -> Iterator[Happening]:
    """These incidents, in the order given."""
    if not ids:
        return
    kept = {row.id: row.record for row in connection.execute(sa.select(incidents.c.id, incidents.c.record).where(incidents.c.id.in_(ids)))}
    r = reports.c
    columns = (events.c.incident_id, events.c.record, events.c.id, events.c.state, events.c.orphaned, r.id.label("report"), r.family)
    # Asked for by incident alone: with the state in the question SQLite goes through all events of that state, batch by batch.
    query = (
        sa.select(*columns, r.published, r.outlet, r.title, r.url, r.lang)
        .join(reports, r.id == events.c.report_id)
        .where(events.c.incident_id.in_(ids))
    )
    told: dict[str, list[Told]] = {}
    for row in sorted(connection.execute(query), key=lambda row: row.id):
        if row.state in TOLD and not row.orphaned:
            told.setdefault(row.incident_id, []).append(told_of(row))
    for id_ in ids:
        if id_ in told:
            yield Happening(incident=INCIDENT.decode(kept[id_]), told=told[id_])


INCIDENT: msgspec.json.Decoder[Incident] = msgspec.json.Decoder(Incident)
EVENT: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def told_of(row: Any) -> Told:
    event = EVENT.decode(row.record)
    return Told(
        event=event if event.id == row.id else msgspec.structs.replace(event, id=row.id),
        state=row.state,
        read=Read(
            id=row.report, family=row.family, published=row.published, outlet=row.outlet, title=row.title, url=row.url, lang=row.lang
        ),
    )
