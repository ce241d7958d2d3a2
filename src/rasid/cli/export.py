"""`rasid export`: a project as a dataset, in a format of the field."""

from __future__ import annotations

from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.output import opened_bytes
from rasid.cli.project_options import HERE, Folder
from rasid.cli.talk import TALK
from rasid.model import UsageError


def export(
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="Format to write.")] = "jsonl",
    profile: Annotated[str, typer.Option(metavar="NAME", help="What may leave: a profile.")] = "internal",
    out: options.Out = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV with a mark at its beginning by which Excel knows its letters.")] = False,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Write a project's dataset as one file, with no more in it than the profile lets out."""
    import sys

    from rasid.project.project import Project  # late: it imports SQLAlchemy
    from rasid.publish.exporting import export as write
    from rasid.publish.formats import Around, format_of
    from rasid.publish.policy import Policy

    wanted, policy = format_of(format), Policy(profile)
    if wanted.binary and out in (None, "-") and sys.stdout.isatty():
        raise UsageError(f"{wanted.name} is not for a terminal.", where="--format", hint="Say where to write it: --out FILE.")
    with Project.open(project) as opened, opened_bytes(out) as handle:
        around = Around(opened.pipeline.lexicon, profile, excel=excel)
        with opened.store.reading() as connection:
            done = write(connection, policy, wanted, handle, around)
    for what, count in sorted((done.held + done.losses).items()):
        TALK.note(f"{count:,} × {what}")
    TALK.note(f"{done.rows:,} rows written.")
