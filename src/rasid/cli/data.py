"""`rasid data`: lint, count and extend what Rasid knows."""

from __future__ import annotations

import json as json_format
from collections.abc import Mapping
from typing import Annotated

import msgspec
import typer

from rasid.cli import data_add, options
from rasid.cli.lines import safe
from rasid.cli.output import opened
from rasid.cli.talk import TALK
from rasid.lexicon.census import Census, census
from rasid.lexicon.check import findings
from rasid.lexicon.compile import load

app = typer.Typer(no_args_is_help=True, help="Lint, count and extend what Rasid knows: words, parties, places, sources.")
app.add_typer(data_add.app, name="add")


@app.command()
def check(
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="Findings as JSON lines.")] = False,
) -> None:
    """Lint every data layer: letters, fields, ids, clashes, examples, coordinates. Exit 1 if anything is wrong."""
    from rasid.publish.policy.checking import findings as of_profiles  # late: it imports the records of incidents

    found = [*findings(), *of_profiles()]
    errors = sum(f.error for f in found)
    with opened(None) as handle:
        for f in found:
            if f.error or not quiet:
                handle.write((json_format.dumps(f._asdict(), ensure_ascii=False) if json else safe(f.line())) + "\n")
    TALK.note(f"{errors} errors, {len(found) - errors} warnings.")
    if errors or (strict and found):
        raise typer.Exit(1)


@app.command()
def stats(
    lang: options.Lang = "ar",
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="The counts as one JSON record.")] = False,
) -> None:
    """Count what there is: words and their forms, parties, places, sources."""
    made = census(load(None, lang))
    with opened(None) as handle:
        handle.write((msgspec.json.encode(made).decode() if json else tables(made)) + "\n")


def tables(made: Census) -> str:
    """The counts as lines for people."""
    lines = [
        f"language {made.language}, data {made.version}: {made.forms:,} written forms, {sum(made.parties.values()):,} parties, "
        f"{made.sourced:,} places with a sourced coordinate (and {made.estimated:,} estimates), {sum(made.sources.values()):,} sources.",
        *section("words", ("lemmas", "forms"), made.words),
        *section("triggers by type", ("lemmas",), {k: (v,) for k, v in made.triggers.items()}),
        *section("parties by country", ("",), {k: (v,) for k, v in made.parties.items()}),
        *section("places by country", ("sourced", "estimates"), made.places),
        *section("sources by kind", ("",), {k: (v,) for k, v in made.sources.items()}),
        *section("ontology", ("",), {k.replace("_", " "): (v,) for k, v in made.ontology.items()}),
    ]
    return "\n".join(lines)


def section(title: str, heads: tuple[str, ...], rows: Mapping[str, tuple[int, ...]]) -> list[str]:
    head = title.ljust(28) + "".join(h.rjust(11) for h in heads)
    return ["", head.rstrip(), *(f"  {name}".ljust(28) + "".join(f"{n:,}".rjust(11) for n in numbers) for name, numbers in rows.items())]
