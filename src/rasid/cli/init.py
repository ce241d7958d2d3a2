"""`rasid init`: makes a project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import Who, person
from rasid.cli.talk import TALK


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the project; made where there is none.")],
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="Keep it in PostgreSQL: postgresql://user@host/name.", show_default=False)
    ] = None,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Make a project: a folder whose reports, events and decisions are kept in SQLite or PostgreSQL."""
    from rasid.store.engine import Store
    from rasid.store.settings import FROM_VARIABLE, VARIABLE

    chosen = database or (FROM_VARIABLE if os.environ.get(VARIABLE) else None)
    store = Store.create(folder, chosen, person(who))
    TALK.note(f"a project is made, kept in {store.where}.", str(folder))
    store.close()
