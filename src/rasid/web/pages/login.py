"""`/login`, `/logout`, `/invited/LINK`: coming in, going out, and the first time. Every other address is for who is in."""

from __future__ import annotations

import hmac
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model import UsageError
from rasid.project.team import entering, people
from rasid.project.team.entering import Entered, Refusal
from rasid.project.team.passwords import SHORTEST
from rasid.store import accounts
from rasid.web.access import Person, Right, Work, allowed, at_the_door, person_of
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.team.door import address_of, browser_of, kept_said, local
from rasid.web.team.entrance import shown
from rasid.web.workplace import Workplace

router = APIRouter()
Field = Annotated[str, Form(max_length=1000)]


@router.get("/login", dependencies=[at_the_door()])
def door(request: Request, next: str = "/") -> Response:
    return shown(request, next=next, said="out" if "out" in request.query_params else "opened" if "opened" in request.query_params else "")


@router.post("/login", dependencies=[at_the_door()])
def login(
    request: Request,
    work: Work,
    name: Field = "",
    password: Field = "",
    code: Field = "",
    next: Annotated[str, Form(max_length=4000)] = "/",
    kept: Annotated[str, Form(max_length=1_100_000)] = "",
) -> Response:
    assert work.team is not None
    form = kept_said(kept) if kept else None
    store = work.whole.project.store
    leave_old(request, work)
    came = entering.enter(store, work.team.tries, name, password, code, browser_of(request), address_of(request))
    if isinstance(came, Refusal):
        return shown(
            request, status=429 if came.wait else 401, next=next, kept=form, problem="wait" if came.wait else "wrong", wait=came.wait
        )
    return welcome(request, work, came, next, form)


def leave_old(request: Request, work: Workplace) -> None:
    """Whatever id a browser came with, it is another from now on."""
    assert work.team is not None
    store = work.whole.project.store
    if old := work.team.secret(request):
        there = entering.come_back(store, old, used=False)
        if there is not None:
            entering.leave(store, there[0], there[1].hash)


def welcome(request: Request, work: Workplace, came: Entered, next: str, form: dict[str, Any] | None) -> Response:
    """Somebody is in: he goes on to where he wanted, or to the form that he had sent too late."""
    assert work.team is not None
    who = person_of(came.account)
    if form is not None and hmac.compare_digest(form["token"], who.token or ""):
        answer = page(request, who, "team/again.html", to=form["to"], fields=form["fields"])
    else:
        answer = RedirectResponse(local(next), status_code=303)  # type: ignore[assignment]
    work.team.give(answer, came.secret)
    return answer


@router.post("/logout")
def logout(work: Work, who: Annotated[Person, allowed(Right.READ, team=True)]) -> Response:
    assert work.team is not None
    entering.leave(work.whole.project.store, account_of(work, who), who.session)
    answer = RedirectResponse("/login?out", status_code=303)
    work.team.take(answer)
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer


@router.get("/invited/{link}", dependencies=[at_the_door()])
def invited(request: Request, work: Work, link: str) -> Response:
    return opening(request, work, link)


@router.post("/invited/{link}", dependencies=[at_the_door()])
def opened(request: Request, work: Work, link: str, password: Field = "", again: Field = "") -> Response:
    if password != again:
        return opening(request, work, link, 400, said=speech_of(request, None)("The two are not the same."))
    try:
        there = people.open_with(work.whole.project.store, link, password)
    except UsageError as error:
        return opening(request, work, link, 400, said=speech_of(request, None).told(error.sentence))
    if there is None:
        return opening(request, work, link)
    return RedirectResponse(f"/login?{urlencode({'opened': 1})}", status_code=303)


def opening(request: Request, work: Workplace, link: str, status: int = 200, said: str = "") -> Response:
    """The page on which a password is chosen; one sentence for every link that opens nothing, whatever the reason."""
    with work.whole.project.store.reading() as connection:
        found = accounts.link(connection, link)
        there = accounts.by_id(connection, found.account_id) if found is not None else None
    good = there is not None and there.state != accounts.OFF
    values: dict[str, Any] = {"name": there.name if good and there else "", "kind": found.kind if found else "", "shortest": SHORTEST}
    return shown(request, "team/invited.html", status=status if good else 404, said=said, good=good, **values)


def account_of(work: Workplace, who: Person) -> accounts.Account:
    """The account of a person who is in. Raises Refused."""
    with work.whole.project.store.reading() as connection:
        there = accounts.by_id(connection, who.account) if who.account is not None else None
    if there is None:
        raise Refused(404, "missing")
    return there
