"""`rasid link`: which events are accounts of one happening; merges and splits by people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import HERE, Folder, Who, Why, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.project.incidents import Touched

Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID...]", help="Events (ev_…) or incidents (in_…) to merge, or events to split off.", show_default=False),
]


def link(
    ids: Ids = None,
    merge: Annotated[bool, typer.Option("--merge", help="Make one incident of those named.")] = False,
    split: Annotated[bool, typer.Option("--split", help="Take the events named out of their incident.")] = False,
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="N", help="Take back the merge or split of audit entry N.", show_default=False)
    ] = None,
    project: Folder = HERE,
    who: Who = None,
    why: Why = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Link the accounts of one happening anew, or say by hand which belong together; either binds all later runs."""
    asked = [name for name, given in (("--merge", merge), ("--split", split), ("--undo", undo is not None)) if given]
    if len(asked) > 1:
        raise UsageError("one thing at a time.", where=" ".join(asked))
    if bool(ids) != (merge or split):
        raise UsageError("ids go with --merge or --split, and these with ids.", where=" ".join(ids or asked))
    from rasid.project.project import Project  # late: it imports SQLAlchemy

    with Project.open(project) as opened:
        if merge:
            tell(opened.merge(ids or [], who=person(who), why=why))
        elif split:
            tell(opened.split(ids or [], who=person(who), why=why))
        elif undo is not None:
            tell(opened.untie(undo, who=person(who), why=why))
        else:
            tell(opened.link(who=person(who)))


def tell(touched: Touched) -> None:
    """Prints the incidents that came of it; says how many are no more."""
    for incident in touched.written if len(touched.written) <= SHOWN else ():
        print(incident)
    TALK.note(f"{len(touched.written)} incidents written, {len(touched.gone)} are no more.")


SHOWN = 20  # ids printed: those of a merge or split; nobody reads those of a whole project
