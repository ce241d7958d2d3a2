"""`rasid restrict`: keeps a report for some people and roles of a team, or opens it to all again."""

from __future__ import annotations

from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import HERE, Folder, Who, Why, person
from rasid.cli.talk import TALK
from rasid.model import UsageError


def restrict(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")],
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="NAME", help="Somebody with an account who may see it.", show_default=False)
    ] = None,
    roles: Annotated[
        str | None, typer.Option("--roles", metavar="ROLE,…", help="Roles whose people may see it, with commas.", show_default=False)
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open it to the whole team again.")] = False,
    why: Why = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Keep a report for some people and roles of the team: for all others there is no trace of it. Whoever reads the folder sees all."""
    from rasid.cli.people import named
    from rasid.project.project import Project
    from rasid.project.team import restricting

    if open_ == bool(to or roles):
        raise UsageError("say either for whom it is kept, or --open.", hint="As in: --to Lina --roles reviewer.")
    with Project.open(project) as opened:
        lexicon = opened.pipeline.lexicon
        if open_:
            restricting.lift(opened.store, lexicon, report, person(who), why)
            TALK.note("the whole team sees it.")
            return
        told = restricting.restrict(opened.store, lexicon, report, to or [], named(roles or ""), person(who), why)
    TALK.note(f"only these see it: {', '.join(one.partition(':')[2] for one in told)}.")
