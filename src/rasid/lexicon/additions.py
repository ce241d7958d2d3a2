"""New entries in the user's layer: `rasid data add`. Written after what is there, checked, and taken back where they do not hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasid.lexicon.check import Finding, findings
from rasid.lexicon.editing import PLACE_COLUMNS, as_yaml, csv_line
from rasid.lexicon.layers import BUILT_IN, default_layers, read_yaml, rows, user_home
from rasid.model import DataError

FIRST_OWN_PLACE = 900_000  # rasid: numbers from here are the user's own; those below are given out by the project


class Added:
    """What was done: the file, the entry as written, and what the lint still has to say of it (warnings only)."""

    def __init__(self, path: Path, text: str, warnings: list[Finding]) -> None:
        self.path, self.text, self.warnings = path, text, warnings


def add_entry(name: str, entry: dict[str, Any]) -> Added:
    """Appends an entry to the YAML list `name` (a path in the layer) of the user's data. Raises DataError where it does not hold."""
    path = user_home() / "data" / name
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    known = {str(e.get("id")) for e in (read_yaml(path) or [] if before else []) if isinstance(e, dict)}
    if str(entry["id"]) in known:
        raise DataError(f"there is an entry {entry['id']!r} already.", where=str(path), hint="Edit it there, or give another --id.")
    text = as_yaml(entry)
    return written(path, before, before + ("\n" if before and not before.endswith("\n") else "") + text, text, str(entry["id"]))


def add_place(fields: dict[str, Any]) -> Added:
    """Appends a row to the user's places, with the next free number."""
    path = user_home() / "data" / "world" / "places" / "mine.csv"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    taken = [
        int(r["id"].removeprefix("rasid:")) for r in rows([user_home() / "data"], "world/places/*.csv") if r["id"].startswith("rasid:")
    ]
    row = {"id": f"rasid:{max([FIRST_OWN_PLACE - 1, *taken]) + 1}", **fields}
    text = csv_line([row.get(c, "") for c in PLACE_COLUMNS])
    return written(path, before, (before or csv_line(PLACE_COLUMNS)) + text, text, str(row["id"]))


def written(path: Path, before: str, after: str, text: str, entry: str) -> Added:
    """Writes, lints, and puts the file back as it was where the new entry brings an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(after, encoding="utf-8")
    found = [f for f in findings([*dict.fromkeys([BUILT_IN, *default_layers()])]) if f.file == str(path) and entry in (f.entry, "?")]
    errors = [f for f in found if f.error]
    if errors:
        if before:
            path.write_text(before, encoding="utf-8")
        else:
            path.unlink()
        raise DataError("; ".join(f"{f.what} ({f.todo})" for f in errors) + ".", where=entry, hint="Nothing was written.")
    return Added(path, text, found)
