"""`rasid token`: what programs sign in with at the project's addresses under /api/v1."""

from __future__ import annotations

import json as json_format
from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder, Who, opened_store, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

app = typer.Typer(no_args_is_help=True, help="Tokens by which programs use a project's addresses under /api/v1.")
DAYS = 90  # of a token where none are named: long enough for a season's work, short enough that a forgotten one ends


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for, as in: weekly figures.")],
    scope: Annotated[
        list[str],
        typer.Option(
            metavar="RIGHT",
            help="What it may do: read, review, link, teach, approve, restrict, publish, audit, admin. Give it again for more.",
        ),
    ],
    of: Annotated[
        str | None, typer.Option("--for", metavar="NAME", help="In whose name it acts, else who makes it.", show_default=False)
    ] = None,
    days: Annotated[int, typer.Option(metavar="N", help="Days until it ends, 366 at most.")] = DAYS,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Make a token and print its secret, once: what is kept is its hash alone."""
    acting = person(who)
    from rasid.store import tokens
    from rasid.web.access import Right

    known = [str(right) for right in Right]
    wrong = sorted(set(scope) - set(known))
    if wrong:
        raise UsageError(f"there is no right {wrong[0]!r}.", where="--scope", hint="There are: " + ", ".join(known) + ".")
    with opened_store(project) as store, opened(None) as handle:
        with store.writing(acting) as change:
            made, secret = tokens.make(change, name, of or acting, scope, days)
        TALK.note(f"token {made.id} acts in the name of {made.person} until {made.expires[:10]}. Its secret is shown now and never again.")
        handle.write(secret + "\n")


@app.command("list")
def list_(project: Folder = HERE, out: options.Out = None, quiet: options.Quiet = False, json: options.Json = False) -> None:
    """List the tokens as JSON lines, those that have ended too. No secret is in it."""
    from rasid.store import tokens

    with opened_store(project) as store, store.reading() as connection, opened(out) as handle:
        for token in tokens.every(connection):
            told = token._asdict() | {"scopes": sorted(token.scopes), "holds": token.holds()}
            handle.write(json_format.dumps(told, ensure_ascii=False) + "\n")


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number, as `rasid token list` has it.", min=1)],
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """End a token for good."""
    acting = person(who)
    from rasid.store import tokens

    with opened_store(project) as store, store.writing(acting) as change:
        found = tokens.revoke(change, number)
    TALK.note(f"token {found.id} ({found.name}) has ended.")
