"""`ucdp`: UCDP GED's 49 columns, in its order, by its codebook: lethal events with an organised actor (docs/formats-acled-ucdp.md)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.csv import put
from rasid.publish.formats.ucdp.coding import Coder, passes
from rasid.publish.policy import Released


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    coder = Coder(around.lexicon, around.undated)
    made = put(out, around, [coder.words["columns"]], map(coder.rows, released))
    return Written(made, coder.losses)


FORMAT = Format("ucdp", ".csv", False, "UCDP GED's 49 columns by its codebook, a row a lethal event and place.", write, passes=passes)
