"""Floor 2: anything → Report. Text files, JSONL, standard input and folders of these; one bad input never stops the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rasid.intake.decode import Decoded, decode
from rasid.intake.limits import DEFAULT_LIMIT, published_date, strange_language, too_long
from rasid.intake.rows import looks_like_rows, row_report
from rasid.model import InputError, Report, UsageError
from rasid.model.report import report_id

__all__ = ["DEFAULT_LIMIT", "Arrived", "Decoded", "Notice", "decode", "publication", "read", "strange_language"]

ROWS = (".jsonl", ".ndjson")
READ_IN_FOLDERS = (".txt", *ROWS)


class Notice(NamedTuple):
    """Something worth saying that is no failure: an empty report, a byte replaced."""

    what: str


class Arrived(NamedTuple):
    """One thing that came in: `where` names it (file, file:line, or standard input)."""

    where: str
    what: Report | Notice | InputError


def publication(value: str | None) -> str | None:
    """The date of `--published`, checked. Raises UsageError."""
    try:
        return published_date(value)
    except ValueError as error:
        raise UsageError(f"{error}.", where="--published") from None


def read(source: str | Path, published: str | None = None, limit: int = DEFAULT_LIMIT) -> Iterator[Arrived]:
    """Every report of a file, a folder (its .txt and .jsonl files, sorted) or `-`, in order.

    `published` stands for reports without a date of their own; `limit` is in bytes of text a report. Nothing is raised for a
    bad input: it arrives as an InputError.
    """
    if str(source) == "-":
        yield from guarded(sys.stdin.buffer, "standard input", None, published, limit)
        return
    path = Path(source)
    try:
        if path.is_dir():
            yield from read_folder(path, published, limit)
            return
        with path.open("rb") as handle:
            yield from guarded(handle, str(source), path.suffix.lower(), published, limit)
    except OSError as error:
        yield Arrived(str(source), InputError(f"this file cannot be read ({told(error)}).", where=str(source)))
    except ValueError:
        yield Arrived(repr(source), InputError("this is not a file name.", where=repr(source)))


def read_folder(folder: Path, published: str | None, limit: int) -> Iterator[Arrived]:
    inside = sorted(p for p in folder.rglob("*") if p.suffix.lower() in READ_IN_FOLDERS and p.is_file())
    if not inside:
        yield Arrived(str(folder), Notice("there are no .txt or .jsonl files in this folder."))
    for path in inside:
        yield from read(path, published, limit)


def told(error: OSError) -> str:
    return {FileNotFoundError: "there is no such file", PermissionError: "no permission"}.get(type(error), error.strerror or str(error))


def guarded(handle: BinaryIO, where: str, suffix: str | None, published: str | None, limit: int) -> Iterator[Arrived]:
    try:
        yield from read_stream(handle, where, suffix, published, limit)
    except InputError as error:
        yield Arrived(where, InputError(error.what, where=error.where or where, hint=error.hint))


def read_stream(handle: BinaryIO, where: str, suffix: str | None, published: str | None, limit: int) -> Iterator[Arrived]:
    """Rows where the name or the first line says so, else one text."""
    first = handle.readline(6 * limit + 65536)
    if suffix in ROWS and first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = decode(first + handle.read()).text
        lines = [line.encode("utf-8") for line in text.split("\n")]
        yield from read_rows(iter(lines), where, published, limit)
    elif suffix in ROWS or (suffix != ".txt" and looks_like_rows(first)):
        decode(first[:65536])  # a picture named .jsonl is refused once, not line by line
        yield from read_rows(lines_of(handle, first, limit), where, published, limit)
    else:
        yield from read_text(first + handle.read(max(0, 2 * limit + 4 - len(first))), where, published, limit, rest=handle)


def lines_of(handle: BinaryIO, first: bytes, limit: int) -> Iterator[bytes | InputError]:
    """Lines as bytes, split at newline alone; one that is longer than any row within `limit` can be is passed over."""
    longest = 6 * limit + 65536  # \\uXXXX takes six bytes where UTF-8 takes two; then room for the other keys
    line = first.removeprefix(b"\xef\xbb\xbf")
    while line:
        if len(line) >= longest and not line.endswith(b"\n"):
            size = len(line)
            while line and not line.endswith(b"\n"):
                line = handle.readline(longest)
                size += len(line)
            yield too_long(size, limit)
        else:
            yield line
        line = handle.readline(longest)


def read_rows(lines: Iterator[bytes | InputError] | Iterator[bytes], where: str, published: str | None, limit: int) -> Iterator[Arrived]:
    any_row = False
    for number, line in enumerate(lines, 1):
        spot = f"{where}:{number}"
        any_row = any_row or isinstance(line, InputError) or bool(line.strip())
        try:
            if isinstance(line, InputError):
                raise InputError(line.what, where=spot, hint=line.hint)
            report = row_report(line, spot, published, limit)
        except InputError as error:
            yield Arrived(spot, error)
            continue
        if report is not None:
            yield Arrived(spot, report)
        elif line.strip():
            yield Arrived(spot, Notice("the text of this row is empty."))
    if not any_row:
        yield Arrived(where, Notice("this file is empty."))


def read_text(raw: bytes, where: str, published: str | None, limit: int, rest: BinaryIO | None = None) -> Iterator[Arrived]:
    """One report from the bytes of a text."""
    decoded = decode(raw)
    size = len(raw) if decoded.encoding.startswith("utf-8") else len(decoded.text.encode("utf-8", "replace"))
    more = len(rest.read(1)) if rest else 0
    if more or size > limit:
        while rest and (chunk := rest.read(1 << 20)):
            more += len(chunk)
        raise too_long(max(size, len(raw)) + more, limit)
    if decoded.replaced:
        yield Arrived(where, Notice(f"{decoded.replaced} places could not be read as {decoded.encoding} and stand as \ufffd."))
    if not decoded.text.strip("\ufeff\0 \t\r\n\f\v\x85\u2028\u2029"):
        yield Arrived(where, Notice("this report is empty."))
        return
    yield Arrived(where, Report(id=report_id(raw), text=decoded.text, published=published))
