"""JSON that is no JSONL: a list of objects, an object that holds such a list, or one object that is a report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from rasid.intake.columns import Mapping, settled
from rasid.intake.decode import decode
from rasid.intake.found import Notice, Outcome
from rasid.intake.opening import WHOLE, Input, Wanted
from rasid.intake.scanning import Scanner
from rasid.intake.tables import Row, columns_of, kept, outcomes
from rasid.model import InputError

OPENING = re.compile(rb"\[")
LISTS = ("reports", "items", "data", "rows", "results", "articles", "posts")


def read_json(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    head = item.head().removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith(b"["):
        yield from read_list(item, wanted)
        return
    raw = item.whole(WHOLE)
    try:
        value = msgspec.json.decode(decode(raw).text.lstrip("\ufeff"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"this is not JSON ({error}).", hint="It may be cut short; save it anew.") from None
    rows = rows_in(value, wanted.mapping.rows)
    if not rows:
        yield Notice("this file has no reports in it.", item.where)
        return
    found = [Row(n, row) for n, row in enumerate(rows, 1)]
    columns = columns_of(wanted.mapping, keys_of(rows[:100]), item.where, strict=False)
    yield from outcomes(item, wanted, columns, found, raw if wanted.keep else b"", "json", encoding="utf-8")


def rows_in(value: Any, key: str | None) -> list[dict[str, Any]]:
    """The objects of a file: those of the list under `key`, of the first list that has some, or the file's own."""
    for part in key.split(".") if key else ():
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, dict):
        if not key and settled_text(value):
            return [value]
        lists = [value[k] for k in (*LISTS, *value) if isinstance(value.get(k), list) and any(isinstance(v, dict) for v in value[k])]
        value = lists[0] if lists else [value]
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def settled_text(value: dict[str, Any]) -> bool:
    return any(isinstance(value.get(c), str) for c in settled(Mapping(), value).text)


def keys_of(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(k for row in rows for k in row))


def read_list(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """A list at the file's top, object by object: it may be of any length, and be cut short."""
    raw = kept(item, wanted)
    scanner = Scanner(io.BytesIO(raw) if raw else item.handle)
    scanner.until(OPENING)
    number, columns, empty = 0, None, True
    for number, element in enumerate(scanner.objects(), 1):
        empty = False
        try:
            cells = msgspec.json.decode(element)
        except (msgspec.DecodeError, RecursionError) as error:
            yield InputError(f"this is not JSON ({error}).", where=f"{item.where}:{number}", hint="The other objects are read.")
            continue
        if columns is None or (not wanted.mapping.given and columns.text[0] not in cells):
            try:
                columns = columns_of(wanted.mapping, list(cells), f"{item.where}:{number}", strict=False)
            except InputError as error:
                yield error
                continue
        yield from outcomes(item, wanted, columns, [Row(number, cells, element)], raw, "json", encoding="utf-8")
    if scanner.cut:
        yield InputError(f"this file is cut short after {number} objects.", where=item.where, hint="Those before are read; get it anew.")
    elif empty:
        yield Notice("this file has no reports in it.", item.where)
