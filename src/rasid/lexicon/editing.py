"""Changes to the files of a data layer: one entry put in, put instead of another, or taken out; the rest of a file, its comments too, stays
letter by letter. A file is written whole or not at all.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from rasid.lexicon.layers import data_files, read_yaml
from rasid.model import DataError

PLACE_COLUMNS = ("id", "kind", "ar", "en", "ar_aliases", "en_aliases", "lat", "lon", "country", "admin1", "admin2", "source")


class Edit(NamedTuple):
    """`name`: a file by its path in the layer; `text`: all of it afterwards, None where nothing is left; `entry`: the id of the entry;
    `shown`: the entry as it is written."""

    name: str
    text: str | None
    entry: str
    shown: str


class Piece(NamedTuple):
    """Where an entry of a YAML list stands in its file: first and last character."""

    id: str
    start: int
    end: int


def pieces(text: str, where: str) -> Iterator[Piece]:
    """The entries of a file that is a list, one below another. Raises DataError where it is none."""
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise DataError(f"this file is not readable YAML ({' '.join(str(error).split())}).", where=where) from None
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        raise DataError("this file must be a list of entries, one below another.", where=where)
    for item in node.value:
        fields = item.value if isinstance(item, yaml.MappingNode) else []
        id_ = next((str(value.value) for key, value in fields if key.value == "id"), "")
        start = text.rfind("\n", 0, item.start_mark.index) + 1
        lines = text[start : item.end_mark.index].splitlines(keepends=True)
        while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            lines.pop()  # what stands before the next entry is its own
        yield Piece(id_, start, start + len("".join(lines)))


def as_yaml(entry: dict[str, Any]) -> str:
    return str(yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=140))


def read(layer: Path, name: str) -> str:
    path = layer / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def with_entry(layer: Path, name: str, entry: dict[str, Any]) -> Edit:
    """The file with an entry at its end, or in place of the one of its id."""
    text, made, id_ = read(layer, name), as_yaml(entry), str(entry["id"])
    there = next((p for p in pieces(text, name) if p.id == id_), None)
    if there is not None:
        rest = text[there.end :]
        return Edit(name, text[: there.start] + made + rest.removeprefix("\n" if not text[: there.end].endswith("\n") else ""), id_, made)
    return Edit(name, text + ("\n" if text and not text.endswith("\n") else "") + made, id_, made)


def without_entry(layer: Path, name: str, id_: str) -> Edit:
    """The file without an entry. Raises DataError where it has none of this id."""
    text = read(layer, name)
    there = next((p for p in pieces(text, name) if p.id == id_), None)
    if there is None:
        raise DataError("there is no such entry in this file any more.", where=f"{name}: {id_}")
    left = text[: there.start] + text[there.end :].removeprefix("\n" if not text[: there.end].endswith("\n") else "")
    return Edit(name, left if left.strip() else None, id_, text[there.start : there.end])


def with_row(layer: Path, name: str, row: dict[str, Any]) -> Edit:
    """The table of places with a row at its end, or in place of the one of its id."""
    rows = table(layer, name)
    made = {c: "" if row.get(c) is None else str(row[c]) for c in PLACE_COLUMNS}
    told = [made if r["id"] == made["id"] else r for r in rows] if any(r["id"] == made["id"] for r in rows) else [*rows, made]
    return Edit(name, as_csv(told), made["id"], csv_line([made[c] for c in PLACE_COLUMNS]))


def without_row(layer: Path, name: str, id_: str) -> Edit:
    rows = table(layer, name)
    left = [r for r in rows if r["id"] != id_]
    if len(left) == len(rows):
        raise DataError("there is no such place in this file any more.", where=f"{name}: {id_}")
    gone = next(r for r in rows if r["id"] == id_)
    return Edit(name, as_csv(left) if left else None, id_, csv_line([gone.get(c) or "" for c in PLACE_COLUMNS]))


def table(layer: Path, name: str) -> list[dict[str, str]]:
    path = layer / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def as_csv(rows: list[dict[str, str]]) -> str:
    return csv_line(PLACE_COLUMNS) + "".join(csv_line([r.get(c) or "" for c in PLACE_COLUMNS]) for r in rows)


def csv_line(cells: Iterable[Any]) -> str:
    handle = io.StringIO()
    csv.writer(handle, lineterminator="\n").writerow(cells)
    return handle.getvalue()


def holder(layer: Path, folder: str, id_: str) -> str | None:
    """The file below a folder of a layer that has an entry of this id, by its path in the layer."""
    for path in data_files([layer]) if layer.is_dir() else ():
        name = path.relative_to(layer).as_posix()
        if name.startswith(folder):
            entries = table(layer, name) if path.suffix == ".csv" else read_yaml(path) or []
            if any(isinstance(e, dict) and str(e.get("id")) == id_ for e in entries):
                return name
    return None


def write(layer: Path, edit: Edit) -> None:
    """Puts an edit's file in place, whole or not at all; one with nothing left goes. Raises DataError where it cannot be written."""
    path = layer / edit.name
    try:
        if edit.text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(edit.text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(beside, 0o644 if not path.exists() else path.stat().st_mode & 0o777)
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DataError(f"the data cannot be written ({error.strerror or error}).", where=str(path)) from None
