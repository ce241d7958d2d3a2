"""`rasid people`: who has an account on the project's workplace. The first admin is made here; later ones, on the pages as well."""

from __future__ import annotations

import json as json_format
import os
from typing import Annotated

import typer

from rasid.cli import options
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder, Who, Why, opened_store, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

app = typer.Typer(no_args_is_help=True, help="Accounts of the people who work on a project through `rasid serve --team`.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name, as the log calls the person.")]
Roles = Annotated[
    str, typer.Option("--roles", metavar="ROLE,…", help="reader, coder, reviewer, publisher, admin: one, or several with commas.")
]
Url = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", help="Where the pages answer, for the link; else RASID_URL.", show_default=False),
]


@app.command()
def add(
    name: Name,
    roles: Roles = "reader",
    language: Annotated[str | None, typer.Option(metavar="LANG", help="ar or en; else as the browser says.", show_default=False)] = None,
    url: Url = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Make an account, and print the link that opens it: once, within 72 hours. Hand it over yourself; no mail is sent."""
    from rasid.project.team import people

    if language not in (None, "ar", "en"):
        raise UsageError("the pages speak Arabic and English.", where=f"--language {language}", hint="ar or en.")
    with opened_store(project) as store:
        made, secret = people.add(store, name, named(roles), language, person(who))
    TALK.note(
        f"{made.name} has an account ({', '.join(made.roles)}); this link opens it, once, within {people.HOURS[people.INVITE]} hours:"
    )
    tell(secret, url)


@app.command(name="list")
def list_(
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="As JSON lines.")] = False,
) -> None:
    """Who has an account, with roles, state and whether a second factor is asked for."""
    from rasid.store import accounts

    with opened_store(project) as store, store.reading() as connection, opened(None) as handle:
        there = accounts.everyone(connection)
        for one in there:
            told = {"name": one.name, "state": one.state, "roles": list(one.roles), "second": one.has_second, "language": one.language}
            second = " · second factor" if one.has_second else ""
            line = json_format.dumps(told, ensure_ascii=False) if json else f"{one.name} · {one.state} · {', '.join(one.roles)}{second}"
            handle.write(f"{line}\n")
    if not there:
        TALK.note("nobody has an account yet: rasid people add NAME --roles admin")


@app.command()
def role(
    name: Name, roles: Roles, project: Folder = HERE, who: Who = None, quiet: options.Quiet = False, json: options.Json = False
) -> None:
    """Give an account other roles, in the place of those it has; they hold from its next click."""
    from rasid.project.team import people

    with opened_store(project) as store:
        there = people.set_roles(store, name, named(roles), person(who))
    TALK.note(f"{there.name}: {', '.join(there.roles)}.")


@app.command()
def invite(
    name: Name, url: Url = None, project: Folder = HERE, who: Who = None, quiet: options.Quiet = False, json: options.Json = False
) -> None:
    """Print a new link for an account that was never opened; the earlier one is good for nothing from now on."""
    from rasid.project.team import people

    with opened_store(project) as store:
        secret = people.invite(store, name, person(who))
    TALK.note(f"this link opens the account, once, within {people.HOURS[people.INVITE]} hours:")
    tell(secret, url)


@app.command()
def reset(
    name: Name, url: Url = None, project: Folder = HERE, who: Who = None, quiet: options.Quiet = False, json: options.Json = False
) -> None:
    """Print a link to choose a new password. The old one, second factor, passkeys, provider and all sessions end at once."""
    from rasid.project.team import people

    with opened_store(project) as store:
        secret = people.reset(store, name, person(who))
    TALK.note(f"this link asks for a new password, once, within {people.HOURS[people.RESET]} hours:")
    tell(secret, url)


@app.command()
def off(
    name: Name, why: Why = None, project: Folder = HERE, who: Who = None, quiet: options.Quiet = False, json: options.Json = False
) -> None:
    """Switch an account off, at once; what its person did stays in the log under the name."""
    from rasid.project.team import people

    with opened_store(project) as store:
        people.switch(store, name, False, person(who), why)
    TALK.note(f"{name} is switched off.")


@app.command()
def on(
    name: Name, why: Why = None, project: Folder = HERE, who: Who = None, quiet: options.Quiet = False, json: options.Json = False
) -> None:
    """Switch an account on again, with its password and roles as they were."""
    from rasid.project.team import people

    with opened_store(project) as store:
        people.switch(store, name, True, person(who), why)
    TALK.note(f"{name} is switched on.")


def named(roles: str) -> list[str]:
    return [role.strip().lower() for role in roles.split(",") if role.strip()]


def tell(secret: str, url: str | None) -> None:
    """The link, alone on standard output."""
    from rasid.cli.serve import PORT, URL

    base = (url or os.environ.get(URL) or f"http://localhost:{PORT}").rstrip("/")
    with opened(None) as handle:
        handle.write(f"{base}/invited/{secret}\n")
