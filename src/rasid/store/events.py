"""Events in the store: the record, the plain columns that repeat it, and the rows of its parties, places, tolls, sources and flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import Event, StoreError
from rasid.model.event import Span
from rasid.store import indexing, priority
from rasid.store.engine import as_json, now
from rasid.store.schema import event_flags, event_parties, event_places, event_sources, event_tolls, events

Record = dict[str, Any]
PARTS = (event_parties, event_places, event_tolls, event_sources, event_flags)
INSERT, INSERT_PARTS = sa.insert(events), tuple(sa.insert(t) for t in PARTS)
OF_REPORT = sa.select(events).where(events.c.report_id == sa.bindparam("this")).order_by(events.c.trigger_start, events.c.id)
REPEATED = ("record", "day")  # columns by which the rows of an event's parts are made
COUNTED = ("killed", "injured", "detained", "displaced")
LARGEST = 2**31 - 1  # of a plain column; a larger figure stands in the record and in event_tolls


class KeptEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the store has it. `proposed`: the coder's record, None where a person added the event; `record`: what holds."""

    id: str
    report_id: str
    run_id: int | None
    text_hash: str
    trigger: Span
    proposed: Record | None
    record: Record
    state: str = "proposed"
    orphaned: bool = False
    incident_id: str | None = None
    updated: str = ""

    @property
    def event(self) -> Event:
        return msgspec.convert(self.record, Event)


def put(connection: Connection, kept: KeptEvent, day: str | None, *, new: bool = False) -> None:
    """Writes an event, over the one of its id. `day`: when its report was published."""
    put_all(connection, [kept], day, new=new, again=False)


def put_all(connection: Connection, kept: list[KeptEvent], day: str | None, *, new: bool = False, again: bool = True) -> None:
    """Writes the events of one report. `new`: where none of them is in the store; `again`: also what repeats a record that is what it was,
    as it is when an event is accepted."""
    if not kept:
        return
    reports = {k.report_id for k in kept}
    if new:
        connection.execute(INSERT, [row_of(k, day) for k in kept])
    else:
        kept = written_over(connection, kept, day, again)
    write_parts(connection, kept, day, new)
    priority.renew(connection, reports)


def written_over(connection: Connection, kept: list[KeptEvent], day: str | None, again: bool) -> list[KeptEvent]:
    """Writes the rows of events, of those that are there only what is another now: a database makes anew every index of what it is told to
    set. Gives those whose parts are to be written; the parts that there were are gone."""
    there = {row["id"]: row for row in connection.execute(sa.select(events).where(events.c.id.in_([k.id for k in kept]))).mappings()}
    fresh = []
    for one in kept:
        row, old = row_of(one, day), there.get(one.id)
        if old is None:
            connection.execute(INSERT, row)
        else:
            values = {name: value for name, value in row.items() if old[name] != value}
            if values:
                connection.execute(sa.update(events).where(events.c.id == one.id).values(**values))
        if again or old is None or any(old[name] != row[name] for name in REPEATED):
            fresh.append(one)
    gone = [one.id for one in fresh if one.id in there]
    for table in PARTS if gone else ():
        connection.execute(sa.delete(table).where(table.c.event_id.in_(gone)))
    return fresh


def write_parts(connection: Connection, kept: list[KeptEvent], day: str | None, new: bool) -> None:
    """What repeats the records, for who asks by it: parties, places, tolls, sources, flags, and words. `new`: where none is there."""
    if not kept:
        return
    parts: tuple[list[Record], ...] = ([], [], [], [], [])
    for one in kept:
        for rows, of in zip(parts, part_rows(one, day), strict=True):
            rows += of
    for statement, rows in zip(INSERT_PARTS, parts, strict=True):
        if rows:
            connection.execute(statement, rows)
    indexing.put_events(connection, ((k.id, day_of(k.record, day), k.record) for k in kept), new=new)


def drop(connection: Connection, ids: Iterable[str]) -> None:
    """Takes events out of the store. The caller keeps their records in the audit log."""
    wanted = list(ids)
    if wanted:
        told_in = set(connection.execute(sa.select(events.c.report_id).where(events.c.id.in_(wanted))).scalars())
        connection.execute(sa.delete(events).where(events.c.id.in_(wanted)))
        priority.renew(connection, told_in)


def get(connection: Connection, event_id: str) -> KeptEvent | None:
    row = connection.execute(sa.select(events).where(events.c.id == event_id)).mappings().first()
    return kept_of(row) if row is not None else None


def known(connection: Connection, event_id: str) -> KeptEvent:
    """The event of this id. Raises StoreError where there is none."""
    found = get(connection, event_id)
    if found is None:
        raise StoreError("there is no such event in this project.", where=event_id)
    return found


def of_report(connection: Connection, report_id: str) -> list[KeptEvent]:
    """The events of a report, in the order told."""
    return [kept_of(row) for row in connection.execute(OF_REPORT, {"this": report_id}).mappings()]


def kept_of(row: Any) -> KeptEvent:
    return KeptEvent(
        id=row["id"],
        report_id=row["report_id"],
        run_id=row["run_id"],
        text_hash=row["text_hash"],
        trigger=(row["trigger_start"], row["trigger_end"]),
        proposed=msgspec.json.decode(row["proposed"]) if row["proposed"] else None,
        record=msgspec.json.decode(row["record"]),
        state=row["state"],
        orphaned=bool(row["orphaned"]),
        incident_id=row["incident_id"],
        updated=row["updated"],
    )


# The plain columns ---------------------------------------------------------------------------------------------------------------


def row_of(kept: KeptEvent, published: str | None) -> Record:
    record = kept.record
    time, place = record["time"], first_place(record["places"])
    written = as_json(record)
    row = {
        "id": kept.id,
        "report_id": kept.report_id,
        "run_id": kept.run_id,
        "text_hash": kept.text_hash,
        "type": record["type"],
        "trigger_start": kept.trigger[0],
        "trigger_end": kept.trigger[1],
        "proposed": None if kept.proposed is None else written if kept.proposed is record else as_json(kept.proposed),
        "record": written,
        "state": kept.state,
        "orphaned": int(kept.orphaned),
        "status": record["status"],
        "background": int(record["background"]),
        "day": day_of(record, published),
        "date_start": time["start"],
        "date_end": time["end"],
        "date_precision": time["precision"],
        "place_id": place.get("id"),
        "country": place.get("country"),
        "admin1": place.get("admin1"),
        "admin2": place.get("admin2"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "place_precision": place.get("precision"),
        "confidence": record["confidence"],
        "incident_id": kept.incident_id,
        "updated": kept.updated or now(),
    }
    for effect in COUNTED:
        row[f"{effect}_low"], row[f"{effect}_high"] = figures(record["toll"], effect)
    return row


def day_of(record: Record, published: str | None) -> str | None:
    return record["time"]["start"] or (published[:10] if published else None)


def first_place(places: list[Record]) -> Record:
    """The first scene, or else the first place; empty where none is told."""
    return next((p for p in places if p["role"] == "scene"), places[0] if places else {})


def figures(toll: list[Record], effect: str) -> tuple[int | None, int | None]:
    """Lowest and highest figure of an effect. Rows that are part of another, or superseded, are left out; rows of the same people are
    rival figures of one number; different people are added. A bound that nobody told is None."""
    replaced = {row["supersedes"] for row in toll if row["supersedes"]}
    rivals: dict[tuple[Any, ...], list[Record]] = {}
    for row in toll:
        if row["effect"] == effect and not row["part_of"] and row["id"] not in replaced:
            rivals.setdefault((row["who"], *row["groups"], row["actor"]), []).append(row)
    if not rivals:
        return None, None
    lows = [min((r["min"] for r in rows if r["min"] is not None), default=None) for rows in rivals.values()]
    highs = [None if any(r["max"] is None for r in rows) else max(r["max"] for r in rows) for rows in rivals.values()]
    low = sum(n for n in lows if n is not None) if any(n is not None for n in lows) else None
    high = None if any(n is None for n in highs) else sum(n for n in highs if n is not None)
    return capped(low), capped(high)


def capped(figure: int | None) -> int | None:
    return None if figure is None else min(figure, LARGEST)


# The rows of its parts -----------------------------------------------------------------------------------------------------------


def part_rows(kept: KeptEvent, published: str | None) -> tuple[list[Record], ...]:
    record, key = kept.record, {"event_id": kept.id}
    day = day_of(record, published)
    return (
        [key | {"number": n, "day": day} | row for n, row in enumerate(party_rows(record))],
        [key | {"number": n, "day": day} | place_row(row) for n, row in enumerate(record["places"])],
        [key | {"number": n} | toll_row(row) for n, row in enumerate(record["toll"])],
        [key | {"number": n, "day": day} | {k: row[k] for k in ("source", "stance", "text")} for n, row in enumerate(record["sources"])],
        [key | {"flag": flag} for flag in dict.fromkeys(record["flags"])],
    )


def party_rows(record: Record) -> Iterator[Record]:
    for side, items in (("initiator", record["initiators"]), ("target", record["targets"])):
        for item in items:
            told = {k: item[k] for k in ("actor", "kind", "country", "text")}
            yield told | {k: item.get(k) for k in ("object", "role", "attribution")} | {"side": side}


def place_row(item: Record) -> Record:
    same = ("role", "lat", "lon", "country", "admin1", "admin2", "precision", "text")
    names = item["names"]
    return {k: item[k] for k in same} | {"place_id": item["id"], "name_ar": names.get("ar"), "name_en": names.get("en")}


def toll_row(item: Record) -> Record:
    same = ("effect", "who", "actor", "vague", "part_of", "supersedes", "by", "text")
    return {k: item[k] for k in same} | {"toll_id": item["id"], "minimum": item["min"], "maximum": item["max"]}
