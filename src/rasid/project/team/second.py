"""The second factor: codes of six figures by the clock (TOTP, RFC 6238), and recovery codes for who has lost what shows them."""

from __future__ import annotations

import base64
import secrets
import time

import pyotp

from rasid.project.team.confirming import confirmed
from rasid.project.team.people import subject
from rasid.store import accounts
from rasid.store.accounts import Account, Door
from rasid.store.engine import Change, Store

STEP_S = 30
DRIFT = 1  # steps that a clock may be off
CODES, CODE_BYTES = 10, 10  # recovery codes, and the chance in each
ISSUER = "Rasid"


def fresh() -> str:
    return pyotp.random_base32()


def address(secret: str, account: Account) -> str:
    """What a QR code hands to an app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name=ISSUER)


def step_of(secret: str, code: str, after: int = 0, at: float | None = None) -> int | None:
    """The time step whose code this is, later than the last one taken; None where there is none. A code is good once."""
    told = "".join(code.split())
    if not (told.isascii() and told.isdecimal() and len(told) == 6):
        return None
    made = pyotp.TOTP(secret)
    now = int((time.time() if at is None else at) // STEP_S)
    steps = [s for s in range(now - DRIFT, now + DRIFT + 1) if secrets.compare_digest(made.generate_otp(s), told)]
    return next((s for s in steps if s > after), None)


def fits(change: Change, account: Account, door: Door, code: str) -> bool:
    """Whether the code lets in: one by the clock, which is used up by it, or a recovery code, which is gone by it."""
    if door.second is None:
        return True
    step = step_of(door.second, code, door.second_at)
    if step is not None:
        accounts.change(change.connection, account.id, second_at=step)
        return True
    return accounts.take_code(change.connection, account.id, plain(code))


def plain(code: str) -> str:
    return "".join(c for c in code.upper() if c.isalnum())[:40]


def codes() -> list[str]:
    """New recovery codes, as they are shown: groups of four letters."""
    made = [base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode() for _ in range(CODES)]
    return ["-".join(code[n : n + 4] for n in range(0, len(code), 4)) for code in made]


def set_up(store: Store, name: str, password: str, secret: str, code: str, session: str | None = None) -> list[str] | None:
    """Asks for this factor from now on; gives the recovery codes. `session`: where he sits, who has just given such a code; whoever is in
    elsewhere has not. None where password or code does not fit."""
    there = confirmed(store, name, password, session)
    step = step_of(secret, code)
    if there is None or step is None:
        return None
    made = codes()
    with store.writing(there.name) as change:
        accounts.change(change.connection, there.id, second=secret, second_at=step)
        if session is not None:
            accounts.strengthen(change.connection, session)
        accounts.put_codes(change.connection, there.id, map(plain, made))
        change.record("account.second", subject(there))
    return made


def give_up(store: Store, name: str, password: str, session: str | None = None) -> bool:
    """No second factor is asked for from now on. False where the password does not fit."""
    there = confirmed(store, name, password, session)
    if there is None:
        return False
    with store.writing(there.name) as change:
        accounts.change(change.connection, there.id, second=None, second_at=0)
        accounts.weaken(change.connection, there.id)
        accounts.put_codes(change.connection, there.id, [])
        change.record("account.second.off", subject(there))
    return True


def new_codes(store: Store, name: str, password: str, session: str | None = None) -> list[str] | None:
    """Recovery codes in the place of those there were. None where the password does not fit, or there is no second factor."""
    there = confirmed(store, name, password, session)
    if there is None or not there.has_second:
        return None
    made = codes()
    with store.writing(there.name) as change:
        accounts.put_codes(change.connection, there.id, map(plain, made))
        change.record("account.codes", subject(there))
    return made
