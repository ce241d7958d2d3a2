"""Accounts of people, their links, codes and sessions, as rows. What is secret comes and goes here as its hash alone."""

from __future__ import annotations

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import StoreError, UsageError
from rasid.model.worded import worded
from rasid.store.engine import now
from rasid.store.schema import account_links, accounts, recovery_codes, sessions

ROLES = ("reader", "coder", "reviewer", "publisher", "admin")
INVITED, ACTIVE, OFF = "invited", "active", "off"
BY_PASSWORD, BY_PROVIDER, BY_PASSKEY = "password", "provider", "passkey"  # ways in
LONGEST_NAME = 60  # letters: it stands beside every decision
a, k, s, r = accounts.c, account_links.c, sessions.c, recovery_codes.c


class Account(NamedTuple):
    """A person's account. `has_second`: a second factor is asked for at the door; `form_key`: what forms are sealed with."""

    id: int
    name: str
    language: str | None
    roles: tuple[str, ...]
    state: str
    has_second: bool
    form_key: str
    made: str


class Door(NamedTuple):
    """What is compared at the door; None where the account has none. `second_at`: the last time step whose code was taken."""

    password: str | None
    second: str | None
    second_at: int


class Session(NamedTuple):
    """`hash` is its name here; who has that alone cannot use it. `way`: by what its owner came in; `second`: whether more than a
    password was asked for."""

    hash: str
    account_id: int
    made: str
    seen: str
    until: str
    browser: str
    way: str
    second: bool


class Link(NamedTuple):
    account_id: int
    kind: str
    until: str


SESSION = (s.hash, s.account_id, s.made, s.seen, s.until, s.browser, s.way, s.second)
ROW = (a.id, a.name, a.language, a.roles, a.state, a.second, a.form_key, a.made)


def hashed(secret: str) -> str:
    """Of what has 128 random bits or more: a plain hash is enough for it, as no list of guesses reaches it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def key_of(name: str) -> str:
    """A name as it is compared: two that look alike are one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def name_said(name: str) -> str:
    """A name as it is kept. Raises UsageError."""
    said = " ".join(unicodedata.normalize("NFC", name).split())
    if not said or len(said) > LONGEST_NAME or not said.isprintable() or set(said) & set(':/\\"<>'):
        raise UsageError(worded("the name of an account has 1 to {longest} letters, without : / \\ < > and quotes.", longest=LONGEST_NAME))
    return said


def roles_said(roles: Iterable[str]) -> list[str]:
    """Roles in their order. Raises UsageError."""
    said = set(roles)
    if not said or said - set(ROLES):
        raise UsageError(worded("roles are {roles}, one or more of them.", roles=", ".join(ROLES)))
    return [role for role in ROLES if role in said]


def account_of(row: Any) -> Account:
    return Account(row.id, row.name, row.language, tuple(json.loads(row.roles)), row.state, row.second is not None, row.form_key, row.made)


def everyone(connection: Connection) -> list[Account]:
    """By name."""
    return [account_of(row) for row in connection.execute(sa.select(*ROW).order_by(a.key))]


def any_there(connection: Connection) -> bool:
    """Whether the project is a team's."""
    return connection.execute(sa.select(a.id).limit(1)).first() is not None


def by_id(connection: Connection, id_: int) -> Account | None:
    row = connection.execute(sa.select(*ROW).where(a.id == id_)).first()
    return account_of(row) if row is not None else None


def named(connection: Connection, name: str) -> Account | None:
    if "\0" in name:  # PostgreSQL takes no such text
        return None
    row = connection.execute(sa.select(*ROW).where(a.key == key_of(name))).first()
    return account_of(row) if row is not None else None


def known(connection: Connection, name: str) -> Account:
    """Raises StoreError where there is none."""
    found = named(connection, name)
    if found is None:
        raise StoreError("there is no account of this name.", where=name)
    return found


def add(connection: Connection, name: str, roles: Iterable[str], language: str | None) -> Account:
    """A new account that nobody has opened yet. Raises UsageError, StoreError where there is one."""
    said = name_said(name)
    if named(connection, said) is not None:
        raise StoreError("there is an account of this name already; names are never given to another.", where=said)
    at = now()
    row = {
        "name": said,
        "key": key_of(said),
        "language": language,
        "roles": json.dumps(roles_said(roles)),
        "state": INVITED,
        "second_at": 0,
        "form_key": secrets.token_hex(32),
        "made": at,
        "changed": at,
    }
    connection.execute(sa.insert(accounts).values(**row))
    return known(connection, said)


def change(connection: Connection, id_: int, **values: Any) -> None:
    """Sets columns of an account."""
    connection.execute(sa.update(accounts).where(a.id == id_).values(**values, changed=now()))


def door(connection: Connection, id_: int) -> Door:
    return Door(*connection.execute(sa.select(a.password, a.second, a.second_at).where(a.id == id_)).one())


def admins(connection: Connection) -> list[Account]:
    """Those who can let others in."""
    return [one for one in everyone(connection) if "admin" in one.roles and one.state == ACTIVE]


# Links and codes -----------------------------------------------------------------------------------------------------------------


def put_link(connection: Connection, account_id: int, kind: str, made_by: str, until: str) -> str:
    """A link in the place of those there were; gives the secret of it, which stands nowhere else."""
    secret = secrets.token_urlsafe(32)
    drop_links(connection, account_id)
    row = {"hash": hashed(secret), "account_id": account_id, "kind": kind, "made_by": made_by, "made": now(), "until": until}
    connection.execute(sa.insert(account_links).values(**row))
    return secret


def link(connection: Connection, secret: str) -> Link | None:
    """What a link opens; None where there is no such link, or no more."""
    query = sa.select(k.account_id, k.kind, k.until).where(k.hash == hashed(secret), k.until > now())
    row = connection.execute(query).first()
    return Link(*row) if row is not None else None


def drop_links(connection: Connection, account_id: int) -> None:
    connection.execute(sa.delete(account_links).where(k.account_id == account_id))


def put_codes(connection: Connection, account_id: int, codes: Iterable[str]) -> None:
    """Recovery codes in the place of those there were."""
    connection.execute(sa.delete(recovery_codes).where(r.account_id == account_id))
    rows = [{"hash": hashed(f"{account_id}:{code}"), "account_id": account_id} for code in codes]
    if rows:
        connection.execute(sa.insert(recovery_codes), rows)


def take_code(connection: Connection, account_id: int, code: str) -> bool:
    """Whether the code was one of the account's; it is none from now on."""
    gone = sa.delete(recovery_codes).where(r.account_id == account_id, r.hash == hashed(f"{account_id}:{code}"))
    return connection.execute(gone).rowcount > 0


def codes_left(connection: Connection, account_id: int) -> int:
    return int(connection.execute(sa.select(sa.func.count()).where(r.account_id == account_id)).scalar_one())


# Sessions ------------------------------------------------------------------------------------------------------------------------


def put_session(connection: Connection, account_id: int, until: str, browser: str, way: str = BY_PASSWORD, second: bool = False) -> str:
    """A session that begins now; gives what its cookie holds. Those that have run out go."""
    secret = secrets.token_urlsafe(32)
    at = now()
    connection.execute(sa.delete(sessions).where(s.until <= at))
    row = {"hash": hashed(secret), "account_id": account_id, "made": at, "seen": at, "until": until, "browser": browser}
    connection.execute(sa.insert(sessions).values(**row, way=way, second=int(second)))
    return secret


def session(connection: Connection, secret: str) -> Session | None:
    return session_called(connection, hashed(secret))


def session_called(connection: Connection, hash_: str) -> Session | None:
    """A session by its name here."""
    row = connection.execute(sa.select(*SESSION).where(s.hash == hash_)).first()
    return session_of(row) if row is not None else None


def session_of(row: Any) -> Session:
    return Session(row.hash, row.account_id, row.made, row.seen, row.until, row.browser, row.way, bool(row.second))


def sessions_of(connection: Connection, account_id: int) -> list[Session]:
    """The latest used first."""
    query = sa.select(*SESSION).where(s.account_id == account_id, s.until > now())
    return [session_of(row) for row in connection.execute(query.order_by(s.seen.desc()))]


def seen(connection: Connection, hash_: str, at: str) -> None:
    connection.execute(sa.update(sessions).where(s.hash == hash_).values(seen=at))


def strengthen(connection: Connection, hash_: str) -> None:
    """From now on more than a password stands behind this session."""
    connection.execute(sa.update(sessions).where(s.hash == hash_).values(second=1))


def weaken(connection: Connection, account_id: int) -> None:
    """The account's codes are given up: no session stands on them any more."""
    connection.execute(sa.update(sessions).where(s.account_id == account_id, s.way != BY_PASSKEY).values(second=0))


def end_sessions(connection: Connection, account_id: int, but: str | None = None, only: str | None = None, way: str | None = None) -> int:
    """Ends an account's sessions: all, all but one, one, or those that came in one way; how many."""
    which = [s.account_id == account_id, *([s.hash != but] if but else []), *([s.hash == only] if only else [])]
    which += [s.way == way] if way else []
    return int(connection.execute(sa.delete(sessions).where(*which)).rowcount)
