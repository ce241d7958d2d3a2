"""The formats that a dataset leaves in, a module each.

A format's module has `FORMAT`, whose `write` puts what a policy released into a file, row by row, and says what its target cannot hold.
A new format is one module and one line in `FORMATS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from rasid.lexicon import Lexicon
from rasid.linking.incident import Glance
from rasid.model import UsageError
from rasid.publish.policy import Released

if TYPE_CHECKING:
    from rasid.publish.texts import Texts

FORMATS = {
    "jsonl": "rasid.publish.formats.jsonl",
    "csv": "rasid.publish.formats.csv",
    "csv-incidents": "rasid.publish.formats.csv_incidents",
    "xlsx": "rasid.publish.formats.xlsx",
    "hxl": "rasid.publish.formats.hxl",
    "geojson": "rasid.publish.formats.geojson",
    "geoparquet": "rasid.publish.formats.geoparquet",
    "gold": "rasid.publish.formats.gold",
    "plover": "rasid.publish.formats.plover",
    "acled": "rasid.publish.formats.acled",
    "ucdp": "rasid.publish.formats.ucdp",
}


class Around(NamedTuple):
    """What a format may know besides the happenings. `languages`: of names and notes, the first first; `profile`: the policy's name;
    `undated`: whether rows without a date are wanted (empty dates) or left out; `excel`: whether a CSV begins with a BOM;
    `texts`: the words of reports, for the one format that asks for them and a profile that lets everything out."""

    lexicon: Lexicon
    profile: str
    languages: tuple[str, ...] = ("en", "ar")
    undated: bool = True
    excel: bool = False
    texts: Texts | None = None


class Written(NamedTuple):
    """`rows` written; `losses`: what the target cannot hold, as sentences with how many rows or values each befell."""

    rows: int
    losses: Counter[str]


Passes = Callable[[Glance], str | None]


class Format(NamedTuple):
    """A format. `suffix` of its files; `binary`: not for a terminal; `what`: one line for people, English; `texts`: whether it holds the
    words of reports; `passes`: says why there is no row of an incident released as it stands, whatever its accounts say, as a
    sentence of `losses`; None where they must be read."""

    name: str
    suffix: str
    binary: bool
    what: str
    write: Callable[[Iterable[Released], BinaryIO, Around], Written]
    texts: bool = False
    passes: Callable[[Around], Passes] | None = None


def format_of(name: str) -> Format:
    """Raises UsageError."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}.", where="--format", hint="There are: " + ", ".join(FORMATS) + ".")
    made: Format = import_module(FORMATS[name]).FORMAT
    return made
