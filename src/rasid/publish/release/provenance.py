"""Finds out of what a release was made, and how: what `PROVENANCE.json` says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid import __version__
from rasid.linking.incident import INCIDENT_SCHEMA
from rasid.model import SCHEMA
from rasid.publish.material import Told
from rasid.publish.policy import OF_WHAT_STAYS, Policy
from rasid.publish.release.record import Changed, File, Head, Held, Profile, Provenance, Run
from rasid.store.batches import batches
from rasid.store.schema import audit, events, runs

# Numbers of what stays are told in tens, and none below: small cells give away what they count (the field's rule of thumb, OCHA's guidance
# on statistical disclosure control), and so does what a number grew by from one release to the next.
SMALL = 10
BATCH = 500  # accounts of one question
# Entries after which the data is what it was before: a release made again from a backup has the same bytes.
UNMOVED = ("project.restored", "project.reindex")


class Tally(NamedTuple):
    """What was counted on the way out."""

    incidents: int
    accounts: int
    held: Counter[str]
    changed: Counter[str]
    runs: Runs


class Runs:
    """Which coders the accounts that leave come from."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.waiting: list[str] = []
        self.counts: Counter[Any] = Counter()

    def put(self, told: Iterable[Told]) -> None:
        self.waiting += [t.event.id for t in told]
        if len(self.waiting) >= BATCH:
            self.count()

    def count(self) -> None:
        for some in batches(self.waiting):
            query = sa.select(events.c.run_id).where(events.c.id.in_(some), events.c.run_id.is_not(None))
            self.counts.update(self.connection.execute(query).scalars())
        self.waiting = []

    def told(self) -> list[Run]:
        """One for all runs of one coder, version, data and language."""
        self.count()
        r, found = runs.c, Counter[tuple[str, ...]]()
        for row in self.connection.execute(sa.select(r.id, r.coder, r.version, r.data_version, r.lang)):
            found[tuple(row)[1:]] += self.counts[row.id]
        return [Run(coder=c, version=v, data_version=d, lang=lang, events=n) for (c, v, d, lang), n in sorted(found.items()) if n]


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


def rounded(number: int) -> int | None:
    """A number of what stays, in whole tens; None where it is less."""
    return number // SMALL * SMALL or None


def held_of(policy: Policy, held: Counter[str]) -> list[Held]:
    """Every reason that the profile has: which of them was met would tell of one thing that stays."""
    return [Held(why=why, count=rounded(held[why])) for why in sorted({*held, *policy.reasons})]


def changed_of(policy: Policy, changed: Counter[str]) -> list[Changed]:
    """The same of what was changed because of what stays."""
    shown = {what: n for what, n in changed.items() if what not in OF_WHAT_STAYS}
    hidden = {what: rounded(changed[what]) for what in (() if policy.lets_all_out else OF_WHAT_STAYS)}
    return [Changed(what=what, count=n) for what, n in sorted((shown | hidden).items())]


def provenance(connection: Connection, policy: Policy, tally: Tally, files: list[File], *, previous: str | None, **told: Any) -> Provenance:
    """`told`: project, version, title, released, licence, only and data_version."""
    return Provenance(
        previous=previous,
        rasid=__version__,
        event_schema=SCHEMA,
        incident_schema=INCIDENT_SCHEMA,
        runs=tally.runs.told(),
        profile=profile_of(policy),
        audit=head_of(connection),
        incidents=tally.incidents,
        accounts=tally.accounts,
        held=held_of(policy, tally.held),
        changed=changed_of(policy, tally.changed),
        files=files,
        **told,
    )
