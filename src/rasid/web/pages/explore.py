"""`/explore`: map, parties, time, counts and table on one filter, which is the address; `/explore/data`: the same as JSON, for one brush.

The figures count what is coded, reviewed or not, for the project's people; what leaves as a file goes through the policy (`files`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from rasid.store import events as kept_events
from rasid.store.cube.asking import Figures, TooMany
from rasid.store.filtering import Filters
from rasid.store.schema import events
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.asked import Asked, asked, outlets, regions
from rasid.web.explore import map as mapping
from rasid.web.explore import timeline
from rasid.web.explore.brushes import EACH, Brushes, bounds
from rasid.web.explore.naming import Naming
from rasid.web.pages.events import bounds as bounded
from rasid.web.pages.events import named
from rasid.web.rendering import page, rendered, speech_of
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
PARTS = ("head", "map", "parties", "time", "charts", "rows")
STRETCHES = ("day", "week", "month")
CHARTS = {"type": "type", "province": "area", "weapon": "weapon", "source": "source", "state": "state"}


@router.get("/explore")
def explore(request: Request, work: Work, who: Reader) -> Response:
    with work.project.store.reading() as connection:
        values = shown(request, work, who, connection)
        values |= {"regions": regions(connection, work.lexicon), "outlets": outlets(connection)}
    return page(request, who, "explore/page.html", **values, types=work.lexicon.ontology["event_types"], flags=wording.FLAGS)


@router.get("/explore/data")
def data(request: Request, work: Work, who: Reader) -> Response:
    """The figures; with `parts=1` also what of the page shows them, as HTML by the name of its part. 202 while they are being counted."""
    with work.project.store.reading() as connection:
        values = shown(request, work, who, connection)
    figures = values["figures"]
    if figures is None:
        return JSONResponse({"ready": False}, status_code=202)
    told: dict[str, Any] = {"ready": True, "problems": values["what"].problems, "figures": msgspec.to_builtins(figures)}
    if request.query_params.get("parts"):
        told["parts"] = {name: rendered(request, who, f"explore/{name}.html", **values)[0] for name in PARTS}
    return Response(msgspec.json.encode(told), media_type="application/json")


def hidden_from(connection: Connection, who: Person) -> Sequence[str]:
    """Reports that this person may not see."""
    return ()


def shown(request: Request, work: Workplace, who: Person, connection: Connection) -> dict[str, Any]:
    """What the parts of the page need."""
    say = speech_of(request, who)
    what = asked(request.query_params, connection, work.lexicon)
    each = next((e for e in request.query_params.getlist(EACH) if e in STRETCHES), None)
    area = what.one("area") if "area" not in what.problems else ""
    inside = area if area.count("/") == 1 and area[-1] != "/" else None
    figures = counted(work, connection, who, what, each, inside)
    naming = Naming(connection, work.lexicon, say)
    brushes = Brushes(what.said, each, naming)
    values: dict[str, Any] = {
        "what": what,
        "figures": figures,
        "brushes": brushes,
        "each": each,
        "wording": wording,
        "address": brushes.address,
    }
    values |= {"title": title_of, "chosen": brushes.chosen(say), "stretches": STRETCHES}
    if figures is None:
        return values
    naming.know("place", [dot.place for dot in figures.dots])
    values["map"] = mapping.drawn(work.lexicon, figures, area or None, brushes, say)
    values["shades"] = bounds(values["map"].most)
    values["matrix"] = brushes.matrix(figures)
    values["time"] = timeline.drawn(figures, what.filters.since, what.filters.until, say, say("Events over time"))
    values["years"] = [
        (label, first, last, (what.filters.since, what.filters.until) == (first, last))
        for label, first, last in timeline.years(figures, what.filters.since, what.filters.until)
    ]
    values["charts"] = [brushes.chart(id_, getattr(figures, id_), kind) for id_, kind in CHARTS.items()]
    values["rows"] = told_rows(connection, figures.rows)
    ontology = work.lexicon.ontology
    values |= {
        "scene": kept_events.first_place,
        "type_names": ontology["event_types"],
        "named": lambda item: named(say, ontology["objects"], item),
        "killed": lambda toll: bounded(say, *kept_events.figures(toll, "killed")),
    }
    return values


def counted(work: Workplace, connection: Connection, who: Person, what: Asked, each: str | None, inside: str | None) -> Figures | None:
    """The figures; None while the columns are still coming in. What cannot be gone through is left out and told."""
    if not work.exploring.ready(connection):
        return None
    hidden = hidden_from(connection, who)
    try:
        return work.exploring.figures(connection, what.filters, hidden=hidden, stretch=each, inside=inside)
    except TooMany:
        what.problems.append("many")
        without: Filters = msgspec.structs.replace(what.filters, text=None)
        return work.exploring.figures(connection, without, hidden=hidden, stretch=each, inside=inside)


def told_rows(connection: Connection, ids: list[str]) -> list[Any]:
    """These events in this order; one that has gone meanwhile is left out."""
    e = events.c
    query = sa.select(e.id, e.record, e.state, e.report_id, e.incident_id).where(e.id.in_(ids))
    found = {row.id: row for row in connection.execute(query)}
    return [(row, msgspec.json.decode(row.record)) for id_ in ids if (row := found.get(id_)) is not None]


def title_of(say: Speech, chart: str) -> str:
    known = {
        "type": say("Types"),
        "province": say("Provinces"),
        "weapon": say("Weapons"),
        "source": say("Who says so"),
        "state": say("Review"),
        "time": say("Over time"),
        "pair": say("Who against whom"),
    }
    return known[chart]
