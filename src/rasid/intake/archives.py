"""Web archives (WARC and WACZ): pages and texts as they were fetched, each with the moment and address that the archive tells."""

from __future__ import annotations

import datetime as dt
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from rasid.intake.finding import read
from rasid.intake.found import Found, Notice, Outcome
from rasid.intake.opening import SAMPLE, Input, Wanted
from rasid.model import InputError

LARGEST = 64_000_000  # bytes of one record; films and disk images are passed over
READ = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
KEPT_HEADERS = ("Content-Type", "Last-Modified", "Date", "ETag", "Server")
PASSED = {
    "revisit": "revisits of what was fetched before",
    "status": "answers other than 200",
    "kind": "pictures, scripts and the like",
    "front": "front pages",
    "large": "too large",
}


def read_warc(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """Every page, text and document of an archive. One that is cut short gives what it has whole."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion, WarcRecordType.revisit)
    passed: Counter[str] = Counter()
    number, problem, last = 0, "", 0
    records = ArchiveIterator(Reading(item.handle), parse_http=True, auto_decode="all")  # type: ignore[arg-type]
    while True:
        try:
            record = next(records)
            last = record.stream_pos
            if record.record_type not in kinds:
                continue
            number += 1
            payload = payload_of(record, passed)
        except StopIteration:
            break
        except Exception as error:  # what fastwarc and the decoders of others' bytes raise
            problem = f" ({type(error).__name__})"
            break
        if payload is None:
            continue
        if cut_short(record, payload):
            problem = problem or " (a record is shorter than it says)"
            continue
        yield from record_outcomes(item, record, payload, number, wanted)
    if not problem and not ends_well(item, last):
        problem = " (its last record is not whole)"
    if problem:
        what = f"this archive is cut short or damaged{problem}; {number} records are read."
        yield InputError(what, where=item.where, hint="Get it anew to have the rest.")
    if passed:
        listed = ", ".join(f"{n} {PASSED[kind]}" for kind, n in passed.most_common())
        yield Notice(f"records passed over: {listed}.", item.where)
    if not number and not problem:
        yield Notice("this archive has no pages in it.", item.where)


class Reading:
    """A handle of which fastwarc is told no more than it needs: it takes a stream that cannot tell its place for a fault of its own."""

    def __init__(self, handle: Any) -> None:
        self.handle, self.at = handle, 0

    def read(self, size: int = -1) -> bytes:
        piece = bytes(self.handle.read(size))
        self.at += len(piece)
        return piece

    def tell(self) -> int:
        return self.at

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass


def ends_well(item: Input, last: int) -> bool:
    """Whether the file goes on to the end of its last record, which begins at `last`: fastwarc stops without a word where it does not."""
    if not item.handle.seekable():
        return True
    item.handle.seek(last)
    member = zlib.decompressobj(31)
    piece = item.handle.read(SAMPLE)
    if not piece.startswith(b"\x1f\x8b"):
        return plain_end(piece + item.handle.read(LARGEST))
    try:
        while piece:
            member.decompress(piece)
            if member.eof and member.unused_data:
                piece, member = member.unused_data, zlib.decompressobj(31)
            else:
                piece = item.handle.read(SAMPLE)
    except zlib.error:
        return False
    return member.eof


def plain_end(raw: bytes) -> bool:
    """Whether an unpacked record is as long as its head says, and nothing stands after it."""
    head, _, body = raw.partition(b"\r\n\r\n")
    said = re.search(rb"(?im)^Content-Length:\s*(\d+)\s*$", head)
    if not head.strip():
        return True
    return said is not None and len(raw) <= LARGEST and len(body) >= int(said[1]) and not body[int(said[1]) :].strip()


def payload_of(record: Any, passed: Counter[str]) -> bytes | None:
    """The bytes of a record that is worth reading; the reason is counted where it is not."""
    from fastwarc.warc import WarcRecordType

    reason = ""
    status = record.http_headers.status_code if record.http_headers is not None else None
    if record.record_type == WarcRecordType.revisit:
        reason = "revisit"
    elif record.record_type == WarcRecordType.response and status is not None and status != 200:
        reason = "status"
    elif suffix_of(record) is None:
        reason = "kind"
    elif is_front(record.headers.get("WARC-Target-URI") or ""):
        reason = "front"
    elif (record.content_length or 0) > LARGEST:
        reason = "large"
    if reason:
        passed[reason] += 1
        return None
    return bytes(record.reader.read())


def suffix_of(record: Any) -> str | None:
    media = record.http_content_type or record.headers.get("Content-Type") or ""
    return READ.get(media.partition(";")[0].strip().lower())


def is_front(url: str) -> bool:
    """Front pages, and what is for machines: lists of headlines are no report."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and parts.path in ("", "/", "/index.html", "/index.php", "/robots.txt") and not parts.query


def cut_short(record: Any, payload: bytes) -> bool:
    """Whether the file ended before the record did. Where a payload was unpacked, its unpacking would have failed."""
    headers = record.http_headers
    if headers is not None and (headers.get("Content-Encoding") or headers.get("Transfer-Encoding")):
        return not payload and bool(record.content_length)
    return len(payload) < (record.content_length or 0)


def record_outcomes(item: Input, record: Any, payload: bytes, number: int, wanted: Wanted) -> Iterator[Outcome]:
    """What stands in one record, read as the file it was."""
    url = record.headers.get("WARC-Target-URI") or ""
    url = url.strip("<>")
    headers = dict(record.http_headers.items()) if record.http_headers is not None else {}
    details: dict[str, Any] = {"record": record.record_id, **item.details}
    if record.http_headers is not None:
        details["status"] = record.http_headers.status_code
        details["headers"] = {k: headers[k] for k in KEPT_HEADERS if k in headers}
    inner = Input(
        io.BytesIO(payload),
        f"{item.where} {url}".strip(),
        item.name,
        suffix_of(record),
        how="warc",
        size=len(payload),
        depth=item.depth + 1,
        address=url,
        acquired=moment(record.record_date),
        charset=record.http_charset,
        details=details,
    )
    for outcome in read(inner, wanted):
        yield with_place(outcome, number)


def with_place(outcome: Outcome, number: int) -> Outcome:
    """The outcome with the record it stands in, and the address it was fetched from."""
    if not isinstance(outcome, Found):
        return outcome
    import msgspec

    report = outcome.report
    if report.url is None:
        report = msgspec.structs.replace(report, url=outcome.address or None)
    locator = f"record {number}" + (f", {outcome.locator}" if outcome.locator else "")
    return msgspec.structs.replace(outcome, report=report, locator=locator, how="warc")


def moment(date: dt.datetime | None) -> str | None:
    return date.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if date else None  # noqa: UP017
