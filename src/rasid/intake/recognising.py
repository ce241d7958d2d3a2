"""What an input is: by its first bytes, and by its name where these leave it open."""

from __future__ import annotations

import re
import zlib

import msgspec

from rasid.intake.decode import BOMS

ROWS = (".jsonl", ".ndjson")
TABLES = {".csv": "csv", ".tsv": "csv", ".tab": "csv"}
PAGES = (".html", ".htm", ".xhtml", ".shtml")
PACKED = (".xlsx", ".xlsm", ".parquet", ".pdf", ".docx", ".warc", ".wacz", ".zip", ".gz")  # these say what they are in their first bytes
# What a folder is searched for by name; other files are read where their first bytes say what they are.
NAMED = (".txt", *ROWS, *TABLES, *PAGES, ".json", *PACKED)
HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|article|div)[\s>]", re.I | re.S)
FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)[\s>]", re.I | re.S)
TELEGRAM = re.compile(rb'"messages"\s*:\s*\[|"chats"\s*:\s*\{')
LIST = re.compile(rb'\s*\[\s*(?:\{\s*(?:"|\})|\])')
OBJECT = re.compile(rb'\s*\{\s*"')


def kind_of(head: bytes, suffix: str | None) -> str:
    """text, rows, csv, json, telegram, page, feed, pdf, zip, gzip, warc, parquet, office, rtf, mail or binary."""
    if kind := by_magic(head):
        return kind
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return kind_of(narrow(head), suffix) if suffix != ".txt" else "text"
    head = head.removeprefix(b"\xef\xbb\xbf")
    if HTML.match(head) or (suffix in PAGES and head.strip()):
        return "page"
    if FEED.match(head):
        return "feed"
    if suffix in ROWS:
        return "rows"
    if suffix in TABLES:
        return "csv"
    if suffix in PACKED and head:
        return "misnamed"
    return "text" if suffix == ".txt" else by_structure(head, suffix)


def narrow(head: bytes) -> bytes:
    """The beginning of a UTF-16 text as UTF-8."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            body = head[len(mark) :]
            return body[: len(body) // 4 * 4].decode(encoding, "replace").encode()
    return head


def by_magic(head: bytes) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[:1024].lstrip(b"\0\t\r\n \xef\xbb\xbf").startswith(b"%PDF-"):
        return "pdf"
    starts = {b"\x1f\x8b": "gzip", b"PAR1": "parquet", b"WARC/": "warc", b"\xd0\xcf\x11\xe0": "office", b"{\\rtf": "rtf"}
    kind = next((kind for start, kind in starts.items() if head.startswith(start)), None)
    return "warc" if kind == "gzip" and unpacked(head).startswith(b"WARC/") else kind


def by_structure(head: bytes, suffix: str | None) -> str:
    """Of a text that its name does not settle: JSON of several shapes, or words."""
    line = head.partition(b"\n")[0]
    if OBJECT.match(head) and TELEGRAM.search(head) and (suffix == ".json" or not looks_like_rows(line)):
        return "telegram"
    if looks_like_rows(line) or (len(line) == len(head) and OBJECT.match(line) and re.search(rb'"text"\s*:\s*"', line)):
        return "rows"
    if LIST.match(head) or suffix == ".json":
        return "json"
    return "text"


def looks_like_rows(first_line: bytes) -> bool:
    """True where the first line is a JSON object with the marks of a row: how a stream without a name tells JSONL from text."""
    if not first_line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        row = msgspec.json.decode(first_line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def unpacked(head: bytes) -> bytes:
    """The first bytes of what a gzip file holds; b"" where it is damaged."""
    try:
        return zlib.decompressobj(31).decompress(head, 65536)
    except zlib.error:
        return b""
