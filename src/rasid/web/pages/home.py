"""`/`: what is here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.web.access import Person, Right, Work, allowed
from rasid.web.rendering import page

router = APIRouter()


@router.get("/")
def home(request: Request, work: Work, who: Annotated[Person, allowed(Right.READ)]) -> Response:
    return page(request, who, "home.html", project=work.project.store.folder.resolve().name)
