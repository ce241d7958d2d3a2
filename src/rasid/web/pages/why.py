"""`/incidents/ID/why` and `/why/ANYTHING`: from a value back to the words of the report and the person who decided.

`ANYTHING` is what `rasid why` takes: an event, a field of one (ev_…:toll), a report, an incident, the number of an entry of the log.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from rasid.model import StoreError
from rasid.project import linked
from rasid.project.incidents import scorer_of
from rasid.project.merging import current
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.incident.proposed import Bar, bars
from rasid.web.incident.told import Teller
from rasid.web.refused import Refused
from rasid.web.rendering import page, speech_of
from rasid.web.values import Values
from rasid.web.why.events import Walker
from rasid.web.why.figures import Figures

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
PAIRS = 30  # links of one page, the best of each account


@router.get("/incidents/{incident_id}/why")
def incident(request: Request, work: Work, who: Reader, incident_id: str) -> Response:
    """Without `of`: what can be asked, and why the accounts are one incident; with it (killed.best, place …): the walk from there."""
    say, lexicon = speech_of(request, who), work.lexicon
    of = request.query_params.get("of", "")
    with work.project.store.reading() as connection:
        id_ = current(connection, incident_id)
        found = linked.incident(connection, id_)
        if found is None:
            raise Refused(404, "missing")
        members = linked.members(connection, id_)
        tell = Teller(found, members, lexicon, say)
        walk = Figures(connection, tell, Values(lexicon, say))
        choices = walk.choices()
        asked = next((c for c in choices if c.key == of), None)
        steps = walk.steps(asked) if asked else []
        links = [] if asked else linked.among(connection, [m.id for m in members])[:PAIRS]
    scorer = scorer_of(lexicon)
    pairs: list[tuple[int, int, float, list[Bar]]] = [
        (tell.numbers[x.a], tell.numbers[x.b], x.score, bars(x.levels, scorer, say)) for x in links
    ]
    types = lexicon.ontology["event_types"]
    return page(
        request,
        who,
        "why/incident.html",
        incident=found,
        name=say.name(types.get(found.type, {}).get("names"), found.type),
        asked=asked,
        choices=choices,
        unknown=bool(of) and asked is None,
        steps=steps,
        pairs=pairs,
        accounts=len(members),
    )


@router.get("/why/{asked:path}")
def anything(request: Request, work: Work, who: Reader, asked: str) -> Response:
    if asked.startswith("in_"):
        return RedirectResponse(f"/incidents/{asked.partition(':')[0]}/why", status_code=303)
    if asked.isdecimal() and Right.AUDIT not in who.rights:
        raise Refused(403, "rights")
    try:
        with work.coding:  # the coder is asked what took these words
            told = work.project.why(asked)
    except StoreError:
        raise Refused(404, "missing") from None
    walker = Walker(Values(work.lexicon, speech_of(request, who)))
    return page(request, who, "why/why.html", told=told, title=walker.title(told), steps=walker.steps(told))
