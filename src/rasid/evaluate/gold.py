"""The gold file: one report a line, with the events a careful human coder takes from it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from rasid.evaluate.agreement import STATUS_CLASS
from rasid.model import InputError, Report


class GoldReport(msgspec.Struct, frozen=True):
    """A report and its gold events (docs: evaluate)."""

    report: Report
    events: list[dict[str, Any]]


def load_gold(path: str | Path) -> list[GoldReport]:
    """Every report of a gold file, its text read from beside it where the row names a file. Raises InputError with file:line."""
    path = Path(path)
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(f"the gold file cannot be read ({error.strerror}).", where=str(path)) from None
    out: list[GoldReport] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            out.append(gold_report(line, f"{path}:{number}", path.parent, len(out) + 1))
    if not out:
        raise InputError("the gold file has no reports.", where=str(path))
    return out


def gold_report(line: bytes, where: str, beside: Path, number: int) -> GoldReport:
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
        name = row.get("id") or row.get("report") or f"report-{number}"
        text = row.get("text") or (beside / row["report"]).read_bytes().decode("utf-8")
        events = row["events"]
        for event in events:
            check_event(event)
    except (msgspec.DecodeError, KeyError, TypeError, OSError, UnicodeDecodeError, ValueError, re.error) as error:
        raise InputError(
            f"this is no gold row ({type(error).__name__}: {error}).", where=where, hint="docs/commands.md has the format."
        ) from None
    context = {key: row.get(key) or None for key in ("published", "title", "outlet")}
    return GoldReport(Report(id=str(name), text=text, **context), events)


def check_event(event: dict[str, Any]) -> None:
    """Raises ValueError, KeyError or re.error on a gold event that nothing could match."""
    pairs = event.get("as") or [[t, s] for t in event["type"] for s in event["status"]]
    strange = {s for _, s in pairs} - set(STATUS_CLASS)
    if strange or not pairs:
        raise ValueError(f"unknown status {', '.join(sorted(strange))}" if strange else "no type or no status")
    for pattern in [p for slot in ("initiators", "targets", "parties", "sources") for p in event.get(slot) or ()] + [
        event.get("admin1") or ""
    ]:
        re.compile(pattern)
