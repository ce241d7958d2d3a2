"""Where one is: the API's own address, its description, and what the start page tells."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from rasid import __version__
from rasid.store import overview
from rasid.web.access import Person, Work
from rasid.web.api.answers import gives, reply
from rasid.web.api.bearer import Reader, scoped
from rasid.web.api.shapes import About, Overview

router = APIRouter(tags=["about"])
Anyone: Any = scoped()


@router.get("", responses=gives(About))
def about(work: Work, who: Person = Anyone) -> Response:
    """In whose name a token acts, and what it may do."""
    project = work.project.store.settings.id
    return reply(About(rasid=__version__, project=project, person=who.name, scopes=sorted(map(str, who.rights))))


@router.get("/openapi.json", include_in_schema=False)
def described(request: Request, who: Person = Anyone) -> Response:
    return JSONResponse(request.app.openapi())


@router.get("/overview", responses=gives(Overview))
def get_overview(work: Work, who: Reader) -> Response:
    """What came in, what waits, what looks wrong, who decided how much."""
    with work.project.store.reading() as connection:
        progress = overview.progress(connection)
        came, made, doubts = overview.came_in(connection), overview.decided(connection), overview.doubts(connection)
        runs, feeds = overview.last_runs(connection), overview.troubled_feeds(connection)
    return reply(
        Overview(
            reports=progress.reports,
            waiting=progress.waiting,
            came_in=[{"day": d.day, "reports": d.number} for d in came],
            decided=[{"who": d.who, "decisions": d.number} for d in made],
            runs=runs,
            feeds=feeds,
            doubts=dict(doubts),
        )
    )
