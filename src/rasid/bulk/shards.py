"""What a bulk job is cut into: each shard is read, coded and written by itself, and is done or not done.

A plan depends on the sources alone (names, sizes, times of change), never on how many work on it, so that a job can be taken up by another
number of processes or another engine.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from rasid.model import InputError, UsageError

LINES = (".jsonl", ".ndjson")
SPLIT = 8_000_000  # bytes of a shard of lines: some 4,000 reports, under a minute of work for one process
ROWS = 4000  # of a shard of a Parquet file, rounded up to whole row groups
REMOTE = "://"


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """`number` counts from 0 in the order of the plan. `kind`: lines (bytes `start`..`end` of a file of lines), rows (of a Parquet file),
    or whole (any other file). `end` None: to the end."""

    number: int
    source: str
    kind: Literal["lines", "rows", "whole"]
    start: int = 0
    end: int | None = None
    size: int | None = None

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.number:06d}"

    @property
    def where(self) -> str:
        if self.kind == "whole":
            return self.source
        return f"{self.source} ({'bytes' if self.kind == 'lines' else 'rows'} {self.start:,}–{'' if self.end is None else f'{self.end:,}'})"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the job, with what tells that it is still the same."""

    name: str
    size: int | None
    changed: str | None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A job: its shards, its sources, and all that decides what comes out (`asked`)."""

    sources: list[Source]
    shards: list[Shard]
    asked: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        """Of everything that decides what comes out."""
        return hashlib.sha256(msgspec.json.encode([self.sources, self.shards, sorted(self.asked.items())])).hexdigest()[:16]


def planned(named: list[str], asked: dict[str, Any]) -> Plan:
    """The plan for these files, globs, folders and addresses. Raises UsageError where nothing is there."""
    sources: list[Source] = []
    shards: list[Shard] = []
    for source in dict.fromkeys(s for name in named for s in expanded(name)):
        known = remote_source(source) if REMOTE in source else local_source(source)
        sources.append(known)
        for piece in pieces(known):
            shards.append(msgspec.structs.replace(piece, number=len(shards)))
    return Plan(sources=sources, shards=shards, asked=asked)


def expanded(name: str) -> Iterator[str]:
    """The files that a name, a glob, a folder or an address stands for, sorted."""
    if REMOTE in name:
        yield from remote_files(name)
        return
    path = Path(name)
    if path.is_dir():
        found = sorted(str(p) for p in path.rglob("*") if p.is_file() and not any(q.startswith(".") for q in p.relative_to(path).parts))
    elif path.exists():
        found = [name]
    else:
        found = sorted(p for p in glob.glob(name, recursive=True) if Path(p).is_file())
    if not found:
        hint = "Name files, folders, globs in quotation marks, or addresses such as s3://…."
        raise UsageError("there is no such file.", where=name, hint=hint)
    yield from found


def local_source(name: str) -> Source:
    stat = Path(name).stat()
    return Source(name=name, size=stat.st_size, changed=str(stat.st_mtime_ns))


def pieces(source: Source) -> Iterator[Shard]:
    """The shards of one file; numbers are given later."""
    suffix = Path(source.name).suffix.lower()
    if suffix in LINES and source.size:
        for start in range(0, source.size, SPLIT):
            end = min(start + SPLIT, source.size)
            yield Shard(number=0, source=source.name, kind="lines", start=start, end=end, size=end - start)
    elif suffix == ".parquet" and REMOTE not in source.name:
        yield from row_ranges(source)
    else:
        yield Shard(number=0, source=source.name, kind="whole", size=source.size)


def row_ranges(source: Source) -> Iterator[Shard]:
    """Whole row groups, at least ROWS rows at a time. A damaged file is one shard, whose reader will say what is wrong with it."""
    import duckdb

    try:
        query = "SELECT row_group_id, any_value(row_group_num_rows) FROM parquet_metadata(?) GROUP BY 1 ORDER BY 1"
        groups = duckdb.connect().execute(query, [source.name]).fetchall()
    except duckdb.Error:
        yield Shard(number=0, source=source.name, kind="whole", size=source.size)
        return
    start = at = 0
    total = sum(n for _, n in groups) or 1
    for _, count in groups:
        at += count
        if at - start >= ROWS:
            yield Shard(number=0, source=source.name, kind="rows", start=start, end=at, size=(source.size or 0) * (at - start) // total)
            start = at
    if at > start or not groups:
        yield Shard(number=0, source=source.name, kind="rows", start=start, end=at, size=(source.size or 0) * (at - start) // total)


# Object stores ------------------------------------------------------------------------------------------------------------------


def filesystem(address: str) -> tuple[Any, str]:
    """The file system of an address and the path in it. Raises UsageError where it cannot be reached."""
    try:
        import fsspec
    except ModuleNotFoundError:
        raise UsageError("addresses need fsspec.", where=address, hint="Install it: pip install 'rasid[cloud]'.") from None
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"this address cannot be used ({error}).", where=address) from None
    return found


def remote_files(address: str) -> Iterator[str]:
    store, path = filesystem(address)
    scheme = address.partition(REMOTE)[0]
    try:
        found = sorted(store.glob(path)) if any(c in path for c in "*?[") else [path] if store.isfile(path) else sorted(store.find(path))
    except Exception as error:  # whatever the store's own library raises
        raise UsageError(f"this address cannot be read ({type(error).__name__}: {error}).", where=address) from None
    if not found:
        raise UsageError("there is nothing at this address.", where=address)
    yield from (f"{scheme}{REMOTE}{p.lstrip('/') if scheme != 'file' else p}" for p in found)


def remote_source(address: str) -> Source:
    store, path = filesystem(address)
    try:
        told = store.info(path)
    except Exception as error:
        raise InputError(f"this address cannot be read ({type(error).__name__}: {error}).", where=address) from None
    mark = next((str(told[k]) for k in ("ETag", "etag", "LastModified", "mtime", "created") if told.get(k)), None)
    return Source(name=address, size=told.get("size"), changed=mark)
