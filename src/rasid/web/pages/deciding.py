"""What is decided on the review page: each a form that works without JavaScript and comes back to the report."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model.errors import ConflictError
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.pages import review
from rasid.web.review.page import address

router = APIRouter()
Reviewer = Annotated[Person, allowed(Right.REVIEW)]
Short = Annotated[str, Form(max_length=500)]
Text = Annotated[str, Form(max_length=4000)]


def back(report_id: str, event: str, next_: str) -> Response:
    return RedirectResponse(address(report_id, at=event, event=event, next=next_), status_code=303)


@router.post("/reports/{report_id:path}/events/{event_id}/accept")
def accept(
    request: Request, work: Work, who: Reviewer, report_id: str, event_id: str, state: Short, mark: Short, next: Text = ""
) -> Response:
    try:
        work.project.accept(event_id, who.name, expected=state, seen=mark)
    except ConflictError as error:
        return review.shown(request, work, who, report_id, status=409, conflict=error.what)
    return back(report_id, event_id, next)


@router.post("/reports/{report_id:path}/events/{event_id}/reject")
def reject(
    request: Request, work: Work, who: Reviewer, report_id: str, event_id: str, state: Short, mark: Short, why: Text = "", next: Text = ""
) -> Response:
    try:
        work.project.reject(event_id, who.name, why, expected=state, seen=mark)
    except ConflictError as error:
        return review.shown(request, work, who, report_id, status=409, conflict=error.what)
    return back(report_id, event_id, next)
