"""`/proposals`: what people would teach: proposed by a form, linted at once, looked at (what coding by it would change), then taken in or
refused. Looking and coding anew run in the background; the page of a proposal says how far they are, and can be left.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rasid.model import DataError
from rasid.model.errors import ConflictError
from rasid.project.teaching.edits import NAMED
from rasid.project.teaching.proposing import LONGEST_WHY
from rasid.project.teaching.rehearsing import version_of
from rasid.store import proposals
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.knowledge import forms, teaching
from rasid.web.knowledge.jobs import jobs
from rasid.web.knowledge.known import known
from rasid.web.knowledge.naming import kind_of_proposal, place_kind, source_kind, state_of_proposal
from rasid.web.pages.parties import offered_countries
from rasid.web.pages.parties import words as entry_names
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
Teacher = Annotated[Person, allowed(Right.TEACH)]
Approver = Annotated[Person, allowed(Right.APPROVE)]
Why = Annotated[str, Form(max_length=LONGEST_WHY)]
ROWS = 50


def to(number: int) -> Response:
    return RedirectResponse(f"/proposals/{number}", status_code=303)


@router.get("/proposals")
def listed(request: Request, work: Work, who: Reader) -> Response:
    state = request.query_params.get("state", "")
    before = request.query_params.get("before", "")
    with work.project.store.reading() as connection:
        wanted = state if state in proposals.STATES else None
        rows = proposals.page(connection, wanted, ROWS + 1, int(before) if before.isdecimal() and len(before) < 9 else None)
        waiting = proposals.waiting(connection)
    more = f"?{urlencode({k: v for k, v in (('state', wanted), ('before', str(rows[ROWS - 1].id))) if v})}" if len(rows) > ROWS else None
    say = speech_of(request, who)
    return page(
        request,
        who,
        "knowledge/proposals.html",
        rows=rows[:ROWS],
        more=more,
        waiting=waiting,
        state=wanted or "",
        states=proposals.STATES,
        may_teach=Right.TEACH in who.rights,
        **words(say),
    )


def words(say: Speech) -> dict[str, Any]:
    return {
        "kind_of": lambda proposal: kind_of_proposal(say, proposal.kind),
        "kind_name": lambda kind: kind_of_proposal(say, kind),
        "state_name": lambda state: state_of_proposal(say, state),
        "title_of": teaching.title_of,
    }


@router.get("/proposals/new")
def new(request: Request, work: Work, who: Teacher) -> Response:
    teaching.warm(work)
    kind = request.query_params.get("teach", "")
    return form(request, work, who, kind if kind in forms.FIELDS else "party", request.query_params)


def form(
    request: Request,
    work: Workplace,
    who: Person,
    kind: str,
    values: Any,
    *,
    wrong: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    """The form of one kind, filled in with what was typed or what a gap says."""
    say, data = speech_of(request, who), known(work)
    said = forms.said_of(kind, values)
    about = teaching.names_of_thing(data, said["of"], said["id"]) if kind == "alias" else {}
    grammar, ontology = work.lexicon.grammar, work.lexicon.ontology
    return page(
        request,
        who,
        "knowledge/new.html",
        status=status,
        kind=kind,
        kinds=tuple(forms.FIELDS),
        said=said,
        note=" ".join(str(values.get("said") or "").split())[:LONGEST_WHY],
        wrong=wrong or {},
        problem=problem,
        about=about,
        named=NAMED,
        party_kinds={k: say.name(v["names"], k) for k, v in ontology["party_kinds"].items()},
        source_kinds={k: source_kind(say, k) for k in forms.SOURCE_KIND_ORDER},
        place_kinds={k: place_kind(say, k) for k in forms.PLACE_KIND_ORDER},
        countries=offered_countries(work, (e.entry.get("country") or "" for e in data.catalogue.parties.values()), say),
        types={k: say.name(v["names"], k) for k, v in ontology["event_types"].items()},
        families=list(ontology["families"]),
        frames=list(grammar["frames"].get("frames") or {}),
        verb_forms=forms.FORM_ORDER,
        effects={k: teaching.effect_name(say, k) for k in forms.EFFECT_ORDER},
        **words(say),
    )


@router.post("/proposals")
async def propose(request: Request, work: Work, who: Teacher) -> Response:
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(proposed, request, work, who, dict(await request.form()))


def proposed(request: Request, work: Workplace, who: Person, values: dict[str, Any]) -> Response:
    kind = str(values.get("kind_of_proposal") or "")
    if kind not in forms.FIELDS:
        raise Refused(422, "asked")
    said = forms.said_of(kind, values)
    if wrong := forms.missing(kind, said):
        return form(request, work, who, kind, values, wrong=wrong, status=400)
    try:
        number = work.project.propose(kind, forms.entry_of(kind, said), who.name, str(values.get("said") or "").strip()[:LONGEST_WHY])
    except DataError as error:
        return form(request, work, who, kind, values, problem=error.sentence, status=400)
    return to(number)


# One proposal --------------------------------------------------------------------------------------------------------------------


@router.get("/proposals/{number}.json")
def progress(work: Work, who: Reader, number: int) -> Response:
    """How far the work on a proposal is."""
    return JSONResponse({name: job.told() if (job := jobs(work).get(f"{name} {number}")) else None for name in ("rehearse", "take")})


@router.get("/proposals/{number}")
def one(request: Request, work: Work, who: Reader, number: int) -> Response:
    return shown(request, work, who, number)


def shown(request: Request, work: Workplace, who: Person, number: int, *, status: int = 200, conflict: str = "") -> Response:
    with work.project.store.reading() as connection:
        proposal = proposals.get(connection, number)
        undoing = proposals.undone(connection, number)
    say = speech_of(request, who)
    entry_words = entry_names(work, say)

    def of_kind(kind: str, id_: str) -> str:
        return place_kind(say, id_) if kind == "place" else str(entry_words["kind_name"](kind, id_))

    def type_name(id_: str) -> str:
        return say.name(work.lexicon.ontology["event_types"].get(id_, {}).get("names"), id_)

    looked = jobs(work).get(f"rehearse {number}")
    seen = looked.result if looked is not None else None
    return page(
        request,
        who,
        "knowledge/proposal.html",
        status=status,
        conflict=conflict,
        proposal=proposal,
        undoing=undoing,
        rows=teaching.told(proposal, of_kind, entry_words["country_name"], type_name),
        verb=teaching.forms_made(work, proposal),
        looked=looked,
        seen=seen,
        stale=seen is not None and seen.version != version_of(work.project.coder),
        taking=jobs(work).get(f"take {number}"),
        most=teaching.SHOWN,
        type_name=type_name,
        field_name=lambda field: teaching.field_name(say, field),
        entry_field=lambda field: teaching.entry_field(say, field),
        may_teach=Right.TEACH in who.rights,
        may_approve=Right.APPROVE in who.rights,
        **words(say),
    )


@router.post("/proposals/{number}/look")
def look(work: Work, who: Approver, number: int) -> Response:
    """Begins to find out what coding by it would change."""
    with work.project.store.reading() as connection:
        proposals.get(connection, number)
    jobs(work).begin(f"rehearse {number}", who, {"number": number})
    return to(number)


@router.post("/proposals/{number}/approve")
def approve(request: Request, work: Work, who: Approver, number: int, seen: Annotated[str, Form(max_length=100)] = "") -> Response:
    """Takes it in, if what it would change has been looked at, and begins to code the reports anew."""
    looked = jobs(work).get(f"rehearse {number}")
    if looked is None or looked.result is None or looked.result.version != seen:
        return shown(request, work, who, number, status=409)
    try:
        work.project.take_in(number, who.name, seen)
    except ConflictError as error:
        return shown(request, work, who, number, status=409, conflict=error.sentence)
    unmoved = looked.result.unmoved
    jobs(work).begin(f"take {number}", who, {"number": number, "unmoved": sorted(unmoved)})
    return to(number)


@router.post("/proposals/{number}/recode")
def recode(work: Work, who: Approver, number: int) -> Response:
    """Codes the reports anew of a proposal that was taken in, where that was broken off."""
    with work.project.store.reading() as connection:
        proposal = proposals.get(connection, number)
    if proposal.state == proposals.APPROVED and proposal.recoded is None:
        jobs(work).begin(f"take {number}", who, {"number": number})
    return to(number)


@router.post("/proposals/{number}/refuse")
def refuse(request: Request, work: Work, who: Approver, number: int, why: Why = "") -> Response:
    try:
        work.project.refuse_proposal(number, who.name, why)
    except ConflictError as error:
        return shown(request, work, who, number, status=409, conflict=error.sentence)
    return to(number)


@router.post("/proposals/{number}/undo")
def undo(work: Work, who: Teacher, number: int, said: Why = "") -> Response:
    """Proposes to take out again what it has brought."""
    return to(work.project.propose_undoing(number, who.name, said.strip()))
