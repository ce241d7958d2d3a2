"""The tables of what people decide, of what belongs together, of what has left, and of who changed what: part of store/schema.py, by
which they are asked for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, UniqueConstraint

from rasid.store.columns import event_key, metadata, number, real, report_key, text

# What people decided -----------------------------------------------------------------------------------------------------------

# `field`: `state`, or a field of the record. `value`: JSON. The decision binds to the words (text_hash, trigger), not to a coder's row;
# `event_id` and `event_type` say which event showed it. `undone`: 1 where it was taken back by a person.
decisions = Table(
    "decisions",
    metadata,
    number("id", key=True),
    text("text_hash", null=False),
    number("trigger_start", null=False),
    number("trigger_end", null=False),
    text("event_type", null=False),
    text("event_id", null=False),
    text("field", null=False),
    text("value"),
    text("who", null=False),
    text("at", null=False),
    text("why"),
    number("undone", null=False, default=0),
    number("audit_seq", null=False),
    Index(None, "text_hash"),
    Index(None, "event_id"),
)
# Must-link and cannot-link between two events (a < b): what a human merge or split leaves for the linker.
ties = Table(
    "ties",
    metadata,
    number("id", key=True),
    text("kind", null=False),
    text("a", null=False),
    text("b", null=False),
    text("who", null=False),
    text("at", null=False),
    text("why"),
    number("undone", null=False, default=0),
    number("audit_seq", null=False),
    Index(None, "a"),
    Index(None, "b"),
)

# Reports with an event that nobody has decided on, and why to look at one before another (store/priority.py): `undecided` events, and the
# points of each reason. `rank`: what the queue is ordered by, highest first. All of it can be made anew from the rest.
priorities = Table(
    "priorities",
    metadata,
    report_key(key=True),
    Column("rank", BigInteger, nullable=False),
    number("undecided", null=False),
    *(real(reason) for reason in ("severity", "uncertainty", "flags", "place", "source")),
    Index(None, "rank", "report_id"),
)

# Who has which report before him, until when: so that two do not read the same. And filters that somebody keeps under a name.
claims = Table("claims", metadata, report_key(key=True), text("who", null=False), text("at", null=False), text("until", null=False))
saved_filters = Table(
    "saved_filters",
    metadata,
    number("id", key=True),
    text("who", null=False),
    text("name", null=False),
    text("query", null=False),
    text("at", null=False),
    UniqueConstraint("who", "name"),
)

# What people would teach: an entry of the data (`entry`: JSON, `kind`: party, source, place, verb, alias or removal), what the lint said of
# it (`findings`: JSON), and what became of it. `state`: proposed, approved, refused; `why`: of the refusal; `undoes`: the proposal that a
# removal takes back; `recoded`: when the reports it touches had been coded anew.
proposals = Table(
    "proposals",
    metadata,
    number("id", key=True),
    number("undoes"),
    *(text(name, null=False) for name in ("kind", "entry", "who", "at", "state")),
    *(text(name) for name in ("findings", "said", "decided_by", "decided", "why", "recoded")),
    Index(None, "state", "id"),
)

# What belongs together ---------------------------------------------------------------------------------------------------------

# `id`: from the smallest event id in it. Low, best and high: stated rules, see linking. `sources`: outlets that do not reprint one another.
incidents = Table(
    "incidents",
    metadata,
    text("id", key=True),
    text("type", null=False),
    text("day"),
    text("date_start"),
    text("date_end"),
    text("place_id"),
    text("place_ar"),
    text("place_en"),
    text("country"),
    text("admin1"),
    text("admin2"),
    real("lat"),
    real("lon"),
    number("place_precision"),
    *(number(f"{effect}_{bound}") for effect in ("killed", "injured") for bound in ("low", "best", "high")),
    number("accounts", null=False),
    number("reports", null=False),
    number("sources", null=False),
    text("record", null=False),
    text("updated", null=False),
    Index(None, "day", "id"),
    Index(None, "type", "day"),
    Index(None, "country", "admin1", "day"),
)
# Scored pairs (a < b) that speak for one happening, each with its levels as JSON; and the keys by which pairs are found.
links = Table(
    "links",
    metadata,
    text("a", ForeignKey("events.id", ondelete="CASCADE"), key=True),
    text("b", ForeignKey("events.id", ondelete="CASCADE"), key=True),
    real("score"),
    text("levels", null=False),
    Index(None, "b"),
)
link_keys = Table("link_keys", metadata, text("key", key=True), event_key(key=True), Index(None, "event_id"))
redirects = Table("redirects", metadata, text("old", key=True), text("new", null=False), text("kind", null=False), text("at", null=False))

# What has left ------------------------------------------------------------------------------------------------------------------

# A release as it was last drafted: `digest`: SHA-256 of its checksums, which is what people sign (the signatures stand in the audit log);
# `options`: JSON of what it was asked with, so that it can be made again; `fields`: names of the fields whose hashes stand in its rows;
# `needed`: how many people must sign; `published`: when the last of them did. A published release is never changed.
releases = Table(
    "releases",
    metadata,
    text("version", key=True),
    text("released", null=False),
    text("profile", null=False),
    text("profile_hash", null=False),
    text("digest", null=False),
    text("options", null=False),
    text("fields", null=False),
    number("row_count", null=False),
    number("needed", null=False),
    text("made", null=False),
    text("published"),
)
# What it holds: the id that left, the project's own id for the same, its smallest event, and hashes: of the row, and of each field
# (CRC-32, 8 hex digits each, in the order of `releases.fields`). No content: a redaction has nothing to destroy here.
release_rows = Table(
    "release_rows",
    metadata,
    text("version", ForeignKey("releases.version", ondelete="CASCADE"), key=True),
    text("id", key=True),
    text("incident_id", null=False),
    text("event_id", null=False),
    text("hash", null=False),
    text("field_hashes", null=False),
    Index(None, "id"),
)

# Who changed what --------------------------------------------------------------------------------------------------------------

# Append only: `hash` covers the entry, the digest of its payload and the hash before. The payload (before, after, why) stands apart with
# its salt, so that it can be destroyed and the chain still verifies.
audit = Table(
    "audit",
    metadata,
    number("seq", key=True),
    text("at", null=False),
    text("who", null=False),
    text("action", null=False),
    text("subject", null=False),
    text("digest", null=False),
    text("previous", null=False),
    text("hash", null=False),
    Index(None, "subject"),
    Index(None, "who", "seq"),
    Index(None, "who", "action", "seq"),
    Index(None, "action", "seq"),
)
audit_payloads = Table(
    "audit_payloads", metadata, number("seq", ForeignKey("audit.seq"), key=True), text("salt", null=False), text("payload", null=False)
)
