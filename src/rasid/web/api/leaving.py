"""What leaves: exports under a profile, and releases. Nothing goes out here but through the policy."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.project.previewing import preview
from rasid.project.standing import known_releases
from rasid.publish.exporting import leaving
from rasid.publish.formats import FORMATS, Around, format_of
from rasid.publish.policy import said
from rasid.web.access import Work
from rasid.web.api.answers import gives, refused, reply
from rasid.web.api.asking import ExportParams, Params, wanted
from rasid.web.api.bearer import Publisher, Reader
from rasid.web.api.shapes import Preview, ReleaseAnswer, ReleaseList
from rasid.web.downloads import MEDIA, OTHER, media_of, profile_asked
from rasid.web.pages.incidents import IN_MEMORY, MOST, fitting

router = APIRouter(tags=["exports and releases"])
# All but the one that holds the words of reports: those leave by `rasid export`, at the machine that keeps them.
FormatName = StrEnum("FormatName", {name: name for name in FORMATS if name != "gold"})  # type: ignore[misc]


FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {media.partition(";")[0]: {} for media in (*MEDIA.values(), OTHER)}}
}


@router.get("/exports/{format}", responses=refused() | FILE)
def export(request: Request, work: Work, who: Publisher, format: FormatName, asked: Annotated[ExportParams, Query()]) -> Response:
    """The incidents of the events that fit, whole, in a format of `rasid export`, with no more in it than the profile lets out. How many it
    held back stands in `x-rasid-held-back`."""
    name = profile_asked(request, who)
    chosen = format_of(str(format))
    held: Counter[str] = Counter()
    out: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    with work.project.store.reading() as connection:
        what = wanted(request, connection, work.lexicon)
        ids, after = fitting(connection, what.filters, None)
        if after is not None:
            hint = "Narrow the filter, or have the file made in the background."
            raise UsageError(worded("more than {most:,} incidents fit.", most=MOST), hint=hint)
        with work.coding:  # the policy's names come from the data, and are looked up by one at a time
            policy = work.project.policy(name)
            chosen.write(leaving(connection, policy, held, Counter(), ids), out, Around(work.lexicon, name))  # type: ignore[arg-type]
    headers = {"content-disposition": f'attachment; filename="rasid{chosen.suffix}"', "x-rasid-held-back": str(held.total())}
    out.seek(0)
    return StreamingResponse(iter(lambda: out.read(65536), b""), media_type=media_of(chosen.suffix), headers=headers)


@router.get("/releases", responses=gives(ReleaseList))
def list_releases(work: Work, who: Reader) -> Response:
    """The project's releases by date, drafts too."""
    with work.project.store.reading() as connection:
        found = [ReleaseAnswer(**known._asdict()) for known in known_releases(connection)]
    return reply(ReleaseList(releases=found))


class PreviewParams(Params):
    profile: Annotated[str, Query(max_length=60)] = "public"


@router.get("/releases/preview", responses=gives(Preview))
def preview_release(request: Request, work: Work, who: Publisher, asked: Annotated[PreviewParams, Query()]) -> Response:
    """What a release would let out, hold back and change. Nothing of what is held back is told but how often, and why."""
    with work.coding:
        found = preview(work.project, profile_asked(request, who))
    held, changed = ({said(id_): n for id_, n in sorted(counts.items())} for counts in (found.held, found.changed))
    last = found.last._asdict() if found.last else None
    return reply(Preview(profile=found.profile, leaves=found.leaves, accounts=found.accounts, held=held, changed=changed, last=last))
