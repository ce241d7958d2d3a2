"""Exports of any size, made in the background: asked for, looked at, had. What was made is kept for a day, for who asked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from rasid.web.access import Person, Work
from rasid.web.api.answers import gives, refused, reply
from rasid.web.api.asking import ExportParams, wanted
from rasid.web.api.bearer import Publisher
from rasid.web.api.leaving import FILE, FormatName
from rasid.web.api.shapes import MadeFile
from rasid.web.api.teaching import job_of
from rasid.web.pages import files
from rasid.web.rendering import speech_of
from rasid.web.workplace import Workplace

router = APIRouter(tags=["exports and releases"])
Name = Annotated[str, Path(max_length=40)]


@router.post("/exports/{format}", status_code=202, responses=gives(MadeFile, status=202))
def make_export(request: Request, work: Work, who: Publisher, format: FormatName, asked: Annotated[ExportParams, Query()]) -> Response:
    """Begins to make an export, however large; its `name` is what it is asked for by."""
    with work.project.store.reading() as connection:
        what = wanted(request, connection, work.lexicon)
    return reply(told(request, work, who, files.begun(work, who, what, str(format), asked.profile)), 202)


@router.get("/exports/made/{name}", responses=gives(MadeFile))
def get_made_export(request: Request, work: Work, who: Publisher, name: Name) -> Response:
    """How far an export is that was asked for by this token's person."""
    return reply(told(request, work, who, name))


@router.get("/exports/made/{name}/file", responses=refused() | FILE)
def get_made_file(work: Work, who: Publisher, name: Name) -> Response:
    """The file, once it is made, for a day; gone before that where which reports are restricted has changed."""
    return files.given(work, who, name)


def told(request: Request, work: Workplace, who: Person, name: str) -> MadeFile:
    job = files.job_of(work, who, name)
    answer = job_of(job, speech_of(request, who))
    assert answer is not None
    made = job.result
    return MadeFile(
        name=name,
        format=str(job.asked["format"]),
        profile=str(job.asked["profile"]),
        work=answer,
        ready=files.file_of(work, job) is not None,
        incidents=made.incidents if made is not None else None,
        held_back=made.held if made is not None else None,
        bytes=made.bytes if made is not None else None,
    )
