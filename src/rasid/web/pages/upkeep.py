"""`/upkeep`: the whole project coded or linked anew, in the background; what coding would change is looked at first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.model.errors import ConflictError
from rasid.project.teaching.rehearsing import version_of
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.knowledge import teaching
from rasid.web.knowledge.jobs import Job, jobs
from rasid.web.rendering import page, speech_of
from rasid.web.workplace import Workplace

router = APIRouter()
Approver = Annotated[Person, allowed(Right.APPROVE)]
Linker = Annotated[Person, allowed(Right.LINK)]
LOOK, RECODE, LINK = "recode-look", "recode", "link"  # kinds of work


def under_way(work: Workplace) -> Job | None:
    """What is being done; one after the other is done of it."""
    return next((job for name in (LOOK, RECODE, LINK) if (job := jobs(work).get(name)) is not None and job.running), None)


@router.get("/upkeep")
def upkeep(request: Request, work: Work, who: Linker) -> Response:
    say, every = speech_of(request, who), jobs(work)
    looked, recoding = every.get(LOOK), every.get(RECODE)
    done = looked is not None and recoding is not None and recoding.state == "done" and recoding.ended > looked.ended
    seen = looked.result if looked is not None and not done else None
    types = work.lexicon.ontology["event_types"]
    return page(
        request,
        who,
        "knowledge/upkeep.html",
        looked=looked,
        seen=seen,
        stale=seen is not None and not fresh(work, seen.version),
        recoding=recoding,
        linking=every.get(LINK),
        under_way=under_way(work),
        most=teaching.SHOWN,
        type_name=lambda id_: say.name(types.get(id_, {}).get("names"), id_),
        field_name=lambda field: teaching.field_name(say, field),
        may_recode=Right.APPROVE in who.rights,
        may_link=Right.LINK in who.rights,
    )


def fresh(work: Workplace, version: str) -> bool:
    """Whether the data is still what was looked at."""
    return bool(version_of(work.project.coder) == version)


@router.get("/upkeep.json")
def progress(work: Work, who: Linker) -> Response:
    job = under_way(work)
    return JSONResponse(job.told() if job is not None else None)


@router.post("/upkeep/look")
def look(work: Work, who: Approver) -> Response:
    """Begins to find out what coding all reports anew would change."""
    return begun(work, who, LOOK)


@router.post("/upkeep/recode")
def recode(work: Work, who: Approver, seen: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Begins to code all reports anew, where what that changes has been looked at."""
    refuse_unseen(work, seen)
    return begun(work, who, RECODE)


@router.post("/upkeep/link")
def link(work: Work, who: Linker) -> Response:
    """Begins to link all events anew."""
    return begun(work, who, LINK)


def refuse_unseen(work: Workplace, seen: str) -> None:
    """Raises ConflictError where it has not been looked at what coding by the data as it is now would change."""
    looked = jobs(work).get(LOOK)
    if looked is None or looked.result is None or looked.result.version != seen or not fresh(work, seen):
        raise ConflictError("the data has changed since it was looked at what this would change.", hint="Look again, then decide.")


def begun(work: Workplace, who: Person, name: str) -> Response:
    jobs(work).begin(name, who)
    return RedirectResponse("/upkeep", status_code=303)
