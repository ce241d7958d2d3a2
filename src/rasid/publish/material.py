"""What may be published: each incident with the accounts that tell of it and where those were read, as a project holds them.

Nothing of this leaves as it is: `policy` makes of it what a profile allows, and only that (`Released`) reaches a format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.linking.incident import Glance, Incident
from rasid.model import Event
from rasid.store.batches import batches, distinct
from rasid.store.columns import in_bytes
from rasid.store.schema import events, incidents, reports, restrictions
from rasid.store.walking import plain_rows

TOLD = ("proposed", "accepted", "corrected")  # a rejected event is no account
REVIEWED = ("accepted", "corrected")
BATCH = 500  # incidents in memory at a time


class Read(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The report that an account was read in. `published`: date or date-time; `family`: the same for reprints of one text."""

    id: str
    family: str
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    lang: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An account: an event as it stands, human values in place, with its state of review and its report. `restricted`: the report is for
    some eyes of the team alone."""

    event: Event
    state: str
    read: Read
    restricted: bool = False

    @property
    def reviewed(self) -> bool:
        return self.state in REVIEWED


class Happening(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An incident with its accounts, by event id."""

    incident: Incident
    told: list[Told]


class Passing:
    """Passes over incidents that a format has no row for, whatever their accounts say, before they are read: most of the time of an export
    goes into reading. `why` says so of one, as a sentence, or None; `counted`: how many were passed over, by that sentence. An incident is
    there as long as it has accounts (project/incidents), so none need be looked for."""

    def __init__(self, why: Callable[[Glance], str | None]) -> None:
        self.why = why
        self.counted: Counter[str] = Counter()

    def left(self, rows: Sequence[Any]) -> list[Any]:
        """Those of the rows (id, record) that are not passed over."""
        left = []
        for row in rows:
            why = self.why(GLANCE.decode(row[1]))
            if why is None:
                left.append(row)
            else:
                self.counted[why] += 1
        return left


class Staying:
    """Passes over incidents that a policy holds back for the states of their accounts alone, before they are read: most of a project may
    be unreviewed. `why` says so, of these states and of whether a report is restricted; `held`: how many, by reason."""

    def __init__(self, why: Callable[[Iterable[str], bool], str | None], held: Counter[str]) -> None:
        self.why, self.held = why, held

    def keeps(self, accounts: Sequence[Any]) -> bool:
        """Whether the incident of these rows of `with_reports` stays."""
        why = self.why([row[STATE] for row in accounts], any(row[AUDIENCE] is not None for row in accounts))
        if why is not None:
            self.held[why] += 1
        return why is not None


def happenings(
    connection: Connection, ids: Iterable[str] | None = None, passing: Passing | None = None, staying: Staying | None = None
) -> Iterator[Happening]:
    """All incidents (or those named) by day and id, the undated last; memory holds some hundreds. Read in one snapshot. `passing`: passes
    over some of all; `staying`: over those that a policy holds back unread."""
    if ids is not None:
        yield from named(connection, ids, staying)
        return
    i = incidents.c
    record = in_bytes(connection, i.record)
    # Each half in the order of an index, so that neither database sorts: that would hold a key of every incident of the project.
    for half in (
        sa.select(i.id, record).where(i.day.is_not(None)).order_by(i.day, i.id),
        sa.select(i.id, record).where(i.day.is_(None)).order_by(i.id),
    ):
        rows = connection.execute(half, execution_options={"yield_per": BATCH})
        for partition in rows.partitions(BATCH):
            yield from batch_of(connection, passing.left(partition) if passing else partition, staying)


def named(connection: Connection, ids: Iterable[str], staying: Staying | None = None) -> Iterator[Happening]:
    """Those of these incidents that there are, in the same order, without going through the others."""
    i = incidents.c
    record = in_bytes(connection, i.record)
    days: dict[str, str | None] = {}
    for some in distinct(ids):
        days |= {row.id: row.day for row in connection.execute(sa.select(i.id, i.day).where(i.id.in_(some)))}
    for some in batches(sorted(days, key=lambda id_: (days[id_] is None, days[id_] or "", id_))):
        found = {row.id: row for row in connection.execute(sa.select(i.id, record).where(i.id.in_(some)))}
        yield from batch_of(connection, [found[id_] for id_ in some], staying)


def batch_of(connection: Connection, rows: Sequence[Any], staying: Staying | None = None) -> Iterator[Happening]:
    """The incidents of these rows (id, record), in the order given. Each is read out of its record when its turn comes: records of
    hundreds at once cost twice the time, in fresh memory and in what the collector of garbage goes through."""
    accounts = accounts_of(connection, [row[0] for row in rows])
    for id_, record in rows:
        if (own := accounts.get(id_)) and not (staying and staying.keeps(own)):
            yield Happening(incident=INCIDENT.decode(record), told=[told_of(row) for row in own])


def accounts_of(connection: Connection, ids: list[str]) -> dict[str, list[Any]]:
    """The rows of the accounts of these incidents, each one's by event id."""
    if not ids:
        return {}
    # Asked for by incident alone: with the state in the question SQLite goes through all events of that state, batch by batch.
    query = with_reports(connection).where(events.c.incident_id.in_(ids))
    found: dict[str, list[Any]] = {}
    for row in plain_rows(connection, query):
        if row[STATE] in TOLD and not row[ORPHANED]:
            found.setdefault(row[0], []).append(row)
    for own in found.values():
        if len(own) > 1:
            own.sort(key=ID)
    return found


ID, STATE, ORPHANED, AUDIENCE = itemgetter(2), 3, 4, 12  # where they stand in a row of `with_reports`: by name they cost thrice the time
INCIDENT: msgspec.json.Decoder[Incident] = msgspec.json.Decoder(Incident)
GLANCE: msgspec.json.Decoder[Glance] = msgspec.json.Decoder(Glance)
EVENT: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def with_reports(connection: Connection) -> sa.Select[Any]:
    """Events with what `told_of` reads of their reports, in its order."""
    r = reports.c
    e, record = events.c, in_bytes(connection, events.c.record)
    columns = (e.incident_id, record, e.id, e.state, e.orphaned, r.id.label("report"), r.family)
    return (
        sa.select(*columns, r.published, r.outlet, r.title, r.url, r.lang, restrictions.c.audience)
        .join(reports, r.id == events.c.report_id)
        .outerjoin(restrictions, restrictions.c.report_id == r.id)
    )


def told_of(row: Any) -> Told:
    """The account of a row of `with_reports`."""
    _, record, id_, state, _, report, family, published, outlet, title, url, lang, audience = row
    event = EVENT.decode(record)
    return Told(
        event=event if event.id == id_ else msgspec.structs.replace(event, id=id_),
        state=state,
        read=Read(id=report, family=family, published=published, outlet=outlet, title=title, url=url, lang=lang),
        restricted=audience is not None,
    )
