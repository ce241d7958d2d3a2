"""`rasid backup`: a project in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import HERE, Folder, new_passphrase, opened_store
from rasid.cli.talk import TALK


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup; there must be no file of this name.")],
    project: Folder = HERE,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Under a passphrase: asked for at the terminal, or from RASID_PASSPHRASE.")
    ] = False,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Write a project as it is at this moment into one file, also while others write to it."""
    from rasid.store.backup import back_up

    passphrase = new_passphrase() if encrypt else None
    with opened_store(project) as store:
        manifest = back_up(store, file, passphrase)
    rows = sum(told.get("rows", 0) for told in manifest["files"].values())
    TALK.note(f"{rows:,} rows, {file.stat().st_size / 1e6:,.1f} MB{', encrypted' if encrypt else ''}.", str(file))
