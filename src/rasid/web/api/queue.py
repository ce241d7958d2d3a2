"""The queue: what to check next and why, claims, and filters kept under a name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from rasid.store import queueing, saved
from rasid.web.access import Work
from rasid.web.api import bodies
from rasid.web.api.answers import gives, nothing, reply
from rasid.web.api.asking import QueueParams, wanted
from rasid.web.api.bearer import Reader, Reviewer
from rasid.web.api.cursors import cursor_of, leading, place_of
from rasid.web.api.shapes import Claimed, FilterAnswer, FilterList, QueuePage, QueueRow
from rasid.web.asked import asked_of_query

router = APIRouter(tags=["queue"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/queue", responses=gives(QueuePage))
def list_queue(request: Request, work: Work, who: Reader, asked: Annotated[QueueParams, Query()]) -> Response:
    """Reports with something to decide, the most pressing first; those that another has before him last."""
    with work.project.store.reading() as connection, leading():
        what = wanted(request, connection, work.lexicon)
        place = place_of("queue", asked.cursor)
        found = queueing.queue(connection, what.filters, who.name, stage=asked.stage, limit=asked.limit, after=place)
        waiting = work.tally.waiting(connection)
    return reply(QueuePage(reports=[row(one) for one in found.rows], waiting=waiting, next=cursor_of("queue", found.after)))


def row(one: queueing.Waiting) -> QueueRow:
    same = ("id", "outlet", "published", "added", "stage", "reprint", "undecided", "score", "flags")
    return QueueRow(
        **{k: getattr(one, k) for k in same},
        points=one.points._asdict() | {"age": one.age},
        events=[e._asdict() for e in one.events],
        claim={"who": one.claim.who, "until": one.claim.until} if one.claim else None,
    )


@router.post("/queue/next", responses=gives(Claimed, 409))
def claim_next(work: Work, who: Reviewer, body: bodies.Next) -> Response:
    """Takes the first report that is free, for half an hour."""
    if body.done:
        work.project.release(body.done, who.name)
    with work.project.store.reading() as connection:
        what = asked_of_query(body.filter, connection, work.lexicon)
    got = work.project.claim_next(who.name, what.filters, what.stage, but=body.done)
    return reply(Claimed(report=got.report_id if got else None, until=got.until if got else None))


@router.post("/reports/{report_id:path}/claim", responses=gives(Claimed, 409))
def claim_report(work: Work, who: Reviewer, report_id: str) -> Response:
    """Takes this report for half an hour, or goes on having it."""
    got = work.project.claim(report_id, who.name)
    return reply(Claimed(report=got.report_id, until=got.until))


@router.delete("/reports/{report_id:path}/claim", status_code=204, responses=nothing("You have it no more."))
def release_report(work: Work, who: Reviewer, report_id: str) -> Response:
    """Gives a report back."""
    work.project.release(report_id, who.name)
    return Response(status_code=204)


@router.get("/queue/filters", responses=gives(FilterList))
def list_filters(work: Work, who: Reader) -> Response:
    """The filters that the token's person keeps."""
    with work.project.store.reading() as connection:
        found = saved.of(connection, who.name)
    return reply(FilterList(filters=[FilterAnswer(id=s.id, name=s.name, query=s.query) for s in found]))


@router.post("/queue/filters", status_code=201, responses=gives(FilterAnswer, status=201))
def keep_filter(work: Work, who: Reader, body: bodies.Filter) -> Response:
    """Keeps a filter, instead of the one of the same name; what makes no sense in it is left out."""
    with work.project.store.reading() as connection:
        query = asked_of_query(body.query, connection, work.lexicon).query
    number = work.project.keep_filter(body.name, query, who.name)
    return reply(FilterAnswer(id=number, name=" ".join(body.name.split()), query=query), 201)


@router.delete("/queue/filters/{number}", status_code=204, responses=nothing("It is gone."))
def forget_filter(work: Work, who: Reader, number: Number) -> Response:
    """Deletes a filter of one's own."""
    work.project.forget_filter(number, who.name)
    return Response(status_code=204)
