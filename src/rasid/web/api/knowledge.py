"""What is known: parties, sources, places, the codebook; and search over all words."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from starlette.responses import Response

from rasid.gazetteer.searching import Hit as PlaceHit
from rasid.lexicon import catalogue
from rasid.store.naming import Named, named
from rasid.store.searching import search_events, search_reports
from rasid.web import wording
from rasid.web.access import Work
from rasid.web.api.answers import gives, reply
from rasid.web.api.asking import EntryParams, SearchParams
from rasid.web.api.bearer import Reader
from rasid.web.api.cursors import cursor_of, leading, number_of, place_of
from rasid.web.api.shapes import Codebook, Entry, EntryPage, Hit, PlaceAnswer, PlacePage, SearchPage
from rasid.web.knowledge.known import known
from rasid.web.pages.parties import COUNTED_ALONE, entries_of, value_of
from rasid.web.pages.places import names_of
from rasid.web.refused import Refused
from rasid.web.workplace import Workplace

router = APIRouter()


def count(told: Named | None) -> Any:
    return None if told is None else {"number": told.number, "more": told.more}


# Parties and sources -----------------------------------------------------------------------------------------------------------------


def listed(work: Workplace, kind: str, asked: EntryParams) -> Response:
    data, cursors = known(work), f"{kind} entries"
    said = {"kind": asked.kind, "country": asked.country, "layer": asked.layer}
    fits = {id_: e for id_, e in entries_of(data, kind).items() if all(v in ("", value_of(e, k)) for k, v in said.items())}
    found = (
        [m.entry for m in data.catalogue.search(kind, asked.q, fits, limit=len(fits))] if asked.q else [fits[id_] for id_ in sorted(fits)]
    )
    first = number_of(cursors, asked.cursor) or 0
    rows, more = found[first : first + asked.limit], first + asked.limit < len(found)
    told = [entry(one) for one in rows]
    return reply(EntryPage(entries=told, all=len(found), next=cursor_of(cursors, str(first + asked.limit) if more else None)))


def entry(one: catalogue.Entry, told: Named | None = None) -> Entry:
    return Entry(id=one.id, names=one.names, layer=one.layer, entry=one.entry, events=count(told))


def shown(work: Workplace, kind: str, id_: str) -> Response:
    found = entries_of(known(work), kind).get(id_)
    if found is None:
        raise Refused(404, "missing")
    with work.project.store.reading() as connection:
        return reply(entry(found, named(connection, kind, [id_], COUNTED_ALONE)[id_]))


@router.get("/parties", tags=["knowledge"], responses=gives(EntryPage))
def list_parties(work: Work, who: Reader, asked: Annotated[EntryParams, Query()]) -> Response:
    """Parties by id, or with `q` the best match first."""
    return listed(work, "party", asked)


@router.get("/parties/{id}", tags=["knowledge"], responses=gives(Entry))
def get_party(work: Work, who: Reader, id: str) -> Response:
    """One party, and how many events of the project name it or its units."""
    return shown(work, "party", id)


@router.get("/sources", tags=["knowledge"], responses=gives(EntryPage))
def list_sources(work: Work, who: Reader, asked: Annotated[EntryParams, Query()]) -> Response:
    """Sources by id, or with `q` the best match first."""
    return listed(work, "source", asked)


@router.get("/sources/{id}", tags=["knowledge"], responses=gives(Entry))
def get_source(work: Work, who: Reader, id: str) -> Response:
    """One source, and how many events of the project name it."""
    return shown(work, "source", id)


# Places ------------------------------------------------------------------------------------------------------------------------------


@router.get("/places", tags=["knowledge"], responses=gives(PlacePage))
def list_places(work: Work, who: Reader, asked: Annotated[EntryParams, Query()]) -> Response:
    """Places of the data by id, or with `q` (imported ones too) the best match first."""
    hits = known(work).search_places(asked.q, *(value or None for value in (asked.country, asked.kind, asked.layer)))
    if not asked.q:
        hits.sort(key=lambda h: str(h.row["id"]))
    first = number_of("places", asked.cursor) or 0
    rows, more = hits[first : first + asked.limit], first + asked.limit < len(hits)
    told = [place(hit) for hit in rows]
    return reply(PlacePage(places=told, all=len(hits), next=cursor_of("places", str(first + asked.limit) if more else None)))


def place(hit: PlaceHit, **more: Any) -> PlaceAnswer:
    return PlaceAnswer(id=str(hit.row["id"]), names=names_of(hit), layer=hit.layer, place=dict(hit.row), match=hit.match or None, **more)


@router.get("/places/{id}", tags=["knowledge"], responses=gives(PlaceAnswer))
def get_place(work: Work, who: Reader, id: str) -> Response:
    """One place, its namesakes, what lies nearest, and how many events of the project name it."""
    found = known(work).place(id)
    if found is None:
        raise Refused(404, "missing")
    hit, namesakes, near = found
    with work.project.store.reading() as connection:
        told = named(connection, "place", [id], COUNTED_ALONE)[id]
    return reply(place(hit, events=count(told), namesakes=[h.as_record() for h in namesakes], near=[h.as_record() for h in near]))


@router.get("/codebook", tags=["knowledge"], responses=gives(Codebook))
def get_codebook(work: Work, who: Reader) -> Response:
    """What is coded, as the data has it."""
    parts = {"types": "event_types", "weapons": "weapons", "objects": "objects", "party_kinds": "party_kinds"}
    return reply(Codebook(**{k: work.lexicon.ontology[v] for k, v in parts.items()}, flags=list(wording.FLAGS)))


# Search ------------------------------------------------------------------------------------------------------------------------------


@router.get("/search", tags=["search"], responses=gives(SearchPage))
def search(work: Work, who: Reader, asked: Annotated[SearchParams, Query()]) -> Response:
    """Reports or events by words, with the stretch that shows them."""
    kind = f"search {asked.kind} {asked.order}"
    look = search_events if asked.kind == "event" else search_reports
    with work.project.store.reading() as connection, leading():
        found = look(connection, asked.q, order=asked.order, limit=asked.limit, after=place_of(kind, asked.cursor))
    hits = [
        Hit(
            kind=asked.kind,
            id=h.id,
            title=h.title,
            published=h.published,
            outlet=h.outlet,
            score=h.score,
            snippet=msgspec.to_builtins(h.snippet),
        )
        for h in found.hits
    ]
    return reply(SearchPage(hits=hits, next=cursor_of(kind, found.after), notes=found.notes))
