"""`rasid add`: reports into a project, stored, coded and linked."""

from __future__ import annotations

import json as json_format
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.code import finish, inputs, with_progress
from rasid.cli.lines import isolated, safe
from rasid.cli.project_options import HERE, Folder, Who, person
from rasid.cli.talk import TALK
from rasid.intake import ordered, publication
from rasid.model import RasidError

if TYPE_CHECKING:
    from rasid.project.adding import Outcome


class Shown(StrEnum):
    table = "table"
    jsonl = "jsonl"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT...", help="Files of any kind Rasid reads, folders of these, or - for standard input.", show_default=False
    ),
]


def add(
    files: Inputs = None,
    published: options.Published = None,
    no_code: Annotated[bool, typer.Option("--no-code", help="Only keep the reports; `rasid recode` codes them later.")] = False,
    mapping: Annotated[
        str | None,
        typer.Option(metavar="MAPPING", help="Which column is what: JSON, a file of it, or a name kept before.", show_default=False),
    ] = None,
    date_order: options.DateOrder = None,
    keep_mapping: Annotated[
        str | None, typer.Option("--keep-mapping", metavar="NAME", help="Keep the mapping under this name.", show_default=False)
    ] = None,
    format: Annotated[Shown, typer.Option(help="table for people, jsonl for programs (one report a line).")] = Shown.table,
    lang: options.Lang = "ar",
    max_mb: options.MaxMb = options.MAX_MB,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Add reports to a project: they are kept, coded and linked. What is there already is left alone."""
    date, limit, sources, name = publication(published), options.limit_of(max_mb), inputs(files), person(who)
    from rasid.project.mappings import chosen
    from rasid.project.project import Project  # late: SQLAlchemy is slow to import

    with Project.open(project) as opened:
        columns = ordered(chosen(opened.store, mapping, keep_mapping, name), date_order)
        outcomes = opened.add(sources, date, code=not no_code, who=name, lang=lang, mapping=columns, limit=limit)
        tally = tell(with_progress(outcomes, "adding"), format)
    TALK.note(summary(tally))
    finish()


def tell(outcomes: Iterable[Outcome], format: Shown) -> Counter[str]:
    """Prints what came of each report as soon as it is known; counts."""
    tally: Counter[str] = Counter()
    for outcome in outcomes:
        tally[outcome.what] += 1
        tally["events"] += outcome.events or 0
        if isinstance(outcome.problem, RasidError):
            TALK.keep(outcome.problem)
        elif outcome.problem is not None:
            TALK.note(outcome.problem.what, outcome.problem.where or outcome.where)
        for line in lines(outcome, format):
            print(line, flush=True)
    return tally


def lines(outcome: Outcome, format: Shown) -> Iterator[str]:
    if format is Shown.jsonl:
        told = {k: getattr(outcome, k) for k in ("where", "what", "report_id", "events", "changed")}
        problem = str(outcome.problem) if isinstance(outcome.problem, RasidError) else outcome.problem and outcome.problem.what
        yield json_format.dumps(told | {"problem": problem}, ensure_ascii=False)
    elif outcome.what in ("added", "revised", "coded"):
        new = f" ({', '.join(outcome.changed)})" if outcome.changed else ""
        events = "" if outcome.events is None else f" · {counted(outcome.events, 'event')}"
        yield isolated(safe(f"{outcome.what}{new} {outcome.report_id}{events} · {outcome.where}"))


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def summary(tally: Counter[str]) -> str:
    """ "58 reports added, 2 already there, 1 revised; 214 events." """
    said = [f"{counted(tally['added'], 'report')} added"]
    said += [f"{tally[w]} {w}" for w in ("already there", "revised", "coded") if tally[w]]
    said += [f"{tally['problem']} could not be read"] if tally["problem"] else []
    return f"{', '.join(said)}; {counted(tally['events'], 'event')}."
