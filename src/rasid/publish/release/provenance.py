"""Finds out of what a release was made, and how: what `PROVENANCE.json` says."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid import __version__
from rasid.linking.incident import INCIDENT_SCHEMA
from rasid.model import SCHEMA
from rasid.publish.policy import Policy
from rasid.publish.release.record import Changed, File, Head, Held, Profile, Provenance, Run
from rasid.store.schema import audit, events, runs

# A count below this is not told of what was held back: small cells give away what they count (the field's rule of thumb, OCHA's guidance
# on statistical disclosure control).
SMALL = 10
# Entries after which the data is what it was before: a release made again from a backup has the same bytes.
UNMOVED = ("project.restored", "project.reindex")


class Tally(NamedTuple):
    """What was counted on the way out."""

    incidents: int
    accounts: int
    held: Counter[str]
    changed: Counter[str]


def profile_of(policy: Policy) -> Profile:
    """The profile as it was applied, all its layers put together, as JSON."""
    text = msgspec.json.format(msgspec.json.encode(policy.profile), indent=1).decode() + "\n"
    return Profile(name=policy.name, text=text, hash=hashlib.sha256(text.encode()).hexdigest())


def head_of(connection: Connection) -> Head:
    """The last entry that changed data: none that a release, a restore or an index wrote."""
    a = audit.c
    query = sa.select(a.seq, a.hash).where(~a.subject.startswith("release:"), a.action.not_in(UNMOVED)).order_by(a.seq.desc()).limit(1)
    row = connection.execute(query).one()
    return Head(seq=row.seq, hash=row.hash)


def runs_of(connection: Connection) -> list[Run]:
    r = runs.c
    same = (r.coder, r.version, r.data_version, r.lang)
    query = (
        sa.select(*same, sa.func.count(events.c.id).label("events")).join(events, events.c.run_id == r.id).group_by(*same).order_by(*same)
    )
    return [Run(**row._mapping) for row in connection.execute(query)]


def held_of(held: Counter[str]) -> list[Held]:
    return [Held(why=why, count=n if n >= SMALL else None) for why, n in sorted(held.items())]


def provenance(connection: Connection, policy: Policy, tally: Tally, files: list[File], *, previous: str | None, **told: Any) -> Provenance:
    """`told`: project, version, title, released, licence, only and data_version."""
    return Provenance(
        previous=previous,
        rasid=__version__,
        event_schema=SCHEMA,
        incident_schema=INCIDENT_SCHEMA,
        runs=runs_of(connection),
        profile=profile_of(policy),
        audit=head_of(connection),
        incidents=tally.incidents,
        accounts=tally.accounts,
        held=held_of(tally.held),
        changed=[Changed(what=what, count=n) for what, n in sorted(tally.changed.items())],
        files=files,
        **told,
    )
