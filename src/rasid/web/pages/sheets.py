"""`/doubles/NUMBER/reports/ID`: the pages of a report, of its text and all that can be decided, over the sheet of who asks.

They are the same pages, under another address: `access.workplace` gives them the sheet in the place of the project.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.routing import APIRoute

from rasid.web.pages import deciding, review

router = APIRouter()
for route in (*deciding.router.routes, *review.router.routes):
    assert isinstance(route, APIRoute)
    router.add_api_route("/doubles/{double}" + route.path, route.endpoint, methods=sorted(route.methods or ()))
