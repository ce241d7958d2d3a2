"""Releases of a project: drafted, signed by people, published, and never changed after that.

What people sign is the digest of a draft. It stands in the audit log, so that a backup keeps it and nobody can take it back or forge it
unseen; what each release held stands in `releases` and `release_rows`, as ids and hashes, for the next one's changelog.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import ConflictError, StoreError, UsageError
from rasid.project.project import Project
from rasid.publish.material import happenings
from rasid.publish.policy import Held, Policy
from rasid.publish.release.checking import check
from rasid.publish.release.package import Made, Package
from rasid.publish.release.provenance import head_of, profile_of
from rasid.publish.release.request import Request, checked
from rasid.publish.release.rows import FIELDS, Row, row_of
from rasid.publish.release.sums import Signature, Signatures, write_signatures, write_zip
from rasid.store import audit
from rasid.store.engine import as_json, now
from rasid.store.schema import release_rows, releases

DRAFTED, SIGNED, PUBLISHED = "release.drafted", "release.signed", "release.published"
ROWS = 1000  # rows of one insertion


class Drafted(NamedTuple):
    made: Made
    signatures: Signatures


class Known(NamedTuple):
    """A release as the project knows it."""

    version: str
    released: str
    profile: str
    rows: int
    digest: str
    needed: int
    signed: int
    published: str | None


def draft(project: Project, asked: Request, out: Path, who: str) -> Drafted:
    """Makes the folder `out` and `out`.zip, whole or not at all, and keeps what stands in it. Raises UsageError, StoreError."""
    request = checked(asked)
    refuse_folder(out, request)
    policy = project.policy(request.profile, day_of(request.released))
    with beside(out) as folder:
        with project.store.reading() as connection, package_of(project, connection, policy, request, folder) as package:
            made = package.make()
            signatures = keep(project, request, policy, made, package.rows(), who)
        write_signatures(folder, signatures)
        put(folder, out, request)
    return Drafted(made, signatures)


def day_of(released: str) -> dt.date:
    """From the release's own date embargoes count back: what leaves must not depend on when it is made."""
    return dt.date.fromisoformat(released)


def package_of(project: Project, connection: Connection, policy: Policy, request: Request, folder: Path) -> Package:
    return Package(folder, connection, policy, project.pipeline.lexicon, request, project.store.settings.id)


def refuse_folder(out: Path, request: Request) -> None:
    """What is there may be replaced only where it is an earlier making of the same release."""
    if not out.resolve().parent.is_dir():
        raise UsageError(f"there is no folder {str(out.resolve().parent)!r}.", where=f"--out {out}")
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() and version_in(out) != request.version:
        raise UsageError("there is something of this name already.", where=f"--out {out}", hint="Name a folder that is not there yet.")


def version_in(folder: Path) -> str | None:
    """The version of the release in a folder; None where there is none."""
    try:
        found = json.loads((folder / "datapackage.json").read_bytes())
        return str(found["version"]) if str(found["id"]).startswith("urn:rasid:release:") else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A folder to build in, on the same disk, that is gone in the end."""
    whole = out.resolve()
    folder = whole.with_name(f".{whole.name}.{secrets.token_hex(4)}.tmp")
    try:
        folder.mkdir()
        yield folder
    except OSError as error:
        raise StoreError(f"the release cannot be written ({error.strerror or error}).", where=str(out)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        folder.with_suffix(".zip").unlink(missing_ok=True)


def put(folder: Path, out: Path, request: Request) -> None:
    """Folder and ZIP under their names. An earlier making of the release goes only when the new one is whole."""
    archive, target = folder.with_suffix(".zip"), out.resolve()
    write_zip(folder, archive, request.released, request.version)
    if target.exists():
        old = folder.with_suffix(".old")
        os.replace(target, old)
        try:
            os.replace(folder, target)
        except OSError:
            os.replace(old, target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    else:
        os.replace(folder, target)
    os.replace(archive, target.with_name(f"{target.name}.zip"))


def keep(project: Project, request: Request, policy: Policy, made: Made, rows: Iterator[Row], who: str) -> Signatures:
    """The release into the project's tables, with its entry. A published one stays as it is."""
    with project.store.writing(who) as change:
        known = found(change.connection, request.version)
        if known is not None and known.published and known.digest != made.digest:
            hint = "Its bytes would be others now: give the new one a version of its own."
            raise UsageError(f"{request.version} is published.", where="rasid release", hint=hint)
        if known is None or known.digest != made.digest:
            change.connection.execute(sa.delete(releases).where(releases.c.version == request.version))
            change.connection.execute(sa.insert(releases).values(row(request, policy, made)))
            for some in some_at_a_time(rows):
                change.connection.execute(sa.insert(release_rows), [{"version": request.version} | stored(r) for r in some])
        after = {"digest": made.digest, "profile": made.provenance.profile.hash, "rows": made.tally.incidents}
        change.record(DRAFTED, f"release:{request.version}", after=after)
        return signatures_of(change.connection, request.version)


def row(request: Request, policy: Policy, made: Made) -> dict[str, Any]:
    told = {"version": request.version, "released": request.released, "profile": request.profile, "digest": made.digest}
    told |= {"profile_hash": made.provenance.profile.hash, "options": as_json(msgspec.to_builtins(request)), "fields": " ".join(FIELDS)}
    return told | {"row_count": made.tally.incidents, "needed": needed_by(policy), "made": now(), "published": None}


def stored(r: Row) -> dict[str, Any]:
    return {"id": r.id, "incident_id": r.incident_id, "event_id": r.event_id, "hash": r.hash, "field_hashes": r.fields}


def needed_by(policy: Policy) -> int:
    """How many people must sign: as the profile says, and one where it says nothing: nothing is published by itself."""
    return max(1, policy.profile.signatures)


def found(connection: Connection, version: str) -> Any:
    return connection.execute(sa.select(releases).where(releases.c.version == version)).first()


def to_sign(connection: Connection, version: str) -> Any:
    """The draft of a version. Raises UsageError where there is none that waits."""
    known = found(connection, version)
    if known is None:
        hint = "`rasid release list` names those there are."
        raise UsageError(f"there is no release {version!r}.", where="rasid release sign", hint=hint)
    if known.published:
        raise UsageError(f"{version} is published already.", where="rasid release sign")
    return known


def sign(project: Project, version: str, who: str, folder: Path | None = None) -> Signatures:
    """A person says that the draft may leave. `folder`: the draft itself, which is then checked, and told when it is published.

    Raises UsageError where there is no such draft, where it is another than what is in the folder, or where the project has changed."""
    if folder is not None:
        refuse_other_bytes(project, version, folder)
    with project.store.reading() as connection:  # apart from the writing: going through a project may take minutes
        before, seen = head_of(connection), to_sign(connection, version)
        refuse_changes(connection, seen, project.policy(seen.profile, day_of(seen.released)))
    with project.store.writing(who) as change:
        known = to_sign(change.connection, version)
        if head_of(change.connection) != before or known.digest != seen.digest:
            raise ConflictError("the project was changed at this moment.", where="rasid release sign", hint="Look again, then sign.")
        if person_key(who) in signers(change.connection, version, known.digest):
            raise UsageError(f"{who} has signed this draft already; another person must.", where="--who")
        change.record(SIGNED, f"release:{version}", after={"digest": known.digest})
        if len(signers(change.connection, version, known.digest)) >= known.needed:
            change.connection.execute(sa.update(releases).where(releases.c.version == version).values(published=now()))
            change.record(PUBLISHED, f"release:{version}", after={"digest": known.digest})
        made = signatures_of(change.connection, version)
    if folder is not None:
        write_signatures(folder, made)
        write_zip_anew(folder, msgspec.json.decode(known.options, type=Request))
    return made


def write_zip_anew(folder: Path, request: Request) -> None:
    target = folder.resolve().with_name(f"{folder.resolve().name}.zip")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        write_zip(folder, temporary, request.released, request.version)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def refuse_other_bytes(project: Project, version: str, folder: Path) -> None:
    """Who signs a folder signs what the project drafted, or nothing."""
    verdict = check(folder)
    with project.store.reading() as connection:
        known = found(connection, version)
    if verdict.problems:
        raise UsageError(f"this folder is not whole: {verdict.problems[0]}", where=str(folder), hint="`rasid release verify` tells all.")
    if known is not None and verdict.digest != known.digest:
        raise UsageError(f"this folder is not the draft of {version}.", where=str(folder), hint="Make the draft again.")


def refuse_changes(connection: Connection, known: Any, policy: Policy) -> None:
    """A draft of what the project no longer says is signed by nobody: what would leave today is compared with it."""
    if profile_of(policy).hash != known.profile_hash:
        raise UsageError(f"the profile {known.profile} has changed since {known.version} was drafted.", hint="Make the draft again.")
    c, differ, seen = release_rows.c, 0, 0
    for some in some_at_a_time(leaving(connection, policy)):
        seen += len(some)
        query = sa.select(c.id, c.hash).where(c.version == known.version, c.id.in_([r.id for r in some]))
        old = {r.id: r.hash for r in connection.execute(query)}
        differ += sum(old.get(r.id) != r.hash for r in some)
    differ += max(0, known.row_count - seen)
    if differ:
        said = f"the project has changed since {known.version} was drafted: {differ:,} incidents would leave otherwise, or not at all."
        raise UsageError(said, where="rasid release sign", hint="Make the draft again; its signatures count no more.")


def leaving(connection: Connection, policy: Policy) -> Iterator[Row]:
    """What would leave now."""
    for happening in happenings(connection):
        answer = policy.release(happening)
        if not isinstance(answer, Held):
            yield row_of(happening.incident.id, min(t.event.id for t in happening.told), answer)


def some_at_a_time(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, ROWS)):
        yield some


def signatures_of(connection: Connection, version: str) -> Signatures:
    known = found(connection, version)
    its = signers(connection, version, known.digest)
    made = [Signature(entry=e.seq, hash=e.hash, day=e.at[:10]) for e in its.values()]
    return Signatures(version=version, digest=known.digest, needed=known.needed, published=known.published is not None, signatures=made)


def signers(connection: Connection, version: str, digest: str) -> dict[str, Any]:
    """Who signed these bytes: the entry of each person, the first of several."""
    its: dict[str, Any] = {}
    for entry in audit.entries(connection, f"release:{version}"):
        if entry.action == SIGNED and entry.payload and (json.loads(entry.payload).get("after") or {}).get("digest") == digest:
            its.setdefault(person_key(entry.who), entry)
    return its


def person_key(who: str) -> str:
    """One person under the spellings of one name: letter case, width and spaces do not make another."""
    return " ".join(unicodedata.normalize("NFKC", who).casefold().split())


def known_releases(connection: Connection) -> Iterator[Known]:
    """By date and version."""
    for r in connection.execute(sa.select(releases).order_by(releases.c.released, releases.c.version)).all():
        signed = len(signers(connection, r.version, r.digest))
        yield Known(r.version, r.released, r.profile, r.row_count, r.digest, r.needed, signed, r.published)
