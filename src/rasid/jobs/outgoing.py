"""Files that somebody had made in the background: in the project's folder, for a day, for whoever asked. They are in no backup."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from rasid.jobs.incoming import is_token

FOLDER = "outgoing"
KEPT_H = 24
FILE = "file"


def place(project: Path, token: str) -> Path:
    """Where the file of this name lies, or would; its folder is made."""
    (project / FOLDER).mkdir(mode=0o700, exist_ok=True)
    there = project / FOLDER / token
    there.mkdir(mode=0o700, exist_ok=True)
    return there / FILE


def kept(project: Path, token: str) -> Path | None:
    """The file of this name; None where it is gone, or is older than it may be."""
    path = project / FOLDER / token / FILE
    return path if is_token(token) and path.is_file() and not too_old(path) else None


def too_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > KEPT_H * 3600
    except FileNotFoundError:  # nothing was begun yet, or another has removed it
        return False


def drop(project: Path, token: str) -> None:
    if is_token(token):
        shutil.rmtree(project / FOLDER / token, ignore_errors=True)


def sweep(project: Path, wanted: set[str]) -> None:
    """Removes what is older than a day, but for what is being made: `wanted`."""
    folder = project / FOLDER
    for there in folder.iterdir() if folder.is_dir() else ():
        if there.name not in wanted and too_old(there / FILE if (there / FILE).exists() else there):
            drop(project, there.name)


def forget(project: Path) -> int:
    """Removes all; how many there were. They may hold what must be told no more."""
    there = list((project / FOLDER).glob("*"))
    for path in there:
        shutil.rmtree(path, ignore_errors=True)
    return len(there)
