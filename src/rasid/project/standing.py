"""How a release stands, as the audit log tells it: drafted, signed by whom, declined or overtaken by a change, published.

Nothing of this is kept elsewhere, so that a command, a page and a restored backup see the same.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import UsageError
from rasid.model.worded import Worded, unpacked, worded
from rasid.publish.release.sums import Signature, Signatures
from rasid.store import audit
from rasid.store.schema import releases

DRAFTED, SIGNED, PUBLISHED = "release.drafted", "release.signed", "release.published"
DECLINED, VOIDED = "release.declined", "release.voided"
DRAFT, DECLINED_STATE, VOID, OUT = "draft", "declined", "void", "published"  # states of a release


class Known(NamedTuple):
    """A release as the project knows it. `state`: draft, declined (somebody said that it must not leave), void (the project, or the
    profile, lets out something else by now) or published."""

    version: str
    released: str
    profile: str
    rows: int
    digest: str
    needed: int
    signed: int
    published: str | None
    state: str = DRAFT


class Standing(NamedTuple):
    """What became of a release as it was last drafted. `drafted`: the entry of the log, `told` what it says, `note` for who signs;
    `signers`: by person his entry; `ended`: the entry by which its signatures count no more, `why` in words."""

    drafted: Any = None
    told: Mapping[str, Any] = MappingProxyType({})
    note: str = ""
    signers: Mapping[str, Any] = MappingProxyType({})
    ended: Any = None
    why: str | Worded = ""

    @property
    def state(self) -> str:
        return DRAFT if self.ended is None else DECLINED_STATE if self.ended.action == DECLINED else VOID


def found(connection: Connection, version: str) -> Any:
    """The row of a release; None where there is none."""
    return connection.execute(sa.select(releases).where(releases.c.version == version)).first()


def known(connection: Connection, version: str) -> Any:
    """Raises UsageError where there is none."""
    there = found(connection, version)
    if there is None:
        raise UsageError(worded("there is no release {version!r}.", version=version), hint="The list of releases names those there are.")
    return there


def standing(connection: Connection, version: str) -> Standing:
    """Goes through the entries on a release in their order. A draft of other bytes, and one that is made again after its signatures came to
    nothing, begins without any."""
    now = Standing()
    for entry in audit.entries(connection, f"release:{version}"):
        said = json.loads(entry.payload) if entry.payload else {}
        after = said.get("after") or {}
        if entry.action == DRAFTED:
            goes_on = now.ended is None and now.told.get("digest") == after.get("digest")
            now = Standing(entry, after, said.get("why") or "", now.signers if goes_on else {})
        elif now.told.get("digest") not in (None, after.get("digest")):  # None: a redaction took what the draft's entry said
            continue
        elif entry.action == SIGNED and now.ended is None:
            now = now._replace(signers={person_key(entry.who): entry, **now.signers})
        elif entry.action in (DECLINED, VOIDED):
            why = unpacked(after["what"]) if "what" in after else said.get("why") or ""
            now = now._replace(ended=entry, why=why)
    return now


def person_key(who: str) -> str:
    """One person under the spellings of one name: letter case, width and spaces do not make another."""
    return " ".join(unicodedata.normalize("NFKC", who).casefold().split())


def signatures_of(connection: Connection, version: str) -> Signatures:
    row = known(connection, version)
    signers = standing(connection, version).signers.values()
    made = [Signature(entry=e.seq, hash=e.hash, day=e.at[:10]) for e in sorted(signers, key=lambda e: e.seq)]
    return Signatures(version=version, digest=row.digest, needed=row.needed, published=row.published is not None, signatures=made)


def known_releases(connection: Connection) -> Iterator[Known]:
    """By date and version."""
    for r in connection.execute(sa.select(releases).order_by(releases.c.released, releases.c.version)).all():
        its = standing(connection, r.version)
        signed, state = len(its.signers), OUT if r.published else its.state
        yield Known(r.version, r.released, r.profile, r.row_count, r.digest, r.needed, signed, r.published, state)
