"""`csv`: an account a row, with its report and its incident."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from rasid.publish.cells import line, neutral_row
from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.table import HEADER, Cells, rows
from rasid.publish.formats.undated import Dated
from rasid.publish.policy import Released

BOM = b"\xef\xbb\xbf"
ROWS_AT_ONCE = 64  # written together


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
    waiting, made = [line(head) for head in heads], 0
    for some in batches:
        waiting += [line(cells) for cells in some]
        made += len(some)
        if len(waiting) >= ROWS_AT_ONCE:
            out.write("".join(waiting).encode("utf-8", errors))
            waiting.clear()
    out.write("".join(waiting).encode("utf-8", errors))
    return made


FORMAT = Format("csv", ".csv", False, "An account a row, with its report and its incident, for spreadsheets and statistics.", write)
