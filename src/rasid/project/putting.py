"""The folder of a release and its ZIP, put where they are wanted whole or not at all.

All is made in one folder beside the place, `.NAME.….tmp`, which this process holds locked as long as it lives. What a process left there
that was killed is cleared away by the next that makes the same release, and an earlier making that it had moved aside is put back.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rasid.model.errors import StoreError, UsageError
from rasid.model.worded import worded
from rasid.publish.release.request import Request
from rasid.publish.release.sums import write_zip

try:
    import fcntl
except ImportError:  # Windows, where a folder cannot be locked: what was left there is left to people
    fcntl = None  # type: ignore[assignment]

MADE, PACKED, ASIDE = "release", "release.zip", "aside"  # within that folder: the new making, its ZIP, the earlier one


def refuse_folder(out: Path, request: Request) -> None:
    """What is there may be replaced only where it is an earlier making of the same release."""
    if not out.resolve().parent.is_dir():
        raise UsageError(worded("there is no folder {folder!r}.", folder=str(out.resolve().parent)), where=f"--out {out}")
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists() and version_in(out) != request.version:
        raise UsageError("there is something of this name already.", where=f"--out {out}", hint="Name a folder that is not there yet.")


def version_in(folder: Path) -> str | None:
    """The version of the release in a folder; None where there is none."""
    try:
        found = json.loads((folder / "datapackage.json").read_bytes())
        return str(found["version"]) if str(found["id"]).startswith("urn:rasid:release:") else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A folder to build in, on the same disk, that is gone in the end. Raises StoreError where it cannot be written."""
    whole = out.resolve()
    workplace = whole.with_name(f".{whole.name}.{secrets.token_hex(4)}.tmp")
    lock = None
    try:
        clear(whole)
        workplace.mkdir()
        lock = held(workplace)
        (workplace / MADE).mkdir()
        yield workplace / MADE
    except OSError as error:
        raise StoreError(worded("the release cannot be written ({why}).", why=str(error.strerror or error)), where=str(out)) from None
    finally:
        shutil.rmtree(workplace, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def held(folder: Path) -> int | None:
    """A lock on a folder, which goes with the process; None where another has it, or nothing can be locked."""
    if fcntl is None:
        return None
    at = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(at, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(at)
        return None
    return at


def clear(out: Path) -> None:
    """Clears away what processes left that were killed over this release."""
    for left in sorted(out.parent.glob(f".{out.name}.????????.tmp")):
        lock = held(left) if left.is_dir() else None
        if lock is None:
            continue
        aside = left / ASIDE
        if aside.is_dir() and not out.exists():
            os.replace(aside, out)
        shutil.rmtree(left, ignore_errors=True)
        os.close(lock)


def put(folder: Path, out: Path, request: Request) -> None:
    """Folder and ZIP under their names. `folder`: as `beside` gave it. An earlier making of the release goes only when the new one is
    whole."""
    archive, aside, target = folder.with_name(PACKED), folder.with_name(ASIDE), out.resolve()
    write_zip(folder, archive, request.released, request.version)
    if target.exists():
        os.replace(target, aside)
        try:
            os.replace(folder, target)
        except OSError:
            os.replace(aside, target)
            raise
    else:
        os.replace(folder, target)
    os.replace(archive, target.with_name(f"{target.name}.zip"))


def write_zip_anew(folder: Path, request: Request) -> None:
    """The ZIP of a folder whose signatures are others by now. Raises StoreError."""
    whole = folder.resolve()
    with beside(whole) as made:
        archive = made.with_name(PACKED)
        write_zip(whole, archive, request.released, request.version)
        os.replace(archive, whole.with_name(f"{whole.name}.zip"))
