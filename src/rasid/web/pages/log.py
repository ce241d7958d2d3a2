"""`/audit`: who changed what, newest first; whether the log is whole; and its end to keep elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.store import audit, logged
from rasid.store.logged import Wanted
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.logged import did, line, problem
from rasid.web.pages.queue import address
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.values import Values

router = APIRouter()
ROWS = 50
SHOWN = 50  # problems of a log that are told on the page; `rasid audit verify` tells a thousand
Auditor = Annotated[Person, allowed(Right.AUDIT)]
FIELDS = ("who", "action", "subject", "since", "until")


@router.get("/audit")
def log(request: Request, work: Work, who: Auditor) -> Response:
    say = speech_of(request, who)
    said, problems = asked(request)
    after = request.query_params.get("after")
    with work.project.store.reading() as connection:
        found, more = logged.entries(connection, Wanted(**said), limit=ROWS, after=after)
        people, actions = logged.people(connection), logged.actions(connection)
    values = Values(work.lexicon, say)
    query = urlencode(said)
    return page(
        request,
        who,
        "log/log.html",
        lines=[line(one, values) for one in found],
        said=said,
        problems=problems,
        people=people,
        actions=sorted(((a, did(say, a)) for a in actions), key=lambda one: one[1]),
        more=address("/audit", query, after=more) if more else None,
        first=after is None,
    )


def asked(request: Request) -> tuple[dict[str, str], list[str]]:
    """The filters of the address, and which of them made no sense and were left out."""
    said = {k: v.strip()[:300] for k, v in request.query_params.items() if k in FIELDS and v.strip()}
    problems = []
    for name in ("since", "until"):
        try:
            dt.date.fromisoformat(said.get(name, "2024-01-01"))
        except ValueError:
            problems.append("day")
            said.pop(name)
    return said, problems


@router.get("/audit/verify")
def verify(request: Request, work: Work, who: Auditor) -> Response:
    """Reads the whole log, hidden entries too: a chain holds whole or not at all. `head`: one that was kept earlier, to find a log that was
    cut off or written anew."""
    say = speech_of(request, who)
    told = request.query_params.get("head", "").strip()
    earlier, wrong = head_of(told, work.project.store.settings.id)
    with work.whole.project.store.reading() as connection:
        verdict = audit.verify(connection, earlier) if not wrong else None
        last = audit.head(connection)
    return page(
        request,
        who,
        "log/verify.html",
        verdict=verdict,
        problems=[(p.seq, problem(say, p.what)) for p in verdict.problems[:SHOWN]] if verdict else [],
        earlier=earlier,
        told=told,
        wrong=wrong,
        head=text_of(last) if last else "",
    )


def head_of(told: str, project: str) -> tuple[audit.Head | None, str]:
    """The head in a text, and what is wrong with it: nothing, `other` (another project's), `none` (no head)."""
    if not told:
        return None, ""
    try:
        found = audit.Head(**json.loads(told))
        if not isinstance(found.seq, int) or not all(isinstance(v, str) for v in (found.project, found.hash, found.at)):
            raise TypeError
    except (ValueError, TypeError):
        return None, "none"
    return (found, "") if found.project == project else (None, "other")


def text_of(head: audit.Head) -> str:
    """As `rasid audit head` writes it, and `rasid audit verify --head` reads it."""
    return json.dumps(head._asdict(), ensure_ascii=False)


@router.get("/audit/head.json")
def head(work: Work, who: Auditor) -> Response:
    with work.whole.project.store.reading() as connection:
        last = audit.head(connection)
    if last is None:
        raise Refused(404, "missing")
    headers = {"content-disposition": f'attachment; filename="head-{last.seq}.json"'}
    return Response(text_of(last) + "\n", media_type="application/json", headers=headers)
