"""The cells that a person changed in one row → fields of the record as they are to be.

What a cell sets, its column's `edit` says (publish/formats/table.py). Items that a person adds quote what the whole event rests on.
"""

from __future__ import annotations

import copy
import re
from difflib import SequenceMatcher
from typing import Any

import msgspec

from rasid.model import Event, UsageError
from rasid.project.paths import FOLLOWS, whole
from rasid.publish.formats.table import Column, counted, main_place, toll_row

Record = dict[str, Any]
LEAD = {"initiators": "actor", "targets": "actor", "places": "id", "instruments": "weapon", "sources": "source"}  # what names an item
TOLL = re.compile(r"toll\.\{(\w+)\}\.(min|max)")
TIMES = ("time.start", "time.end", "time.precision")


class Row:
    """One account whose cells were changed. `record`: as it stands."""

    def __init__(self, record: Record) -> None:
        self.record, self.event = record, msgspec.convert(record, Event)

    def fields(self, changed: dict[Column, Any]) -> dict[str, Any]:
        """The fields that the changed cells set, whole. Raises UsageError, with the column as `where`."""
        by: dict[str, dict[Column, Any]] = {}
        for column, value in changed.items():
            by.setdefault(str(column.edit).partition(".")[0], {})[column] = value
        return {field: self.field(field, cells) for field, cells in by.items()}

    def field(self, field: str, cells: dict[Column, Any]) -> Any:
        if field == "time":
            return self.time({str(c.edit): v for c, v in cells.items()})
        if field == "toll":
            return self.toll(cells)
        if field in LEAD:
            return self.items(field, cells)
        ((_, value),) = cells.items()
        return value

    # Time --------------------------------------------------------------------------------------------------------------------------

    def time(self, told: dict[str, Any]) -> Any:
        """A day alone takes its end and its precision with it; of a stretch of days each end stays where it is told."""
        now = self.record["time"]
        if told.get("time.start", "") is None:
            told = {"time.end": None, "time.precision": None} | told
        elif {"time.start", "time.end"} & told.keys() and now["start"] != now["end"]:
            told = {"time.start": now["start"], "time.end": now["end"]} | told
        ordered = {path: told[path] for path in (*TIMES, *told) if path in told}
        return whole(self.record, ordered)["time"]

    # Toll --------------------------------------------------------------------------------------------------------------------------

    def toll(self, cells: dict[Column, Any]) -> list[Any]:
        rows = copy.deepcopy(self.record["toll"])
        for column, value in cells.items():
            found = TOLL.fullmatch(str(column.edit))
            assert found is not None
            effect, end = found.groups()
            row = self.row_of(rows, effect, column)
            row |= {end: value, "vague": None} if value is not None else {end: None}
        emptied = [r for r in rows if r.pop("touched", False) and r["min"] is None and r["max"] is None and not r["vague"]]
        return [r for r in rows if r not in emptied]

    def row_of(self, rows: list[Any], effect: str, column: Column) -> Record:
        """The row of the toll that a figure is of; a new one where there is none. Raises UsageError where the figure is of several."""
        new = next((r for r in rows if r.get("new") == effect), None)
        id_ = toll_row(self.event, effect)
        if new is None and id_ is None and counted(self.event, effect):
            hint = f"Correct them one by one: rasid correct {self.event.id} --set toll.t1=…"
            raise UsageError("this figure is of several rows of the toll.", where=column.name, hint=hint)
        row = new or next((r for r in rows if r["id"] == id_), None)
        if row is None:
            row = self.quoting({"id": self.free(rows), "effect": effect, "min": None, "max": None, "vague": None})
            rows.append(row)
        row["touched"] = True
        return row  # type: ignore[no-any-return]

    @staticmethod
    def free(rows: list[Any]) -> str:
        taken = {r["id"] for r in rows}
        return next(f"t{n}" for n in range(1, len(rows) + 2) if f"t{n}" not in taken)

    # Lists -------------------------------------------------------------------------------------------------------------------------

    def items(self, field: str, cells: dict[Column, Any]) -> list[Any]:
        """A list of items: first which there are, then what is told of each, then what is told of the main place."""
        items = copy.deepcopy(self.record[field])
        lead, parts = LEAD[field], {str(c.edit).split(".", 1)[1]: c for c in cells}
        if (column := parts.pop(f"*.{lead}", None)) is not None:
            items = self.named(field, lead, items, cells[column])
        for path, column in parts.items():
            key = path.rpartition(".")[2]
            values = self.spread(field, items, path, column, cells[column])
            for n, value in values.items():
                items[n][key] = value
        return items

    def named(self, field: str, lead: str, items: list[Any], ids: list[str | None]) -> list[Any]:
        """The items under these ids: each that had its id before stays as it was."""
        ids = ids + [None] * (trailing(items, lead) if len(ids) < len(items) and not any(i[lead] for i in items[len(ids) :]) else 0)
        before = [item[lead] for item in items]
        out: list[Any] = []
        for what, i1, i2, j1, j2 in SequenceMatcher(None, before, ids, autojunk=False).get_opcodes():
            if what == "equal":
                out += items[i1:i2]
            else:
                out += [self.renamed(field, lead, items[i1 + n] if i1 + n < i2 else None, id_) for n, id_ in enumerate(ids[j1:j2])]
        return out

    def renamed(self, field: str, lead: str, item: Record | None, id_: str | None) -> Record:
        """An item under another id, whose names and kind follow from it; a new one where there was none."""
        if item is None:
            return self.quoting({lead: id_})
        return {k: v for k, v in item.items() if k not in FOLLOWS.get((field, lead), ())} | {lead: id_}

    def quoting(self, item: Record) -> Record:
        return item | {k: self.record["evidence"][k] for k in ("text", "span")}

    def spread(self, field: str, items: list[Any], path: str, column: Column, value: Any) -> dict[int, Any]:
        """The values that a column sets, by the number of the item from 0. Raises UsageError where there are more than items."""
        if not path.startswith("*"):
            n = (main_place(self.event) or 1) - 1
            if n >= len(items):
                raise UsageError("there is no place that this could be of.", where=column.name, hint="Write its id under place_ids.")
            return {n: value}
        if len(value) > len(items):
            what = f"it tells of {len(value)}, and there are {len(items)} {field}."
            raise UsageError(what, where=column.name, hint="One for each, in their order, with ; between them.")
        default = DEFAULTS.get(str(column.edit))
        told = [*value, *[None] * (len(items) - len(value))]
        return {n: default if v is None and default is not None else v for n, v in enumerate(told)}


# What an empty cell means where the record takes no null.
DEFAULTS = {
    "initiators.*.role": "lead",
    "initiators.*.attribution": "stated",
    "sources.*.stance": "reports",
    "places.*.role": "scene",
}


def trailing(items: list[Any], lead: str) -> int:
    """How many items at the end have no id: they leave no mark in a cell."""
    count = 0
    for item in reversed(items):
        if item[lead] is not None:
            break
        count += 1
    return count
