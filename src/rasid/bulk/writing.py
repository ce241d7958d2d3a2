"""What a shard leaves: `reports/N.parquet`, `events/N.parquet`, `poison/N.jsonl` where something was set aside, and last `done/N.json`.

Each file is written beside its place and put there whole. Only the last says that the shard is done; what a killed process left before it
is written again, the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import msgspec

from rasid.model import Event, Report
from rasid.model.event import total

REPORTS = {
    **dict.fromkeys(("report_id", "source", "published", "outlet", "title", "url", "lang", "sha256"), "VARCHAR"),
    **{"bytes": "BIGINT", "events": "INTEGER"},
}
EVENTS = {
    **dict.fromkeys(("event_id", "report_id", "type", "method", "status"), "VARCHAR"),
    "background": "BOOLEAN",
    **dict.fromkeys(("date_start", "date_end"), "VARCHAR"),
    "date_precision": "INTEGER",
    "place_id": "VARCHAR",
    **dict.fromkeys(("lat", "lon"), "DOUBLE"),
    **dict.fromkeys(("country", "admin1", "admin2"), "VARCHAR"),
    "place_precision": "INTEGER",
    **dict.fromkeys(("initiators", "targets", "weapons"), "VARCHAR[]"),
    **{f"{effect}_{bound}": "BIGINT" for effect in ("killed", "injured", "detained", "displaced") for bound in ("low", "high")},
    "confidence": "DOUBLE",
    "flags": "VARCHAR[]",
    "record": "VARCHAR",
}


FOLDERS = ("reports", "events", "poison", "done")


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A shard that is done, and what came of it. `plan`: the job it belongs to."""

    shard: int
    plan: str
    reports: int
    events: int
    poison: int
    empty: int
    bytes: int
    seconds: float


class ShardWriter:
    """Collects the rows of one shard in temporary files; `finish` makes the shard's files of them. The temporary ones have endings of their
    own, so that no `*.parquet` or `*.jsonl` takes in what a killed process has left half written."""

    def __init__(self, out: Path, name: str) -> None:
        self.out, self.name, self.mark = out, name, f".{name}.{secrets.token_hex(4)}"  # process ids of two machines may be one
        self.counts = {"reports": 0, "events": 0, "poison": 0, "empty": 0, "bytes": 0}
        for folder in FOLDERS:
            (out / folder).mkdir(parents=True, exist_ok=True)
        self.files: dict[str, BinaryIO] = {f: (out / f / f"{self.mark}.rows").open("wb") for f in ("reports", "events", "poison")}
        self.encode = msgspec.json.Encoder().encode

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for folder, handle in self.files.items():
            handle.close()
            for leftover in (self.out / folder).glob(f"{self.mark}.*"):
                leftover.unlink(missing_ok=True)

    def coded(self, source: str, report: Report, events: list[Event]) -> None:
        raw = report.text.encode()
        row = {"report_id": report.id, "source": source} | {k: getattr(report, k) for k in ("published", "outlet", "title", "url", "lang")}
        self.put("reports", row | {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest(), "events": len(events)})
        for event in events:
            self.put("events", self.flat(event))
        self.counts["bytes"] += len(raw)

    def set_aside(self, source: str, reason: str, hint: str = "") -> None:
        self.put("poison", {"source": source, "reason": reason, "hint": hint})

    def put(self, file: str, row: dict[str, Any]) -> None:
        self.files[file].write(self.encode(row) + b"\n")
        self.counts[file] += 1

    def flat(self, event: Event) -> dict[str, Any]:
        place = next((p for p in event.places if p.role == "scene"), event.places[0] if event.places else None)
        row: dict[str, Any] = {
            "event_id": event.id,
            "report_id": event.report_id,
            **{k: getattr(event, k) for k in ("type", "method", "status", "background", "confidence", "flags")},
            "date_start": event.time.start,
            "date_end": event.time.end,
            "date_precision": event.time.precision,
            "initiators": [p.actor for p in event.initiators if p.actor],
            "targets": [p.actor for p in event.targets if p.actor],
            "weapons": [i.weapon for i in event.instruments],
            "record": self.encode(event).decode(),
        }
        if place is not None:
            row |= {"place_id": place.id, "place_precision": place.precision}
            row |= {k: getattr(place, k) for k in ("lat", "lon", "country", "admin1", "admin2")}
        for effect in ("killed", "injured", "detained", "displaced"):
            row[f"{effect}_low"], row[f"{effect}_high"] = total(event, effect)
        return row

    def finish(self, plan: str, shard: int, seconds: float) -> Done:
        """Puts the shard's files in place, the mark that it is done last."""
        for handle in self.files.values():
            handle.flush()
            os.fsync(handle.fileno())
            handle.close()
        for folder, columns in (("reports", REPORTS), ("events", EVENTS)):
            made = self.out / folder / f"{self.mark}.part"
            to_parquet(self.out / folder / f"{self.mark}.rows", made, columns)
            os.replace(made, self.out / folder / f"{self.name}.parquet")
        aside = self.out / "poison" / f"{self.name}.jsonl"
        if self.counts["poison"]:
            os.replace(self.out / "poison" / f"{self.mark}.rows", aside)
        else:
            aside.unlink(missing_ok=True)
        done = Done(shard=shard, plan=plan, seconds=round(seconds, 3), **self.counts)
        whole(self.out / "done" / f"{self.name}.json", msgspec.json.encode(done))
        return done


def clear(out: Path) -> None:
    """Removes what killed processes have left, once all shards are done: one that outlives its supervisor then writes for nobody."""
    for folder in FOLDERS:
        for leftover in (out / folder).glob(".*"):
            leftover.unlink(missing_ok=True)


def to_parquet(rows: Path, file: Path, columns: dict[str, str]) -> None:
    import duckdb

    kinds = ", ".join(f"{json.dumps(name)}: '{kind}'" for name, kind in columns.items()).replace('"', "'")
    read = f"read_json('{quoted(rows)}', format = 'newline_delimited', columns = {{{kinds}}}, maximum_object_size = 100000000)"
    empty = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in columns.items())
    query = f"SELECT * FROM {read}" if rows.stat().st_size else f"SELECT {empty} WHERE false"
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1; SET memory_limit = '256MB'; SET preserve_insertion_order = true")
        connection.execute(f"COPY ({query}) TO '{quoted(file)}' (FORMAT parquet, COMPRESSION zstd)")


def quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def whole(path: Path, content: bytes) -> None:
    """Writes a small file, whole or not at all, on the disk before it counts."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    with beside.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(beside, path)
