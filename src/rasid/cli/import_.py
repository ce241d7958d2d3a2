"""`rasid import`: what comes back from a spreadsheet, and rows of ACLED and UCDP GED, into a project."""

from __future__ import annotations

import json as json_format
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.cli import options
from rasid.cli.code import finish, with_progress
from rasid.cli.lines import isolated, safe
from rasid.cli.project_options import HERE, Folder, Who, person
from rasid.cli.talk import TALK
from rasid.intake import ordered

if TYPE_CHECKING:
    from rasid.project.importing.outcomes import Change, Outcome

SHOWN = 20  # codes without a counterpart that are named; the rest are counted
LONGEST = 60  # characters of a value in a line for people; jsonl has it whole
QUIETLY = ("already there", "older")  # told in the summary alone


class Shown(StrEnum):
    table = "table"
    jsonl = "jsonl"


def import_(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Tables, CSV or XLSX: ours after editing; ACLED's, its deleted rows, UCDP GED.", show_default=False
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    date_order: options.DateOrder = None,
    address: Annotated[
        str, typer.Option(metavar="URL", help="Where an ACLED or UCDP file was got, to be kept with it.", show_default=False)
    ] = "",
    format: Annotated[Shown, typer.Option(help="table for people, jsonl for programs (one row a line).")] = Shown.table,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Import tables into a project: cells that were edited become decisions, rows of ACLED and UCDP GED become accounts."""
    name, order = person(who), ordered(None, date_order).date_order
    from rasid.project.importing.importer import Importer  # late: SQLAlchemy is slow to import
    from rasid.project.project import Project

    with Project.open(project) as opened:
        importer = Importer(opened, name, order=order, dry=dry_run, address=address)
        tally = tell(with_progress(importer.import_all(files), "importing"), format)
    for line in (*importer.notes, *unmapped(importer.unknown)):
        TALK.note(line)
    TALK.note(summary(tally, dry_run))
    finish()


def tell(outcomes: Iterable[Outcome], format: Shown) -> Counter[str]:
    """Prints what came of each row as soon as it is known; counts."""
    tally: Counter[str] = Counter()
    for outcome in outcomes:
        tally[outcome.what] += 1
        tally["events"] += outcome.events if outcome.what in ("added", "revised") else 0
        tally["values"] += len(outcome.changes) if outcome.what == "changed" else 0
        for problem in outcome.problems:
            TALK.keep(problem)
        for line in lines(outcome, format):
            print(line, flush=True)
    return tally


def lines(outcome: Outcome, format: Shown) -> Iterator[str]:
    if format is Shown.jsonl:
        yield json_format.dumps(record(outcome), ensure_ascii=False)
        return
    if outcome.what in QUIETLY or (outcome.what == "problem" and not outcome.conflicts):
        return
    yield isolated(safe(f"{outcome.what} {outcome.id} · {outcome.where}"))
    for change in outcome.changes if outcome.what == "changed" else ():
        yield isolated(safe(f"    {change.column}: {brief(change.before)} → {brief(change.after)}"))


def record(outcome: Outcome) -> dict[str, Any]:
    """What came of one row, for programs."""
    told = {k: getattr(outcome, k) for k in ("where", "what", "id", "events")}
    pairs: dict[str, list[Change]] = {"changes": outcome.changes, "conflicts": outcome.conflicts}
    told |= {k: {c.column: [c.before, c.after] for c in some} for k, some in pairs.items()}
    return told | {"problems": [p.as_record() for p in outcome.problems]}


def brief(value: Any) -> str:
    told = "nothing" if value in (None, "", []) else str(value)
    return " ".join(told.split()) if len(told) <= LONGEST else f"{' '.join(told[:LONGEST].split())}…"


def unmapped(unknown: Counter[tuple[str, str]]) -> Iterator[str]:
    """Codes and names that came to nothing of ours, the commonest first."""
    for (of, value), count in sorted(unknown.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]:
        what = "kept by its words, no party of ours" if of == "party" else "no code of ours"
        yield f"{of} {value!r}: {what} ({count:,} ×)."
    if len(unknown) > SHOWN:
        yield f"{len(unknown) - SHOWN:,} more names and codes have no counterpart here; --format jsonl tells each row."


def summary(tally: Counter[str], dry_run: bool) -> str:
    """ "1,204 rows added, 3 revised, 12 already there; 1,201 events." """
    said = [
        f"{tally[w]:,} {w}"
        for w in ("added", "revised", "retracted", "changed", "already there", "older", "conflict", "problem")
        if tally[w]
    ]
    counts = [f"{tally['events']:,} events"] if tally["events"] else []
    counts += [f"{tally['values']:,} values"] if tally["values"] else []
    return f"Rows: {', '.join(said) or 'none'}{'; ' + ', '.join(counts) if counts else ''}.{' Nothing was written.' if dry_run else ''}"
