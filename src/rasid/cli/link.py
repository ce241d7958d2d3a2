"""`rasid link`: which events are accounts of one happening; merges and splits by people."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options, work
from rasid.cli.project_options import HERE, Folder, Who, Why, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.bulk.joining import Linked
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
    bulk: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Link an archive that `rasid bulk` has coded, instead of a project.", show_default=False),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=0, max=256, help="With --bulk: processes; 0: one a core.")] = 0,
    reprints: Annotated[bool, typer.Option(help="With --bulk: find reprints by their words, for which the sources are read again.")] = True,
    project: Folder = HERE,
    who: Who = None,
    why: Why = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Link the accounts of one happening anew, or say by hand which belong together; either binds all later runs."""
    given = (("--merge", merge), ("--split", split), ("--undo", undo is not None), ("--bulk", bulk is not None))
    asked = [name for name, there in given if there]
    if len(asked) > 1:
        raise UsageError("one thing at a time.", where=" ".join(asked))
    if bool(ids) != (merge or split):
        raise UsageError("ids go with --merge or --split, and these with ids.", where=" ".join(ids or asked))
    if bulk is not None:
        link_coded(bulk, jobs or os.cpu_count() or 1, reprints)
        return
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


def link_coded(out: Path, jobs: int, reprints: bool) -> None:
    """Links an archive, telling now and then how far it is."""
    from rasid.bulk.joining import coded_in, link_archive
    from rasid.linking.scoring import Scorer

    told = [0.0]

    def heard(stage: str, done: int, all_: int) -> None:
        if time.monotonic() - told[0] >= EVERY_S:
            told[0] = time.monotonic()
            TALK.note(f"{STAGES[stage]}: {done:,} of {all_:,} blocks." if all_ > 1 else f"{STAGES[stage]} …")

    lexicon = work.load(str(coded_in(out).asked.get("lang", "ar"))).lexicon
    tell_linked(link_archive(out, Scorer(lexicon), lexicon.version, jobs, heard, reprints=reprints), out)


STAGES = {
    "texts": "reading the reports again",
    "reprints": "finding reprints",
    "accounts": "laying the events out by day",
    "keys": "finding keys",
    "links": "comparing pairs",
    "incidents": "putting incidents together",
}
EVERY_S = 15.0  # between lines of progress


def tell_linked(linked: Linked, out: Path) -> None:
    TALK.note(f"{linked.events:,} events, {linked.compared:,} pairs compared, {linked.incidents:,} incidents, in {out / 'incidents'}.")
    if linked.doubled:
        TALK.note(f"{linked.doubled:,} events came twice, by their id, and were taken once.")


def tell(touched: Touched) -> None:
    """Prints the incidents that came of it; says how many are no more."""
    for incident in touched.written if len(touched.written) <= SHOWN else ():
        print(incident)
    TALK.note(f"{len(touched.written)} incidents written, {len(touched.gone)} are no more.")


SHOWN = 20  # ids printed: those of a merge or split; nobody reads those of a whole project
