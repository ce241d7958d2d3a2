"""Makes the folder of a release out of what a policy lets out, and of nothing else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec
from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.publish.formats import Around, format_of
from rasid.publish.material import happenings
from rasid.publish.policy import Held, Policy, Released
from rasid.publish.policy.reviewing import reviewed
from rasid.publish.release import provenance as facts
from rasid.publish.release.descriptor import descriptor
from rasid.publish.release.differing import Comparison, Differences
from rasid.publish.release.earlier import Earlier
from rasid.publish.release.narrowing import Narrowing
from rasid.publish.release.page.site import write_pages
from rasid.publish.release.provenance import Runs, Tally
from rasid.publish.release.record import File, Provenance
from rasid.publish.release.request import TEXTS, Request
from rasid.publish.release.rows import Row, row_of
from rasid.publish.release.sums import write_sums
from rasid.publish.release.tables import Writers
from rasid.publish.release.tombstones import gone
from rasid.publish.release.writing import changelog, citation, codebook
from rasid.publish.shelf import Shelf, key_of
from rasid.store.walking import walking

BATCH = 500  # rows compared with the last release at a time


class Kept(NamedTuple):
    """A released row, and what stays of it in the project."""

    row: Row
    released: Released


class Made(NamedTuple):
    """What was made. `digest`: SHA-256 (hex) of the checksums, which stands for all of it."""

    digest: str
    provenance: Provenance
    differences: Differences
    tally: Tally


class Package:
    """One release on the way: from a connection that sees one moment into an empty folder. A context: its rows lie on disk as
    long."""

    def __init__(self, folder: Path, connection: Connection, policy: Policy, lexicon: Lexicon, request: Request, project: str) -> None:
        self.folder, self.connection, self.policy, self.lexicon = folder, connection, policy, lexicon
        self.request, self.project = request, project
        self.part = Narrowing(request.only, lexicon)
        self.earlier = Earlier(connection, request.profile, request.version, request.only)
        self.tally = Tally(0, 0, Counter(), Counter(), Runs(connection))
        self.ids: set[str] = set()
        self.shelf = Shelf(Kept, folder.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.shelf.close()

    def make(self) -> Made:
        """Writes everything."""
        differences = self.gather()
        told = self.describe(self.formats(), differences)
        return Made(write_sums(self.folder), told, differences, self.tally)

    def rows(self) -> Iterator[Row]:
        """What it holds, as hashes, in its order."""
        return (kept.row for kept in self.shelf)

    def released(self) -> Iterator[Released]:
        return (kept.released for kept in self.shelf)

    def gather(self) -> Differences:
        """One pass through the project, for what the policy lets out; then the tables, and what differs from the last release."""
        with walking(self.connection):
            for kept in self.let_out():
                self.shelf.put(key_of(kept.released), kept)
        comparison = Comparison(self.folder, self.earlier)
        waiting: list[Row] = []
        accounts = 0
        with Writers(self.folder / "tables") as tables:
            for kept in self.shelf:
                tables.put(kept.released)
                self.ids.add(kept.released.incident.id)
                accounts += len(kept.released.told)
                self.tally.changed.update(set(kept.released.changes))
                waiting.append(kept.row)
                if len(waiting) == BATCH:
                    comparison.put(waiting)
                    waiting = []
        comparison.put(waiting)
        self.tally = self.tally._replace(incidents=len(self.shelf), accounts=accounts)
        return comparison.finish(gone(self.connection, self.earlier.missing(self.ids), self.policy, self.part))

    def let_out(self) -> Iterator[Kept]:
        for happening in happenings(self.connection):
            answer = self.policy.release(happening)
            if isinstance(answer, Held):
                self.tally.held[answer.why] += 1
            elif self.part.lets(answer):
                self.tally.runs.put(happening.told if len(answer.told) == len(happening.told) else reviewed(happening.told))
                yield Kept(row_of(happening.incident.id, min(t.event.id for t in happening.told), answer), answer)

    def formats(self) -> list[File]:
        """The formats of the field, each from the same rows."""
        (self.folder / "data").mkdir()
        around = Around(self.lexicon, self.request.profile)
        made = []
        for name in self.request.formats:
            format = format_of(name)
            path = f"data/{'dataset' if format.suffix == f'.{name}' else name}{format.suffix}"
            with (self.folder / path).open("wb") as out:
                written = format.write(self.released(), out, around)
            made.append(File(format=name, path=path, rows=written.rows, losses=dict(sorted(written.losses.items()))))
        return made

    def describe(self, files: list[File], differences: Differences) -> Provenance:
        r = self.request
        before = self.earlier.last.version if self.earlier.last else None
        said: dict[str, Any] = {
            "project": self.project,
            "version": r.version,
            "title": r.title,
            "released": r.released,
            "licence": r.licence,
        }
        said |= {"only": r.only, "data_version": self.lexicon.version}
        told = facts.provenance(self.connection, self.policy, self.tally, files, previous=before, **said)
        data = {f.format: (f.path, format_of(f.format).what) for f in files}
        self.put("CITATION.cff", citation(r))
        self.put("CHANGELOG.md", changelog(r, before, differences))
        self.put("CODEBOOK.md", codebook(self.lexicon.ontology))
        self.put("LICENSE", (TEXTS / f"{r.licence}.txt").read_text(encoding="utf-8"))
        self.put("PROVENANCE.json", as_json(msgspec.to_builtins(told)))
        self.put("datapackage.json", as_json(descriptor(self.folder, r, self.project, data)))
        write_pages(self.folder, self.released(), self.lexicon, r, told, differences)
        return told

    def put(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
