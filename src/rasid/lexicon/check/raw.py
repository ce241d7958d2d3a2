"""The data as it is written, file by file, before any layer covers another: what a lint must look at."""

from __future__ import annotations

import copy
import csv
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rasid.lexicon.layers import BUILT_IN, data_files, read_yaml
from rasid.model import DataError
from rasid.model.worded import worded


class Finding(NamedTuple):
    """One thing wrong: told as one line, `file: entry: what: what to do`."""

    file: str
    entry: str
    what: str
    todo: str
    error: bool = True

    def line(self) -> str:
        return f"{'' if self.error else 'warning: '}{self.file}: {self.entry}: {self.what}: {self.todo}"


class Written(NamedTuple):
    """One entry of one file. `name` is its path in the layer (world/parties/SYR.yaml), `file` how to show it."""

    layer: int
    name: str
    file: str
    entry: dict[str, Any]

    @property
    def label(self) -> str:
        return str(next((self.entry[k] for k in ("id", "noun", "adjective", "domain", "kind", "verb", "phrase") if self.entry.get(k)), "?"))

    def wrong(self, what: str, todo: str, error: bool = True) -> Finding:
        return Finding(self.file, self.label, what, todo, error)

    @property
    def ours(self) -> bool:
        """Built in, where the rules are strict; a user's own layer is warned where ours is refused."""
        return self.layer == 0


class Raw:
    """Every file of every layer, parsed once. `broken` are the findings for those that cannot be. `only`: the layer whose entries are
    checked one by one, where the others are known to hold; what they are to one another is checked of all."""

    def __init__(self, layers: list[Path]) -> None:
        self.layers = layers
        self.only: int | None = None
        self.broken: list[Finding] = []
        self.yaml: list[tuple[int, str, str, Any]] = []
        self.csv: list[tuple[int, str, str, list[dict[str, str]]]] = []
        for number, layer in enumerate(layers):
            self.take_layer(number, layer)

    def take_layer(self, number: int, layer: Path) -> None:
        for path in data_files([layer]):
            name = path.relative_to(layer).as_posix()
            self.take(number, name, name if layer == BUILT_IN else str(path), path)

    def beneath(self, layer: Path) -> Raw:
        """The same with one more layer over it, of which alone the entries are checked one by one."""
        made = copy.copy(self)
        made.layers, made.only = [*self.layers, layer], len(self.layers)
        made.broken, made.yaml, made.csv = [], list(self.yaml), list(self.csv)
        made.__dict__.pop("codes", None)
        made.take_layer(made.only, layer)
        return made

    def take(self, layer: int, name: str, file: str, path: Path) -> None:
        try:
            if path.suffix == ".yaml":
                self.yaml.append((layer, name, file, read_yaml(path)))
            else:
                with path.open(encoding="utf-8-sig", newline="") as handle:
                    self.csv.append((layer, name, file, list(csv.DictReader(handle))))
        except DataError as error:
            self.broken.append(Finding(file, "the file", error.what.rstrip("."), "correct it"))
        except (UnicodeDecodeError, csv.Error) as error:
            self.broken.append(Finding(file, "the file", worded("not readable ({error})", error=error), "save it as UTF-8"))

    def entries(self, *prefixes: str, only: int | None = None) -> Iterator[Written]:
        """The entries of list files and CSV rows whose path begins so, in the order of layers and names; `only`: of this layer."""
        for layer, name, file, content in self.yaml:
            if only in (None, layer) and name.startswith(prefixes) and isinstance(content, list):
                yield from (Written(layer, name, file, e) for e in content if isinstance(e, dict))
        for layer, name, file, rows in self.csv:
            if only in (None, layer) and name.startswith(prefixes):
                yield from (Written(layer, name, file, dict(r)) for r in rows)

    def checked(self, *prefixes: str) -> Iterator[Written]:
        """Of these entries those that are checked one by one."""
        return self.entries(*prefixes, only=self.only)

    def mapping(self, name: str) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for _, found, _, content in self.yaml:
            if found == name and isinstance(content, dict):
                merged.update(content)
        return merged

    def ids(self, *prefixes: str) -> set[str]:
        return {str(w.entry["id"]) for w in self.entries(*prefixes) if w.entry.get("id")}

    @cached_property
    def codes(self) -> list[str]:
        """The language packs there are: folders with a language.yaml."""
        return sorted(
            {name.split("/")[1] for _, name, _, _ in self.yaml if name.startswith("languages/") and name.endswith("/language.yaml")}
        )
