"""`/events`: what is coded, newest first, by the filters of its address, and as `.json`, `.csv` and `.geojson`; `/events/ID`: one event.

A file holds the whole incidents that the events belong to, for it leaves through the policy, which lets out happenings and no half of one.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.publish.exporting import leaving
from rasid.publish.formats import Around, format_of
from rasid.store import events as kept_events
from rasid.store import reports
from rasid.store.querying import query
from rasid.store.schema import incidents
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.asked import Asked, asked, outlets, regions
from rasid.web.downloads import offered, profile_asked
from rasid.web.knowledge.naming import country_names
from rasid.web.pages.files import formats
from rasid.web.pages.queue import address
from rasid.web.rendering import page, speech_of
from rasid.web.speech import Speech
from rasid.web.values import Values
from rasid.web.workplace import Workplace

router = APIRouter()
ROWS = 50
FILES = {"json": ("jsonl", "application/jsonl"), "csv": ("csv", "text/csv"), "geojson": ("geojson", "application/geo+json")}
MOST = 5000  # events of a file through a page: what is larger is for `rasid export`, which holds no page up
Reader = Annotated[Person, allowed(Right.READ)]
Publisher = Annotated[Person, allowed(Right.PUBLISH)]


@router.get("/events")
def table(request: Request, work: Work, who: Reader) -> Response:
    with work.project.store.reading() as connection:
        what = asked(request.query_params, connection, work.lexicon)
        after = request.query_params.get("after")
        found = query(connection, what.filters, limit=ROWS, after=after)
        values: dict[str, Any] = {"regions": regions(connection, work.lexicon), "outlets": outlets(connection)}
    return page(
        request,
        who,
        "events.html",
        found=found,
        first=after is None,
        more=address("/events", what.query, after=found.after) if found.after else None,
        files={
            profile: {ending: address(f"/events.{ending}", what.query, profile=profile) for ending in FILES} for profile in offered(who)
        },
        makes={"profiles": offered(who), "formats": formats(speech_of(request, who))},
        what=what,
        types=work.lexicon.ontology["event_types"],
        flags=wording.FLAGS,
        wording=wording,
        scene=kept_events.first_place,
        countries=country_names(work.lexicon),
        named=lambda say, item: named(say, work.lexicon.ontology["objects"], item),
        figures=lambda say, toll, effect: bounds(say, *kept_events.figures(toll, effect)),
        **values,
    )


@router.get("/events.{ending}")
def file(request: Request, ending: str, work: Work, who: Publisher) -> Response:
    """The incidents of these events as a file, with no more in it than the profile lets out."""
    if ending not in FILES:
        raise UsageError("events are given as .json, .csv and .geojson.", where=f".{ending}")
    profile = profile_asked(request, who)
    with work.project.store.reading() as connection:
        what = asked(request.query_params, connection, work.lexicon)
        body, held = released(connection, work, what, ending, profile)
    name = "events.jsonl" if ending == "json" else f"events.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "x-rasid-held-back": str(sum(held.values()))}
    return Response(body, media_type=FILES[ending][1], headers=headers)


def released(connection: Connection, work: Workplace, what: Asked, ending: str, profile: str) -> tuple[bytes, Counter[str]]:
    """Raises UsageError where more is asked for than a page can give."""
    if what.problems:  # left out on a page, where one sees it; a file would hold more than was meant
        raise UsageError("a filter of this address makes no sense, and no file is given.", where=", ".join(what.problems))
    found = query(connection, what.filters, limit=MOST)
    if found.after is not None:
        hint = "Narrow the filter, or have the file made in the background."
        raise UsageError(worded("more than {most:,} events fit.", most=MOST), hint=hint)
    ids = [row.incident_id for row in found.rows if row.incident_id is not None]
    held: Counter[str] = Counter()
    out = io.BytesIO()
    with work.coding:  # the policy's names come from the data, and are looked up by one at a time
        let_out = leaving(connection, work.project.policy(profile), held, Counter(), ids)
        format_of(FILES[ending][0]).write(let_out, out, Around(work.lexicon, profile))
    return out.getvalue(), held


@router.get("/events/{event_id}")
def one(request: Request, event_id: str, work: Work, who: Reader) -> Response:
    with work.project.store.reading() as connection:
        kept = kept_events.known(connection, event_id)
        stored = reports.known(connection, kept.report_id)
        incident = incident_of(connection, kept.incident_id)
    with work.coding:  # asks the coder again what it noted
        why = work.project.why(event_id)
    return page(
        request,
        who,
        "event.html",
        kept=kept,
        record=kept.record,
        report=stored.report,
        incident=incident,
        why=why,
        types=work.lexicon.ontology["event_types"],
        wording=wording,
        said=Values(work.lexicon, speech_of(request, who)),
    )


def incident_of(connection: Connection, id_: str | None) -> Any:
    """The incident's id, and how many accounts it has."""
    if id_ is None:
        return None
    return connection.execute(sa.select(incidents.c.id, incidents.c.accounts).where(incidents.c.id == id_)).first()


Names = dict[str, dict[str, Any]]


def named(say: Speech, objects: Names, item: dict[str, Any]) -> str:
    """A party or a thing of a side by its name, else by its code: never by the report's words."""
    code = item.get("actor") or item.get("object") or ""
    return say.name(item.get("names") or (objects.get(code) or {}).get("names"), str(code))


def bounds(say: Speech, low: int | None, high: int | None) -> str:
    """A figure of people: 3, 3–5, ≥ 3, ≤ 5; nothing where none is told."""
    if low is None:
        return f"≤ {say.number(high)}" if high is not None else ""
    if high is None:
        return f"≥ {say.number(low)}"
    return say.number(low) if low == high else f"{say.number(low)}–{say.number(high)}"
