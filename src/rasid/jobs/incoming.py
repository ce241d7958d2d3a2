"""Files that people sent and that a worker is to read: in the project's folder, under names of the program's own, until they are read.

They are in no backup: what they say is in the project once it is read, and who sent them has them.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from rasid.model.errors import StoreError

FOLDER = "incoming"
TOKEN = 32  # signs of a name


def keep(project: Path, files: Iterable[BinaryIO]) -> str:
    """Copies them from their beginning, in order; the name by which `kept` finds them. Raises StoreError where they cannot be."""
    token = secrets.token_hex(TOKEN // 2)
    there = project / FOLDER / token
    try:
        (project / FOLDER).mkdir(mode=0o700, exist_ok=True)
        there.mkdir(mode=0o700)
        for number, file in enumerate(files):
            file.seek(0)
            with (there / str(number)).open("xb") as copy:
                shutil.copyfileobj(file, copy)
    except OSError as error:
        drop(project, token)
        raise StoreError(f"what was sent could not be put by ({error.strerror or error}).", where=str(project / FOLDER)) from None
    return token


def kept(project: Path, token: str) -> list[Path]:
    """The files of one sending, in order; none where they are gone."""
    there = project / FOLDER / token
    return sorted(there.iterdir(), key=lambda path: int(path.name)) if is_token(token) and there.is_dir() else []


def drop(project: Path, token: str) -> None:
    if is_token(token):
        shutil.rmtree(project / FOLDER / token, ignore_errors=True)


def sweep(project: Path, wanted: set[str]) -> None:
    """Removes what no work waits for any more: it was cancelled before it began, or given up."""
    folder = project / FOLDER
    for there in folder.iterdir() if folder.is_dir() else ():
        if there.name not in wanted:
            drop(project, there.name)


def is_token(name: str) -> bool:
    return len(name) == TOKEN and set(name) <= set("0123456789abcdef")
