"""All routers of the API, in the order in which their addresses are tried: a report's id may have slashes, so that what ends in a word of
ours comes before."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.routing import APIRoute

from rasid.web.api import (
    counting,
    doubles,
    events,
    feed,
    feeds,
    files,
    home,
    incidents,
    knowledge,
    leaving,
    log,
    queue,
    releases,
    reports,
    restricting,
    teaching,
    upkeep,
)

ROUTERS: list[APIRouter] = [
    module.router
    for module in (
        *(home, feed, feeds, queue, doubles, restricting, reports, events),
        *(counting, incidents, knowledge, teaching, upkeep, log, files, leaving, releases),
    )
]


def routes() -> list[APIRoute]:
    return [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
