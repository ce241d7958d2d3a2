"""`csv-incidents`: an incident a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from rasid.publish.formats import Around, Format, Written
from rasid.publish.formats.csv import written
from rasid.publish.formats.incident_table import HEADER, row
from rasid.publish.policy import Released


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    types = around.lexicon.ontology["event_types"]
    return written(released, out, around, (HEADER,), lambda one: (row(one, types),))


FORMAT = Format("csv-incidents", ".csv", False, "An incident a row, with low, best and high of every toll.", write)
