"""The application: one project, its pages, who may do what, and what every answer carries."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles

from rasid import __version__
from rasid.web import failures, security
from rasid.web.api.description import PREFIX, describe
from rasid.web.api.limits import Limits
from rasid.web.api.routes import ROUTERS
from rasid.web.workplace import Workplace

HERE = Path(__file__).parent
# Modules of `pages`, each with a `router`; the menu's order is in menu.py.
PAGES = (
    *("home", "adding", "restricting", "language", "machines", "api", "queue", "events", "explore", "deciding", "review"),
    *("find", "parties", "places", "codebook", "gaps", "proposals", "incidents", "why", "incident", "log"),
    *("login", "oidc", "passkeys", "account", "people", "agreement", "doubles", "sheets", "settling"),
    *("releases", "jobs", "files", "upkeep", "feeds"),
)


def routes() -> list[APIRoute]:
    """Every address of the pages."""
    return [r for name in PAGES for r in import_module(f"rasid.web.pages.{name}").router.routes if isinstance(r, APIRoute)]


@cache
def addresses() -> APIRouter:
    """All routes, those of the API and those of the pages: what they ask for is read from their signatures once for all applications of a
    process, which takes longer than answering twenty pages."""
    whole = APIRouter()
    for router in ROUTERS:
        whole.include_router(router, prefix=PREFIX)
    for name in PAGES:
        whole.include_router(import_module(f"rasid.web.pages.{name}").router)
    return whole


def create_app(workplace: Workplace) -> FastAPI:
    """The pages over a workplace. Every route asks `access.allowed` (a test walks them)."""
    app = FastAPI(title="Rasid", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.workplace = workplace
    security.guard(app, workplace)
    failures.tell(app)
    app.state.limits = Limits()
    describe(app, ROUTERS)
    app.router.routes.extend(addresses().routes)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app
