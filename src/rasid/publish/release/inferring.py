"""What a CSV of a format holds, as a Frictionless schema: read off the file itself, so that it is true of it, whatever the format."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

INTEGER = re.compile(r"[+-]?(?:0|[1-9]\d{0,17})")  # a leading zero is a code, no number
NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


def is_date(text: str) -> bool:
    try:
        return bool(DATE.fullmatch(text)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


KINDS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("integer", INTEGER.fullmatch),
    ("number", NUMBER.fullmatch),
    ("date", is_date),
    ("boolean", lambda text: text in ("true", "false")),
    ("string", lambda text: True),
)  # the narrowest first
LAST = len(KINDS) - 1


def schema_of(path: Path) -> tuple[dict[str, Any], int]:
    """The schema of a CSV in UTF-8 and how many rows it has. Its first column is its key where no value stands there twice."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = csv.reader(handle)
        header = next(rows, [])
        kinds, told, count = [0] * len(header), [0] * len(header), 0
        seen: set[str] = set()
        for row in rows:
            count += 1
            seen.add(row[0])
            for n, text in enumerate(row):
                if text:
                    told[n] += 1
                    while kinds[n] < LAST and not KINDS[kinds[n]][1](text):
                        kinds[n] += 1
    fields: list[dict[str, Any]] = [
        {"name": name, "type": KINDS[kind][0] if some else "string"}
        | ({"constraints": {"required": True}} if count and some == count else {})
        for name, kind, some in zip(header, kinds, told, strict=True)
    ]
    key = {"primaryKey": [header[0]]} if count and len(seen) == count == told[0] else {}
    return {"fields": fields, "missingValues": [""]} | key, count
