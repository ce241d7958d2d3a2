"""`rasid restore`: a project out of a backup."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import Who, passphrase_for, person
from rasid.cli.talk import TALK


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the project; empty, or not there yet.")],
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="Restore it into PostgreSQL: postgresql://user@host/name.", show_default=False)
    ] = None,
    accept_broken_log: Annotated[bool, typer.Option("--accept-broken-log", help="Also where its audit log is not whole.")] = False,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Make a project out of a backup, when all of it is as it was written. Nothing is left where it is not."""
    from rasid.store.restoring import restore as restored
    from rasid.store.settings import FROM_VARIABLE, VARIABLE

    chosen = database or (FROM_VARIABLE if os.environ.get(VARIABLE) else None)
    store = restored(file, folder, chosen, person(who), passphrase_for(file), accept_broken_log)
    TALK.note(f"the project is restored, kept in {store.where}.", str(folder))
    store.close()
