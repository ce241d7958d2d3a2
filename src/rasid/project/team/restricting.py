"""Reports for some eyes alone: who may see one, and what must change with it so that no other learns of it by what is left.

A restricted report leaves the incidents and the families of reprints that it shared with others, and is linked anew among what has the same
audience; so every figure, source and count that others see is made without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.model.errors import UsageError
from rasid.model.worded import worded
from rasid.project.incidents import link_events, told_in_families_of
from rasid.store import accounts, feeding, reports, reprints, scope
from rasid.store.accounts import ROLES
from rasid.store.engine import Change, Store, now
from rasid.store.schema import changes, claims, events, restrictions


def audience(connection: Connection, report_id: str) -> list[str] | None:
    """Who may see a report: `person:NAME` and `role:ROLE`; None where everybody may."""
    told = connection.execute(sa.select(restrictions.c.audience).where(restrictions.c.report_id == report_id)).scalar()
    return json.loads(told) if told is not None else None


def restrict(
    store: Store, lexicon: Lexicon, report_id: str, people: Iterable[str], roles: Iterable[str], who: str, why: str | None = None
) -> list[str]:
    """Keeps a report for these people and roles; gives who may see it. `store`: the whole one, as what the report is linked with from now
    on may be hidden from who restricts it. Raises StoreError, UsageError."""
    roles = list(roles)
    if set(roles) - set(ROLES):
        raise UsageError(worded("roles are {roles}, one or more of them.", roles=", ".join(ROLES)))
    with store.writing(who) as change:
        reports.known(change.connection, report_id)
        names = [accounts.known(change.connection, name).name for name in people]
        if not names and not roles:
            raise UsageError("a report is kept for somebody: name people or roles.", where=report_id)
        told = scope.audience_of(names, roles)
        before = audience(change.connection, report_id)
        if json.loads(told) != before:
            set_apart(change, lexicon, report_id, told)
            change.record("report.restrict", f"report:{report_id}", before=before, after=json.loads(told), why=why)
    return list(json.loads(told))


def lift(store: Store, lexicon: Lexicon, report_id: str, who: str, why: str | None = None) -> None:
    """Opens a report to the whole team; it is linked with all others again. Raises StoreError."""
    with store.writing(who) as change:
        reports.known(change.connection, report_id)
        before = audience(change.connection, report_id)
        if before is None:
            return
        set_apart(change, lexicon, report_id, None)
        change.record("report.unrestrict", f"report:{report_id}", before=before, why=why)


def set_apart(change: Change, lexicon: Lexicon, report_id: str, told: str | None) -> None:
    """Writes who may see a report, and makes anew what holds it together with others."""
    connection = change.connection
    own = set(connection.execute(sa.select(events.c.id).where(events.c.report_id == report_id)).scalars())
    also = told_in_families_of(connection, [report_id])
    also |= told_in_families_of(connection, reprints.untie(connection, report_id))
    since = connection.execute(sa.select(restrictions.c.fed).where(restrictions.c.report_id == report_id)).scalar()
    connection.execute(sa.delete(restrictions).where(restrictions.c.report_id == report_id))
    if told is not None:
        fed = since if since is not None else feeding.last(connection)
        row = {"report_id": report_id, "audience": told, "fed": fed, "who": change.who, "at": now()}
        connection.execute(sa.insert(restrictions).values(**row))
        connection.execute(sa.delete(claims).where(claims.c.report_id == report_id))
    stored = reports.known(connection, report_id)
    if not stored.redacted:
        pairs = reprints.tie(connection, report_id, stored.report.text, stored.report.outlet, stored.report.published, added=stored.added)
        also |= told_in_families_of(connection, [id_ for pair in pairs for id_ in (pair.a, pair.b)])
    link_events(change, own | also, lexicon)
    held = sa.select(events.c.incident_id).where(events.c.report_id == report_id, events.c.incident_id.is_not(None))
    feeding.note(connection, "event", own)
    feeding.note(connection, "incident", set(connection.execute(held).scalars()))  # one that stayed as it was has other eyes too
    fed_again(connection, [f"report:{report_id}", *(f"event:{id_}" for id_ in sorted(own))])


def fed_again(connection: Connection, subjects: list[str]) -> None:
    """Lets the feed of changes tell of these once more: as gone to some, or there again."""
    c = changes.c
    for subject in subjects:
        kind, _, id_ = subject.partition(":")
        following = sa.select(sa.func.coalesce(sa.func.max(c.seq), 0) + 1).scalar_subquery()
        connection.execute(sa.update(changes).where(c.kind == kind, c.id == id_).values(seq=following))
