"""The feeds that are watched: listed, added, removed, and asked in the background where they are due."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.web.access import Person, Work
from rasid.web.api import bodies
from rasid.web.api.answers import gives, reply
from rasid.web.api.bearer import Approver, Reader
from rasid.web.api.shapes import FeedAnswer, FeedList
from rasid.web.api.teaching import NOTHING, job_of
from rasid.web.knowledge.jobs import jobs
from rasid.web.pages import feeds as pages
from rasid.web.rendering import speech_of
from rasid.web.workplace import Workplace

router = APIRouter(tags=["reports"])


@router.get("/feeds", responses=gives(FeedList))
def list_feeds(request: Request, work: Work, who: Reader) -> Response:
    """The feeds that are watched, and how asking them went last (`work`)."""
    return reply(told(request, work, who))


@router.post("/feeds", status_code=201, responses=gives(FeedList, status=201))
def watch_feed(request: Request, work: Work, who: Approver, body: bodies.FeedNamed) -> Response:
    """Watches a feed from now on."""
    with pages.watcher(work, who) as watching:
        watching.add(body.address)
    return reply(told(request, work, who), 201)


@router.post("/feeds/remove", responses=gives(FeedList))
def unwatch_feed(request: Request, work: Work, who: Approver, body: bodies.FeedNamed) -> Response:
    """Watches a feed no longer; what it brought stays."""
    with pages.watcher(work, who) as watching:
        watching.remove(body.address)
    return reply(told(request, work, who))


@router.post("/feeds/ask", status_code=202, responses=gives(FeedList, status=202))
def ask_feeds(request: Request, work: Work, who: Approver) -> Response:
    """Begins to ask those that are due."""
    pages.begin(work, who)
    return reply(told(request, work, who), 202)


def told(request: Request, work: Workplace, who: Person) -> FeedList:
    rows = [
        FeedAnswer(
            address=feed.address,
            title=feed.title,
            items=len(feed.seen),
            checked=feed.checked,
            next=feed.next_check,
            failures=feed.failures,
            problem=feed.problem,
        )
        for feed in pages.watched(work)
    ]
    return FeedList(feeds=rows, work=job_of(jobs(work).get(pages.JOB), speech_of(request, who)) or NOTHING)
