"""The whole project coded or linked anew, in the background; what coding would change is looked at first."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.web.access import Person, Work
from rasid.web.api import bodies
from rasid.web.api.answers import gives, reply
from rasid.web.api.bearer import Approver, Linking
from rasid.web.api.shapes import UpkeepAnswer
from rasid.web.api.teaching import NOTHING, job_of, moved_told
from rasid.web.knowledge.jobs import jobs
from rasid.web.pages import upkeep as pages
from rasid.web.rendering import speech_of
from rasid.web.workplace import Workplace

router = APIRouter(tags=["teaching"])


@router.get("/upkeep", responses=gives(UpkeepAnswer))
def get_upkeep(request: Request, work: Work, who: Linking) -> Response:
    """How far it is to code or link the whole project anew, or how it ended last."""
    return reply(told(request, work, who))


@router.post("/upkeep/look", status_code=202, responses=gives(UpkeepAnswer, status=202))
def look_at_recoding(request: Request, work: Work, who: Approver) -> Response:
    """Begins to find out what coding all reports anew would change; `look.result.version` is what is named as seen then."""
    return begun(request, work, who, pages.LOOK)


@router.post("/upkeep/recode", status_code=202, responses=gives(UpkeepAnswer, 409, status=202))
def recode_all(request: Request, work: Work, who: Approver, body: bodies.Approved) -> Response:
    """Begins to code all reports anew, if what that changes has been looked at."""
    pages.refuse_unseen(work, body.seen)
    return begun(request, work, who, pages.RECODE)


@router.post("/upkeep/link", status_code=202, responses=gives(UpkeepAnswer, status=202))
def link_all(request: Request, work: Work, who: Linking) -> Response:
    """Begins to link all events anew: needed only where what tells one happening from another has changed."""
    return begun(request, work, who, pages.LINK)


def begun(request: Request, work: Workplace, who: Person, name: str) -> Response:
    jobs(work).begin(name, who)
    return reply(told(request, work, who), 202)


def told(request: Request, work: Workplace, who: Person) -> UpkeepAnswer:
    say = speech_of(request, who)
    looked, recoding, linking = (jobs(work).get(name) for name in (pages.LOOK, pages.RECODE, pages.LINK))
    seen = looked.result if looked is not None else None
    found = None
    if seen is not None:
        found = {"version": seen.version, "reports": seen.reports, "tally": seen.tally, "moved": moved_told(seen)}
    return UpkeepAnswer(
        look=job_of(looked, say, found) or NOTHING, recode=job_of(recoding, say) or NOTHING, link=job_of(linking, say) or NOTHING
    )
