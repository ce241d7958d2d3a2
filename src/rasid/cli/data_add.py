"""`rasid data add`: one new entry into the user's own layer, ready to be edited further."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from rasid.cli import options
from rasid.cli.talk import TALK
from rasid.lexicon.additions import Added, add_entry, add_place
from rasid.model import UsageError

app = typer.Typer(no_args_is_help=True, help="Add one entry to your own data (RASID_HOME/data), checked, ready to be edited.")

Name = Annotated[str, typer.Argument(help="The Arabic name, as reports write it.")]
English = Annotated[str, typer.Option("--en", help="The English name.")]
Id = Annotated[
    str | None, typer.Option("--id", help="Its id; made from the English name or the word where none is given.", show_default=False)
]
Country = Annotated[str | None, typer.Option(metavar="ISO3", help="Country, three capitals.", show_default=False)]
Aliases = Annotated[list[str] | None, typer.Option("--alias", help="Another Arabic name; may be repeated.", show_default=False)]


def kebab(text: str) -> str:
    """An id from an English name. Raises UsageError where nothing is left of it."""
    made = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if not made:
        raise UsageError(f"no id can be made from {text!r}.", where="--id", hint="Give one.")
    return made


def told(added: Added) -> None:
    print(added.text, end="")
    TALK.note(f"added to {added.path}")
    for warning in added.warnings:
        TALK.note(warning.line())


@app.command()
def verb(
    word: Annotated[str, typer.Argument(metavar="VERB", help="Citation form, as in قصف.")],
    root: Annotated[str, typer.Option(help="Root, letters apart, as in “ق ص ف”.")],
    form: Annotated[str, typer.Option(help="Form 1–10, q1 or q2.")],
    type: Annotated[str, typer.Option(help="Event type or family it tells of.")],
    frame: Annotated[str, typer.Option(help="Frame: which argument sits where.")] = "attack",
    masdar: Annotated[
        list[str] | None, typer.Option(help="Pattern of its verbal noun (form 1); may be repeated.", show_default=False)
    ] = None,
    effect: Annotated[str | None, typer.Option(help="What it counts in the toll: killed, injured …", show_default=False)] = None,
    example: Annotated[
        list[str] | None, typer.Option(help="A sentence of yours that uses it; may be repeated.", show_default=False)
    ] = None,
    id: Id = None,
    lang: options.Lang = "ar",
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """A verb that tells of an event; all its forms are made."""
    entry: dict[str, Any] = {"id": id or f"own_{word}", "verb": word, "root": root, "form": int(form) if form.isdecimal() else form}
    entry |= {"masdar": masdar} if masdar else {}
    entry |= {"type": type, "frame": frame} | ({"effect": effect} if effect else {})
    entry["examples"] = [{"text": text, "type": type} for text in example or []]
    told(add_entry(f"languages/{lang}/triggers/mine.yaml", entry))


@app.command()
def place(
    name: Name,
    en: English,
    lat: Annotated[float, typer.Option(help="Latitude, decimal degrees.")],
    lon: Annotated[float, typer.Option(help="Longitude, decimal degrees.")],
    country: Annotated[str, typer.Option(metavar="ISO3", help="Country, three capitals.")],
    kind: Annotated[str, typer.Option(help="town, village, neighbourhood, camp …")] = "village",
    admin1: Annotated[str, typer.Option(help="First-order division, in English as its own row has it.", show_default=False)] = "",
    admin2: Annotated[str, typer.Option(help="Second-order division.", show_default=False)] = "",
    source: Annotated[str, typer.Option(help="Where the coordinate is from: geonames:ID, an address, or estimate.")] = "estimate",
    alias: Aliases = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """A place with its coordinate."""
    fields = {"kind": kind, "ar": name, "en": en, "ar_aliases": "|".join(alias or []), "lat": lat, "lon": lon}
    told(add_place(fields | {"country": country, "admin1": admin1, "admin2": admin2, "source": source}))


@app.command()
def party(
    name: Name,
    en: English,
    kind: Annotated[str, typer.Option(help="Its kind (ontology/party_kinds.yaml): armed-group, militia …")],
    country: Country = None,
    parent: Annotated[str | None, typer.Option(metavar="ID", help="The party it is part of.", show_default=False)] = None,
    since: Annotated[int | None, typer.Option("--from", metavar="YEAR", help="First year.", show_default=False)] = None,
    until: Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Last year.", show_default=False)] = None,
    alias: Aliases = None,
    id: Id = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """An armed group, organ of a state, or other party."""
    entry: dict[str, Any] = {"id": id or kebab(en), "names": {"en": en, "ar": name}, "aliases": {"ar": alias or [], "en": []}, "kind": kind}
    entry |= {
        "country": country,
        "parent": parent,
        "from": since,
        "to": until,
        "successors": [],
        "default_for": None,
        "acled": None,
        "heads": [],
    }
    told(add_entry("world/parties/mine.yaml", entry))


@app.command()
def source(
    name: Name,
    en: English,
    kind: Annotated[str, typer.Option(help="agency, newspaper, broadcaster, website, monitor, ngo, official, medical …")],
    country: Country = None,
    party: Annotated[str | None, typer.Option(metavar="ID", help="The party it speaks for.", show_default=False)] = None,
    alias: Aliases = None,
    id: Id = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Someone whom reports quote."""
    entry: dict[str, Any] = {
        "id": id or kebab(en),
        "names": {"en": en, "ar": name},
        "aliases": {"ar": alias or [], "en": []},
        "kind": kind,
        "country": country,
        "party": party,
    }
    told(add_entry("world/sources/mine.yaml", entry))


@app.command()
def cue(
    words: Annotated[list[str], typer.Argument(help="The words, each as reports write it.")],
    category: Annotated[str, typer.Option(help="negated, planned, attempted, possible, background, no_toll …")],
    direction: Annotated[str, typer.Option(help="forward, backward or both.")] = "forward",
    reach: Annotated[int, typer.Option(help="How many words it governs; 0: to the end of the clause.")] = 6,
    id: Id = None,
    lang: options.Lang = "ar",
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Words that change the standing of an event: denial, plan, doubt, memory."""
    entry = {"id": id or f"own_{words[0].replace(' ', '_')}", "category": category, "direction": direction, "reach": reach, "words": words}
    told(add_entry(f"languages/{lang}/cues.yaml", entry))
