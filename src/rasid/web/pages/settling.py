"""`/doubles/NUMBER`: what two made of a report side by side; a third chooses, and writes the outcome into the report."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from rasid.model.errors import ConflictError, StoreError, UsageError
from rasid.project.team import agreeing, doubling, settling
from rasid.project.team.agreeing import Done
from rasid.project.team.settling import ANOTHER, EVENT, NO, YES
from rasid.store import reports
from rasid.store.doubles import Double
from rasid.store.reports import Stored
from rasid.store.schema import OPEN, READY
from rasid.store.scope import Viewer
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.doubles.beside import Happening, called, happenings
from rasid.web.pages.deciding import sent
from rasid.web.rendering import page, speech_of
from rasid.web.review.page import address
from rasid.web.values import Values
from rasid.web.workplace import Workplace, number_of

router = APIRouter()
Member = Annotated[Person, allowed(Right.READ, team=True)]
Settler = Annotated[Person, allowed(Right.DOUBLE, Right.REVIEW, team=True)]
Sent = Annotated[dict[str, str], Depends(sent)]


@router.get("/doubles/{double}")
def beside(request: Request, work: Work, who: Member) -> Response:
    return shown(request, work, who)


def shown(
    request: Request, work: Workplace, who: Person, status: int = 200, problem: str = "", asked: dict[str, str] | None = None
) -> Response:
    say = speech_of(request, who)
    done, stored = opened(work, who, number_of(request))
    settles = done.double.state == READY and {Right.DOUBLE, Right.REVIEW} <= who.rights and who.name not in done.coded
    values: dict[str, Any] = {
        "double": done.double,
        "report": stored.report,
        "redacted": stored.redacted,
        "coders": [(coder, called(say, coder)) for coder in done.coded],
        "happenings": happenings(done.coded, Values(work.lexicon, say)),
        "settles": settles and not stored.redacted,
        "base": address(stored.id),
        "problem": problem,
        "asked": asked or {},
        "another": ANOTHER,
    }
    return page(request, who, "doubles/beside.html", status=status, **values)


def opened(work: Workplace, who: Person, number: int) -> tuple[Done, Stored]:
    """For who leads, and for its coders, when all are done. Raises StoreError, ConflictError."""
    viewer = Viewer(who.name, who.roles)
    with work.whole.project.store.reading() as connection:
        double: Double = doubling.seen(connection, number, viewer)
        coders = {mark.coder for mark in doubling.marks_of(connection, number)}
        if Right.DOUBLE not in who.rights and who.name not in coders:
            raise StoreError("there is no such report that is coded twice.", where=str(number))
        if double.state == OPEN:
            raise ConflictError("not all who code this report are done.", where=double.report_id)
        (done,) = agreeing.done(connection, None, number)
        return done, reports.known(connection, double.report_id)


@router.post("/doubles/{double}/choose")
def choose(request: Request, work: Work, who: Settler, form: Sent) -> Response:
    """Takes what was chosen, field by field, for the outcome; that is a sheet of who chose, until he writes it into the report."""
    number, viewer = number_of(request), Viewer(who.name, who.roles)
    done, stored = opened(work, who, number)
    try:
        choices = chosen(form, happenings(done.coded, Values(work.lexicon, speech_of(request, who))), list(done.coded))
        settling.choose(work.whole.project, number, viewer, who.name, choices)
    except (UsageError, ConflictError) as error:
        told = speech_of(request, who).told(error.sentence)
        return shown(request, work, who, 409 if isinstance(error, ConflictError) else 400, told, form)
    return RedirectResponse(f"/doubles/{number}{address(stored.id)}", status_code=303)


def chosen(form: dict[str, str], there: list[Happening], coders: list[str]) -> settling.Choices:
    """`N.FIELD` says the number of a coder, or that neither is right. Raises UsageError where a difference has none."""
    made: dict[tuple[int, str], str] = {}
    for happening in there:
        n = happening.number
        if not happening.shared:
            made[n, EVENT] = given(form, n, EVENT, {YES: YES, NO: NO})
            continue
        for row in happening.differing:
            made[n, row.field] = given(form, n, row.field, {str(i): coder for i, coder in enumerate(coders)} | {ANOTHER: ANOTHER})
    return made


def given(form: dict[str, str], number: int, field: str, known: dict[str, str]) -> str:
    told = form.get(f"{number}.{field}", "")
    if told not in known:
        raise UsageError("choose one for each difference.", where=f"{number}. {field}")
    return known[told]


@router.post("/doubles/{double}/settle")
def settle(request: Request, work: Work, who: Settler, form: Sent) -> Response:
    number, viewer = number_of(request), Viewer(who.name, who.roles)
    with work.whole.project.store.reading() as connection:
        double = doubling.seen(connection, number, viewer)
    with work.coding:
        settling.settle(work.whole.project, number, viewer, who.name, form.get("why", "")[:4000] or None)
    return RedirectResponse(address(double.report_id), status_code=303)
