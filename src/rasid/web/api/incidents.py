"""Incidents: listed, one, its accounts side by side with what may belong to it, and merging, parting, splitting, untying."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from rasid.project import linked
from rasid.project.incidents import Touched
from rasid.project.merging import current, marked
from rasid.store.querying_incidents import query_incidents
from rasid.web.access import Person, Work
from rasid.web.api import bodies, seen, telling
from rasid.web.api.answers import gives, reply, versioned
from rasid.web.api.asking import IncidentParams, wanted
from rasid.web.api.bearer import Linking, Reader
from rasid.web.api.cursors import cursor_of, leading, place_of
from rasid.web.api.shapes import AccountAnswer, Accounts, BondAnswer, IncidentAnswer, IncidentPage, ProposedMerge, Regrouped
from rasid.web.pages.incident import PROPOSED
from rasid.web.refused import Refused
from rasid.web.workplace import Workplace

router = APIRouter(prefix="/incidents", tags=["incidents"])


@router.get("", responses=gives(IncidentPage))
def list_incidents(request: Request, work: Work, who: Reader, asked: Annotated[IncidentParams, Query()]) -> Response:
    """Incidents of which some event fits, newest first."""
    with work.project.store.reading() as connection, leading():
        what = wanted(request, connection, work.lexicon)
        found = query_incidents(connection, what.filters, limit=asked.limit, after=place_of("incidents", asked.cursor))
        rows = telling.incidents(connection, [(i.id, i.record) for i in found.rows])
    return reply(IncidentPage(incidents=rows, next=cursor_of("incidents", found.after), notes=found.notes))


def known(connection: Connection, incident_id: str) -> IncidentAnswer:
    """The incident that this id leads to. Raises Refused."""
    id_ = current(connection, incident_id)
    found = linked.incident(connection, id_)
    if found is None:
        raise Refused(404, "missing")
    return telling.incident(connection, id_, found)


@router.post("/untie", responses=gives(Regrouped, 409))
def untie_incidents(request: Request, work: Work, who: Linking, body: bodies.Untie) -> Response:
    """Takes back the merge or split of an audit entry."""
    touched = work.project.untie(body.entry, who.name, body.why)
    return reply(Regrouped(incident=None, written=touched.written, gone=touched.gone))


@router.get("/{incident_id}", responses=gives(IncidentAnswer))
def get_incident(request: Request, work: Work, who: Reader, incident_id: str) -> Response:
    """One incident; where it was merged into another, that one."""
    with work.project.store.reading() as connection:
        found = known(connection, incident_id)
    return versioned(request, found, found.version)


@router.get("/{incident_id}/accounts", responses=gives(Accounts))
def get_accounts(request: Request, work: Work, who: Reader, incident_id: str) -> Response:
    """Its accounts side by side, other incidents that may be the same, and what people merged or parted."""
    with work.project.store.reading() as connection:
        found = known(connection, incident_id)
        members = linked.members(connection, found.id)
        ids = [m.id for m in members]
        proposals = linked.proposals(connection, found.id, ids, PROPOSED)
        records = linked.brief(connection, [p.incident for p in proposals])
        others = {i.id: i.version for i in telling.incidents(connection, list(records.items()))}
        bonds = linked.bonds(connection, ids)
    return reply(
        Accounts(
            incident=found.id,
            version=marked(ids),
            accounts=[
                AccountAnswer(id=m.id, report_id=m.report, outlet=m.outlet, published=m.published, state=m.state, record=m.event)
                for m in members
            ],
            proposals=[
                ProposedMerge(
                    incident=p.incident,
                    version=others.get(p.incident, ""),
                    mine=p.mine,
                    other=p.other,
                    score=p.score,
                    pairs=p.pairs,
                    levels=msgspec.to_builtins(p.levels),
                )
                for p in proposals
            ],
            bonds=[
                BondAnswer(entry=b.seq, kind=b.kind, who=b.who, at=b.at, why=b.why, pairs=[list(pair) for pair in b.pairs]) for b in bonds
            ],
        )
    )


# Deciding ------------------------------------------------------------------------------------------------------------------------


def decided(
    request: Request,
    work: Workplace,
    who: Person,
    incident_id: str,
    yours: bodies.Body,
    do: Callable[[], Touched],
    stays: list[str] | None = None,
) -> Response:
    """Does it. `stays`: events by which the incident is found again, which may have another id then."""

    def act() -> Response:
        touched = do()
        with work.project.store.reading() as connection:
            home = next(iter(linked.homes(connection, stays).values()), None) if stays else None
            id_ = home or current(connection, incident_id)
        return reply(Regrouped(incident=id_, written=touched.written, gone=touched.gone))

    def now() -> IncidentAnswer:
        with work.project.store.reading() as connection:
            return known(connection, incident_id)

    return seen.guarded(request, who, act, now, yours.model_dump())


def marks(request: Request, incident_id: str, told: str | None, others: dict[str, str]) -> dict[str, str]:
    """The versions that were seen, but where «*» asks for none. Events have none: an event is merged as it is."""
    said = {incident_id: seen.version(request, told)} | others
    return {id_: mark for id_, mark in said.items() if mark != "*" and id_.startswith("in_")}


@router.post("/{incident_id}/merge", responses=gives(Regrouped, 409, 428))
def merge_incidents(request: Request, work: Work, who: Linking, incident_id: str, body: bodies.With) -> Response:
    """Makes one incident of this and the others; it stays one whatever is linked later."""
    ids, was = [incident_id, *body.others], marks(request, incident_id, body.version, body.others)
    return decided(request, work, who, incident_id, body, lambda: work.project.merge(ids, who.name, body.why, was))


@router.post("/{incident_id}/part", responses=gives(Regrouped, 409, 428))
def part_incidents(request: Request, work: Work, who: Linking, incident_id: str, body: bodies.With) -> Response:
    """Says that the others are not the same, for good."""
    ids, was = [incident_id, *body.others], marks(request, incident_id, body.version, body.others)
    return decided(request, work, who, incident_id, body, lambda: work.project.part(ids, who.name, body.why, was))


@router.post("/{incident_id}/split", responses=gives(Regrouped, 409, 428))
def split_incident(request: Request, work: Work, who: Linking, incident_id: str, body: bodies.Out) -> Response:
    """Takes accounts out, for good; gives the incident of those left."""
    was = marks(request, incident_id, body.version, {})
    with work.project.store.reading() as connection:
        left = [m.id for m in linked.members(connection, current(connection, incident_id)) if m.id not in body.events]
    do = lambda: work.project.split(body.events, who.name, body.why, was)  # noqa: E731
    return decided(request, work, who, incident_id, body, do, left[:1])
