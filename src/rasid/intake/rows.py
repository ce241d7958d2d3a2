"""JSONL: one report a line, {"text": …, "id"?, "published"?, "title"?, "url"?, "outlet"?, "lang"?}; other keys are left alone.

Where a row has no "text", its keys are looked up as the columns of a table are, and a mapping may name them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from rasid.intake.columns import Mapping, settled, value_of
from rasid.intake.decode import decode
from rasid.intake.found import Notice, Outcome
from rasid.intake.limits import published_date, too_long
from rasid.intake.opening import WHOLE, Input, Wanted, found
from rasid.model import InputError, Report
from rasid.model.report import report_id

CONTEXT = ("title", "url", "outlet", "lang")
PLAIN = Mapping(text=("text",), title="title", published="published", url="url", outlet="outlet", id="id", lang="lang")


def read_rows(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """Every row, in order. The lines are gone through one by one; a bad one is told and the rest goes on."""
    head = item.head()
    handle, raw = item.handle, None
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        handle = io.BytesIO(decode(item.whole(WHOLE)).text.encode("utf-8"))
    else:
        decode(head[: head.rfind(b"\n") + 1] or head)  # a picture named .jsonl is refused once, not line by line
    if wanted.keep and item.size is not None and item.size <= WHOLE and handle.seekable():
        raw = handle.read()
        handle = io.BytesIO(raw)
    any_row = False
    for number, line in enumerate(lines_of(handle, wanted.limit), 1):
        where = f"{item.where}:{number}"
        any_row = any_row or isinstance(line, InputError) or bool(line.strip())
        try:
            if isinstance(line, InputError):
                raise InputError(line.what, where=where, hint=line.hint)
            report = row_report(line, where, wanted)
        except InputError as error:
            yield error
            continue
        if report is not None:
            kept = (line if raw is None else raw) if wanted.keep else b""
            yield found(item, report, kept, where=where, media_type="application/jsonl", locator=f"row {number}", encoding="utf-8")
        elif line.strip():
            yield Notice("the text of this row is empty.", where)
    if not any_row:
        yield Notice("this file is empty.", item.where)


def lines_of(handle: BinaryIO, limit: int) -> Iterator[bytes | InputError]:
    """Lines as bytes, split at newline alone; one that is longer than any row within `limit` can be is passed over."""
    longest = 6 * limit + 65536  # \\uXXXX takes six bytes where UTF-8 takes two; then room for the other keys
    line = handle.readline(longest).removeprefix(b"\xef\xbb\xbf")
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


def row_report(line: bytes, where: str, wanted: Wanted) -> Report | None:
    """The report of one line; None where the line or its text is blank. Raises InputError that names `where` (file:line)."""
    if not line.strip():
        return None
    row = parsed(line, where)
    if wanted.mapping.given or "text" not in row:
        columns = settled(wanted.mapping, row)
    else:
        columns = PLAIN
    return report_of(row, columns, where, wanted)


def report_of(row: dict[str, Any], columns: Mapping, where: str, wanted: Wanted) -> Report | None:
    """The report that a row of JSON tells; None where its text is blank. Raises InputError."""
    parts = [value_of(row, c) for c in columns.text]
    if not parts or any(p is not None and not isinstance(p, str) for p in parts) or all(p is None for p in parts):
        hint = f"No key {' or '.join(columns.text)} holds words." if wanted.mapping.text else 'Every line needs {"text": "…"}.'
        raise InputError('this row has no "text".', where=where, hint=hint)
    text = "\n\n".join(p for p in parts if p and p.strip()) if len(parts) > 1 else parts[0]
    if not text.strip():
        return None
    raw = text.encode("utf-8")
    if len(raw) > wanted.limit:
        problem = too_long(len(raw), wanted.limit)
        raise InputError(problem.what, where=where, hint=problem.hint)
    context = {k: told(value_of(row, getattr(columns, k)), k, where) for k in CONTEXT}
    date = date_of(value_of(row, columns.published), columns.published, wanted, where)
    return Report(id=given_id(value_of(row, columns.id), where) or report_id(raw), text=text, published=date, **context)


def date_of(value: Any, column: str | None, wanted: Wanted, where: str) -> str | None:
    """The date of a row, or that of `--published`. Raises InputError."""
    try:
        return published_date(value) or wanted.published
    except ValueError as first:
        from rasid.intake.dates import written_date  # its patterns take 7 ms to compile, and most rows have ISO dates

        try:
            return written_date(value, wanted.mapping.date_order) or wanted.published
        except ValueError as error:
            said = error if isinstance(value, str) else first
            raise InputError(f'"{column}": {said}.', where=where, hint="Correct it or leave it out.") from None


def parsed(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as first:
        try:
            row = msgspec.json.decode(decode(line).text.strip())
        except (msgspec.DecodeError, InputError, RecursionError):
            raise InputError(f"this line is not JSON ({first}).", where=where, hint="JSONL has one complete object a line.") from None
    if not isinstance(row, dict):
        raise InputError("this line is JSON and not an object.", where=where, hint='Every line needs {"text": "…"}.')
    return row


def given_id(value: Any, where: str) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise InputError('the "id" of this row is neither text nor a number.', where=where)
    return str(value)


def told(value: Any, key: str, where: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InputError(f'the "{key}" of this row is not text.', where=where)
    return value or None
