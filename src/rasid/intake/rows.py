"""JSONL: one report a line, {"text": …, "id"?, "published"?, "title"?, "url"?, "outlet"?, "lang"?}; other keys are left alone."""

from __future__ import annotations

from typing import Any

import msgspec

from rasid.intake.decode import decode
from rasid.intake.limits import published_date, too_long
from rasid.model import InputError, Report
from rasid.model.report import report_id

CONTEXT = ("title", "url", "outlet", "lang")


def row_report(line: bytes, where: str, published: str | None, limit: int) -> Report | None:
    """The report of one line; None where the line or its text is blank. Raises InputError that names `where` (file:line)."""
    if not line.strip():
        return None
    row = parsed(line, where)
    text = row.get("text")
    if text is None or not isinstance(text, str):
        raise InputError('this row has no "text".', where=where, hint='Every line needs {"text": "…"}.')
    if not text.strip():
        return None
    raw = text.encode("utf-8")
    if len(raw) > limit:
        problem = too_long(len(raw), limit)
        raise InputError(problem.what, where=where, hint=problem.hint)
    try:
        date = published_date(row.get("published")) or published
    except ValueError as error:
        raise InputError(f'"published": {error}.', where=where, hint="Correct it or leave it out.") from None
    return Report(id=given_id(row, where) or report_id(raw), text=text, published=date, **{k: context(row, k, where) for k in CONTEXT})


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


def given_id(row: dict[str, Any], where: str) -> str | None:
    value = row.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise InputError('the "id" of this row is neither text nor a number.', where=where)
    return str(value)


def context(row: dict[str, Any], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'the "{key}" of this row is not text.', where=where)
    return value or None


def looks_like_rows(first_line: bytes) -> bool:
    """True where the first line is a JSON object with the marks of a row: how a stream without a name tells JSONL from text."""
    if not first_line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        row = msgspec.json.decode(first_line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row
