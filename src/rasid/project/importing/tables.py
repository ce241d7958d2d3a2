"""Files that are imported: which kind one is, by its header, and its rows, one by one, as a spreadsheet counts them."""

from __future__ import annotations

import csv
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain, zip_longest
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple

from rasid.intake.columns import key_of
from rasid.intake.csv_tables import SEPARATORS, WIDEST_CELL, Lines, encoding_of, rows_of
from rasid.intake.tables import Row, listed
from rasid.intake.workbooks import DAYS_1904, HEADER_WITHIN, sheet_rows
from rasid.model import InputError

ZIP = b"PK\x03\x04"
Kinds = dict[str, frozenset[str]]
FORMULA_TAG, LONGEST_TAG = re.compile(rb"<(?:\w+:)?f[ />]"), 16
HEAD = 65536  # bytes by which encoding, separator and header are found out
# What the header of each kind of file has, whatever else; the first that fits is taken.
KINDS = {
    "acled": frozenset(("event_id_cnty", "event_date", "sub_event_type")),
    "acled-deleted": frozenset(("event_id_cnty", "deleted_timestamp")),
    "ucdp": frozenset(("id", "type_of_violence", "side_a")),
    "edited": frozenset(("event_id",)),
}
SHEETS = {"accounts": frozenset(("event_id",)), "incidents": frozenset(("incident_id",))}  # of what `rasid export` writes
SAID = {
    "acled": "an ACLED table (event_id_cnty, event_date, sub_event_type …)",
    "acled-deleted": "ACLED's list of deleted rows (event_id_cnty, deleted_timestamp)",
    "ucdp": "a UCDP GED table (id, type_of_violence, side_a …)",
    "edited": "a table that `rasid export` wrote (event_id …)",
}


class Sheet(NamedTuple):
    """An open table. `kind`: of `KINDS`; `columns`: its header, in small letters with strokes; `rows`: cells by column."""

    kind: str
    columns: list[str]
    rows: Iterator[Row]
    where: str
    damaged: Callable[[], bool]


def kind_of(columns: list[str], kinds: Kinds) -> str | None:
    there = set(columns)
    return next((kind for kind, wanted in kinds.items() if wanted <= there), None)


def opened(path: Path) -> AbstractContextManager[Sheet]:
    """The table in a file, CSV or XLSX. Raises InputError where it is none that can be imported."""
    return opened_as(path, KINDS)


@contextmanager
def opened_as(path: Path, kinds: Kinds) -> Iterator[Sheet]:
    """The table in a file that is of one of these kinds, each with what its header has. Raises InputError."""
    try:
        handle = path.open("rb")
    except OSError as error:
        raise InputError(f"this file cannot be read ({error.strerror or error}).", where=str(path)) from None
    with handle:
        head = handle.read(HEAD)
        handle.seek(0)
        if head.startswith(ZIP):
            with workbook(handle, str(path), kinds) as sheet:
                yield sheet
        else:
            yield csv_table(handle, head, str(path), kinds)


def csv_table(handle: BinaryIO, head: bytes, where: str, kinds: Kinds) -> Sheet:
    try:
        encoding, mark = encoding_of(head)
    except InputError as error:
        raise InputError(error.what, where=where, hint=error.hint) from None
    handle.read(mark)
    lines = Lines(handle, encoding)
    csv.field_size_limit(WIDEST_CELL)
    reader = csv.reader(iter(lines), delimiter=separator(head[mark:].decode(encoding, "replace"), kinds))
    header: list[str] = []
    while not any(header):
        header = [key_of(c) for c in next(reader, ["\0"])]
        if header == ["\0"]:
            raise InputError("this table is empty.", where=where)
        if len(header) == 1 and header[0].startswith("sep="):
            header = []
    lines.bytes()
    return Sheet(wanted(header, where, kinds), header, rows_of(reader, lines, header), where, lambda: lines.damaged)


def separator(text: str, kinds: Kinds) -> str:
    """The sign between cells: as Excel's `sep=` says, else that by which the header is one of those known, else the commonest."""
    first = text.lstrip("\ufeff\r\n").partition("\n")[0].strip("\r")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    counts = {s: first.count(s) for s in SEPARATORS if s in first}
    fitting = [s for s in counts if kind_of([key_of(c.strip('"')) for c in first.split(s)], kinds)]
    return max(fitting or counts, key=lambda s: counts[s], default=",")


def wanted(header: list[str], where: str, kinds: Kinds) -> str:
    kind = kind_of(header, kinds)
    if kind is None:
        hint = f"It takes {', '.join(SAID.values())}; other tables are reports: `rasid add`."
        raise InputError(f"this is no table that can be imported; it has {listed(header)}.", where=where, hint=hint)
    if twice := next((c for n, c in enumerate(header) if c and c in header[:n]), None):
        raise InputError(f"the column {twice!r} stands twice in it.", where=where, hint="Leave the one that counts.")
    return kind


@contextmanager
def workbook(handle: BinaryIO, where: str, kinds: Kinds) -> Iterator[Sheet]:
    """The first sheet of a workbook whose header is one of those known."""
    import openpyxl

    warnings.filterwarnings("ignore", module="openpyxl")
    try:
        book = openpyxl.load_workbook(handle, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers do
        hint = "Save it anew, or as CSV."
        raise InputError(f"this workbook cannot be read ({type(error).__name__}).", where=where, hint=hint) from None
    try:
        shift, header = (DAYS_1904 if book.epoch.year == 1904 else 0), []
        for sheet in book.worksheets:
            rows = sheet_rows(sheet, shift)
            for number, cells in rows:
                header = ["" if c is None else key_of(str(c)) for c in cells]
                if kind := kind_of(header, kinds):
                    wanted(header, where, kinds)
                    with with_formulas(rows, sheet.title, handle, shift) as told:
                        yield Sheet(kind, header, cells_of(told, header), f"{where}:{sheet.title}", lambda: False)
                    return
                if number >= HEADER_WITHIN:
                    break
        wanted(header, where, kinds)
    finally:
        book.close()


Rows = Iterator[tuple[int, list[Any]]]


@contextmanager
def with_formulas(rows: Rows, title: str, handle: BinaryIO, shift: int) -> Iterator[Rows]:
    """The rows of a sheet, with the formula itself where it has one without the value that it came to: an empty cell would say that nothing
    is told. Not every program that writes workbooks reckons."""
    if not has_formulas(handle):
        yield rows
        return
    import openpyxl

    book = openpyxl.load_workbook(handle, read_only=True)
    try:
        yield beside(sheet_rows(book[title], shift), rows)
    finally:
        book.close()


def beside(written: Rows, reckoned: Rows) -> Rows:
    """Of each row the values, and its formulas where there is none."""
    last, values = next(reckoned, (0, []))
    for number, cells in written:
        while last and last < number:
            last, values = next(reckoned, (0, []))
        if last == number:
            found = [w if v is None and is_formula(w) else v for v, w in zip_longest(values, cells)]
            yield number, found
        elif any(map(is_formula, cells)):
            yield number, cells


def is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def has_formulas(handle: BinaryIO) -> bool:
    """Whether any stands in a sheet of a workbook."""
    with zipfile.ZipFile(handle) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(tagged(part) for part in map(archive.open, sheets))


def tagged(part: IO[bytes]) -> bool:
    with part:
        before = b""
        while chunk := part.read(HEAD):
            if FORMULA_TAG.search(before + chunk):
                return True
            before = chunk[-LONGEST_TAG:]
    return False


def cells_of(rows: Iterator[tuple[int, list[Any]]], header: list[str]) -> Iterator[Row]:
    for number, cells in rows:
        yield Row(number, {h: c for h, c in zip(header, cells, strict=False) if h})


def counted(sheet: Sheet) -> Sheet:
    """The same with a first row looked at, so that an empty table is told. Raises InputError."""
    first = next(sheet.rows, None)
    if first is None:
        raise InputError("this table has no rows below its header.", where=sheet.where)
    return sheet._replace(rows=chain([first], sheet.rows))
