"""`rasid bulk`: an archive coded into Parquet, by several processes, resumable."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid import __version__
from rasid.cli import options, work
from rasid.cli.talk import TALK
from rasid.intake import mapping_of, publication
from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.bulk.running import Manifest
    from rasid.bulk.shards import Plan, Shard
    from rasid.bulk.writing import Done


class Engine(StrEnum):
    local = "local"
    ray = "ray"


EVERY_S = 30.0  # between lines of progress where there is no terminal to draw on


def bulk(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs in quotation marks, or addresses (s3://…).")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the output: new, or of the same job begun before.")],
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=0, max=256, help="Processes; 0: one a core.")] = 0,
    engine: Annotated[Engine, typer.Option(help="Processes of this machine, or a Ray cluster (RAY_ADDRESS).")] = Engine.local,
    published: options.Published = None,
    mapping: options.Columns = None,
    date_order: options.DateOrder = None,
    sample: Annotated[int, typer.Option(metavar="N", min=1, help="Code every N-th report alone, to see how it goes.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    lang: options.Lang = "ar",
    max_mb: options.MaxMb = options.MAX_MB,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Code an archive of any size into Parquet: by several processes, in shards, to be taken up again where it was stopped."""
    import msgspec

    from rasid.bulk.ray_engine import code_with_ray
    from rasid.bulk.running import begun, closed
    from rasid.bulk.shards import planned
    from rasid.bulk.supervising import code_locally
    from rasid.bulk.working import Job

    date, limit, columns = publication(published), options.limit_of(max_mb), mapping_of(mapping, date_order)
    pipeline = work.load(lang)
    asked = {
        "data_version": pipeline.lexicon.version,
        "lang": lang,
        "mapping": msgspec.to_builtins(columns),
        "max_bytes": limit,
        "published": date,
        "rasid": __version__,
        "sample": sample,
    }
    plan = planned(sources, asked)
    if dry_run:
        tell_plan(plan)
        return
    if out.is_file():
        raise UsageError("this is a file.", where=f"--out {out}", hint="Give the name of a folder.")
    to_do = begun(out, plan)
    if len(to_do) < len(plan.shards):
        TALK.note(f"{len(plan.shards) - len(to_do):,} of {len(plan.shards):,} shards are done already.")
    job = Job(
        out=str(out.absolute()),
        plan=plan.fingerprint,
        data_version=pipeline.lexicon.version,
        lang=lang,
        published=date,
        limit=limit,
        mapping=columns,
        sample=sample,
    )
    count, code = jobs or os.cpu_count() or 1, code_with_ray if engine is Engine.ray else code_locally
    with progress(to_do) as heard:
        for done in code(to_do, job, count) if to_do else ():
            heard(done)
    tell(closed(out, plan), out)


def tell_plan(plan: Plan) -> None:
    size = sum(s.size or 0 for s in plan.sources)
    print(f"{len(plan.sources):,} files, {size / 1e6:,.1f} MB, {len(plan.shards):,} shards")
    for shard in plan.shards[:20]:
        print(f"  {shard.name}  {shard.where}")
    if len(plan.shards) > 20:
        print(f"  … and {len(plan.shards) - 20:,} more")


def tell(manifest: Manifest, out: Path) -> None:
    TALK.note(f"{manifest.reports:,} reports coded, {manifest.events:,} events, in {out}.")
    if manifest.empty:
        TALK.note(f"{manifest.empty:,} were empty.")
    if manifest.poison:
        TALK.note(f"{manifest.poison:,} could not be read or coded: {out / 'poison'} says which, and why.")
        raise typer.Exit(1)


@contextmanager
def progress(to_do: list[Shard]) -> Iterator[Any]:
    """Something that hears of each shard that is done, and shows how it goes: a bar on a terminal, else a line now and then."""
    began, told = time.monotonic(), [time.monotonic()]
    sums = {"shards": 0, "reports": 0, "events": 0, "poison": 0, "size": 0}
    sizes = {s.number: s.size or 1 for s in to_do}
    total = sum(sizes.values()) or 1

    def add(done: Done) -> str:
        sums["shards"] += 1
        sums["size"] += sizes.get(done.shard, 0)
        for name in ("reports", "events", "poison"):
            sums[name] += getattr(done, name)
        spent = max(time.monotonic() - began, 1e-3)
        left = spent / sums["size"] * (total - sums["size"]) if sums["size"] else 0
        rate = f"{sums['reports'] / spent:,.0f} reports/s · {sums['events'] / spent:,.0f} events/s"
        so_far = f"{sums['shards']:,} of {len(to_do):,} shards · {sums['reports']:,} reports"
        return f"{so_far} · {rate} · {sums['poison']:,} set aside · {span(left)} left"

    if TALK.quiet or TALK.as_json or not sys.stderr.isatty():

        def hear(done: Done) -> None:
            line = add(done)
            if time.monotonic() - told[0] >= EVERY_S:
                told[0] = time.monotonic()
                TALK.note(line)

        yield hear
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=total)

        def show(done: Done) -> None:
            line = add(done)
            bar.update(task, completed=sums["size"], description=line)

        yield show


def span(seconds: float) -> str:
    """14 s, 12 min, 3 h 20 min."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
