"""`/codebook`: what is coded: types with their boundaries and methods, weapons, objects, doubts, as the data has them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.rendering import page

router = APIRouter()


@router.get("/codebook")
def codebook(request: Request, work: Work, who: Annotated[Person, allowed(Right.READ)]) -> Response:
    ontology = work.lexicon.ontology
    wanted = request.query_params.get("q", "").strip()[:200]
    folded = work.lexicon.folder.fold(wanted)
    found = {id_: row for id_, row in ontology["event_types"].items() if not wanted or folded in work.lexicon.folder.fold(told(id_, row))}
    return page(
        request,
        who,
        "knowledge/codebook.html",
        q=wanted,
        types=found,
        weapons=ontology["weapons"],
        objects=ontology["objects"],
        kinds=ontology["party_kinds"],
        flags=wording.FLAGS,
        wording=wording,
    )


def told(id_: str, row: dict[str, object]) -> str:
    """All that a type says, to be searched."""
    return f"{id_} {row.get('names')} {row.get('definition')} {row.get('boundaries')} {row.get('methods')} {row.get('examples')}"
