"""What earlier releases of a project held, from the project itself: no old folder is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.publish.release.narrowing import EVERYTHING, Only
from rasid.publish.release.tombstones import Former
from rasid.store.batches import batches
from rasid.store.schema import release_rows, releases

ROWS = 500  # ids of one question


class Earlier:
    """The published releases of a profile and of the same part (`only`). `last`: the one that a changelog compares with, None for the
    first."""

    def __init__(self, connection: Connection, profile: str, version: str, only: Only = EVERYTHING) -> None:
        """`version`: the release that is being made, which is not compared with itself."""
        self.connection = connection
        r = releases.c
        query = sa.select(releases).where(r.profile == profile, r.published.is_not(None), r.version != version)
        self.all = [row for row in connection.execute(query.order_by(r.published, r.version)) if part_of(row.options) == only]
        self.last: Any = self.all[-1] if self.all else None
        self.fields: tuple[str, ...] = tuple(self.last.fields.split()) if self.last else ()

    def hashes(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Row and field hashes in the last release of those of the ids that it had."""
        if self.last is None:
            return {}
        c = release_rows.c
        found: dict[str, tuple[str, str]] = {}
        for some in batches(list(ids), ROWS):
            query = sa.select(c.id, c.hash, c.field_hashes).where(c.version == self.last.version, c.id.in_(some))
            found |= {row.id: (row.hash, row.field_hashes) for row in self.connection.execute(query)}
        return found

    def missing(self, now: set[str]) -> Iterator[Former]:
        """Every id that some release had and that is not in `now`, by id, with the last release that had it."""
        rank = {row.version: n for n, row in enumerate(self.all)}
        c = release_rows.c
        query = sa.select(c.id, c.version, c.incident_id, c.event_id).where(c.version.in_(list(rank))).order_by(c.id)
        last: Former | None = None
        for row in self.connection.execute(query, execution_options={"yield_per": ROWS}):
            if row.id in now:
                continue
            if last is not None and last.id != row.id:
                yield last
            if last is None or last.id != row.id or rank[row.version] > rank[last.version]:
                last = Former(*row)
        if last is not None:
            yield last


class Part(msgspec.Struct, frozen=True):
    """Of what a release was asked with, the part."""

    only: Only = EVERYTHING


def part_of(options: str) -> Only:
    return msgspec.json.decode(options, type=Part).only
