"""The audit chain: each entry's hash covers the entry before it, so that what was altered shows."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.schema import audit, audit_payloads

FIRST = "0" * 64  # what the first entry has for the hash before it


def append(connection: Connection, who: str, action: str, subject: str, payload: dict[str, Any]) -> int:
    """Adds an entry to the chain and gives its number, counted from 1. The caller's transaction holds the write lock."""
    last = connection.execute(sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, FIRST)
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    salt = secrets.token_hex(16)
    written = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(f"{salt}\x1f{written}".encode()).hexdigest()
    entry = {"seq": seq, "at": at, "who": who, "action": action, "subject": subject, "digest": digest, "previous": previous}
    connection.execute(sa.insert(audit).values(**entry, hash=sealed(entry)))
    connection.execute(sa.insert(audit_payloads).values(seq=seq, salt=salt, payload=written))
    return seq


def sealed(entry: dict[str, Any]) -> str:
    """The hash of an entry: SHA-256 over its fields in a fixed order, the previous hash among them."""
    fields = ("seq", "at", "who", "action", "subject", "digest", "previous")
    return hashlib.sha256("\x1f".join(str(entry[f]) for f in fields).encode()).hexdigest()
