"""The data layers: built in, then the user's, then the project's. A later layer adds entries, or replaces one with the same id."""

from __future__ import annotations

import csv
import hashlib
import os
import pickle
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs

from rasid.model import DataError

BUILT_IN = Path(str(files("rasid") / "data"))
SETTLED = 2.0  # seconds: the coarsest clock of a file system in use (FAT)
PARSED: dict[Path, tuple[tuple[int, ...], bytes]] = {}  # of each YAML file read: its stamp, and its content pickled


def user_home() -> Path:
    """`RASID_HOME`, or the platform's data folder."""
    return Path(os.environ.get("RASID_HOME") or platformdirs.user_data_dir("rasid", appauthor=False))


def default_layers() -> list[Path]:
    """Built in, then the user's `data/` where there is one."""
    own = user_home() / "data"
    return [BUILT_IN, own] if own.is_dir() else [BUILT_IN]


def data_files(layers: list[Path]) -> Iterator[Path]:
    for layer in layers:
        yield from sorted(p for p in layer.rglob("*") if p.suffix in (".yaml", ".csv") and p.is_file())


def fingerprint(layers: list[Path]) -> str:
    """Hash of every data file of every layer, by name and content: the `data_version` of a record. Not of the publishing profiles: what
    may leave changes nothing of what is read."""
    digest = hashlib.sha256()
    for layer in layers:
        for path in (*data_files([layer]), *sorted(layer.glob("world/outlines/*.json"))):
            if path.parent == layer / "profiles":
                continue
            digest.update(path.relative_to(layer).as_posix().encode())
            digest.update(b"\0")
            digest.update(path.read_bytes())
            digest.update(b"\0")
    return digest.hexdigest()[:16]


def read_yaml(path: Path) -> Any:
    """What a YAML file holds, the caller's own to change. Raises DataError where it cannot be read.

    A file that has not changed is not parsed again by the same process: a proposal is checked, rehearsed and compiled over 5 MB of YAML
    each time, of which it changes one file.
    """
    stamp = stamp_of(path)
    if stamp is not None and (kept := PARSED.get(path)) is not None and kept[0] == stamp:
        return pickle.loads(kept[1])
    content = parsed_yaml(path)
    if stamp is not None:
        PARSED[path] = (stamp, pickle.dumps(content, pickle.HIGHEST_PROTOCOL))
    return content


def stamp_of(path: Path) -> tuple[int, ...] | None:
    """What differs where a file was written anew. None where it is not there, or so new that a second writing could bear the same time."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if time.time() - found.st_mtime > SETTLED else None


def parsed_yaml(path: Path) -> Any:
    import yaml  # only where the lexicon is compiled or checked: most calls find it in the cache

    try:
        return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DataError(
            f"this file is not readable YAML ({' '.join(str(error).split())})",
            where=str(path),
            hint="Correct it, then run `rasid data check`.",
        ) from None


def entries(layers: list[Path], pattern: str) -> list[dict[str, Any]]:
    """The entries of every YAML file that fits `pattern`, later layers over earlier ones. Each keeps its `_file`.

    An entry with an `id` replaces the earlier one of that id. One without replaces the entries of earlier layers for the same noun,
    adjective or domain (all of them: a word may stand twice in a layer, with two meanings); without such a word it is added.
    """
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for depth, layer in enumerate(layers):
        for path in sorted(layer.glob(pattern)):
            rows = read_yaml(path) or []
            if not isinstance(rows, list):
                raise DataError("this file must be a list of entries", where=str(path))
            name = path.relative_to(layer).as_posix()
            for n, row in enumerate(rows):
                if not isinstance(row, dict):
                    raise DataError(f"entry {n + 1} is not a mapping", where=str(path))
                if row.get("id"):
                    key: tuple[str, ...] = ("id", str(row["id"]))
                else:
                    key = ("word", word_of(row), str(depth), name, str(n))
                    for old in [k for k in found if k[:2] == key[:2] and key[1] and k[2] != key[2]] if depth else ():
                        del found[old]
                found[key] = {**row, "_file": name}
    return list(found.values())


def word_of(row: dict[str, Any]) -> str:
    """The word that an entry without an id is known by; empty where it has none."""
    return str(next((row[k] for k in ("noun", "adjective", "domain") if row.get(k)), ""))


def mapping(layers: list[Path], name: str) -> dict[str, Any]:
    """One YAML mapping, later layers over earlier ones key by key."""
    merged: dict[str, Any] = {}
    for layer in layers:
        path = layer / name
        if path.is_file():
            merged.update(read_yaml(path) or {})
    return merged


def rows(layers: list[Path], pattern: str) -> list[dict[str, str]]:
    """The rows of every CSV file that fits `pattern`, later ones over earlier ones by `id`."""
    found: dict[str, dict[str, str]] = {}
    for layer in layers:
        for path in sorted(layer.glob(pattern)):
            with path.open(encoding="utf-8-sig", newline="") as handle:
                for row in csv.DictReader(handle):
                    if row.get("id"):
                        found[row["id"]] = row
    return list(found.values())


def read_heads(layers: list[Path], name: str) -> list[dict[str, Any]]:
    """A list of head-noun groups; later layers add theirs."""
    return [row for layer in layers if (layer / name).is_file() for row in read_yaml(layer / name) or []]
