"""Raw bytes as they came, once each, by their SHA-256. What a redaction destroyed is not taken in again."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import StoreError
from rasid.store.schema import blob_parts, blobs

PART = 4 * 1024 * 1024  # bytes of a row: what is in memory at a time, and well below what either database takes in one value


def put(connection: Connection, source: bytes | BinaryIO, media_type: str | None = None) -> str:
    """Keeps bytes, or a file that can be read twice, and gives their SHA-256. Bytes that are there, or were destroyed, change nothing."""
    file = io.BytesIO(source) if isinstance(source, bytes | bytearray | memoryview) else source
    sha256, size = digest(file)
    if connection.execute(sa.select(blobs.c.sha256).where(blobs.c.sha256 == sha256)).first():
        return sha256
    added = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    connection.execute(sa.insert(blobs).values(sha256=sha256, size=size, media_type=media_type, added=added))
    written = hashlib.sha256()
    for number, part in enumerate(parts(file)):
        written.update(part)
        connection.execute(sa.insert(blob_parts).values(sha256=sha256, number=number, data=part))
    if written.hexdigest() != sha256:
        raise StoreError("the file changed while it was being read.", hint="Add it again.")
    return sha256


def digest(file: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size of what a file holds."""
    found, size = hashlib.sha256(), 0
    for part in parts(file):
        found.update(part)
        size += len(part)
    return found.hexdigest(), size


def parts(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(PART):
        yield part


def stream(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The bytes, part by part. Raises StoreError where there are none, they were destroyed, or they are not those that came."""
    found = connection.execute(sa.select(blobs).where(blobs.c.sha256 == sha256)).first()
    if found is None:
        raise StoreError("there are no such bytes in the project.", where=sha256)
    if found.destroyed:
        raise StoreError(f"these bytes were destroyed by a redaction on {found.destroyed[:10]}.", where=sha256)
    seen, number = hashlib.sha256(), 0
    one = sa.select(blob_parts.c.data).where(blob_parts.c.sha256 == sha256)
    while (part := connection.execute(one.where(blob_parts.c.number == number)).scalar()) is not None:
        seen.update(part)
        yield bytes(part)
        number += 1
    if seen.hexdigest() != sha256:
        hint = "Restore the project from a backup: `rasid restore`."
        raise StoreError("bytes in the project are not those that came.", where=sha256, hint=hint)


def get(connection: Connection, sha256: str) -> bytes:
    """All of the bytes. Raises StoreError as `stream` does."""
    return b"".join(stream(connection, sha256))


def media_type(connection: Connection, sha256: str) -> str | None:
    return connection.execute(sa.select(blobs.c.media_type).where(blobs.c.sha256 == sha256)).scalar()


def is_destroyed(connection: Connection, sha256: str) -> bool:
    """True where a redaction took these bytes: they are known, and not to be had."""
    return connection.execute(sa.select(blobs.c.destroyed).where(blobs.c.sha256 == sha256)).scalar() is not None


def destroy(connection: Connection, sha256: str, at: str) -> None:
    """Takes the bytes for good; that they were there stays."""
    connection.execute(sa.delete(blob_parts).where(blob_parts.c.sha256 == sha256))
    connection.execute(sa.update(blobs).where(blobs.c.sha256 == sha256, blobs.c.destroyed.is_(None)).values(destroyed=at))
