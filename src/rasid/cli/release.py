"""`rasid release`: a versioned, citable package of a project, which people sign before it leaves."""

from __future__ import annotations

import datetime as dt
import json as json_format
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from rasid.cli import options
from rasid.cli.lines import hanging, wrapped
from rasid.cli.output import opened
from rasid.cli.project_options import HERE, Folder, Who, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.project.previewing import Preview
    from rasid.project.project import Project
    from rasid.publish.release.narrowing import Only
    from rasid.publish.release.sums import Signatures


class Named(TyperGroup):
    """`rasid release 2026.1 …` is `rasid release draft 2026.1 …`, and `rasid release --preview` is `rasid release preview`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if "--preview" in args:
            args = ["preview", *(a for a in args if a != "--preview")]
        elif args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["draft", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Named, no_args_is_help=True, help="A versioned, citable package of a project: previewed, drafted, signed by people, verified."
)

Version = Annotated[str, typer.Argument(metavar="VERSION", help="Its version, as in 2026.1.")]
Profile = Annotated[str, typer.Option(metavar="NAME", help="What may leave: a profile.")]
# A part of what may leave, chosen by what leaves (publish/release/narrowing).
Types = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Only incidents of this type.", show_default=False)]
Parties = Annotated[
    list[str] | None,
    typer.Option(
        "--party", metavar="PARTY", help="Only with this party on either side, by id or name, with its sub-units.", show_default=False
    ),
]
Areas = Annotated[
    list[str] | None, typer.Option("--in", metavar="AREA", help="Only in this country or province: SYR, SYR/Idlib.", show_default=False)
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only what goes on on this day or later.", show_default=False)]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only what began on this day or earlier.", show_default=False)]


class Format(StrEnum):
    table = "table"
    jsonl = "jsonl"


@app.command()
def preview(
    profile: Profile = "public",
    format: Annotated[Format, typer.Option(help="table: counts, for people; jsonl: every id that would leave.")] = Format.table,
    types: Types = None,
    parties: Parties = None,
    areas: Areas = None,
    since: Since = None,
    until: Until = None,
    out: options.Out = None,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Show what would leave, what is held back and why, and what is taken out or made coarser. Nothing of what is held back is shown."""
    from rasid.project.previewing import leaving_ids
    from rasid.project.previewing import preview as look
    from rasid.project.project import Project  # late: it imports SQLAlchemy

    with Project.open(project) as kept, opened(out) as handle:
        only = part(kept, types, parties, areas, since, until)
        if format is Format.jsonl:
            handle.writelines(json_format.dumps(row, ensure_ascii=False) + "\n" for row in leaving_ids(kept, profile, only))
        else:
            handle.write(table(look(kept, profile, only), options.room()))


def part(
    kept: Project,
    types: list[str] | None,
    parties: list[str] | None,
    areas: list[str] | None,
    since: str | None,
    until: str | None,
) -> Only:
    """A part of what may leave; parties are looked up by name. Raises UsageError."""
    from rasid.cli.naming import Namer
    from rasid.publish.release.narrowing import Only

    ids: list[str] = []
    if parties:
        with kept.store.reading() as connection:
            ids = Namer(connection).parties(parties, "--party")
    return Only(types=tuple(types or ()), parties=tuple(ids), areas=tuple(areas or ()), since=since, until=until)


def table(seen: Preview, room: int) -> str:
    """What a preview found, for people."""
    whole = seen.leaves + seen.beside + sum(seen.held.values())
    lines = wrapped(f"profile {seen.profile}: {seen.leaves:,} of {whole:,} incidents would leave, with {seen.accounts:,} accounts.", room)
    lines += wrapped(f"{seen.beside:,} more might leave, and are not of this part.", room) if seen.beside else []
    lines += ["", *listed("held back", seen.held, room), "", *listed("taken out or made coarser", seen.changed, room)]
    if seen.last:
        d = seen.last
        lines += ["", *wrapped(f"since {d.version}: {d.added:,} added, {d.changed:,} changed, {d.removed:,} removed.", room)]
    return "\n".join(lines) + "\n"


def listed(title: str, counts: dict[str, int], room: int) -> list[str]:
    if not counts:
        return [f"{title}: nothing."]
    from rasid.publish.policy import said

    lines = [f"{title}:"]
    for what, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        lines += hanging(f"{count:>10,}", said(what), room, indent=12)
    return lines


@app.command()
def draft(
    version: Version,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to make; DIR.zip stands beside it.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its title, as it is to be cited.")],
    profile: Profile = "public",
    formats: Annotated[
        str,
        typer.Option(
            metavar="NAME,…",
            help="Formats of the data files; csv, geojson, jsonl, acled and ucdp where none are named.",
            show_default=False,
        ),
    ] = "",
    licence: Annotated[str, typer.Option(metavar="ID", help="CC-BY-4.0, CC-BY-NC-4.0, CC0-1.0, ODC-By-1.0 or ODbL-1.0.")] = "CC-BY-4.0",
    publisher: Annotated[str, typer.Option(metavar="NAME", help="Whom to cite: an organisation.", show_default=False)] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Where it will stand.", show_default=False)] = "",
    date: Annotated[str | None, typer.Option(metavar="DATE", help="Its date; today's where none is named.", show_default=False)] = None,
    types: Types = None,
    parties: Parties = None,
    areas: Areas = None,
    since: Since = None,
    until: Until = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help="For those who sign; it never leaves.", show_default=False)
    ] = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Make a draft: a folder and a ZIP, the same bytes from the same project and options. It leaves when people have signed it."""
    name = person(who)
    day = date or dt.datetime.now(dt.UTC).date().isoformat()
    from rasid.project.project import Project  # late: it imports SQLAlchemy
    from rasid.project.releasing import draft as make
    from rasid.publish.release.request import Request

    chosen = tuple(f.strip() for f in formats.split(",") if f.strip())
    told = {"profile": profile, "licence": licence, "publisher": publisher, "url": url}
    with Project.open(project) as kept:
        only = part(kept, types, parties, areas, since, until)
        done = make(kept, Request(version=version, title=title, released=day, formats=chosen, only=only, **told), out, name, note)
    d = done.made.differences
    held = sum(done.made.tally.held.values())
    TALK.note(
        f"{done.made.tally.incidents:,} incidents, {held:,} held back; {d.added:,} added, {d.changed:,} changed, {d.removed:,} removed.",
        str(out),
    )
    for file in done.made.provenance.files:
        for what, count in file.losses.items():
            TALK.note(f"{count:,} × {what}", file.path)
    say_state(done.signatures)


def say_state(told: Signatures) -> None:
    count, digest = len(told.signatures), f"{told.digest[:16]}…"
    if told.published:
        TALK.note(f"{told.version} is published: {count} have signed {digest}")
    else:
        hint = f"Next: `rasid release sign {told.version} --who NAME`."
        TALK.note(f"{told.version} is a draft: {count} of {told.needed} have signed {digest} {hint}")


@app.command()
def sign(
    version: Version,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--dir",
            metavar="DIR",
            help="The draft itself: it is checked first, and told when it is published; else the one that the pages made, if they did.",
            show_default=False,
        ),
    ] = None,
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Sign a draft. When as many different people as the profile asks for have signed the same bytes, it is published."""
    name = person(who)
    from rasid.project.packages import sign as put_name
    from rasid.project.project import Project  # late: it imports SQLAlchemy

    with Project.open(project) as kept:
        say_state(put_name(kept, version, name, folder))


@app.command()
def decline(
    version: Version,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it must not leave as it is, for the audit log.")],
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Say that a draft must not leave as it is: its signatures count no more, and nobody can sign it until it is made again."""
    name = person(who)
    from rasid.project.project import Project  # late: it imports SQLAlchemy
    from rasid.project.releasing import decline as refuse

    with Project.open(project) as kept:
        refuse(kept, version, name, why)
    TALK.note(f"{version} is declined: its signatures count no more.")


@app.command(name="list")
def list_(
    format: Annotated[Format, typer.Option(help="table for people, jsonl for programs.")] = Format.table,
    out: options.Out = None,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """List a project's releases: drafts and published ones."""
    from rasid.cli.project_options import opened_store
    from rasid.project.standing import known_releases

    with opened_store(project) as store, store.reading() as connection, opened(out) as handle:
        count = 0
        for one in known_releases(connection):
            count += 1
            if format is Format.jsonl:
                handle.write(json_format.dumps(one._asdict(), ensure_ascii=False) + "\n")
                continue
            state = f"draft, {one.signed} of {one.needed} have signed" if one.state == "draft" else one.state
            told = f"{one.released} · {one.rows:,} incidents · {one.profile} · {state} · {one.digest[:16]}"
            handle.write("\n".join(hanging(one.version, told, options.room(), indent=max(14, len(one.version) + 2))) + "\n")
    if not count:
        TALK.note("there are no releases.")


@app.command()
def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A release: its folder, or its ZIP.")],
    quiet: options.Quiet = False,
    json: Annotated[bool, typer.Option("--json", callback=options.set_json, help="What was found as one JSON record.")] = False,
) -> None:
    """Check a release without its project: checksums, descriptor, tables by their schemas, signatures. Exit 1 where anything is wrong."""
    from rasid.publish.release.checking import check

    if not folder.exists():
        raise UsageError("there is no such folder or file.", where=str(folder))
    found = check(folder)
    with opened(None) as handle:
        if json:
            told = found.signatures
            state = None if told is None else {"needed": told.needed, "signed": len(told.signatures), "published": told.published}
            handle.write(json_format.dumps(found._replace(signatures=None)._asdict() | {"signatures": state}, ensure_ascii=False) + "\n")
        else:
            handle.write(
                f"{found.version}: {found.files:,} files, {found.rows:,} rows: {'whole' if not found.problems else 'NOT whole'}.\n"
            )
            handle.writelines(f"{problem}\n" for problem in found.problems)
            handle.write(f"digest {found.digest}\n")
            told = found.signatures
            if told is not None:
                handle.write(f"{'published' if told.published else 'a draft'}: {len(told.signatures)} of {told.needed} have signed.\n")
    if found.problems:
        raise typer.Exit(1)
