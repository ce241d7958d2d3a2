"""`rasid map`: coded events on a map, as one page that works offline, or as one picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated, BinaryIO

import typer

from rasid.cli import options
from rasid.cli.output import opened_bytes
from rasid.cli.talk import TALK
from rasid.gazetteer.outlines import Outlines
from rasid.lexicon.compile import load
from rasid.model import Event, InputError, UsageError
from rasid.publish.map import Atlas, Shown, Wording, html_page, png_picture, read_events, shown
from rasid.publish.map.page import origin
from rasid.publish.map.picture import NARROWEST, WIDEST

NAMED = 5  # bad lines that are each named; the rest are counted
SLOW = 20_000  # events above which a page opens slowly
PAGES, PICTURES = (".html", ".htm"), (".png",)


class Language(StrEnum):
    ar = "ar"
    en = "en"


def map(
    events: Annotated[str, typer.Argument(metavar="EVENTS|-", help="What `rasid code --format jsonl` wrote, or - for standard input.")],
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="map.html for a page, map.png for a picture; otherwise a page on standard output."
        ),
    ] = None,
    lang: Annotated[Language, typer.Option(help="The language of a picture, and that a page opens in.")] = Language.ar,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its title.", show_default=False)] = "",
    tiles: Annotated[
        str, typer.Option(metavar="URL", help="Background pictures for a page from this server, with {z}, {x} and {y}.", show_default=False)
    ] = "",
    width: Annotated[int, typer.Option(metavar="PIXELS", help="How wide a picture is.")] = 1600,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Draw coded events on a map: a working view, not a publication."""
    as_picture = wanted(out, tiles, width)
    told = told_events(events)
    compiled = load()
    atlas = Atlas(Outlines(), Wording(compiled.ontology, compiled.places))
    content = shown(told, atlas)
    remark(content, as_picture)
    side = int(lang is Language.ar)
    if as_picture:
        made = png_picture(content, atlas, side=side, title=title, width=width)
    else:
        name = "standard input" if events == "-" else PurePath(events).name
        made = html_page(content, atlas, side=side, title=title, tiles=tiles, made_from=name).encode("utf-8")
    with opened_bytes(out) as handle:
        handle.write(made)
    TALK.tell_errors()
    if TALK.errors:
        raise typer.Exit(TALK.exit_code)


def wanted(out: str | None, tiles: str, width: int) -> bool:
    """Whether a picture is wanted and no page. Raises UsageError where what was asked for does not go together."""
    suffix = PurePath(out or "").suffix.lower()
    if out in (None, "-"):
        if sys.stdout.isatty():
            raise UsageError("a page is not for reading on a terminal.", where="rasid map", hint="Name a file: --out map.html.")
    elif suffix not in (*PAGES, *PICTURES):
        raise UsageError("a map is a page or a picture.", where=f"--out {out}", hint="Let the name end in .html or .png.")
    if tiles:
        origin(tiles)
        if suffix in PICTURES:
            raise UsageError("a picture is drawn without tiles.", where="--tiles", hint="Leave it out, or make a page: --out map.html.")
    if not NARROWEST <= width <= WIDEST:
        raise UsageError(f"a picture is {NARROWEST} to {WIDEST} pixels wide.", where=f"--width {width}")
    return suffix in PICTURES


def told_events(source: str) -> list[Event]:
    """The events of a file, each once; what is wrong with other lines is named at the end. Raises InputError where no line is right."""
    where = "standard input" if source == "-" else source
    found: dict[str, Event] = {}
    twice = bad = 0
    with lines_of(source) as handle:
        for read in read_events(handle, where):
            if isinstance(read, Event):
                twice += read.id in found
                found.setdefault(read.id, read)
                continue
            bad += 1
            if bad <= NAMED:
                TALK.keep(read)
    if bad > NAMED:
        TALK.keep(InputError(f"{bad - NAMED} more lines are no events.", where=where))
    if bad and not found:
        raise InputError("no line of this is an event, so no map was made.", where=where)
    if twice:
        TALK.note(f"{twice} events stand there more than once; each is drawn once.", where)
    if bad:
        TALK.note(f"{bad} lines are left out; the map shows the other {len(found)} events.", where)
    return list(found.values())


@contextmanager
def lines_of(source: str) -> Iterator[BinaryIO]:
    """The lines of a file or of standard input. Raises InputError where it cannot be read."""
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        with Path(source).open("rb") as handle:
            yield handle
    except FileNotFoundError:
        raise InputError("this file cannot be read (there is no such file).", where=source) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"this file cannot be read ({reason}).", where=source) from None


def remark(content: Shown, as_picture: bool) -> None:
    """What the person should know of the map before looking at it."""
    if not content.items:
        TALK.note("there are no events in it; the map is empty.")
    elif not content.spots:
        TALK.note(
            f"none of the {len(content.items)} events has a point; " + ("the picture shows none." if as_picture else "the page lists them.")
        )
    elif content.pointless:
        TALK.note(
            f"{len(content.pointless)} of {len(content.items)} events have no point" + ("." if as_picture else "; the page lists them.")
        )
    if as_picture and content.outside:
        TALK.note(f"{content.outside} events lie outside the picture, too far from the others.")
    if len(content.items) > SLOW and not as_picture:
        TALK.note(f"{len(content.items)} events make a page that opens slowly; {SLOW} or fewer are better.")
