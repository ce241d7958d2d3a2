"""Redaction: what a report says, some words of it, or a person's name is destroyed for good, and the audit chain still verifies.

What is coded (types, days, places and parties by their ids, figures) stays unless it is asked to go; every quoted word goes: in the
texts, in the events' records and decisions, in what is searched, in the payloads of the audit log. Raw bytes cannot be rewritten: they are
destroyed, with those of other rows of the same file. Who redacted what, when and why is an entry whose payload names the payloads taken.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, Table, Text

from rasid.model.errors import StoreError, UsageError
from rasid.store import audit, blobs, doubles, events, indexing, priority
from rasid.store.batches import distinct
from rasid.store.engine import Change, as_json, now
from rasid.store.jobs import forget_ended
from rasid.store.masking import BLOCK, All, Mask, Name, Rewriting, Words, covered, masked, quotes, rewritten, strings, walked
from rasid.store.objects import metadata
from rasid.store.schema import (
    acquisitions,
    audit_payloads,
    decisions,
    incidents,
    links,
    releases,
    reports,
    searched_places,
    signatures,
    texts,
    ties,
)
from rasid.store.schema import audit as log
from rasid.store.schema import events as event_rows

CONTEXT = ("title", "url", "outlet")
ROWS = 1000
# Tables that a name is looked for in beyond the reports that hold it: not the log, bytes and texts, nor what is made of others.
SWEPT = (
    *("acquisitions", "mappings", "feeds", "saved_filters", "proposals", "decisions", "codings", "ties", "incidents", "links"),
    *("parties", "reports"),
)
OWN = ("id", "sha256", "text_hash", "family", "a", "b", "event_id", "run_id", "acquisition_id", "incident_id", "address")
KEPT = (*OWN, "who", "decided_by")  # the log has them too
ASKED = ("title", "publisher", "url")  # what people write of a release; its version and profile are names of their own and stay


class Done(msgspec.Struct):
    """What a redaction did, or would do. `lost`: other reports whose raw bytes went with it; `same`: reports that hold the same bytes and
    keep them; `reprints`: reports whose words are near the same; `blobs`: bytes destroyed."""

    reports: list[str] = []
    texts: int = 0
    stretches: int = 0
    events: list[str] = []
    removed: list[str] = []
    decisions: int = 0
    incidents: list[str] = []
    payloads: int = 0
    fields: int = 0
    blobs: list[str] = []
    lost: list[str] = []
    same: list[str] = []
    reprints: list[str] = []


def redact_report(
    change: Change, report_id: str, why: str, *, words: str | None = None, keep: Iterable[str] = (), drop_events: bool = False
) -> Done:
    """Destroys what a report says, or these words of it. `keep`: which of title, url and outlet stay; `drop_events`: what was coded of it
    goes too. Raises StoreError where there is no such report or no such words in it."""
    mask: Mask = Words(words) if words is not None else All()
    refuse_reason(why, mask)
    row = change.connection.execute(sa.select(reports).where(reports.c.id == report_id)).mappings().first()
    if row is None:
        raise StoreError("there is no such report in this project.", where=report_id)
    redactor = Redactor(change.connection, mask, words is None, set(keep))
    redactor.unindex([report_id])
    redactor.report(row, drop_events)
    if words is not None and not redactor.done.stretches and not redactor.done.fields:
        hint = "They are compared letter by letter, with every sign and space."
        raise StoreError("these words do not stand in the report.", where=report_id, hint=hint)
    redactor.destroy_bytes()
    redactor.destroy_payloads()
    return redactor.finish(change, f"report:{report_id}", why, "words" if words is not None else "report")


def redact_name(change: Change, name: str, why: str, lang: str = "ar") -> Done:
    """Destroys a person's name wherever it stands. Raises StoreError where it does not."""
    mask = Name(name, lang)
    refuse_reason(why, mask)
    redactor = Redactor(change.connection, mask, False, set(CONTEXT))
    found = redactor.reports_with()
    redactor.unindex(found)
    for id_ in found:
        redactor.report(change.connection.execute(sa.select(reports).where(reports.c.id == id_)).mappings().one(), False)
    redactor.sweep()
    redactor.destroy_bytes()
    redactor.destroy_payloads(everywhere=True)
    done = redactor.done
    if not (done.stretches or done.fields or done.payloads or done.events):
        raise StoreError("this name stands nowhere in the project.", hint="It is found in any spelling, but not in parts.")
    return redactor.finish(change, f"project:{project_of(change.connection)}", why, "name")


def refuse_reason(why: str, mask: Mask) -> None:
    if not isinstance(mask, All) and mask.spans(why):
        raise UsageError("the reason quotes what is to go, and it stays in the audit log.", where="--why")


def project_of(connection: Connection) -> str:
    return (connection.execute(sa.select(log.c.subject).where(log.c.seq == 1)).scalar() or "").removeprefix("project:")


class Redactor:
    """One redaction, within the caller's transaction. `whole`: all of a report, not some words."""

    def __init__(self, connection: Connection, mask: Mask, whole: bool, keep: set[str]) -> None:
        self.connection, self.mask, self.whole, self.keep = connection, mask, whole, keep
        self.at, self.done = now(), Done()
        self.said: list[str] = []  # the texts as they were: what quotes them goes
        self.slots: dict[str, str] = {}  # of the report at hand: what its slots quoted, and what they quote now
        self.bytes: set[str] = set()
        self.taken: set[int] = set()

    def unindex(self, report_ids: list[str]) -> None:
        """Takes what is searched of reports and their events away, with the words of the vocabulary that nothing else holds."""
        kept = [one for id_ in report_ids for one in events.of_report(self.connection, id_)]
        indexing.forget(self.connection, reports=report_ids, events=[one.id for one in kept])
        for some in distinct(place["id"] for one in kept for place in one.record["places"] if place["id"]):
            self.connection.execute(sa.delete(searched_places).where(searched_places.c.place_id.in_(some)))

    def index(self) -> None:
        """Puts what is left of them back."""
        for id_ in self.done.reports:
            indexing.index_report(self.connection, id_)
            indexing.index_events(self.connection, [one.id for one in events.of_report(self.connection, id_)])

    # One report ------------------------------------------------------------------------------------------------------------------

    def report(self, row: Any, drop_events: bool) -> None:
        id_, before = row["id"], (self.done.stretches, self.done.fields)
        self.slots = {}
        self.done.reports.append(id_)
        becomes = self.rewrite_texts(id_)
        kept = events.of_report(self.connection, id_)
        if drop_events:
            self.drop(kept)
        else:
            self.rewrite_events(kept, row["published"], becomes)
        self.rewrite_decisions(kept, becomes, drop_events)
        doubles.rewrite(self.connection, id_, becomes, {old: new_hash(old, becomes) for old in becomes}, drop_events)
        self.rewrite_incidents(kept)
        self.rewrite_context(row, becomes)
        if self.whole or before != (self.done.stretches, self.done.fields):  # else only a decision or a correction held the words
            self.find_bytes(row)
        if self.whole:
            self.connection.execute(sa.delete(signatures).where(signatures.c.report_id == id_))
        pairs = "SELECT CASE WHEN a = :id THEN b ELSE a END FROM reprints WHERE a = :id OR b = :id"
        self.done.reprints += [r for (r,) in self.connection.execute(sa.text(pairs), {"id": id_}) if r not in self.done.reprints]

    def rewrite_texts(self, report_id: str) -> dict[str, Rewriting]:
        """Every revision; gives for each old hash what its records are rewritten by."""
        found: dict[str, Rewriting] = {}
        for row in self.connection.execute(sa.select(texts).where(texts.c.report_id == report_id)).all():
            spans = self.mask.spans(row.text)
            becomes = covered(row.text, spans)
            found[row.text_hash] = Rewriting(row.text, becomes, self.mask, self.whole)
            self.said.append(row.text)
            if becomes != row.text:
                self.done.texts += 1
                self.done.stretches += len(spans)
                values = {"text": becomes, "text_hash": hash_of(becomes)}
                here = sa.and_(texts.c.report_id == report_id, texts.c.revision == row.revision)
                self.connection.execute(sa.update(texts).where(here).values(values))
        return found

    def rewrite_events(self, kept: list[events.KeptEvent], published: str | None, becomes: dict[str, Rewriting]) -> None:
        changed = []
        for one in kept:
            rewriting = becomes.get(one.text_hash) or Rewriting("", "", self.mask, self.whole)
            # The key of its text goes with the text: a hash left would let a guess be confirmed, the masked text being there.
            new = msgspec.structs.replace(one, record=rewriting.value(one.record), text_hash=new_hash(one.text_hash, becomes))
            if one.proposed is not None:
                new = msgspec.structs.replace(new, proposed=rewriting.value(one.proposed))
            self.slots |= rewriting.slots
            if new != one:
                changed.append(msgspec.structs.replace(new, updated=self.at))
        events.put_all(self.connection, changed, published)
        self.done.events += [one.id for one in changed]

    def drop(self, kept: list[events.KeptEvent]) -> None:
        events.drop(self.connection, [one.id for one in kept])
        self.done.removed += [one.id for one in kept]

    def rewrite_decisions(self, kept: list[events.KeptEvent], becomes: dict[str, Rewriting], gone: bool) -> None:
        """Decisions on its events, and on events of its texts that are no more. The reason given goes with what it was given for."""
        ids = {one.id for one in kept}
        for row in self.connection.execute(sa.select(decisions).where(decisions.c.text_hash.in_(list(becomes)))).all():
            if row.event_id not in ids and self.is_of_another(row.event_id):
                continue
            rewriting = becomes[row.text_hash]
            written = row.value if row.field == "state" else None if gone else rewritten(row.value, rewriting)
            why = None if self.whole or row.why is None else masked(row.why, self.mask)
            values = {"value": written, "why": why, "text_hash": new_hash(row.text_hash, becomes)}
            if any(getattr(row, k) != v for k, v in values.items()):
                self.connection.execute(sa.update(decisions).where(decisions.c.id == row.id).values(values))
                self.done.decisions += 1
            self.slots |= rewriting.slots
        for some in distinct(ids):
            for row in self.connection.execute(
                sa.select(ties).where(ties.c.why.is_not(None), sa.or_(ties.c.a.in_(some), ties.c.b.in_(some)))
            ).all():
                why = None if self.whole else masked(row.why, self.mask)
                self.connection.execute(sa.update(ties).where(ties.c.id == row.id).values(why=why))

    def is_of_another(self, event_id: str) -> bool:
        """Two reports of one text share its hash: a decision on the event of another is not touched."""
        return self.connection.execute(sa.select(event_rows.c.id).where(event_rows.c.id == event_id)).first() is not None

    def rewrite_incidents(self, kept: list[events.KeptEvent]) -> None:
        """What incidents and links repeat of the events' words."""
        its = {one.incident_id for one in kept if one.incident_id}
        for some in distinct(its):
            for row in self.connection.execute(sa.select(incidents).where(incidents.c.id.in_(some))).mappings().all():
                plain = {k: self.repeated(row[k]) for k in ("place_ar", "place_en")}
                values = plain | {"record": self.repeated_json(row["record"])}
                if any(row[k] != v for k, v in values.items()):
                    self.connection.execute(sa.update(incidents).where(incidents.c.id == row["id"]).values(values))
                    self.done.incidents.append(row["id"])
        for some in distinct(one.id for one in kept):
            for pair in self.connection.execute(sa.select(links).where(sa.or_(links.c.a.in_(some), links.c.b.in_(some)))).all():
                told = self.repeated_json(pair.levels)
                if told != pair.levels:
                    here = sa.and_(links.c.a == pair.a, links.c.b == pair.b)
                    self.connection.execute(sa.update(links).where(here).values(levels=told))

    def repeated(self, text: str | None) -> str | None:
        """A text elsewhere: what it repeats of a slot, or of the words that go, is covered."""
        if text is None:
            return None
        for was, becomes in sorted(self.slots.items(), key=lambda pair: -len(pair[0])):
            if was == text or (len(was) > 5 and was in text):
                text = text.replace(was, becomes)
        return text if self.whole else masked(text, self.mask)

    def repeated_json(self, written: str) -> str:
        value = json.loads(written)
        found = walked(value, self.repeated)
        return written if found == value else json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def rewrite_context(self, row: Any, becomes: dict[str, Rewriting]) -> None:
        values: dict[str, Any] = {"text_hash": new_hash(row["text_hash"], becomes)}
        for field in CONTEXT:
            self.said += [row[field]] if row[field] and field not in self.keep else []
            if self.whole:
                values[field] = row[field] if field in self.keep else None
            elif row[field] is not None:
                values[field] = masked(row[field], self.mask)
        self.done.fields += sum(values[f] != row[f] for f in CONTEXT if f in values)
        values["redacted" if self.whole else "masked"] = self.at
        if not self.whole and all(values[k] == row[k] for k in values if k != "masked"):
            values.pop("masked")
        self.connection.execute(sa.update(reports).where(reports.c.id == row["id"]).values(values))
        priority.renew(self.connection, [row["id"]])  # what has no words left cannot be checked

    # Bytes -----------------------------------------------------------------------------------------------------------------------

    def find_bytes(self, row: Any) -> None:
        """The bytes that a report came with, and those of its earlier revisions, which the log names."""
        self.bytes.add(row["sha256"])
        its = sa.select(audit_payloads.c.payload).join(log, log.c.seq == audit_payloads.c.seq).where(log.c.subject == f"report:{row['id']}")
        for payload in self.connection.execute(its).scalars():
            for side in ("before", "after"):
                told = json.loads(payload).get(side)
                if isinstance(told, dict) and isinstance(told.get("sha256"), str):
                    self.bytes.add(told["sha256"])

    def destroy_bytes(self) -> None:
        """Bytes in which the words stand. Another report that is all of these bytes keeps them: it is to be redacted itself."""
        ours = set(self.done.reports)
        for sha in sorted(self.bytes):
            query = sa.select(reports.c.id, reports.c.locator).where(reports.c.sha256 == sha, reports.c.redacted.is_(None))
            others = [r for r in self.connection.execute(query.order_by(reports.c.rank)) if r.id not in ours]
            whole = [r.id for r in others if r.locator is None]
            if whole:
                self.done.same += whole
                continue
            self.rewrite_acquisitions(sha, alone=not others)
            if not blobs.is_destroyed(self.connection, sha):
                blobs.destroy(self.connection, sha, self.at)
                self.done.blobs.append(sha)
                self.done.lost += [r.id for r in others]

    def rewrite_acquisitions(self, sha: str, alone: bool) -> None:
        for row in self.connection.execute(sa.select(acquisitions).where(acquisitions.c.sha256 == sha)).all():
            if self.whole and alone:
                address = row.address if "url" in self.keep else ""
                values: dict[str, Any] = {"name": f"{BLOCK}{row.id}", "address": address, "details": None}
            else:
                told = None if row.details is None else self.repeated_json(row.details)
                values = {"name": self.repeated(row.name), "address": self.repeated(row.address), "details": told}
            self.connection.execute(sa.update(acquisitions).where(acquisitions.c.id == row.id).values(values))

    # The log ---------------------------------------------------------------------------------------------------------------------

    def destroy_payloads(self, everywhere: bool = False) -> None:
        """Payloads of the log that quote it: of these reports and events, those that hold any of it; others that name them, those that
        quote it. A redaction's own payload holds no words and stays."""
        ids = {*self.done.reports, *self.done.events, *self.done.removed}
        subjects = {f"report:{r}" for r in self.done.reports} | {f"event:{e}" for e in (*self.done.events, *self.done.removed)}
        taken: set[int] = set()
        for row in audit.entries(self.connection):
            if row.payload is None or row.action == audit.REDACTED:
                continue
            if everywhere:
                hit = self.mask.touches(row.payload, parts=row.subject in subjects)
            elif row.subject in subjects:
                hit = self.mask.touches(row.payload, parts=True)
            else:
                hit = any(i in row.payload for i in ids) and self.is_quoted(row.payload)
            if hit:
                taken.add(row.seq)
        for some in distinct(taken):
            self.connection.execute(sa.delete(audit_payloads).where(audit_payloads.c.seq.in_(some)))
        self.taken = taken
        self.done.payloads = len(taken)

    def is_quoted(self, payload: str) -> bool:
        if not self.whole:
            return self.mask.touches(payload, parts=True)
        return any(quotes(s, text) or (len(text) > 2 and text in s) for s in strings(json.loads(payload)) for text in self.said)

    # A name ----------------------------------------------------------------------------------------------------------------------

    def reports_with(self) -> list[str]:
        """Reports of which a revision, the context or the record of an event holds the name."""
        found: dict[str, None] = {}
        for table, key, columns in (
            (texts, "report_id", ("text",)),
            (reports, "id", CONTEXT),
            (event_rows, "report_id", ("record", "proposed")),
        ):
            query = sa.select(table.c[key], *(table.c[c] for c in columns)).order_by(table.c[key])
            for row in self.connection.execute(query, execution_options={"yield_per": ROWS}):
                if any(value and self.mask.touches(value) for value in row[1:]):
                    found[row[0]] = None
        return list(found)

    def sweep(self) -> None:
        """The name in every other text of the project: reasons, places of incidents, feeds, file names, titles of releases."""
        for name in SWEPT:
            table = metadata.tables[name]
            columns = [c.name for c in table.columns if isinstance(c.type, Text) and not c.primary_key and not c.foreign_keys]
            self.sweep_table(table, [c for c in columns if c not in KEPT or (name == "acquisitions" and c == "address")])

        self.sweep_releases()

    def sweep_releases(self) -> None:
        """What releases were asked with: a title or a publisher may name a person. Their files are outside the project."""
        for row in self.connection.execute(sa.select(releases.c.version, releases.c.options)).all():
            asked = json.loads(row.options)
            told = {k: masked(asked[k], self.mask) for k in ASKED if asked.get(k)}
            changed = [k for k in told if told[k] != asked[k]]
            if changed:
                here = releases.c.version == row.version
                self.connection.execute(sa.update(releases).where(here).values(options=as_json(asked | told)))
                self.done.fields += len(changed)

    def sweep_table(self, table: Table, columns: list[str]) -> None:
        keys = [c.name for c in table.primary_key.columns]
        query = sa.select(*(table.c[c] for c in dict.fromkeys((*keys, *columns))))
        hits = []
        for row in self.connection.execute(query, execution_options={"yield_per": ROWS}).mappings():
            told = {c: masked(row[c], self.mask) for c in columns if row[c] and self.mask.touches(row[c])}
            if told:
                hits.append(({k: row[k] for k in keys}, told))
        for key, told in hits:
            self.connection.execute(sa.update(table).where(*(table.c[k] == v for k, v in key.items())).values(told))
            self.done.fields += len(told)

    # The end ---------------------------------------------------------------------------------------------------------------------

    def finish(self, change: Change, subject: str, why: str, what: str) -> Done:
        """What is searched follows, and the entry that says what was done; what work in the background found is forgotten."""
        self.index()
        forget_ended(self.connection)
        told = msgspec.to_builtins(self.done) | {
            "what": what,
            "payloads": audit.stretches(self.taken),
            "kept": sorted(self.keep) if self.whole else None,
        }
        change.record(audit.REDACTED, subject, after=told, why=why)
        return self.done


def new_hash(old: str, becomes: dict[str, Rewriting]) -> str:
    return hash_of(becomes[old].becomes) if old in becomes else old


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
