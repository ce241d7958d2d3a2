"""`/gaps`: what the reports of the project say that nothing in the data covers; each opens the form that teaches it, filled in.

The reports are read in the background (jobs/teaching), when somebody asks; what was found is kept with the time it was made, and forgotten
once words of a report are destroyed: its examples quote reports.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.jobs.teaching import Found
from rasid.store import audit
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.knowledge.jobs import jobs
from rasid.web.knowledge.naming import kind_of_proposal, place_kind
from rasid.web.rendering import page, speech_of
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
Teacher = Annotated[Person, allowed(Right.TEACH)]
JOB = "gaps"


@router.get("/gaps")
def gaps(request: Request, work: Work, who: Reader) -> Response:
    say = speech_of(request, who)
    kind = request.query_params.get("kind", "")
    job = jobs(work).get(JOB)
    found = job.result if job is not None and job.result is not None and standing(work, job.result) else None
    kinds = ("verb", "place", "party")
    return page(
        request,
        who,
        "knowledge/gaps.html",
        job=job,
        found=found,
        rows=[g for g in found.gaps if kind in ("", g.kind)] if found else [],
        kind=kind if kind in kinds else "",
        kinds=kinds,
        kind_name=lambda id_: kind_of_proposal(say, id_),
        place_kind=lambda id_: place_kind(say, id_),
        teaching=address,
        may_teach=Right.TEACH in who.rights,
    )


def standing(work: Workplace, found: Found) -> bool:
    """Whether no words were destroyed since."""
    with work.project.store.reading() as connection:
        return not audit.redacted_since(connection, found.seq)


def address(gap: Any) -> str:
    """The form that teaches it, filled in. The examples are the reports' words, and stay here."""
    told: dict[str, str] = {"teach": gap.kind}
    if gap.verb is not None:
        told |= {"verb": gap.said, "root": gap.verb.root, "form": str(gap.verb.form)}
    else:
        told |= {"ar": gap.said, "aliases": "\n".join(gap.forms[1:]), "country": gap.country or "", "kind": gap.head or ""}
    return f"/proposals/new?{urlencode({k: v for k, v in told.items() if v})}"


@router.get("/gaps.json")
def progress(work: Work, who: Reader) -> Response:
    job = jobs(work).get(JOB)
    return JSONResponse(job.told() if job is not None else None)


@router.post("/gaps")
def look(work: Work, who: Teacher) -> Response:
    """Begins to read the reports."""
    jobs(work).begin(JOB, who)
    return RedirectResponse("/gaps", status_code=303)
