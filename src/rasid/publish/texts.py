"""The words of reports, for the one kind of format that needs them: reports of which a person has decided every event.

No policy has rules for whole texts, so they leave only by a profile that lets everything out as it stands (`internal`), never by `public`.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import UsageError
from rasid.publish.material import REVIEWED
from rasid.publish.policy import Policy
from rasid.store.schema import events, reports, texts

PUBLIC = "public"  # whatever a project has made of it
DECIDED = (*REVIEWED, "rejected")
BATCH = 200  # texts in memory at a time


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its text. `accounts`: ids of its events that a person has accepted or corrected; all others were rejected."""

    id: str
    text: str
    published: str | None
    title: str | None
    outlet: str | None
    accounts: list[str]


class Texts:
    """The reports of a project, by day and id. `undecided` counts those left out because something in them is not decided."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.undecided = connection, 0

    def __iter__(self) -> Iterator[Words]:
        r, e = reports.c, events.c
        reviewed = sa.exists().where(e.report_id == r.id, e.state.in_(DECIDED))
        query = sa.select(r.id).where(r.redacted.is_(None), reviewed).order_by(r.rank, r.id)
        for some in self.connection.execute(query, execution_options={"yield_per": BATCH}).scalars().partitions(BATCH):
            yield from self.of(list(some))

    def of(self, ids: list[str]) -> Iterator[Words]:
        r, e = reports.c, events.c
        states: dict[str, list[tuple[str, str, int]]] = {id_: [] for id_ in ids}
        asked = sa.select(e.report_id, e.id, e.state, e.orphaned).where(e.report_id.in_(ids)).order_by(e.id)
        for report_id, id_, state, orphaned in self.connection.execute(asked):
            states[report_id].append((id_, state, orphaned))
        found = sa.select(r.id, texts.c.text, r.published, r.title, r.outlet).join(
            texts, sa.and_(texts.c.report_id == r.id, texts.c.revision == r.revision)
        )
        told = {row.id: row for row in self.connection.execute(found.where(r.id.in_(ids)))}
        for id_ in ids:
            # What a person has kept and the coder no longer finds is bound to another text, and stands in no incident.
            if any(state not in DECIDED or (orphaned and state in REVIEWED) for _, state, orphaned in states[id_]):
                self.undecided += 1
                continue
            row, kept = told[id_], [event_id for event_id, state, _ in states[id_] if state in REVIEWED]
            yield Words(id=id_, text=row.text, published=row.published, title=row.title, outlet=row.outlet, accounts=kept)


def refused(format: str, profile: str) -> UsageError:
    return UsageError(
        f"{format} holds the words of reports, which the profile {profile!r} does not let out.",
        where="--profile",
        hint="Only a profile that lets everything out as it stands, such as internal, gives them.",
    )


def texts_for(connection: Connection, policy: Policy, format: str) -> Texts:
    """Raises UsageError where the profile keeps anything back."""
    if policy.name == PUBLIC or not policy.lets_all_out:
        raise refused(format, policy.name)
    return Texts(connection)
