"""`/login/passkey`, `/account/passkeys`: coming in by a passkey; those of one's account, made and removed. A script does the asking."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.model import RasidError
from rasid.project.team import keying
from rasid.project.team.confirming import confirmed
from rasid.project.team.keying import Copied, Site
from rasid.web.access import Person, Right, Work, allowed, at_the_door
from rasid.web.pages.account import failed, has_password, may_try, wrong
from rasid.web.pages.account import shown as own_page
from rasid.web.pages.login import account_of, leave_old, welcome
from rasid.web.refused import Refused
from rasid.web.rendering import speech_of
from rasid.web.team.door import BEFORE, Team, address_of, browser_of, kept_said
from rasid.web.team.entrance import shown
from rasid.web.workplace import Workplace

router = APIRouter()
Own = Annotated[Person, allowed(Right.READ, team=True)]
Field = Annotated[str, Form(max_length=1000)]
Answer = Annotated[str, Form(max_length=keying.LONGEST)]
KEY = "passkey"  # what tries are counted by, with the address
ASKED, OFFERED = "a passkey is asked", "a passkey is made"  # what is begun


def site_of(work: Workplace) -> tuple[Team, Site]:
    """Raises Refused where the address of the pages is none that passkeys can be made for."""
    if work.team is None or not work.team.has_passkeys:
        raise Refused(404, "missing")
    return work.team, Site(work.team.host, work.team.url)


def told(request: Request, who: Person | None, status: int, what: str) -> Response:
    """A refusal for the script, in a sentence."""
    return JSONResponse({"what": speech_of(request, who)(what)}, status_code=status)


# At the door ---------------------------------------------------------------------------------------------------------------------


@router.post("/login/passkey/options", dependencies=[at_the_door()])
def ask(request: Request, work: Work) -> Response:
    """What the browser is to ask any passkey of this workplace: good once, for this browser, for some minutes."""
    team, site = site_of(work)
    options, challenge = keying.asked(site)
    waits = team.others.wait(KEY, address_of(request))
    under = None if waits else team.pending.begin(ASKED, request.cookies.get(BEFORE, ""), address_of(request), challenge=challenge)
    if under is None:
        return told(request, None, 429, "Too many tries. Wait some minutes.")
    return JSONResponse({"under": under, "options": options})


@router.post("/login/passkey", dependencies=[at_the_door()])
def come(
    request: Request,
    work: Work,
    under: Field = "",
    credential: Answer = "",
    next: Annotated[str, Form(max_length=4000)] = "/",
    kept: Annotated[str, Form(max_length=1_100_000)] = "",
) -> Response:
    team, site = site_of(work)
    form, address, say = kept_said(kept) if kept else None, address_of(request), speech_of(request, None)
    if wait := team.others.wait(KEY, address):
        return shown(request, status=429, next=next, kept=form, problem="wait", wait=wait)
    begun = team.pending.finish(under, ASKED, request.cookies.get(BEFORE, ""))
    try:
        answer = keying.answer_of(credential)
    except RasidError as error:
        team.others.failed(KEY, address)
        return shown(request, status=400, next=next, kept=form, wrong=say.told(error.sentence))
    came = keying.enter(work.whole.project.store, site, begun["challenge"], answer, browser_of(request)) if begun is not None else None
    if isinstance(came, Copied):
        copied = say(
            "The count of this passkey has gone back: there may be a copy of it. Log in by another way, and look at your passkeys."
        )
        return shown(request, status=401, next=next, kept=form, wrong=copied)
    if came is None:
        team.others.failed(KEY, address)
        return shown(request, status=401, next=next, kept=form, wrong=say("The passkey did not fit, or it took too long. Try again."))
    team.others.came_in(KEY, address)
    leave_old(request, work)
    return welcome(request, work, came, next, form)


# One's own -----------------------------------------------------------------------------------------------------------------------


@router.post("/account/passkeys/options")
def offer(request: Request, work: Work, who: Own, name: Field = "", password: Field = "") -> Response:
    """What the browser is to have a device make, for who has confirmed that the account is his: good once, in this session."""
    team, site = site_of(work)
    may_try(request, work, who)
    say, store = speech_of(request, who), work.whole.project.store
    if confirmed(store, who.name, password, who.session) is None:
        if not has_password(work, who):
            return told(request, who, 403, "You have no password, so this asks for a fresh log-in: log out, log in, and do it then.")
        failed(request, work, who)
        return told(request, who, 400, "The password did not fit.")
    try:
        called = keying.name_said(name)
        options, challenge, handle = keying.offered(store, account_of(work, who), site)
    except RasidError as error:
        return JSONResponse({"what": say.told(error.sentence)}, status_code=400)
    under = team.pending.begin(OFFERED, who.session or "", address_of(request), challenge=challenge, handle=handle, called=called)
    if under is None:
        return told(request, who, 429, "Too many tries. Wait some minutes.")
    return JSONResponse({"under": under, "options": options})


@router.post("/account/passkeys")
def add(request: Request, work: Work, who: Own, under: Field = "", credential: Answer = "") -> Response:
    team, site = site_of(work)
    say = speech_of(request, who)
    begun: dict[str, Any] | None = team.pending.finish(under, OFFERED, who.session or "")
    if begun is None:
        return own_page(request, work, who, 400, problem=say("That took too long, or was done already. Begin again."))
    try:
        answer = keying.answer_of(credential)
        keying.add(work.whole.project.store, who.name, site, begun["challenge"], begun["handle"], begun["called"], answer)
    except RasidError as error:
        return own_page(request, work, who, 400, problem=say.told(error.sentence))
    return RedirectResponse("/account?done", status_code=303)


@router.post("/account/passkeys/remove")
def remove(request: Request, work: Work, who: Own, passkey: Annotated[str, Form(max_length=2000)] = "", password: Field = "") -> Response:
    """Also where none can be made any more, since the address of the pages has changed."""
    may_try(request, work, who)
    store = work.whole.project.store
    if confirmed(store, who.name, password, who.session) is None:
        return wrong(request, work, who)
    try:
        if not keying.remove(store, who.name, passkey, who.session):
            raise Refused(404, "missing")
    except RasidError as error:
        return own_page(request, work, who, 400, problem=speech_of(request, who).told(error.sentence))
    return RedirectResponse("/account?done", status_code=303)
