"""`rasid gaps`: what reports say that nothing in the data covers, ready to be taught."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rasid.cli import options, work
from rasid.cli.code import account, finish, inputs, with_progress
from rasid.cli.lines import hanging, isolated, safe
from rasid.cli.output import opened
from rasid.cli.talk import TALK
from rasid.cli.work import Coded
from rasid.intake import Arrived, mapping_of, publication, read
from rasid.model import Report

if TYPE_CHECKING:
    from rasid.pipeline import Pipeline
    from rasid.reading.gaps import Gap, Gaps


class Shown(StrEnum):
    table = "table"
    jsonl = "jsonl"
    entries = "entries"


class Kind(StrEnum):
    verb = "verb"
    place = "place"
    party = "party"


MOST = 50  # shown unless told otherwise: a screen or two for people
HELP = "table for people, jsonl for programs, entries: to edit and put into your own data."


def gaps(
    files: options.Files = None,
    kind: Annotated[list[Kind] | None, typer.Option(help="Only these; may be repeated.", show_default=False)] = None,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Leave out what comes less often.")] = 2,
    most: Annotated[int, typer.Option(metavar="N", min=1, help="How many to show.")] = MOST,
    mapping: options.Columns = None,
    date_order: options.DateOrder = None,
    format: Annotated[Shown, typer.Option(help=HELP)] = Shown.table,
    out: options.Out = None,
    lang: options.Lang = "ar",
    max_mb: options.MaxMb = options.MAX_MB,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Show the frequent verbs, places and parties of a pile of reports that nothing in the data covers."""
    limit, sources, columns = options.limit_of(max_mb), inputs(files), mapping_of(mapping, date_order)
    pipeline = work.load(lang)
    found = collector(pipeline)
    count = 0
    arrivals = chain.from_iterable(read(s, publication(None), limit, columns) for s in sources)
    for arrived in with_progress(arrivals, "Reading"):
        count += taken_in(pipeline, found, arrived)
    wanted = [k.value for k in kind or Kind]
    ranked = found.ranked(wanted, least)  # type: ignore[arg-type]
    with opened(out) as handle:
        handle.writelines(lines_of(ranked[:most], format))
    shown = f", the first {most:,} shown (--most)" if len(ranked) > most else ""
    TALK.note(f"{count:,} reports read; {len(ranked):,} gaps that come at least {least} times{shown}.")
    finish()


def collector(pipeline: Pipeline) -> Gaps:
    """An empty collection. Raises UsageError where the language has no templates to know verbs by."""
    from rasid.lexicon.layers import default_layers
    from rasid.lexicon.verbs import ordinary_verbs, verb_forms
    from rasid.reading.gaps import Gaps

    layers = default_layers()
    return Gaps(pipeline.lexicon, verb_forms(pipeline.lexicon, layers), ordinary_verbs(pipeline.lexicon, layers))


def taken_in(pipeline: Any, found: Gaps, arrived: Arrived) -> bool:
    if not isinstance(arrived.what, Report):
        account(Coded(arrived.where, None, [], arrived.what))
        return False
    report = arrived.what
    _, problem = work.attempt(pipeline, arrived, lambda r: found.add(r, pipeline.reader.read(r)))
    account(Coded(arrived.where, report, [], problem))
    return problem is None


def lines_of(ranked: list[Gap], format: Shown) -> Iterator[str]:
    from rasid.reading.gaps import entry_of

    if format is Shown.jsonl:
        for gap in ranked:
            told = gap._asdict() | {"verb": gap.verb._asdict() if gap.verb else None, "entry": entry_of(gap)}
            yield json_format.dumps(told, ensure_ascii=False) + "\n"
    elif format is Shown.entries:
        yield from entries(ranked)
    else:
        for number, gap in enumerate(ranked, 1):
            yield from block(number, gap)


def block(number: int, gap: Gap) -> Iterator[str]:
    """One gap for people: what, how often, how it was written, an example, and the command that teaches it."""
    from rasid.reading.gaps import entry_of

    room = options.room()
    root = f" · root {gap.verb.root}, form {gap.verb.form}" if gap.verb else f" · {gap.head}" if gap.head else ""
    yield isolated(safe(f"{number:>3}  {gap.kind} · {gap.said}{root} · {gap.times:,} times in {gap.reports:,} reports")) + "\n"
    if gap.forms[1:] or gap.verb:
        yield from (line + "\n" for line in hanging("       written", safe("، ".join(gap.forms)), room))
    for example in gap.examples[:1]:
        yield from (line + "\n" for line in hanging("       as in", safe(f"… {example} …"), room))
    entry = " · ".join(f"{k}: {v}" for k, v in entry_of(gap).items() if k not in ("examples", "names", "aliases"))
    yield from (line + "\n" for line in hanging("       entry", safe(entry), room))
    yield "\n"


def entries(ranked: list[Gap]) -> Iterator[str]:
    """Each kind as its data file has it, what only a person can say as `?`; the file's name in a comment."""
    import yaml

    from rasid.lexicon.editing import PLACE_COLUMNS, csv_line
    from rasid.reading.gaps import entry_of

    for kind, file in (("verb", "languages/ar/triggers/mine.yaml"), ("party", "world/parties/mine.yaml")):
        mine = [entry_of(g) for g in ranked if g.kind == kind]
        if mine:
            yield f"# {file}\n" + yaml.safe_dump(mine, allow_unicode=True, sort_keys=False, width=140)
    places = [entry_of(g) for g in ranked if g.kind == "place"]
    if places:
        yield "# world/places/mine.csv\n" + csv_line(PLACE_COLUMNS)
        yield from (csv_line([row.get(c, "") for c in PLACE_COLUMNS]) for row in places)
