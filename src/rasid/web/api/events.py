"""Events: listed by the filters that the pages know, one with what was decided of it, and deciding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from rasid.project.reshaping import Parting
from rasid.store import events as kept_events
from rasid.store.querying import query
from rasid.web.access import Person, Work
from rasid.web.api import bodies, seen, telling
from rasid.web.api.answers import gives, nothing, reply, versioned
from rasid.web.api.asking import EventParams, wanted
from rasid.web.api.bearer import Reader, Reviewer
from rasid.web.api.cursors import cursor_of, leading, place_of
from rasid.web.api.shapes import EventAnswer, EventPage, Found
from rasid.web.pages.deciding import fitting
from rasid.web.workplace import Workplace

router = APIRouter(prefix="/events", tags=["events"])


@router.get("", responses=gives(EventPage))
def list_events(request: Request, work: Work, who: Reader, asked: Annotated[EventParams, Query()]) -> Response:
    """Events that fit, newest first, rejected ones only where `state=rejected` asks for them."""
    kind = f"events {asked.order}"
    with work.project.store.reading() as connection, leading():
        what = wanted(request, connection, work.lexicon)
        found = query(connection, what.filters, order=asked.order, limit=asked.limit, after=place_of(kind, asked.cursor))
    rows = [
        Found(
            id=row.id,
            day=row.day,
            state=row.state,
            incident_id=row.incident_id,
            record=row.record,  # type: ignore[arg-type]
            score=row.score,
            snippet=msgspec.to_builtins(row.snippet),
        )
        for row in found.rows
    ]
    return reply(EventPage(events=rows, next=cursor_of(kind, found.after), undated=found.undated, notes=found.notes))


@router.get("/{event_id}", responses=gives(EventAnswer))
def get_event(request: Request, work: Work, who: Reader, event_id: str) -> Response:
    """An event with what people decided of it, what they took back too."""
    with work.project.store.reading() as connection:
        found = telling.known_event(connection, event_id)
    return versioned(request, found, found.version)


# Deciding ------------------------------------------------------------------------------------------------------------------------


def decided(request: Request, work: Workplace, who: Person, event_id: str, yours: Any, do: Callable[[], str | None]) -> Response:
    """Does it, and gives the event that it came to; where another was first, both."""

    def now(id_: str = event_id) -> EventAnswer:
        with work.project.store.reading() as connection:
            return telling.known_event(connection, id_)

    def act() -> Response:
        id_ = do()
        if id_ is None:
            return Response(status_code=204)
        found = now(id_)
        return versioned(request, found, found.version)

    return seen.guarded(request, who, act, now, yours)


@router.post("/{event_id}/accept", responses=gives(EventAnswer, 409, 428))
def accept_event(request: Request, work: Work, who: Reviewer, event_id: str, body: bodies.Verdict) -> Response:
    """Says that an event stands as it is."""
    was = seen.of_event(request, body.version)
    do = lambda: work.project.accept(event_id, who.name, body.why, was.state, was.mark).id  # noqa: E731
    return decided(request, work, who, event_id, {"state": "accepted", "why": body.why}, do)


@router.post("/{event_id}/reject", responses=gives(EventAnswer, 409, 428))
def reject_event(request: Request, work: Work, who: Reviewer, event_id: str, body: bodies.Reason) -> Response:
    """Says that there was no such event, and why; the coder will not propose it again."""
    was = seen.of_event(request, body.version)
    do = lambda: work.project.reject(event_id, who.name, body.why, was.state, was.mark).id  # noqa: E731
    return decided(request, work, who, event_id, {"state": "rejected", "why": body.why}, do)


@router.patch("/{event_id}", responses=gives(EventAnswer, 409, 428))
def correct_event(request: Request, work: Work, who: Reviewer, event_id: str, body: bodies.Values) -> Response:
    """Sets fields of the record, all or none. A value that does not fit the codebook, the data or the report's words is refused."""
    mark = None if body.seen is not None else seen.of_event(request, body.version).mark
    with work.project.store.reading() as connection:
        record = kept_events.known(connection, event_id).record
    mine = fitting(work, body.values, record)
    do = lambda: work.project.correct_all(event_id, mine, who.name, body.why, body.seen, mark).id  # noqa: E731
    return decided(request, work, who, event_id, {"values": body.values, "why": body.why}, do)


@router.post("/{event_id}/split", responses=gives(EventAnswer, 409, 428))
def split_event(request: Request, work: Work, who: Reviewer, event_id: str, body: bodies.Split) -> Response:
    """Makes two events of one; gives the second. Undone as one."""
    moved, shared = ({k: v for k, v in numbers.model_dump().items() if v} for numbers in (body.move, body.both))
    parting = Parting(body.type, (body.span[0], body.span[1]) if body.span else None, moved, shared)
    was = seen.of_event(request, body.version)
    do = lambda: work.project.split_event(event_id, parting, who.name, body.why, was.mark).id  # noqa: E731
    return decided(request, work, who, event_id, body.model_dump(), do)


@router.post("/{event_id}/merge", responses=gives(EventAnswer, 409, 428))
def merge_events(request: Request, work: Work, who: Reviewer, event_id: str, body: bodies.Merge) -> Response:
    """Makes one event of two of a report: the first takes what the other says besides. Undone as one."""
    was, other = seen.of_event(request, body.version), seen.parted(body.other_version)
    do = lambda: work.project.merge_events(event_id, body.other, who.name, body.why, was.mark, other.mark).id  # noqa: E731
    return decided(request, work, who, event_id, body.model_dump(), do)


@router.post("/{event_id}/undo", responses=gives(EventAnswer, 409) | nothing("The event was one that a person added."))
def undo_decision(request: Request, work: Work, who: Reviewer, event_id: str, body: bodies.Undo) -> Response:
    """Takes decisions back: what the coder proposed stands again, or the decision before."""

    def do() -> str | None:
        kept = work.project.undo(event_id, who.name, body.what, body.why)
        return kept.id if kept is not None else None

    return decided(request, work, who, event_id, body.model_dump(), do)
