"""Floor 2: anything → reports. Text, rows, pages, tables, documents, archives, folders of these; one bad input never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rasid.intake.columns import Mapping, mapping_of, ordered
from rasid.intake.decode import Decoded, decode
from rasid.intake.finding import find
from rasid.intake.found import Found, Notice, Outcome
from rasid.intake.limits import DEFAULT_LIMIT, published_date, strange_language
from rasid.model import InputError, Report, UsageError

__all__ = [
    "DEFAULT_LIMIT",
    "Arrived",
    "Decoded",
    "Found",
    "Mapping",
    "Notice",
    "Outcome",
    "decode",
    "find",
    "mapping_of",
    "ordered",
    "publication",
    "read",
    "strange_language",
]


class Arrived(NamedTuple):
    """One thing that came in, without where its bytes lie: `where` names it (file, file:line, or standard input)."""

    where: str
    what: Report | Notice | InputError


def publication(value: str | None) -> str | None:
    """The date of `--published`, checked. Raises UsageError."""
    try:
        return published_date(value)
    except ValueError as error:
        raise UsageError(f"{error}.", where="--published") from None


def read(source: str | Path, published: str | None = None, limit: int = DEFAULT_LIMIT, mapping: Mapping | None = None) -> Iterator[Arrived]:
    """What `find` finds, for those who keep no bytes."""
    for outcome in find(source, published, limit, mapping, keep=False):
        yield Arrived(outcome.where, outcome.report if isinstance(outcome, Found) else outcome)
