"""Why an id of an earlier release is in no release any more: one reason of a closed list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.publish.material import TOLD, happenings
from rasid.publish.policy import Held, Policy, Released
from rasid.publish.release.narrowing import Narrowing
from rasid.store import audit
from rasid.store.schema import audit as log
from rasid.store.schema import audit_payloads, events, incidents, redirects, reports

REASONS = ("merged_into", "redacted", "rejected", "embargo_changed", "withdrawn")  # what each means: words.json
EMBARGO = "embargo"  # a word in the policy's own reasons


class Former(NamedTuple):
    """A row that an earlier release had: its id there, the last such release, and the project's own incident and smallest event."""

    id: str
    version: str
    incident_id: str
    event_id: str


class Gone(NamedTuple):
    """A row of `tombstones.csv`. `merged_into`: the id as it is in this release; None where that does not leave."""

    id: str
    last_version: str
    reason: str
    merged_into: str | None


def gone(connection: Connection, missing: Iterable[Former], policy: Policy, part: Narrowing) -> Iterator[Gone]:
    """What became of rows that earlier releases had. `part`: what this release is of: where else something has gone is not said."""
    taken: set[str] | None = None
    for one in missing:
        own = followed(connection, one.incident_id)
        answer = next((policy.release(h) for h in happenings(connection, [own])), None) if own else None
        if own and own != one.incident_id:
            there = isinstance(answer, Released) and part.lets(answer)
            yield Gone(one.id, one.version, "merged_into", answer.incident.id if isinstance(answer, Released) and there else None)
            continue
        taken = destroyed(connection) if taken is None else taken
        yield Gone(one.id, one.version, reason(connection, one, answer.why if isinstance(answer, Held) else None, taken), None)


def followed(connection: Connection, own: str) -> str:
    """Where an incident's id leads now; itself where it is still there, empty where nothing is left of it."""
    seen: set[str] = set()
    while own and own not in seen:
        seen.add(own)
        if connection.execute(sa.select(incidents.c.id).where(incidents.c.id == own)).first():
            return own
        own = connection.execute(sa.select(redirects.c.new).where(redirects.c.old == own)).scalar() or ""
    return ""


def reason(connection: Connection, one: Former, why: str | None, taken: set[str]) -> str:
    query = sa.select(events.c.state, reports.c.redacted).join(reports, reports.c.id == events.c.report_id)
    row = connection.execute(query.where(events.c.id == one.event_id)).first()
    if one.event_id in taken or (row is not None and row.redacted):
        return "redacted"
    if why is not None:
        return "embargo_changed" if EMBARGO in why.lower() else "withdrawn"
    return "rejected" if row is not None and row.state not in TOLD else "withdrawn"


def destroyed(connection: Connection) -> set[str]:
    """The events that redactions took, by what their own entries say."""
    query = sa.select(audit_payloads.c.payload).join(log, log.c.seq == audit_payloads.c.seq).where(log.c.action == audit.REDACTED)
    return {id_ for payload in connection.execute(query).scalars() for id_ in (json.loads(payload).get("after") or {}).get("removed", [])}
