"""`/incidents/ID`: the accounts of one happening side by side, what may belong to it, and merging, splitting, undoing.

Each decision is a form that works without JavaScript. A form carries `seen`, incidents with the marks of their accounts as the person
saw them: where another has merged or split meanwhile, nothing is done, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from sqlalchemy import Connection
from starlette.responses import RedirectResponse, Response

from rasid.model import StoreError
from rasid.model.errors import ConflictError
from rasid.project import linked
from rasid.project.incidents import Touched, scorer_of
from rasid.project.merging import current
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.incident import sentences
from rasid.web.incident.proposed import proposed, seen
from rasid.web.incident.sketch import sketch
from rasid.web.incident.told import Teller
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.workplace import Workplace

router = APIRouter()
PROPOSED = 12  # proposals of one page, the best first
Reader = Annotated[Person, allowed(Right.READ)]
Linking = Annotated[Person, allowed(Right.LINK)]
Ids = Annotated[list[str], Form(max_length=200)]
NONE: list[str] = []  # FastAPI copies it
Short = Annotated[str, Form(max_length=200)]
Text = Annotated[str, Form(max_length=4000)]


@router.get("/incidents/{incident_id}")
def incident(request: Request, work: Work, who: Reader, incident_id: str) -> Response:
    with work.project.store.reading() as connection:
        now = current(connection, incident_id)
    if now != incident_id:
        return RedirectResponse(f"/incidents/{now}", status_code=302)  # not for ever: a merge can be taken back
    return shown(request, work, who, incident_id)


def shown(request: Request, work: Workplace, who: Person, incident_id: str, *, status: int = 200, problem: str = "") -> Response:
    """The page, as it is now. `problem`: why what was asked for was not done (changed, undone, nothing, missing)."""
    say, lexicon = speech_of(request, who), work.lexicon
    scorer = scorer_of(lexicon)
    with work.project.store.reading() as connection:
        id_ = current(connection, incident_id)
        found = linked.incident(connection, id_)
        if found is None:
            raise Refused(404, "missing")
        members = linked.members(connection, id_)
        ids = [m.id for m in members]
        proposals = linked.proposals(connection, id_, ids, PROPOSED)
        others = linked.brief(connection, [p.incident for p in proposals])
        bonds = told_bonds(connection, id_, linked.bonds(connection, ids), {i: n for n, i in enumerate(ids, 1)})
    tell = Teller(found, members, lexicon, say)
    types = {k: say.name(row["names"]) for k, row in lexicon.ontology["event_types"].items()}
    return page(
        request,
        who,
        "incidents/incident.html",
        status=status,
        problem=problem,
        incident=found,
        seen=seen(found),
        types=types,
        accounts=tell.accounts(),
        effects=[(e, tell.effect(e)) for e in tell.effects()],
        totals=tell.totals(),
        told=tell.told(),
        conflicts=sentences.conflicts(say, found, tell.words),
        sketch=sketch(members, lexicon, tell.side),
        proposed=proposed(proposals, others, tell.numbers, scorer, say, types),
        bonds=bonds,
        mine=next((b["seq"] for b in bonds if b["who"] == who.name), None),
        can_link=Right.LINK in who.rights,
        state=wording.state,
        threshold=scorer.threshold,
    )


def told_bonds(connection: Connection, incident_id: str, bonds: list[linked.Bond], numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Merges and splits on this incident: which of its accounts they bind, and which other incidents they keep apart."""
    every = sorted({e for b in bonds for pair in b.pairs for e in pair})
    homes = linked.homes(connection, every)
    made = []
    for bond in bonds:
        bound = {e for pair in bond.pairs for e in pair}
        apart = sorted({home for e in bound if (home := homes.get(e)) and home != incident_id})
        accounts = sorted(numbers[e] for e in bound if e in numbers)
        made.append({**bond._asdict(), "apart": apart, "accounts": accounts})
    return made


# Decisions ---------------------------------------------------------------------------------------------------------------------------


def decided(
    request: Request, work: Workplace, who: Person, incident_id: str, do: Callable[[], Touched], after: Callable[[], str] | None = None
) -> Response:
    """Does it, and goes to the incident as it is then; where it cannot be done, the page as it is now, with why."""
    try:
        do()
    except ConflictError:
        return shown(request, work, who, incident_id, status=409, problem="changed")
    except StoreError:
        return shown(request, work, who, incident_id, status=409, problem="nothing")
    with work.project.store.reading() as connection:
        now = current(connection, after() if after else incident_id)
    return RedirectResponse(f"/incidents/{now}", status_code=303)


def marks(said: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """Of the marks that a form carries, those of the incidents it is about."""
    told = dict(one.split(":", 1) for one in said if ":" in one)
    return {id_: told[id_] for id_ in wanted if id_ in told}


@router.post("/incidents/{incident_id}/merge")
def merge(
    request: Request,
    work: Work,
    who: Linking,
    incident_id: str,
    seen: Ids = NONE,
    other: Ids = NONE,
    one: Short = "",
    typed: Short = "",
    why: Text = "",
) -> Response:
    """Merges the one whose button was pressed, or all that were chosen, and the one whose id was typed."""
    rest = [one] if one else [*other, *typed.split()]
    if not rest:
        return shown(request, work, who, incident_id, status=409, problem="nothing chosen")
    ids = list(dict.fromkeys([incident_id, *rest]))
    return decided(request, work, who, incident_id, lambda: work.project.merge(ids, who.name, why or None, marks(seen, ids)))


@router.post("/incidents/{incident_id}/part")
def part(request: Request, work: Work, who: Linking, incident_id: str, apart: Short, seen: Ids = NONE, why: Text = "") -> Response:
    """Says that another incident is not the same."""
    ids = [incident_id, apart]
    return decided(request, work, who, incident_id, lambda: work.project.part(ids, who.name, why or None, marks(seen, ids)))


@router.post("/incidents/{incident_id}/split")
def split(request: Request, work: Work, who: Linking, incident_id: str, seen: Ids = NONE, event: Ids = NONE, why: Text = "") -> Response:
    """Takes the chosen accounts out, and stays with those left: they may have another id then."""
    with work.project.store.reading() as connection:
        left = [m.id for m in linked.members(connection, current(connection, incident_id)) if m.id not in event]

    def stays() -> str:
        with work.project.store.reading() as connection:
            return next(iter(linked.homes(connection, left[:1]).values()), None) or incident_id

    if not event:
        return shown(request, work, who, incident_id, status=409, problem="nothing chosen")
    do = lambda: work.project.split(event, who.name, why or None, marks(seen, [incident_id]))  # noqa: E731
    return decided(request, work, who, incident_id, do, stays)


@router.post("/incidents/{incident_id}/untie")
def untie(request: Request, work: Work, who: Linking, incident_id: str, seq: Annotated[int, Form()], why: Text = "") -> Response:
    """Takes back a merge or split."""
    return decided(request, work, who, incident_id, lambda: work.project.untie(seq, who.name, why or None))
