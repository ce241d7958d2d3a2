"""Accounts and what providers of OpenID Connect call their people, as rows: by a hash of issuer and subject alone."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.accounts import hashed
from rasid.store.engine import now
from rasid.store.schema import identities

i = identities.c


class Identity(NamedTuple):
    """`used`: when it last let somebody in."""

    hash: str
    account_id: int
    issuer: str
    made: str
    used: str | None


ROW = (i.hash, i.account_id, i.issuer, i.made, i.used)


def key_of(issuer: str, subject: str) -> str:
    """The same person at the same provider: neither may hold a line break."""
    return hashed(f"{issuer}\n{subject}")


def find(connection: Connection, issuer: str, subject: str) -> Identity | None:
    row = connection.execute(sa.select(*ROW).where(i.hash == key_of(issuer, subject))).first()
    return Identity(*row) if row is not None else None


def of_account(connection: Connection, account_id: int) -> list[Identity]:
    """Of all providers, also of one that is not asked any more; the oldest first."""
    return [Identity(*row) for row in connection.execute(sa.select(*ROW).where(i.account_id == account_id).order_by(i.made))]


def put(connection: Connection, account_id: int, issuer: str, subject: str) -> None:
    row = {"hash": key_of(issuer, subject), "account_id": account_id, "issuer": issuer, "made": now()}
    connection.execute(sa.insert(identities).values(**row))


def mark_used(connection: Connection, hash_: str) -> None:
    connection.execute(sa.update(identities).where(i.hash == hash_).values(used=now()))


def drop(connection: Connection, account_id: int, issuer: str | None = None) -> int:
    """Takes back what an account has of a provider, or of all; how many."""
    which = [i.account_id == account_id, *([i.issuer == issuer] if issuer else [])]
    return int(connection.execute(sa.delete(identities).where(*which)).rowcount)
