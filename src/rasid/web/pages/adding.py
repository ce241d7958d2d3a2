"""`/reports/add`: files sent through a page are read by intake as `rasid add` reads them, and kept, coded and linked.

A few reports are coded while the browser waits; more are put by and read in the background (jobs/adding), and `/reports/added/NAME` tells
what became of them. A file is never written under the name it says it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Annotated, BinaryIO, NamedTuple

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from rasid.intake.found import Outcome as Arrival
from rasid.intake.limits import published_date
from rasid.jobs import incoming
from rasid.jobs.adding import NEW, SHOWN, Added, of_file, problem_of
from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.store import jobs as rows
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.knowledge.jobs import Jobs, jobs
from rasid.web.refused import Refused
from rasid.web.rendering import page
from rasid.web.workplace import Workplace

router = APIRouter()
Reviewer = Annotated[Person, allowed(Right.REVIEW)]
MOST = 100  # reports that are coded while the browser waits, some 20 ms each
LONGEST_NAME = 200


class Sent(NamedTuple):
    """A file as it came. `name`: the last part of what a browser calls it."""

    name: str
    file: BinaryIO
    size: int | None


@router.post("/reports/add")
def add(
    request: Request,
    work: Work,
    who: Reviewer,
    files: Annotated[list[UploadFile], File()],
    published: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    try:
        day = published_date(published.strip())
    except ValueError as error:
        raise UsageError(worded("{error}.", error=error.args[0]), where="published") from None
    sent = sent_in(files)
    looked = list(islice(arrivals(sent, day), MOST + 1))
    if len(looked) > MOST:
        return RedirectResponse(f"/reports/added/{put_by(work, who, sent, day)}", status_code=303)
    with work.coding:
        outcomes = list(work.project.add_found(looked, who=who.name))
    new = sum(o.what in NEW for o in outcomes)
    problems = [problem_of(o) for o in outcomes if o.problem is not None]
    if outcomes and new == len(outcomes) and not problems:
        return RedirectResponse(f"/?added={new}", status_code=303)
    there = sum(o.what == "already there" for o in outcomes)
    return page(request, who, "added.html", job=None, found=Added(new, there, len(problems), problems[:SHOWN]), nothing=not outcomes)


@router.get("/reports/added/{token}")
def added(request: Request, work: Work, who: Reviewer, token: str) -> Response:
    """What became of files that are read in the background, to who sent them."""
    job = jobs(work).get(f"add {token}") if incoming.is_token(token) else None
    if job is None or job.who != who.name:
        raise Refused(404, "missing")
    return page(request, who, "added.html", job=job, found=job.result, nothing=False)


def put_by(work: Workplace, who: Person, sent: list[Sent], day: str | None) -> str:
    """Leaves the files to whoever does the work; the name of it."""
    folder = work.whole.project.store.folder
    with work.whole.project.store.reading() as connection:
        incoming.sweep(folder, {job.asked["token"] for job in rows.under_way(connection, "add")})
    token = incoming.keep(folder, (one.file for one in sent))
    Jobs(work).begin(f"add {token}", who, {"token": token, "names": [one.name for one in sent], "day": day})
    return token


def sent_in(files: list[UploadFile]) -> list[Sent]:
    """Those that have a name: a form without a file sends one that has none."""
    return [Sent(plain_name(f.filename), f.file, f.size) for f in files if f.filename]


def arrivals(sent: list[Sent], day: str | None) -> Iterator[Arrival]:
    return chain.from_iterable(of_file(one.file, one.name, one.size, day) for one in sent)


def plain_name(said: str | None) -> str:
    """The last part of what a browser calls a file, without signs that are not printed: it is shown, and opens nothing."""
    last = (said or "").replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip(". ")[-LONGEST_NAME:] or "file"
