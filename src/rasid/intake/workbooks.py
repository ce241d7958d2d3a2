"""Workbooks (XLSX) and Parquet as tables."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from rasid.intake.columns import Mapping, missing, settled
from rasid.intake.found import Outcome
from rasid.intake.opening import Input, Wanted
from rasid.intake.tables import Row, columns_of, kept, outcomes
from rasid.model import InputError

HEADER_WITHIN = 20  # rows looked at for the header: titles and notes stand above it
AT_ONCE = 1000
DAYS_1904 = 1462  # between the two calendars of spreadsheets


def read_xlsx(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    """Every sheet that has a column of texts, or the one that the mapping names."""
    import openpyxl

    warnings.filterwarnings("ignore", module="openpyxl")
    raw = kept(item, wanted)
    try:
        book = openpyxl.load_workbook(item.handle, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise InputError(f"this workbook cannot be read ({type(error).__name__}).", hint="Save it anew, or as CSV.") from None
    only = wanted.mapping.sheet
    if only and only not in book.sheetnames:
        raise InputError(
            f"this workbook has no sheet {only!r}; it has {', '.join(map(repr, book.sheetnames))}.", hint="Correct the mapping."
        )
    shift = DAYS_1904 if book.epoch.year == 1904 else 0
    try:
        any_read, first_problem = False, None
        for sheet in book.worksheets:
            if only and sheet.title != only:
                continue
            rows = sheet_rows(sheet, shift)
            try:
                columns, header, above = header_of(rows, wanted.mapping, f"{item.where}:{sheet.title}")
            except InputError as error:
                first_problem = first_problem or error
                continue
            any_read = True
            yield from outcomes(item, wanted, columns, below(rows, header, above), raw, "xlsx", sheet.title)
        if not any_read:
            raise first_problem or InputError("this workbook has no sheets.")
    finally:
        book.close()


def sheet_rows(sheet: Any, shift: int) -> Iterator[tuple[int, list[Any]]]:
    sheet.reset_dimensions()  # what a workbook says of its size is often wrong
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if any(c not in (None, "") for c in cells):
            yield number, [c + shift if shift and type(c) in (int, float) and 8_000 < c < 80_000 else c for c in cells]


def header_of(rows: Iterator[tuple[int, list[Any]]], mapping: Mapping, where: str) -> tuple[Mapping, list[str], int]:
    """The columns, the header and its row: the first row that has what is looked for. Raises InputError."""
    first: list[str] | None = None
    for number, cells in rows:
        header = ["" if c is None else str(c).strip() for c in cells]
        first = first or header
        if not missing(mapping, header) and settled(mapping, [h for h in header if h]).text:
            return columns_of(mapping, header, where), header, number
        if number >= HEADER_WITHIN:
            break
    if first is None:
        raise InputError("this sheet is empty.", where=where)
    return columns_of(mapping, first, where), first, 1  # raises, and says what the sheet has


def below(rows: Iterator[tuple[int, list[Any]]], header: list[str], above: int) -> Iterator[Row]:
    for number, cells in rows:
        yield Row(number, {h: c for h, c in zip(header, cells, strict=False) if h})


def read_parquet(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    import duckdb

    raw = kept(item, wanted)
    with on_disk(item) as path, duckdb.connect() as connection:
        try:
            result = connection.execute("SELECT * FROM read_parquet(?)", [path])
        except duckdb.Error as error:
            said = str(error).partition("\n")[0].replace(path, item.name)
            raise InputError(f"this is no Parquet file that can be read ({said}).", hint="It may be cut short; save it anew.") from None
        header = [d[0] for d in result.description or []]
        yield from outcomes(item, wanted, columns_of(wanted.mapping, header, item.where), parquet_rows(result, header), raw, "parquet")


def parquet_rows(result: Any, header: list[str]) -> Iterator[Row]:
    number = 0
    while batch := result.fetchmany(AT_ONCE):
        for cells in batch:
            number += 1
            yield Row(number, dict(zip(header, cells, strict=True)))


@contextmanager
def on_disk(item: Input) -> Iterator[str]:
    """The path of the input; of a copy where it is a stream or a member of an archive."""
    name = getattr(item.handle, "name", None)
    if isinstance(name, str) and os.path.isfile(name) and item.depth == 0:
        yield name
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet", delete=False) as copy:
        while chunk := item.handle.read(1 << 20):
            copy.write(chunk)
    try:
        yield copy.name
    finally:
        with suppress(OSError):
            os.unlink(copy.name)
