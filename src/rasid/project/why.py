"""`rasid why`: from any value back to the words of the report, the data and the rule that took them, the run, and who decided what."""

from __future__ import annotations

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model import Report, StoreError, UsageError
from rasid.model.worded import worded
from rasid.pipeline import Note
from rasid.project.coding import CODER, Coder
from rasid.project.merging import current
from rasid.project.recoding import coder_of, language_of
from rasid.store import audit, decisions, events, reports, runs
from rasid.store.decisions import STATE, WHOLE, Decision
from rasid.store.events import KeptEvent
from rasid.store.reports import Stored
from rasid.store.schema import acquisitions, blobs, incidents, links, reprints, texts, ties
from rasid.store.schema import audit as audit_table
from rasid.store.schema import events as events_table
from rasid.store.schema import reports as reports_table

Told = dict[str, Any]
CITING = ("initiators", "targets", "places", "time", "instruments", "toll", "sources", "evidence")
PLAIN = ("type", "method", "status", "background", "mutual", "outcome", "related", "flags")
TRIGGER = "trigger"  # the slot of a note (see `rasid explain`) on the words that name the event
AROUND = 200  # characters shown on each side of words in a line without an end


class Asker:
    """Answers from one moment of a store."""

    def __init__(self, connection: Connection, coder: Coder) -> None:
        self.connection, self.coder = connection, coder

    def why(self, asked: str) -> Told:
        """What is to be told of `ev_…`, `ev_…:toll`, a report, `in_…`, or the number of an audit entry. Raises StoreError, UsageError."""
        id_, _, field = asked.strip().partition(":")
        if id_.startswith("ev_"):
            kept = events.get(self.connection, id_)
            return self.event(kept, field or None) if kept is not None else self.gone(f"event:{id_}", id_)
        if reports.get(self.connection, asked) is not None:
            return self.report(reports.known(self.connection, asked))
        if id_.startswith("in_"):
            return self.incident(id_)
        if asked.isdecimal():
            return self.entry(int(asked))
        raise StoreError("there is no event, report, incident or audit entry of this id.", where=asked)

    def gone(self, subject: str, id_: str) -> Told:
        """What the audit log still knows of an event that was taken out."""
        history = self.history(subject)
        quoted = f'"{id_}"'
        if not history:
            held = sa.select(audit.audit_payloads.c.seq).where(audit.audit_payloads.c.payload.contains(quoted, autoescape=True))
            history = [self.entry_told(n) for n in self.connection.execute(held.order_by(audit.audit_payloads.c.seq)).scalars()]
        if not history:
            raise StoreError("there is no such event in this project.", where=id_)
        return {"kind": "gone", "id": id_, "history": history}

    # Events ------------------------------------------------------------------------------------------------------------------------

    def event(self, kept: KeptEvent, field: str | None) -> Told:
        fields = [*PLAIN, *CITING]
        if field is not None and field not in (*fields, STATE, "confidence"):
            raise UsageError(
                worded("an event has no field {field!r}.", field=field),
                where=kept.id,
                hint=worded("It has {list}.", list=", ".join([*fields, STATE])),
            )
        stored = reports.known(self.connection, kept.report_id)
        text = reports.text_by_hash(self.connection, stored.id, kept.text_hash) or ""
        made = decisions.of_event(self.connection, kept.id, undone=True)
        notes, today = self.notes(stored, kept, text)
        wanted = [field] if field is not None else [f for f in fields if told(kept.record, f)]
        return {
            "kind": "event",
            "id": kept.id,
            "field": field,
            "type": kept.record["type"],
            "state": kept.state,
            "orphaned": kept.orphaned,
            "confidence": kept.record["confidence"],
            "trigger": quoted(text, kept.trigger),
            "values": [self.value(kept, f, text, notes, made) for f in wanted if f != STATE],
            "report": self.brief(stored) | {"read": self.reading_of(stored, kept)},
            "acquired": self.acquired(stored),
            "run": self.run(kept.run_id),
            "today": today,
            "decisions": [self.decided(d) for d in made if field in (None, d.field) or d.field == WHOLE],
            "history": self.history(f"event:{kept.id}"),
            "reprints": self.reprints(stored.id),
            "incident": self.incident_brief(kept.incident_id),
        }

    def value(self, kept: KeptEvent, field: str, text: str, notes: list[Note], made: list[Decision]) -> Told:
        """One field: its items with their words and the entries that took them, and whether the coder or a person gave it."""
        value = kept.record[field]
        holds = next((d for d in reversed(made) if d.field in (field, WHOLE) and not d.undone), None)
        items = value if isinstance(value, list) and field in CITING else [value]
        spans: list[Any] = [tuple(i["span"]) if isinstance(i, dict) and i.get("span") else None for i in items]
        if field in PLAIN:
            spans = [kept.trigger]  # the word that names the event, and what stands beside it, settle these
        rows = [
            {
                "value": item,
                "words": quoted(text, span) if span else None,
                "rules": [] if field == "evidence" else rules_of(notes, span, field),
            }
            for item, span in zip(items, spans, strict=True)
        ]
        proposed = (kept.proposed or {}).get(field)
        by = {"from": "person", "decision": holds.id, "proposed": proposed} if holds is not None else {"from": "coder"}
        return {"field": field, "items": rows} | by

    def notes(self, stored: Stored, kept: KeptEvent, text: str) -> tuple[list[Note], Told]:
        """What our coder, asked again, notes of the words of this event; and whether its data is still that of the run."""
        if stored.redacted or not text or coder_of(self.connection, stored) != CODER:
            return [], {"data_version": None, "same_data": False, "found": False}
        pipeline = self.coder.pipeline(language_of(self.connection, stored))
        report = Report(id=stored.id, text=text, published=stored.report.published)
        found = [n for s in pipeline.explain(report).sentences for n in s.notes if n.event is not None]
        by_trigger = (n.event for n in found if n.slot == TRIGGER and overlap(n.span, kept.trigger))
        event = kept.id if any(n.event == kept.id for n in found) else next(by_trigger, None)
        run = runs.get(self.connection, kept.run_id)
        version = pipeline.lexicon.version
        today = {"data_version": version, "same_data": bool(run) and run["data_version"] == version, "found": event is not None}  # type: ignore[index]
        return [n for n in found if n.event == event], today

    def decided(self, decision: Decision) -> Told:
        payload = audit_payload(self.connection, decision.audit_seq) or {}
        before = (payload.get("before") or {}).get(decision.field) if isinstance(payload.get("before"), dict) else None
        same = ("id", "field", "who", "at", "why", "undone", "audit_seq")
        return {k: getattr(decision, k) for k in same} | {"before": before, "after": decision.value}

    def reading_of(self, stored: Stored, kept: KeptEvent) -> Told:
        """Which revision of the text the event's spans count."""
        query = sa.select(texts.c.revision).where(texts.c.report_id == stored.id, texts.c.text_hash == kept.text_hash)
        number = self.connection.execute(query.order_by(texts.c.revision.desc()).limit(1)).scalar()
        return {"revision": number, "text_hash": kept.text_hash, "current": kept.text_hash == stored.text_hash}

    # Reports -----------------------------------------------------------------------------------------------------------------------

    def report(self, stored: Stored) -> Told:
        query = sa.select(texts.c.revision, texts.c.text_hash, texts.c.encoding, texts.c.made).where(texts.c.report_id == stored.id)
        return {
            "kind": "report",
            "id": stored.id,
            "report": self.brief(stored),
            "acquired": self.acquired(stored),
            "revisions": [dict(r) for r in self.connection.execute(query.order_by(texts.c.revision)).mappings()],
            "run": self.run(stored.run_id),
            "events": [account(k) for k in events.of_report(self.connection, stored.id)],
            "reprints": self.reprints(stored.id),
            "history": self.history(f"report:{stored.id}"),
        }

    @staticmethod
    def brief(stored: Stored) -> Told:
        report = stored.report
        told = {k: getattr(report, k) for k in ("id", "title", "outlet", "published", "url", "lang")}
        same = ("revision", "text_hash", "state", "added", "redacted", "locator", "sha256")
        return told | {k: getattr(stored, k) for k in same}

    def acquired(self, stored: Stored) -> list[Told]:
        """Every way these bytes were got, the first first."""
        query = sa.select(acquisitions, blobs.c.size, blobs.c.media_type, blobs.c.destroyed).join(
            blobs, blobs.c.sha256 == acquisitions.c.sha256
        )
        query = query.where(acquisitions.c.sha256 == stored.sha256).order_by(acquisitions.c.acquired)
        rows = [dict(r) for r in self.connection.execute(query).mappings()]
        return [r | {"details": msgspec.json.decode(r["details"]) if r["details"] else {}} for r in rows]

    def reprints(self, report_id: str) -> list[Told]:
        """Reports that are the same text, or nearly, with how alike they are."""
        pairs = sa.select(reprints).where(sa.or_(reprints.c.a == report_id, reprints.c.b == report_id))
        out = []
        for pair in self.connection.execute(pairs).mappings():
            other = pair["b"] if pair["a"] == report_id else pair["a"]
            row = self.connection.execute(
                sa.select(reports_table.c.outlet, reports_table.c.published).where(reports_table.c.id == other)
            ).first()
            told = {"outlet": row.outlet, "published": row.published} if row is not None else {}
            out.append({"id": other, "kind": pair["kind"], "likeness": pair["likeness"]} | told)
        return sorted(out, key=lambda r: str(r["id"]))

    def run(self, run_id: int | None) -> Told | None:
        run = runs.get(self.connection, run_id)
        return run and run | {"layers": msgspec.json.decode(run["layers"])}

    # Incidents ---------------------------------------------------------------------------------------------------------------------

    def incident(self, asked: str) -> Told:
        id_ = current(self.connection, asked)
        row = self.connection.execute(sa.select(incidents).where(incidents.c.id == id_)).mappings().first()
        if row is None:
            raise StoreError("there is no such incident in this project.", where=asked)
        kept = [events.kept_of(r) for r in self.connection.execute(self.members(id_)).mappings()]
        ids = [k.id for k in kept]
        return {
            "kind": "incident",
            "id": id_,
            "asked": asked,
            "incident": {k: v for k, v in row.items() if k != "record"},
            "record": msgspec.json.decode(row["record"]),
            "accounts": [self.with_report(account(k), k.report_id) for k in kept],
            "links": [dict(r) | {"levels": msgspec.json.decode(r["levels"])} for r in self.among(links, ids)],
            "ties": [dict(r) for r in self.among(ties, ids) if not r["undone"]],
            "history": self.history(f"incident:{id_}"),
        }

    @staticmethod
    def members(incident_id: str) -> sa.Select[Any]:
        return sa.select(events_table).where(events_table.c.incident_id == incident_id).order_by(events_table.c.day, events_table.c.id)

    def among(self, table: sa.Table, ids: list[str]) -> list[Any]:
        query = sa.select(table).where(table.c.a.in_(ids), table.c.b.in_(ids)).order_by(table.c.a, table.c.b)
        return list(self.connection.execute(query).mappings())

    def incident_brief(self, id_: str | None) -> Told | None:
        row = self.connection.execute(sa.select(incidents).where(incidents.c.id == (id_ or ""))).mappings().first()
        same = ("id", "type", "day", "accounts", "reports", "sources", "killed_low", "killed_best", "killed_high")
        return {k: row[k] for k in same} if row is not None else None

    def with_report(self, told: Told, report_id: str) -> Told:
        stored = reports.get(self.connection, report_id)
        where = {k: getattr(stored.report, k) for k in ("outlet", "published")} if stored is not None else {}
        return told | {"report_id": report_id} | where

    # The audit log -----------------------------------------------------------------------------------------------------------------

    def entry(self, seq: int) -> Told:
        entry = self.entry_told(seq)
        kind, _, id_ = str(entry["subject"]).partition(":")
        of: Told | None = None
        if kind == "event" and (kept := events.get(self.connection, id_)) is not None:
            of = self.with_report(account(kept), kept.report_id)
        elif kind == "report" and (stored := reports.get(self.connection, id_)) is not None:
            of = self.brief(stored)
        return {"kind": "audit", "id": str(seq), "entry": entry, "of": of}

    def entry_told(self, seq: int) -> Told:
        row = self.connection.execute(sa.select(audit_table).where(audit_table.c.seq == seq)).mappings().first()
        if row is None:
            raise StoreError("the audit log has no such entry.", where=str(seq))
        payload = audit_payload(self.connection, seq)
        empty: Told = {"before": None, "after": None, "why": None}
        return dict(row) | (payload if payload is not None else empty) | {"destroyed": payload is None}

    def history(self, subject: str) -> list[Told]:
        """What was done to it, oldest first: who, when, what and why."""
        query = sa.select(audit_table.c.seq).where(audit_table.c.subject == subject).order_by(audit_table.c.seq)
        same = ("seq", "at", "who", "action", "why")
        return [{k: e[k] for k in same} for n in self.connection.execute(query).scalars() for e in [self.entry_told(n)]]


def account(kept: KeptEvent) -> Told:
    """An event in one line: what, when, where, how many."""
    record = kept.record
    same = {"id": kept.id, "type": record["type"], "state": kept.state, "orphaned": kept.orphaned, "start": record["time"]["start"]}
    same |= {"status": record["status"], "background": record["background"]}
    toll = [{k: t[k] for k in ("effect", "who", "min", "max", "vague", "part_of", "text")} for t in record["toll"]]
    return same | {"places": [p["names"] for p in record["places"]], "toll": toll, "evidence": record["evidence"]}


def audit_payload(connection: Connection, seq: int) -> Told | None:
    """Before, after and why of an entry; None where a redaction destroyed them."""
    written = connection.execute(sa.select(audit.audit_payloads.c.payload).where(audit.audit_payloads.c.seq == seq)).scalar()
    return None if written is None else msgspec.json.decode(written)


def quoted(text: str, span: Any) -> Told:
    """Words of a report with their place in it: offsets, and the line (or what of a long one stands around them), to look them up."""
    start, end = span
    line_start = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    line_end = text.find("\n", end)
    line_end = min(line_end if line_end >= 0 else len(text), end + AROUND)
    return {"text": text[start:end], "span": [start, end], "line": text.count("\n", 0, start) + 1, "within": text[line_start:line_end]}


def rules_of(notes: list[Note], span: Any, field: str) -> list[Told]:
    """The entries of the data that took the words of a span; the event's own words where the field is told by them."""
    hits = [n for n in notes if span is not None and overlap(n.span, span) and (field not in PLAIN or n.slot == TRIGGER)]
    return [{"entry": n.entry, "kind": n.kind, "text": n.text, "span": list(n.span), "slot": n.slot, "why": n.why} for n in hits]


def overlap(a: Any, b: Any) -> bool:
    return bool(min(a[1], b[1]) > max(a[0], b[0]))


def told(record: Told, field: str) -> bool:
    """Whether a field says anything: an empty list, a null, an untold time say nothing."""
    value = record[field]
    if field == "time":
        return value["start"] is not None or value["text"] is not None
    return value not in (None, False, [])
