"""`/reports/ID/access`: who may see a report, and a form that keeps it for some eyes alone."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model import RasidError
from rasid.project.team import restricting
from rasid.store import accounts, reports
from rasid.store.accounts import OFF, ROLES
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.rendering import page, speech_of
from rasid.web.review.page import address
from rasid.web.team.wording import role_said
from rasid.web.workplace import Workplace

router = APIRouter()
Restrictor = Annotated[Person, allowed(Right.RESTRICT, team=True)]
Names = Annotated[list[str], Form(max_length=200)]


@router.get("/reports/{report_id:path}/access")
def access(request: Request, work: Work, who: Restrictor, report_id: str) -> Response:
    return shown(request, work, who, report_id)


def shown(request: Request, work: Workplace, who: Person, report_id: str, status: int = 200, **more: Any) -> Response:
    say = speech_of(request, who)
    with work.project.store.reading() as connection:
        stored = reports.known(connection, report_id)
        audience = restricting.audience(connection, report_id)
        people = [one for one in accounts.everyone(connection) if one.state != OFF]
    values: dict[str, Any] = {
        "report": stored.report,
        "audience": audience,
        "people": people,
        "roles": [(role, role_said(say, role)) for role in ROLES],
        "problem": "",
        "base": address(report_id),
        **more,
    }
    return page(request, who, "team/access.html", status=status, **values)


@router.post("/reports/{report_id:path}/access")
def restrict(
    request: Request,
    work: Work,
    who: Restrictor,
    report_id: str,
    people: Names = [],  # noqa: B006 -- FastAPI makes a new one for each request
    roles: Names = [],  # noqa: B006
    why: Annotated[str, Form(max_length=4000)] = "",
    do: Annotated[str, Form(max_length=10)] = "keep",
) -> Response:
    with work.project.store.reading() as connection:  # what he may not see is not there for him
        reports.known(connection, report_id)
    whole = work.whole.project
    try:
        if do == "open":
            restricting.lift(whole.store, work.lexicon, report_id, who.name, why or None)
        else:
            told = restricting.restrict(whole.store, work.lexicon, report_id, people, roles, who.name, why or None)
            if not {f"person:{who.name}", *(f"role:{role}" for role in who.roles)} & set(told):
                return RedirectResponse("/queue", status_code=303)
    except RasidError as error:
        return shown(request, work, who, report_id, 400, problem=speech_of(request, who).told(error.sentence))
    return RedirectResponse(address(report_id), status_code=303)
