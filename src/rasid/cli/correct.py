"""`rasid correct`: what a person decides of an event, from the command line or from a file of decisions."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.cli import options
from rasid.cli.code import finish
from rasid.cli.project_options import HERE, Folder, Who, Why, person
from rasid.cli.talk import TALK
from rasid.model import InputError, RasidError, UsageError

if TYPE_CHECKING:
    from rasid.project.project import Project
    from rasid.store.events import KeptEvent

LINE = '{"event": "ev_…", "set": {"toll": […]}, "why": "…"}'


def correct(
    event: Annotated[
        str | None, typer.Argument(metavar="[EVENT]", help="The event, by its id; with --add, the report.", show_default=False)
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="It stands as it is.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="There was no such event; say why.")] = False,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=JSON", help="Give a field this value; may be repeated.", show_default=False)
    ] = None,
    undo: Annotated[
        str | None, typer.Option(metavar="WHAT", help="Take back: last, all, a field, state, or a decision's number.", show_default=False)
    ] = None,
    add: Annotated[
        str | None, typer.Option(metavar="TYPE", help="Add an event of this type to the report, named by --words.", show_default=False)
    ] = None,
    words: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The words of the report that name the added event.", show_default=False)
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="Many decisions: JSONL, one a line.", show_default=False)
    ] = None,
    why: Why = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Accept, reject or correct an event, take a decision back, or add an event that the coder missed."""
    name = person(who)
    asked = wanted(event, accept, reject, set_, undo, add, words, why, from_)
    from rasid.project.project import Project  # late: SQLAlchemy is slow to import

    with Project.open(project) as opened:
        if asked is not None:
            print(said(act(opened, asked, name), asked))
            return
        for where, line in file_lines(str(from_)):
            try:
                request = parsed(line, where)
                print(said(act(opened, request, name), request), flush=True)
            except RasidError as error:
                TALK.keep(InputError(error.what, where=f"{where}: {error.where}" if error.where else where, hint=error.hint))
    finish()


def wanted(
    event: str | None,
    accept: bool,
    reject: bool,
    set_: list[str] | None,
    undo: str | None,
    add: str | None,
    words: str | None,
    why: str | None,
    from_: str | None,
) -> dict[str, Any] | None:
    """The one decision that the options tell, as a line of a file would; None where a file is to be read. Raises UsageError."""
    chosen = [k for k, v in (("accept", accept), ("reject", reject), ("set", set_), ("undo", undo), ("add", add)) if v]
    if from_ is not None:
        if chosen or event:
            raise UsageError("--from goes alone: its lines say which event and what.", where="--from", hint=f"A line: {LINE}")
        return None
    if event is None or len(chosen) != 1:
        hint = "Name an event and one of --accept, --reject, --set, --undo, --add; or --from FILE."
        raise UsageError("what is to be decided of which event?", hint=hint)
    told: dict[str, Any] = {"why": why, chosen[0]: True}
    if add:
        return {"why": why, "report": event, "add": add, "words": words}
    if set_:
        told["set"] = dict(assignment(s) for s in set_)
    if undo:
        told["undo"] = undo
    return told | {"event": event}


def assignment(told: str) -> tuple[str, Any]:
    """`field=JSON`; a bare word is taken for text. Raises UsageError."""
    field, sign, value = told.partition("=")
    if not sign:
        raise UsageError(f"{told!r} gives no value.", where="--set", hint="Write FIELD=JSON: --set method=null, --set status='\"denied\"'.")
    try:
        return field.strip(), json_format.loads(value)
    except ValueError as error:
        if value.strip() and value.strip()[0] not in '[{"':
            return field.strip(), value.strip()
        raise UsageError(f"the value of {field} is not JSON ({error}).", where="--set") from None


def file_lines(path: str) -> Iterator[tuple[str, str]]:
    import sys

    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"this file cannot be read ({error}).", where="--from") from None
    yield from ((f"{path}:{n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip())


def parsed(line: str, where: str) -> dict[str, Any]:
    try:
        request = json_format.loads(line)
    except ValueError as error:
        raise InputError(f"this line is not JSON ({error}).", where="", hint=f"A line: {LINE}") from None
    known = {"event", "report", "accept", "reject", "set", "expected", "undo", "add", "words", "span", "values", "why"}
    if not isinstance(request, dict) or set(request) - known:
        raise InputError("this line tells no decision.", hint=f"A line: {LINE}")
    return request


def act(project: Project, request: dict[str, Any], who: str) -> KeptEvent | None:
    """Does what one request says. Raises RasidError."""
    from rasid.project.correcting import ACCEPTED, REJECTED, UNSEEN, Corrector

    event, why = str(request.get("event") or ""), request.get("why")
    corrector = Corrector(project.store, project.coder, who)
    expected = request.get("expected")
    if request.get("add"):
        return corrector.add(str(request.get("report") or ""), str(request["add"]), span_of(project, request), request.get("values"), why)
    if request.get("set"):
        return corrector.set(event, dict(request["set"]), why, expected)
    if request.get("undo"):
        return corrector.undo(event, request["undo"], why)
    if request.get("accept") or request.get("reject"):
        return corrector.judge(event, ACCEPTED if request.get("accept") else REJECTED, why, UNSEEN if expected is None else expected)
    raise UsageError("this says nothing to decide.", hint=f"A line: {LINE}")


def span_of(project: Project, request: dict[str, Any]) -> tuple[int, int]:
    """Where the words of an added event stand. Raises UsageError."""
    from rasid.project.completing import quoting
    from rasid.store import reports

    with project.store.reading() as connection:
        text = reports.known(connection, str(request.get("report") or "")).report.text
    if request.get("words") is None and request.get("span") is None:
        raise UsageError("which words of the report tell the event?", where="--words")
    start, end = quoting({"text": request.get("words"), "span": request.get("span")}, text, "--words")["span"]
    return int(start), int(end)


def said(kept: KeptEvent | None, request: dict[str, Any]) -> str:
    if kept is None:
        return f"{request.get('event')} taken out"
    return f"{kept.id} {kept.state} · {kept.record['type']}"
