"""`/jobs`: work in the background, what waits for it and what became of it: one's own, and to who runs the team everybody's.

What became of another's work is told by its state alone: its sentence may tell of reports that its reader may not see.
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from rasid.model.worded import worded
from rasid.store import jobs as rows
from rasid.store.jobs import Job
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.speech import Speech

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
ROWS = 50


class Line(NamedTuple):
    """A piece of work as the page tells it. `said`: what became of it, where that is for these eyes."""

    job: Job
    what: str
    address: str
    state: str
    said: str


@router.get("/jobs")
def listed(request: Request, work: Work, who: Reader) -> Response:
    say = speech_of(request, who)
    told = request.query_params.get("before", "")
    before = int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else None
    with work.whole.project.store.reading() as connection:
        found = rows.listed(connection, None if sees_all(who) else who.name, ROWS + 1, before)
        silent = work.runner.elsewhere and not rows.answering(connection)
    values: dict[str, Any] = {
        "lines": [line(job, who, say) for job in found[:ROWS]],
        "more": f"/jobs?before={found[ROWS - 1].id}" if len(found) > ROWS else "",
        "all_of_them": sees_all(who),
        "silent": silent,
        "may_link": Right.LINK in who.rights,
        "under_way": any(job.running for job in found[:ROWS]),
    }
    return page(request, who, "jobs.html", **values)


def sees_all(who: Person) -> bool:
    return Right.ADMIN in who.rights


def line(job: Job, who: Person, say: Speech) -> Line:
    what, address = named(job, say)
    return Line(job, what, address, state_said(say, job.state), say.told(job.said) if job.who == who.name or who.account is None else "")


def named(job: Job, say: Speech) -> tuple[str, str]:
    """What it is, in words, and the page that shows what it finds."""
    number, version = job.asked.get("number", ""), str(job.asked.get("version", ""))
    proposal, release = f"/proposals/{number}", f"/releases/{quote(version, safe='')}"
    known = {
        "add": (say("Adding files that were sent"), f"/reports/added/{job.asked.get('token', '')}"),
        "file": (say("Making a file ({format})", format=job.asked.get("format", "")), f"/files/{job.asked.get('token', '')}"),
        "feeds": (say("Asking the feeds"), "/feeds"),
        "gaps": (say("Reading the reports for gaps"), "/gaps"),
        "rehearse": (say("Trying proposal {number}", number=number), proposal),
        "take": (say("Coding anew by proposal {number}", number=number), proposal),
        "recode-look": (say("Trying what coding all reports anew would change"), "/upkeep"),
        "recode": (say("Coding all reports anew"), "/upkeep"),
        "link": (say("Linking all events anew"), "/upkeep"),
        "preview": (say("Looking at what a release would let out"), "/releases/new"),
        "release": (say("Making the package of {version}", version=version), release),
        "again": (say("Making the package of {version}", version=version), release),
        "sign": (say("Comparing {version}, to sign it", version=version), release),
        "check": (say("Comparing {version} with what would leave now", version=version), release),
    }
    return known.get(job.kind, (job.kind, ""))


def state_said(say: Speech, state: str) -> str:
    known = {
        "waiting": say("waits", "work"),
        "running": say("under way", "work"),
        "done": say("done", "work"),
        "failed": say("came to nothing", "work"),
        "cancelled": say("cancelled", "work"),
    }
    return known.get(state, state)


@router.post("/jobs/{number}/cancel")
def cancel(work: Work, who: Reader, number: int) -> Response:
    """What waits is ended at once, what is under way at its next step; what was done until then stays."""
    with work.whole.project.store.noting() as connection:
        job = rows.find(connection, number)
        if job is None or not (sees_all(who) or job.who == who.name):
            raise Refused(404, "missing")
        rows.cancel(connection, number, worded("{who} cancelled it.", who=who.name))
    return RedirectResponse("/jobs", status_code=303)
