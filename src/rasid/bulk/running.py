"""A bulk job: planned, resumed, run by an engine, and told in its manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from rasid import __version__
from rasid.bulk.shards import Plan, Shard
from rasid.bulk.working import Job
from rasid.bulk.writing import Done, clear, whole
from rasid.model import UsageError

PLAN, MANIFEST = "plan.json", "manifest.json"
Engine = Callable[[list[Shard], Job, int], Iterator[Done]]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A job that is done. Nothing in it depends on how many processes coded, or when."""

    plan: str
    rasid: str
    data_version: str
    asked: dict[str, Any]
    sources: int
    shards: int
    reports: int
    events: int
    poison: int
    empty: int
    bytes: int


def begun(out: Path, plan: Plan) -> list[Shard]:
    """The shards that are still to do; the plan is kept in the folder. Raises UsageError where another job's output lies there."""
    kept = out / PLAN
    if kept.is_file():
        try:
            before = msgspec.json.decode(kept.read_bytes(), type=Plan)
        except msgspec.DecodeError:
            hint = "Name another --out, or empty the folder."
            raise UsageError("the plan in this folder cannot be read.", where=str(kept), hint=hint) from None
        if before.fingerprint != plan.fingerprint:
            hint = "Name another --out. (Sources that changed, other options, another version of Rasid or its data make another job.)"
            raise UsageError(f"this folder holds the output of another job ({difference(before, plan)}).", where=str(out), hint=hint)
    else:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise UsageError("this folder holds something else.", where=str(out), hint="Name a new or an empty one with --out.")
        out.mkdir(parents=True, exist_ok=True)
        whole(kept, msgspec.json.format(msgspec.json.encode(plan), indent=1))
    done = {d.shard for d in finished(out, plan)}
    return [s for s in plan.shards if s.number not in done]


def difference(before: Plan, plan: Plan) -> str:
    """What two jobs differ in, in a few words."""
    options = sorted(k for k in {*before.asked, *plan.asked} if before.asked.get(k) != plan.asked.get(k))
    return ", ".join(options) if options else "its sources"


def finished(out: Path, plan: Plan) -> list[Done]:
    """The shards of this job that are done."""
    found = []
    for path in sorted((out / "done").glob("*.json")) if (out / "done").is_dir() else ():
        try:
            done = msgspec.json.decode(path.read_bytes(), type=Done)
        except msgspec.DecodeError:
            continue  # is done again
        there = all((out / folder / f"{path.stem}.parquet").is_file() for folder in ("reports", "events"))
        if done.plan == plan.fingerprint and there:
            found.append(done)
    return found


def closed(out: Path, plan: Plan) -> Manifest:
    """Writes the manifest of a job whose shards are all done, and removes what killed processes have left."""
    clear(out)
    done = finished(out, plan)
    sums = {k: sum(getattr(d, k) for d in done) for k in ("reports", "events", "poison", "empty", "bytes")}
    manifest = Manifest(
        plan=plan.fingerprint,
        rasid=__version__,
        data_version=str(plan.asked["data_version"]),
        asked=plan.asked,
        sources=len(plan.sources),
        shards=len(done),
        **sums,
    )
    whole(out / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest
