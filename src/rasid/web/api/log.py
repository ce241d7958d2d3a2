"""Why a value stands as it does, and who changed what."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from msgspec import Struct
from starlette.responses import Response

from rasid.model import StoreError
from rasid.store import audit, logged
from rasid.store.logged import Wanted
from rasid.web.access import Right, Work
from rasid.web.api.answers import gives, reply
from rasid.web.api.asking import LogParams, day
from rasid.web.api.bearer import Auditor, Reader
from rasid.web.api.cursors import cursor_of, leading, place_of
from rasid.web.api.shapes import Head, LogEntry, LogPage, Verified
from rasid.web.logged import problem
from rasid.web.pages.log import SHOWN
from rasid.web.refused import Refused
from rasid.web.rendering import speech_of

router = APIRouter(tags=["why and log"])
FILTERS = ("who", "action", "subject")


class Why(Struct, frozen=True, kw_only=True):
    """From a value back to the words of the report, the data and the rule that took them, the run, and who decided what."""

    kind: str
    id: str


@router.get("/why/{asked:path}", responses=gives(Why))
def why(work: Work, who: Reader, asked: str) -> Response:
    """Of an event, a field of one (`ev_…:toll`), a report, an incident, or the number of an entry of the log (with the scope `audit`)."""
    if asked.isdecimal() and Right.AUDIT not in who.rights:
        raise Refused(403, "scope")
    try:
        with work.coding:  # the coder is asked what took these words
            told = work.project.why(asked)
    except (StoreError, OverflowError):
        raise Refused(404, "missing") from None
    return Response(msgspec.json.encode(told), media_type="application/json")


@router.get("/audit", responses=gives(LogPage))
def list_log(work: Work, who: Auditor, asked: Annotated[LogParams, Query()]) -> Response:
    """Entries of the audit log, newest first."""
    said = {k: getattr(asked, k) for k in FILTERS if getattr(asked, k)}
    said |= {k: d for k in ("since", "until") if (d := day(getattr(asked, k), k))}
    with work.project.store.reading() as connection, leading():
        found, after = logged.entries(connection, Wanted(**said), limit=asked.limit, after=place_of("audit", asked.cursor))
    return reply(LogPage(entries=[LogEntry(**one._asdict()) for one in found], next=cursor_of("audit", after)))


@router.get("/audit/verify", responses=gives(Verified))
def verify(request: Request, work: Work, who: Auditor) -> Response:
    """Reads the whole log and finds what was altered or is missing; hidden entries too: a chain holds whole or not at all."""
    with work.whole.project.store.reading() as connection:
        found = audit.verify(connection)
    say = speech_of(request, who)
    problems = [{"seq": p.seq, "what": problem(say, p.what)} for p in found.problems[:SHOWN]]
    return reply(Verified(entries=found.entries, destroyed=found.destroyed, whole=not found.problems, problems=problems))


@router.get("/audit/head", responses=gives(Head))
def get_head(work: Work, who: Auditor) -> Response:
    """The end of the log: kept elsewhere, it shows later whether the log up to here is still the same."""
    with work.whole.project.store.reading() as connection:
        found = audit.head(connection)
    if found is None:
        raise Refused(404, "missing")
    return reply(Head(**found._asdict()))
