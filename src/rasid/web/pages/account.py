"""`/account`: one's own: where one is logged in, password, second factor."""

from __future__ import annotations

from typing import Annotated, Any

import segno
from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model import UsageError
from rasid.project.team import entering, people, second
from rasid.project.team.passwords import SHORTEST
from rasid.store import accounts, identities, passkeys
from rasid.web.access import GUARDED, RIGHTS, Person, Right, Work, allowed
from rasid.web.pages.login import account_of
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.team.door import address_of
from rasid.web.team.entrance import provider_issuer, provider_named
from rasid.web.team.wording import right_said, role_said
from rasid.web.workplace import Workplace

router = APIRouter()
Own = Annotated[Person, allowed(Right.READ, team=True)]
Field = Annotated[str, Form(max_length=1000)]


@router.get("/account")
def own(request: Request, work: Work, who: Own) -> Response:
    return shown(request, work, who, said="done" if "done" in request.query_params else "")


@router.get("/account/here")
def here(who: Own) -> Response:
    """Asked by a page in which somebody types: it keeps the session alive."""
    return Response(status_code=204)


def shown(request: Request, work: Workplace, who: Person, status: int = 200, **more: Any) -> Response:
    say = speech_of(request, who)
    there = account_of(work, who)
    with work.whole.project.store.reading() as connection:
        sessions = accounts.sessions_of(connection, there.id)
        left = accounts.codes_left(connection, there.id)
        door = accounts.door(connection, there.id)
        linked = identities.of_account(connection, there.id)
        keys = passkeys.of_account(connection, there.id)
    held = frozenset(right for role in there.roles for right in RIGHTS.get(role, ()))
    values: dict[str, Any] = {
        "account": there,
        "roles": [role_said(say, role) for role in there.roles],
        "withheld": [right_said(say, right) for right in sorted(held & GUARDED - who.rights)],
        "sessions": sessions,
        "mine": who.session,
        "left": left,
        "has_password": door.password is not None,
        "passkeys": keys,
        "makes_passkeys": work.team is not None and work.team.has_passkeys,
        "provider": provider_named(work),
        "linked": next((one for one in linked if one.issuer == provider_issuer(work)), None),
        "shortest": SHORTEST,
        "problem": "",
        "said": "",
        "secret": "",
        "picture": "",
        "codes": [],
        **more,
    }
    return page(request, who, "team/account.html", status=status, **values)


@router.post("/account/password")
def password(request: Request, work: Work, who: Own, old: Field = "", password: Field = "", again: Field = "") -> Response:
    say = speech_of(request, who)
    if password != again:
        return shown(request, work, who, 400, problem=say("The two are not the same."))
    may_try(request, work, who)
    try:
        done = people.change_password(work.whole.project.store, who.name, old, password, who.session)
    except UsageError as error:
        return shown(request, work, who, 400, problem=say.told(error.sentence))
    if not done:
        return wrong(request, work, who)
    return RedirectResponse("/account?done", status_code=303)


@router.post("/account/second")
def begin(request: Request, work: Work, who: Own) -> Response:
    """A fresh secret, shown once; nothing is kept before a code made by it comes back."""
    return offered(request, work, who, second.fresh())


def offered(request: Request, work: Workplace, who: Person, secret: str, status: int = 200, **more: Any) -> Response:
    picture = segno.make(second.address(secret, account_of(work, who)), error="m").svg_data_uri(scale=5, border=3, light="#fff")
    return shown(request, work, who, status, secret=secret, picture=picture, **more)


@router.post("/account/second/set")
def confirm(request: Request, work: Work, who: Own, secret: Field = "", password: Field = "", code: Field = "") -> Response:
    if len(secret) != 32 or not secret.isascii() or not secret.isalnum():
        raise Refused(422, "asked")
    may_try(request, work, who)
    made = second.set_up(work.whole.project.store, who.name, password, secret, code, who.session)
    if made is None:
        failed(request, work, who)
        return offered(request, work, who, secret, 400, problem=speech_of(request, who)("Password or code did not fit."))
    return shown(request, work, who, codes=made)


@router.post("/account/second/off")
def give_up(request: Request, work: Work, who: Own, password: Field = "") -> Response:
    may_try(request, work, who)
    if not second.give_up(work.whole.project.store, who.name, password, who.session):
        return wrong(request, work, who)
    return RedirectResponse("/account?done", status_code=303)


@router.post("/account/codes")
def codes(request: Request, work: Work, who: Own, password: Field = "") -> Response:
    may_try(request, work, who)
    made = second.new_codes(work.whole.project.store, who.name, password, who.session)
    if made is None:
        return wrong(request, work, who)
    return shown(request, work, who, codes=made)


@router.post("/account/sessions")
def end(work: Work, who: Own, session: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Ends one of one's own sessions, or all but this one."""
    there = account_of(work, who)
    entering.leave(work.whole.project.store, there, session or None, but=None if session else who.session)
    return RedirectResponse("/account", status_code=303)


# Who has found an open session could try passwords here: it counts as the door counts.


def may_try(request: Request, work: Workplace, who: Person) -> None:
    assert work.team is not None
    if work.team.tries.wait(accounts.key_of(who.name), address_of(request)):
        raise Refused(429, "tries")


def failed(request: Request, work: Workplace, who: Person) -> None:
    assert work.team is not None
    work.team.tries.failed(accounts.key_of(who.name), address_of(request))


def has_password(work: Workplace, who: Person) -> bool:
    with work.whole.project.store.reading() as connection:
        return accounts.door(connection, account_of(work, who).id).password is not None


def wrong(request: Request, work: Workplace, who: Person) -> Response:
    """Whoever has a password gave another; whoever has none has not come in just now."""
    say = speech_of(request, who)
    if not has_password(work, who):
        said = say("You have no password, so this asks for a fresh log-in: log out, log in, and do it then.")
        return shown(request, work, who, 403, problem=said)
    failed(request, work, who)
    return shown(request, work, who, 400, problem=say("The password did not fit."))
