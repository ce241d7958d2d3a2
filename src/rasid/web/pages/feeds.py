"""`/feeds`: the feeds that are watched, and how they are; added, removed, and asked in the background where they are due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.intake.fetching import Fetcher
from rasid.model import RasidError, UsageError
from rasid.project.watching import Watched, Watcher
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.knowledge.jobs import jobs
from rasid.web.rendering import page, speech_of
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
# Who is asked sees that somebody here reads him, and what comes in is read by all: no decision of a coder alone.
Approver = Annotated[Person, allowed(Right.APPROVE)]
Address = Annotated[str, Form(max_length=2000)]
JOB = "feeds"


@router.get("/feeds")
def feeds(request: Request, work: Work, who: Reader) -> Response:
    return shown(request, work, who)


def shown(request: Request, work: Workplace, who: Person, status: int = 200, problem: str = "", typed: str = "") -> Response:
    job = jobs(work).get(JOB)
    found = job.result if job is not None and job.who == who.name else None  # it names reports' addresses
    values = {"feeds": watched(work), "job": job, "found": found, "may": Right.APPROVE in who.rights, "problem": problem, "typed": typed}
    return page(request, who, "feeds.html", status=status, **values)


@router.get("/feeds.json")
def progress(work: Work, who: Reader) -> Response:
    job = jobs(work).get(JOB)
    return JSONResponse(job.told() if job is not None else None)


@router.post("/feeds")
def add(request: Request, work: Work, who: Approver, address: Address = "") -> Response:
    try:
        with watcher(work, who) as watching:
            watching.add(address)
    except RasidError as error:
        return shown(request, work, who, 400, speech_of(request, who).told(error.sentence), address)
    return RedirectResponse("/feeds", status_code=303)


@router.post("/feeds/remove")
def remove(work: Work, who: Approver, address: Address = "") -> Response:
    with watcher(work, who) as watching:
        watching.remove(address)
    return RedirectResponse("/feeds", status_code=303)


@router.post("/feeds/ask")
def ask(work: Work, who: Approver) -> Response:
    """Begins to ask those that are due."""
    begin(work, who)
    return RedirectResponse("/feeds", status_code=303)


def begin(work: Workplace, who: Person) -> None:
    """Raises UsageError where none is watched."""
    if not watched(work):
        raise UsageError("no feed is watched.", hint="Name one first.")
    jobs(work).begin(JOB, who)


def watched(work: Workplace) -> list[Watched]:
    """What is watched is no report, and the same for all."""
    with Fetcher() as fetcher:
        return Watcher(work.whole.project, fetcher, "").feeds()


@contextmanager
def watcher(work: Workplace, who: Person) -> Iterator[Watcher]:
    with Fetcher() as fetcher:
        yield Watcher(work.whole.project, fetcher, who.name)
