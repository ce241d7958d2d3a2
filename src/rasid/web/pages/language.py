"""`/language`: the reader chooses a language; it is kept in a cookie, and with the account where there is one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from rasid.project.team import people
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.speech import COOKIE, LANGUAGES

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.post("/language")
def choose(
    work: Work, language: Annotated[str, Form()], who: Annotated[Person, allowed(Right.READ)], back: Annotated[str, Form()] = "/"
) -> Response:
    safe = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(safe, status_code=303)
    if language in LANGUAGES:
        if who.account is not None:
            people.set_language(work.whole.project.store, who.name, language, who.name)
        answer.set_cookie(COOKIE, language, max_age=YEAR, httponly=True, samesite="strict")
    return answer
