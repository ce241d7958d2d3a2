"""Merges and splits that people make: ties that bind every later run, and can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import StoreError
from rasid.model.errors import ConflictError
from rasid.project.incidents import Linker, Touched, homes, members
from rasid.store.batches import distinct
from rasid.store.engine import Change, now
from rasid.store.schema import events, incidents, redirects, ties


def merge(change: Change, linker: Linker, ids: Sequence[str], why: str | None = None) -> Touched:
    """Makes one incident of several incidents or events: a must-tie from the first event to each other one. Raises StoreError."""
    chosen = [sorted(events_of(change.connection, id_)) for id_ in ids]
    first, rest = chosen[0][0], {e for group in chosen for e in group} - {chosen[0][0]}
    if not rest:
        raise StoreError("there is nothing to merge: these are one and the same.", where=", ".join(ids), hint="Name two or more.")
    if len({account.audience for account in linker.read({first, *rest}).values()}) > 1:
        raise StoreError("reports for some eyes alone are kept apart from the others.", where=", ".join(ids), hint="Open them first.")
    pairs = [tuple(sorted((first, other))) for other in sorted(rest)]
    return tie(change, linker, "must", pairs, f"incident:{ids[0]}", why)


def part(change: Change, linker: Linker, ids: Sequence[str], why: str | None = None) -> Touched:
    """Says of incidents that they are not the same: a cannot-tie between each event of the one and each of the other. Raises StoreError."""
    chosen = [sorted(events_of(change.connection, id_)) for id_ in ids]
    if set(chosen[0]) & {e for group in chosen[1:] for e in group}:
        raise StoreError("these are one incident by now.", where=", ".join(ids), hint="Split the events that do not belong to it.")
    pairs = {tuple(sorted((a, b))) for n, group in enumerate(chosen) for other in chosen[n + 1 :] for a in group for b in other}
    if not pairs:
        raise StoreError("there is nothing to keep apart: this is one incident.", where=", ".join(ids), hint="Name two or more.")
    return tie(change, linker, "cannot", sorted(pairs), f"incident:{ids[0]}", why)


def split(change: Change, linker: Linker, ids: Sequence[str], why: str | None = None) -> Touched:
    """Takes events out of their incident: a cannot-tie between each of them and each of those left. Raises StoreError."""
    out = {e for id_ in ids for e in events_of(change.connection, id_, only_events=True)}
    home = homes(change.connection, out)
    if len(home) != 1:
        raise StoreError("these events are not in one incident.", where=", ".join(ids), hint="Split one incident at a time.")
    left = members(change.connection, home) - out
    if not left:
        raise StoreError(
            "these are all the events of the incident.", where=", ".join(ids), hint="Name only those that do not belong to it."
        )
    pairs = [tuple(sorted((a, b))) for a in sorted(out) for b in sorted(left)]
    return tie(change, linker, "cannot", pairs, f"incident:{home.pop()}", why)


def untie(change: Change, linker: Linker, seq: int, why: str | None = None) -> Touched:
    """Takes back the merge or split of an audit entry. Raises StoreError where there is none, or it was taken back."""
    rows = change.connection.execute(sa.select(ties).where(ties.c.audit_seq == seq, ties.c.undone == 0)).all()
    if not rows:
        raise StoreError("this entry is no merge or split that still binds.", where=str(seq), hint="`rasid audit list` shows them.")
    change.connection.execute(sa.update(ties).where(ties.c.audit_seq == seq).values(undone=1))
    bound = {e for row in rows for e in (row.a, row.b)}
    touched = linker.regroup_only(bound)
    change.record("incident.untied", f"audit:{seq}", before=[[r.kind, r.a, r.b] for r in rows], after=told(touched), why=why)
    return touched


def mark(connection: Connection, incident_id: str) -> str:
    """Which events an incident has, in 16 letters: another where there is one more or less. Of one that is no more: of no events."""
    return marked(members(connection, [incident_id]))


def marked(ids: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]


def unchanged(connection: Connection, seen: Mapping[str, str]) -> None:
    """Raises ConflictError where an incident has other events than a person saw. `seen`: incident → its mark then."""
    for id_, told in seen.items():
        if mark(connection, id_) != told:
            raise ConflictError("this incident has other accounts by now.", where=id_, hint="Look at it again; nothing was changed.")


def tie(change: Change, linker: Linker, kind: str, pairs: list[tuple[str, ...]], subject: str, why: str | None) -> Touched:
    """Writes the ties, takes back those that say the opposite of a pair, clusters anew, and tells the audit chain."""
    connection = change.connection
    before = state(connection, {e for pair in pairs for e in pair})
    opposite = "cannot" if kind == "must" else "must"
    for a, b in pairs:
        connection.execute(
            sa.update(ties).where(ties.c.a == a, ties.c.b == b, ties.c.kind == opposite, ties.c.undone == 0).values(undone=1)
        )
    seq = change.record(
        f"incident.{'merged' if kind == 'must' else 'split'}", subject, before=before, after=[kind, *map(list, pairs)], why=why
    )
    rows = [{"kind": kind, "a": a, "b": b, "who": change.who, "at": now(), "why": why, "undone": 0, "audit_seq": seq} for a, b in pairs]
    connection.execute(sa.insert(ties), rows)
    return linker.regroup_only({e for pair in pairs for e in pair})


def events_of(connection: Connection, id_: str, only_events: bool = False) -> set[str]:
    """The events of an incident (also by an id it no longer has), or the event itself. Raises StoreError."""
    if id_.startswith("ev_"):
        if connection.execute(sa.select(events.c.incident_id).where(events.c.id == id_)).scalar() is None:
            raise StoreError("there is no such event in an incident.", where=id_, hint="`rasid query` lists the events.")
        return {id_}
    if only_events:
        raise StoreError("this is not the id of an event.", where=id_, hint="Name the events (ev_…) to take out.")
    found = members(connection, [current(connection, id_)])
    if not found:
        raise StoreError("there is no such incident.", where=id_, hint="`rasid query --incidents` lists them.")
    return found


def current(connection: Connection, incident_id: str) -> str:
    """The id that an incident has now, by the redirects that merges and splits left."""
    seen = set()
    while incident_id not in seen:
        seen.add(incident_id)
        if connection.execute(sa.select(incidents.c.id).where(incidents.c.id == incident_id)).first():
            return incident_id
        incident_id = connection.execute(sa.select(redirects.c.new).where(redirects.c.old == incident_id)).scalar() or incident_id
    return incident_id


def state(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """Which incident each event is in."""
    query = sa.select(events.c.id, events.c.incident_id).order_by(events.c.id)
    return {row.id: row.incident_id for some in distinct(ids) for row in connection.execute(query.where(events.c.id.in_(some)))}


def told(touched: Touched) -> Any:
    return {"written": touched.written, "gone": touched.gone}
