"""`/login/oidc` and its like: to a provider of OpenID Connect and back, to come in, to open an account, or to link one to it."""

from __future__ import annotations

import logging
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model import RasidError
from rasid.project.team import entering, providing
from rasid.project.team.confirming import confirmed
from rasid.project.team.entering import Entered
from rasid.project.team.providing import Asked, Told
from rasid.store import accounts
from rasid.web.access import Person, Right, Work, allowed, at_the_door
from rasid.web.pages.account import may_try, wrong
from rasid.web.pages.account import shown as own_page
from rasid.web.pages.login import leave_old, welcome
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.team.door import Team, address_of, browser_of, kept_said
from rasid.web.team.entrance import provider_issuer, provider_named, shown
from rasid.web.team.oidc.provider import Provider
from rasid.web.team.oidc.wire import ProviderTrouble
from rasid.web.workplace import Workplace

router = APIRouter()
LOG = logging.getLogger("rasid.web")
Own = Annotated[Person, allowed(Right.READ, team=True)]
Field = Annotated[str, Form(max_length=1000)]
KEY = "oidc"  # what tries are counted by, with the address
AWAY, CODE = "away to the provider", "code"  # what is begun


def provider_of(work: Workplace) -> tuple[Team, Provider]:
    """Raises Refused where no provider was named."""
    if work.team is None or work.team.provider is None:
        raise Refused(404, "missing")
    return work.team, work.team.provider


def way_cookie(request: Request, team: Team) -> str:
    there = request.cookies.get(team.way, "")
    return there if len(there) == 43 else ""


# Going there ---------------------------------------------------------------------------------------------------------------------


@router.post("/login/oidc", dependencies=[at_the_door()])
def leave(
    request: Request,
    work: Work,
    next: Annotated[str, Form(max_length=4000)] = "/",
    kept: Annotated[str, Form(max_length=1_100_000)] = "",
) -> Response:
    """To come in; what was sent too late waits here meanwhile."""
    form = kept_said(kept) if kept else None
    return away(request, work, None, size=len(kept) if form else 0, to="enter", next=next, form=form)


@router.post("/invited/{link}/oidc", dependencies=[at_the_door()])
def leave_invited(request: Request, work: Work, link: str) -> Response:
    """To open an account without a password. A link that opens nothing looks like one that does, until one is back."""
    return away(request, work, None, to="open", link=link[:100])


@router.post("/account/oidc")
def leave_linking(request: Request, work: Work, who: Own, password: Field = "") -> Response:
    """To link one's account, by who has confirmed that it is his."""
    provider_of(work)
    may_try(request, work, who)
    if confirmed(work.whole.project.store, who.name, password, who.session) is None:
        return wrong(request, work, who)
    return away(request, work, who, to="link", session=who.session)


def away(request: Request, work: Workplace, who: Person | None, size: int = 0, **values: Any) -> Response:
    """A page that leads to the provider. It is no redirect: browsers hold the redirects of a form to the pages' own `form-action`, and a
    provider may lead on to others."""
    team, provider = provider_of(work)
    cookie = way_cookie(request, team) or secrets.token_urlsafe(32)
    nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    if team.others.wait(KEY, address_of(request)):
        raise Refused(429, "tries")
    try:
        provider.described()  # before anything is begun
        state = team.pending.begin(AWAY, cookie, address_of(request), size, nonce=nonce, verifier=verifier, **values)
        if state is None:
            raise Refused(429, "tries")
        address = provider.leaving(state, nonce, verifier)
    except ProviderTrouble as error:
        return refused(request, work, error, who)
    answer = page(request, who, "team/leaving.html", address=address, provider=provider.named.name)
    answer.set_cookie(team.way, cookie, max_age=900, path="/", httponly=True, samesite="lax", secure=team.secure)
    return answer


def refused(request: Request, work: Workplace, error: ProviderTrouble, who: Person | None = None) -> Response:
    """What went wrong with the provider, in a sentence; why stands in the server's log, without anything that was told."""
    LOG.warning("the provider of OpenID Connect: %s", error)
    say, name = speech_of(request, who), provider_named(work)
    sentences = {
        "away": say("{name} does not answer now. Log in with your password, or try again later.", name=name),
        "denied": say("{name} did not let you go on.", name=name),
        "doubt": say(
            "What {name} answered was not believed, and nothing was done. If that happens again, tell whoever runs this workplace.",
            name=name,
        ),
    }
    status = {"away": 503, "denied": 401, "doubt": 401}[error.kind]
    if who is not None:
        return own_page(request, work, who, status, problem=sentences[error.kind])
    return shown(request, status=status, wrong=sentences[error.kind])


# Coming back ---------------------------------------------------------------------------------------------------------------------


@router.get("/login/oidc/back", dependencies=[at_the_door()])
def back(request: Request, work: Work, state: str = "") -> Response:
    """Where the provider sends people to, with a code that is good once."""
    team, provider = provider_of(work)
    address = address_of(request)
    if team.others.wait(KEY, address):
        raise Refused(429, "tries")
    begun = team.pending.finish(state, AWAY, way_cookie(request, team)) if way_cookie(request, team) else None
    if begun is None:
        team.others.failed(KEY, address)
        say = speech_of(request, None)
        return shown(request, status=401, wrong=say("This was begun in another browser, too long ago, or is done already. Begin again."))
    try:
        told = provider.returned(request.query_params, begun["nonce"], begun["verifier"])
    except ProviderTrouble as error:
        if error.kind == "doubt":
            team.others.failed(KEY, address)
        return refused(request, work, error)
    return {"enter": entered, "open": opened, "link": linked}[begun["to"]](request, work, told, begun)


def entered(request: Request, work: Workplace, told: Told, begun: dict[str, Any]) -> Response:
    _, provider = provider_of(work)
    try:
        came = providing.enter(work.whole.project.store, told, provider.named.domains, browser_of(request))
    except RasidError as error:
        return shown(request, status=403, wrong=speech_of(request, None).told(error.sentence))
    if isinstance(came, Asked):
        return ask_code(request, work, {"told": told, "account": came.account, "next": begun["next"], "form": begun["form"]})
    if came is None:
        return unknown(request, work)
    return arrived(request, work, came, begun)


def unknown(request: Request, work: Workplace) -> Response:
    """One sentence for who has no account, one that is not open, or one that was switched off."""
    team, provider = provider_of(work)
    team.others.failed(KEY, address_of(request))
    say = speech_of(request, None)
    said = say(
        "No open account here is linked to you at {name}. Log in with your password and link it under your name, or ask for an invitation.",
        name=provider.named.name,
    )
    return shown(request, status=401, wrong=said)


def arrived(request: Request, work: Workplace, came: Entered, begun: dict[str, Any]) -> Response:
    team, _ = provider_of(work)
    team.others.came_in(KEY, address_of(request))
    leave_old(request, work)
    return welcome(request, work, came, begun["next"], begun["form"])


def ask_code(request: Request, work: Workplace, begun: dict[str, Any], status: int = 200, wrong: str = "") -> Response:
    """The page that asks for the code of the second factor, with a name of its own that is good for the browser that came back."""
    team, _ = provider_of(work)
    size = len(str(begun["form"])) if begun["form"] else 0
    under = team.pending.begin(CODE, way_cookie(request, team), address_of(request), size, **begun)
    if under is None:
        raise Refused(429, "tries")
    return shown(request, "team/code.html", status=status, wrong=wrong, under=under)


@router.post("/login/oidc/code", dependencies=[at_the_door()])
def give_code(request: Request, work: Work, under: Field = "", code: Field = "") -> Response:
    team, _ = provider_of(work)
    begun = team.pending.finish(under, CODE, way_cookie(request, team)) if way_cookie(request, team) else None
    say = speech_of(request, None)
    if begun is None:
        return shown(request, status=401, wrong=say("This was begun in another browser, too long ago, or is done already. Begin again."))
    key, address = accounts.key_of(begun["account"].name), address_of(request)
    if wait := team.tries.wait(key, address):
        return shown(request, status=429, problem="wait", wait=wait)
    came = providing.enter_with_code(work.whole.project.store, begun["told"], begun["account"], code, browser_of(request))
    if came is None:
        team.tries.failed(key, address)
        return ask_code(request, work, begun, 401, say("The code did not fit."))
    team.tries.came_in(key, address)
    return arrived(request, work, came, begun)


def opened(request: Request, work: Workplace, told: Told, begun: dict[str, Any]) -> Response:
    """The account of an invitation, open from now on; then as anybody comes in."""
    team, _ = provider_of(work)
    say = speech_of(request, None)
    try:
        there = providing.open_with(work.whole.project.store, begun["link"], told)
    except RasidError as error:
        return shown(request, status=400, wrong=say.told(error.sentence))
    if there is None:
        team.others.failed(KEY, address_of(request))
        return shown(request, "team/invited.html", status=404, good=False, name="", kind="", shortest=0)
    return entered(request, work, told, {"next": "/", "form": None})


def linked(request: Request, work: Workplace, told: Told, begun: dict[str, Any]) -> Response:
    """The account of who asked for it, in the session in which he asked."""
    team, _ = provider_of(work)
    store = work.whole.project.store
    secret = team.secret(request)
    there = entering.come_back(store, secret) if secret else None
    say = speech_of(request, None)
    if there is None or there[1].hash != begun["session"]:
        return shown(request, status=401, wrong=say("Your session has ended meanwhile, and nothing was linked. Log in and begin again."))
    try:
        providing.link(store, there[0].name, told)
    except RasidError as error:
        return shown(request, status=409, wrong=say.told(error.sentence))
    return RedirectResponse("/account?done", status_code=303)


@router.post("/account/oidc/off")
def unlink(request: Request, work: Work, who: Own, password: Field = "") -> Response:
    provider_of(work)
    may_try(request, work, who)
    store = work.whole.project.store
    if confirmed(store, who.name, password, who.session) is None:
        return wrong(request, work, who)
    try:
        providing.unlink(store, who.name, provider_issuer(work), who.session)
    except RasidError as error:
        return own_page(request, work, who, 400, problem=speech_of(request, who).told(error.sentence))
    return RedirectResponse("/account?done", status_code=303)
