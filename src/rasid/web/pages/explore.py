"""`/explore`: map, parties, time, counts and table on one filter, which is the address; `/explore/data`: the same as JSON, for one brush.

The figures count what is coded, reviewed or not, for the project's people; what leaves as a file goes through the policy (`files`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Any

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import JSONResponse, Response

from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.publish.exporting import leaving
from rasid.publish.map.page import origin
from rasid.store import events as kept_events
from rasid.store.cube.asking import Figures, TooMany
from rasid.store.filtering import Filters
from rasid.store.querying import query
from rasid.store.schema import events
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.asked import Asked, asked, outlets, regions
from rasid.web.downloads import WHOLE, offered, profile_asked
from rasid.web.explore import files, timeline
from rasid.web.explore import map as mapping
from rasid.web.explore.brushes import EACH, Brushes, bounds
from rasid.web.explore.naming import Naming
from rasid.web.explore.telling import Told, refuse_telling, telling
from rasid.web.knowledge.naming import country_names
from rasid.web.pages.events import MOST, named
from rasid.web.pages.events import bounds as bounded
from rasid.web.pages.queue import address
from rasid.web.rendering import page, rendered, speech_of
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
Publisher = Annotated[Person, allowed(Right.PUBLISH)]
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


@router.get("/explore/{chart}.{ending}")
def file(request: Request, chart: str, ending: str, work: Work, who: Publisher) -> Response:
    """The counts of one view as a file, as a profile lets them out."""
    if chart not in files.CHARTS or ending not in files.MEDIA or (ending == "geojson" and chart != "map"):
        raise UsageError("there is no such file of this page.", where=f"{chart}.{ending}")
    profile, say = profile_asked(request, who), speech_of(request, who)
    each = next((e for e in request.query_params.getlist(EACH) if e in STRETCHES), None)
    with work.project.store.reading() as connection:
        what = asked(request.query_params, connection, work.lexicon)
        if what.problems:  # left out on a page, where one sees it; a file would hold more than was meant
            raise UsageError("a filter of this address makes no sense, and no file is given.", where=", ".join(what.problems))
        counted = leaving_counts(connection, work, who, what, chart, profile, each)
        both = Naming(connection, work.lexicon, Speech("en")), Naming(connection, work.lexicon, Speech("ar"))
        if chart == "pair":
            for naming in both:
                naming.know("party", {party for key, _ in counted.rows for party in key.split("\x1f")})
        chosen = Brushes(what.said, each, both[say.language == "ar"]).chosen(say)
    notes = [counts_what(say, counted, profile), *(f"{one.field}: {one.value}" for one in chosen)]
    taken = files.Taken(chart, counted, title_of(say, chart), notes, both, say, what.one("area") or None)
    headers = {"content-disposition": f'attachment; filename="{chart}.{ending}"', "x-rasid-held-back": str(counted.held)}
    return Response(files.file(ending, taken, work.lexicon), media_type=files.MEDIA[ending], headers=headers)


def leaving_counts(
    connection: Connection, work: Workplace, who: Person, what: Asked, chart: str, profile: str, each: str | None
) -> files.Counted:
    """Counts of events where the profile lets everything out, else of the incidents that it lets out. Raises UsageError."""
    with work.coding:  # the policy's names come from the data, and are looked up by one at a time
        policy = work.project.policy(profile)
        if policy.lets_all_out:
            try:
                with work.whole.project.store.reading() as whole:
                    if not work.exploring.ready(whole):
                        raise UsageError("the events are still being counted.", hint="Ask again in a minute.")
                    figures = work.exploring.figures(whole, what.filters, hidden=work.hidden(whole), stretch=each, strict=True)
            except TooMany:
                raise UsageError("too many events have these words.", hint="Narrow the filter, or use `rasid stats`.") from None
            return files.of_events(chart, figures)
        if chart in files.INSIDE:
            raise UsageError("this count is for use within the house.", where=f"profile={profile}")
        refuse_telling(what.said)
        found = query(connection, what.filters, limit=MOST)
        if found.after is not None:
            hint = "Narrow the filter, or have the file made in the background."
            raise UsageError(worded("more than {most:,} events fit.", most=MOST), hint=hint)
        held: Counter[str] = Counter()
        ids = [row.incident_id for row in found.rows if row.incident_id is not None]
        told = Told(what.filters, what.said, work.lexicon)
        return files.of_released(chart, filter(told.lets, leaving(connection, policy, held, Counter(), ids)), held, each)


def counts_what(say: Speech, counted: files.Counted, profile: str) -> str:
    """What the figures of a file count."""
    if counted.of == "events":
        told = say("Events as coded, reviewed or not, {count} in all: for use within the house.", count=say.number(counted.all))
    else:
        told = say("Incidents that the profile “{profile}” lets out, {count} in all.", count=say.number(counted.all), profile=profile)
    return f"{told} {say('Of these {count} stand in no row.', count=say.number(counted.beside))}" if counted.beside else told


def shown(request: Request, work: Workplace, who: Person, connection: Connection) -> dict[str, Any]:
    """What the parts of the page need."""
    say = speech_of(request, who)
    what = asked(request.query_params, connection, work.lexicon)
    each = next((e for e in request.query_params.getlist(EACH) if e in STRETCHES), None)
    area = what.one("area") if "area" not in what.problems else ""
    inside = area if area.count("/") == 1 and area[-1] != "/" else None
    figures = counted(work, what, each, inside)
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
    values["map"] = mapping.drawn(work.lexicon, figures, area or None, brushes, say, tiles=work.tiles)
    values["tiles_of"] = origin(work.tiles) if work.tiles else ""
    values["shades"] = bounds(values["map"].most)
    values["matrix"] = brushes.matrix(figures)
    values["time"] = timeline.drawn(figures, what.filters.since, what.filters.until, say, say("Events over time"))
    values["years"] = [
        (label, first, last, (what.filters.since, what.filters.until) == (first, last))
        for label, first, last in timeline.years(figures, what.filters.since, what.filters.until)
    ]
    values["charts"] = [brushes.chart(id_, getattr(figures, id_), kind) for id_, kind in CHARTS.items()]
    values["taken"] = taken_by(request, work, who, say, brushes, figures)
    endings, may = ("json", "csv", "geojson"), offered(who)
    values["row_files"] = {p: {e: address(f"/events.{e}", what.query, profile=p) for e in endings} for p in may}
    values["rows"] = told_rows(connection, figures.rows)
    ontology = work.lexicon.ontology
    values |= {
        "scene": kept_events.first_place,
        "countries": country_names(work.lexicon),
        "type_names": ontology["event_types"],
        "named": lambda item: named(say, ontology["objects"], item),
        "killed": lambda toll: bounded(say, *kept_events.figures(toll, "killed")),
    }
    return values


def taken_by(
    request: Request, work: Workplace, who: Person, say: Speech, brushes: Brushes, figures: Figures
) -> Callable[[str], dict[str, Any]]:
    """For a view: the files that this person may take, by profile and ending, and how to cite it."""
    chosen = [(one.field, one.value) for one in brushes.chosen(say)]
    here = str(request.base_url).rstrip("/") + brushes.address()
    day, project = dt.datetime.now(dt.UTC).date().isoformat(), work.project.store.folder.resolve().name

    def taken(chart: str) -> dict[str, Any]:
        endings = ("csv", "geojson", "svg", "png") if chart == "map" else ("csv", "svg", "png")
        may = offered(who)
        inside = chart in files.INSIDE or telling(brushes.said)
        links = {p: {e: brushes.file(chart, e, p) for e in endings} for p in may if p == WHOLE or not inside}
        return {"files": links, "cited": files.citation(say, project, title_of(say, chart), chosen, figures, day, here)}

    return taken


def counted(work: Workplace, what: Asked, each: str | None, inside: str | None) -> Figures | None:
    """The figures; None while the columns are still coming in. What cannot be gone through is left out and told. The columns hold all
    events, for everybody: who asks names what he may not see."""
    with work.whole.project.store.reading() as connection:
        if not work.exploring.ready(connection):
            return None
        hidden = work.hidden(connection)
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
        "map": say("Provinces"),
        "weapon": say("Weapons"),
        "source": say("Who says so"),
        "state": say("Review"),
        "time": say("Over time"),
        "pair": say("Who against whom"),
    }
    return known[chart]
