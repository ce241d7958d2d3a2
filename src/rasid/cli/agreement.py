"""`rasid agreement`: how far several codings of the same reports agree."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from rasid.cli import options
from rasid.cli.output import opened
from rasid.coders.agreement import Agreement, compare, plain
from rasid.model import Event, InputError, UsageError


def agreement(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE FILE…", help="One a coder: events as `rasid code --format jsonl` writes them.")
    ],
    common: Annotated[bool, typer.Option("--common", help="Leave out reports of which a file has no event.")] = False,
    show: Annotated[bool, typer.Option("--show", help="List every difference, for who settles them.")] = False,
    out: options.Out = None,
    quiet: options.Quiet = False,
    json: Annotated[
        bool, typer.Option("--json", callback=options.set_json, help="The figures as one JSON record; errors as JSON too.")
    ] = False,
) -> None:
    """Measure how far coders agree: the events they share, and Krippendorff's alpha field by field."""
    if len(files) < 2:
        raise UsageError("agreement is between two codings or more, and this is one.", hint="Name a file for each coder.")
    coded = {name: read(file) for name, file in zip(names_of(files), files, strict=True)}
    if common:
        shared = set.intersection(*(set(by) for by in coded.values()))
        coded = {name: {report: by[report] for report in by if report in shared} for name, by in coded.items()}
    if not any(coded.values()):
        raise InputError("these files have no report in common." if common else "these files have no events.", where=", ".join(files))
    made = compare(coded)
    with opened(out) as handle:
        handle.write(json_format.dumps(record(made, show), ensure_ascii=False) + "\n" if json else table(made, show))


def names_of(files: list[str]) -> list[str]:
    """What each coder is called: the file's name, or its address where two have the same."""
    stems = [Path(f).name.partition(".")[0] for f in files]
    if len(set(files)) < len(files):
        raise UsageError("the same file stands here twice.", where=next(f for f in files if files.count(f) > 1))
    return stems if len(set(stems)) == len(stems) else files


def read(path: str) -> dict[str, list[Event]]:
    """The events of a file by report. Raises InputError with file:line."""
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"this file cannot be read ({error.strerror}).", where=path) from None
    by_report: dict[str, list[Event]] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                event = msgspec.json.decode(line, type=Event)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise InputError(f"this is no coded event ({error}).", where=f"{path}:{number}") from None
            by_report.setdefault(event.report_id, []).append(event)
    return by_report


def record(made: Agreement, show: bool) -> dict[str, Any]:
    out: dict[str, Any] = {
        "reports": made.reports,
        "events": made.events,
        "shared": made.shared,
        "found": [None if v is None else round(v, 3) for v in made.found],
        "fields": {
            name: {
                "alpha": [None if v is None else round(v, 3) for v in (a.value, a.low, a.high)],
                "units": a.units,
                "same": None if a.same is None else round(a.same, 3),
            }
            for name, a in made.fields.items()
        },
    }
    if show:
        out["differences"] = [{"report": d.report, "field": d.field, "values": plain(d.values), "text": d.text} for d in made.differences]
    return out


def table(made: Agreement, show: bool) -> str:
    """The figures as lines for people."""
    said = ", ".join(f"{coder} {count:,}" for coder, count in made.events.items())
    lines = [
        f"{made.reports} reports; events: {said}; {made.shared:,} that two or more have.",
        f"share of events that both of two coders have: {shown(*made.found)}",
        "",
        f"{'field':<14}{'units':>7}{'same':>8}   alpha (95% interval)",
        *(f"{name:<14}{a.units:>7,}{share(a.same):>8}   {shown(a.value, a.low, a.high)}" for name, a in made.fields.items()),
    ]
    if show:
        lines += ["", *(f"{d.report}: {d.field}: {said_of(d.values)}\n    {' '.join(d.text.split())[:160]}" for d in made.differences)]
    return "\n".join(lines) + "\n"


def said_of(values: dict[str, object]) -> str:
    return "; ".join(
        f"{coder} {'–' if v in (None, []) else ', '.join(v) if isinstance(v, list) else v}" for coder, v in plain(values).items()
    )


def share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def shown(value: float | None, low: float | None, high: float | None) -> str:
    return share(value) + (f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else "")
