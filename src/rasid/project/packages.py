"""The packages that the workbench makes: in the project's own folder, where no one but this machine reads them until they are published.

Each is a folder and a ZIP under `releases/`, as a command makes them elsewhere. They are copies: what a release held stands in the project,
and no backup has them. A redaction takes them away.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import msgspec

from rasid.model.errors import UsageError
from rasid.model.worded import worded
from rasid.project import releasing
from rasid.project.project import Project
from rasid.project.putting import write_zip_anew
from rasid.project.releasing import Drafted
from rasid.project.standing import known, signatures_of, standing
from rasid.publish.release.request import Request, checked
from rasid.publish.release.sums import SIGNATURES, Signatures, write_signatures
from rasid.store import audit
from rasid.store.engine import Store

FOLDER = "releases"


def folder_of(project: Project, version: str) -> Path:
    """Where the package of a release lies, or would."""
    return project.store.folder / FOLDER / version


def archive_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.zip")


def make(project: Project, asked: Request, who: str, note: str | None = None, work: str | None = None) -> Drafted:
    """Drafts a release into the project's folder, once by one piece of work. Raises UsageError, StoreError."""
    request = checked(asked)  # its version is the name of a folder
    out = folder_of(project, request.version)
    out.parent.mkdir(mode=0o700, exist_ok=True)
    return releasing.draft(project, request, out, who, note, work)


def again(project: Project, version: str, who: str, work: str | None = None) -> Drafted:
    """Makes it once more as it was asked: a draft of what the project says now, or the package of a release that was made elsewhere, as
    long as its bytes are still the same. Raises UsageError."""
    with project.store.reading() as connection:
        request = releasing.request_of(known(connection, version))
        note = standing(connection, version).note
    return make(project, request, who, note, work)


def sign(project: Project, version: str, who: str, folder: Path | None = None, seen: str | None = None) -> Signatures:
    """Signs a draft. `folder`: where it lies; else the one that the workbench made, if it did."""
    own = folder_of(project, version)
    return releasing.sign(project, version, who, folder or (own if own.is_dir() else None), seen)


def published(project: Project, version: str) -> Path | None:
    """The ZIP of a published release; None where it does not lie here, or words were destroyed since it was drafted. Raises UsageError
    where it is not published."""
    with project.store.reading() as connection:
        row, its = known(connection, version), standing(connection, version)
        told = signatures_of(connection, version)
        destroyed = its.drafted is not None and audit.redacted_since(connection, its.drafted.seq)
    if not row.published:
        raise UsageError(worded("{version} has not been signed by all who must: nothing of it leaves.", version=version))
    archive = archive_of(folder_of(project, version))
    return archive if not destroyed and says(archive) == told else None


def says(archive: Path) -> Signatures | None:
    """The signatures in a ZIP; None where it is none, or has none."""
    try:
        with zipfile.ZipFile(archive) as held:
            name = next(n for n in held.namelist() if n.endswith(f"/{SIGNATURES}"))
            return msgspec.json.decode(held.read(name), type=Signatures)
    except (OSError, zipfile.BadZipFile, StopIteration, msgspec.DecodeError):
        return None


def finish(project: Project, version: str, who: str, work: str | None = None) -> None:
    """The package of a published release where that is not whole: packed with its signatures, or made anew. Raises UsageError."""
    folder = folder_of(project, version)
    if not folder.is_dir():
        again(project, version, who, work)
        return
    releasing.refuse_other_bytes(project, version, folder)
    with project.store.reading() as connection:
        request, told = releasing.request_of(known(connection, version)), signatures_of(connection, version)
    write_signatures(folder, told)
    write_zip_anew(folder, request)


def forget(store: Store) -> list[Path]:
    """Removes every package that lies in the project's folder; gives what there was."""
    there = sorted((store.folder / FOLDER).glob("*"))
    for path in there:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return there
