"""The description of the API (OpenAPI 3.1): its routes with the scopes they ask for, its schemas made from the records themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from rasid import __version__
from rasid.web.access import Right, rights_of
from rasid.web.api.answers import schemas

ABOUT = (
    "What the pages of a project do, for programs. Every request carries a token: `Authorization: Bearer rasid_…`, as `rasid token add` "
    "makes it. A token reads what its person reads on the pages; what is passed on to others leaves by `/exports` under a profile. Lists "
    "go on by cursors; what changes a record says which version of it was seen; what goes wrong is told as `application/problem+json`."
)
PREFIX = "/api/v1"


def called(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for below in dependant.dependencies:
        yield from called(below)


def scopes_of(route: APIRoute) -> list[str]:
    """The rights that a route of the API asks for."""
    found: set[Right] = set()
    for call in called(route.dependant):
        found |= set(rights_of(call) or ()) if call is not None else set()
    return sorted(map(str, found))


def describe(app: FastAPI, routers: list[APIRouter]) -> None:
    """Lets the application describe the API, once asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = made(routers)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def made(routers: list[APIRouter]) -> dict[str, Any]:
    api = FastAPI(generate_unique_id_function=lambda route: route.name)
    for router in routers:
        api.include_router(router, prefix=PREFIX)
    told: dict[str, Any] = get_openapi(title="Rasid", version=__version__, summary="راصد", description=ABOUT, routes=api.routes)
    scopes = {
        (f"{PREFIX}{r.path_format}".replace(":path", ""), m.lower()): scopes_of(r)
        for router in routers
        for r in router.routes
        if isinstance(r, APIRoute)
        for m in r.methods or ()
    }
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            needed = scopes[path, method]
            operation["security"] = [{"token": needed}]
            if needed:
                operation["description"] = f"{operation.get('description', '')}\n\nNeeds the scope `{'`, `'.join(needed)}`.".strip()
    parts = told.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        parts.pop(name, None)
    parts.update(schemas())
    return told
