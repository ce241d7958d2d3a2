"""What is decided on the review page: each a form that works without JavaScript and comes back to the report.

A script sends the same forms with `x-rasid-part`, and gets what changed since the entry it names instead of a page.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.model import UsageError
from rasid.model.errors import ConflictError, StoreError
from rasid.model.worded import worded
from rasid.project.checking import Record
from rasid.project.reshaping import LISTS, Parting
from rasid.store import reports
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.pages import review
from rasid.web.rendering import speech_of
from rasid.web.review import forms
from rasid.web.review.conflicts import Conflict, conflicts
from rasid.web.review.fields import Shower
from rasid.web.review.offsets import Units
from rasid.web.review.opened import opened
from rasid.web.review.page import address
from rasid.web.workplace import Workplace

router = APIRouter()
Reviewer = Annotated[Person, allowed(Right.REVIEW)]
EVENT = "/reports/{report_id:path}/events/{event_id}"


async def sent(request: Request) -> dict[str, str]:
    """What a form says, its files left out."""
    return {k: v for k, v in (await request.form()).items() if not isinstance(v, UploadFile)}


Sent = Annotated[dict[str, str], Depends(sent)]


def done(request: Request, work: Workplace, who: Person, report_id: str, event: str, form: dict[str, str]) -> Response:
    """Back to the report; a script gets what changed."""
    if review.PART in request.headers:
        since = forms.number_of(request.headers.get("x-rasid-since", "")) or 0
        return JSONResponse(review.changed(request, work, who, report_id, since) | {"event": event})
    return RedirectResponse(work.base + address(report_id, at=event, event=event, next=form.get("next")), status_code=303)


@router.post(EVENT + "/accept")
def accept(request: Request, work: Work, who: Reviewer, report_id: str, event_id: str, form: Sent) -> Response:
    return judged(request, work, who, report_id, event_id, form, "accept")


@router.post(EVENT + "/reject")
def reject(request: Request, work: Work, who: Reviewer, report_id: str, event_id: str, form: Sent) -> Response:
    return judged(request, work, who, report_id, event_id, form, "reject")


def judged(request: Request, work: Workplace, who: Person, report_id: str, event_id: str, form: dict[str, str], verdict: str) -> Response:
    state, mark, why = form.get("state", ""), form.get("mark", ""), form.get("why", "")[:4000]
    try:
        if verdict == "accept":
            work.project.accept(event_id, who.name, why or None, expected=state, seen=mark)
        else:
            work.project.reject(event_id, who.name, why, expected=state, seen=mark)
    except ConflictError as error:
        return overtaken(request, work, who, report_id, event_id, verdict, why, error)
    return done(request, work, who, report_id, event_id, form)


def overtaken(
    request: Request, work: Workplace, who: Person, report_id: str, event_id: str, verdict: str, why: str, error: ConflictError
) -> Response:
    """A verdict on what another has changed: the person looks again, and says it again or not."""
    told = speech_of(request, who).told(error.what)
    conflict = Conflict(event_id, verdict, "", told, why, "", "", "", "", None)
    return review.conflicted(request, work, who, report_id, event_id, [conflict])


@router.post(EVENT + "/set")
def set_(request: Request, work: Work, who: Reviewer, report_id: str, event_id: str, form: Sent) -> Response:
    field = form.get("field", "")
    if field not in forms.KEYS:
        raise UsageError(worded("{field!r} is no field that can be set.", field=field), where=event_id)
    was = forms.seen(form.get("seen", ""), field)
    with work.project.store.reading() as connection:
        found = opened(connection, report_id)
        kept = found.known(event_id)
        text = reports.text_by_hash(connection, report_id, kept.text_hash) or ""
    units = found.units if kept.text_hash == found.stored.text_hash else Units(text)
    mine = fitting(work, forms.values(field, form.get("item", ""), form.get("do", "save"), form, was, text, units), was)
    if not mine:
        return done(request, work, who, report_id, event_id, form)
    try:
        work.project.correct_all(event_id, mine, who.name, form.get("why") or None, {f: was[f] for f in mine if f in was})
    except ConflictError:
        with work.project.store.reading() as connection:
            found = opened(connection, report_id)
        shower = Shower(found, work.lexicon, speech_of(request, who))
        both = conflicts(work, found, found.known(event_id), shower, was, mine)
        return review.conflicted(request, work, who, report_id, event_id, both)
    return done(request, work, who, report_id, event_id, form)


def fitting(work: Workplace, mine: Record, was: Record) -> Record:
    """With the manner taken away that another type has not."""
    if "type" in mine and mine.get("method", was.get("method")):
        methods = (work.lexicon.ontology["event_types"].get(mine["type"]) or {}).get("methods") or []
        if mine.get("method", was.get("method")) not in methods:
            return mine | {"method": None}
    return mine


@router.post(EVENT + "/split")
def split(request: Request, work: Work, who: Reviewer, report_id: str, event_id: str, form: Sent) -> Response:
    with work.project.store.reading() as connection:
        found = opened(connection, report_id)
    span = forms.words(form, found.stored.report.text, found.units) if form.get("at") or form.get("quote", "").strip() else None
    chosen: dict[str, dict[str, list[int]]] = {"move": {}, "both": {}}
    for key, value in form.items():
        field, _, number = key.removeprefix("part.").partition(".")
        if key.startswith("part.") and field in LISTS and value in chosen and number.isdecimal():
            chosen[value].setdefault(field, []).append(int(number))
    parting = Parting(form.get("type", ""), span, chosen["move"], chosen["both"])
    try:
        other = work.project.split_event(event_id, parting, who.name, form.get("why") or None, seen=form.get("mark", ""))
    except ConflictError as error:
        return overtaken(request, work, who, report_id, event_id, "split", "", error)
    return done(request, work, who, report_id, other.id, form)


@router.post(EVENT + "/merge")
def merge(request: Request, work: Work, who: Reviewer, report_id: str, event_id: str, form: Sent) -> Response:
    other, _, mark = form.get("other", "").partition(":")
    try:
        work.project.merge_events(event_id, other, who.name, form.get("why") or None, seen=form.get("mark", ""), seen_other=mark)
    except ConflictError as error:
        return overtaken(request, work, who, report_id, event_id, "merge", "", error)
    return done(request, work, who, report_id, event_id, form)


@router.post("/reports/{report_id:path}/events")
def add(request: Request, work: Work, who: Reviewer, report_id: str, form: Sent) -> Response:
    with work.project.store.reading() as connection:
        found = opened(connection, report_id)
    span = forms.words(form, found.stored.report.text, found.units)
    made = work.project.add_event(report_id, form.get("type", ""), span, who.name, why=form.get("why") or None)
    return done(request, work, who, report_id, made.id, form)


@router.post("/reports/{report_id:path}/undo")
def undo(request: Request, work: Work, who: Reviewer, report_id: str, form: Sent) -> Response:
    """Takes back one decision, by its number; one that is taken back already stays so."""
    event, number = form.get("event", ""), forms.number_of(form.get("number", ""))
    if number is None:
        raise UsageError("which decision is to be taken back?", where=report_id)
    try:
        kept = work.project.undo(event, who.name, number)
    except StoreError:
        if is_held(work, event, number):
            raise
        kept = None
    return done(request, work, who, report_id, kept.id if kept is not None else "", form)


def is_held(work: Workplace, event_id: str, number: int) -> bool:
    from rasid.store import decisions

    with work.project.store.reading() as connection:
        return any(d.id == number for d in decisions.of_event(connection, event_id))


@router.post("/reports/{report_id:path}/reviewed")
def reviewed(request: Request, work: Work, who: Reviewer, report_id: str, form: Sent) -> Response:
    work.project.review(report_id, who.name, expected=form.get("state"))
    return done(request, work, who, report_id, "", form)


@router.post("/reports/{report_id:path}/reopened")
def reopened(request: Request, work: Work, who: Reviewer, report_id: str, form: Sent) -> Response:
    work.project.reopen(report_id, who.name, expected=form.get("state"))
    return done(request, work, who, report_id, "", form)
