"""How answers are written, and how the description of the API tells of them."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import Request
from starlette.responses import Response

from rasid.web.api.problems import MEDIA, Problem

ENCODER = msgspec.json.Encoder()
SHAPES: set[type[msgspec.Struct]] = {Problem}
REFUSED = (400, 401, 403, 404, 413, 422, 429)


def reply(value: msgspec.Struct, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(ENCODER.encode(value), status_code=status, media_type="application/json", headers=headers)


def versioned(request: Request, value: msgspec.Struct, version: str, status: int = 200) -> Response:
    """One record under its version: 304 and nothing where the caller has it."""
    tag = f'"{version}"'
    if request.method == "GET" and tag in (t.strip() for t in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers={"etag": tag})
    return reply(value, status, {"etag": tag})


def refused(*also: int) -> dict[int | str, dict[str, Any]]:
    """`responses` of every route: what goes wrong."""
    return {n: {"description": "A problem.", "content": {MEDIA: {"schema": ref(Problem)}}} for n in (*REFUSED, *also)}


def gives(shape: type[msgspec.Struct], *also: int, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route: this shape, or a problem."""
    SHAPES.add(shape)
    told = (shape.__doc__ or shape.__name__).strip().splitlines()[0]
    return {status: {"description": told, "content": {"application/json": {"schema": ref(shape)}}}, **refused(*also)}


def nothing(told: str) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route that gives nothing."""
    return {204: {"description": told}, **refused()}


def ref(shape: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def schemas() -> dict[str, Any]:
    """The components of the description, by name."""
    _, parts = msgspec.json.schema_components(sorted(SHAPES, key=lambda s: s.__name__), ref_template="#/components/schemas/{name}")
    return dict(sorted(parts.items()))
