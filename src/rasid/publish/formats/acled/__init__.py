"""`acled`: ACLED's 31 columns, in its order, by its codebook: a row a place, day and pair of parties (docs/formats-acled-ucdp.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from rasid.publish.cells import neutral
from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.acled.coding import Coder, passes
from rasid.publish.formats.acled.folding import folded
from rasid.publish.formats.acled.row import Row
from rasid.publish.formats.csv import put
from rasid.publish.policy import Released


class Cells:
    """Rows as cells in ACLED's order."""

    def __init__(self, coder: Coder) -> None:
        self.words, self.events, self.sourcing = coder.words, coder.typing.events, coder.sourcing
        self.interactions = interactions(self.words)

    def of(self, row: Row) -> list[Any]:
        where = self.words["countries"].get(row.country) or {}
        sub = self.words["sub_events"][row.sub_event]
        inter = self.words["inter"]
        return [
            event_id(row),
            row.date,
            row.date[:4],
            row.precision,
            sub["disorder"],
            sub["event"],
            row.sub_event,
            neutral(row.one.name),
            neutral("; ".join(row.one.beside)),
            inter.get(row.one.inter, ""),
            neutral(row.two.name),
            neutral("; ".join(row.two.beside)),
            inter.get(row.two.inter, ""),
            self.interactions.get((row.one.inter, row.two.inter), ""),
            self.words["civilian_targeting"] if row.targeted else "",
            where.get("iso", ""),
            where.get("region", ""),
            where.get("name", ""),
            neutral(row.admin1),
            neutral(row.admin2),
            "",
            neutral(row.location),
            "" if row.latitude is None else f"{row.latitude:.4f}",
            "" if row.longitude is None else f"{row.longitude:.4f}",
            row.geo_precision,
            neutral("; ".join(row.sources)),
            self.sourcing.joined(row.scales),
            neutral(" ".join(row.notes)),
            row.fatalities,
            neutral("; ".join(row.tags)),
            row.timestamp,
        ]


def event_id(row: Row) -> str:
    """The country's three letters and a number that follows from incident, place and day: the same in every export."""
    key = f"{row.incident}\x1f{row.spot}\x1f{row.date}".encode()
    return f"{row.country or 'XXX'}{int.from_bytes(hashlib.sha256(key).digest()[:7], 'big')}"


def interactions(words: dict[str, Any]) -> dict[tuple[int, int], str]:
    """The words of each two codes, in either order, and of one alone."""
    inter = {int(code): name for code, name in words["inter"].items()}
    made: dict[tuple[int, int], str] = {}
    for code in words["interactions"]:
        one, two = divmod(int(code), 10)
        first, second = (two, one) if code in words["written_backwards"] else (one, two)
        told = f"{inter[first]}-{inter[second]}" if two else f"{inter[one]} only"
        made[(one, two)] = made[(two, one)] = told
    return made


def table(released: Iterable[Released], around: Around, coder: Coder) -> Iterator[list[Any]]:
    """The rows as cells, by day."""
    cells = Cells(coder)
    for row in folded(map(coder.rows, released), coder.losses, coder.typing.rank):
        yield cells.of(row)


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    coder = Coder(around.lexicon, around.undated, around.languages[0])
    made = put(out, around, [coder.words["columns"]], ([cells] for cells in table(released, around, coder)))
    return Written(made, coder.losses)


FORMAT = Format("acled", ".csv", False, "ACLED's 31 columns by its codebook, a row a place, day and pair of parties.", write, passes=passes)
