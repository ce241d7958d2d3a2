"""What was exported earlier and is no more: for whoever keeps a copy in step by id. Rows that are missing from a file are no message.

Against an earlier file it is exact: the ids in it that a fresh export of the same profile has not. Since an entry of the log, or a day, it
is what the log took out since; only the profile that lets everything out may ask so, or ids would leave that never left before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.intake.tables import Row
from rasid.model import InputError, UsageError
from rasid.project.importing.tables import SHEETS, opened_as
from rasid.project.merging import current
from rasid.publish.material import TOLD, happenings
from rasid.publish.policy import Held, Policy
from rasid.store.batches import distinct
from rasid.store.schema import audit, audit_payloads, events, incidents, redirects

EVERYTHING = "internal"  # the profile that lets everything out
Reason = Literal["rejected", "redacted", "retracted", "merged", "not found again", "taken back", "not published", "gone"]
EVENT, INCIDENT = "ev_", "in_"
IDS = ("event_id", "incident_id", "event_ids")  # columns of our tables that have ids


class Deleted(NamedTuple):
    """An id that is to go. `now`: the id that its incident has become, where that may leave."""

    id: str
    reason: Reason
    now: str = ""


def deletions(connection: Connection, policy: Policy, since: str) -> Iterator[Deleted]:
    """The ids that are to go, sorted. `since`: an earlier file, the number of an entry, or a day. Raises UsageError, InputError."""
    gone = set(ids_in(Path(since))) if Path(since).is_file() else ids_since(connection, policy, since)
    published: set[str] = set()
    became = {id_: current(connection, id_) for id_ in gone if id_.startswith(INCIDENT)}
    wanted = set(became.values())
    for happening in happenings(connection):
        answer = policy.release(happening)
        if not isinstance(answer, Held):
            ids = {answer.incident.id, *(t.event.id for t in answer.told)}
            gone -= ids
            published |= ids & wanted
    why = reasons(connection, gone)
    for id_ in sorted(gone):
        now = became.get(id_, "")
        yield Deleted(id_, "merged" if now in published else why.get(id_, "gone"), now if now in published else "")


# Which ids ------------------------------------------------------------------------------------------------------------------------


def ids_in(path: Path) -> Iterator[str]:
    """The ids in a file that `rasid export` wrote: csv, csv-incidents, xlsx, jsonl, geojson. Raises InputError."""
    with path.open("rb") as handle:
        head = handle.read(1)
    found = written_ids(path) if head == b"{" else (id_ for row in rows_in(path) for id_ in row_ids(row.cells))
    yield from (id_ for id_ in found if id_.startswith((EVENT, INCIDENT)))


def rows_in(path: Path) -> Iterator[Row]:
    with opened_as(path, SHEETS) as sheet:
        yield from sheet.rows


def row_ids(cells: dict[str, Any]) -> Iterator[str]:
    for name in IDS:
        yield from (part.strip() for part in str(cells.get(name) or "").split(";"))


def written_ids(path: Path) -> Iterator[str]:
    """The ids of records, a line each, or of a map's features, which is one line or many."""
    for number, line in enumerate(path.open("rb"), 1):
        try:
            record: Any = msgspec.json.decode(line.strip().rstrip(b",") or b"{}")
        except msgspec.DecodeError:
            if number > 1 or b"FeatureCollection" in line:
                continue  # the brackets of a map
            raise InputError("this is no file that `rasid export` wrote.", where=str(path)) from None
        yield from ids_of(record)


def ids_of(record: Any) -> Iterator[str]:
    """The ids of an incident with its accounts, or of a feature of a map."""
    if not isinstance(record, dict):
        return
    if "accounts" in record:
        yield record["incident"]["id"]
        yield from (told["event"]["id"] for told in record["accounts"])
    yield from (str(record.get("id") or ""), *row_ids(record.get("properties") or {}))


def ids_since(connection: Connection, policy: Policy, since: str) -> set[str]:
    if policy.name != EVERYTHING:
        hint = "Name the file that was exported earlier; ids that never left stay here."
        raise UsageError(f"the profile {policy.name} does not tell what the log has.", where="--deleted-since", hint=hint)
    seq, day = moment(connection, since)
    found = {id_ for entry in entries(connection, seq) for id_ in taken_out(*entry)}
    query = sa.select(redirects.c.old).where(redirects.c.kind == "incident", redirects.c.at >= day)
    return found | set(connection.execute(query).scalars())


def moment(connection: Connection, since: str) -> tuple[int, str]:
    """The entry after which, and the moment from which. Raises UsageError."""
    if since.isdigit():
        at = connection.execute(sa.select(audit.c.at).where(audit.c.seq == int(since))).scalar()
        if at is not None:
            return int(since), str(at)
    else:
        try:
            day = dt.date.fromisoformat(since).isoformat()
        except ValueError:
            day = ""
        if day:
            before = sa.select(sa.func.max(audit.c.seq)).where(audit.c.at < day)
            return int(connection.execute(before).scalar() or 0), day
    hint = "`rasid audit head` tells the number of the last entry."
    raise UsageError(f"{since!r} is no file, no entry of the log and no day.", where="--deleted-since", hint=hint)


def entries(connection: Connection, seq: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Action, subject and payload of the entries after one, in order; few in memory at a time."""
    query = sa.select(audit.c.action, audit.c.subject, audit_payloads.c.payload).join(audit_payloads, audit_payloads.c.seq == audit.c.seq)
    rows = connection.execute(query.where(audit.c.seq > seq).order_by(audit.c.seq), execution_options={"yield_per": 1000})
    for action, subject, payload in rows:
        if action in REASONS:
            yield action, subject, msgspec.json.decode(payload)


REASONS: dict[str, Reason] = {
    **{"event.reject": "rejected", "redacted": "redacted", "report.retract": "retracted", "event.undo": "taken back"},
    **{"report.recode": "not found again", "report.revise": "not found again", "report.code": "not found again"},
}


def taken_out(action: str, subject: str, payload: dict[str, Any]) -> list[str]:
    """The events that an entry took out."""
    before, after = payload.get("before") or {}, payload.get("after") or {}
    if action in ("event.reject", "event.undo"):
        return [subject.partition(":")[2]]
    if action == "redacted":
        return [str(x) for x in after.get("removed") or ()]
    return [str(r["id"]) for r in before.get("removed") or ()] + [str(x) for x in after.get("orphaned") or ()]


# Why ------------------------------------------------------------------------------------------------------------------------------


def reasons(connection: Connection, ids: set[str]) -> dict[str, Reason]:
    """Why each id is no more; nothing of what a person wrote."""
    found: dict[str, Reason] = {}
    for some in distinct(i for i in ids if i.startswith(INCIDENT)):
        found |= dict.fromkeys(connection.execute(sa.select(incidents.c.id).where(incidents.c.id.in_(some))).scalars(), "not published")
    of_events = {i for i in ids if i.startswith(EVENT)}
    states: dict[str, str] = {}
    for some in distinct(of_events):
        columns = (events.c.id, events.c.state, events.c.orphaned)
        for row in connection.execute(sa.select(*columns).where(events.c.id.in_(some))):
            states[row.id] = "orphaned" if row.orphaned else row.state
    found |= {id_: "not published" for id_, state in states.items() if state in TOLD}
    found |= {id_: "rejected" for id_, state in states.items() if state == "rejected"}
    if of_events - found.keys():
        for action, subject, payload in entries(connection, 0):
            found |= {id_: REASONS[action] for id_ in taken_out(action, subject, payload) if id_ in of_events and id_ not in states}
            found |= {id_: REASONS[action] for id_ in taken_out(action, subject, payload) if states.get(id_) == "orphaned"}
    return found
