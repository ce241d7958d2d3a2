"""What the cube takes from the store: its rows as CSV files, and which reports changed since, by the audit log.

The log has an entry for whatever writes, so that nothing else need be kept to know what is new.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.batches import batches
from rasid.store.cube.tables import FETCHED
from rasid.store.schema import audit, event_flags, event_parties, event_places, event_sources, events, reports

ROWS = 20_000  # rows in memory at a time
NO_MEANS = '"instruments":[]'  # of a record, as the store writes it: most tell no weapon, and are passed over without reading them
WEAPON = re.compile(r'"weapon":"([a-z0-9_]+)"')
ENTRIES = 5_000  # of the log that are looked through; after more than these all is taken anew
OTHERS = (  # what an entry is about that changes no event: by the beginnings of actions
    *("run.", "feed", "filter.", "mapping.", "release.", "incident.", "report.claim", "report.release", "project.link", "project.reindex"),
    *("data.propose", "data.refuse", "data.approve", "people.", "token.", "session.", "account."),
)
e = events.c


class Since(NamedTuple):
    """What the log says happened after an entry: `seq` of its last one; the `reports` and single `events` changed; `all`: all may have."""

    seq: int
    reports: set[str]
    events: set[str]
    all: bool


def last_entry(connection: Connection) -> int:
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(audit.c.seq), 0))).scalar_one())


def since(connection: Connection, seq: int) -> Since:
    """What changed after the entry of this number."""
    last = last_entry(connection)
    found = Since(last, set(), set(), last - seq > ENTRIES or last < seq)
    if found.all or last == seq:
        return found
    for action, subject in connection.execute(sa.select(audit.c.action, audit.c.subject).where(audit.c.seq > seq)):
        kind, _, id_ = subject.partition(":")
        if action.startswith(OTHERS):
            continue
        if kind == "report":
            found.reports.add(id_)
        elif kind == "event":
            found.events.add(id_)
        else:
            return found._replace(all=True)
    return found


def reports_of(connection: Connection, event_ids: Iterable[str]) -> set[str]:
    """The reports of events that are in the store."""
    found: set[str] = set()
    for some in batches(sorted(event_ids)):
        found.update(connection.execute(sa.select(e.report_id).where(e.id.in_(some))).scalars())
    return found


def written(connection: Connection, folder: Path, of: Sequence[str] | None = None) -> dict[str, str]:
    """Writes all rows, or those of some reports, as CSV files; gives their paths by table. Nothing of a report's words is in them."""
    files = {name: str(folder / f"{name}.csv") for name in FETCHED}
    with (
        open(files["f_event"], "w", newline="", encoding="utf-8") as told,
        open(files["f_weapon"], "w", newline="", encoding="utf-8") as means,
    ):
        rows, weapons = csv.writer(told), csv.writer(means)
        for some in asked(connection, event_rows(connection), e.report_id, of):
            rows.writerows(row[:-1] for row in some)
            weapons.writerows((row[0], weapon) for row in some if row[-1] for weapon in dict.fromkeys(WEAPON.findall(row[-1])))
    p, a, s, f, r = event_parties.c, event_places.c, event_sources.c, event_flags.c, reports.c
    parts: dict[str, tuple[sa.Select[Any], Any]] = {
        "f_party": (sa.select(p.event_id, p.side, p.actor).where(p.actor.is_not(None)), p.event_id),
        "f_at": (sa.select(a.event_id, a.country, a.admin1, a.admin2, a.place_id).where(a.role != "destination"), a.event_id),
        "f_source": (sa.select(s.event_id, s.source).where(s.source.is_not(None)).distinct(), s.event_id),
        "f_flag": (sa.select(f.event_id, f.flag), f.event_id),
        "f_report": (sa.select(r.id, r.outlet), None),
    }
    for name, (query, key) in parts.items():
        with open(files[name], "w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            column = r.id if key is None else e.report_id
            if of is not None and key is not None:
                query = query.join(events, e.id == key)
            for some in asked(connection, query, column, of):
                writer.writerows(some)
    return files


def event_rows(connection: Connection) -> sa.Select[Any]:
    """An event's plain columns, and last what its record tells of means, where it tells any."""
    some: Any
    means: Any
    none: Any = sa.literal_column(f"'{NO_MEANS}'")
    if connection.dialect.name == "sqlite":
        some, means = sa.func.instr(e.record, none) == 0, sa.func.json_extract(e.record, sa.literal_column("'$.instruments'"))
    else:
        means = sa.cast(sa.func.json_extract_path(sa.cast(e.record, sa.JSON), sa.literal_column("'instruments'")), sa.Text)
        some = sa.func.strpos(e.record, none) == 0
    return sa.select(
        *(e.id, e.report_id, e.type, e.state, e.day, e.date_start, e.date_end, e.date_precision, e.country, e.admin1, e.admin2, e.place_id),
        *(e.lat, e.lon, e.place_precision, e.killed_low, sa.case((some, means))),
    )


def asked(connection: Connection, query: sa.Select[Any], key: Any, of: Sequence[str] | None) -> Iterator[Sequence[Any]]:
    """The rows in portions, of all reports or of some."""
    for some in [None] if of is None else batches(list(of)):
        narrowed = query if some is None else query.where(key.in_(some))
        result = connection.execution_options(stream_results=True).execute(narrowed)
        yield from result.partitions(ROWS)
