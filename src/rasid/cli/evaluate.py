"""`rasid evaluate`: the coder against a gold file."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from rasid.cli import options, work
from rasid.cli.code import account
from rasid.cli.output import opened
from rasid.cli.talk import TALK
from rasid.evaluate import GoldReport, load_gold
from rasid.evaluate import evaluate as compare
from rasid.evaluate.measures import record, table
from rasid.intake import Arrived
from rasid.model import InputError


def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="Gold file: JSONL, one report with its events a line.")],
    coded: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Events coded elsewhere (JSONL with report_id), instead of coding now.", show_default=False),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="List every miss, wrong slot and false alarm.")] = False,
    min_f1: Annotated[float, typer.Option(metavar="X", help="Exit 1 where F1 is below.")] = 0.0,
    min_whole: Annotated[float, typer.Option(metavar="X", help="Exit 1 where the share of whole events is below.")] = 0.0,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="Processes to code with.")] = 1,
    out: options.Out = None,
    lang: options.Lang = "ar",
    quiet: options.Quiet = False,
    json: Annotated[
        bool, typer.Option("--json", callback=options.set_json, help="The figures as one JSON record; errors as JSON too.")
    ] = False,
) -> None:
    """Score the coder against gold: precision, recall and F1, by type and by slot."""
    reports = load_gold(gold)
    result = compare(reports, read_events(coded, reports) if coded else code_gold(reports, lang, jobs))
    made = record(result)
    with opened(out) as handle:
        if show and not json:
            handle.writelines(line + "\n" for line in result.misses)
        if json:
            handle.write(json_format.dumps(made | ({"misses": result.misses} if show else {}), ensure_ascii=False) + "\n")
        else:
            handle.write(table(made))
    TALK.tell_errors()
    below = fallen(made, min_f1, min_whole)
    for sentence in below:
        TALK.note(sentence)
    if below or TALK.errors:
        raise typer.Exit(1)


def fallen(made: dict[str, Any], min_f1: float, min_whole: float) -> list[str]:
    """What is below its floor, a sentence each; a span that does not quote its report is always one."""
    floors = (("f1", "F1", min_f1), ("whole", "the share of whole events", min_whole))
    below = [
        f"{label} is {made['overall'][key][0] or 0:.3f}, below {floor:g}."
        for key, label, floor in floors
        if (made["overall"][key][0] or 0) < floor
    ]
    misquoted = made["spans"]["all"] - made["spans"]["right"]
    return below + ([f"{misquoted} spans do not quote their report."] if misquoted else [])


def code_gold(reports: list[GoldReport], lang: str, jobs: int) -> list[list[dict[str, Any]]]:
    """The events of each report; one that fails has none and is named at the end."""
    out = []
    for coded in work.code_all((Arrived(g.report.id, g.report) for g in reports), lang, jobs):
        account(coded)
        out.append([msgspec.to_builtins(e) for e in coded.events])
    return out


def read_events(path: str, reports: list[GoldReport]) -> list[list[dict[str, Any]]]:
    by_report: dict[str, list[dict[str, Any]]] = {g.report.id: [] for g in reports}
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"this file cannot be read ({error.strerror}).", where=path) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                event = msgspec.json.decode(line, type=dict[str, Any])
                by_report.setdefault(event["report_id"], []).append(event)
            except (msgspec.DecodeError, KeyError) as error:
                raise InputError(f"this is no coded event ({error}).", where=f"{path}:{number}") from None
    return [by_report[g.report.id] for g in reports]
