"""`/find`: anything by its name. A page of its own, and what the window that Ctrl+K opens shows as one types."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.web.access import Person, Right, Work, allowed
from rasid.web.finding.found import LONGEST, found
from rasid.web.knowledge.known import known
from rasid.web.pages.review import PART
from rasid.web.rendering import page, rendered, speech_of

router = APIRouter()


@router.get("/find")
def find(request: Request, work: Work, who: Annotated[Person, allowed(Right.READ)]) -> Response:
    """The whole page; with the header `x-rasid-part`, the groups of lines alone, or an empty window for them (`window`)."""
    asks = request.headers.get(PART)
    if asks == "window":  # which then asks for the groups
        return part(request, who, "finding/window.html")
    typed = request.query_params.get("q", "").strip()[:LONGEST]
    groups = found(work, known(work), speech_of(request, who), who, typed)
    if asks is not None:
        return part(request, who, "finding/groups.html", groups=groups)
    return page(request, who, "finding/page.html", q=typed, groups=groups)


def part(request: Request, who: Person, template: str, **values: Any) -> Response:
    body, _ = rendered(request, who, template, **values)
    return Response(body, media_type="text/html", headers={"vary": f"{PART}, accept-language, cookie"})
