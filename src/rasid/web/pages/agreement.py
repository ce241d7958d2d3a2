"""`/doubles/agreement`: how far those agree who coded the same reports blind, field by field, and where they do not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.project.team import agreeing, doubling
from rasid.project.team.agreeing import Done, Pair
from rasid.publish.cells import neutral_row
from rasid.store.scope import Viewer
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.doubles.beside import Happening, called, happenings, measured
from rasid.web.rendering import page, speech_of
from rasid.web.values import Values
from rasid.web.workplace import Workplace

router = APIRouter()
Lead = Annotated[Person, allowed(Right.DOUBLE, team=True)]
MOST = 50  # reports whose differences one page lists; the table for spreadsheets has all


class Differing(NamedTuple):
    """A report in which the two differ, and where."""

    done: Done
    title: str
    happenings: list[Happening]


@router.get("/doubles/agreement")
def agreement(request: Request, work: Work, who: Lead, pair: str = "") -> Response:
    say = speech_of(request, who)
    there, titles = everything(work, who)
    every = agreeing.pairs(there)
    chosen = next((one for one in every if name_of(one) == pair), None)
    mine = [one for one in there if chosen in (None, one.pair)]
    made = agreeing.of_pair(there, chosen) if chosen else agreeing.over_all(there)
    differing, left = differences(mine, titles, Values(work.lexicon, say))
    values: dict[str, Any] = {
        "pairs": [(name_of(one), [called(say, coder) for coder in one]) for one in every],
        "pair": name_of(chosen) if chosen else "",
        "coders": [called(say, coder) for coder in chosen] if chosen else [],
        "made": made,
        "events": counted(mine),
        "measured": measured,
        "called": called,
        "differing": differing,
        "left": left,
    }
    return page(request, who, "doubles/agreement.html", **values)


def everything(work: Workplace, who: Person) -> tuple[list[Done], dict[str, str]]:
    """All that this person may see and all are done with, and the titles of the reports."""
    with work.whole.project.store.reading() as connection:
        there = agreeing.done(connection, Viewer(who.name, who.roles))
        return there, doubling.titles_of(connection, (one.double.report_id for one in there))


def name_of(pair: Pair) -> str:
    """A pair in an address: no account has a slash in its name."""
    return "/".join(pair)


def counted(there: Sequence[Done]) -> int:
    return sum(len(kept) for one in there for kept in one.coded.values())


def differences(there: Sequence[Done], titles: dict[str, str], values: Values) -> tuple[list[Differing], int]:
    """The first reports in which the two differ, the latest first, and how many are left."""
    found: list[Differing] = []
    for n, one in enumerate(reversed(there)):
        if len(found) == MOST:
            return found, len(there) - n
        made = [h for h in happenings(one.coded, values) if h.differing or not h.shared]
        if made:
            found.append(Differing(one, titles[one.double.report_id], made))
    return found, 0


@router.get("/doubles/agreement.csv")
def as_csv(request: Request, work: Work, who: Lead) -> Response:
    """The figures: over all, then of each pair."""
    there, _ = everything(work, who)
    return file("agreement.csv", agreeing.figure_rows(agreeing.over_all_and_by_pair(there)))


@router.get("/doubles/differences.csv")
def differences_csv(request: Request, work: Work, who: Lead) -> Response:
    """Every difference, with the words of the report."""
    there, _ = everything(work, who)
    return file("differences.csv", agreeing.difference_rows(there))


def file(name: str, rows: Iterable[list[object]]) -> Response:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(neutral_row(row) for row in rows)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
