"""`/people`: who has an account; made, invited, given roles, reset and switched off here by an admin."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model import RasidError
from rasid.project.team import people
from rasid.store import accounts
from rasid.store.accounts import ROLES
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.speech import LANGUAGES
from rasid.web.team.wording import role_said, role_told, state_said
from rasid.web.workplace import Workplace

router = APIRouter()
Admin = Annotated[Person, allowed(Right.ADMIN, team=True)]
Roles = Annotated[list[str], Form(max_length=20)]


@router.get("/people")
def everyone(request: Request, work: Work, who: Admin) -> Response:
    return shown(request, work, who)


def shown(request: Request, work: Workplace, who: Person, status: int = 200, **more: Any) -> Response:
    say = speech_of(request, who)
    with work.whole.project.store.reading() as connection:
        there = accounts.everyone(connection)
    values: dict[str, Any] = {"link": "", "linked": "", "hours": 0, "problem": "", "name": "", **more}
    roles = [(role, role_said(say, role), role_told(say, role)) for role in ROLES]
    return page(
        request, who, "team/people.html", status=status, people=there, roles=roles, role_said=role_said, state_said=state_said, **values
    )


@router.post("/people")
def add(
    request: Request,
    work: Work,
    who: Admin,
    name: Annotated[str, Form(max_length=200)] = "",
    roles: Roles = [],  # noqa: B006 -- FastAPI makes a new one for each request
    language: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    try:
        made, secret = people.add(work.whole.project.store, name, roles, language if language in LANGUAGES else None, who.name)
    except RasidError as error:
        return shown(request, work, who, 400, problem=speech_of(request, who).told(error.sentence), name=name)
    return handed(request, work, who, made.name, secret, people.INVITE)


def handed(request: Request, work: Workplace, who: Person, name: str, secret: str, kind: str) -> Response:
    """The link is shown once, on the answer itself: no address of the pages ever holds it but its own."""
    assert work.team is not None
    return shown(request, work, who, link=f"{work.team.url}/invited/{secret}", linked=name, hours=people.HOURS[kind])


def named(work: Workplace, number: int) -> str:
    with work.whole.project.store.reading() as connection:
        there = accounts.by_id(connection, number)
    if there is None:
        raise Refused(404, "missing")
    return there.name


@router.post("/people/{number}/roles")
def set_roles(request: Request, work: Work, who: Admin, number: int, roles: Roles = []) -> Response:  # noqa: B006
    try:
        people.set_roles(work.whole.project.store, named(work, number), roles, who.name)
    except RasidError as error:
        return shown(request, work, who, 400, problem=speech_of(request, who).told(error.sentence))
    return RedirectResponse("/people", status_code=303)


@router.post("/people/{number}/link")
def link(request: Request, work: Work, who: Admin, number: int) -> Response:
    """A new invitation for an account that was never opened, a reset for another."""
    name = named(work, number)
    with work.whole.project.store.reading() as connection:
        there = accounts.known(connection, name)
    kind = people.INVITE if there.state == accounts.INVITED else people.RESET
    try:
        make = people.invite if kind == people.INVITE else people.reset
        return handed(request, work, who, name, make(work.whole.project.store, name, who.name), kind)
    except RasidError as error:
        return shown(request, work, who, 400, problem=speech_of(request, who).told(error.sentence))


@router.post("/people/{number}/switch")
def switch(request: Request, work: Work, who: Admin, number: int, on: Annotated[str, Form(max_length=5)] = "") -> Response:
    try:
        people.switch(work.whole.project.store, named(work, number), on == "on", who.name)
    except RasidError as error:
        return shown(request, work, who, 400, problem=speech_of(request, who).told(error.sentence))
    return RedirectResponse("/people", status_code=303)
