"""`rasid bench`: how fast this machine codes, as one table."""

from __future__ import annotations

import json as json_format
import os
import platform
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid import __version__
from rasid.cli import options, work
from rasid.cli.code import finish, inputs
from rasid.cli.talk import TALK
from rasid.intake import mapping_of, publication, read
from rasid.model import InputError, Report, UsageError

if TYPE_CHECKING:
    from rasid.bench.processes import Coded

BATCH = 200  # reports that the stages are measured on: more than any cache between reports holds by chance
SMALLEST = 1000


def bench(
    files: options.Files = None,
    seconds: Annotated[float, typer.Option(metavar="S", min=0.1, help="How long to measure the stages.")] = 10,
    reports: Annotated[int, typer.Option(metavar="N", min=1, help="Reports for each process, to see what more processes bring.")] = 1000,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=0, max=256, help="Processes; 0: one a core.")] = 0,
    up_to: Annotated[int, typer.Option(metavar="N", min=0, help="Also archives of 1,000, 10,000 … up to N reports.")] = 0,
    only_stages: Annotated[bool, typer.Option("--only-stages", help="Neither starts nor archives.")] = False,
    lang: options.Lang = "ar",
    max_mb: options.MaxMb = options.MAX_MB,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Measure how fast this machine codes: stage by stage, from the shell, and by several processes."""
    from rasid.bench.archive import SIZE, archive, lines_of, shipped
    from rasid.bench.processes import peak_mb, scaled, sized, starts
    from rasid.bench.stages import stages

    if up_to and up_to < SMALLEST:
        raise UsageError("the smallest archive has 1,000 reports.", where=f"--up-to {up_to}", hint="Give 1000 or more.")
    lines = lines_of(texts_of(files, options.limit_of(max_mb))) if files else shipped()
    if not lines:
        raise UsageError("there is no line of text in these files.", hint="Name reports; without files the demonstration's are used.")
    pipeline, count = work.load(lang), jobs or os.cpu_count() or 1
    TALK.note("Measuring the stages …")
    found: dict[str, Any] = {
        "rasid": __version__,
        "data_version": pipeline.lexicon.version,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "report_bytes": SIZE,
        "stages": [s._asdict() for s in stages(pipeline, list(archive(lines, BATCH)), seconds)],
        "peak_mb": peak_mb(),
    }
    if not only_stages:
        TALK.note("Measuring starts …")
        found["starts"] = starts()._asdict()
        sizes = [SMALLEST * 10**n for n in range(10) if SMALLEST * 10**n <= up_to]
        found["archives"] = []
        for measured in (scaled(lines, reports, count), sized(lines, sizes, count)):
            for one in measured:
                TALK.note(f"Coded: {one.how}.")
                found["archives"].append(row_of(one))
    if json:
        print(json_format.dumps(found, ensure_ascii=False))
    else:
        print("\n".join(table(found)))
    finish()


def texts_of(files: list[str] | None, limit: int) -> list[str]:
    """The texts of the user's reports; what cannot be read is told in the end, and is not measured."""
    found = []
    for source in inputs(files):
        for arrived in read(source, publication(None), limit, mapping_of(None, None)):
            if isinstance(arrived.what, Report):
                found.append(arrived.what.text)
            elif isinstance(arrived.what, InputError):
                TALK.keep(arrived.what)
    return found


def row_of(one: Coded) -> dict[str, Any]:
    per_cpu = one.reports / one.cpu_s if one.cpu_s else None
    return one._asdict() | {"per_second": one.reports / one.seconds, "per_cpu_second": per_cpu}


def table(found: dict[str, Any]) -> list[str]:
    """What was measured, in lines of at most 80 cells."""
    out = [f"Rasid {found['rasid']} on {found['machine']}, Python {found['python']}; reports of {found['report_bytes']:,} bytes.", ""]
    out.append(f"{'stage (CPU of one process)':<33}{'ms a report':>12}{'reports/s':>11}{'MB/s':>8}{'x floor':>9}{'part':>7}")
    for s in found["stages"]:
        part = "" if s["part"] is None else f"{s['part']:.0%}"
        out.append(f"{s['name']:<33}{s['ms']:>12.3f}{s['per_second']:>11,.0f}{s['mb_per_second']:>8,.2f}{s['times']:>9,.1f}{part:>7}")
    peak = found["peak_mb"]
    out += ["", f"{'memory of this process, at most':<45}{'not told' if peak is None else f'{peak:,.0f} MB':>12}"]
    if "starts" in found:
        s = found["starts"]
        out.append(f"{'from the shell to a coded report, first':<45}{s['first_s']:>10.2f} s")
        out.append(f"{'from the shell to a coded report, later':<45}{s['later_s']:>10.2f} s")
        out.append(f"{'compiled lexicon on the disk':<45}{s['cache_mb']:>9.1f} MB")
    if found.get("archives"):
        out += ["", f"{'archive, Parquet to Parquet':<33}{'reports':>10}{'seconds':>9}{'a second':>9}{'of CPU':>8}{'MB most':>9}"]
        for a in found["archives"]:
            cpu = "" if a["per_cpu_second"] is None else f"{a['per_cpu_second']:,.0f}"
            most = "" if a["peak_mb"] is None else f"{a['peak_mb']:,.0f}"
            out.append(f"{a['how']:<33}{a['reports']:>10,}{a['seconds']:>9.1f}{a['per_second']:>9,.0f}{cpu:>8}{most:>9}")
    return out
