"""Whether it is the owner of the account who asks: who sits before an open session may be another."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from rasid.project.team import passwords
from rasid.store import accounts, identities, passkeys
from rasid.store.accounts import Account, Session
from rasid.store.engine import Store

# Who has no password (he comes in by a provider or a passkey) confirms by having logged in just now: minutes. As long as a form takes.
FRESH_MIN = 10


def confirmed(store: Store, name: str, password: str, session: str | None = None) -> Account | None:
    """The account, where the password is its own; or, where it has none, where this session (by its name in the store) began just now."""
    with store.reading() as connection:
        there = accounts.known(connection, name)
        door = accounts.door(connection, there.id)
        begun = accounts.session_called(connection, session) if session is not None else None
    if door.password is None:
        return there if begun is not None and begun.account_id == there.id and is_fresh(begun) else None
    return there if passwords.right(door.password, password) else None


def is_fresh(session: Session) -> bool:
    return minutes_since(session.made) <= FRESH_MIN


def minutes_since(moment: str) -> float:
    then = dt.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return (dt.datetime.now(dt.UTC) - then).total_seconds() / 60


def ways_in(connection: Connection, account: Account) -> int:
    """How many ways lead into an account: its password, what it is called by providers, its passkeys."""
    has_password = accounts.door(connection, account.id).password is not None
    return has_password + len(identities.of_account(connection, account.id)) + len(passkeys.of_account(connection, account.id))


def is_guarded(connection: Connection, account: Account) -> bool:
    """Whether the account has more than a password: what programs do in its name may then go as far."""
    return account.has_second or bool(passkeys.of_account(connection, account.id))
