"""`rasid export`: a project as a dataset, in a format of the field."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.output import opened, opened_bytes
from rasid.cli.project_options import HERE, Folder
from rasid.cli.talk import TALK
from rasid.model import UsageError


def export(
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="Format to write.")] = "jsonl",
    profile: Annotated[str, typer.Option(metavar="NAME", help="What may leave: a profile.")] = "internal",
    out: options.Out = None,
    excel: Annotated[bool, typer.Option("--excel", help="CSV with a mark at its beginning by which Excel knows its letters.")] = False,
    deleted_since: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|SEQ|DATE",
            help="Instead of the dataset, the ids that an earlier file, or an export at that entry or day, had and this one has no more.",
            show_default=False,
        ),
    ] = None,
    languages: Annotated[str, typer.Option(metavar="CODES", help="Languages of names and notes, the first first.")] = "en,ar",
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Write a project's dataset as one file, with no more in it than the profile lets out."""
    import sys

    from rasid.project.project import Project  # late: it imports SQLAlchemy
    from rasid.publish.exporting import export as write
    from rasid.publish.formats import Around, format_of
    from rasid.publish.policy import said

    if deleted_since is not None:
        write_deletions(deleted_since, format, profile, out, project)
        return
    wanted, told = format_of(format), spoken(languages)
    if wanted.binary and out in (None, "-") and sys.stdout.isatty():
        raise UsageError(f"{wanted.name} is not for a terminal.", where="--format", hint="Say where to write it: --out FILE.")
    with Project.open(project) as opened:
        policy = opened.policy(profile)
        with opened_bytes(out) as handle, opened.store.reading() as connection:
            done = write(connection, policy, wanted, handle, Around(opened.pipeline.lexicon, profile, told, excel=excel))
    for count, what in [(n, f"held back: {said(id_)}") for id_, n in sorted(done.held.items())]:
        TALK.note(f"{count:,} × {what}")
    for count, what in [(n, said(id_)) for id_, n in sorted(done.changes.items())] + [(n, what) for what, n in sorted(done.losses.items())]:
        TALK.note(f"{count:,} × {what}")
    TALK.note(f"{done.rows:,} rows written.")


def write_deletions(since: str, format: str, profile: str, out: str | None, project: Path) -> None:
    """The ids that are to go from a copy, as records a line or as a table."""
    import csv
    import json

    from rasid.project.importing.deletions import Deleted, deletions
    from rasid.project.project import Project

    if format not in ("jsonl", "csv"):
        raise UsageError(f"what is deleted is not told as {format}.", where="--format", hint="As jsonl or csv.")
    with Project.open(project) as opened_project, opened_project.store.reading() as connection:
        found = list(deletions(connection, opened_project.policy(profile), since))
        with opened(out) as handle:
            table = csv.writer(handle, lineterminator="\r\n")
            if format == "csv":
                table.writerow(Deleted._fields)
            for one in found:
                if format == "csv":
                    table.writerow(one)
                else:
                    handle.write(json.dumps(one._asdict()) + "\n")
    TALK.note(f"{len(found):,} ids are no more.")


def spoken(languages: str) -> tuple[str, ...]:
    """The languages told, each once. Raises UsageError."""
    told = tuple(dict.fromkeys(code.strip() for code in languages.split(",") if code.strip()))
    if not told or set(told) - {"en", "ar"}:
        raise UsageError(f"{languages!r} names no languages of exports.", where="--languages", hint="en, ar, or both: ar,en.")
    return told
