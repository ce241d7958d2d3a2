"""Coming in and going out: a session begins with a new id at each log-in, and ends by the clock, by its owner, or with its account."""

from __future__ import annotations

from typing import NamedTuple

from rasid.project.team import passwords, second
from rasid.project.team.confirming import minutes_since
from rasid.project.team.people import in_hours, subject
from rasid.project.team.trying import Tries
from rasid.store import accounts
from rasid.store.accounts import ACTIVE, BY_PASSWORD, Account, Session
from rasid.store.engine import Change, Store

LONGEST_H = 12  # hours of a session: a long day's work
IDLE_MIN = 60  # minutes without a request: a machine that was left
SEEN_EVERY_MIN = 5  # a session is marked as used no more often than this


class Entered(NamedTuple):
    """`secret`: what the cookie holds; `second`: whether more than a password was asked for."""

    account: Account
    secret: str
    second: bool = False


class Refusal(NamedTuple):
    """Nobody came in. `wait`: minutes until the next try is looked at; nothing else is told, to whoever it is."""

    wait: int


def enter(store: Store, tries: Tries, name: str, password: str, code: str, browser: str, address: str) -> Entered | Refusal:
    """Somebody at the door. Whether there is such an account, or what of it did not fit, is told neither by the answer nor by its time."""
    key = accounts.key_of(name)
    if wait := tries.wait(key, address):
        return Refusal(wait)
    with store.reading() as connection:
        there = accounts.named(connection, name)
        door = accounts.door(connection, there.id) if there is not None and there.state == ACTIVE else None
    good = passwords.right(door.password if door is not None else None, password)
    made = begun(store, there, code, browser) if good and there is not None else None
    if made is None:
        tries.failed(key, address)
        return Refusal(0)
    tries.came_in(key, address)
    return made


def begun(store: Store, there: Account, code: str, browser: str) -> Entered | None:
    """The session, where the second factor fits: looked at in the transaction that uses its code up."""
    with store.writing(there.name) as change:
        door = accounts.door(change.connection, there.id)
        if door.password is None or not second.fits(change, there, door, code):
            return None
        return let_in(change, there, browser, second_given=door.second is not None)


def let_in(change: Change, there: Account, browser: str, way: str = BY_PASSWORD, second_given: bool = False) -> Entered:
    """A session of the account, however its owner has come."""
    secret = accounts.put_session(change.connection, there.id, in_hours(LONGEST_H), browser, way, second_given)
    told = {"browser": browser} if way == BY_PASSWORD else {"browser": browser, "way": way}
    change.record("account.login", subject(there), after=told)
    return Entered(there, secret, second_given)


def come_back(store: Store, secret: str, *, used: bool = True) -> tuple[Account, Session] | None:
    """Whose session this is; None where it has ended. `used`: it is marked as used, from time to time."""
    with store.reading() as connection:
        found = accounts.session(connection, secret)
        there = accounts.by_id(connection, found.account_id) if found is not None else None
    if found is None or there is None or there.state != ACTIVE:
        return None
    moment = in_hours(0)
    if found.until <= moment or minutes_since(found.seen) > IDLE_MIN:
        return None
    if used and minutes_since(found.seen) > SEEN_EVERY_MIN:
        with store.noting() as connection:
            accounts.seen(connection, found.hash, moment)
    return there, found


def leave(store: Store, account: Account, session: str | None = None, *, but: str | None = None) -> int:
    """Ends a session of an account, or all (but one); how many."""
    with store.writing(account.name) as change:
        ended = accounts.end_sessions(change.connection, account.id, but=but, only=session)
        if ended:
            change.record("account.logout", subject(account), after={"sessions": ended})
        return ended
