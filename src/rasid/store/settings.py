"""`rasid.toml`: which database a project is kept in, and which project it is."""

from __future__ import annotations

import json
import os
import stat
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import URL

from rasid.model.errors import StoreError
from rasid.store.connecting import has_password, postgres_url, sqlite_url

SETTINGS, DATABASE = "rasid.toml", "rasid.db"
VARIABLE = "RASID_DATABASE"
FROM_VARIABLE = f"${VARIABLE}"  # stands in rasid.toml where the address is in the environment, and so in no file
ABOUT = f"""\
# A Rasid project. `database`: "" is {DATABASE} beside this file; else postgresql://…, or "{FROM_VARIABLE}": it is in that variable.
"""


class Settings(NamedTuple):
    """What the file says. `database`: as it stands there; `others`: keys of other parts."""

    id: str
    database: str
    others: dict[str, Any]


def read(folder: Path) -> Settings:
    """The settings of the project in `folder`. Raises StoreError where there is none, or what is there cannot be used."""
    path = folder / SETTINGS
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        hint = "Make one with `rasid init DIR`, or name it with --project."
        raise StoreError("there is no project in this folder.", where=str(folder), hint=hint) from None
    except OSError as error:
        raise StoreError(f"the project's settings cannot be read ({error.strerror or error}).", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = str(error) if isinstance(error, UnicodeDecodeError) else str(error).partition("(at")[2].rstrip(")") or "unknown place"
        raise StoreError(f"the project's settings are no TOML ({reason}).", where=str(path)) from None
    database, id = found.pop("database", ""), found.pop("project", "")
    if not isinstance(database, str) or not isinstance(id, str):
        raise StoreError("`database` and `project` are texts in quotation marks.", where=str(path))
    settings = Settings(id, database, found)
    if settings.database and settings.database != FROM_VARIABLE:
        refuse_open_password(path, postgres_url(settings.database))
    return settings


def refuse_open_password(path: Path, url: URL) -> None:
    """A password in a file that everybody on this machine may read is none."""
    if os.name == "posix" and has_password(url) and path.stat().st_mode & stat.S_IRWXO:
        hint = f"Run: chmod 600 {SETTINGS}. Or write {FROM_VARIABLE!r} for the address and keep it in that variable."
        raise StoreError("the file holds a password and everyone on this machine may read it.", where=str(path), hint=hint)


def write(folder: Path, id: str, database: str) -> None:
    """Makes the file, whole or not at all, for its owner's eyes only. Raises StoreError."""
    path = folder / SETTINGS
    beside = path.with_name(f".{SETTINGS}.{os.getpid()}.tmp")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="\n") as handle:
            handle.write(f"{ABOUT}project = {json.dumps(id)}\ndatabase = {json.dumps(database)}\n")
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(f"the project's settings cannot be written ({error.strerror or error}).", where=str(path)) from None


def url_of(folder: Path, database: str) -> URL:
    """The address behind what `database` says in the settings. Raises StoreError."""
    if not database:
        return sqlite_url(folder / DATABASE)
    if database != FROM_VARIABLE:
        return postgres_url(database)
    address = os.environ.get(VARIABLE)
    if not address:
        hint = f"Set it to the address of the project's database. {SETTINGS} says that it is there."
        raise StoreError(f"the variable {VARIABLE} is not set.", where=str(folder / SETTINGS), hint=hint)
    return postgres_url(address)
