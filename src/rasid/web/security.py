"""What stands before every route and goes with every answer: known hosts, own pages alone, nothing inline, nothing large."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response

from rasid.publish.map.page import origin
from rasid.web.access import SAFE
from rasid.web.failures import answer
from rasid.web.workplace import Workplace

LARGEST = 25 * 1024 * 1024  # bytes of a request: a report of the largest size that `rasid add` takes by default, as a form sends it
TILED = "/explore"  # the one page that may show pictures of another server, where whoever runs this one named it
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer, browsers send their own forms with `Origin: null`
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}


def guard(app: FastAPI, work: Workplace) -> None:
    @app.middleware("http")
    async def guarded(request: Request, call_next: RequestResponseEndpoint) -> Response:
        why = objection(request, work)
        response = await call_next(request) if why is None else answer(request, *why)
        if work.tiles and request.url.path == TILED:
            own = HEADERS["content-security-policy"]
            response.headers["content-security-policy"] = own.replace("img-src 'self'", f"img-src 'self' {origin(work.tiles)}")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if work.team is not None and work.team.secure:
            response.headers.setdefault("strict-transport-security", "max-age=31536000")
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("cache-control", "no-store")  # reports name people: no copy stays in the browser's cache
        return response


def objection(request: Request, work: Workplace) -> tuple[int, str] | None:
    """Why a request is refused before any route sees it: another host name (a page elsewhere may resolve its own to this machine), another
    site's page, or too large a body."""
    host = (request.headers.get("host") or "").lower()
    name = host[: host.rfind("]") + 1] if host.startswith("[") else host.partition(":")[0]
    if name not in work.hosts:
        return 400, "host"
    if request.method not in SAFE:
        origin = request.headers.get("origin")
        elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        if elsewhere or (origin and urlsplit(origin).netloc.lower() != host):
            return 403, "origin"
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST or ("transfer-encoding" in request.headers and request.method not in SAFE):
        return 413, "size"
    return None
