"""What differs from the release before: `changes.csv`, `tombstones.csv` and the lists of the changelog."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rasid.publish.release.earlier import Earlier
from rasid.publish.release.rows import Row, changed
from rasid.publish.release.tombstones import Gone

LISTED = 500  # ids named in the changelog of each kind; changes.csv and tombstones.csv have all


class Differences(NamedTuple):
    """Counts and the first ids of each kind. `fields`: how many rows changed in each field; `reasons`: tombstones by reason."""

    added: int
    changed: int
    removed: int
    fields: Counter[str]
    reasons: Counter[str]
    some_added: list[str]
    some_changed: list[tuple[str, list[str]]]
    some_removed: list[Gone]


class Comparison:
    """Compares rows as they are made with the last release, and writes what differs as it comes."""

    def __init__(self, folder: Path, earlier: Earlier) -> None:
        self.folder, self.earlier = folder, earlier
        self.counts: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.added: list[str] = []
        self.changed: list[tuple[str, list[str]]] = []
        self.file = (folder / "changes.csv").open("w", encoding="utf-8", newline="")
        self.writer = csv.writer(self.file, lineterminator="\n")
        self.writer.writerow(("id", "change", "fields"))

    def put(self, rows: list[Row]) -> None:
        """Some rows in the release's order. In a first release nothing is told as added."""
        if self.earlier.last is None:
            return
        old = self.earlier.hashes(row.id for row in rows)
        for row in rows:
            before = old.get(row.id)
            if before is None:
                self.note(row.id, "added", [])
            elif before[0] != row.hash:
                self.note(row.id, "changed", changed(before[1], self.earlier.fields, row.fields))

    def note(self, id_: str, change: str, fields: list[str]) -> None:
        self.writer.writerow((id_, change, "; ".join(fields)))
        self.counts[change] += 1
        self.fields.update(fields)
        if change == "added" and len(self.added) < LISTED:
            self.added.append(id_)
        elif change == "changed" and len(self.changed) < LISTED:
            self.changed.append((id_, fields))

    def finish(self, gone: Iterable[Gone]) -> Differences:
        """Writes what is gone: what the last release had as removed, what any had as a tombstone."""
        reasons: Counter[str] = Counter()
        removed: list[Gone] = []
        with (self.folder / "tombstones.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(("id", "last_version", "reason", "merged_into"))
            for one in gone:
                writer.writerow(one)
                reasons[one.reason] += 1
                if one.last_version == self.earlier.last.version:
                    self.note(one.id, "removed", [])
                    removed += [one] if len(removed) < LISTED else []
        self.file.close()
        told = self.counts
        return Differences(told["added"], told["changed"], told["removed"], self.fields, reasons, self.added, self.changed, removed)
