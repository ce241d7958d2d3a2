"""Tables, one report a row: CSV and TSV, workbooks, Parquet, and lists of JSON objects. Columns as columns.py tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from rasid.intake.columns import Mapping, missing, settled
from rasid.intake.found import Notice, Outcome
from rasid.intake.opening import WHOLE, Input, Wanted, found
from rasid.intake.rows import report_of
from rasid.model import InputError

MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
SHOWN = 12  # columns named in a message


class Row(NamedTuple):
    """`number` as a spreadsheet counts, the header being row 1; `raw`: the row's own bytes where the file's are not kept whole."""

    number: int
    cells: dict[str, Any]
    raw: bytes | None = None
    problem: str = ""


def outcomes(
    item: Input,
    wanted: Wanted,
    columns: Mapping,
    rows: Iterable[Row],
    raw: bytes | None,
    kind: str,
    sheet: str = "",
    encoding: str | None = None,
) -> Iterator[Outcome]:
    """The reports of a table's rows."""
    spot, any_row = (f"{sheet}!" if sheet else ""), False
    for row in rows:
        any_row = True
        where = f"{item.where}:{spot}{row.number}"
        try:
            if row.problem:
                raise InputError(row.problem, where=where, hint="Correct it; the other rows are read.")
            report = report_of({k: told(v, k, columns, kind) for k, v in row.cells.items()}, columns, where, wanted)
        except InputError as error:
            yield error
            continue
        if report is None:
            yield Notice("the text of this row is empty.", where)
            continue
        locator = f"{spot}{row.number}" if sheet else f"row {row.number}"
        own = bytes_of(row) if raw is None and wanted.keep else raw or b""
        yield found(item, report, own, where=where, how="table", locator=locator, media_type=MEDIA[kind], encoding=encoding)
    if not any_row:
        yield Notice("this table has no rows below its header.", item.where)


def bytes_of(row: Row) -> bytes:
    return row.raw if row.raw is not None else msgspec.json.encode(row.cells, enc_hook=str)


def told(value: Any, column: str, columns: Mapping, kind: str) -> Any:
    """A cell as its field wants it: dates and figures of the date column stay, everything else is words."""
    if value is None and kind != "json":
        return ""
    if value is None or isinstance(value, (str, dict, list)):
        return value
    if column == columns.published:
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, (dt.datetime, dt.date)) else str(value)


def columns_of(mapping: Mapping, header: list[str], where: str, strict: bool = True) -> Mapping:
    """The columns that are read. Raises InputError where a named one is missing, or none holds texts."""
    lost = missing(mapping, header) if strict else []
    if lost:
        raise InputError(f"this table has no column {lost[0]!r}; it has {listed(header)}.", where=where, hint="Correct the mapping.")
    columns = settled(mapping, header)
    if not columns.text:
        hint = """Say which holds the reports: --mapping '{"text": "name of the column"}'."""
        raise InputError(f"no column of this table is known to hold texts; it has {listed(header)}.", where=where, hint=hint)
    return columns


def listed(header: list[str]) -> str:
    names = [repr(h[:60]) for h in header if h]
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "") if names else "no header"


def kept(item: Input, wanted: Wanted) -> bytes | None:
    """The whole file's bytes where they are kept with every row; None where each row keeps its own."""
    if not wanted.keep:
        return b""
    if item.size is None or item.size > WHOLE or not item.handle.seekable():
        return None
    raw = item.handle.read()
    item.handle.seek(0)
    return raw
