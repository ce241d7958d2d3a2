"""`/reports/ID`: a report beside the events coded from it, and what changed there since it was opened. What is decided is in `deciding`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.store import reports, reviewing
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.rendering import page, rendered, speech_of
from rasid.web.review import editing, fields
from rasid.web.review.conflicts import Conflict
from rasid.web.review.opened import Opened, opened, surroundings
from rasid.web.review.page import EVENTS, address, pieces
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
PART = "x-rasid-part"  # a script asks for a part of the page
ASKED = ("do", "field", "item", "q", "next", "lang")


@router.get("/reports/{report_id:path}/changes")
def changes(request: Request, work: Work, who: Reader, report_id: str, since: int = 0) -> Response:
    """What was done to a report after an entry of the log: the events that are others now, as HTML, and by whom; and who has it open."""
    return JSONResponse(changed(request, work, who, report_id, since) | {"here": others_here(work, who, report_id)})


@router.get("/reports/{report_id:path}/events/{event_id}")
def event(request: Request, work: Work, who: Reader, report_id: str, event_id: str) -> Response:
    """One event as a part of the page, with what the address asks to be open in it."""
    if PART not in request.headers:
        told = {k: v for k, v in request.query_params.items() if k in ASKED}
        return RedirectResponse(work.base + address(report_id, at=event_id, event=event_id, **told), status_code=303)
    with work.project.store.reading() as connection:
        found = opened(connection, report_id)
    kept = found.known(event_id)
    values = context(request, work, who, found)
    asked = {"doing": request.query_params.get("do", ""), "doing_at": event_id}
    values |= asked | {"edit": editor(request, work, found, event_id, values["shower"])}
    body, _ = rendered(request, who, "review/event.html", e=values["shower"].shown(kept), **values)
    return Response(body, media_type="text/html", headers={"vary": f"{PART}, accept-language, cookie"})


@router.get("/reports/{report_id:path}")
def report(request: Request, work: Work, who: Reader, report_id: str) -> Response:
    return shown(request, work, who, report_id)


def shown(request: Request, work: Workplace, who: Person, report_id: str, *, status: int = 200, **more: Any) -> Response:
    """The page, as it is now."""
    asked = request.query_params
    with work.project.store.reading() as connection:
        found = opened(connection, report_id)
        around = surroundings(connection, found.stored)
    values = context(request, work, who, found)
    at = more.get("doing_at") or asked.get("event", "")
    first = first_shown([k.id for k in found.kept], at, asked.get("from", ""))
    events = [values["shower"].shown(k) for k in found.kept[first : first + EVENTS]]
    values |= {"doing": asked.get("do", ""), "doing_at": at, "edit": editor(request, work, found, at, values["shower"])}
    values |= {
        "pieces": pieces(found.stored.report.text, found.units),
        "events": events,
        "first": first,
        "page_of": EVENTS,
        "around": around,
        "here_too": others_here(work, who, report_id),
    }
    return page(request, who, "review/page.html", status=status, **(values | more))


def context(request: Request, work: Workplace, who: Person, found: Opened) -> dict[str, Any]:
    """What the page and its parts have in common."""
    say = speech_of(request, who)
    next_ = request.query_params.get("next") or request.headers.get("x-rasid-next", "")
    id_ = found.stored.id
    return {
        "found": found,
        "report": found.stored.report,
        "shower": fields.Shower(found, work.lexicon, say),
        "state": wording.state,
        "address": lambda at="", **told: work.base + address(id_, at=at, **({"next": next_} | told)),
        "base": work.base + address(id_),
        "sheet": work.sheet,
        "next": next_,
        "labels": editing.field_labels(say),
        "field_name": fields.field_name,
        "group": lambda field: "type" if field in fields.FIRST else field,
        "value_said": fields.value_said,
        "types": work.lexicon.ontology["event_types"],
        "last": found.last_of(who.name),
        "conflicts": [],
        "edit": None,
        "doing": "",
        "doing_at": "",
    }


def editor(request: Request, work: Workplace, found: Opened, event_id: str, shower: fields.Shower) -> editing.Editor | None:
    kept = next((k for k in found.kept if k.id == event_id), None)
    if request.query_params.get("do") != "edit" or kept is None or found.stored.redacted:
        return None
    return editing.editor(work, found, kept, shower, request.query_params)


def first_shown(ids: list[str], event: str, told: str) -> int:
    """Which event the page begins with: that of the page that holds `event`, or the one asked for by number."""
    at = ids.index(event) if event in ids else int(told) - 1 if told.isdecimal() and len(told) < 9 else 0
    return max(0, min(at, len(ids) - 1)) // EVENTS * EVENTS


def changed(request: Request, work: Workplace, who: Person, report_id: str, since: int) -> dict[str, Any]:
    """Of a log that has gone no further its end alone: what is asked every few seconds costs nothing while nothing happens."""
    with work.project.store.reading() as connection:
        if reviewing.last_entry(connection) == since and reports.known(connection, report_id):
            return {"seq": since}
        found = opened(connection, report_id)
        done = reviewing.since(connection, report_id, [k.id for k in found.kept], since)
    values = context(request, work, who, found)
    whole = any(e.event is None and e.action.startswith(("report.recode", "report.code", "redacted")) for e in done)
    touched = {e.event for e in done}
    events = {
        k.id: rendered(request, who, "review/event.html", e=values["shower"].shown(k), **values)[0]
        for k in found.kept
        if whole or k.id in touched
    }
    ids = [k.id for k in found.kept]
    by = [e._asdict() for e in done if e.who != who.name]
    head = rendered(request, who, "review/head.html", **values)[0]
    return {"seq": found.seq, "ids": ids, "events": events, "by": by, "head": head, "text": found.stored.text_hash}


def others_here(work: Workplace, who: Person, report_id: str) -> list[str]:
    """Others who have the report open now. Of a report that is coded twice nobody sees who is at it."""
    return [] if work.sheet else work.present.here(report_id, who.name)


def conflicted(request: Request, work: Workplace, who: Person, report_id: str, event_id: str, found_conflicts: list[Conflict]) -> Response:
    """Nothing was written: the event with both versions in it."""
    if PART not in request.headers:
        return shown(request, work, who, report_id, status=409, doing="", doing_at=event_id, conflicts=found_conflicts)
    with work.project.store.reading() as connection:
        found = opened(connection, report_id)
    values = context(request, work, who, found) | {"conflicts": found_conflicts, "doing_at": event_id}
    html = rendered(request, who, "review/event.html", e=values["shower"].shown(found.known(event_id)), **values)[0]
    return JSONResponse({"event": event_id, "html": html}, status_code=409)
