"""Whether a release is what it says: its checksums, its descriptor, every table by its schema, and over what its signatures stand.

Needs nothing but the folder or ZIP: no project, no network.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

import msgspec

from rasid.model.errors import InputError
from rasid.publish.release.descriptor import PART
from rasid.publish.release.inferring import INTEGER, NUMBER
from rasid.publish.release.sums import AFTER, SIGNATURES, SUMS, Signatures

NEEDED_FILES = (
    "datapackage.json",
    "PROVENANCE.json",
    "CITATION.cff",
    "CODEBOOK.md",
    "CHANGELOG.md",
    "LICENSE",
    "tombstones.csv",
    "changes.csv",
)
MOST = 100  # problems told
SUM = re.compile(r"([0-9a-f]{64})  (.+)")
BOOLEANS = ("true", "false")


class Verdict(NamedTuple):
    """`digest` of what is there; `problems`, sentences, at most a hundred; `signatures`: None where none are told."""

    version: str
    digest: str
    files: int
    rows: int
    problems: list[str]
    signatures: Signatures | None


class Source:
    """A folder, or a ZIP of one: files by their names below it."""

    def __init__(self, path: Path) -> None:
        self.path, self.prefix = path, ""
        self.archive: zipfile.ZipFile | None = None
        if path.is_dir():
            self.names = {p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file()}
            return
        try:
            self.archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError):
            raise InputError("this is no release: neither a folder nor a ZIP.", where=str(path)) from None
        tops = {name.partition("/")[0] for name in self.archive.namelist()}
        self.prefix = f"{tops.pop()}/" if len(tops) == 1 else ""
        self.names = {name.removeprefix(self.prefix) for name in self.archive.namelist() if not name.endswith("/")}

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        if self.archive is not None:
            with self.archive.open(self.prefix + name) as handle:
                yield handle  # type: ignore[misc]
        else:
            with (self.path / name).open("rb") as handle:
                yield handle

    def read(self, name: str) -> bytes:
        with self.opened(name) as handle:
            return handle.read()

    def hash(self, name: str) -> str:
        digest = hashlib.sha256()
        with self.opened(name) as handle:
            while part := handle.read(PART):
                digest.update(part)
        return digest.hexdigest()


def check(path: Path) -> Verdict:
    """Reads all of it. Raises InputError where it is no release at all."""
    source = Source(path)
    if SUMS not in source.names:
        raise InputError("this is no release: it has no SHA256SUMS.", where=str(path))
    try:
        return Checker(source).verdict()
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"the release cannot be read ({getattr(error, 'strerror', None) or error}).", where=str(path)) from None


class Checker:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[str] = []
        self.rows = 0
        self.keys: dict[tuple[str, str], set[str]] = {}  # values of a resource's column that others point at

    def verdict(self) -> Verdict:
        sums = self.source.read(SUMS)
        digest = hashlib.sha256(sums).hexdigest()
        files = self.sums(sums.decode("utf-8", "replace"))
        self.problems += [f"{name} is missing." for name in NEEDED_FILES if name not in self.source.names]
        package = self.package()
        signatures = self.signatures(digest)
        return Verdict(str(package.get("version", "")), digest, files, self.rows, self.problems[:MOST], signatures)

    def sums(self, text: str) -> int:
        """Every file is listed, and every listed one is there and has its sum."""
        listed: dict[str, str] = {}
        for line in text.splitlines():
            told = SUM.fullmatch(line)
            if told is None or unsafe(told[2]):
                self.problems.append(f"a line of {SUMS} cannot be read.")
            else:
                listed[told[2]] = told[1]
        for name, wanted in listed.items():
            if name not in self.source.names:
                self.problems.append(f"{name} is missing.")
            elif self.source.hash(name) != wanted:
                self.problems.append(f"{name} is not what was released: its checksum is another.")
        self.problems += [f"{name} is not in {SUMS}." for name in sorted(self.source.names - listed.keys() - set(AFTER))]
        return len(listed)

    def package(self) -> dict[str, Any]:
        """The descriptor, and every resource that it tells of."""
        try:
            package = json.loads(self.source.read("datapackage.json"))
            resources = package["resources"]
            names = [r["name"] for r in resources]
            assert len(set(names)) == len(names) and all(isinstance(r["path"], str) for r in resources)
        except (KeyError, ValueError, TypeError, AssertionError):
            self.problems.append("datapackage.json cannot be read, or is no data package.")
            return {}
        pointed = {(k["reference"]["resource"], k["reference"]["fields"][0]) for r in resources for k in foreign(r)}
        self.keys = {key: set() for key in pointed}
        for resource in sorted(resources, key=lambda r: bool(foreign(r))):  # what others point at first
            self.resource(resource)
        return dict(package)

    def resource(self, told: dict[str, Any]) -> None:
        path = told["path"]
        if path not in self.source.names:
            self.problems.append(f"{path} is missing.")
            return
        if told.get("hash") != f"sha256:{self.source.hash(path)}":
            self.problems.append(f"{path} has another hash than datapackage.json says.")
        if "schema" in told:
            try:
                with self.source.opened(path) as raw:
                    self.table(told, csv.reader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")))
            except (KeyError, TypeError, AttributeError, ValueError, csv.Error, re.error) as error:
                self.tell(f"{path} cannot be read by its schema ({type(error).__name__}).")

    def table(self, told: dict[str, Any], rows: Iterator[list[str]]) -> None:
        """A table by its schema: names, types, constraints, keys."""
        fields, name = told["schema"]["fields"], told["name"]
        header = next(rows, [])
        if header != [f["name"] for f in fields]:
            self.problems.append(f"{told['path']} has other columns than datapackage.json says.")
            return
        at = {f["name"]: n for n, f in enumerate(fields)}
        key = [at[k] for k in told["schema"].get("primaryKey", [])]
        kept = [(at[column], values) for (resource, column), values in self.keys.items() if resource == name]
        points = [(at[k["fields"][0]], self.keys[k["reference"]["resource"], k["reference"]["fields"][0]]) for k in foreign(told)]
        seen: set[tuple[str, ...]] = set()
        for number, row in enumerate(rows, 2):
            self.rows += 1
            where = f"{told['path']}, row {number}"
            if len(row) != len(fields):
                self.tell(f"{where}: {len(row)} cells, not {len(fields)}.")
                continue
            for cell, field in zip(row, fields, strict=True):
                if wrong := fault(cell, field):
                    self.tell(f"{where}: {field['name']} {wrong}.")
            its = tuple(row[n] for n in key)
            if key and its in seen:
                self.tell(f"{where}: its key stands there twice.")
            seen.add(its)
            for n, values in kept:
                values.add(row[n])
            for n, values in points:
                if row[n] not in values:
                    self.tell(f"{where}: {header[n]} points at no row.")

    def tell(self, problem: str) -> None:
        if len(self.problems) < MOST:
            self.problems.append(problem)

    def signatures(self, digest: str) -> Signatures | None:
        """They stand over this digest, of different entries, and are as many as it says."""
        if SIGNATURES not in self.source.names:
            return None
        try:
            told = msgspec.json.decode(self.source.read(SIGNATURES), type=Signatures)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self.problems.append(f"{SIGNATURES} cannot be read.")
            return None
        if told.digest != digest:
            self.problems.append("the signatures stand over other bytes than these.")
        count = len({s.entry for s in told.signatures})
        if count != len(told.signatures) or told.published != (count >= told.needed):
            self.problems.append(
                f"{SIGNATURES} says that it is{'' if told.published else ' not'} published, and has {count} of {told.needed} signatures."
            )
        return told


def foreign(resource: dict[str, Any]) -> list[dict[str, Any]]:
    return list((resource.get("schema") or {}).get("foreignKeys", []))


def unsafe(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name


def fault(cell: str, field: dict[str, Any]) -> str:
    """What is wrong with a cell; empty where nothing is."""
    limits = field.get("constraints", {})
    if not cell:
        return "is empty" if limits.get("required") else ""
    try:
        value = READ[field["type"]](cell)
    except (ValueError, KeyError):
        return f"is no {field['type']}"
    if "enum" in limits and cell not in limits["enum"]:
        return "is not in the list of values"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return "does not have the shape of such a code"
    outside = ("minimum" in limits and value < limits["minimum"]) or ("maximum" in limits and value > limits["maximum"])
    return "is out of range" if outside else ""


def whole(shape: re.Pattern[str], text: str) -> str:
    """The text, when all of it has the shape: Python reads more as numbers than a table may hold. Raises ValueError."""
    if not shape.fullmatch(text):
        raise ValueError
    return text


READ: dict[str, Any] = {
    "integer": lambda text: int(whole(INTEGER, text)),
    "number": lambda text: float(whole(NUMBER, text)),
    "date": dt.date.fromisoformat,
    "boolean": BOOLEANS.index,
    "string": str,
}
