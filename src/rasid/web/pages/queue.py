"""`/queue`: reports with something to decide, the most pressing first; claims, and filters kept under a name.

A link to a report carries `next`: the query of the queue it was opened from. From the report's page, POST /queue/claim with `done=ID`
and `filter=` that query gives the report back and opens the next one.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model.errors import ConflictError
from rasid.store import queueing, saved
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.asked import Asked, asked, asked_of_query, outlets, regions
from rasid.web.pages.reasons import lines
from rasid.web.rendering import page, speech_of

router = APIRouter()
ROWS = 50
Reader = Annotated[Person, allowed(Right.READ)]
Reviewer = Annotated[Person, allowed(Right.REVIEW)]
Text = Annotated[str, Form(max_length=4000)]


@router.get("/queue")
def queue(request: Request, work: Work, who: Reader) -> Response:
    return shown(request, work, who)


def shown(request: Request, work: Work, who: Person, status: int = 200, notice: str = "", query: str | None = None) -> Response:
    """The page. `notice`: what became of what was asked before: none (nothing is free), taken (another has it)."""
    with work.project.store.reading() as connection:
        params = request.query_params
        what = asked(params, connection, work.lexicon) if query is None else asked_of_query(query, connection, work.lexicon)
        after = params.get("after") if query is None else None
        found = queueing.queue(connection, what.filters, who.name, stage=what.stage, limit=ROWS, after=after)
        values = {
            "all": work.tally.waiting(connection),
            "saved": saved.of(connection, who.name),
            "regions": regions(connection, work.lexicon),
            "outlets": outlets(connection),
        }
    types = work.lexicon.ontology["event_types"]
    return page(
        request,
        who,
        "queue.html",
        status=status,
        rows=lines(speech_of(request, who), found.rows, types, lambda id_: opened(id_, what.query)),
        more=address("/queue", what.query, after=found.after) if found.after else None,
        first=after is None,
        what=what,
        types=types,
        flags=wording.FLAGS,
        wording=wording,
        notice=notice or params.get("notice", ""),
        **values,
    )


def address(path: str, query: str, **more: str | None) -> str:
    added = urlencode({k: v for k, v in more.items() if v})
    told = "&".join(part for part in (query, added) if part)
    return f"{path}?{told}" if told else path


def opened(report_id: str, query: str) -> str:
    """The report's own page, which knows where to go on."""
    return f"/reports/{quote(report_id, safe='')}?{urlencode({'next': query})}"


def to(address_: str) -> Response:
    return RedirectResponse(address_, status_code=303)


@router.post("/queue/claim")
def claim(
    request: Request,
    work: Work,
    who: Reviewer,
    report: Annotated[str, Form(max_length=500)] = "",
    done: Annotated[str, Form(max_length=500)] = "",
    filter: Text = "",
) -> Response:
    """Takes a report, or the first that is free, and opens it; `done` is given back before."""
    if done:
        work.project.release(done, who.name)
    what = filter_of(work, filter)
    if not report:
        got = work.project.claim_next(who.name, what.filters, what.stage, but=done or None)
        return to(opened(got.report_id, what.query) if got is not None else address("/queue", what.query, notice="none"))
    try:
        work.project.claim(report, who.name)
    except ConflictError:
        return shown(request, work, who, 409, "taken", what.query)
    return to(opened(report, what.query))


@router.post("/queue/release")
def release(work: Work, who: Reviewer, report: Annotated[str, Form(max_length=500)], filter: Text = "") -> Response:
    work.project.release(report, who.name)
    return to(address("/queue", filter_of(work, filter).query))


@router.post("/queue/filters")
def keep(work: Work, who: Reader, name: Annotated[str, Form(max_length=200)], filter: Text = "") -> Response:
    what = filter_of(work, filter)
    work.project.keep_filter(name, what.query, who.name)
    return to(address("/queue", what.query))


@router.post("/queue/filters/forget")
def forget(work: Work, who: Reader, number: Annotated[int, Form()], filter: Text = "") -> Response:
    work.project.forget_filter(number, who.name)
    return to(address("/queue", filter_of(work, filter).query))


def filter_of(work: Work, query: str) -> Asked:
    """Of a form's own field: what is no filter in it is dropped, so that it leads nowhere else."""
    with work.project.store.reading() as connection:
        return asked_of_query(query, connection, work.lexicon)
