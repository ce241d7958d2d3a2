"""`/incidents`: the table of incidents, newest first, filtered by its address; the same as .json, .csv and .geojson through a policy."""

from __future__ import annotations

from collections import Counter
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response, StreamingResponse

from rasid.model import UsageError
from rasid.publish.exporting import leaving
from rasid.publish.formats import Around, format_of
from rasid.publish.policy import Released, said
from rasid.store.filtering import Filters
from rasid.store.querying_incidents import Incident, query_incidents
from rasid.web import wording
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.asked import asked, outlets, regions
from rasid.web.downloads import offered, profile_asked, profiles
from rasid.web.incident import sentences
from rasid.web.pages.files import formats
from rasid.web.pages.queue import address
from rasid.web.rendering import page, speech_of
from rasid.web.speech import Speech

router = APIRouter()
ROWS = 50
Reader = Annotated[Person, allowed(Right.READ)]
# Formats of the addresses: which of `publish.formats` writes it, and its media type.
DATA = {
    "json": ("jsonl", "application/json"),
    "csv": ("csv-incidents", "text/csv; charset=utf-8"),
    "geojson": ("geojson", "application/geo+json"),
}
MOST = 20_000  # incidents of one file: more is a task for `rasid export`, which writes as it reads
PAGE = 500  # incidents asked for at a time while a file is made
IN_MEMORY = 4 * 1024 * 1024  # bytes of a file kept in memory; the rest goes to a temporary file


class Row(NamedTuple):
    """A line of the table, in the reader's words."""

    id: str
    day: str
    type: str
    place: str
    killed: tuple[int | None, int | None, int | None]
    accounts: int
    sources: int
    conflicts: list[str]


@router.get("/incidents")
def incidents(request: Request, work: Work, who: Reader) -> Response:
    say = speech_of(request, who)
    params = request.query_params
    types = work.lexicon.ontology["event_types"]
    after = params.get("after")
    with work.project.store.reading() as connection:
        what = asked(params, connection, work.lexicon)
        found = query_incidents(connection, what.filters, limit=ROWS, after=after)
        around: dict[str, Any] = {"regions": regions(connection, work.lexicon), "outlets": outlets(connection)}
    return page(
        request,
        who,
        "incidents/list.html",
        rows=[row(say, i, types) for i in found.rows],
        more=address("/incidents", what.query, after=found.after) if found.after else None,
        first=after is None,
        makes={"profiles": offered(who), "formats": formats(say)},
        what=what,
        notes=found.notes,
        types=types,
        flags=wording.FLAGS,
        wording=wording,
        data={profile: {form: address(f"/incidents.{form}", what.query, profile=profile) for form in DATA} for profile in profiles(who)},
        **around,
    )


def row(say: Speech, found: Incident, types: Any) -> Row:
    names = types.get(found.type, {}).get("names")
    return Row(
        id=found.id,
        day=say.day(found.day) if found.day else "",
        type=say.name(names, found.type),
        place=say.name(found.names),
        killed=found.killed,
        accounts=found.accounts,
        sources=found.sources,
        conflicts=[sentences.conflict(say, c) for c in found.record["conflicts"]],
    )


# The data ------------------------------------------------------------------------------------------------------------------------


@router.get("/incidents.json")
def as_json(request: Request, work: Work, who: Reader) -> Response:
    return data(request, work, who, "json")


@router.get("/incidents.csv")
def as_csv(request: Request, work: Work, who: Reader) -> Response:
    return data(request, work, who, "csv")


@router.get("/incidents.geojson")
def as_geojson(request: Request, work: Work, who: Reader) -> Response:
    return data(request, work, who, "geojson")


def data(request: Request, work: Work, who: Person, form: str) -> Response:
    """What the profile lets out of the incidents that fit: the public one, or with the right to publish the one that `profile` names."""
    name = profile_asked(request, who)
    policy = work.project.policy(name)
    format_name, media = DATA[form]
    held: Counter[str] = Counter()
    out: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    with work.project.store.reading() as connection:
        what = asked(request.query_params, connection, work.lexicon)
        if what.problems:  # left out on a page, where one sees it; a file would hold more than was meant
            raise UsageError("a filter of this address makes no sense, and no file is given.", where=", ".join(what.problems))
        ids, after = fitting(connection, what.filters, request.query_params.get("after"))
        leaves = leaving(connection, policy, held, Counter(), ids)
        with work.coding:  # the policy looks names up in the data, which one does at a time
            if form == "json":
                more = address(request.url.path, what.query, after=after, profile=name) if after else None
                write_json(leaves, out, name, held, more)
            else:
                format_of(format_name).write(leaves, out, Around(work.lexicon, name))  # type: ignore[arg-type]
    headers = {"content-disposition": f'attachment; filename="incidents.{form}"', "x-rasid-held-back": str(held.total())}
    if after:
        headers["link"] = f'<{address(request.url.path, what.query, after=after, profile=name)}>; rel="next"'
    out.seek(0)
    return StreamingResponse(iter(lambda: out.read(65536), b""), media_type=media, headers=headers)


def fitting(connection: Connection, wanted: Filters, after: str | None) -> tuple[list[str], str | None]:
    """The ids of what fits, newest first, and where to go on beyond `MOST`."""
    ids: list[str] = []
    while len(ids) < MOST:
        found = query_incidents(connection, wanted, limit=PAGE, after=after)
        ids += [i.id for i in found.rows]
        after = found.after
        if after is None:
            break
    return ids, after


def write_json(leaves: Any, out: Any, profile: str, held: Counter[str], more: str | None) -> None:
    """One JSON value: the incidents, and what was held back, by reason."""
    import msgspec

    encode = msgspec.json.Encoder().encode
    out.write(b'{"incidents":[')
    between = b"\n"
    one: Released
    for one in leaves:
        out.write(between + encode({"incident": one.incident, "accounts": one.told}))
        between = b",\n"
    told = {"profile": profile, "held_back": {said(id_): n for id_, n in sorted(held.items())}, "next": more}
    out.write(b"\n]," + encode(told)[1:] + b"\n")
