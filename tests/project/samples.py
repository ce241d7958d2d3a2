"""A small project filled by hand, table by table, so that the store's tests need no coder. Everything in it is made up."""

from __future__ import annotations

import hashlib
from typing import Any

import sqlalchemy as sa

from rasid.store import blobs, indexing, schema
from rasid.store.engine import Change, Store, as_json

AT = "2026-03-14T08:00:00.000000Z"
TEXT = "قال الناشط سليم الحوراني إن قصفاً مدفعياً على بلدة السنديانة أوقع ثلاثة قتلى."
TITLE = "قصف على السنديانة: شهادة سليم الحوراني"
NAME, PLACE, ACT = "سليم الحوراني", "بلدة السنديانة", "قصفاً مدفعياً"
OTHER = "أعلنت بلدية السنديانة إصلاح المخبز بعد أسبوع من القصف."


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def slot(text: str, words: str, **more: Any) -> dict[str, Any]:
    at = text.index(words)
    return {"text": words, "span": [at, at + len(words)], **more}


def record(report: str, id: str, text: str) -> dict[str, Any]:
    return {
        "id": id,
        "report_id": report,
        "type": "shelling",
        "method": None,
        "status": "asserted",
        "background": False,
        "mutual": False,
        "outcome": None,
        "initiators": [],
        "targets": [],
        "places": [
            slot(
                text,
                PLACE,
                role="scene",
                id=None,
                names={"ar": "السنديانة"},
                lat=35.5,
                lon=36.5,
                country="SYR",
                admin1="Idlib",
                admin2=None,
                precision=1,
                relation=None,
                distance_km=None,
            )
        ],
        "time": {"start": None, "end": None, "clock": None, "zone": None, "precision": None, "ongoing": False, "text": None, "span": None},
        "instruments": [],
        "toll": [
            slot(
                text,
                "ثلاثة قتلى",
                id="t1",
                effect="killed",
                who="unknown",
                groups=[],
                actor=None,
                min=3,
                max=3,
                vague=None,
                part_of=None,
                supersedes=None,
                by="s1",
            )
        ],
        "sources": [slot(text, f"الناشط {NAME}", id="s1", source=None, names={"ar": f"الناشط {NAME}"}, stance="reports")],
        "related": [],
        "evidence": slot(text, text[text.index("الناشط") : -1]),
        "confidence": 0.9,
        "flags": ["unresolved-place"],
        "coder": "rules",
        "data_version": "d1",
        "schema": 1,
    }


def put_report(change: Change, id: str, text: str, raw: bytes, rank: int, locator: str | None = None, title: str = TITLE) -> None:
    connection = change.connection
    sha = blobs.put(connection, raw, "text/plain")
    same = sa.select(schema.acquisitions.c.id).where(schema.acquisitions.c.sha256 == sha)
    got = connection.execute(same).scalar()
    if got is None:
        row = {"sha256": sha, "how": "file", "name": f"{id}.txt", "address": "", "acquired": AT, "details": as_json({"subject": title})}
        got = connection.execute(sa.insert(schema.acquisitions).values(row).returning(schema.acquisitions.c.id)).scalar()
    context = {"outlet": "وكالة الضفة", "title": title, "url": f"https://example.org/{id}", "lang": "ar", "published": "2026-03-14"}
    row = {"id": id, "rank": rank, "sha256": sha, "acquisition_id": got, "revision": 1, "text_hash": hash_of(text), "family": id}
    row |= {"locator": locator, "state": "new", "added": AT, "published_day": "2026-03-14"} | context
    connection.execute(sa.insert(schema.reports).values(row))
    text_row = {"report_id": id, "revision": 1, "text": text, "encoding": "utf-8", "text_hash": hash_of(text), "made": AT}
    connection.execute(sa.insert(schema.texts).values(text_row))
    change.record("report.added", f"report:{id}", after={"title": title, "sha256": sha})


def put_event(change: Change, report: str, id: str, text: str, run: int) -> None:
    connection = change.connection
    kept = record(report, id, text)
    start, end = slot(text, ACT)["span"]
    row = {"id": id, "report_id": report, "run_id": run, "text_hash": hash_of(text), "type": "shelling", "trigger_start": start}
    row |= {"trigger_end": end, "proposed": as_json(kept), "record": as_json(kept), "state": "proposed", "status": "asserted"}
    row |= {"background": 0, "day": "2026-03-14", "country": "SYR", "lat": 35.5, "lon": 36.5, "killed_low": 3, "killed_high": 3}
    connection.execute(sa.insert(schema.events).values(row | {"confidence": 0.9, "updated": AT, "orphaned": 0}))
    place, source, toll = kept["places"][0], kept["sources"][0], kept["toll"][0]
    part = {"event_id": id, "number": 0}
    connection.execute(sa.insert(schema.event_places).values(part | {"role": "scene", "name_ar": "السنديانة", "text": place["text"]}))
    connection.execute(sa.insert(schema.event_sources).values(part | {"stance": "reports", "text": source["text"]}))
    connection.execute(
        sa.insert(schema.event_tolls).values(part | {"toll_id": "t1", "effect": "killed", "who": "unknown", "text": toll["text"]})
    )
    connection.execute(sa.insert(schema.event_flags).values(event_id=id, flag="unresolved-place"))
    change.record("event.proposed", f"event:{id}", after=kept)


def fill(store: Store) -> None:
    """Report r1 (event ev_1, corrected by a person, in incident in_1), and r2 and r3, rows of one table; r3 names the person too."""
    with store.writing("layla") as change:
        connection = change.connection
        run = {"coder": "rules", "version": "0", "data_version": "d1", "layers": "{}", "lang": "ar", "started": AT}
        number = connection.execute(sa.insert(schema.runs).values(run).returning(schema.runs.c.id)).scalar_one()
        put_report(change, "r1", TEXT, TEXT.encode(), 100)
        put_event(change, "r1", "ev_1", TEXT, number)
        table = f"id,text\nr2,{OTHER}\nr3,وشكر {NAME} المسعفين.\n".encode()
        put_report(change, "r2", OTHER, table, 200, "row 2", "المخبز")
        put_report(change, "r3", f"وشكر {NAME} المسعفين.", table, 300, "row 3", "شكر")
        value = as_json(slot(TEXT, f"الناشط {NAME}", id="s1", source=None, names={}, stance="claims"))
        start, end = slot(TEXT, ACT)["span"]
        seq = change.record("event.corrected", "event:ev_1", before=None, after=value, why=f"اتصلت بـ{NAME}")
        where = {"text_hash": hash_of(TEXT), "trigger_start": start, "trigger_end": end, "event_type": "shelling", "event_id": "ev_1"}
        made = {"field": "sources", "value": value, "who": "layla", "at": AT, "why": f"اتصلت بـ{NAME}", "audit_seq": seq, "undone": 0}
        connection.execute(sa.insert(schema.decisions).values(where | made))
        incident = {"id": "in_1", "type": "shelling", "day": "2026-03-14", "accounts": 1, "reports": 1, "sources": 1, "updated": AT}
        incident |= {"record": as_json({"sources": [f"الناشط {NAME}"], "place": "السنديانة"}), "place_ar": "السنديانة"}
        connection.execute(sa.insert(schema.incidents).values(incident))
        connection.execute(sa.update(schema.events).values(incident_id="in_1"))
        change.record("incident.made", "incident:in_1", after={"events": ["ev_1"]})
        indexing.reindex(connection)
