"""Coming in by a provider of OpenID Connect: what it told of somebody → the account that is linked to it, if there is one.

Nobody gets in because he is known elsewhere: an account is linked by its owner, who has confirmed that he is, or by who holds the link of
its invitation. An admin may let people of a domain in; they get accounts of the lowest role.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from rasid.model.errors import StoreError, UsageError
from rasid.project.team import second
from rasid.project.team.confirming import ways_in
from rasid.project.team.entering import Entered, let_in
from rasid.project.team.people import shut, subject
from rasid.store import accounts, identities
from rasid.store.accounts import ACTIVE, BY_PROVIDER, INVITED, OFF, Account
from rasid.store.engine import Change, Store

LOWEST = "reader"
NAMESAKES = 20  # people of one name, before a person has to look at it


class Told(NamedTuple):
    """What a provider says of somebody. `email`: only where it has made sure of it; `name`: as he is to be called; `second`: whether it
    asked for more than a password, and that counts here."""

    issuer: str
    subject: str
    email: str | None = None
    name: str | None = None
    second: bool = False


class Asked(NamedTuple):
    """Whom the provider knows, but who has a second factor here that is asked for first."""

    account: Account


def enter(store: Store, told: Told, domains: Sequence[str], browser: str) -> Entered | Asked | None:
    """Somebody whom the provider has sent. None: no account here that is open is linked to him, whatever the reason. Raises UsageError,
    StoreError where one cannot be made for somebody of a domain."""
    with store.reading() as connection:
        found = identities.find(connection, told.issuer, told.subject)
        there = accounts.by_id(connection, found.account_id) if found is not None else None
    if there is None:
        return admitted(store, told, browser) if domain_of(told.email) in domains else None
    if there.state != ACTIVE or found is None:
        return None
    if there.has_second and not told.second:
        return Asked(there)
    with store.writing(there.name) as change:
        if current(change.connection, told) != there:  # changed meanwhile
            return None
        identities.mark_used(change.connection, found.hash)
        return let_in(change, there, browser, BY_PROVIDER, told.second)


def current(connection: Connection, told: Told) -> Account | None:
    found = identities.find(connection, told.issuer, told.subject)
    return accounts.by_id(connection, found.account_id) if found is not None else None


def enter_with_code(store: Store, told: Told, account: Account, code: str, browser: str) -> Entered | None:
    """The same with the code of the second factor, which is used up by it. None where it does not fit, or the account has changed."""
    with store.writing(account.name) as change:
        there = current(change.connection, told)
        if there is None or there.id != account.id or there.state != ACTIVE:
            return None
        if not second.fits(change, there, accounts.door(change.connection, there.id), code):
            return None
        identities.mark_used(change.connection, identities.key_of(told.issuer, told.subject))
        return let_in(change, there, browser, BY_PROVIDER, there.has_second)


def domain_of(email: str | None) -> str | None:
    return email.rpartition("@")[2].lower() if email and email.count("@") == 1 else None


def admitted(store: Store, told: Told, browser: str) -> Entered:
    """A new account for somebody of a domain that was allowed. Raises UsageError, StoreError where no name can be found for it."""
    with store.reading() as connection:
        name = free_name(connection, name_of(told))
    with store.writing(name) as change:
        made = accounts.add(change.connection, name, [LOWEST], None)
        accounts.change(change.connection, made.id, state=ACTIVE)
        joined(change, made, told)
        there = accounts.known(change.connection, made.name)
        change.record("account.add", subject(there), after={"roles": [LOWEST], "domain": domain_of(told.email)})
        return let_in(change, there, browser, BY_PROVIDER, told.second)


def name_of(told: Told) -> str:
    """As he is to be called here: as the provider calls him where a name may read so, else as his mail does. Raises UsageError."""
    local = (told.email or "").rpartition("@")[0]
    try:
        return accounts.name_said(told.name or local)
    except UsageError:
        return accounts.name_said(local)


def free_name(connection: Connection, wanted: str) -> str:
    """A name that nobody has: whoever can choose his name at the provider must not become somebody else here. Raises UsageError."""
    for number in range(1, NAMESAKES):
        name = wanted if number == 1 else f"{wanted[: accounts.LONGEST_NAME - 3]} {number}"
        if accounts.named(connection, name) is None:
            return name
    raise UsageError("too many people bear this name.", hint="Ask whoever runs this workplace for an invitation.")


def link(store: Store, name: str, told: Told) -> None:
    """From now on its owner comes in by the provider as well. Raises StoreError where that person is linked to another account, or the
    account to another person."""
    with store.writing(name) as change:
        there = accounts.known(change.connection, name)
        if there.state != ACTIVE:
            raise StoreError("this account is not open.", where=there.name)
        joined(change, there, told)
        change.record("account.link", subject(there), after={"issuer": told.issuer})


def joined(change: Change, there: Account, told: Told) -> None:
    """Raises StoreError."""
    found = identities.find(change.connection, told.issuer, told.subject)
    if found is not None and found.account_id != there.id:  # of whom is not told
        raise StoreError("this person of the provider cannot be linked to your account.", hint="Ask whoever runs this workplace.")
    if found is None and any(one.issuer == told.issuer for one in identities.of_account(change.connection, there.id)):
        raise StoreError("your account is linked to somebody else of this provider.", hint="Take that link back first.")
    if found is None:
        identities.put(change.connection, there.id, told.issuer, told.subject)


def unlink(store: Store, name: str, issuer: str, session: str | None = None) -> bool:
    """Whether there was a link; sessions that began by it end, but for this one. Raises UsageError where no other way would lead in."""
    with store.writing(name) as change:
        there = accounts.known(change.connection, name)
        if not identities.drop(change.connection, there.id, issuer):
            return False
        if not ways_in(change.connection, there):
            raise UsageError("this is your only way in.", hint="Choose a password first.")
        accounts.end_sessions(change.connection, there.id, but=session, way=BY_PROVIDER)
        change.record("account.unlink", subject(there), before={"issuer": issuer})
    return True


def open_with(store: Store, secret: str, told: Told) -> Account | None:
    """What the link of an invitation, or of a reset, is for, without a password: from now on its person comes in by the provider. None
    where the link is good for nothing (any more). Raises StoreError."""
    with store.reading() as connection:
        found = accounts.link(connection, secret)
        there = accounts.by_id(connection, found.account_id) if found is not None else None
    if found is None or there is None or there.state == OFF:
        return None
    with store.writing(there.name) as change:
        if accounts.link(change.connection, secret) is None:  # used meanwhile
            return None
        shut(change, there)
        joined(change, there, told)
        accounts.change(change.connection, there.id, state=ACTIVE)
        change.record("account.opened", subject(there), after={"link": found.kind, "way": BY_PROVIDER})
        return accounts.by_id(change.connection, there.id)


def invited(connection: Connection, secret: str) -> Account | None:
    """Whom a link opens an account to, which may be a new one or one that was reset."""
    found = accounts.link(connection, secret)
    there = accounts.by_id(connection, found.account_id) if found is not None else None
    return there if there is not None and there.state in (INVITED, ACTIVE) else None
