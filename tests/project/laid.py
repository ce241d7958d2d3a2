"""Reports and events laid straight into a store's tables, without reading or coding: what searches and filters are tried on."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store import indexing, schema
from rasid.store.engine import as_json, now

PARTIES = {  # id: English, Arabic, parent
    "north-army": ("Northern Army", "جيش الشمال", None),
    "third-brigade": ("Third Brigade", "اللواء الثالث", "north-army"),
    "falcons": ("Falcons Battalion", "كتيبة الصقور", "third-brigade"),
    "river-front": ("River Front", "جبهة النهر", None),
    "civilians": ("civilians", "مدنيون", None),
}
PLACES = {  # id: English, Arabic, admin1, lat, lon
    "rasid:1": ("Tell Nahar", "تل نهار", "Idlib", 35.9, 36.6),
    "rasid:2": ("Kafr Wadi", "كفر وادي", "Aleppo", 36.2, 37.1),
    "rasid:3": ("Ain Safra", "عين صفرا", "Idlib", 35.7, 36.9),
}


def lay_parties(connection: Connection) -> None:
    rows = [
        {"id": i, "name_en": en, "name_ar": ar, "kind": "armed-group", "country": "SYR", "parent": p} for i, (en, ar, p) in PARTIES.items()
    ]
    connection.execute(sa.insert(schema.parties), rows)


def lay_report(connection: Connection, id: str, text: str, day: str | None = "2024-03-01", **more: Any) -> None:
    """A report with its words. Reports of one day are ranked in the order they are laid."""
    digest = hashlib.sha256(id.encode()).hexdigest()
    connection.execute(sa.insert(schema.blobs).values(sha256=digest, size=len(text), added=now()))
    where = {"sha256": digest, "how": "file", "name": id, "address": "", "acquired": now()}
    acquisition = connection.execute(sa.insert(schema.acquisitions).values(**where)).inserted_primary_key[0]
    rank = int((day or "1970-01-01").replace("-", "")) * 1000
    rank += connection.execute(sa.select(sa.func.count()).select_from(schema.reports)).scalar_one()
    row = {"id": id, "rank": rank, "sha256": digest, "acquisition_id": acquisition, "revision": 1, "text_hash": digest, "family": id}
    row |= {"published": day, "published_day": day, "state": "new", "added": now()} | more
    connection.execute(sa.insert(schema.reports).values(**row))
    told = {"report_id": id, "revision": 1, "text": text, "text_hash": digest, "made": now()}
    connection.execute(sa.insert(schema.texts).values(**told))
    indexing.index_report(connection, id)


def lay_event(
    connection: Connection,
    id: str,
    report: str = "r1",
    type: str = "shelling",
    day: str | None = "2024-03-01",
    end: str | None = None,
    by: tuple[str, ...] = (),
    on: tuple[str, ...] = (),
    at: tuple[str, ...] = (),
    killed: int | None = None,
    who: str = "unknown",
    said: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
    text: str = "قصف",
    precision: int | None = 1,
    means: tuple[str, ...] = (),
    **more: Any,
) -> None:
    """An event with its rows and words. `more`: plain columns."""
    party = [
        {"actor": a, "names": names(PARTIES, a), "text": a, "span": [0, 1], "side": side}
        for side, ids in (("initiator", by), ("target", on))
        for a in ids
    ]
    places = [place(p) for p in at]
    toll = (
        [] if killed is None else [{"id": "t1", "effect": "killed", "who": who, "min": killed, "max": killed, "text": "", "span": [0, 1]}]
    )
    sources = [{"id": s, "span": [0, 1], "source": s, "names": {}, "text": s, "stance": "reports"} for s in said]
    record: dict[str, Any] = {"id": id, "report_id": report, "type": type, "method": None, "status": more.get("status", "asserted")}
    for name, side in (("initiators", "initiator"), ("targets", "target")):
        record[name] = [{k: v for k, v in p.items() if k != "side"} for p in party if p["side"] == side]
    record |= {"places": places, "toll": toll, "sources": sources, "evidence": {"text": text, "span": [0, len(text)]}, "flags": list(flags)}
    record |= {"time": {"start": day, "end": end or day, "precision": precision if day else None}, "background": False, "confidence": 0.9}
    record |= {"data_version": "laid", "instruments": [{"weapon": w, "text": w, "span": [0, 1]} for w in means]}
    first: dict[str, Any] = places[0] if places else {}
    row = {"id": id, "report_id": report, "text_hash": "h", "type": type, "trigger_start": 0, "trigger_end": 1, "record": as_json(record)}
    row |= {"state": "proposed", "orphaned": 0, "status": "asserted", "background": 0, "day": day or more.pop("published", None)}
    row |= {"date_start": day, "date_end": end or day, "date_precision": precision if day else None, "confidence": 0.9, "updated": now()}
    row |= {"place_id": first.get("id"), "killed_low": killed, "killed_high": killed}
    row |= {k: first.get(k) for k in ("country", "admin1", "admin2", "lat", "lon")} | {"place_precision": first.get("precision")}
    connection.execute(sa.insert(schema.events).values(**row | more))
    key = {"event_id": id}
    put(
        connection,
        schema.event_parties,
        [key | {"number": n, "side": p["side"], "actor": p["actor"], "day": day} for n, p in enumerate(party)],
    )
    kept = ("role", "lat", "lon", "country", "admin1", "admin2", "precision")
    put(
        connection,
        schema.event_places,
        [key | {"number": n, "place_id": p["id"], "day": day} | {k: p[k] for k in kept} for n, p in enumerate(places)],
    )
    told = [
        key | {"number": n, "toll_id": "t1", "minimum": t["min"], "maximum": t["max"], "effect": "killed", "who": who}
        for n, t in enumerate(toll)
    ]
    put(connection, schema.event_tolls, told)
    put(connection, schema.event_sources, [key | {"number": n, "source": s, "stance": "reports", "day": day} for n, s in enumerate(said)])
    put(connection, schema.event_flags, [key | {"flag": f} for f in flags])
    indexing.index_event(connection, id)


def put(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)


def names(of: dict[str, Any], id: str) -> dict[str, str]:
    return {"en": of[id][0], "ar": of[id][1]}


def place(id: str) -> dict[str, Any]:
    _, ar, admin1, lat, lon = PLACES[id]
    where = {"country": "SYR", "admin1": admin1, "admin2": None, "lat": lat, "lon": lon, "precision": 1, "role": "scene"}
    return {"id": id, "names": names(PLACES, id), "text": ar, "span": [0, 1]} | where
