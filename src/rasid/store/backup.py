"""A project in one file: all rows of all tables at one moment, the project's data layer and its key for pseudonyms, each with its checksum.

The file is a ZIP of JSON lines, the same from SQLite and PostgreSQL and readable without Rasid; so a backup is also the way from one to
the other. It is read in one snapshot, so that others may write meanwhile. With a passphrase the ZIP is sealed as it is written.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy import Connection, LargeBinary, Table

from rasid import __version__
from rasid.model.errors import StoreError
from rasid.store import audit, migrations
from rasid.store.blobs import PART
from rasid.store.engine import Store, now
from rasid.store.keys import KEY
from rasid.store.objects import metadata
from rasid.store.sealing import Sealer

FORMAT, VERSION = "rasid-backup", 1
MANIFEST = "manifest.json"
KEYS, LAYER = "keys/", "data/"  # begin the names of files of the archive
DERIVED = "search"  # begins the names of tables that are made of the others, differently in the two databases: a restore makes them anew
# Nor are these kept: `changes` is made by what is put in, and a copy elsewhere lets nobody in who had a token, a session or a link here.
LEFT_OUT = ("changes", "tokens", "sessions", "account_links", "jobs", "workers")
ROWS = 500  # rows in memory at a time; those of `blob_parts`, up to 4 MiB each, one by one


def back_up(store: Store, target: Path, passphrase: str | None = None) -> dict[str, Any]:
    """Writes the backup to `target`, whole or not at all; gives its manifest. Raises StoreError."""
    if target.exists():
        raise StoreError("there is a file of this name already.", where=str(target), hint="Name another, or remove it.")
    with store.reading() as connection, written(target) as file:
        if passphrase is None:
            return write_archive(store, connection, file)
        sealer = Sealer(file, passphrase)
        manifest = write_archive(store, connection, sealer)  # type: ignore[arg-type]
        sealer.finish()
        return manifest


@contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """A file for its owner's eyes alone, that is there under its name only when all of it is on the disk."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with open(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        raise StoreError(f"the backup cannot be written ({error.strerror or error}).", where=str(target)) from None
    finally:
        beside.unlink(missing_ok=True)


def write_archive(store: Store, connection: Connection, file: BinaryIO) -> dict[str, Any]:
    """The ZIP: tables, layer, and last the manifest."""
    files: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for table in (t for t in metadata.sorted_tables if is_kept(t)):
            name = f"tables/{table.name}.jsonl"
            with member(archive, name, files) as write:
                files[name] |= {"rows": write_rows(connection, table, write), "binary": binary_columns(table)}
        for name, path in kept_files(store):
            with member(archive, name, files) as write, path.open("rb") as source:
                while part := source.read(PART):
                    write(part)
        head = audit.head(connection)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "rasid": __version__,
            "revision": migrations.REVISION,
            "project": store.settings.id,
            "made": now(),
            "from": "postgresql" if store.postgres else "sqlite",
            "head": head._asdict() if head else None,
            "files": files,
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def is_kept(table: Table) -> bool:
    return not table.name.startswith(DERIVED) and table.name not in LEFT_OUT


@contextmanager
def member(archive: zipfile.ZipFile, name: str, files: dict[str, dict[str, Any]]) -> Iterator[Callable[[bytes], None]]:
    """What writes a file of the archive; its checksum and size go into `files`."""
    digest, size = hashlib.sha256(), 0
    files[name] = {}
    with archive.open(name, "w", force_zip64=True) as raw, io.BufferedWriter(raw, 1 << 18) as handle:  # type: ignore[arg-type]

        def write(data: bytes) -> None:
            nonlocal size
            digest.update(data)
            size += len(data)
            handle.write(data)

        yield write
        handle.flush()
    files[name] |= {"sha256": digest.hexdigest(), "size": size}


def write_rows(connection: Connection, table: Table, write: Callable[[bytes], None]) -> int:
    """A line with the names of the columns, then a line for each row, by key. Gives how many rows."""
    binary = [n for n, column in enumerate(table.columns) if isinstance(column.type, LargeBinary)]
    write(json.dumps([c.name for c in table.columns]).encode() + b"\n")
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    query = sa.select(table).order_by(*table.primary_key.columns)
    count = 0
    for row in connection.execute(query, execution_options={"yield_per": 1 if binary else ROWS}):
        values = list(row)
        for n in binary:
            values[n] = base64.b64encode(values[n]).decode()
        write(encode(values).encode("utf-8", "surrogatepass") + b"\n")
        count += 1
    return count


def binary_columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if isinstance(column.type, LargeBinary)]


def kept_files(store: Store) -> Iterator[tuple[str, Path]]:
    """Files that are kept beside the tables, by their names in the archive. Without its key a project would publish under other ids."""
    if (key := store.folder / KEY).is_file():
        yield KEYS + KEY, key
    for path in layer_files(store.layer):
        yield LAYER + path.relative_to(store.layer).as_posix(), path


def layer_files(layer: Path) -> list[Path]:
    return sorted(p for p in layer.rglob("*") if p.is_file() and not p.is_symlink()) if layer.is_dir() else []
