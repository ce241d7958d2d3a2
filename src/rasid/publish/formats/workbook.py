"""A workbook (Office Open XML, ISO 29500) written row by row in constant memory, the same bytes for the same rows.

Texts stand in the cells themselves, so that no table of them is held; a general writer of workbooks was a tenth as fast (openpyxl 3.1,
write only). What a sheet cannot hold goes on in another of the same name with a number.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import IO, Any, BinaryIO

from rasid.publish.cells import BEGIN, neutral
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
ROW, MARK = "\0", b"\0"  # stands for the number of the row, which no text of a cell can be
OFTEN, KNOWN_MOST = 60, 1_000  # letters up to which a text may come again, and how many are kept of a column: some 10 MB of a sheet
STRETCH_MOST = 1 << 12  # bytes up to which the cells of a stretch of columns may come again
ROWS_AT_ONCE = 32  # written together: each call of the ZIP costs as much as the row
LEVEL = 3  # of compression: half the time of the usual 6, and a seventh more bytes


class Workbook:
    """Sheets one after another; the parts that list them at the end."""

    def __init__(self, out: BinaryIO, right_to_left: bool = False) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self.right_to_left = right_to_left
        self.names: list[str] = []
        self.losses: Counter[str] = Counter()

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed is None:
            for name, content in parts.of(self.names):
                with self.file(name) as file:
                    file.write(content.encode())
            self.zip.close()

    def file(self, name: str) -> IO[bytes]:
        """A file of the ZIP to be written. Its time is that of no clock (1 January 1980), and by its name alone it takes the level."""
        return self.zip.open(name, "w")

    def begin(self, name: str) -> IO[bytes]:
        self.names.append(name)
        return self.file(f"xl/worksheets/sheet{len(self.names)}.xml")

    def sheet(self, name: str, sheet: Sheet) -> OpenSheet:
        return OpenSheet(self, name, sheet)


class Sheet:
    """How the rows of a sheet are written. Empty cells are left out, so every cell says where it stands. `together`: the first and the
    last column of each stretch whose values often come again together, as those of a party do."""

    def __init__(self, columns: Sequence[Column], together: Iterable[tuple[str, str]] = ()) -> None:
        self.columns = columns
        self.cells = [DayCells(n) if c.kind == "day" else KnownCells(n) for n, c in enumerate(columns, 1)]
        self.known = self.planned([c.name for c in columns], together)

    def planned(self, names: list[str], together: Iterable[tuple[str, str]]) -> list[tuple[Any, dict[Any, bytes]]]:
        """What of a row is looked up where, from left to right: the place of a cell or of a stretch."""
        plan: dict[int, tuple[Any, dict[Any, bytes]]] = dict(enumerate(zip(range(len(names)), self.cells, strict=True)))
        for first, last in together:
            start, end = names.index(first), names.index(last) + 1
            plan[start] = slice(start, end), KnownStretch(self.cells[start:end])
            for n in range(start + 1, end):
                del plan[n]
        return list(plan.values())

    @property
    def cut(self) -> int:
        """How many texts were too long."""
        return sum(known.cut for known in self.cells)

    def row(self, cells: Cells) -> bytes:
        """The cells of a row, with `ROW` where its number belongs."""
        return b"".join([known[cells[at]] for at, known in self.known])


class KnownCells(dict[Any, bytes]):
    """The cells of a column as they are written, by value: types, names, places and figures come again and again. What is not known is
    written; short ones are kept, all forgotten where they are too many."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.begin = f'<c r="{parts.letters(number)}{ROW}"'
        self.plain = f'{self.begin} s="3" t="inlineStr"><is><t>'
        self.cut = 0

    def __missing__(self, value: Any) -> bytes:
        if value is None or value == "":
            made = b""
        elif value.__class__ is str:
            made = self.of_text(value).encode()
            if len(value) > OFTEN:
                return made
        else:
            made = f"{self.begin}><v>{value}</v></c>".encode()
        if len(self) >= KNOWN_MOST:
            self.clear()
        self[value] = made
        return made

    def of_text(self, value: str) -> str:
        if value[0] > " " < value[-1] and value[0] not in BEGIN and len(value) <= LETTERS_MOST and MARKED.search(value) is None:
            return f"{self.plain}{value}</t></is></c>"  # as most are
        value = neutral(value)
        if len(value) > LETTERS_MOST:
            value = value[:LETTERS_MOST]
            self.cut += 1
        space = ' xml:space="preserve"' if value[0] <= " " or value[-1] <= " " else ""
        told = escaped(value) if MARKED.search(value) else value
        return f'{self.begin} s="3" t="inlineStr"><is><t{space}>{told}</t></is></c>'


class DayCells(KnownCells):
    """Cells of days; what is no day, or too early to be counted right, is text."""

    def of_text(self, value: str) -> str:
        day = serial(value)
        return super().of_text(value) if day is None else f'{self.begin} s="2"><v>{day}</v></c>'


class KnownStretch(dict[tuple[Any, ...], bytes]):
    """The cells of columns beside one another as they are written, by their values together."""

    def __init__(self, columns: Sequence[KnownCells]) -> None:
        super().__init__()
        self.columns = columns

    def __missing__(self, values: tuple[Any, ...]) -> bytes:
        made = b"".join([known[value] for known, value in zip(self.columns, values, strict=True)])
        if len(made) <= STRETCH_MOST:
            if len(self) >= KNOWN_MOST:
                self.clear()
            self[values] = made
        return made


class OpenSheet:
    """A sheet being written; it goes on in another where it is full."""

    def __init__(self, book: Workbook, name: str, sheet: Sheet) -> None:
        self.book, self.name, self.sheet = book, name, sheet
        self.rows, self.number = 0, 1
        self.open(name)

    def open(self, name: str) -> None:
        self.file = self.book.begin(name)
        self.line, self.size = 0, 0
        self.waiting: list[bytes] = []
        self.put(parts.head(self.sheet.columns, self.book.right_to_left).encode())
        self.line = 1  # the heading

    def put(self, data: bytes) -> None:
        self.size += len(data)
        self.waiting.append(data)
        if len(self.waiting) >= ROWS_AT_ONCE:
            self.let_go()

    def let_go(self) -> None:
        self.file.write(b"".join(self.waiting))
        self.waiting.clear()

    def add(self, cells: Cells) -> None:
        self.add_row(self.sheet.row(cells))

    def add_row(self, cells: bytes) -> None:
        """Adds what `Sheet.row` made."""
        if self.line >= ROWS_MOST or self.size >= BYTES_MOST:
            self.finish()
            self.number += 1
            self.book.losses[GONE_ON] += 1
            self.open(f"{self.name} {self.number}")
        self.line += 1
        self.rows += 1
        n = b"%d" % self.line
        self.put(b'<row r="%b">%b</row>\n' % (n, cells.replace(MARK, n)))

    def finish(self) -> None:
        self.put(parts.FOOT.encode())
        self.let_go()
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
