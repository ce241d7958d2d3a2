"""Options that the commands on a project share, and the project they name."""

from __future__ import annotations

import getpass
import os
import sys
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


PASSPHRASE = "RASID_PASSPHRASE"


def new_passphrase() -> str:
    """A passphrase to seal with, asked for twice. Raises UsageError."""
    found = os.environ.get(PASSPHRASE)
    if not found:
        found = asked("Passphrase: ")
        if asked("Once more: ") != found:
            raise UsageError("the two are not the same.", where="--encrypt")
    if not found:
        raise UsageError("a passphrase has at least one letter.", where="--encrypt")
    return found


def passphrase_for(file: Path) -> str | None:
    """The passphrase to open a file with; None where it is not sealed, or cannot be read."""
    from rasid.store.sealing import is_sealed

    try:
        with file.open("rb") as handle:
            sealed = is_sealed(handle)
    except OSError:
        return None
    return (os.environ.get(PASSPHRASE) or asked("Passphrase: ")) if sealed else None


def asked(question: str) -> str:
    """What a person types unseen at the terminal. Raises UsageError where there is none."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask for the passphrase.", hint=f"Set {PASSPHRASE}.")
    return getpass.getpass(question)
