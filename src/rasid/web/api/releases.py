"""Releases, as the pages have them: drafted, compared, signed by two or declined, and had. What takes long runs in the background; `work`
of the answer tells how far it is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from rasid.jobs.releases import as_asked
from rasid.project import packages, releasing
from rasid.project.standing import OUT, found, person_key, standing
from rasid.web.access import Person, Right, Work
from rasid.web.api import bodies
from rasid.web.api.answers import gives, refused, reply
from rasid.web.api.bearer import Publisher, Reader
from rasid.web.api.shapes import ReleaseTold
from rasid.web.api.teaching import job_of
from rasid.web.pages import releases as pages
from rasid.web.refused import Refused
from rasid.web.releases import asking
from rasid.web.rendering import speech_of
from rasid.web.workplace import Workplace

router = APIRouter(tags=["exports and releases"])
Version = Annotated[str, Path(max_length=100)]
PACKAGE: dict[int | str, dict[str, Any]] = {200: {"description": "The package.", "content": {"application/zip": {}}}}


def told(request: Request, work: Workplace, who: Person, version: str) -> ReleaseTold:
    """Raises Refused where there is no such release, and none is being made."""
    say, may = speech_of(request, who), Right.PUBLISH in who.rights
    running, failed = pages.at_work(work, who, version) if may else (None, None)
    job = job_of(running or failed, say)
    with work.whole.project.store.reading() as connection:
        row = found(connection, version)
        its = standing(connection, version) if row is not None else None
    if row is None or its is None:
        if job is None:
            raise Refused(404, "missing")
        return ReleaseTold(version=version, work=job)
    request_, names = releasing.request_of(row), may or Right.AUDIT in who.rights
    return ReleaseTold(
        version=version,
        title=request_.title,
        released=row.released,
        profile=row.profile,
        state=OUT if row.published else its.state,
        rows=row.row_count,
        digest=row.digest,
        needed=row.needed,
        signed=len(its.signers),
        signers=[e.who for e in sorted(its.signers.values(), key=lambda e: e.seq)] if names else None,
        published=row.published,
        note=its.note if may else None,
        why=say.told(its.why) or None,
        package=bool(row.published) and pages.may_have(row.profile, who) and packages.published(work.whole.project, version) is not None,
        work=job,
    )


def there(work: Workplace, version: str) -> Any:
    """The row of a release. Raises Refused where there is none."""
    with work.whole.project.store.reading() as connection:
        row = found(connection, version)
    if row is None:
        raise Refused(404, "missing")
    return row


def begun(
    request: Request, work: Workplace, who: Person, what: str, version: str, more: dict[str, Any] | None = None, kind: str = ""
) -> Response:
    pages.kept(work).begin(f"{what} {version}", who, {"version": version} | (more or {}), kind)
    return reply(told(request, work, who, version), 202)


@router.post("/releases", status_code=202, responses=gives(ReleaseTold, status=202))
def draft_release(request: Request, work: Work, who: Publisher, body: bodies.Drafted) -> Response:
    """Begins to make a draft: the package, and what is kept of it. Whoever signs it, or another, is asked after."""
    items = [(name, value) for name, value in body.model_dump().items() if value]
    said = asking.said((name, one) for name, value in items for one in (value if isinstance(value, list) else [value]))
    with work.project.store.reading() as connection:
        wanted = asking.request_of(said, connection, work.lexicon, work.whole.project.coder.layers)
    return begun(request, work, who, "release", wanted.version, {"request": as_asked(wanted), "note": body.note or None})


@router.get("/releases/{version}", responses=gives(ReleaseTold))
def get_release(request: Request, work: Work, who: Reader, version: Version) -> Response:
    """One release, drafts too; `work`: what is being done on it, or came to nothing, for who may publish."""
    return reply(told(request, work, who, version))


@router.post("/releases/{version}/check", status_code=202, responses=gives(ReleaseTold, status=202))
def check_release(request: Request, work: Work, who: Publisher, version: Version) -> Response:
    """Begins to compare a draft with what would leave now; where that is another, the draft is void."""
    there(work, version)
    return begun(request, work, who, "check", version)


@router.post("/releases/{version}/sign", status_code=202, responses=gives(ReleaseTold, status=202))
def sign_release(request: Request, work: Work, who: Publisher, version: Version, body: bodies.Signed) -> Response:
    """Begins to compare a draft with what would leave now; where that is the same, it is signed in the name of the token's person."""
    row = there(work, version)
    if row.digest != body.digest:
        raise Refused(409, "conflict")
    return begun(request, work, who, f"sign {person_key(who.name)}", version, {"digest": body.digest})


@router.post("/releases/{version}/decline", responses=gives(ReleaseTold))
def decline_release(request: Request, work: Work, who: Publisher, version: Version, body: bodies.Declined) -> Response:
    """Says that a draft is not to leave, and why."""
    there(work, version)
    releasing.decline(work.whole.project, version, who.name, body.why, body.digest)
    return reply(told(request, work, who, version))


@router.post("/releases/{version}/again", status_code=202, responses=gives(ReleaseTold, status=202))
def make_release_again(request: Request, work: Work, who: Publisher, version: Version) -> Response:
    """Begins to make a draft anew as it was asked, or the package of a release that was drafted elsewhere."""
    asking.refuse_profile(there(work, version).profile, work.whole.project.coder.layers)
    return begun(request, work, who, "release", version, kind="again")


@router.get("/releases/{version}/package", responses=refused() | PACKAGE)
def get_package(request: Request, work: Work, who: Reader, version: Version) -> Response:
    """The package of a release, once all have signed it who must."""
    there(work, version)
    return pages.package(work, who, version)
