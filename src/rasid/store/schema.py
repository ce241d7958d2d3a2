"""The tables of a project, the same on SQLite and PostgreSQL.

Times are ISO 8601 text: local days as YYYY-MM-DD, moments in UTC as YYYY-MM-DDTHH:MM:SS.ffffffZ, so that text order is time order on
both. JSON is text, keys sorted. Ids are the records' own. Tables named `event_*` and the plain columns of `events` repeat what stands
in `events.record`, so that a person, or a program without Rasid, can ask for it in SQL; `record` is what counts.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSVECTOR

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# PostgreSQL's order and comparison are made those of SQLite and of Python, code point by code point, whatever its language.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")


def text(name: str, *more: object, null: bool = True, key: bool = False) -> Column[str]:
    return Column(name, WORDS, *more, primary_key=key, nullable=null and not key)  # type: ignore[arg-type]


def number(name: str, *more: object, null: bool = True, key: bool = False, default: int | None = None) -> Column[int]:
    return Column(name, Integer, *more, primary_key=key, nullable=null and not key, default=default)  # type: ignore[arg-type]


def real(name: str) -> Column[float]:
    return Column(name, Float)


def report_key(**options: bool) -> Column[str]:
    return text("report_id", ForeignKey("reports.id", ondelete="CASCADE"), **options)


def event_key(**options: bool) -> Column[str]:
    return text("event_id", ForeignKey("events.id", ondelete="CASCADE"), **options)


# What came in ------------------------------------------------------------------------------------------------------------------

# Raw bytes once, by their SHA-256 (hex), in parts of at most 4 MiB. `destroyed`: when a redaction took the bytes.
blobs = Table(
    "blobs",
    metadata,
    text("sha256", key=True),
    Column("size", BigInteger, nullable=False),
    text("media_type"),
    text("added", null=False),
    text("destroyed"),
)
blob_parts = Table(
    "blob_parts",
    metadata,
    text("sha256", ForeignKey("blobs.sha256", ondelete="CASCADE"), key=True),
    number("number", key=True),
    Column("data", LargeBinary, nullable=False),
)
# Each time that bytes were got: when, from where (`address`: a URL where there is one; `name`: file or member name), and how
# (file, stdin, feed, warc, telegram …); `details`: JSON of what else the way of getting told (HTTP status and headers, feed, sheet).
acquisitions = Table(
    "acquisitions",
    metadata,
    number("id", key=True),
    text("sha256", ForeignKey("blobs.sha256"), null=False),
    text("how", null=False),
    text("name", null=False),
    text("address", null=False),
    text("acquired", null=False),
    text("details"),
    UniqueConstraint("sha256", "how", "name", "address"),
)
# `rank`: newest first is rank descending: seconds of publication (or else of arrival) times 2**20 plus a number that sets reports of one
# second apart; the full text's row number too. `family`: the smallest id among its reprints. `text_hash`: SHA-256 of the current text.
# `state`: new, in_review, reviewed. `redacted`, `masked`: when all of it, or some words, were destroyed; it then takes no other text.
# `locator`: where in its bytes (row, sheet and row, message, record); null where it is all of them.
reports = Table(
    "reports",
    metadata,
    text("id", key=True),
    Column("rank", BigInteger, nullable=False, unique=True),
    text("sha256", ForeignKey("blobs.sha256"), null=False),
    text("locator"),
    number("acquisition_id", ForeignKey("acquisitions.id"), null=False),
    number("revision", null=False),
    text("text_hash", null=False),
    text("family", null=False),
    text("published"),
    text("published_day"),
    text("outlet"),
    text("title"),
    text("url"),
    text("lang"),
    text("state", null=False),
    text("added", null=False),
    text("redacted"),
    text("masked"),
    number("run_id", ForeignKey("runs.id")),
    *(Index(None, name) for name in ("text_hash", "family", "published_day", "sha256", "outlet", "added", "state")),
)
texts = Table(
    "texts",
    metadata,
    report_key(key=True),
    number("revision", key=True),
    text("text", null=False),
    text("encoding"),
    text("text_hash", null=False),
    text("made", null=False),
)
# Near and exact reprints: pairs (a < b) with their likeness 0..1, and the bands by which they are found.
reprints = Table(
    "reprints",
    metadata,
    text("a", ForeignKey("reports.id", ondelete="CASCADE"), key=True),
    text("b", ForeignKey("reports.id", ondelete="CASCADE"), key=True),
    text("kind", null=False),
    real("likeness"),
    Index(None, "b"),
)
signatures = Table(
    "signatures",
    metadata,
    Column("band", BigInteger, primary_key=True),
    report_key(key=True),
    Index(None, "report_id"),
)
mappings = Table("mappings", metadata, text("name", key=True), text("columns", null=False), text("added", null=False))
feeds = Table(
    "feeds",
    metadata,
    text("address", key=True),
    text("etag"),
    text("modified"),
    text("checked"),
    text("next_check"),
    number("failures", null=False, default=0),
    text("problem"),
    text("details"),
)
DEADLY = 5  # killed; the index of deadly events has those of at least so many
DEADLY_ONES = f"killed_low >= {DEADLY}"
# What was made of it -----------------------------------------------------------------------------------------------------------

runs = Table(
    "runs",
    metadata,
    number("id", key=True),
    text("coder", null=False),
    text("version", null=False),
    text("data_version", null=False),
    text("layers", null=False),
    text("lang", null=False),
    text("started", null=False),
    text("finished"),
)
# `proposed`: the coder's record (null where a person added the event); `record`: the same with every human value in place.
# `state`: proposed, accepted, corrected, rejected. `orphaned` 1: reviewed, and no longer found by the coder.
# Plain columns: the first scene place (or else the first place); `low`/`high` sums of toll rows that are no part of another and not
# superseded, of rows on the same people the lowest and the highest; `day`: `date_start`, or else the publication day, for ordering only.
events = Table(
    "events",
    metadata,
    text("id", key=True),
    report_key(null=False),
    number("run_id", ForeignKey("runs.id")),
    text("text_hash", null=False),
    text("type", null=False),
    number("trigger_start", null=False),
    number("trigger_end", null=False),
    text("proposed"),
    text("record", null=False),
    text("state", null=False),
    number("orphaned", null=False, default=0),
    text("status", null=False),
    number("background", null=False),
    text("day"),
    text("date_start"),
    text("date_end"),
    number("date_precision"),
    text("place_id"),
    text("country"),
    text("admin1"),
    text("admin2"),
    real("lat"),
    real("lon"),
    number("place_precision"),
    *(number(f"{effect}_{bound}") for effect in ("killed", "injured", "detained", "displaced") for bound in ("low", "high")),
    real("confidence"),
    text("incident_id"),
    text("updated", null=False),
    Index(None, "report_id"),
    Index(None, "text_hash"),
    Index(None, "incident_id"),
    Index(None, "day", "id"),
    Index(None, "type", "day"),
    Index(None, "country", "admin1", "day"),
    Index(None, "state", "day"),
    Index(None, "lat", "lon"),
    # The few that lasted long, and the few that were deadly: what a walk by day would look for among all others.
    Index("ix_events_long", "date_end", sqlite_where=sql("date_precision = 5"), postgresql_where=sql("date_precision = 5")),
    Index("ix_events_deadly", "killed_low", "day", sqlite_where=sql(DEADLY_ONES), postgresql_where=sql(DEADLY_ONES)),
    Index("ix_events_undated", "day", "id", sqlite_where=sql("date_start IS NULL"), postgresql_where=sql("date_start IS NULL")),
)
event_parties = Table(
    "event_parties",
    metadata,
    event_key(key=True),
    number("number", key=True),
    text("side", null=False),
    text("actor"),
    text("kind"),
    text("country"),
    text("object"),
    text("role"),
    text("attribution"),
    text("text"),
    text("day"),
    Index(None, "actor", "day", "event_id"),  # the id too, so that a query finds its events without the rows
)
event_places = Table(
    "event_places",
    metadata,
    event_key(key=True),
    number("number", key=True),
    text("role", null=False),
    text("place_id"),
    text("name_ar"),
    text("name_en"),
    real("lat"),
    real("lon"),
    text("country"),
    text("admin1"),
    text("admin2"),
    number("precision"),
    text("text"),
    text("day"),
    Index(None, "place_id", "day", "event_id"),
    Index(None, "country", "admin1", "day", "event_id"),
    Index(None, "lat", "lon", "event_id"),
)
event_tolls = Table(
    "event_tolls",
    metadata,
    event_key(key=True),
    number("number", key=True),
    text("toll_id", null=False),
    text("effect", null=False),
    text("who", null=False),
    text("actor"),
    Column("minimum", BigInteger),
    Column("maximum", BigInteger),
    text("vague"),
    text("part_of"),
    text("supersedes"),
    text("by"),
    text("text"),
)
event_sources = Table(
    "event_sources",
    metadata,
    event_key(key=True),
    number("number", key=True),
    text("source"),
    text("stance", null=False),
    text("text"),
    text("day"),
    Index(None, "source", "day", "event_id"),
)
event_flags = Table("event_flags", metadata, event_key(key=True), text("flag", key=True), Index(None, "flag", "event_id"))
# What is known, as the data layers had it when it was last used: so that a query can go from a unit to its parents without Rasid.
parties = Table(
    "parties",
    metadata,
    text("id", key=True),
    text("name_ar"),
    text("name_en"),
    text("kind"),
    text("country"),
    text("parent"),
    Index(None, "parent"),
)

# What finds it -----------------------------------------------------------------------------------------------------------------

# Words of reports and of events as they are searched (store/words.py): text, which SQLite's full-text tables read (store/objects.py), or a
# tsvector. Newest first is `rank` descending: a report's own, an event's day and id. All of it can be made anew from the rest.
SEARCHED = Text().with_variant(TSVECTOR(), "postgresql")
ROW_NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite takes an INTEGER alone for its row number
searched_reports = Table(
    "searched_reports",
    metadata,
    Column("rank", ROW_NUMBER, primary_key=True, autoincrement=False),
    text("report_id", ForeignKey("reports.id", ondelete="CASCADE"), null=False),
    Column("words", SEARCHED, nullable=False),
    UniqueConstraint("report_id"),
)
searched_events = Table(
    "searched_events",
    metadata,
    Column("rank", ROW_NUMBER, primary_key=True, autoincrement=False),
    text("event_id", ForeignKey("events.id", ondelete="CASCADE"), null=False),
    Column("words", SEARCHED, nullable=False),
    UniqueConstraint("event_id"),
)
# Every word that is or was in them, also from its end: what a mistyped word may have meant. And places that events name.
searched_words = Table("searched_words", metadata, text("word", key=True), text("backwards", null=False), Index(None, "backwards"))
searched_places = Table(
    "searched_places", metadata, text("place_id", key=True), text("name_ar"), text("name_en"), text("country"), text("words", null=False)
)
# `rules`: by which rules of words they were kept.
search_state = Table("search_state", metadata, text("name", key=True), text("value", null=False))

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
