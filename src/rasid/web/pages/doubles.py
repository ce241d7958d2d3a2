"""`/doubles`: what one has to code blind, and for who leads how far all are, and a form that gives reports to two coders."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rasid.model import RasidError
from rasid.model.errors import UsageError
from rasid.project.team import doubling
from rasid.project.team.doubling import CODERS, Listed, Share
from rasid.store import accounts
from rasid.store.accounts import OFF
from rasid.store.doubles import PROGRAM, PROPOSALS
from rasid.store.schema import OPEN, READY, SETTLED
from rasid.store.scope import Viewer
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.doubles.beside import called
from rasid.web.rendering import page, speech_of
from rasid.web.review.page import address
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace, number_of

router = APIRouter()
Member = Annotated[Person, allowed(Right.READ, team=True)]
Coder = Annotated[Person, allowed(Right.REVIEW, team=True)]
Lead = Annotated[Person, allowed(Right.DOUBLE, team=True)]
Names = Annotated[list[str], Form(max_length=10)]
MOST = 200  # lines of a list; the rest is counted


@router.get("/doubles")
def everything(request: Request, work: Work, who: Member) -> Response:
    return shown(request, work, who)


def shown(request: Request, work: Workplace, who: Person, status: int = 200, **more: Any) -> Response:
    say = speech_of(request, who)
    viewer, leads = Viewer(who.name, who.roles), Right.DOUBLE in who.rights
    with work.whole.project.store.reading() as connection:
        mine = doubling.listed(connection, viewer, own=True)
        every = doubling.listed(connection, viewer) if leads else []
        people = [one for one in accounts.everyone(connection) if one.state != OFF and set(one.roles) & set(CODERS)] if leads else []
    to_code = [one for one in mine if one.double.state == OPEN and not is_done(one, who.name)]
    values: dict[str, Any] = {
        "to_code": to_code,
        "coded": [one for one in mine if one not in to_code],
        "pairs": pairs(every, say),
        "under_way": [one for one in every if one.double.state == OPEN][:MOST],
        "ready": [one for one in every if one.double.state == READY][:MOST],
        "settled": [one for one in reversed(every) if one.double.state == SETTLED][:MOST],
        "people": people,
        "program": PROGRAM,
        "leads": leads,
        "called": called,
        "sheet_of": lambda one: f"/doubles/{one.double.id}{address(one.double.report_id)}",
        "problem": "",
        "given": 0,
        "asked": {"coders": [], "percent": "10", "seed": "1", "reports": "", "sheet": PROPOSALS},
        **more,
    }
    return page(request, who, "doubles/list.html", status=status, **values)


def is_done(one: Listed, name: str) -> bool:
    return any(mark.coder == name and mark.done for mark in one.coders)


def pairs(every: list[Listed], say: Speech) -> list[dict[str, Any]]:
    """By pair of coders: how many reports, and how many of them are how far."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in every:
        names = tuple(mark.coder for mark in one.coders)
        row = found.setdefault(names, {"names": [called(say, n) for n in names], "all": 0, "done": [0] * len(names), READY: 0, SETTLED: 0})
        row["all"] += 1
        row["done"] = [n + bool(mark.done) for n, mark in zip(row["done"], one.coders, strict=True)]
        if one.double.state != OPEN:
            row[one.double.state] += 1
    return list(found.values())


@router.post("/doubles")
def assign(
    request: Request,
    work: Work,
    who: Lead,
    coders: Names = [],  # noqa: B006 -- FastAPI makes a new one for each request
    percent: Annotated[str, Form(max_length=20)] = "",
    seed: Annotated[str, Form(max_length=100)] = "",
    reports: Annotated[str, Form(max_length=100_000)] = "",
    sheet: Annotated[str, Form(max_length=20)] = PROPOSALS,
) -> Response:
    store, say = work.whole.project.store, speech_of(request, who)
    asked = {"coders": coders, "percent": percent, "seed": seed, "reports": reports, "sheet": sheet}
    try:
        wanted = reports.split() or Share(percent_of(percent), seed)
        with store.reading() as connection:
            unseen = work.hidden(connection)
        given = doubling.assign(store, coders, wanted, who.name, sheet, unseen)
    except RasidError as error:
        return shown(request, work, who, 400, problem=say.told(error.sentence), asked=asked)
    return shown(request, work, who, given=len(given))


def percent_of(told: str) -> float:
    try:
        return float(told.replace("٫", "."))
    except ValueError:
        raise UsageError("a share is more than 0 and at most 100 percent.", where=told) from None


@router.post("/doubles/{double}/done")
def done(request: Request, work: Work, who: Coder) -> Response:
    doubling.finish(work.whole.project.store, number_of(request), Viewer(who.name, who.roles))
    return RedirectResponse("/doubles", status_code=303)


@router.post("/doubles/{double}/withdraw")
def withdraw(request: Request, work: Work, who: Lead, why: Annotated[str, Form(max_length=4000)] = "") -> Response:
    store, number = work.whole.project.store, number_of(request)
    with store.reading() as connection:
        doubling.seen(connection, number, Viewer(who.name, who.roles))
    doubling.withdraw(store, number, who.name, why or None)
    return RedirectResponse("/doubles", status_code=303)
