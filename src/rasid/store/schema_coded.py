"""The tables of what came in, of what was made of it, and of what finds it: part of store/schema.py, by which they are asked for."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import TSVECTOR

from rasid.store.columns import event_key, metadata, number, real, report_key, text

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
WALKED = ("day", "id", "state", "type", "status", "background", "date_start", "date_end", "date_precision", "killed_low", "confidence")
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
    # The id last, here and below, so that a query finds its events without the rows.
    Index(None, "report_id", "id"),
    Index(None, "text_hash"),
    Index(None, "incident_id"),
    # What a walk by day asks of every event it passes, so that it reads no row: a row holds the record twice, and a million of them are
    # more than memory.
    Index("ix_events_walked", *WALKED),
    Index(None, "type", "day", "id"),
    Index(None, "country", "admin1", "day"),
    Index(None, "state", "day", "id"),
    Index(None, "lat", "lon"),
    # The few that lasted long, and the few that were deadly: what a walk by day would look for among all others.
    Index("ix_events_long", "date_end", "id", sqlite_where=sql("date_precision = 5"), postgresql_where=sql("date_precision = 5")),
    Index("ix_events_deadly", "killed_low", "day", "id", sqlite_where=sql(DEADLY_ONES), postgresql_where=sql(DEADLY_ONES)),
    Index("ix_events_undated", *WALKED, sqlite_where=sql("date_start IS NULL"), postgresql_where=sql("date_start IS NULL")),
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
    Index(None, "actor", "day", "event_id", "side"),
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
    Index(None, "place_id", "day", "event_id", "role"),
    Index(None, "country", "admin1", "day", "event_id", "role", "admin2"),
    Index(None, "lat", "lon", "event_id", "role"),
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
