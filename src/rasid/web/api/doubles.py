"""Double coding: reports given to two coders, each coder's own sheet, how far they agree, and what a third makes of both.

What is blind on the pages is blind here: a sheet is at an address that gives it to its coder alone, under the number of the double, and
what two made of a report is told when both are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from rasid.coders.agreement import Agreement
from rasid.model import UsageError
from rasid.model.errors import ConflictError, StoreError
from rasid.model.worded import worded
from rasid.project.project import Project
from rasid.project.team import agreeing, doubling, settling, sheets
from rasid.project.team.agreeing import Done, Pair
from rasid.project.team.doubling import Listed, Share
from rasid.project.team.settling import ANOTHER, EVENT, NO, YES
from rasid.store import doubles
from rasid.store.schema import OPEN
from rasid.store.scope import Viewer
from rasid.store.sheets import SheetStore
from rasid.web.access import Person, Right, Work
from rasid.web.api import bodies, events, telling
from rasid.web.api.answers import gives, nothing, refused, reply, versioned
from rasid.web.api.asking import Paging, Params
from rasid.web.api.bearer import Reader, Reviewer, scoped
from rasid.web.api.cursors import cursor_of, number_of
from rasid.web.api.doubles_shapes import (
    AgreementAnswer,
    Beside,
    CoderMark,
    DoubleAnswer,
    DoublePage,
    FieldAgreement,
    FigureAnswer,
    Given,
    HappeningAnswer,
    Settled,
    SheetAnswer,
)
from rasid.web.api.shapes import EventAnswer
from rasid.web.doubles.beside import Happening, happenings
from rasid.web.speech import Speech
from rasid.web.values import Values
from rasid.web.workplace import Workplace

router = APIRouter(prefix="/doubles", tags=["double coding"])
Lead = Annotated[Person, scoped(Right.DOUBLE)]
Settler = Annotated[Person, scoped(Right.DOUBLE, Right.REVIEW)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


def viewer_of(who: Person) -> Viewer:
    """As the pages see him; whoever has no account sees what the whole team does, and codes nothing."""
    return Viewer(who.name, who.roles)


def whole(work: Workplace) -> Project:
    """What one codes blind is hidden from him elsewhere, so that all of this is asked of the whole project."""
    return work.whole.project


# Given, and how far they are -----------------------------------------------------------------------------------------------------


class DoubleParams(Paging):
    state: Literal["open", "ready", "settled"] | None = None
    own: Annotated[bool, Query(description="Those alone that the token's person codes.")] = False


@router.get("", responses=gives(DoublePage))
def list_doubles(work: Work, who: Reader, asked: Annotated[DoubleParams, Query()]) -> Response:
    """The newest first: for who may give reports to two all of them, for all others their own."""
    before = number_of("doubles", asked.cursor)
    own = asked.own or Right.DOUBLE not in who.rights
    with whole(work).store.reading() as connection:
        there = doubling.listed(connection, viewer_of(who), own=own)
    wanted = [o for o in reversed(there) if asked.state in (None, o.double.state) and (before is None or o.double.id < before)]
    more = str(wanted[asked.limit - 1].double.id) if len(wanted) > asked.limit else None
    return reply(DoublePage(doubles=[answer(one) for one in wanted[: asked.limit]], next=cursor_of("doubles", more)))


def answer(one: Listed) -> DoubleAnswer:
    d = one.double
    told = {name: getattr(d, name) for name in ("id", "report_id", "sheet", "state", "made", "who", "settled", "settler")}
    return DoubleAnswer(**told, title=one.title, coders=[CoderMark(coder=m.coder, done=m.done) for m in one.coders])


@router.post("", status_code=201, responses=gives(Given, 409, status=201))
def give_reports(work: Work, who: Lead, body: bodies.Give) -> Response:
    """Gives reports, by their ids or a share of those that nobody has begun on, to two people, or to one and the program (`:rasid`)."""
    if (body.reports is None) == (body.percent is None):
        raise UsageError("name reports, or a share of them.")
    wanted: Share | Sequence[str] = body.reports if body.reports is not None else Share(body.percent or 0, body.seed)
    project = whole(work)
    with project.store.reading() as connection:
        unseen = work.hidden(connection)
    return reply(Given(doubles=doubling.assign(project.store, body.coders, wanted, who.name, body.sheet, unseen)), 201)


class AgreementParams(Params):
    pair: Annotated[str | None, Query(max_length=300, description="Of `pairs`, its names with / between them.")] = None


@router.get("/agreement", responses=gives(AgreementAnswer))
def get_agreement(work: Work, who: Lead, asked: Annotated[AgreementParams, Query()]) -> Response:
    """Of all reports that both who code them are done with, and that the token's person may see: over all pairs, or of one."""
    with whole(work).store.reading() as connection:
        there = agreeing.done(connection, viewer_of(who))
    every = agreeing.pairs(there)
    chosen = next((one for one in every if "/".join(one) == asked.pair), None)
    if asked.pair is not None and chosen is None:
        raise StoreError("there is no such pair of coders.", where=asked.pair)
    return reply(measured(agreeing.of_pair(there, chosen) if chosen else agreeing.over_all(there), every, chosen))


def measured(made: Agreement, every: list[Pair], chosen: Pair | None) -> AgreementAnswer:
    fields = [
        FieldAgreement(field=name, alpha=a.value, low=a.low, high=a.high, events=a.units, same=a.same) for name, a in made.fields.items()
    ]
    found = FigureAnswer(value=made.found.value, low=made.found.low, high=made.found.high)
    return AgreementAnswer(
        pair=list(chosen) if chosen else None,
        pairs=[list(one) for one in every],
        reports=made.reports,
        shared=made.shared,
        found=found,
        fields=fields,
    )


@router.get("/{double}", responses=gives(DoubleAnswer))
def get_double(work: Work, who: Reader, double: Number) -> Response:
    """One, for who may give reports to two, and for its coders."""
    return reply(status(work, who, double))


def status(work: Workplace, who: Person, number: int) -> DoubleAnswer:
    with whole(work).store.reading() as connection:
        doubling.seen(connection, number, viewer_of(who))
        found = next(one for one in doubling.listed(connection, viewer_of(who)) if one.double.id == number)
    if Right.DOUBLE not in who.rights and who.name not in {m.coder for m in found.coders}:
        raise StoreError("there is no such report that is coded twice.", where=str(number))
    return answer(found)


@router.post("/{double}/withdraw", status_code=204, responses=nothing("It is taken back.") | refused(409))
def withdraw_double(work: Work, who: Lead, double: Number, body: bodies.Withdrawal) -> Response:
    """Takes a report back that is not settled, and what was coded of it so."""
    with whole(work).store.reading() as connection:
        doubling.seen(connection, double, viewer_of(who))
    doubling.withdraw(whole(work).store, double, who.name, body.why)
    return Response(status_code=204)


# One's own sheet -----------------------------------------------------------------------------------------------------------------


@router.get("/{double}/sheet", responses=gives(SheetAnswer))
def get_sheet(work: Work, who: Reviewer, double: Number) -> Response:
    """The report with what its coder has of it, or the outcome that its maker has: for him alone."""
    return reply(sheet(work, who, double))


def sheet(work: Workplace, who: Person, number: int) -> SheetAnswer:
    opened = sheets.opened(whole(work), number, viewer_of(who))
    store = opened.store
    assert isinstance(store, SheetStore)
    with store.reading() as connection:
        report = telling.whole_report(connection, store.double.report_id)
    outcome = store.coding.part == doubles.OUTCOME
    wanted = [[id_, field] for id_, field in doubles.still_wanted(store.content())] if outcome else []
    return SheetAnswer(double=number, outcome=outcome, done=store.coding.done, report=report, wanted=wanted)


@router.post("/{double}/events", status_code=201, responses=gives(EventAnswer, 409, status=201))
def add_event_on_sheet(request: Request, work: Work, who: Reviewer, double: Number, body: bodies.NewEvent) -> Response:
    """Adds an event to one's own sheet, named by the words of `span`."""
    opened = sheets.opened(whole(work), double, viewer_of(who))
    assert isinstance(opened.store, SheetStore)
    start, end = body.span
    made = opened.add_event(opened.store.double.report_id, body.type, (start, end), who.name, body.values or None, body.why)
    with opened.store.reading() as connection:
        told = telling.known_event(connection, made.id)
    return versioned(request, told, told.version, 201)


for route in events.router.routes:  # the same on one's own sheet: `access.workplace` gives the sheet in the place of the project
    assert isinstance(route, APIRoute)
    if "{event_id}" in route.path:
        router.add_api_route(
            "/{double}" + route.path,
            route.endpoint,
            methods=sorted(route.methods or ()),
            name=f"{route.name}_on_sheet",
            responses=route.responses,
            description=f"{route.description} Of one's own sheet.",
        )


@router.post("/{double}/done", responses=gives(DoubleAnswer, 409))
def say_done(work: Work, who: Reviewer, double: Number) -> Response:
    """Says that one is done: every event of the sheet is decided, and nothing of it changes from now on."""
    doubling.finish(whole(work).store, double, viewer_of(who))
    return reply(status(work, who, double))


# What two made of it, and what becomes of that -----------------------------------------------------------------------------------


@router.get("/{double}/beside", responses=gives(Beside, 409))
def get_beside(work: Work, who: Reader, double: Number) -> Response:
    """What two made of a report, happening by happening: for who may give reports to two, and for its coders, when both are done."""
    done = opened_to(work, who, double)
    return reply(Beside(double=double, coders=list(done.coded), happenings=compared(work, done)))


def opened_to(work: Workplace, who: Person, number: int) -> Done:
    """Raises StoreError, ConflictError."""
    told = status(work, who, number)
    if told.state == OPEN:
        raise ConflictError("not all who code this report are done.", where=told.report_id)
    with whole(work).store.reading() as connection:
        (done,) = agreeing.done(connection, None, number)
    return done


def shown(work: Workplace, done: Done) -> list[Happening]:
    """As the page shows it: what two say in the same words is the same."""
    return happenings(done.coded, Values(work.lexicon, Speech("en")))


def compared(work: Workplace, done: Done) -> list[HappeningAnswer]:
    made = []
    for told, coded in zip(shown(work, done), agreeing.beside(done.coded), strict=True):
        records: dict[str, Any] = {coder: coded[coder].record if coder in coded else None for coder in done.coded}
        made.append(HappeningAnswer(number=told.number, events=records, differs=[row.field for row in told.differing]))
    return made


@router.post("/{double}/choose", status_code=201, responses=gives(SheetAnswer, 409, status=201))
def choose_outcome(work: Work, who: Settler, double: Number, body: bodies.Choices) -> Response:
    """Makes the outcome out of both, as a sheet of whoever chose: corrected there by the same addresses, and written by `settle`."""
    done = opened_to(work, who, double)
    settling.choose(whole(work), double, viewer_of(who), who.name, chosen(body, shown(work, done), list(done.coded)))
    return reply(sheet(work, who, double), 201)


def chosen(body: bodies.Choices, there: list[Happening], coders: list[str]) -> settling.Choices:
    """Raises UsageError where a difference has no choice, or what is chosen is none."""
    told = {(one.happening, one.field): one.take for one in body.choices}
    made: dict[tuple[int, str], str] = {}
    for happening in there:
        wanted = {row.field: (*coders, ANOTHER) for row in happening.differing} if happening.shared else {EVENT: (YES, NO)}
        for field, among in wanted.items():
            take = told.pop((happening.number, field), "")
            if take not in among:
                raise UsageError("choose one for each difference.", where=f"{happening.number}. {field}")
            made[happening.number, field] = take
    if told:
        number, field = next(iter(told))
        raise UsageError(worded("there is nothing to choose in {field}.", field=field), where=str(number))
    return made


@router.post("/{double}/settle", responses=gives(Settled, 409))
def settle_double(work: Work, who: Settler, double: Number, body: bodies.Withdrawal) -> Response:
    """Writes the outcome that the token's person has chosen into the report, all of it or nothing."""
    with whole(work).store.reading() as connection:
        report = doubling.seen(connection, double, viewer_of(who)).report_id
    with work.coding:
        made = settling.settle(whole(work), double, viewer_of(who), who.name, body.why)
    return reply(Settled(double=double, report=report, events=made))
