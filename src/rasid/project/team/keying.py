"""Coming in by a passkey (WebAuthn, Level 3): a key in somebody's device, which signs what is asked of it once it knows who holds it.

The device makes sure of its holder (user verification is asked for and looked at), so a passkey is two factors in one: what one has, and
what one knows or is. No name is asked for: the device tells which account it is for, and nobody else learns whether there is one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from rasid.model.errors import UsageError
from rasid.model.worded import worded
from rasid.project.team.confirming import ways_in
from rasid.project.team.entering import Entered, let_in
from rasid.project.team.people import subject
from rasid.store import accounts, passkeys
from rasid.store.accounts import ACTIVE, BY_PASSKEY, Account
from rasid.store.engine import Store
from rasid.store.passkeys import Passkey

MOST = 20  # passkeys of one account
LONGEST_NAME = 60  # letters of what its owner calls one
LONGEST = 20_000  # letters of what a device answers; keys and signatures of the kinds taken have some 2,000
TIMEOUT_MS = 5 * 60 * 1000  # time to find the device
APP = "Rasid"


class Site(NamedTuple):
    """For whom passkeys are made: the host of the pages (`rp id`), and the address that browsers say they are on."""

    host: str
    origin: str


class Copied(NamedTuple):
    """A passkey whose count of uses went back: there is another one of it, and nobody knows who holds which."""

    account: Account


def answer_of(text: str) -> dict[str, Any]:
    """What a device answered, by the page's script. Raises UsageError."""
    try:
        found = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("id"), str):
        raise UsageError("the device gave no answer that could be read.", hint="Try again.")
    return found


def name_said(name: str) -> str:
    """Raises UsageError."""
    said = " ".join(name.split())
    if not said or len(said) > LONGEST_NAME or not said.isprintable():
        raise UsageError(worded("the name of a passkey has 1 to {longest} letters.", longest=LONGEST_NAME))
    return said


# Making one ----------------------------------------------------------------------------------------------------------------------


def offered(store: Store, account: Account, site: Site) -> tuple[dict[str, Any], bytes, str]:
    """What a device is asked to make: the options for the browser, the challenge in them, and what the device is to call the account.
    Raises UsageError where there are many already."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_user_handle
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    with store.reading() as connection:
        there = passkeys.of_account(connection, account.id)
    if len(there) >= MOST:
        raise UsageError("you have many passkeys already.", hint="Remove one that you do not use.")
    handle = there[0].handle if there else bytes_to_base64url(generate_user_handle())
    made = generate_registration_options(
        rp_id=site.host,
        rp_name=APP,
        user_name=account.name,
        user_id=base64url_to_bytes(handle),
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, require_resident_key=True, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.id)) for one in there],
    )
    return json.loads(options_to_json(made)), made.challenge, handle


def add(store: Store, name: str, site: Site, challenge: bytes, handle: str, called: str, answer: Mapping[str, Any]) -> None:
    """Keeps what the device made. Raises UsageError where that is not what was asked for."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    try:
        made = verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception:  # a stranger's bytes may break a parser in any way
        raise UsageError("the device did not make what it was asked for.", hint="Try again, or take another device.") from None
    with store.writing(name) as change:
        there = accounts.known(change.connection, name)
        id_ = bytes_to_base64url(made.credential_id)
        if passkeys.find(change.connection, id_) is not None or len(passkeys.of_account(change.connection, there.id)) >= MOST:
            raise UsageError("the device did not make what it was asked for.", hint="Try again, or take another device.")
        key = bytes_to_base64url(made.credential_public_key)
        passkeys.put(change.connection, there.id, id_, handle, key, called, made.sign_count)
        change.record("account.passkey", subject(there), after={"passkey": called})


def remove(store: Store, name: str, id_: str, session: str | None = None) -> bool:
    """Whether there was one; sessions that began by a passkey end, but for this one. Raises UsageError where no other way would lead in."""
    with store.writing(name) as change:
        there = accounts.known(change.connection, name)
        gone = passkeys.find(change.connection, id_)
        if gone is None or not passkeys.drop(change.connection, there.id, id_):
            return False
        if not ways_in(change.connection, there):
            raise UsageError("this is your only way in.", hint="Choose a password first.")
        accounts.end_sessions(change.connection, there.id, but=session, way=BY_PASSKEY)
        change.record("account.passkey.off", subject(there), before={"passkey": gone.name})
    return True


# Coming in by one ----------------------------------------------------------------------------------------------------------------


def asked(site: Site) -> tuple[dict[str, Any], bytes]:
    """What any device is asked: the options for the browser, the same for everybody, and the challenge in them."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    made = generate_authentication_options(rp_id=site.host, timeout=TIMEOUT_MS, user_verification=UserVerificationRequirement.REQUIRED)
    return json.loads(options_to_json(made)), made.challenge


def enter(store: Store, site: Site, challenge: bytes, answer: Mapping[str, Any], browser: str) -> Entered | Copied | None:
    """Somebody with a device. None: nobody whom we know, or whose account is open, whatever the reason."""
    with store.reading() as connection:
        kept = passkeys.find(connection, str(answer["id"]))
        there = accounts.by_id(connection, kept.account_id) if kept is not None else None
    uses = count_of(site, challenge, answer, kept) if kept is not None else None
    if kept is None or there is None or uses is None or there.state != ACTIVE:
        return None
    with store.writing(there.name) as change:
        now = passkeys.find(change.connection, kept.id)
        if now is None or accounts.by_id(change.connection, there.id) != there:  # changed meanwhile
            return None
        if (uses or now.uses) and uses <= now.uses:
            passkeys.mark_odd(change.connection, now.id)
            change.record("account.passkey.odd", subject(there), after={"passkey": now.name})
            return Copied(there)
        passkeys.mark_used(change.connection, now.id, uses)
        return let_in(change, there, browser, BY_PASSKEY, second_given=True)


def count_of(site: Site, challenge: bytes, answer: Mapping[str, Any], kept: Passkey) -> int | None:
    """How often the device has used its key, if it is the one we know, and it was asked this, here, and made sure of its holder."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes

    try:
        if answer["response"]["userHandle"] != kept.handle:
            return None
        found = verify_authentication_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(kept.public_key),
            credential_current_sign_count=0,  # compared by who calls, who tells what went back from what was never right
            require_user_verification=True,
        )
    except Exception:  # a stranger's bytes may break a parser in any way
        return None
    return int(found.new_sign_count)
