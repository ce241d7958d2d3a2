"""Reports in the store: their bytes, how they were got, their text in numbered revisions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.intake.found import Found
from rasid.model import Report, StoreError
from rasid.store import blobs, indexing, priority
from rasid.store.engine import as_json, now
from rasid.store.schema import acquisitions, reports, texts
from rasid.store.schema import blobs as blob_rows

APART = 1 << 20  # ranks within one second
CONTEXT = ("title", "url", "outlet", "lang")


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A report as the store has it, with its text of now."""

    report: Report
    sha256: str
    locator: str | None
    acquisition_id: int
    rank: int
    revision: int
    text_hash: str
    family: str
    state: str
    added: str
    run_id: int | None
    redacted: str | None = None
    masked: str | None = None

    @property
    def id(self) -> str:
        return self.report.id

    @property
    def day(self) -> str | None:
        return published_day(self.report.published)


def published_day(published: str | None) -> str | None:
    return published[:10] if published else None


def hash_of(text: str) -> str:
    """The hash of a text. Lone surrogates, which a damaged JSON row can hold, count as what they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def storable(text: str) -> str:
    """A text as both databases can hold it: U+FFFD for NUL and for lone surrogates, so that no offset moves."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


# Statements that every report needs are made once: making them takes longer than running them.
HAS_BYTES = sa.select(blob_rows.c.sha256).where(blob_rows.c.sha256 == sa.bindparam("wanted"))
GOT = ("sha256", "how", "name", "address")
ACQUIRED = sa.select(acquisitions.c.id).where(*(acquisitions.c[k] == sa.bindparam(f"this_{k}") for k in GOT))
ACQUIRE = sa.insert(acquisitions).returning(acquisitions.c.id)
LAST_RANK = sa.select(sa.func.max(reports.c.rank)).where(
    reports.c.rank >= sa.bindparam("first", type_=sa.BigInteger), reports.c.rank < sa.bindparam("beyond", type_=sa.BigInteger)
)
INSERT, INSERT_TEXT = sa.insert(reports), sa.insert(texts)
CODED_BY = sa.update(reports).where(reports.c.id == sa.bindparam("this")).values(run_id=sa.bindparam("run"))


def keep_bytes(connection: Connection, raw: bytes, sha256: str, media_type: str | None) -> None:
    """Keeps bytes whose hash is known, once: all rows of a file come with the bytes of the whole, which are not hashed for each."""
    if connection.execute(HAS_BYTES, {"wanted": sha256}).first() is None:
        blobs.put(connection, raw, media_type)


def was_acquired(connection: Connection, found: Found, sha256: str) -> int | None:
    """The number of this way of getting these bytes, if it is known."""
    key = {"this_sha256": sha256, "this_how": found.how, "this_name": found.name, "this_address": found.address}
    return connection.execute(ACQUIRED, key).scalar()


def acquired(connection: Connection, found: Found, sha256: str) -> int:
    """Keeps how these bytes were got, once; gives its number."""
    there = was_acquired(connection, found, sha256)
    if there is not None:
        return there
    row: dict[str, Any] = {"sha256": sha256, "how": found.how, "name": found.name, "address": found.address}
    row |= {"acquired": found.acquired or now(), "details": as_json(found.details) if found.details else None}
    return int(connection.execute(ACQUIRE, row).scalar_one())


def rank_of(connection: Connection, published: str | None) -> int:
    """The next free rank at the second of a publication, or of now."""
    first = int(moment(published).timestamp()) * APART
    while True:
        last = connection.execute(LAST_RANK, {"first": first, "beyond": first + APART}).scalar()
        if last is None:
            return first
        if last + 1 < first + APART:
            return int(last) + 1
        first += APART


def moment(published: str | None) -> dt.datetime:
    """When a report was published; the day's first second in UTC where no hour is told, now where no day is."""
    if not published:
        return dt.datetime.now(dt.UTC)
    at = dt.datetime.fromisoformat(published.upper().replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def insert(connection: Connection, found: Found, sha256: str, acquisition: int, run_id: int | None = None) -> Stored:
    """A report that is new. Its text is revision 1."""
    report, at = found.report, now()
    stored = Stored(
        report=report,
        sha256=sha256,
        locator=found.locator,
        acquisition_id=acquisition,
        rank=rank_of(connection, report.published),
        revision=1,
        text_hash=hash_of(report.text),
        family=report.id,
        state="new",
        added=at,
        run_id=run_id,
    )
    context = {k: getattr(report, k) for k in CONTEXT}
    row = {c.name: getattr(stored, c.name) for c in reports.c if hasattr(stored, c.name) and c.name != "id"}
    row |= context | {"id": report.id, "published": report.published, "published_day": stored.day}
    connection.execute(INSERT, row)
    keep_text(connection, report.id, 1, report.text, stored.text_hash, found.encoding)
    indexing.index_report(connection, report.id)
    return stored


def keep_text(connection: Connection, report_id: str, revision: int, text: str, text_hash: str, encoding: str | None) -> None:
    row = {"report_id": report_id, "revision": revision, "text": text, "encoding": encoding, "text_hash": text_hash, "made": now()}
    connection.execute(INSERT_TEXT, row)


def revise(connection: Connection, stored: Stored, found: Found, sha256: str, acquisition: int) -> Stored:
    """The same report with another text, another date or other context: what is new stands, what is not told again stays."""
    report = merged(stored, found.report)
    text_hash, revision, rank = hash_of(report.text), stored.revision, stored.rank
    if text_hash != stored.text_hash:
        last = connection.execute(sa.select(sa.func.max(texts.c.revision)).where(texts.c.report_id == report.id)).scalar()
        revision = int(last or 0) + 1
        keep_text(connection, report.id, revision, report.text, text_hash, found.encoding)
    if report.published != stored.report.published:
        rank = rank_of(connection, report.published)
    where = {"sha256": sha256, "locator": found.locator, "acquisition_id": acquisition}
    made = msgspec.structs.replace(stored, report=report, rank=rank, revision=revision, text_hash=text_hash, **where)
    row = where | {"rank": rank, "revision": revision, "text_hash": text_hash, "published": report.published, "published_day": made.day}
    row |= {k: getattr(report, k) for k in CONTEXT}
    connection.execute(sa.update(reports).where(reports.c.id == report.id).values(**row))
    indexing.index_report(connection, report.id)
    priority.renew(connection, [report.id])  # its outlet may be told now
    return made


def merged(stored: Stored, report: Report) -> Report:
    """A report as it comes again: what is not told again stays as it is stored."""
    told = {k: getattr(report, k) for k in ("published", *CONTEXT)}
    return msgspec.structs.replace(report, **{k: v if v is not None else getattr(stored.report, k) for k, v in told.items()})


def coded_by(connection: Connection, report_id: str, run_id: int) -> None:
    """Notes the run that coded a report last."""
    connection.execute(CODED_BY, {"this": report_id, "run": run_id})


def in_review(connection: Connection, report_id: str) -> None:
    """Notes that a person has begun on a report that nobody had looked at."""
    new = sa.and_(reports.c.id == report_id, reports.c.state == "new")
    connection.execute(sa.update(reports).where(new).values(state="in_review"))


WITH_TEXT = sa.select(reports, texts.c.text).join(texts, sa.and_(texts.c.report_id == reports.c.id, texts.c.revision == reports.c.revision))
BY_ID = WITH_TEXT.where(reports.c.id == sa.bindparam("wanted"))


def get(connection: Connection, report_id: str) -> Stored | None:
    """The report of this id with its text of now."""
    row = connection.execute(BY_ID, {"wanted": report_id}).mappings().first()
    return stored_of(row) if row is not None else None


def known(connection: Connection, report_id: str) -> Stored:
    """The same. Raises StoreError where there is none."""
    found = get(connection, report_id)
    if found is None:
        raise StoreError("there is no such report in this project.", where=report_id)
    return found


def stored_of(row: Any) -> Stored:
    report = Report(id=row["id"], text=row["text"], published=row["published"], **{k: row[k] for k in CONTEXT})
    same = (
        "sha256",
        "locator",
        "acquisition_id",
        "rank",
        "revision",
        "text_hash",
        "family",
        "state",
        "added",
        "run_id",
        "redacted",
        "masked",
    )
    return Stored(report=report, **{k: row[k] for k in same})


def ids(connection: Connection, since: str | None = None, uncoded: bool = False) -> Iterator[str]:
    """The ids of all reports, oldest first. `since`: of those published (or else added) on that day or later."""
    query = sa.select(reports.c.id).where(reports.c.redacted.is_(None)).order_by(reports.c.rank)
    if since is not None:
        query = query.where(sa.func.coalesce(reports.c.published_day, reports.c.added) >= since)
    if uncoded:
        query = query.where(reports.c.run_id.is_(None))
    yield from connection.execute(query).scalars().all()


def text_by_hash(connection: Connection, report_id: str, text_hash: str) -> str | None:
    """The text of a report that an older decision or event is bound to."""
    query = sa.select(texts.c.text).where(texts.c.report_id == report_id, texts.c.text_hash == text_hash).limit(1)
    return connection.execute(query).scalar()
