"""`csv`: an account a row, with its report and its incident."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from rasid.publish.cells import neutral_row
from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.table import HEADER, Cells, rows
from rasid.publish.formats.undated import Dated
from rasid.publish.policy import Released

BOM = b"\xef\xbb\xbf"


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    types = around.lexicon.ontology["event_types"]
    return written(released, out, around, (HEADER,), lambda one: rows(one, types))


def written(
    released: Iterable[Released], out: BinaryIO, around: Around, heads: Sequence[Sequence[str]], of: Callable[[Released], Iterable[Cells]]
) -> Written:
    """Writes a table with its rows of headings as CSV (RFC 4180), UTF-8, formulas made harmless."""
    found = Dated(released, around)
    made = put(out, around, heads, ([neutral_row(cells) for cells in of(one)] for one in found), errors="replace")
    return Written(made, found.losses)


def put(
    out: BinaryIO, around: Around, heads: Iterable[Sequence[Any]], batches: Iterable[Sequence[Sequence[Any]]], errors: str = "strict"
) -> int:
    """Writes headings and batches of rows as CSV, UTF-8; how many rows. `errors`: what befalls letters that UTF-8 has not."""
    if around.excel:
        out.write(BOM)
    text, made = io.TextIOWrapper(out, encoding="utf-8", errors=errors, newline=""), 0
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows(heads)
        for some in batches:
            writer.writerows(some)
            made += len(some)
    finally:
        text.detach()  # flushes; `out` is not ours to close
    return made


FORMAT = Format("csv", ".csv", False, "An account a row, with its report and its incident, for spreadsheets and statistics.", write)
