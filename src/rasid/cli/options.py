"""Options that several commands share."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from rasid.cli.talk import TALK
from rasid.intake import DEFAULT_LIMIT
from rasid.model import UsageError


def set_quiet(value: bool) -> bool:
    TALK.quiet = TALK.quiet or value
    return value


def set_json(value: bool) -> bool:
    TALK.as_json = TALK.as_json or value
    return value


Quiet = Annotated[bool, typer.Option("--quiet", "-q", callback=set_quiet, help="Say nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", callback=set_json, help="Errors and notes as JSON lines on standard error.")]
Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE...|-]", help="Texts, pages, tables, documents, archives, folders, or - for standard input.", show_default=False
    ),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Publication date of reports that bring none (2026-03-14).", show_default=False)
]
Columns = Annotated[
    str | None,
    typer.Option("--mapping", metavar="MAPPING", help="Which column of a table is what: JSON, or a file of it.", show_default=False),
]
DateOrder = Annotated[
    str | None,
    typer.Option("--date-order", metavar="ORDER", help="How tables write days in figures: dmy, mdy or ymd.", show_default=False),
]
Out = Annotated[
    str | None,
    typer.Option("--out", "-o", metavar="FILE", help="Write here instead of standard output, whole or not at all.", show_default=False),
]
Lang = Annotated[str, typer.Option(metavar="CODE", help="Language pack.")]
MaxMb = Annotated[float, typer.Option("--max-mb", metavar="MB", help="Refuse reports with more text than this.")]
MAX_MB = DEFAULT_LIMIT / 1e6
WIDEST = 110  # cells of a line for people; the eye loses its way back on longer ones


def limit_of(max_mb: float) -> int:
    """The limit in bytes. Raises UsageError."""
    if not 0 < max_mb <= 1000:
        raise UsageError("a report's limit is more than 0 and at most 1000 MB.", where="--max-mb")
    return int(max_mb * 1e6)


def room() -> int:
    """Columns of the terminal (or of COLUMNS; 100 where nothing says), and no more than can be read along a line."""
    return min(WIDEST, shutil.get_terminal_size((100, 24)).columns)
