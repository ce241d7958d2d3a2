"""Reports: listed, one with its events, added, said to be reviewed."""

from __future__ import annotations

import io
from itertools import islice
from typing import Annotated

import msgspec
from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.responses import Response

from rasid.intake.columns import Mapping
from rasid.intake.finding import read
from rasid.intake.found import Outcome as Arrival
from rasid.intake.limits import DEFAULT_LIMIT, published_date
from rasid.intake.opening import Input, Wanted
from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.project.adding import Outcome
from rasid.store.reports_page import page
from rasid.store.searching import search_reports
from rasid.web.access import Person, Work
from rasid.web.api import bodies, seen, telling
from rasid.web.api.answers import gives, reply, versioned
from rasid.web.api.asking import ReportParams, day
from rasid.web.api.bearer import Reader, Reviewer
from rasid.web.api.cursors import cursor_of, leading, place_of
from rasid.web.api.shapes import AddedAnswer, AddedList, EventAnswer, ReportAnswer, ReportPage
from rasid.web.pages.adding import arrivals, sent_in
from rasid.web.rendering import speech_of
from rasid.web.workplace import Workplace

router = APIRouter(prefix="/reports", tags=["reports"])


@router.get("", responses=gives(ReportPage))
def list_reports(request: Request, work: Work, who: Reader, asked: Annotated[ReportParams, Query()]) -> Response:
    """Reports without their texts, newest first; with `text`, those whose title or text has the words."""
    with work.project.store.reading() as connection, leading():
        place = place_of("reports", asked.cursor)
        if asked.text is not None:
            if asked.outlet or asked.state or asked.since or asked.until:
                raise UsageError("reports are searched by words or listed by filters, not both at once.", where="text")
            hits = search_reports(connection, asked.text, limit=asked.limit, after=place)
            rows, after = page(connection, ids=[h.id for h in hits.hits], limit=asked.limit), hits.after
        else:
            since, until = day(asked.since, "since"), day(asked.until, "until")
            found = page(connection, asked.state, asked.outlet, since, until, limit=asked.limit + 1, before=int(place) if place else None)
            rows, after = found[: asked.limit], str(found[asked.limit - 1]["rank"]) if len(found) > asked.limit else None
    told = [ReportAnswer(**{k: row[k] for k in telling.LISTED}) for row in rows]
    return reply(ReportPage(reports=told, next=cursor_of("reports", after)))


# Adding --------------------------------------------------------------------------------------------------------------------------


@router.post("", status_code=201, responses=gives(AddedList, status=201))
def add_reports(request: Request, work: Work, who: Reviewer, body: bodies.NewReports) -> Response:
    """Keeps, codes and links reports, as `rasid add` does. What is there already stays; another text under a known id is a revision."""
    rows = (msgspec.json.encode({k: v for k, v in one.model_dump().items() if v is not None}) for one in body.reports)
    sent = io.BytesIO(b"\n".join(rows))
    item = Input(sent, "api.jsonl", "api.jsonl", ".jsonl", how="api", size=len(sent.getvalue()))
    return added(request, work, who, list(read(item, Wanted(day_of(body.published), DEFAULT_LIMIT, Mapping(), True))))


@router.post("/files", status_code=201, responses=gives(AddedList, status=201))
def add_files(
    request: Request,
    work: Work,
    who: Reviewer,
    files: Annotated[list[UploadFile], File(description="Texts, pages, tables, documents, archives: whatever `rasid add` takes.")],
    published: Annotated[str, Form(max_length=40, description="Of reports that bring no date.")] = "",
) -> Response:
    """The same of files."""
    published_on = day_of(published.strip() or None)
    return added(request, work, who, list(islice(arrivals(sent_in(files), published_on), bodies.MOST + 1)))


def day_of(published: str | None) -> str | None:
    """Raises UsageError where it is no date."""
    try:
        return published_date(published) if published else None
    except ValueError as error:
        raise UsageError(worded("{error}.", error=error.args[0]), where="published") from None


def added(request: Request, work: Workplace, who: Person, found: list[Arrival]) -> Response:
    with work.coding:
        outcomes = list(work.project.add_found(found[: bodies.MOST], who=who.name))
    say = speech_of(request, who)

    def told(one: Outcome) -> AddedAnswer:
        said = (
            None
            if one.problem is None
            else say.told(getattr(one.problem, "sentence", None) or str(getattr(one.problem, "what", one.problem)))
        )
        return AddedAnswer(where=one.where, what=one.what, report_id=one.report_id, events=one.events, problem=said)

    return reply(AddedList(reports=[told(o) for o in outcomes], more=len(found) > bodies.MOST), 201)


# One report ----------------------------------------------------------------------------------------------------------------------


@router.post("/{report_id:path}/events", status_code=201, responses=gives(EventAnswer, 409, status=201))
def add_event(request: Request, work: Work, who: Reviewer, report_id: str, body: bodies.NewEvent) -> Response:
    """Adds an event that the coder did not find, named by the words of `span`."""
    start, end = body.span
    made = work.project.add_event(report_id, body.type, (start, end), who.name, body.values or None, body.why)
    with work.project.store.reading() as connection:
        told = telling.known_event(connection, made.id)
    return versioned(request, told, told.version, 201)


@router.post("/{report_id:path}/reviewed", responses=gives(ReportAnswer, 409))
def say_reviewed(request: Request, work: Work, who: Reviewer, report_id: str, body: bodies.Seen) -> Response:
    """Says that all of its events are decided."""
    return judged(request, work, who, report_id, body, work.project.review)


@router.post("/{report_id:path}/reopened", responses=gives(ReportAnswer, 409))
def say_reopened(request: Request, work: Work, who: Reviewer, report_id: str, body: bodies.Seen) -> Response:
    """Takes that back."""
    return judged(request, work, who, report_id, body, work.project.reopen)


def judged(request: Request, work: Workplace, who: Person, report_id: str, body: bodies.Seen, do: object) -> Response:
    def now() -> ReportAnswer:
        with work.project.store.reading() as connection:
            return telling.whole_report(connection, report_id)

    def act() -> Response:
        do(report_id, who.name, body.why, body.state)  # type: ignore[operator]
        return reply(now())

    return seen.guarded(request, who, act, now, body.model_dump())


@router.get("/{report_id:path}", responses=gives(ReportAnswer))
def get_report(request: Request, work: Work, who: Reader, report_id: str) -> Response:
    """A report with its text, its events and its reprints."""
    with work.project.store.reading() as connection:
        return reply(telling.whole_report(connection, report_id))
