"""`rasid audit`: who changed what, whether the log is whole, and its head to keep elsewhere."""

from __future__ import annotations

import datetime as dt
import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder, opened_store
from rasid.cli.talk import TALK
from rasid.model import StoreError, UsageError

if TYPE_CHECKING:
    from rasid.store.audit import Head

app = typer.Typer(no_args_is_help=True, help="Who changed what in a project; whether the log of it is whole.")


@app.command()
def head(project: Folder = HERE, out: options.Out = None, quiet: options.Quiet = False, json: options.Json = False) -> None:
    """Print the head of the audit log as JSON: kept elsewhere, it shows later whether the log up to here is still the same."""
    from rasid.store import audit

    with opened_store(project) as store, store.reading() as connection, opened(out) as handle:
        found = audit.head(connection)
        if found is None:
            raise StoreError("the audit log is empty.", where=store.where, hint="Restore the project from a backup: `rasid restore`.")
        handle.write(json_format.dumps(found._asdict(), ensure_ascii=False) + "\n")


@app.command()
def verify(
    project: Folder = HERE,
    head: Annotated[
        Path | None,
        typer.Option("--head", metavar="FILE", help="A head exported earlier: finds a log cut off or written anew.", show_default=False),
    ] = None,
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="What was found as one JSON record.")] = False,
) -> None:
    """Read the whole audit log and find every entry that was altered or is missing. Exit 1 where there is one."""
    from rasid.store import audit

    earlier = read_head(head) if head else None
    with opened_store(project) as store, store.reading() as connection, opened(None) as handle:
        if earlier and earlier.project != store.settings.id:
            raise UsageError(f"this head is of another project ({earlier.project}).", where=str(head))
        verdict = audit.verify(connection, earlier)
        if json:
            problems = [p._asdict() for p in verdict.problems]
            handle.write(json_format.dumps({"entries": verdict.entries, "destroyed": verdict.destroyed, "problems": problems}) + "\n")
        else:
            redacted = f", {verdict.destroyed:,} of them redacted" if verdict.destroyed else ""
            handle.write(f"{verdict.entries:,} entries{redacted}: {'whole' if not verdict.problems else 'NOT whole'}.\n")
            handle.writelines(f"{f'entry {p.seq}' if p.seq else 'the log'}: {p.what}.\n" for p in verdict.problems)
    if verdict.problems:
        raise typer.Exit(1)


def read_head(path: Path) -> Head:
    """A head as `rasid audit head` wrote it. Raises UsageError."""
    from rasid.store.audit import Head

    try:
        found = Head(**json_format.loads(path.read_text(encoding="utf-8")))
        if not isinstance(found.seq, int) or not all(isinstance(v, str) for v in (found.project, found.hash, found.at)):
            raise TypeError
    except OSError as error:
        raise UsageError(f"the head cannot be read ({error.strerror or error}).", where=str(path)) from None
    except (ValueError, TypeError):
        raise UsageError("this is no head of an audit log.", where=str(path), hint="`rasid audit head` writes one.") from None
    return found


@app.command(name="list")
def list_(
    project: Folder = HERE,
    subject: Annotated[
        str | None,
        typer.Option(metavar="KIND:ID", help="Only this: event:ev_1f0c…; or all of a kind: event:", show_default=False),
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only from this day (or moment, UTC) on.", show_default=False)] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person did.", show_default=False)] = None,
    out: options.Out = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """The audit log as JSON lines, oldest first, with all that is needed to verify it elsewhere."""
    from rasid.store import audit

    start = moment(since) if since else None
    with opened_store(project) as store, store.reading() as connection, opened(out) as handle:
        count = 0
        for row in audit.entries(connection, subject, start, who):
            handle.write(audit.line(row))
            count += 1
    if not count:
        TALK.note("no entry is like that.")


def moment(text: str) -> str:
    """A day or moment as the log writes them. Raises UsageError."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date.", where="--since", hint="As in 2026-03-14 or 2026-03-14T08:00:00Z.") from None
    found = found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)
    return found.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
