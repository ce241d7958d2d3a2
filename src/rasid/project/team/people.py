"""Accounts: added, invited, given roles, reset, switched off; each with its entry in the log.

No mail is sent: who runs the project gets a link, and hands it over himself. A link is good once, and for some hours.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import StoreError, UsageError
from rasid.project.team import passwords
from rasid.project.team.confirming import confirmed, ways_in
from rasid.store import accounts, identities, passkeys
from rasid.store.accounts import ACTIVE, INVITED, OFF, Account
from rasid.store.engine import Change, Store, now, written
from rasid.store.schema import tokens

INVITE, RESET = "invite", "reset"
HOURS = {INVITE: 72, RESET: 24}  # a link lies in somebody's messages meanwhile


def in_hours(hours: float) -> str:
    return written(dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours))


def subject(account: Account) -> str:
    return f"account:{account.name}"


def add(store: Store, name: str, roles: Iterable[str], language: str | None, who: str) -> tuple[Account, str]:
    """A new account, and the secret of the link that opens it. Raises UsageError, StoreError."""
    with store.writing(who) as change:
        made = accounts.add(change.connection, name, roles, language)
        secret = accounts.put_link(change.connection, made.id, INVITE, who, in_hours(HOURS[INVITE]))
        change.record("account.add", subject(made), after={"roles": list(made.roles), "language": language})
        return made, secret


def invite(store: Store, name: str, who: str) -> str:
    """A new link for an account that was never opened: the earlier one is good for nothing from now on. Raises StoreError."""
    with store.writing(who) as change:
        there = accounts.known(change.connection, name)
        if there.state != INVITED:
            raise StoreError(
                "this account was opened already.", where=there.name, hint="A link to choose a new password is made by a reset."
            )
        secret = accounts.put_link(change.connection, there.id, INVITE, who, in_hours(HOURS[INVITE]))
        change.record("account.invite", subject(there))
        return secret


def reset(store: Store, name: str, who: str) -> str:
    """A link to choose a new password; the old one, the second factor, every other way in and every session end at once. Raises
    StoreError."""
    with store.writing(who) as change:
        there = accounts.known(change.connection, name)
        if there.state == OFF:
            raise StoreError("this account is switched off.", where=there.name, hint="Switch it on first.")
        if there.state == INVITED:
            raise StoreError("this account was never opened.", where=there.name, hint="Make a new invitation instead.")
        shut(change, there)
        accounts.change(change.connection, there.id, password=None, second=None, second_at=0)
        accounts.put_codes(change.connection, there.id, [])
        identities.drop(change.connection, there.id)
        passkeys.drop(change.connection, there.id)
        secret = accounts.put_link(change.connection, there.id, RESET, who, in_hours(HOURS[RESET]))
        change.record("account.reset", subject(there))
        return secret


def set_roles(store: Store, name: str, roles: Iterable[str], who: str) -> Account:
    """Raises UsageError, StoreError: the last admin stays one."""
    with store.writing(who) as change:
        there = accounts.known(change.connection, name)
        said = accounts.roles_said(roles)
        if "admin" not in said:
            refuse_last(change.connection, there)
        if list(there.roles) != said:
            accounts.change(change.connection, there.id, roles=json.dumps(said))
            change.record("account.role", subject(there), before={"roles": list(there.roles)}, after={"roles": said})
        return accounts.known(change.connection, there.name)


def set_language(store: Store, name: str, language: str | None, who: str) -> None:
    with store.writing(who) as change:
        there = accounts.known(change.connection, name)
        if there.language != language:
            accounts.change(change.connection, there.id, language=language)
            change.record("account.language", subject(there), before={"language": there.language}, after={"language": language})


def switch(store: Store, name: str, on: bool, who: str, why: str | None = None) -> None:
    """Off: the account opens nothing from this moment; what its person did stays his. On: it does again. Raises StoreError."""
    with store.writing(who) as change:
        there = accounts.known(change.connection, name)
        if on == (there.state != OFF):
            return
        if not on:
            refuse_last(change.connection, there)
            shut(change, there)
            accounts.change(change.connection, there.id, state=OFF)
        else:
            accounts.change(change.connection, there.id, state=ACTIVE if ways_in(change.connection, there) else INVITED)
        change.record("account.on" if on else "account.off", subject(there), why=why)


def shut(change: Change, there: Account) -> None:
    """Ends what is open of an account: sessions, links, tokens of programs, and forms on pages that are still shown somewhere."""
    accounts.end_sessions(change.connection, there.id)
    mine = sa.and_(tokens.c.person == there.name, tokens.c.revoked.is_(None))
    change.connection.execute(sa.update(tokens).where(mine).values(revoked=now()))
    accounts.drop_links(change.connection, there.id)
    accounts.change(change.connection, there.id, form_key=secrets.token_hex(32))


def refuse_last(connection: Connection, there: Account) -> None:
    if [one.id for one in accounts.admins(connection)] == [there.id]:
        raise UsageError("this is the last admin: nobody could let others in.", where=there.name, hint="Make another one admin first.")


def open_with(store: Store, secret: str, password: str) -> Account | None:
    """What a link is for: its person chooses a password. None where the link is good for nothing (any more). Raises UsageError."""
    with store.reading() as connection:
        found = accounts.link(connection, secret)
        there = accounts.by_id(connection, found.account_id) if found is not None else None
    if found is None or there is None or there.state == OFF:
        return None
    kept = passwords.kept(password, there.name)  # slow on purpose, so outside of the transaction
    with store.writing(there.name) as change:
        if accounts.link(change.connection, secret) is None:  # used meanwhile
            return None
        shut(change, there)
        accounts.change(change.connection, there.id, password=kept, state=ACTIVE)
        change.record("account.opened", subject(there), after={"link": found.kind})
        return accounts.by_id(change.connection, there.id)


def change_password(store: Store, name: str, old: str, new: str, session: str | None = None) -> bool:
    """Whether the old password was right (`confirming`: where there is none yet). Every other session ends. Raises UsageError."""
    there = confirmed(store, name, old, session)
    if there is None:
        return False
    kept = passwords.kept(new, there.name)
    with store.writing(there.name) as change:
        accounts.change(change.connection, there.id, password=kept)
        ended = accounts.end_sessions(change.connection, there.id, but=session)
        change.record("account.password", subject(there), after={"sessions ended": ended})
    return True
