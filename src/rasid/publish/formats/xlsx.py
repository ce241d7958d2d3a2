"""`xlsx`: a workbook of three sheets, Events (accounts, the columns of `csv`), Incidents (those of `csv-incidents`) and Codebook.

Written row by row: accounts go straight into the file, incidents wait on disk until the accounts are done.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO

from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats import incident_table as incidents
from rasid.publish.formats import table as accounts
from rasid.publish.formats.table import Column
from rasid.publish.formats.undated import Dated
from rasid.publish.formats.workbook import Sheet, Workbook
from rasid.publish.policy import Released

CHUNK = 1 << 20  # bytes of the waiting sheet in memory
LANGUAGES = {"en": "English", "ar": "العربية"}


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    types = around.lexicon.ontology["event_types"]
    found = Dated(released, around)
    later = Sheet(incidents.COLUMNS, incidents.TOGETHER)
    with Workbook(out, right_to_left=around.languages[0] == "ar") as book, Waiting() as waiting:
        events = book.sheet("Events", Sheet(accounts.COLUMNS, accounts.TOGETHER))
        for one in found:
            for cells in accounts.rows(one, types):
                events.add(cells)
            waiting.add(later.row(incidents.row(one, types)))
        events.close()
        told = book.sheet("Incidents", later)
        for row in waiting:
            told.add_row(row)
        told.close()
        codebook(book, around)
        losses = found.losses + book.losses
    return Written(events.rows, losses)


def codebook(book: Workbook, around: Around) -> None:
    """What every column holds and what every type is, in both languages, the first first."""
    languages = [code for code in around.languages if code in LANGUAGES] or ["en", "ar"]
    columns = [Column("sheet"), Column("name"), *(Column(LANGUAGES[code], "text") for code in languages), Column("edit")]
    sheet = book.sheet("Codebook", Sheet(columns))
    for name, its in (("Events", accounts.COLUMNS), ("Incidents", incidents.COLUMNS)):
        for column in its:
            words = dict(zip(("en", "ar"), column.words, strict=True))
            sheet.add((name, column.name, *(words[code] for code in languages), column.edit))
    for list_ in ("event_types", "party_kinds", "weapons", "objects"):
        for id_, row in around.lexicon.ontology[list_].items():
            definition, names = row.get("definition") or {}, row.get("names") or {}
            told = (": ".join(p for p in (names.get(code), definition.get(code)) if p) for code in languages)
            sheet.add((list_, id_, *told, None))
    sheet.close()


class Waiting:
    """Rows of a sheet, kept on disk until its turn: a file of a ZIP cannot be begun before the last is done."""

    def __enter__(self) -> Waiting:
        self.file: IO[bytes] = tempfile.TemporaryFile(buffering=CHUNK)
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def add(self, row: bytes) -> None:
        self.file.write(len(row).to_bytes(4, "big") + row)

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while head := self.file.read(4):
            yield self.file.read(int.from_bytes(head, "big"))


FORMAT = Format("xlsx", ".xlsx", True, "A workbook: accounts, incidents and what their columns mean, in both languages.", write)
