"""How many events fit, by every count of the exploring page at once."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from msgspec import Struct
from pydantic import Field
from starlette.responses import Response

from rasid.store.cube.asking import Figures
from rasid.web.access import Work
from rasid.web.api.answers import gives, reply
from rasid.web.api.asking import Filters, wanted
from rasid.web.api.bearer import Reader
from rasid.web.pages.explore import counted

router = APIRouter(tags=["events"])


class Counts(Struct, frozen=True, kw_only=True):
    """`figures`: null while the events are still being counted, with status 202: ask again in a moment."""

    figures: Figures | None


class CountParams(Filters):
    each: Annotated[Literal["day", "week", "month"] | None, Field(description="Stretches of time; else by how long the whole is.")] = None


@router.get("/counts", responses=gives(Counts) | gives(Counts, status=202))
def count_events(request: Request, work: Work, who: Reader, asked: Annotated[CountParams, Query()]) -> Response:
    """Counts by time, province, pair of parties, type, weapon, source and state; each leaves its own filter out, so that it shows what else
    there is. Figures of what is coded, reviewed or not: what is published is counted from an export."""
    with work.project.store.reading() as connection:
        what = wanted(request, connection, work.lexicon)
        inside = asked.area if asked.area and asked.area.count("/") == 1 and not asked.area.endswith("/") else None
        figures = counted(work, what, asked.each, inside)
    return reply(Counts(figures=figures), 200 if figures is not None else 202)
