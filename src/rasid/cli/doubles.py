"""`rasid doubles`: a share of the reports coded twice, blind, by two people of a team or by one and the program."""

from __future__ import annotations

import json as json_format
from typing import Annotated, Any

import typer

from rasid.cli import options
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder, Who, Why, opened_store, person
from rasid.cli.talk import TALK

app = typer.Typer(no_args_is_help=True, help="Reports that are coded twice, blind, by two people of a team or by one and the program.")
PROGRAM_SAID = "rasid"  # how the program is called here where no account has that name

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number that `rasid doubles status` shows.", show_default=False)]


@app.command()
def assign(
    coders: Annotated[list[str], typer.Argument(metavar="CODER CODER", help="Two accounts, or one and `rasid`: the program.")],
    share: Annotated[
        float | None,
        typer.Option("--share", metavar="PERCENT", help="Draw so many of the reports that nobody has begun on.", show_default=False),
    ] = None,
    seed: Annotated[str, typer.Option("--seed", metavar="TEXT", help="The same seed draws the same of the same reports.")] = "1",
    reports: Annotated[
        list[str] | None, typer.Option("--report", metavar="ID", help="This report; may be given again.", show_default=False)
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Begin with an empty sheet, not with the program's proposals.")] = False,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Give reports to two coders: neither sees what the other decides until both are done. Prints the numbers."""
    from rasid.model import UsageError
    from rasid.project.team import doubling
    from rasid.store import accounts
    from rasid.store.doubles import EMPTY, PROGRAM, PROPOSALS

    if (share is None) == (not reports):
        raise UsageError("say either how many percent, or which reports.", hint="As in: --share 10, or --report r1 --report r2.")
    with opened_store(project) as store:
        with store.reading() as connection:
            names = [PROGRAM if n == PROGRAM_SAID and accounts.named(connection, n) is None else n for n in coders]
        wanted = doubling.Share(share, seed) if share is not None else reports or []
        given = doubling.assign(store, names, wanted, person(who), EMPTY if empty else PROPOSALS)
    with opened(None) as handle:
        for number in given:
            handle.write(f"{number}\n")
    count = "1 report was" if len(given) == 1 else f"{len(given)} reports were"
    TALK.note(f"{count} given to {said(names[0])} and {said(names[1])}.")


@app.command()
def status(
    all_: Annotated[bool, typer.Option("--all", help="Those too that are settled.")] = False,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="As JSON lines.")] = False,
) -> None:
    """Which reports are coded twice, by whom, and who is done."""
    from rasid.project.team import doubling
    from rasid.store.schema import SETTLED

    with opened_store(project) as store, store.reading() as connection, opened(None) as handle:
        there = [one for one in doubling.listed(connection, None) if all_ or one.double.state != SETTLED]
        for one in there:
            double = one.double
            told: dict[str, Any] = {"number": double.id, "report": double.report_id, "state": double.state, "sheet": double.sheet}
            told["coders"] = {said(mark.coder): mark.done for mark in one.coders}
            coders = ", ".join(f"{said(mark.coder)}{' (done)' if mark.done else ''}" for mark in one.coders)
            line = json_format.dumps(told, ensure_ascii=False) if json else f"{double.id} · {double.report_id} · {double.state} · {coders}"
            handle.write(f"{line}\n")
    if not there:
        TALK.note("no report is coded twice now: rasid doubles assign LINA OMAR --share 10")


@app.command()
def agreement(
    differences: Annotated[bool, typer.Option("--differences", help="Every difference, not the figures.")] = False,
    out: options.Out = None,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """How far those agree who are done, as CSV: over all and by pair, on the events and field by field."""
    import csv

    from rasid.project.team import agreeing
    from rasid.publish.cells import neutral_row

    with opened_store(project) as store, store.reading() as connection:
        there = agreeing.done(connection, None)
    if not there:
        TALK.note("no report is ready yet: both who code it must be done.")
        return
    rows = agreeing.difference_rows(there) if differences else agreeing.figure_rows(agreeing.over_all_and_by_pair(there))
    with opened(out) as handle:
        csv.writer(handle, lineterminator="\n").writerows(neutral_row(row) for row in rows)


@app.command()
def adjudicate(
    number: Number,
    take: Annotated[str, typer.Option("--take", metavar="CODER", help="Whose coding becomes the outcome: an account, or `rasid`.")],
    why: Why = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Write one coder's work into the report as your decisions. Field by field it is chosen on the pages. Prints the events."""
    from rasid.project.project import Project
    from rasid.project.team import settling
    from rasid.store.doubles import PROGRAM

    name = person(who)
    with Project.open(project) as there:
        with there.store.reading() as connection:
            done = settling.to_settle(connection, number, None, name)
        choices = settling.taken_whole(done, PROGRAM if take == PROGRAM_SAID and take not in done.coded else take)
        settling.choose(there, number, None, name, choices)
        made = settling.settle(there, number, None, name, why)
    with opened(None) as handle:
        for id_ in made:
            handle.write(f"{id_}\n")
    TALK.note(f"{done.double.report_id} is settled: it has {len(made)} events.")


@app.command()
def withdraw(
    number: Number, why: Why = None, project: Folder = HERE, who: Who = None, quiet: options.Quiet = False, json: options.Json = False
) -> None:
    """Take a report back that is not settled; what was coded of it so is deleted."""
    from rasid.project.team import doubling

    with opened_store(project) as store:
        doubling.withdraw(store, number, person(who), why)
    TALK.note(f"{number} is withdrawn.")


def said(coder: str) -> str:
    """A coder as the commands call him."""
    from rasid.store.doubles import PROGRAM

    return PROGRAM_SAID if coder == PROGRAM else coder
