"""What goes wrong, told on a page in a sentence: never a traceback, never what a report says."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.model import RasidError, UsageError
from rasid.model.errors import ConflictError, DataError, InputError, UnreadyError
from rasid.web.api.problems import is_program, problem
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.team.entrance import sent_too_late

# Why stands in the log, with where the database is, which is nobody's business out there.
UNREADY = "The project's database cannot be used now. Try again in some seconds; whoever runs the server finds in its log why."
RETRY_S = "5"  # what waits for the database asks again after so many seconds
LOG = logging.getLogger("rasid.web")


def tell(app: FastAPI) -> None:
    """Answers of all failures, as a page or, where JSON was asked for, as JSON."""

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> Response:
        if error.why == "login" and not wants_json(request) and "x-rasid-part" not in request.headers:
            return await to_the_door(request)
        return answer(request, error.status, error.why, headers=error.headers)

    @app.exception_handler(RasidError)
    async def told(request: Request, error: RasidError) -> Response:
        misasked = isinstance(error, UsageError | DataError | InputError)
        status = 409 if isinstance(error, ConflictError) else 400 if misasked else 404
        if isinstance(error, UnreadyError):
            LOG.error("%s %s: %s", request.method, request.url.path, error)
            return answer(request, 503, "said", UNREADY, headers={"retry-after": RETRY_S})
        error.where = error.where.removeprefix("--")  # options of commands are fields of pages and addresses
        return answer(request, status, "said", error.sentence, where=[error.where] if error.where else None)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return answer(request, error.status_code, "missing" if error.status_code == 404 else "asked", headers=error.headers)

    @app.exception_handler(RequestValidationError)
    async def misasked(request: Request, error: RequestValidationError) -> Response:
        return answer(request, 422, "asked", where=[".".join(map(str, e["loc"][1:] or e["loc"])) for e in error.errors()])

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        LOG.error("%s %s: %s", request.method, request.url.path, type(error).__name__, exc_info=error)
        return answer(request, 500, "unforeseen")


async def to_the_door(request: Request) -> Response:
    """Who is not in, or not any more: he comes back to where he was, and what he sent is kept."""
    if request.method not in ("GET", "HEAD"):
        return await sent_too_late(request)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?{urlencode({'next': asked})}" if asked != "/" else "/login", status_code=303)


def answer(
    request: Request, status: int, why: str, said: str = "", *, where: list[str] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    say = speech_of(request, None)
    if why == "login":
        said = say("Your session has ended. Log in again in another window, then press again here: what you typed is still there.")
    else:
        said = say.told(said)
    if is_program(request):
        return problem(say, status, why, said, where, headers)
    if wants_json(request):
        return JSONResponse({"error": why, "what": said}, status_code=status)
    return page(request, None, "failure.html", status=status, why=why, said=said)


def wants_json(request: Request) -> bool:
    return request.url.path.endswith((".json", ".geojson")) or "application/json" in request.headers.get("accept", "")
