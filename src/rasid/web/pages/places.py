"""`/places`: the gazetteer; `/places/ID`: one place on a small map, with its namesakes and how often events of the project name it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.gazetteer.searching import Hit
from rasid.store.naming import named
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.knowledge.known import known
from rasid.web.knowledge.map import drawing
from rasid.web.knowledge.naming import PLACE_LAYERS, place_kind
from rasid.web.pages.parties import COUNTED, COUNTED_ALONE, ROWS, offered_countries, words
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.speech import Speech

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]


@router.get("/places")
def places(request: Request, work: Work, who: Reader) -> Response:
    """The places that fit the address: by name where no name is asked for, else the best match first."""
    say, data = speech_of(request, who), known(work)
    said = {k: request.query_params.get(k, "").strip()[:200] for k in ("q", "kind", "country", "layer", "from")}
    hits = data.search_places(said["q"], *(said[k] or None for k in ("country", "kind", "layer")))
    if not said["q"]:
        hits.sort(key=lambda h: say.name(names_of(h)))
    first = int(said["from"]) if said["from"].isdecimal() and len(said["from"]) < 7 else 0
    rows = hits[first : first + ROWS]
    with work.project.store.reading() as connection:
        counts = named(connection, "place", [h.row["id"] for h in rows], COUNTED)
    kept = {k: v for k, v in said.items() if v and k != "from"}
    kinds = {str(r.place["kind"]) for r in data.rows}
    return page(
        request,
        who,
        "knowledge/places.html",
        rows=rows,
        counts=counts,
        all=len(hits),
        first=first,
        more=f"?{urlencode(kept | {'from': str(first + ROWS)})}" if first + ROWS < len(hits) else None,
        said=said,
        kinds=dict(sorted(((k, place_kind(say, k)) for k in kinds), key=lambda pair: pair[1])),
        countries=offered_countries(work, (str(r.place["country"] or "") for r in data.rows), say),
        layers=PLACE_LAYERS,
        names_of=names_of,
        match=lambda hit: match(say, hit) if said["q"] else "",
        place_kind=lambda id_: place_kind(say, id_),
        may_teach=Right.TEACH in who.rights,
        **words(work, say),
    )


def names_of(hit: Hit) -> dict[str, str]:
    return {k: hit.row[k] for k in ("en", "ar") if hit.row[k]}


def match(say: Speech, hit: Hit) -> str:
    """How well the name fits, where it is not the same."""
    if hit.rank >= 100:
        return say.plural("{count} letter off", "{count} letters off", (hit.rank - 100) // 3)
    return say("part of the name") if hit.rank >= 6 else ""


@router.get("/places/{id_}")
def place(request: Request, work: Work, who: Reader, id_: str) -> Response:
    say, data = speech_of(request, who), known(work)
    found = data.place(id_)
    if found is None:
        raise Refused(404, "missing")
    hit, namesakes, near = found
    with work.project.store.reading() as connection:
        count = named(connection, "place", [id_], COUNTED_ALONE)[id_]
    return page(
        request,
        who,
        "knowledge/place.html",
        hit=hit,
        row=hit.row,
        names_of=names_of,
        map=drawing(data.layers, hit, namesakes, say),
        namesakes=namesakes,
        near=near,
        count=count,
        place_kind=lambda id_: place_kind(say, id_),
        may_teach=Right.TEACH in who.rights,
        **words(work, say),
    )
