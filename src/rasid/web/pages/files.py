"""`/files`: files of what fits a filter, made in the background for who asked, however large; `/files/NAME` tells how far, and gives it.

What an address gives at once (`/events.csv`, `/incidents.csv`) is for as much as can be waited for.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Form, Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from rasid.jobs import outgoing
from rasid.jobs.files import restricted
from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.publish.formats import FORMATS, format_of
from rasid.store import jobs as rows
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.asked import Asked, asked_of_query
from rasid.web.downloads import DOWNLOADED, media_of, refuse_profile
from rasid.web.failures import Refused
from rasid.web.knowledge.jobs import Job, jobs
from rasid.web.rendering import page, speech_of
from rasid.web.speech import Speech
from rasid.web.workplace import Workplace

router = APIRouter()
Publisher = Annotated[Person, allowed(Right.PUBLISH)]
# All but the one that holds the words of reports: those leave by `rasid export`, at the machine that keeps them.
OFFERED = tuple(name for name in FORMATS if name != "gold")
WAIT_S = 1.0  # a small file is there before its page is
AT_ONCE = 3  # of one person


@router.post("/files")
def make(
    work: Work,
    who: Publisher,
    format: Annotated[str, Form(max_length=20)],
    query: Annotated[str, Form(max_length=8000)] = "",
    profile: Annotated[str, Form(max_length=60)] = DOWNLOADED,
) -> Response:
    """Begins to make it, and waits for a moment."""
    with work.project.store.reading() as connection:
        what = asked_of_query(query, connection, work.lexicon)
    token = begun(work, who, what, format, profile)
    jobs(work).wait(f"file {token}", WAIT_S)
    return RedirectResponse(f"/files/{token}", status_code=303)


def begun(work: Workplace, who: Person, what: Asked, format: str, profile: str) -> str:
    """Begins to make a file; its name. Raises UsageError, Refused."""
    if format not in OFFERED:
        raise UsageError(worded("there is no format {name!r}.", name=format))
    if what.problems:  # left out on a page, where one sees it; a file would hold more than was meant
        raise UsageError("a filter of this address makes no sense, and no file is given.", where=", ".join(what.problems))
    refuse_profile(profile, who)
    with work.coding:  # the policy's names come from the data, and are looked up by one at a time
        work.project.policy(profile)
    with work.whole.project.store.reading() as connection:
        alive = rows.under_way(connection, "file")
    if sum(job.who == who.name for job in alive) >= AT_ONCE:
        raise UsageError(worded("{count} files are being made for you already.", count=AT_ONCE), hint="Wait for one, or cancel it.")
    outgoing.sweep(work.whole.project.store.folder, {str(job.asked["token"]) for job in alive})
    token = secrets.token_hex(16)
    asked = {"token": token, "filters": msgspec.to_builtins(what.filters), "format": format, "profile": profile}
    jobs(work).begin(f"file {token}", who, asked)
    return token


def job_of(work: Workplace, who: Person, token: str) -> Job:
    """The work on a file, to who asked for it. Raises Refused: there is none, or since then another set of reports is to be seen."""
    job = jobs(work).get(f"file {token}")
    if job is None or job.who != who.name:
        raise Refused(404, "missing")
    return job


def file_of(work: Workplace, job: Job) -> Path | None:
    """What was made, as long as it may be had."""
    if job.result is None or job.result.sight != restricted(work.whole.project.store):
        return None
    return outgoing.kept(work.whole.project.store.folder, job.name.partition(" ")[2])


def given(work: Workplace, who: Person, token: str) -> Response:
    """The file as an answer. Raises Refused."""
    job = job_of(work, who, token)
    path = file_of(work, job)
    if path is None:
        raise Refused(404, "missing")
    chosen = format_of(str(job.asked["format"]))
    headers = {"x-rasid-held-back": str(job.result.held)}
    return FileResponse(path, media_type=media_of(chosen.suffix), filename=f"rasid-{chosen.name}{chosen.suffix}", headers=headers)


@router.get("/files/{token}.json")
def progress(work: Work, who: Publisher, token: str) -> Response:
    return JSONResponse(job_of(work, who, token).told())


@router.get("/files/{token}")
def one(request: Request, work: Work, who: Publisher, token: str) -> Response:
    job, say = job_of(work, who, token), speech_of(request, who)
    path = file_of(work, job)
    values: dict[str, Any] = {"job": job, "name": token, "there": path is not None, "hours": outgoing.KEPT_H}
    values["format"] = format_said(say, str(job.asked["format"]))
    values["megabytes"] = job.result.bytes / 1e6 if job.result is not None else 0.0
    return page(request, who, "file.html", **values)


@router.get("/files/{token}/file")
def file(work: Work, who: Publisher, token: str) -> Response:
    return given(work, who, token)


def format_said(say: Speech, name: str) -> str:
    known = {
        "jsonl": say("incidents with their accounts, a line each (JSON)"),
        "csv": say("accounts, a row each (CSV)"),
        "csv-incidents": say("incidents, a row each (CSV)"),
        "xlsx": say("a workbook (XLSX)"),
        "hxl": say("for humanitarian exchange (HXL)"),
        "geojson": say("for maps (GeoJSON)"),
        "geoparquet": say("for maps (GeoParquet)"),
        "plover": say("events of PLOVER"),
        "acled": say("the columns of ACLED"),
        "ucdp": say("the columns of UCDP GED"),
    }
    return known.get(name, name)


def formats(say: Speech) -> list[tuple[str, str]]:
    """What can be chosen: the id and its words."""
    return [(name, format_said(say, name)) for name in OFFERED]
