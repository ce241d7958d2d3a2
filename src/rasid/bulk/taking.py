"""The reports of one shard, in order, each with the number by which it is known within the shard."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import msgspec

from rasid.bulk.shards import REMOTE, Shard, filesystem
from rasid.intake import Found, Outcome, find
from rasid.intake.columns import Mapping, settled
from rasid.intake.finding import read
from rasid.intake.opening import Input, Wanted
from rasid.intake.rows import lines_of, report_of, row_report
from rasid.model import InputError


class Taken(msgspec.Struct, frozen=True):
    """One thing of a shard: `number` counts from 0; `where` names it."""

    number: int
    where: str
    what: Any  # Report, Notice or InputError


def taken(shard: Shard, wanted: Wanted) -> Iterator[Taken]:
    """What the shard holds. A file that cannot be read comes as one InputError; nothing is raised."""
    number = 0
    try:
        for where, what in outcomes(shard, wanted):
            yield Taken(number, where, what)
            number += 1
    except InputError as error:
        yield Taken(number, error.where or shard.where, error)
    except OSError as error:
        yield Taken(number, shard.where, InputError(f"this file cannot be read ({error.strerror or error}).", where=shard.where))
    except Exception as error:  # what the libraries of others' formats raise of a damaged file
        detail = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
        yield Taken(number, shard.where, InputError(f"this cannot be read ({detail}).", where=shard.where, hint="It may be damaged."))


def outcomes(shard: Shard, wanted: Wanted) -> Iterator[tuple[str, Any]]:
    if shard.kind == "lines":
        with opened(shard.source) as handle:
            yield from lines(handle, shard, wanted)
        return
    with on_disk(shard.source) as path:
        if shard.kind == "rows":
            yield from rows(path, shard, wanted)
        elif shard.source.endswith(".zst"):
            yield from unpacked(path, shard, wanted)
        else:
            for outcome in find(path, wanted.published, wanted.limit, wanted.mapping, keep=False):
                yield placed(outcome, path, shard.source)


def placed(outcome: Outcome, path: str, source: str) -> tuple[str, Any]:
    where = outcome.where.replace(path, source)
    return where, outcome.report if isinstance(outcome, Found) else outcome


def lines(handle: BinaryIO, shard: Shard, wanted: Wanted) -> Iterator[tuple[str, Any]]:
    """The lines that begin within the shard's bytes: so every line of a file is of one shard, wherever the cuts fall."""
    at = shard.start
    if at:
        handle.seek(at - 1)
        at += len(handle.readline()) - 1
    for line in lines_of(handle, wanted.limit):
        if shard.end is not None and at >= shard.end:
            return
        where = f"{shard.source}@{at}"
        at = handle.tell()
        try:
            if isinstance(line, InputError):
                raise InputError(line.what, where=where, hint=line.hint)
            report = row_report(line, where, wanted)
        except InputError as error:
            yield where, error
            continue
        if report is not None:
            yield where, report


def rows(path: str, shard: Shard, wanted: Wanted) -> Iterator[tuple[str, Any]]:
    """Rows `start`..`end` of a Parquet file."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")  # the processes of the job share the cores
        rows = "read_parquet(?, file_row_number = true) WHERE file_row_number >= ? AND file_row_number < ?"
        query = f"SELECT * EXCLUDE (file_row_number) FROM {rows}"
        try:
            result = connection.execute(query, [path, shard.start, shard.end])
        except duckdb.Error as error:
            said = str(error).partition("\n")[0].replace(path, shard.source)
            raise InputError(f"this is no Parquet file that can be read ({said}).", where=shard.source) from None
        header = [d[0] for d in result.description or []]
        columns = settled(wanted.mapping, header)
        at = shard.start
        while batch := result.fetchmany(500):
            for values in batch:
                where = f"{shard.source}#{at}"
                at += 1
                yield where, row_of(dict(zip(header, values, strict=True)), columns, where, wanted)


def row_of(row: dict[str, Any], columns: Mapping, where: str, wanted: Wanted) -> Any:
    from rasid.intake import Notice

    plain = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}
    try:
        report = report_of(plain, columns, where, wanted)
    except InputError as error:
        return error
    return report if report is not None else Notice("the text of this row is empty.", where)


def unpacked(path: str, shard: Shard, wanted: Wanted) -> Iterator[tuple[str, Any]]:
    """A file packed by Zstandard, read as what its name without `.zst` says."""
    import zstandard

    inner = Path(shard.source.removesuffix(".zst"))
    with open(path, "rb") as packed:
        stream = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(packed), 1 << 20)  # type: ignore[type-var]
        item = Input(stream, shard.source, inner.name, inner.suffix.lower())  # type: ignore[arg-type]
        for outcome in read(item, wanted._replace(keep=False)):
            yield placed(outcome, path, shard.source)


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    if REMOTE not in source:
        with open(source, "rb") as handle:
            yield handle
        return
    store, path = filesystem(source)
    with store.open(path, "rb") as handle:
        yield handle


@contextmanager
def on_disk(source: str) -> Iterator[str]:
    """A path that readers can open: of a remote file a copy, gone afterwards."""
    if REMOTE not in source:
        yield source
        return
    store, path = filesystem(source)
    with TemporaryDirectory(prefix="rasid-") as folder:
        copy = str(Path(folder) / Path(path).name)
        store.get_file(path, copy)
        yield copy
