"""`rasid redact`: destroys what a report says, words of it, or a person's name."""

from __future__ import annotations

import json as json_format
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder, Who, Why, opened_store, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.store.engine import Change, Store
    from rasid.store.redaction import Done


class DryRun(Exception):
    """Ends a transaction that was only to show what it would do."""


def redact(
    report: Annotated[str | None, typer.Argument(metavar="[REPORT]", help="Id of the report.", show_default=False)] = None,
    words: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only these words of it, letter by letter; - reads them from standard input.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="A person's name, in every report and record; - reads it from standard input.")
    ] = None,
    keep: Annotated[str | None, typer.Option("--keep", metavar="FIELDS", help="Of title,url,outlet: what stays of the report.")] = None,
    events: Annotated[bool, typer.Option("--events", help="Its events go too, not only their words.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    scrub: Annotated[bool, typer.Option("--scrub", help="Only make the files anew, after a redaction that could not.")] = False,
    why: Why = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="What was done as one JSON record.")] = False,
) -> None:
    """Destroy what a report says, some words of it, or a person's name, for good. The audit log keeps who, when and why."""
    from rasid.jobs import outgoing
    from rasid.project import packages
    from rasid.store import scrubbing

    check(report, words, name, keep, events, dry_run, scrub, why)
    with opened_store(project) as store, opened(None) as handle:
        if not scrub:
            done = carried_out(store, person(who), report, given(words), given(name), fields(keep), events, why or "", dry_run)
            handle.write(json_format.dumps(as_record(done), ensure_ascii=False) + "\n" if json else told(done, dry_run))
        if not dry_run:
            for package in packages.forget(store):
                TALK.note("this package of a release was taken away; make the next release.", str(package))
            outgoing.forget(store.folder)
            scrubbing.scrub(store)
            for copy in scrubbing.copies(store):
                TALK.note("this copy, made before an upgrade, may still hold it: remove it.", str(copy))
            TALK.note("backups made before still hold what was redacted.")


def check(
    report: str | None, words: str | None, name: str | None, keep: object, events: bool, dry_run: bool, scrub: bool, why: str | None
) -> None:
    """Raises UsageError where the options do not go together."""
    if scrub and (report or words or name or dry_run):
        raise UsageError("--scrub goes alone.", where="--scrub")
    if not scrub and (report is None) == (name is None):
        raise UsageError("name a report, or a person with --name.", hint="`rasid redact --help` says how.")
    if (words is not None and report is None) or (words is not None and (keep or events)) or (name is not None and (keep or events)):
        raise UsageError("--words goes with a report; --keep and --events with a whole report.")
    if not scrub and not dry_run and not (why or "").strip():
        raise UsageError("say why: it stays in the audit log.", where="--why")


def fields(keep: str | None) -> list[str]:
    """What stays. Raises UsageError."""
    from rasid.store.redaction import CONTEXT

    found = [f.strip() for f in (keep or "").split(",") if f.strip()]
    if not set(found) <= set(CONTEXT):
        raise UsageError("what can be kept is title, url and outlet.", where=f"--keep {keep}")
    return found


def given(text: str | None) -> str | None:
    """A text from the command line, or from standard input, where no history of commands keeps it."""
    if text != "-":
        return text
    return sys.stdin.read().strip("\n") if sys.stdin else ""


def carried_out(
    store: Store, who: str, report: str | None, words: str | None, name: str | None, keep: list[str], events: bool, why: str, dry_run: bool
) -> Done:
    """The redaction in one transaction, with the incidents that follow from it; taken back at the end of a dry run."""
    from rasid.project.coding import Coder
    from rasid.project.redacting import redact_name, redact_report

    found: list[Done] = []
    coder = Coder(store.layer)

    def within(change: Change) -> None:
        if name is not None:
            found.append(redact_name(change, coder, name, why))
        else:
            found.append(redact_report(change, coder, str(report), why, words=words, keep=keep, drop_events=events))
        if dry_run:
            raise DryRun

    with suppress(DryRun), store.writing(who) as change:
        within(change)
    return found[0]


def as_record(done: Done) -> dict[str, object]:
    import msgspec

    return dict(msgspec.to_builtins(done))


def told(done: Done, dry_run: bool) -> str:
    """What goes, for people."""
    counts = {
        "reports": len(done.reports),
        "texts (revisions)": done.texts,
        "stretches of text": done.stretches,
        "titles, addresses, reasons": done.fields,
        "events whose words go": len(done.events),
        "events that go": len(done.removed),
        "decisions": done.decisions,
        "incidents": len(done.incidents),
        "payloads of the audit log": done.payloads,
        "raw files": len(done.blobs),
    }
    lines = [f"{'would destroy' if dry_run else 'destroyed'}:"]
    lines += [f"  {count:>7,}  {what}" for what, count in counts.items() if count]
    for ids, said in (
        (done.lost, "these reports stood in the same raw file and lose it; their texts stay"),
        (done.same, "these reports came with the same bytes and keep them; redact them too"),
        (done.reprints, "these are reprints, and say much the same; redact them too"),
    ):
        if ids:
            lines.append(f"{said}: {', '.join(ids[:20])}{f' and {len(ids) - 20:,} more' if len(ids) > 20 else ''}.")
    return "\n".join(lines) + "\n"
