"""From what the store has to what programs get."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.linking.incident import Incident
from rasid.project.correcting import mark
from rasid.project.merging import marked
from rasid.store import claims, decisions, events, reports, reviewing
from rasid.store.decisions import Decision
from rasid.store.events import KeptEvent
from rasid.store.reports import Stored
from rasid.store.schema import events as event_rows
from rasid.web.api.shapes import DecisionAnswer, EventAnswer, IncidentAnswer, ReportAnswer

LISTED = ("id", "title", "outlet", "published", "url", "lang", "state", "added", "revision", "text_hash", "family", "redacted", "masked")


def version_of(kept: KeptEvent) -> str:
    """Names what an event says and what was decided of it."""
    return f"{mark(kept)}.{kept.state}"


def event(kept: KeptEvent, made: list[Decision] | None = None) -> EventAnswer:
    record: Any = kept.record
    return EventAnswer(
        id=kept.id,
        report_id=kept.report_id,
        incident_id=kept.incident_id,
        state=kept.state,
        orphaned=kept.orphaned,
        version=version_of(kept),
        text_hash=kept.text_hash,
        updated=kept.updated,
        record=record,
        decisions=None if made is None else [decision(d) for d in made],
    )


def decision(made: Decision) -> DecisionAnswer:
    same = {k: getattr(made, k) for k in ("id", "field", "value", "who", "at", "why", "undone")}
    return DecisionAnswer(**same, entry=made.audit_seq)


def known_event(connection: Connection, event_id: str) -> EventAnswer:
    """Raises StoreError where there is none."""
    return event(events.known(connection, event_id), decisions.of_event(connection, event_id, undone=True))


def report(stored: Stored) -> ReportAnswer:
    """With its text, and without its events."""
    told = {k: getattr(stored.report if hasattr(stored.report, k) else stored, k) for k in LISTED}
    return ReportAnswer(**told, text=stored.report.text)


def whole_report(connection: Connection, report_id: str) -> ReportAnswer:
    """With its events and all that stands around it. Raises StoreError where there is none."""
    stored = reports.known(connection, report_id)
    told = {k: getattr(stored.report if hasattr(stored.report, k) else stored, k) for k in LISTED}
    claim = claims.held(connection, [report_id]).get(report_id)
    return ReportAnswer(
        **told,
        text=stored.report.text,
        claim={"who": claim.who, "until": claim.until} if claim else None,
        events=[event(k) for k in events.of_report(connection, report_id)],
        reprints=reviewing.alike(connection, report_id),
    )


def incident(connection: Connection, id_: str, record: Incident | dict[str, Any]) -> IncidentAnswer:
    return incidents(connection, [(id_, record)])[0]


def incidents(connection: Connection, rows: list[tuple[str, Any]]) -> list[IncidentAnswer]:
    """With the versions of all of them asked for at once."""
    e = event_rows.c
    of: dict[str, list[str]] = {}
    for id_, home in connection.execute(sa.select(e.id, e.incident_id).where(e.incident_id.in_([id_ for id_, _ in rows]))):
        of.setdefault(home, []).append(id_)
    return [IncidentAnswer(id=id_, version=marked(of.get(id_, [])), record=record) for id_, record in rows]
