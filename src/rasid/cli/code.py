"""`rasid code`: reports in, events out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from pathlib import PurePath
from typing import Annotated, Any, TextIO, TypeVar

import msgspec
import typer

from rasid.cli import options, work
from rasid.cli.flat import FlatWriter
from rasid.cli.output import opened
from rasid.cli.table import Table, report_heading
from rasid.cli.talk import TALK, in_colour
from rasid.cli.work import Coded
from rasid.intake import Notice, mapping_of, publication, read
from rasid.model import RasidError, UsageError

T = TypeVar("T")
MANY = 20  # inputs above which a terminal gets a progress bar


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"
    csv = "csv"


BY_SUFFIX = {".jsonl": Format.jsonl, ".ndjson": Format.jsonl, ".json": Format.jsonl, ".csv": Format.csv}


def code(
    files: options.Files = None,
    published: options.Published = None,
    mapping: options.Columns = None,
    date_order: options.DateOrder = None,
    format: Annotated[
        Format | None, typer.Option(help="table for people (the default), jsonl for records, csv for spreadsheets.", show_default=False)
    ] = None,
    out: options.Out = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="Processes to code with.")] = 1,
    lang: options.Lang = "ar",
    excel: Annotated[bool, typer.Option("--excel", help="A byte-order mark in front of the CSV, so that Excel reads it as UTF-8.")] = False,
    max_mb: options.MaxMb = options.MAX_MB,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Code reports into events. Touches no project."""
    date, limit, sources = publication(published), options.limit_of(max_mb), inputs(files)
    columns = mapping_of(mapping, date_order)
    chosen = format or BY_SUFFIX.get(PurePath(out or "").suffix.lower(), Format.table)
    if excel and chosen is not Format.csv:
        raise UsageError("--excel goes with --format csv.", where="--excel")
    arrivals = with_progress(chain.from_iterable(read(s, date, limit, columns) for s in sources), "coding")
    results = work.code_all(arrivals, lang, jobs)
    with opened(out) as handle:
        write = writer(chosen, handle, lang, excel, out is None)
        for coded in results:
            account(coded)
            if coded.problem is None and coded.report is not None:
                write(coded)
    finish()


def inputs(files: list[str] | None) -> list[str]:
    """The inputs named; standard input where none is and it is not the keyboard."""
    if files:
        return files
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("there is nothing to read.", hint="Name a file or a folder, or - for standard input.")
    return ["-"]


def account(coded: Coded) -> None:
    """Says or keeps what went wrong with one report."""
    if isinstance(coded.problem, Notice):
        TALK.note(coded.problem.what, coded.where)
    elif isinstance(coded.problem, RasidError):
        TALK.keep(coded.problem)


def finish() -> None:
    TALK.tell_errors()
    if TALK.errors:
        raise typer.Exit(TALK.exit_code)


def writer(chosen: Format, handle: TextIO, lang: str, excel: bool, to_stdout: bool) -> Callable[[Coded], Any]:
    """What writes the events of one report in the format chosen."""
    if chosen is Format.jsonl:
        encode = msgspec.json.Encoder().encode
        return lambda coded: handle.writelines(encode(e).decode() + "\n" for e in coded.events)
    ontology = work.load(lang).lexicon.ontology
    if chosen is Format.csv:
        flat = FlatWriter(handle, ontology, excel)
        return lambda coded: flat.write_all(coded.events)
    table = Table(ontology, options.room(), to_stdout and in_colour(handle))
    return lambda coded: write_blocks(handle, table, coded)


def write_blocks(handle: TextIO, table: Table, coded: Coded) -> None:
    title = coded.report.title if coded.report else None
    handle.write(report_heading(coded.where, len(coded.events), title, table.room))
    for number, event in enumerate(coded.events, 1):
        handle.write(table.block(event, number))


def with_progress(arrivals: Iterable[T], doing: str) -> Iterator[T]:
    """The same things; on a terminal, more than `MANY` of them move a bar on standard error."""
    if TALK.quiet or TALK.as_json or not sys.stderr.isatty():
        yield from arrivals
        return
    upcoming = iter(arrivals)
    first = [a for a, _ in zip(upcoming, range(MANY + 1), strict=False)]
    if len(first) <= MANY:
        yield from first
        return
    from rich.console import Console  # only where there is a terminal to draw on
    from rich.progress import track

    yield from track(chain(first, upcoming), doing, total=None, console=Console(stderr=True), transient=True)
