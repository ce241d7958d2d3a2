"""`ucdp`: UCDP GED's 49 columns, in its order, by its codebook: lethal events with an organised actor (docs/formats-acled-ucdp.md)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.csv import BOM
from rasid.publish.formats.ucdp.coding import Coder
from rasid.publish.policy import Released


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    coder, made = Coder(around.lexicon, around.undated), 0
    if around.excel:
        out.write(BOM)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(coder.words["columns"])
        for one in released:
            some = coder.rows(one)
            writer.writerows(some)
            made += len(some)
    finally:
        text.detach()  # flushes; `out` is not ours to close
    return Written(made, coder.losses)


FORMAT = Format("ucdp", ".csv", False, "UCDP GED's 49 columns by its codebook, a row a lethal event and place.", write)
