"""The audit chain: each entry's hash covers the entry before it, so that what was altered shows.

An entry's payload (before, after, why) stands apart from it, with a salt; the entry holds only their digest. So a redaction can destroy
a payload, and nothing that is left tells what it was; the entry that did it names the payloads it took, so that one missing without
such an entry shows as well. What a chain cannot show by itself is that its end was cut off, or all of it written anew: for that, a
head exported earlier is kept elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.schema import audit, audit_payloads

FIRST = "0" * 64  # what the first entry has for the hash before it
FIELDS = ("seq", "at", "who", "action", "subject", "digest", "previous")  # what an entry's hash covers, in this order
REDACTED = "redacted"  # the action of entries whose payload names payloads that were destroyed
MOST = 1000  # problems told; a chain cut in the middle has one for each entry after
ROWS = 2000  # entries in memory at a time
LAST = sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
ENTRY, PAYLOAD = sa.insert(audit), sa.insert(audit_payloads)


def append(connection: Connection, who: str, action: str, subject: str, payload: dict[str, Any]) -> int:
    """Adds an entry to the chain and gives its number, counted from 1. The caller's transaction holds the write lock."""
    last = connection.execute(LAST).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, FIRST)
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    salt = secrets.token_hex(16)
    written = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    entry = {
        "seq": seq,
        "at": at,
        "who": who,
        "action": action,
        "subject": subject,
        "digest": digest_of(salt, written),
        "previous": previous,
    }
    connection.execute(ENTRY, entry | {"hash": sealed(entry)})
    connection.execute(PAYLOAD, {"seq": seq, "salt": salt, "payload": written})
    return seq


def digest_of(salt: str, written: str) -> str:
    return hashlib.sha256(f"{salt}\x1f{written}".encode()).hexdigest()


def sealed(entry: dict[str, Any]) -> str:
    """The hash of an entry: SHA-256 over its fields in a fixed order, the previous hash among them."""
    return hashlib.sha256("\x1f".join(str(entry[f]) for f in FIELDS).encode()).hexdigest()


class Head(NamedTuple):
    """The end of the chain at some moment: kept elsewhere, it shows whether the log up to there is still the same."""

    project: str
    seq: int
    hash: str
    at: str


class Problem(NamedTuple):
    """What is wrong, at which entry (None: of the log as a whole)."""

    seq: int | None
    what: str


class Verdict(NamedTuple):
    """`entries` read; `destroyed`: payloads that redactions took; `problems`: at most 1,000, in order."""

    entries: int
    destroyed: int
    problems: list[Problem]


def head(connection: Connection) -> Head | None:
    """The last entry; None where there is none."""
    last = connection.execute(sa.select(audit).order_by(audit.c.seq.desc()).limit(1)).first()
    subject = connection.execute(sa.select(audit.c.subject).where(audit.c.seq == 1)).scalar()
    return Head((subject or "").removeprefix("project:"), last.seq, last.hash, last.at) if last else None


def redacted_since(connection: Connection, seq: int) -> bool:
    """Whether anything was destroyed after this entry."""
    return connection.execute(sa.select(audit.c.seq).where(audit.c.seq > seq, audit.c.action == REDACTED).limit(1)).first() is not None


def entries(connection: Connection, subject: str | None = None, since: str | None = None, who: str | None = None) -> Iterator[Any]:
    """Entries with their payloads in order, few in memory at a time. `subject`: `kind:id`, or `kind:` for all of a kind."""
    query = sa.select(audit, audit_payloads.c.salt, audit_payloads.c.payload).outerjoin(audit_payloads, audit_payloads.c.seq == audit.c.seq)
    if subject is not None:
        query = query.where(audit.c.subject.startswith(subject, autoescape=True) if subject.endswith(":") else audit.c.subject == subject)
    if since is not None:
        query = query.where(audit.c.at >= since)
    if who is not None:
        query = query.where(audit.c.who == who)
    yield from connection.execute(query.order_by(audit.c.seq), execution_options={"yield_per": ROWS})


def verify(connection: Connection, earlier: Head | None = None) -> Verdict:
    """Reads the whole log and finds every entry or payload that is not what was written, and every one that is missing."""
    problems: list[Problem] = []
    missing: set[int] = set()
    taken: set[int] = set()
    previous, expected, count = FIRST, 1, 0
    known = earlier is None
    for row in entries(connection):
        entry = row._mapping
        count += 1
        if row.seq != expected:
            problems.append(Problem(expected, "missing" if row.seq == expected + 1 else f"missing, up to {row.seq - 1}"))
        elif row.previous != previous:
            problems.append(Problem(row.seq, "does not follow from the entry before it"))
        if sealed(entry) != row.hash:  # type: ignore[arg-type]
            problems.append(Problem(row.seq, "altered"))
        if row.payload is None:
            missing.add(row.seq)
        elif digest_of(row.salt, row.payload) != row.digest:
            problems.append(Problem(row.seq, "its payload was altered"))
        elif row.action == REDACTED:
            taken |= set(payloads_taken(row.payload))
        if earlier is not None and row.seq == earlier.seq:
            known = True
            if row.hash != earlier.hash:
                problems.append(Problem(row.seq, "not the entry of the head exported earlier: the log was written anew"))
        previous, expected = row.hash, row.seq + 1
        if len(problems) >= MOST:
            return Verdict(count, len(missing & taken), problems)
    problems += [Problem(seq, "its payload is missing, and no redaction took it") for seq in sorted(missing - taken)]
    if not count:
        problems.append(Problem(None, "the log is empty"))
    if not known and earlier is not None:
        problems.append(Problem(None, f"the log ends before entry {earlier.seq} of the head exported earlier: its end was cut off"))
    return Verdict(count, len(missing & taken), problems)


def payloads_taken(payload: str) -> Iterator[int]:
    """The numbers of the payloads that a redaction's own payload says it destroyed."""
    for first, last in (json.loads(payload).get("after") or {}).get("payloads", []):
        yield from range(first, last + 1)


def stretches(numbers: set[int]) -> list[list[int]]:
    """Numbers as first and last of each unbroken run, as a redaction's payload names them."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def line(row: Any) -> str:
    """An entry as a line of JSON. The payload stands last and as it was written, so that its digest can be computed from the line."""
    told = {f: getattr(row, f) for f in (*FIELDS, "hash", "salt")}
    whole = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f'{whole[:-1]},"payload":{row.payload or "null"}}}\n'
