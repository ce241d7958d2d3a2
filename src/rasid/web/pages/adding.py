"""`/reports/add`: files sent through a page are read by intake as `rasid add` reads them, and kept, coded and linked.

A file is read as it came and never written under the name it says it has; what is packed is unpacked within intake's bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from rasid.intake.columns import Mapping
from rasid.intake.finding import read
from rasid.intake.found import Outcome as Arrival
from rasid.intake.limits import DEFAULT_LIMIT, published_date
from rasid.intake.opening import Input, Wanted
from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.rendering import page

router = APIRouter()
MOST = 300  # reports of one sending: they are coded while the browser waits, some 20 ms each; more is for `rasid add`
LONGEST_NAME = 200


@router.post("/reports/add")
def add(
    request: Request,
    work: Work,
    who: Annotated[Person, allowed(Right.REVIEW)],
    files: Annotated[list[UploadFile], File()],
    published: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    try:
        day = published_date(published.strip())
    except ValueError as error:
        raise UsageError(worded("{error}.", error=error.args[0]), where="published") from None
    arrivals = (arrival for file in files if file.filename for arrival in arrived(file, day))
    with work.coding:
        outcomes = list(work.project.add_found(islice(arrivals, MOST), who=who.name))
        more = next(arrivals, None) is not None
    new = [o for o in outcomes if o.what in ("added", "revised", "coded")]
    problems = [o for o in outcomes if o.problem is not None]
    there = [o for o in outcomes if o.what == "already there"]
    if outcomes and len(new) == len(outcomes) and not problems and not more:
        return RedirectResponse(f"/?added={len(new)}", status_code=303)
    return page(request, who, "added.html", new=new, there=there, problems=problems, most=MOST if more else 0, nothing=not outcomes)


def arrived(file: UploadFile, day: str | None) -> Iterator[Arrival]:
    """The reports of one file."""
    name = plain_name(file.filename or "")
    item = Input(file.file, name, name, PurePosixPath(name).suffix.lower(), how="upload", size=file.size)
    yield from read(item, Wanted(day, DEFAULT_LIMIT, Mapping(), True))


def plain_name(said: str) -> str:
    """The last part of what a browser calls a file, without signs that are not printed: it is shown, and opens nothing."""
    last = said.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip(". ")[-LONGEST_NAME:] or "file"
