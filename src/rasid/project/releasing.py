"""Releases of a project: drafted, signed by people, published, and never changed after that.

What people sign is the digest of a draft. It stands in the audit log, so that a backup keeps it and nobody can take it back or forge it
unseen; what each release held stands in `releases` and `release_rows`, as ids and hashes, for the next one's changelog.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import ConflictError, UsageError
from rasid.model.worded import packed, worded
from rasid.project.project import Project
from rasid.project.putting import beside, put, refuse_folder, write_zip_anew
from rasid.project.standing import (
    DECLINED,
    DECLINED_STATE,
    DRAFT,
    DRAFTED,
    PUBLISHED,
    SIGNED,
    VOIDED,
    Standing,
    found,
    known,
    known_releases,
    person_key,
    signatures_of,
    standing,
)
from rasid.publish.material import happenings
from rasid.publish.policy import Held, Policy
from rasid.publish.release import narrowing
from rasid.publish.release.checking import check
from rasid.publish.release.narrowing import Narrowing
from rasid.publish.release.package import Made, Package
from rasid.publish.release.provenance import head_of, profile_of
from rasid.publish.release.request import Request, checked
from rasid.publish.release.rows import FIELDS, Row, row_of
from rasid.publish.release.sums import Signatures, write_signatures
from rasid.store import audit
from rasid.store.engine import as_json, now
from rasid.store.schema import release_rows, releases

__all__ = ["Drafted", "Overtaken", "decline", "draft", "known_releases", "sign", "signatures_of"]
ROWS = 1000  # rows of one insertion
LONGEST = 4000  # letters of a reason or a note
AGAIN = "Make the draft again; its signatures count no more."


class Drafted(NamedTuple):
    made: Made
    signatures: Signatures


class Overtaken(UsageError):
    """What would leave today is another than what the draft holds."""


def draft(project: Project, asked: Request, out: Path, who: str, note: str | None = None, work: str | None = None) -> Drafted:
    """Makes the folder `out` and `out`.zip, whole or not at all, and keeps what stands in it. `note`: for those who sign; it stands in the
    log and never in the release. `work`: a name of the piece of work that does so, which drafts it once however often it is taken up.
    Raises UsageError, StoreError."""
    request = checked(asked)
    refuse_folder(out, request)
    policy = project.policy(request.profile, day_of(request.released))
    request = msgspec.structs.replace(request, only=narrowing.checked(request.only, project.pipeline.lexicon))
    with beside(out) as folder:
        with project.store.reading() as connection, package_of(project, connection, policy, request, folder) as package:
            made = package.make()
            signatures = keep(project, request, policy, made, package.rows(), who, note, work)
        write_signatures(folder, signatures)
        put(folder, out, request)
    return Drafted(made, signatures)


def day_of(released: str) -> dt.date:
    """From the release's own date embargoes count back: what leaves must not depend on when it is made."""
    return dt.date.fromisoformat(released)


def package_of(project: Project, connection: Connection, policy: Policy, request: Request, folder: Path) -> Package:
    return Package(folder, connection, policy, project.pipeline.lexicon, request, project.store.settings.id)


def keep(
    project: Project, request: Request, policy: Policy, made: Made, rows: Iterator[Row], who: str, note: str | None, work: str | None
) -> Signatures:
    """The release into the project's tables, with its entry. A published one stays as it is, and so does a draft of the same bytes."""
    said = (note or "")[:LONGEST]
    with project.store.writing(who) as change:
        there = found(change.connection, request.version)
        if work is not None and drafted_by(change.connection, request.version, work):
            if there is None or there.digest != made.digest:
                raise UsageError(
                    worded("{version} was drafted, and what would leave is another by now.", version=request.version), hint=AGAIN
                )
            return signatures_of(change.connection, request.version)
        if there is not None and there.published and there.digest != made.digest:
            hint = "Its bytes would be others now: give the new one a version of its own."
            raise UsageError(worded("{version} is published.", version=request.version), hint=hint)
        if there is None or there.digest != made.digest:
            change.connection.execute(sa.delete(releases).where(releases.c.version == request.version))
            change.connection.execute(sa.insert(releases).values(row(request, policy, made)))
            for some in some_at_a_time(rows):
                change.connection.execute(sa.insert(release_rows), [{"version": request.version} | stored(r) for r in some])
        if there is None or not stands(change.connection, there, made.digest, said):
            after = said_of(made) | ({"work": work} if work is not None else {})
            change.record(DRAFTED, f"release:{request.version}", after=after, why=said or None)
        return signatures_of(change.connection, request.version)


def stands(connection: Connection, there: Any, digest: str, note: str) -> bool:
    """Whether a release is drafted already, with these bytes and this note, and nothing has ended that."""
    its = standing(connection, there.version)
    return bool(
        there.digest == digest
        and its.told.get("digest") == digest
        and its.ended is None
        and its.note == note
        and not audit.redacted_since(connection, its.drafted.seq)
    )


def drafted_by(connection: Connection, version: str, work: str) -> bool:
    """Whether a piece of work that is taken up again has drafted this release: whatever was said of it since, it stays said."""
    payloads = (json.loads(e.payload) for e in audit.entries(connection, f"release:{version}") if e.action == DRAFTED and e.payload)
    return any((payload.get("after") or {}).get("work") == work for payload in payloads)


def said_of(made: Made) -> dict[str, Any]:
    """What the log says of a draft: its digest, and what there is to look at before one signs."""
    p, d = made.provenance, made.differences
    told: dict[str, Any] = {"digest": made.digest, "profile": p.profile.hash, "rows": made.tally.incidents, "accounts": p.accounts}
    told |= {"head": p.audit.seq, "held": {h.why: h.count for h in p.held}, "changed": {c.what: c.count for c in p.changed}}
    since = {"version": p.previous, "added": d.added, "changed": d.changed, "removed": d.removed, "gone": dict(sorted(d.reasons.items()))}
    return told | {"since": since if p.previous else None}


def row(request: Request, policy: Policy, made: Made) -> dict[str, Any]:
    told = {"version": request.version, "released": request.released, "profile": request.profile, "digest": made.digest}
    told |= {"profile_hash": made.provenance.profile.hash, "options": as_json(msgspec.to_builtins(request)), "fields": " ".join(FIELDS)}
    return told | {"row_count": made.tally.incidents, "needed": needed_by(policy), "made": now(), "published": None}


def stored(r: Row) -> dict[str, Any]:
    return {"id": r.id, "incident_id": r.incident_id, "event_id": r.event_id, "hash": r.hash, "field_hashes": r.fields}


def needed_by(policy: Policy) -> int:
    """How many people must sign: as the profile says, and one where it says nothing: nothing is published by itself."""
    return max(1, policy.profile.signatures)


def to_sign(connection: Connection, version: str, seen: str | None = None) -> tuple[Any, Standing]:
    """The draft of a version, and how it stands. `seen`: the digest that the person saw. Raises UsageError where there is none that waits,
    ConflictError where it is another by now."""
    there = known(connection, version)
    if there.published:
        raise UsageError(worded("{version} is published already.", version=version))
    if seen is not None and seen != there.digest:
        raise ConflictError("the draft was made anew meanwhile, and is another.", where=version, hint="Look again, then sign.")
    its = standing(connection, version)
    if its.state != DRAFT:
        what = (
            worded("{who} has declined {version}: {why}", who=its.ended.who, version=version, why=its.why)
            if its.state == DECLINED_STATE
            else worded("{version} is void: {why}", version=version, why=its.why)
        )
        raise UsageError(what, hint=AGAIN)
    return there, its


def sign(project: Project, version: str, who: str, folder: Path | None = None, seen: str | None = None) -> Signatures:
    """A person says that the draft may leave. `folder`: the draft itself, which is then checked, and told when it is published; `seen`: the
    digest that the person saw.

    Raises UsageError where there is no such draft, where it is another than what is in the folder, or where the project has changed: then
    the signatures that there are count no more."""
    if folder is not None:
        refuse_other_bytes(project, version, folder)
    before = still_holds(project, version, who, seen)
    with project.store.writing(who) as change:
        there, its = to_sign(change.connection, version, before.digest)
        if head_of(change.connection) != before.head:
            raise ConflictError("the project was changed at this moment.", hint="Look again, then sign.")
        if person_key(who) in its.signers:
            raise UsageError(worded("{who} has signed this draft already; another person must.", who=who), where="--who")
        change.record(SIGNED, f"release:{version}", after={"digest": there.digest})
        if len(its.signers) + 1 >= there.needed:
            change.connection.execute(sa.update(releases).where(releases.c.version == version).values(published=now()))
            change.record(PUBLISHED, f"release:{version}", after={"digest": there.digest})
        made = signatures_of(change.connection, version)
    if folder is not None:
        write_signatures(folder, made)
        write_zip_anew(folder, request_of(there))
    return made


class Before(NamedTuple):
    """What was compared: the draft, and the project's state by the end of its log."""

    digest: str
    head: Any


def still_holds(project: Project, version: str, who: str, seen: str | None = None) -> Before:
    """Compares a draft with what would leave now. Raises Overtaken where that is another; the log then says that the draft is void, and so
    are its signatures."""
    try:
        with project.store.reading() as connection:  # apart from the writing: going through a project may take minutes
            there, its = to_sign(connection, version, seen)
            before = Before(there.digest, head_of(connection))
            policy = project.policy(there.profile, day_of(there.released))
            refuse_changes(connection, there, its, policy, Narrowing(request_of(there).only, project.pipeline.lexicon))
    except Overtaken as error:
        with project.store.writing(who) as change:
            there = found(change.connection, version)
            if there is not None and there.published is None and standing(change.connection, version).state == DRAFT:
                change.record(VOIDED, f"release:{version}", after={"digest": there.digest, "what": packed(error.what)})
        raise
    return before


def decline(project: Project, version: str, who: str, why: str, seen: str | None = None) -> None:
    """A person says that the draft must not leave as it is, and why; its signatures count no more. Raises UsageError."""
    reason = why.strip()[:LONGEST]
    if not reason:
        raise UsageError("say why it must not leave: it stays in the log.", where="--why")
    with project.store.writing(who) as change:
        there, _ = to_sign(change.connection, version, seen)
        change.record(DECLINED, f"release:{version}", after={"digest": there.digest}, why=reason)


def request_of(there: Any) -> Request:
    """What a release was asked to be."""
    return msgspec.json.decode(there.options, type=Request)


def refuse_other_bytes(project: Project, version: str, folder: Path) -> None:
    """Who signs a folder signs what the project drafted, or nothing."""
    verdict = check(folder)
    with project.store.reading() as connection:
        there = found(connection, version)
    if verdict.problems:
        what = worded("this folder is not whole: {problem}", problem=verdict.problems[0])
        raise UsageError(what, where=str(folder), hint="`rasid release verify` tells all.")
    if there is not None and verdict.digest != there.digest:
        raise UsageError(worded("this folder is not the draft of {version}.", version=version), where=str(folder), hint=AGAIN)


def refuse_changes(connection: Connection, there: Any, its: Standing, policy: Policy, part: Narrowing) -> None:
    """A draft of what the project no longer says is signed by nobody: what would leave today is compared with it. Raises Overtaken."""
    said = {"version": there.version}
    if profile_of(policy).hash != there.profile_hash:
        raise Overtaken(worded("the profile {profile} has changed since {version} was drafted.", profile=there.profile, **said), hint=AGAIN)
    if its.drafted is not None and audit.redacted_since(connection, its.drafted.seq):
        raise Overtaken(worded("words were destroyed since {version} was drafted.", **said), hint=AGAIN)
    c, differ, count = release_rows.c, 0, 0
    for some in some_at_a_time(leaving(connection, policy, part)):
        count += len(some)
        query = sa.select(c.id, c.hash).where(c.version == there.version, c.id.in_([r.id for r in some]))
        old = {r.id: r.hash for r in connection.execute(query)}
        differ += sum(old.get(r.id) != r.hash for r in some)
    differ += max(0, there.row_count - count)
    if differ:
        what = "the project has changed since {version} was drafted: {count} incidents would leave otherwise, or not at all."
        raise Overtaken(worded(what, count=f"{differ:,}", **said), hint=AGAIN)


def leaving(connection: Connection, policy: Policy, part: Narrowing) -> Iterator[Row]:
    """What would leave now."""
    for happening in happenings(connection):
        answer = policy.release(happening)
        if not isinstance(answer, Held) and part.lets(answer):
            yield row_of(happening.incident.id, min(t.event.id for t in happening.told), answer)


def some_at_a_time(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, ROWS)):
        yield some
