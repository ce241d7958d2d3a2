"""`rasid query`: events or incidents of a project, by words and filters."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO

import msgspec
import typer

from rasid.cli import options, wording
from rasid.cli.filters import Said, filters_of, with_filters
from rasid.cli.flat import FlatWriter
from rasid.cli.lines import RIGHT_TO_LEFT, RLM, hanging, isolated, safe, wrapped
from rasid.cli.marking import marked
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder, opened_store
from rasid.cli.table import Table
from rasid.cli.talk import TALK, in_colour
from rasid.lexicon.compile import load
from rasid.model import Event, UsageError
from rasid.publish.cells import neutral

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from rasid.store.filtering import Filters
    from rasid.store.querying import Row
    from rasid.store.querying_incidents import Incident
    from rasid.store.searching import Hit

RIGHT = re.compile(f"[{RIGHT_TO_LEFT}]")
PAGE = 20  # events of a table; other formats give all
BATCH = 500  # events that are fetched at a time where all are wanted


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    ids = "ids"


class Order(StrEnum):
    newest = "newest"
    oldest = "oldest"
    relevance = "relevance"


@with_filters
def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS...]", help='Words; "…" a phrase, OR, -word, beginning*. After -- where one begins with -.', show_default=False
        ),
    ] = None,
    said: Said = {},  # noqa: B006 - filled by with_filters
    incidents: Annotated[bool, typer.Option("--incidents", help="The incidents of which some event fits, instead of the events.")] = False,
    reports: Annotated[
        bool, typer.Option("--reports", help="The reports with these words, instead of the events; takes no filters.")
    ] = False,
    format: Annotated[Format, typer.Option(help="table for people, jsonl for records, csv for spreadsheets, ids.")] = Format.table,
    order: Annotated[Order, typer.Option(help="newest first, oldest first, or by relevance of the words.")] = Order.newest,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="At most so many: 20 in a table, otherwise all.", show_default=False)
    ] = None,
    after: Annotated[str | None, typer.Option(metavar="PLACE", help="Go on from where the page before ended.", show_default=False)] = None,
    out: options.Out = None,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Events (or incidents) of a project that fit words and filters, newest first."""
    most = limit if limit is not None else PAGE if format is Format.table else None
    with opened_store(project) as store, store.reading() as connection, opened(out) as handle:
        if reports:
            written = put(
                paged_reports(connection, asked_reports(said, words, incidents), order, most, after), report_writer(format, handle)
            )
            if not written:
                TALK.note("no report has these words.")
            return
        wanted = filters_of(said, words, connection)
        if incidents:
            if order is not Order.newest:
                raise UsageError("incidents are ordered newest first.", where="--order")
            written = put(paged_incidents(connection, wanted, most, after), incident_writer(format, handle))
        else:
            written = put(paged_events(connection, wanted, order.value, most, after), writer(format, handle, out is None))
    if not written:
        TALK.note(f"no {'incident' if incidents else 'event'} fits.")


def put(rows: Iterator[Any], write: Callable[[Any], None]) -> int:
    count = 0
    for row in rows:
        write(row)
        count += 1
    return count


def paged(ask: Callable[[int, str | None], Any], rows_of: Callable[[Any], list[Any]], most: int | None, after: str | None) -> Iterator[Any]:
    """The rows of as many pages as are wanted; what should be known of them all is said with the first."""
    left, first = most, True
    while True:
        answer = ask(BATCH if left is None else min(left, BATCH), after)
        for note in notes_of(answer) if first else ():
            TALK.note(note)
        rows = rows_of(answer)
        yield from rows
        first, after = False, answer.after
        left = None if left is None else left - len(rows)
        if after is None or left == 0:
            break
    if after is not None:
        TALK.note(f"there are more: --after '{after}'")


def notes_of(answer: Any) -> Iterator[str]:
    yield from answer.notes
    if undated := getattr(answer, "undated", 0):
        yield f"{undated:,} more would fit, but their time is not known (--undated shows such)."


def paged_events(connection: Connection, wanted: Filters, order: Any, most: int | None, after: str | None) -> Iterator[Row]:
    from rasid.store.querying import query as ask

    return paged(lambda limit, at: ask(connection, wanted, order=order, limit=limit, after=at), lambda a: a.rows, most, after)


def paged_incidents(connection: Connection, wanted: Filters, most: int | None, after: str | None) -> Iterator[Incident]:
    from rasid.store.querying_incidents import query_incidents

    return paged(lambda limit, at: query_incidents(connection, wanted, limit=limit, after=at), lambda a: a.rows, most, after)


def asked_reports(said: Said, words: list[str] | None, incidents: bool) -> str:
    """The words that reports are asked for. Raises UsageError where anything else is told."""
    if incidents or any(value not in (None, False, []) for value in said.values()):
        raise UsageError("reports are asked for by words alone.", where="--reports", hint="Filters are for events: leave out --reports.")
    if not words:
        raise UsageError("there are no words to ask reports for.", where="--reports")
    return " ".join(words)


def paged_reports(connection: Connection, text: str, order: Order, most: int | None, after: str | None) -> Iterator[Hit]:
    from rasid.store.searching import search_reports

    if order is Order.oldest:
        raise UsageError("what is found by words is ordered newest first or by relevance.", where="--order")
    by: Literal["newest", "relevance"] = "relevance" if order is Order.relevance else "newest"
    return paged(lambda limit, at: search_reports(connection, text, order=by, limit=limit, after=at), lambda a: a.hits, most, after)


# Events --------------------------------------------------------------------------------------------------------------------------


def event_of(row: Row) -> Event:
    return msgspec.convert(row.record, Event)


def writer(format: Format, handle: TextIO, to_stdout: bool) -> Callable[[Row], None]:
    """What writes one event in the format chosen."""
    if format is Format.ids:
        return lambda row: print(row.id, file=handle)
    if format is Format.jsonl:
        encode = msgspec.json.Encoder().encode
        return lambda row: print(encode(event_of(row)).decode(), file=handle)
    ontology = load().ontology
    if format is Format.csv:
        flat = FlatWriter(handle, ontology)
        return lambda row: flat.write(event_of(row))
    table, number = Table(ontology, options.room(), to_stdout and in_colour(handle)), iter(range(1, 10**9))
    return lambda row: print(block(table, row, next(number)), end="", file=handle)


def block(table: Table, row: Row, number: int) -> str:
    """An event as `rasid code` shows it, then where it stands in the project, and the words that were asked for."""
    event = event_of(row)
    body = table.block(event, number).rstrip("\n")
    told = [row.state, f"report {event.report_id}", *([f"incident {row.incident_id}"] if row.incident_id else [])]
    lines = [table.labelled(line, "kept") for line in hanging("  kept", " · ".join(told), table.room)]
    s = row.snippet
    if s is not None and s.marks:
        shown = marked(s.text, [(a - s.start, b - s.start, "") for a, b in s.marks], False)
        lines += [table.labelled(line, "found") for line in hanging("  found", shown, table.room)]
    head, *rest = body.split("\n")
    at = next((n for n, line in enumerate(rest) if line.lstrip("\x1b[2m ").startswith("confidence")), len(rest) - 1) + 1
    return "\n".join([head, *rest[:at], *lines, *rest[at:]]) + "\n\n"


# Reports -------------------------------------------------------------------------------------------------------------------------

OF_REPORT = ("id", "published", "outlet", "title")


def report_writer(format: Format, handle: TextIO) -> Callable[[Hit], None]:
    if format is Format.ids:
        return lambda hit: print(hit.id, file=handle)
    if format is Format.jsonl:
        return lambda hit: print(msgspec.json.encode(hit).decode(), file=handle)
    if format is Format.csv:
        rows = csv.writer(handle, lineterminator="\r\n")
        rows.writerow([*OF_REPORT, "found"])
        return lambda hit: (
            rows.writerow([neutral(v) for v in (*(getattr(hit, k) for k in OF_REPORT), hit.snippet and hit.snippet.text)]) and None
        )
    return lambda hit: print(report_block(hit), end="", file=handle)


def report_block(hit: Hit) -> str:
    room = options.room()
    title = " · ".join(filter(None, (hit.published, hit.outlet, hit.title, hit.id)))
    lines = [isolated(line) for line in wrapped(safe(title), room)]
    if hit.snippet is not None:
        s = hit.snippet
        quoted = ("… " if s.start else "") + marked(s.text, [(a - s.start, b - s.start, "") for a, b in s.marks], False)
        lines += [(RLM if RIGHT.search(quoted) else "") + line for line in wrapped(quoted, room)]
    return "\n".join(lines) + "\n\n"


# Incidents -----------------------------------------------------------------------------------------------------------------------

FLAT = (
    "incident_id type day place_en place_ar country admin1 killed_low killed_best killed_high injured_low injured_best injured_high".split()
)
COUNTS = ["accounts", "reports", "sources"]


def incident_writer(format: Format, handle: TextIO) -> Callable[[Incident], None]:
    if format is Format.ids:
        return lambda row: print(row.id, file=handle)
    if format is Format.jsonl:
        return lambda row: print(msgspec.json.encode(row.record).decode(), file=handle)
    if format is Format.csv:
        rows = csv.DictWriter(handle, [*FLAT, *COUNTS], lineterminator="\r\n")
        rows.writeheader()
        return lambda row: rows.writerow({k: neutral(v) for k, v in flat_incident(row).items()}) and None
    names = wording.Names(load().ontology)
    return lambda row: print(incident_block(row, names), end="", file=handle)


def flat_incident(row: Incident) -> dict[str, Any]:
    figures = {
        f"{what}_{bound}": n for what in ("killed", "injured") for bound, n in zip(("low", "best", "high"), getattr(row, what), strict=True)
    }
    where = {"place_en": row.names.get("en"), "place_ar": row.names.get("ar"), "country": row.country, "admin1": row.admin1}
    return {"incident_id": row.id, "type": row.type, "day": row.day, **where, **figures, **{k: getattr(row, k) for k in COUNTS}}


def incident_block(row: Incident, names: wording.Names) -> str:
    room = options.room()
    place = ", ".join(filter(None, (wording.both(row.names), row.admin1, row.country))) or "no place"
    title = f"{row.day or 'no day'} · {names.of('event_types', row.type)} · {place}"
    told = [f"{row.accounts} accounts in {row.reports} reports", f"{row.sources} independent sources"]
    tolls = [f"{what} {figures}" for what in ("killed", "injured") if (figures := bounds(getattr(row, what)))]
    lines = [isolated(line) for line in wrapped(safe(title), room)]
    return (
        "\n".join(
            [
                *lines,
                *hanging("  toll", " · ".join(tolls) or "none told", room),
                *hanging("  told by", " · ".join(told), room),
                f"  id          {row.id}",
            ]
        )
        + "\n\n"
    )


def bounds(figures: tuple[int | None, int | None, int | None]) -> str:
    """Low, best and high, as "12 (9 to 15)"."""
    low, best, high = figures
    if low is None and best is None and high is None:
        return ""
    if low == best == high:
        return str(best)
    return f"{'?' if best is None else best} ({'?' if low is None else low} to {'?' if high is None else high})"
