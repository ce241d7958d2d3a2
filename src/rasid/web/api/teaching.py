"""What nobody has taught yet, and what people would teach: gaps and proposals."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from rasid.jobs.teaching import Looked
from rasid.model import UsageError
from rasid.model.worded import Worded, worded
from rasid.store import proposals
from rasid.store.proposals import Proposal
from rasid.web.access import Work
from rasid.web.api import bodies, seen
from rasid.web.api.answers import gives, reply
from rasid.web.api.asking import Paging
from rasid.web.api.bearer import Approver, Reader, Teacher
from rasid.web.api.cursors import cursor_of, number_of
from rasid.web.api.shapes import JobAnswer, ProposalAnswer, ProposalPage
from rasid.web.knowledge import forms, teaching
from rasid.web.knowledge.jobs import Job, jobs
from rasid.web.pages import gaps as gap_page
from rasid.web.rendering import speech_of
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

router = APIRouter(tags=["teaching"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
NOTHING = JobAnswer(state=None, done=0, total=0, problem="")


def job_of(job: Job | None, say: Speech, result: Any = None) -> JobAnswer | None:
    if job is None:
        return None
    return JobAnswer(
        state=job.state, done=job.done, total=job.total, problem=say.told(job.problem), result=result if job.state == "done" else None
    )


def moved_told(looked: Looked) -> list[dict[str, Any]]:
    """What would change, report by report."""
    return [m._asdict() | {k: [e._asdict() for e in getattr(m, k)] for k in ("fresh", "changed", "removed")} for m in looked.moved]


# Gaps ------------------------------------------------------------------------------------------------------------------------------------


@router.get("/gaps", responses=gives(JobAnswer))
def get_gaps(request: Request, work: Work, who: Reader) -> Response:
    """What the newest reports say that no data covers, as the last look found it; `state` null: nobody has looked."""
    return reply(told_gaps(request, work))


def told_gaps(request: Request, work: Workplace) -> JobAnswer:
    job = jobs(work).get(gap_page.JOB)
    if job is not None and job.state == "done" and (job.result is None or not gap_page.standing(work, job.result)):
        job = None  # words were destroyed since: its examples quote reports
    found = None
    if job is not None and job.state == "done":
        rows = [g._asdict() | {"verb": None if g.verb is None else {"root": g.verb.root, "form": g.verb.form}} for g in job.result.gaps]
        found = {"gaps": rows, "reports": job.result.reports, "more": job.result.more}
    return job_of(job, speech_of(request, None), found) or NOTHING


@router.post("/gaps", status_code=202, responses=gives(JobAnswer, status=202))
def look_for_gaps(request: Request, work: Work, who: Teacher) -> Response:
    """Begins to read the reports, unless somebody has."""
    jobs(work).begin(gap_page.JOB, who)
    return reply(told_gaps(request, work), 202)


# Proposals -------------------------------------------------------------------------------------------------------------------------------


class ProposalParams(Paging):
    state: Literal["proposed", "approved", "refused"] | None = None


@router.get("/proposals", responses=gives(ProposalPage))
def list_proposals(request: Request, work: Work, who: Reader, asked: Annotated[ProposalParams, Query()]) -> Response:
    """The newest first."""
    before = number_of("proposals", asked.cursor)
    with work.project.store.reading() as connection:
        rows = proposals.page(connection, asked.state, asked.limit + 1, before)
        waiting = proposals.waiting(connection)
    say = speech_of(request, who)
    more = str(rows[asked.limit - 1].id) if len(rows) > asked.limit else None
    told = [answer(p, say) for p in rows[: asked.limit]]
    return reply(ProposalPage(proposals=told, waiting=waiting, next=cursor_of("proposals", more)))


def answer(proposal: Proposal, say: Speech, look: JobAnswer | None = None, take: JobAnswer | None = None) -> ProposalAnswer:
    told = proposal._asdict() | {"findings": [say.told(f) if isinstance(f, Worded) else f for f in proposal.findings]}
    return ProposalAnswer(**told, look=look, take=take)


def known(request: Request, work: Workplace, number: int) -> ProposalAnswer:
    say = speech_of(request, None)
    with work.project.store.reading() as connection:
        found = proposals.get(connection, number)
    looked = jobs(work).get(f"rehearse {number}")
    result = None
    if looked is not None and looked.result is not None:
        r = looked.result
        result = {"version": r.version, "reports": r.reports, "more": r.more, "tally": r.tally, "moved": moved_told(r)}
        result["warnings"] = [say.told(w) for w in r.warnings]
    return answer(found, say, job_of(looked, say, result), job_of(jobs(work).get(f"take {number}"), say))


@router.post("/proposals", status_code=201, responses=gives(ProposalAnswer, status=201))
def propose(request: Request, work: Work, who: Teacher, body: bodies.Proposed) -> Response:
    """Proposes an entry of the data; it is linted at once, and refused where it does not hold."""
    wrong = sorted(set(body.fields) - set(forms.FIELDS[body.kind]))
    said = forms.said_of(body.kind, body.fields)
    wrong = wrong or [f"{name}: {why}" for name, why in forms.missing(body.kind, said).items()]
    if wrong:
        raise UsageError(worded("these fields are missing, or do not belong here: {list}.", list=", ".join(wrong)), where=body.kind)
    number = work.project.propose(body.kind, forms.entry_of(body.kind, said), who.name, body.said.strip())
    return reply(known(request, work, number), 201)


@router.get("/proposals/{number}", responses=gives(ProposalAnswer))
def get_proposal(request: Request, work: Work, who: Reader, number: Number) -> Response:
    """One proposal, with how far the work on it is."""
    return reply(known(request, work, number))


@router.post("/proposals/{number}/look", status_code=202, responses=gives(ProposalAnswer, status=202))
def look_at_proposal(request: Request, work: Work, who: Approver, number: Number) -> Response:
    """Begins to find out what coding by it would change; `look.result.version` is what an approval names."""
    known(request, work, number)
    jobs(work).begin(f"rehearse {number}", who, {"number": number})
    return reply(known(request, work, number), 202)


@router.post("/proposals/{number}/approve", status_code=202, responses=gives(ProposalAnswer, 409, status=202))
def approve_proposal(request: Request, work: Work, who: Approver, number: Number, body: bodies.Approved) -> Response:
    """Takes it in, if what it would change has been looked at, and begins to code the reports anew."""

    def act() -> Response:
        unmoved = teaching.looked_at(work, number, body.seen).unmoved
        work.project.take_in(number, who.name, body.seen)
        jobs(work).begin(f"take {number}", who, {"number": number, "unmoved": sorted(unmoved)})
        return reply(known(request, work, number), 202)

    return seen.guarded(request, who, act, lambda: known(request, work, number), body.model_dump())


@router.post("/proposals/{number}/recode", status_code=202, responses=gives(ProposalAnswer, status=202))
def recode_proposal(request: Request, work: Work, who: Approver, number: Number) -> Response:
    """Codes the reports anew of a proposal that was taken in, where that was broken off."""
    with work.project.store.reading() as connection:
        proposal = proposals.get(connection, number)
    if proposal.state == proposals.APPROVED and proposal.recoded is None:
        jobs(work).begin(f"take {number}", who, {"number": number})
    return reply(known(request, work, number), 202)


@router.post("/proposals/{number}/refuse", responses=gives(ProposalAnswer, 409))
def refuse_proposal(request: Request, work: Work, who: Approver, number: Number, body: bodies.Refusal) -> Response:
    """Refuses it, with a reason."""

    def act() -> Response:
        work.project.refuse_proposal(number, who.name, body.why)
        return reply(known(request, work, number))

    return seen.guarded(request, who, act, lambda: known(request, work, number), body.model_dump())


@router.post("/proposals/{number}/undo", status_code=201, responses=gives(ProposalAnswer, status=201))
def undo_proposal(request: Request, work: Work, who: Teacher, number: Number, body: bodies.Said) -> Response:
    """Proposes to take out again what it has brought."""
    return reply(known(request, work, work.project.propose_undoing(number, who.name, body.said.strip())), 201)
