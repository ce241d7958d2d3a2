"""A workbook (Office Open XML, ISO 29500) written row by row in constant memory, the same bytes for the same rows.

Texts stand in the cells themselves, so that no table of them is held; a general writer of workbooks was a tenth as fast (openpyxl 3.1,
write only). What a sheet cannot hold goes on in another of the same name with a number.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import IO, Any, BinaryIO

from rasid.publish.cells import neutral
from rasid.publish.formats import workbook_parts as parts
from rasid.publish.formats.table import Cells, Column

ROWS_MOST = 1_048_576  # of a sheet, the heading included (Excel's limit)
BYTES_MOST = 1_900_000_000  # of a sheet: what a ZIP holds without its 64-bit form, at which Excel offers to repair the file
LETTERS_MOST = 32_767  # of a cell
FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel's days are one off: it takes 1900 for a leap year
NOUGHT = dt.date(1899, 12, 30).toordinal()
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARKED = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what would be read as an escaped letter
CUT = f"texts longer than {LETTERS_MOST:,} letters, which were cut"
GONE_ON = f"sheets that were full (a sheet holds {ROWS_MOST:,} rows): the rows go on in a further sheet"
ROW = "\0"  # stands for the number of the row, which no text of a cell can be
OFTEN, KNOWN_MOST = 60, 30_000  # letters up to which a text may come again, and how many are kept: some 10 MB
STAMP = (1980, 1, 1, 0, 0, 0)  # of every file of the ZIP: no clock


class Workbook:
    """Sheets one after another; the parts that list them at the end."""

    def __init__(self, out: BinaryIO, right_to_left: bool = False) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.right_to_left = right_to_left
        self.names: list[str] = []
        self.losses: Counter[str] = Counter()

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed is None:
            for name, content in parts.of(self.names):
                self.zip.writestr(self.info(name), content)
            self.zip.close()

    def info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        return info

    def begin(self, name: str) -> IO[bytes]:
        self.names.append(name)
        return self.zip.open(self.info(f"xl/worksheets/sheet{len(self.names)}.xml"), "w")

    def sheet(self, name: str, columns: Sequence[Column]) -> OpenSheet:
        return OpenSheet(self, name, Sheet(columns))


class Sheet:
    """How the rows of a sheet are written. Empty cells are left out, so every cell says where it stands."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.known: dict[str, str] = {}  # texts as they are written: types, names and places come again and again
        self.days: dict[str, str] = {}
        self.plan = [(f'<c r="{parts.letters(n)}{ROW}"', self.days if c.kind == "day" else self.known) for n, c in enumerate(columns, 1)]
        self.cut = 0

    def row(self, cells: Cells) -> str:
        """The cells of a row, with `ROW` where its number belongs."""
        made = []
        for (begin, known), value in zip(self.plan, cells, strict=True):
            if value is None or value == "":
                continue
            if value.__class__ is str:
                made.append(begin + (known.get(value) or self.written(value, known)))
            else:
                made.append(f"{begin}><v>{value}</v></c>")
        return "".join(made)

    def written(self, value: str, known: dict[str, str]) -> str:
        """What of a cell follows its place."""
        day = serial(value) if known is self.days else None
        made = f' s="3" t="inlineStr"><is>{self.text(value)}</is></c>' if day is None else f' s="2"><v>{day}</v></c>'
        if len(value) <= OFTEN:
            if len(known) >= KNOWN_MOST:
                known.clear()
            known[value] = made
        return made

    def text(self, value: str) -> str:
        value = neutral(value)
        if len(value) > LETTERS_MOST:
            value = value[:LETTERS_MOST]
            self.cut += 1
        space = ' xml:space="preserve"' if value[0] <= " " or value[-1] <= " " else ""
        return f"<t{space}>{escaped(value) if MARKED.search(value) else value}</t>"


class OpenSheet:
    """A sheet being written; it goes on in another where it is full."""

    def __init__(self, book: Workbook, name: str, sheet: Sheet) -> None:
        self.book, self.name, self.sheet = book, name, sheet
        self.rows, self.number = 0, 1
        self.open(name)

    def open(self, name: str) -> None:
        self.file = self.book.begin(name)
        self.line, self.size = 0, 0
        self.put(parts.head(self.sheet.columns, self.book.right_to_left))
        self.line = 1  # the heading

    def put(self, told: str) -> None:
        data = told.encode()
        self.size += len(data)
        self.file.write(data)

    def add(self, cells: Cells) -> None:
        if self.line >= ROWS_MOST or self.size >= BYTES_MOST:
            self.finish()
            self.number += 1
            self.book.losses[GONE_ON] += 1
            self.open(f"{self.name} {self.number}")
        self.line += 1
        self.rows += 1
        n = str(self.line)
        self.put(f'<row r="{n}">{self.sheet.row(cells).replace(ROW, n)}</row>\n')

    def finish(self) -> None:
        self.put(parts.FOOT)
        self.file.close()

    def close(self) -> None:
        self.finish()
        if self.sheet.cut:
            self.book.losses[CUT] += self.sheet.cut


def serial(day: str) -> int | None:
    """A day as a workbook counts it; None for what is none, or too early to be counted right."""
    try:
        found = dt.date.fromisoformat(day)
    except ValueError:
        return None
    return found.toordinal() - NOUGHT if found >= FIRST_DAY else None


def escaped(value: str) -> Any:
    value = ILLEGAL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return ESCAPE.sub("_x005F_", value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
