"""A project out of a backup: everything is checked before anything is written, and it is there whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import RasidError, StoreError
from rasid.store import audit, indexing, migrations, settings
from rasid.store.backup import FORMAT, KEYS, LAYER, MANIFEST, VERSION
from rasid.store.blobs import PART
from rasid.store.engine import Change, Store
from rasid.store.keys import KEY
from rasid.store.sealing import DAMAGED, Opener, is_sealed

ROWS = 1000  # rows of one insertion
LONGEST_KEY = 1024  # bytes of a file of a key
LONGEST = 64 * 1024 * 1024  # bytes of a row; a part of a blob takes 6 MB


def restore(file: Path, folder: Path, database: str | None, who: str, passphrase: str | None = None, broken: bool = False) -> Store:
    """The project of a backup, made in `folder`, which must be empty or not there, and in `database`, which must hold no project.

    `broken`: also where its audit log is not whole. Raises StoreError, and then nothing was made."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError("this folder is not empty.", where=str(folder), hint="Name one that is empty, or not there yet.")
    with opened_archive(file, passphrase) as archive:
        manifest = checked(archive, str(file))
        beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.restoring")
        store = None
        try:
            store = Store.prepare(beside, database, manifest["project"], manifest["revision"])
            beside.mkdir(parents=True, exist_ok=True)
            with store.writing(who) as change:
                store.refuse_a_second_project(change.connection)
                fill(archive, manifest, change, str(file), broken)
                after = {"made": manifest["made"], "head": manifest["head"], "from": manifest["from"]}
                if manifest["revision"] == migrations.REVISION:  # older tables are brought up to date first
                    indexing.reindex(change.connection)
                change.record("project.restored", f"project:{manifest['project']}", after=after)
                lay(archive, manifest, beside / "data")
                lay_key(archive, manifest, beside)
                settings.write(beside, manifest["project"], database or "")
            if manifest["revision"] != migrations.REVISION:
                store.upgrade()
                with store.writing(who) as change:
                    indexing.reindex(change.connection)
                    change.record("project.reindex", f"project:{manifest['project']}")
            store.close()
            put_in_place(beside, folder)
        except BaseException:
            if store is not None:
                store.close()
            shutil.rmtree(beside, ignore_errors=True)
            raise
    return Store.open(folder)


def put_in_place(beside: Path, folder: Path) -> None:
    try:
        if folder.is_dir():
            folder.rmdir()
        os.replace(beside, folder)
    except OSError as error:
        raise StoreError(f"the project cannot be put there ({error.strerror or error}).", where=str(folder)) from None


@contextmanager
def opened_archive(path: Path, passphrase: str | None) -> Iterator[zipfile.ZipFile]:
    """The ZIP, unsealed where it is sealed. Any fault in it is a StoreError."""
    try:
        with path.open("rb") as file:
            source: Any = file
            if is_sealed(file):
                if passphrase is None:
                    raise StoreError("this backup is encrypted.", where=str(path), hint="Set RASID_PASSPHRASE, or give it at the terminal.")
                source = io.BufferedReader(Opener(file, passphrase), 1 << 18)
            with faults_told(path):
                archive = zipfile.ZipFile(source)
            with archive:
                yield archive
    except OSError as error:
        raise StoreError(f"the backup cannot be read ({error.strerror or error}).", where=str(path)) from None
    except StoreError as error:
        raise StoreError(error.what, where=error.where or str(path), hint=error.hint) from None


@contextmanager
def faults_told(path: Path | str) -> Iterator[None]:
    """Reading a damaged ZIP fails in a dozen ways; to a person they are one."""
    try:
        yield
    except (RasidError, OSError):
        raise
    except Exception:
        raise StoreError(DAMAGED, where=str(path), hint="Use another copy of it.") from None


def checked(archive: zipfile.ZipFile, where: str) -> dict[str, Any]:
    """The manifest, when every file is what it says. Raises StoreError."""
    with faults_told(where):
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError
        newer = manifest["version"] > VERSION or manifest["revision"] > migrations.REVISION
        if newer:
            hint = f"It was made by Rasid {manifest['rasid']}: install that, or a newer one."
            raise StoreError("this backup is of a newer version of Rasid.", where=where, hint=hint)
        if set(archive.namelist()) != {*manifest["files"], MANIFEST} or not isinstance(manifest["project"], str):
            raise ValueError
        for name, told in manifest["files"].items():
            digest, size = hashlib.sha256(), 0
            with archive.open(name) as handle:
                while part := handle.read(PART):
                    digest.update(part)
                    size += len(part)
            if digest.hexdigest() != told["sha256"] or size != told["size"]:
                raise ValueError
    return manifest  # type: ignore[no-any-return]


def fill(archive: zipfile.ZipFile, manifest: dict[str, Any], change: Change, where: str, broken: bool) -> None:
    """All rows into empty tables, and the audit log verified. Raises StoreError."""
    connection = change.connection
    for name, told in manifest["files"].items():
        if name.startswith("tables/"):
            table = name.removeprefix("tables/").removesuffix(".jsonl")
            with faults_told(where), archive.open(name) as handle:
                fill_table(connection, table, told["binary"], handle)  # type: ignore[arg-type]
    if connection.dialect.name == "postgresql":
        count_on(connection)
    head = manifest["head"]
    verdict = audit.verify(connection, audit.Head(**head) if head else None)
    if verdict.problems and not broken:
        first = verdict.problems[0]
        said = f"{f'entry {first.seq}' if first.seq else 'the log'}: {first.what}"
        hint = "It was not when the backup was made either. --accept-broken-log restores it as it is."
        raise StoreError(f"the audit log in this backup is not whole ({said}).", where=where, hint=hint)


def fill_table(connection: Connection, name: str, binary: list[str], handle: BinaryIO) -> None:
    """Rows of a file into a table, as many at a time as are well in memory."""
    inspector = sa.inspect(connection)
    columns = json.loads(handle.readline(LONGEST))
    known = {c["name"] for c in inspector.get_columns(name)} if inspector.has_table(name) else set()
    if not known >= set(columns):
        raise ValueError
    insert = sa.insert(sa.table(name, *(sa.column(c) for c in columns)))
    encoded = [c in binary for c in columns]
    rows: list[dict[str, Any]] = []
    while line := handle.readline(LONGEST):
        values = (base64.b64decode(v) if b else v for v, b in zip(json.loads(line), encoded, strict=True))
        rows.append(dict(zip(columns, values, strict=True)))
        if len(rows) >= (1 if any(encoded) else ROWS):
            connection.execute(insert, rows)
            rows = []
    if rows:
        connection.execute(insert, rows)


def count_on(connection: Connection) -> None:
    """PostgreSQL's counters go on after the rows that came with their numbers."""
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        key = inspector.get_pk_constraint(table)["constrained_columns"]
        if len(key) == 1:
            column = key[0]
            counter = connection.exec_driver_sql("SELECT pg_get_serial_sequence(%s, %s)", (table, column)).scalar()
            if counter:
                connection.exec_driver_sql(f"SELECT setval('{counter}', (SELECT max({column}) FROM {table}))")


def lay(archive: zipfile.ZipFile, manifest: dict[str, Any], layer: Path) -> None:
    """The data layer's files. A name that would lead out of the layer is a forgery."""
    for name in manifest["files"]:
        if not name.startswith(LAYER):
            continue
        path = PurePosixPath(name.removeprefix(LAYER))
        if path.is_absolute() or ".." in path.parts or any(set(part) & set("\\:\0") for part in path.parts):
            raise StoreError(DAMAGED)
        target = layer.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("wb") as handle, suppress(EOFError):
            shutil.copyfileobj(source, handle, PART)


def lay_key(archive: zipfile.ZipFile, manifest: dict[str, Any], folder: Path) -> None:
    """The project's key for pseudonyms, where it had one, for its owner's eyes alone."""
    if KEYS + KEY in manifest["files"]:
        with open(os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb") as handle:
            handle.write(archive.read(KEYS + KEY)[:LONGEST_KEY])
