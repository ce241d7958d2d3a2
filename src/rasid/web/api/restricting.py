"""Who may see a report: kept for some eyes alone, and opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter
from msgspec import Struct
from pydantic import Field
from starlette.responses import Response

from rasid.project.project import Project
from rasid.project.team import restricting
from rasid.store import reports
from rasid.web.access import Person, Right, Work
from rasid.web.api.answers import gives, reply
from rasid.web.api.asking import NONE
from rasid.web.api.bearer import scoped
from rasid.web.api.bodies import Body, Id, Why
from rasid.web.workplace import Workplace

router = APIRouter(tags=["reports"])
Restrictor = Annotated[Person, scoped(Right.RESTRICT)]
Names = Annotated[list[Id], Field(max_length=200)]


class Access(Struct, frozen=True, kw_only=True):
    """Who may see a report: these people and roles, or, where it is not restricted, the whole team."""

    restricted: bool
    people: list[str]
    roles: list[str]


class Audience(Body):
    people: Names = NONE
    roles: Names = NONE
    why: Why = None


def told(work: Workplace, report_id: str) -> Access:
    with work.whole.project.store.reading() as connection:
        found = restricting.audience(connection, report_id)
    people, roles = ([holder.partition(":")[2] for holder in found or [] if holder.startswith(kind)] for kind in ("person:", "role:"))
    return Access(restricted=found is not None, people=people, roles=roles)


def changed(work: Workplace, report_id: str, do: Callable[[Project], object] | None = None) -> Response:
    """After doing it in the whole project, since what the report is linked with may be hidden from who does it."""
    with work.project.store.reading() as connection:  # what he may not see is not there for him
        reports.known(connection, report_id)
    if do is not None:
        do(work.whole.project)
    return reply(told(work, report_id))


@router.get("/reports/{report_id:path}/access", responses=gives(Access))
def get_access(work: Work, who: Restrictor, report_id: str) -> Response:
    """Who may see a report."""
    return changed(work, report_id)


@router.put("/reports/{report_id:path}/access", responses=gives(Access, 409))
def restrict_report(work: Work, who: Restrictor, report_id: str, body: Audience) -> Response:
    """Keeps a report for these people and roles; to all others it is not there, and neither is what was coded from it."""
    keep = lambda whole: restricting.restrict(  # noqa: E731
        whole.store, work.lexicon, report_id, body.people, body.roles, who.name, body.why
    )
    return changed(work, report_id, keep)


@router.delete("/reports/{report_id:path}/access", responses=gives(Access))
def open_report(work: Work, who: Restrictor, report_id: str) -> Response:
    """Opens it to the whole team again."""
    return changed(work, report_id, lambda whole: restricting.lift(whole.store, work.lexicon, report_id, who.name))
