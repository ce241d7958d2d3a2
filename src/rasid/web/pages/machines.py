"""`/openapi.json`: what there is, for programs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request

from rasid.web.access import Person, Right, allowed

router = APIRouter()


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, who: Annotated[Person, allowed(Right.READ)]) -> dict[str, Any]:
    described: dict[str, Any] = request.app.openapi()
    return described
