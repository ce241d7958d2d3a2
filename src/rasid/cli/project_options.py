"""Options that the commands on a project share, and the project they name."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.store.engine import Store

HERE = Path(".")
LONGEST_NAME = 200  # letters of who did something; it stands in every entry for good

Folder = Annotated[Path, typer.Option("--project", metavar="DIR", help="Folder of the project; the current one where none is named.")]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="Who does this, for the audit log; else RASID_WHO, else your login.", show_default=False),
]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why, for the audit log.", show_default=False)]


def person(who: str | None) -> str:
    """Who does this: as named, else RASID_WHO, else the login. Raises UsageError."""
    name = who if who is not None else os.environ.get("RASID_WHO") or login()
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError("this is no name to sign with.", where="--who", hint="A name of 1 to 200 letters.")
    return name


def login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        raise UsageError("this system does not tell who you are.", where="--who", hint="Say so with --who or RASID_WHO.") from None


@contextmanager
def opened_store(folder: Path) -> Iterator[Store]:
    """The store of the project in `folder`, closed in the end. Raises StoreError."""
    from rasid.store.engine import Store  # late: SQLAlchemy is slow to import

    store = Store.open(folder)
    try:
        yield store
    finally:
        store.close()
