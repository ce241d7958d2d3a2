"""`/releases`: what has left and what waits for signatures; a draft is previewed, made, signed by two or declined, and then passed on.

What takes long (looking, making, comparing before a signature) is done in the background (jobs/releases). The state is that of
`rasid release` (project/standing): what one begins, the other may go on with.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from rasid.jobs.releases import as_asked
from rasid.model import RasidError
from rasid.project import packages, releasing
from rasid.project.standing import OUT, found, known, known_releases, person_key
from rasid.publish.policy.wording import said as policy_says
from rasid.web import asked
from rasid.web.access import Person, Right, Work, allowed
from rasid.web.downloads import DOWNLOADED
from rasid.web.knowledge.jobs import Job, Jobs, jobs
from rasid.web.refused import Refused
from rasid.web.releases import asking, telling
from rasid.web.rendering import page, speech_of
from rasid.web.workplace import Workplace

router = APIRouter()
Reader = Annotated[Person, allowed(Right.READ)]
Publisher = Annotated[Person, allowed(Right.PUBLISH)]
Digest = Annotated[str, Form(max_length=64)]
WAIT_S = 2.5  # a small project is done in that time, and nobody need look again
KINDS = ("release", "check")  # work on a version that everybody waits for; a signature is its person's own


def kept(work: Workplace) -> Jobs:
    """Work on releases: what leaves is the same whoever asks for it."""
    return jobs(work.whole)


def address(version: str) -> str:
    return f"/releases/{quote(version, safe='')}"


# The list ------------------------------------------------------------------------------------------------------------------------


@router.get("/releases")
def everything(request: Request, work: Work, who: Reader) -> Response:
    say = speech_of(request, who)
    with work.whole.project.store.reading() as connection:
        there = list(known_releases(connection))
    return page(
        request,
        who,
        "releases/list.html",
        waiting=[one for one in there if one.state != OUT],
        out=[one for one in reversed(there) if one.state == OUT],
        state_said=lambda state: telling.state_said(say, state),
        address=address,
        profile_names=asking.profile_names(work.whole.project.coder.layers),
        may=Right.PUBLISH in who.rights,
        may_have=lambda one: may_have(one.profile, who),
    )


# A new one -----------------------------------------------------------------------------------------------------------------------


@router.get("/releases/new")
def new(request: Request, work: Work, who: Publisher) -> Response:
    """The form, filled in as the address says, with what a release of that would let out, where that was looked at."""
    return form(request, work, who, asking.said(request.query_params.multi_items()))


def form(request: Request, work: Workplace, who: Person, told: asking.Said, status: int = 200, problem: str = "") -> Response:
    say = speech_of(request, who)
    job = jobs(work).get(f"preview {asking.query(told, part=True)}")
    with work.project.store.reading() as connection:
        regions = asked.regions(connection, work.lexicon)
    values: dict[str, Any] = {
        "told": told,
        "one": lambda name, other="": asking.one(told, name, other),
        "day": asking.day(told),
        "profiles": asking.profiles(work.whole.project.coder.layers),
        "regions": regions,
        "types": work.lexicon.ontology["event_types"],
        "job": job,
        "seen": job.result if job is not None else None,
        "policy_says": lambda id_: policy_says(id_, say.language),
        "problem": problem or (say.told(job.problem) if job is not None else ""),
        "here_again": f"/releases/new?{asking.query(told)}",
        **asking.choices(),
    }
    return page(request, who, "releases/new.html", status=status, **values)


async def sent(request: Request) -> asking.Said:
    return asking.said((await request.form()).multi_items())


Sent = Annotated[asking.Said, Depends(sent)]


@router.post("/releases/look")
def look(request: Request, work: Work, who: Publisher, told: Sent) -> Response:
    """Begins to find out what would leave."""
    try:
        asking.refuse_profile(asking.one(told, "profile", DOWNLOADED), work.whole.project.coder.layers)
        day = asking.past(told)
        with work.project.store.reading() as connection:
            only = asking.part_of(told, connection, work.lexicon)
    except RasidError as error:
        return form(request, work, who, told, 400, said(request, who, error))
    every, name = jobs(work), f"preview {asking.query(told, part=True)}"
    every.begin(name, who, {"profile": asking.one(told, "profile", DOWNLOADED), "only": as_asked(only), "day": day.isoformat()})
    every.wait(name, WAIT_S)
    return RedirectResponse(f"/releases/new?{asking.query(told)}#look", status_code=303)


@router.post("/releases")
def make(request: Request, work: Work, who: Publisher, told: Sent) -> Response:
    """Begins to make a draft."""
    try:
        with work.project.store.reading() as connection:
            wanted = asking.request_of(told, connection, work.lexicon, work.whole.project.coder.layers)
    except RasidError as error:
        return form(request, work, who, told, 400, said(request, who, error))
    note = asking.one(told, "note") or None
    return begun(work, who, "release", wanted.version, {"request": as_asked(wanted), "note": note})


def begun(work: Workplace, who: Person, what: str, version: str, more: dict[str, Any] | None = None, kind: str = "") -> Response:
    """Begins work on a version, and waits for a moment."""
    name = f"{what} {version}"
    kept(work).begin(name, who, {"version": version} | (more or {}), kind)
    kept(work).wait(name, WAIT_S)
    return RedirectResponse(address(version), status_code=303)


def said(request: Request, who: Person, error: RasidError) -> str:
    return speech_of(request, who).told(error.sentence)


# One -----------------------------------------------------------------------------------------------------------------------------


@router.get("/releases/{version}")
def one(request: Request, work: Work, who: Reader, version: str) -> Response:
    return shown(request, work, who, version)


def shown(request: Request, work: Workplace, who: Person, version: str, status: int = 200, problem: str = "") -> Response:
    say, may = speech_of(request, who), Right.PUBLISH in who.rights
    running, failed = at_work(work, who, version) if may else (None, None)
    with work.whole.project.store.reading() as connection:
        there = found(connection, version)
    if there is None and running is None and failed is None:
        raise Refused(404, "missing")
    told = telling.told(work.whole.project, version, work.lexicon, say) if there is not None else None
    layers = work.whole.project.coder.layers
    values: dict[str, Any] = {
        "version": version,
        "told": told,
        "running": running,
        "problem": problem or (say.told(failed.problem) if failed is not None and running is None else ""),
        "may": may,
        "names": may or Right.AUDIT in who.rights,
        "detailed": may or (told is not None and told.state == OUT),
        "signed": told is not None and person_key(who.name) in told.its.signers,
        "changed_since": told is not None and told.state == "draft" and changed_since(work, told),
        "may_have": told is not None and may_have(told.row.profile, who),
        "package": told is not None and told.state == OUT and packages.published(work.whole.project, version) is not None,
        "offered": told is not None and told.row.profile in asking.profiles(layers),
        "profile_names": asking.profile_names(layers),
        "again": f"/releases/new?{asking.query(asking.again(told.request, told.its.note))}" if told is not None else "",
        "state_said": lambda state: telling.state_said(say, state),
        "change_said": lambda change: telling.change_said(say, change),
        "types": work.lexicon.ontology["event_types"],
        "at": address(version),
    }
    return page(request, who, "releases/one.html", status=status, **values)


def at_work(work: Workplace, who: Person, version: str) -> tuple[Job | None, Job | None]:
    """What is being done on a version, and what came to nothing last, of work that everybody waits for and this person's own."""
    every = [kept(work).get(f"{kind} {version}") for kind in (*KINDS, f"sign {person_key(who.name)}")]
    running = next((job for job in every if job is not None and job.running), None)
    return running, max((job for job in every if job is not None and job.problem), key=lambda job: job.ended, default=None)


def changed_since(work: Workplace, told: telling.Told) -> bool:
    """Whether anything was written since that might be of what leaves: only a comparison knows whether it is."""
    from rasid.publish.release.provenance import head_of

    with work.whole.project.store.reading() as connection:
        return head_of(connection).seq != told.its.told.get("head")


def may_have(profile: str, who: Person) -> bool:
    """What the public profile lets out is for the whole team; another's for who may publish."""
    return profile == DOWNLOADED or Right.PUBLISH in who.rights


@router.get("/releases/{version}/work.json")
def progress(work: Work, who: Publisher, version: str) -> Response:
    running, _ = at_work(work, who, version)
    return JSONResponse(running.told() if running is not None else None)


@router.post("/releases/{version}/sign")
def sign(request: Request, work: Work, who: Publisher, version: str, digest: Digest = "") -> Response:
    """Begins to compare the draft with what would leave now; where that is the same, it is signed."""
    refuse_unknown(work, version)
    return begun(work, who, f"sign {person_key(who.name)}", version, {"digest": digest})


@router.post("/releases/{version}/decline")
def decline(
    request: Request, work: Work, who: Publisher, version: str, digest: Digest = "", why: Annotated[str, Form(max_length=4000)] = ""
) -> Response:
    refuse_unknown(work, version)
    try:
        releasing.decline(work.whole.project, version, who.name, why, digest)
    except RasidError as error:
        return shown(request, work, who, version, 400, said(request, who, error))
    return RedirectResponse(address(version), status_code=303)


@router.post("/releases/{version}/check")
def check(work: Work, who: Publisher, version: str) -> Response:
    """Begins to find out whether what would leave now is still what the draft holds."""
    refuse_unknown(work, version)
    return begun(work, who, "check", version)


@router.post("/releases/{version}/again")
def again(work: Work, who: Publisher, version: str) -> Response:
    """Makes the draft anew as it was asked, or the package of a release whose draft was made elsewhere."""
    with work.whole.project.store.reading() as connection:
        row = known(connection, version)
    asking.refuse_profile(row.profile, work.whole.project.coder.layers)
    return begun(work, who, "release", version, kind="again")


def refuse_unknown(work: Workplace, version: str) -> None:
    with work.whole.project.store.reading() as connection:
        known(connection, version)


@router.get("/releases/{version}/package.zip")
def package(work: Work, who: Reader, version: str) -> Response:
    """The package, once all who must have signed it."""
    project = work.whole.project
    with project.store.reading() as connection:
        row = known(connection, version)
    asking.refuse_profile(row.profile, project.coder.layers)
    if not may_have(row.profile, who):
        raise Refused(403, "rights")
    archive = packages.published(project, version)
    if archive is None:
        raise Refused(404, "missing")
    return FileResponse(archive, media_type="application/zip", filename=f"{version}.zip")
