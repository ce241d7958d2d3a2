"""`/`: what waits for me, what came in, what looks wrong, what the team did; and a form that adds a file."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.store import claims, overview, queueing
from rasid.store.filtering import Filters
from rasid.store.overview import Day
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.pages.queue import opened
from rasid.web.pages.reasons import reasons
from rasid.web.rendering import page

router = APIRouter()
HEAD = 5  # reports of the queue's head
TALL, WIDE, BETWEEN = 48, 14, 3  # units of a chart: its height, a bar's width, the gap to the next


class Bar(NamedTuple):
    x: int
    y: float
    height: float


@router.get("/")
def home(request: Request, work: Work, who: Annotated[Person, allowed(Right.READ)]) -> Response:
    with work.project.store.reading() as connection:
        mine = list(claims.held(connection, who=who.name))
        values: dict[str, Any] = {
            "progress": overview.progress(connection),
            "mine": queueing.loaded(connection, mine),
            "head": queueing.queue(connection, Filters(), who.name, limit=HEAD).rows,
            "came": overview.came_in(connection),
            "runs": overview.last_runs(connection),
            "feeds": overview.troubled_feeds(connection),
            "doubts": overview.doubts(connection),
            "team": overview.decided(connection),
            "most": overview.COUNTED,
        }
    return page(
        request,
        who,
        "home.html",
        project=work.project.store.folder.resolve().name,
        types=work.lexicon.ontology["event_types"],
        wording=wording,
        reasons=reasons,
        opened=lambda id_: opened(id_, ""),
        bars=bars,
        chart=(len(values["came"]) * (WIDE + BETWEEN), TALL, WIDE),
        added=request.query_params.get("added", ""),
        **values,
    )


def bars(days: list[Day]) -> list[Bar]:
    """The bars of a chart, the highest as high as the chart; a day without any has none."""
    highest = max((day.number for day in days), default=0) or 1
    made = [(n, round(TALL * day.number / highest, 1)) for n, day in enumerate(days)]
    return [Bar(n * (WIDE + BETWEEN), TALL - height, height) for n, height in made if height]
