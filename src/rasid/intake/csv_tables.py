"""CSV and TSV: separator, encoding and header found out, rows one by one with their own bytes."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from typing import BinaryIO

from rasid.intake.columns import Mapping, settled
from rasid.intake.decode import BOMS, decode, mostly_utf8
from rasid.intake.found import Notice, Outcome
from rasid.intake.opening import Input, Wanted
from rasid.intake.tables import Row, columns_of, kept, outcomes
from rasid.model import InputError

WIDEST_CELL = 50_000_000
LONGEST_LINE = 100_000_000
SEPARATORS = ",;\t|،؛"


class Lines:
    """The lines of a table as text, with the bytes of those taken since they were last asked for."""

    def __init__(self, handle: BinaryIO, encoding: str) -> None:
        self.encoding = encoding
        self.damaged = False
        self.taken: list[bytes] = []
        wide = encoding.startswith(("utf-16", "utf-32"))
        self.source = codecs.getreader(encoding)(handle, "replace") if wide else handle  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[str]:
        while True:
            line = self.source.readline() if self.encoding.startswith(("utf-16", "utf-32")) else self.source.readline(LONGEST_LINE)
            if not line:
                return
            if isinstance(line, str):
                self.taken.append(line.encode(self.encoding))
            else:
                self.taken.append(line)
                line = self.decoded(line)
            yield line.replace("\0", "")

    def decoded(self, line: bytes) -> str:
        try:
            return line.decode(self.encoding)
        except UnicodeDecodeError:
            self.damaged = True
            return line.decode(self.encoding, "replace")

    def bytes(self) -> bytes:
        raw = b"".join(self.taken)
        self.taken.clear()
        return raw


def read_csv(item: Input, wanted: Wanted) -> Iterator[Outcome]:
    head = item.head()
    encoding, mark = encoding_of(head)
    raw = kept(item, wanted)
    item.handle.read(mark)
    lines = Lines(item.handle, encoding)
    csv.field_size_limit(WIDEST_CELL)
    first = head[mark:].decode(encoding, "replace")
    reader = csv.reader(iter(lines), delimiter=separator(first, wanted.mapping))
    header: list[str] = []
    while not any(header):
        try:
            header = [c.strip().lstrip("\ufeff") for c in next(reader)]
        except StopIteration:
            yield Notice("this table is empty.", item.where)
            return
        if len(header) == 1 and header[0].startswith("sep="):
            header = []
    lines.bytes()
    columns = columns_of(wanted.mapping, header, item.where)
    yield from outcomes(item, wanted, columns, rows_of(reader, lines, header), raw, "csv", encoding=encoding)
    if lines.damaged:
        yield Notice(f"some letters could not be read as {encoding} and stand as \ufffd.", item.where)


def rows_of(reader: Iterator[list[str]], lines: Lines, header: list[str]) -> Iterator[Row]:
    number, width = 1, len(header)
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.bytes()
            yield Row(number, {}, None, f"this is no row of a table ({error}).")
            continue
        raw = lines.bytes()
        if not any(cells) or not any(c.strip() for c in cells):
            continue
        if len(cells) > width and any(c.strip() for c in cells[width:]):
            yield Row(number, {}, raw, f"this row has {len(cells)} cells, the header {width}.")
        else:
            yield Row(number, dict(zip(header, cells, strict=False)), raw)


def separator(text: str, mapping: Mapping) -> str:
    """The sign between cells: as Excel's `sep=` says, else the one by which the header has the columns that are looked for."""
    first = text.lstrip("\ufeff").lstrip("\r\n").partition("\n")[0]
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    counts = {s: first.count(s) for s in SEPARATORS if s in first}
    for sign in sorted(counts, key=lambda s: -counts[s]):
        names = [c.strip().strip('"') for c in first.split(sign)]
        if settled(mapping, names).text:
            return sign
    return max(counts, key=lambda s: counts[s], default=",")


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding by the beginning, and how many bytes its mark has. Raises InputError where it is no text."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    whole = head[: head.rfind(b"\n") + 1] or head
    if mostly_utf8(whole):
        return "utf-8", 0
    try:
        return decode(whole[: len(whole) // 4 * 4] if whole is head else whole).encoding, 0
    except InputError as error:
        raise InputError(error.what, hint="Save the table as CSV in UTF-8.") from None
