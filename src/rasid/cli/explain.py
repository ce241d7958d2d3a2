"""`rasid explain`: sentence by sentence, which entries fired, the slot each went to, and what was rejected and why."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import Annotated, Any

import msgspec
import typer

from rasid.cli import options, work
from rasid.cli.code import account, finish, inputs
from rasid.cli.lines import RLM, hanging, safe, width, wrapped
from rasid.cli.output import opened
from rasid.cli.work import Coded
from rasid.intake import Arrived, Notice, mapping_of, publication, read
from rasid.model import RasidError, Report

STEERING = frozenset(("cue", "speech", "light", "result"))  # words that fill no slot and settle what others do


class Shown(StrEnum):
    table = "table"
    jsonl = "jsonl"


def explain(
    files: options.Files = None,
    published: options.Published = None,
    mapping: options.Columns = None,
    date_order: options.DateOrder = None,
    format: Annotated[Shown, typer.Option(help="table for people, jsonl for programs (one explanation a line).")] = Shown.table,
    out: options.Out = None,
    lang: options.Lang = "ar",
    max_mb: options.MaxMb = options.MAX_MB,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Show how a report was read: what fired, what it filled, what was rejected and why."""
    date, limit, sources = publication(published), options.limit_of(max_mb), inputs(files)
    columns = mapping_of(mapping, date_order)
    pipeline = work.load(lang)
    encode = msgspec.json.Encoder().encode
    with opened(out) as handle:
        for arrived in chain.from_iterable(read(s, date, limit, columns) for s in sources):
            explanation, problem = explained(pipeline, arrived)
            account(Coded(arrived.where, None, [], problem))
            if explanation is None:
                continue
            lines = [encode(explanation).decode()] if format is Shown.jsonl else pages(arrived.where, explanation, options.room())
            handle.writelines(line + "\n" for line in lines)
    finish()


def explained(pipeline: Any, arrived: Arrived) -> tuple[Any, Notice | RasidError | None]:
    if isinstance(arrived.what, Report):
        return work.attempt(pipeline, arrived, pipeline.explain)
    return None, arrived.what


def pages(where: str, explanation: Any, room: int) -> Iterator[str]:
    """The lines of one report's explanation. Events are numbered as in `rasid code`."""
    numbers = {event.id: n for n, event in enumerate(explanation.events, 1)}
    yield f"== {where} · {len(numbers)} event{'' if len(numbers) == 1 else 's'}"
    if getattr(explanation, "domain", None):
        yield f"not read for events: its words are those of another domain ({explanation.domain})"
    yield from (f"{numbers[e.id]}. {e.type} [{e.status}] {e.id}" for e in explanation.events)
    for sentence in explanation.sentences:
        skipped = f" · not read: {sentence.skipped}" if sentence.skipped else ""
        yield ""
        yield f"[{sentence.number}] {sentence.span[0]}–{sentence.span[1]}{skipped}"
        yield from (RLM + line for line in wrapped(safe(sentence.text.strip()), room))
        for note in sentence.notes:
            yield from told(note, numbers, room)


def told(note: Any, numbers: dict[str, int], room: int) -> Iterator[str]:
    """One note: + used, · steered the reading, - left; what kind, the words, the entry, where it went, why."""
    words = " ".join(safe(note.text).split())
    went = f" → {note.slot}" if note.slot else ""
    event = f" of {numbers.get(note.event, note.event)}" if note.event else ""
    mark = "+" if note.kept else "·" if note.kind in STEERING else "-"
    label = f"  {mark} {note.kind}"
    label = label.ljust(13) if width(label) < 13 else label + " "
    yield from hanging(label, f"{words} [{note.entry}]{went}{event}" + (f": {note.why}" if note.why else ""), room, 13)
