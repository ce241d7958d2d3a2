"""`/reports/ID`: a report beside the events coded from it. What is decided there is in `deciding`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.rendering import page, speech_of
from rasid.web.review import fields
from rasid.web.review.opened import opened, surroundings
from rasid.web.review.page import EVENTS, address, pieces
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]


@router.get("/reports/{report_id:path}")
def report(request: Request, work: Work, who: Reader, report_id: str) -> Response:
    return shown(request, work, who, report_id)


def shown(request: Request, work: Workplace, who: Person, report_id: str, *, status: int = 200, **more: Any) -> Response:
    """The page, as it is now."""
    say = speech_of(request, who)
    asked = request.query_params
    with work.project.store.reading() as connection:
        found = opened(connection, report_id)
        around = surroundings(connection, found.stored)
    shower = fields.Shower(found, work.lexicon, say)
    first = first_shown([k.id for k in found.kept], asked.get("event", ""), asked.get("from", ""))
    events = [shower.shown(k) for k in found.kept[first : first + EVENTS]]
    text = found.stored.report.text
    return page(
        request,
        who,
        "review/page.html",
        status=status,
        found=found,
        report=found.stored.report,
        pieces=pieces(text, found.units),
        events=events,
        first=first,
        page_of=EVENTS,
        around=around,
        state=wording.state,
        address=lambda **told: address(report_id, **({"next": asked.get("next")} | told)),
        base=address(report_id),
        next=asked.get("next"),
        doing=asked.get("do", ""),
        doing_at=asked.get("event", ""),
        field_name=fields.field_name,
        last=found.last_of(who.name),
        **more,
    )


def first_shown(ids: list[str], event: str, told: str) -> int:
    """Which event the page begins with: that of the page that holds `event`, or the one asked for by number."""
    at = ids.index(event) if event in ids else int(told) - 1 if told.isdecimal() and len(told) < 9 else 0
    return min(at, max(len(ids) - 1, 0)) // EVENTS * EVENTS
