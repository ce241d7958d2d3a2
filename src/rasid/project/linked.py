"""What the incident page asks of a store: an incident with its accounts, pairs that speak for a merge, and what people tied or parted."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.linking.account import Level, Link
from rasid.linking.incident import Incident
from rasid.model import Event
from rasid.model.joined import Joined
from rasid.store.batches import batches
from rasid.store.schema import events, incidents, links, reports, ties

TOLD = ("proposed", "accepted", "corrected")
PAIRS = 2_000  # best pairs that are gone through for proposals: an incident of hundreds of accounts has tens of thousands


class Member(NamedTuple):
    """An account as it stands now: its event, state, and the report that it was read in."""

    id: str
    report: str
    outlet: str | None
    published: str | None
    state: str
    event: Event


class Proposal(NamedTuple):
    """The best-scored pair between an incident (`mine`, an event) and another (`other`, an event of `incident`). `pairs`: how many
    pairs of the two were kept."""

    mine: str
    other: str
    incident: str
    score: float
    levels: list[Level]
    pairs: int


class Bond(NamedTuple):
    """A merge or a split of a person that still binds, by its audit entry; `pairs` of events, smaller id first."""

    seq: int
    kind: str
    who: str
    at: str
    why: str | None
    pairs: list[tuple[str, str]]


def incident(connection: Connection, incident_id: str) -> Incident | None:
    record = connection.execute(sa.select(incidents.c.record).where(incidents.c.id == incident_id)).scalar()
    return None if record is None else msgspec.json.decode(record, type=Incident)


def members(connection: Connection, incident_id: str) -> list[Member]:
    """The accounts, as they were published; the undated last."""
    e, r = events.c, reports.c
    query = sa.select(e.id, e.report_id, r.outlet, r.published, e.state, e.record).join(reports, r.id == e.report_id)
    rows = connection.execute(query.where(e.incident_id == incident_id)).all()
    found = [Member(*row[:5], msgspec.structs.replace(msgspec.json.decode(row.record, type=Event), id=row.id)) for row in rows]
    return sorted(found, key=lambda m: (m.published is None, m.published or "", m.id))


def proposals(connection: Connection, incident_id: str, ids: list[str], limit: int) -> list[Proposal]:
    """The other incidents that some pair speaks for, the best first; those that a person has kept apart are none."""
    mine = set(ids)
    rows: list[Any] = []
    for some in batches(ids):
        for ours, theirs in ((links.c.a, links.c.b), (links.c.b, links.c.a)):
            query = sa.select(ours.label("mine"), theirs.label("other"), links.c.score, links.c.levels, events.c.incident_id)
            query = query.join(events, events.c.id == theirs).where(ours.in_(some), events.c.incident_id != incident_id)
            rows += connection.execute(query.order_by(links.c.score.desc()).limit(PAIRS)).all()
    parted = {pair for bond in bonds(connection, ids) if bond.kind == "cannot" for pair in bond.pairs}
    best: dict[str, Any] = {}
    pairs: dict[str, int] = {}
    apart = {row.incident_id for row in rows if (min(row.mine, row.other), max(row.mine, row.other)) in parted}
    for row in sorted(rows, key=lambda row: (-row.score, row.mine, row.other)):
        if row.incident_id not in apart and row.mine in mine:
            best.setdefault(row.incident_id, row)
            pairs[row.incident_id] = pairs.get(row.incident_id, 0) + 1
    return [
        Proposal(row.mine, row.other, id_, row.score, msgspec.json.decode(row.levels, type=list[Level]), pairs[id_])
        for id_, row in list(best.items())[:limit]
    ]


def bonds(connection: Connection, ids: list[str]) -> list[Bond]:
    """Merges and splits on these events that still bind, the latest first."""
    found: dict[int, Any] = {}
    for some in batches(ids):
        query = sa.select(ties).where(ties.c.undone == 0, sa.or_(ties.c.a.in_(some), ties.c.b.in_(some)))
        found |= {row.id: row for row in connection.execute(query)}
    by_entry: dict[int, list[Any]] = {}
    for row in found.values():
        by_entry.setdefault(row.audit_seq, []).append(row)
    return [
        Bond(seq, rows[0].kind, rows[0].who, rows[0].at, rows[0].why, sorted((row.a, row.b) for row in rows))
        for seq, rows in sorted(by_entry.items(), reverse=True)
    ]


def brief(connection: Connection, incident_ids: list[str]) -> dict[str, Incident]:
    """Incidents by id."""
    found: dict[str, Incident] = {}
    for some in batches(incident_ids):
        query = sa.select(incidents.c.id, incidents.c.record).where(incidents.c.id.in_(some))
        found |= {row.id: msgspec.json.decode(row.record, type=Incident) for row in connection.execute(query)}
    return found


def homes(connection: Connection, ids: list[str]) -> dict[str, str | None]:
    """Which incident each event is in; those that count in none have None, those that are no more are left out."""
    found: dict[str, str | None] = {}
    for some in batches(ids):
        query = sa.select(events.c.id, events.c.incident_id).where(events.c.id.in_(some))
        found |= {row.id: row.incident_id for row in connection.execute(query)}
    return found


def among(connection: Connection, ids: list[str]) -> list[Link]:
    """Pairs kept among these events, the best of each event with one before it: why they are one. Best first."""
    inside = set(ids)
    rows: list[Any] = []
    for some in batches(ids):
        rows += connection.execute(sa.select(links).where(links.c.a.in_(some)).order_by(links.c.score.desc()).limit(PAIRS)).all()
    joined = Joined()
    made = []
    for row in sorted((r for r in rows if r.b in inside), key=lambda r: (-r.score, r.a, r.b)):
        if joined.find(row.a) != joined.find(row.b):
            joined.join(row.a, row.b)
            made.append(Link(a=row.a, b=row.b, score=row.score, levels=msgspec.json.decode(row.levels, type=list[Level])))
    return made
