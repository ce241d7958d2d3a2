"""Checksums, signatures, and the ZIP: what makes a folder one thing that can be signed, sent and checked.

The digest of a release is the SHA-256 of its SHA256SUMS, which names every file but those that come after it: the signatures, and the
word that it is a draft. So a signature changes nothing of what was signed.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import msgspec

from rasid.publish.release.descriptor import PART, hash_of

SUMS, SIGNATURES, DRAFT = "SHA256SUMS", "SIGNATURES.json", "DRAFT.txt"
AFTER = (SUMS, SIGNATURES, DRAFT)  # no part of what is signed
EPOCH = 1980  # the first year that a ZIP can say
DRAFT_SAYS = (
    "This is a draft: it has not been signed, and is not published. Do not pass it on.\nهذه مسودة لم تُوقّع ولم تُنشر بعد، فلا تُعطها لأحد.\n"
)


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """That a person signed, told by the audit log's entry: its number and hash, and the day. Who it was stays in the project."""

    entry: int
    hash: str
    day: str


class Signatures(msgspec.Struct, frozen=True, kw_only=True):
    """Over one digest. `needed`: how many different people must sign; `published`: whether they have."""

    version: str
    digest: str
    needed: int
    published: bool
    signatures: list[Signature]


def write_sums(folder: Path) -> str:
    """Writes SHA256SUMS over everything in the folder; gives the digest."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    text = "".join(f"{hash_of(folder / name)}  {name}\n" for name in names if name not in AFTER)
    (folder / SUMS).write_text(text, encoding="utf-8", newline="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def write_signatures(folder: Path, signatures: Signatures) -> None:
    """Says whether it is published, and if it is not, that it is a draft."""
    made = msgspec.json.format(msgspec.json.encode(signatures), indent=1) + b"\n"
    beside = folder.with_name(f".{folder.name}.{SIGNATURES}.tmp")  # within it, it would be something that nobody signed
    beside.write_bytes(made)
    os.replace(beside, folder / SIGNATURES)
    if signatures.published:
        (folder / DRAFT).unlink(missing_ok=True)
    else:
        (folder / DRAFT).write_text(DRAFT_SAYS, encoding="utf-8", newline="\n")


def write_zip(folder: Path, target: Path, day: str, name: str) -> None:
    """The folder as a ZIP, files in order of their names below `name`/, all of one day (ISO) and with the same rights."""
    year, month, date = (int(part) for part in day.split("-"))
    moment = (max(EPOCH, year), month, date, 0, 0, 0)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.relative_to(folder).as_posix()):
            info = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", moment)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            with archive.open(info, "w", force_zip64=path.stat().st_size > 1 << 31) as out, path.open("rb") as source:
                while part := source.read(PART):
                    out.write(part)
