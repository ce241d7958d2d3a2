"""Tokens of programs: made, found by their secret, ended. Only the hash of a secret is kept: a file that was taken lets nobody in."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import StoreError, UsageError
from rasid.model.worded import worded
from rasid.store import accounts
from rasid.store.engine import Change, now, written
from rasid.store.schema import tokens

PREFIX = "rasid_"  # by which programs that look for leaked secrets know one
BYTES = 32  # of chance in a secret: its hash needs no salt and no slowness
LONGEST_DAYS, LONGEST_NAME = 366, 100
t = tokens.c


class Token(NamedTuple):
    """`name`: what it is for; `person`: in whose name it acts; `scopes`: names of rights; times in UTC."""

    id: int
    name: str
    person: str
    scopes: frozenset[str]
    made: str
    expires: str
    revoked: str | None

    def holds(self, at: str | None = None) -> bool:
        return self.revoked is None and self.expires > (at or now())


def make(change: Change, name: str, person: str, scopes: Iterable[str], days: int) -> tuple[Token, str]:
    """A new token and its secret, which is told once and never again. In a project with accounts it belongs to one. Raises UsageError."""
    name, wanted = " ".join(name.split()), sorted(set(scopes))
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(worded("a token has a name of 1 to {most} letters.", most=LONGEST_NAME), where="name")
    if not wanted:
        raise UsageError("a token without a scope can do nothing.", where="scope")
    if not 0 < days <= LONGEST_DAYS:
        raise UsageError(worded("a token lives 1 to {most} days.", most=LONGEST_DAYS), where="days")
    account = accounts.named(change.connection, person)
    if account is None and accounts.any_there(change.connection):
        raise UsageError("in a team a token acts in the name of an account, and there is none of this name.", where=person)
    person = account.name if account is not None else person
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    ends = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    row = {"name": name, "person": person, "scopes": " ".join(wanted), "hash": accounts.hashed(secret), "made": now()}
    row |= {"expires": written(ends)}
    number = change.connection.execute(sa.insert(tokens).values(row).returning(t.id)).scalar_one()
    change.record("token.add", f"token:{number}", after={"name": name, "person": person, "scopes": wanted, "expires": row["expires"]})
    return get(change.connection, int(number)), secret


def by_secret(connection: Connection, secret: str) -> Token | None:
    """The token of a secret, whether it still holds or not."""
    row = connection.execute(sa.select(tokens).where(t.hash == accounts.hashed(secret))).first()
    return token_of(row) if row is not None else None


def get(connection: Connection, number: int) -> Token:
    """Raises StoreError."""
    row = connection.execute(sa.select(tokens).where(t.id == number)).first()
    if row is None:
        raise StoreError("there is no such token.", where=str(number), hint="`rasid token list` shows them.")
    return token_of(row)


def every(connection: Connection) -> list[Token]:
    """All that were ever made, in the order they were."""
    return [token_of(row) for row in connection.execute(sa.select(tokens).order_by(t.id))]


def revoke(change: Change, number: int) -> Token:
    """Ends a token for good; one that has ended stays so. Raises StoreError."""
    found = get(change.connection, number)
    if found.revoked is None:
        change.connection.execute(sa.update(tokens).where(t.id == number).values(revoked=now()))
        change.record("token.revoke", f"token:{number}", before={"name": found.name, "person": found.person})
    return get(change.connection, number)


def token_of(row: sa.Row[tuple[object, ...]]) -> Token:
    told = row._mapping
    scopes = frozenset(str(told["scopes"]).split())
    return Token(told["id"], told["name"], told["person"], scopes, told["made"], told["expires"], told["revoked"])
