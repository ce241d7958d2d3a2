"""The form of a new release: what it says, what can be chosen in it, and the request that it comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.model import RasidError, UsageError
from rasid.model.worded import worded
from rasid.publish.formats import FORMATS
from rasid.publish.policy.checking import profile_of
from rasid.publish.policy.policy import passes_all
from rasid.publish.policy.profile import Profile, names
from rasid.publish.release import narrowing
from rasid.publish.release.narrowing import Only
from rasid.publish.release.request import DEFAULT_FORMATS, LICENCES, Request, checked
from rasid.web.asked import party
from rasid.web.downloads import DOWNLOADED

ONCE = {"version": 100, "title": 300, "profile": 60, "date": 10, "licence": 20, "publisher": 300, "url": 500, "note": 4000}
PART = {"type": 60, "area": 60, "party": 200, "since": 10, "until": 10}  # of what may leave; letters of a value
MANY = ("type", "area", "party", "format")
MOST = 50  # values of one field
Said = dict[str, list[str]]
# What holds the words of reports leaves by `rasid release`, at the machine that keeps them.
OFFERED = tuple(name for name in FORMATS if name != "gold")


def said(items: Iterable[tuple[str, Any]]) -> Said:
    """What a form or an address says, by field; a text of several names (`party`) a line each."""
    found: Said = {}
    for name, value in items:
        longest = {**ONCE, **PART, "format": 20}.get(name)
        if longest is None or not isinstance(value, str):
            continue
        values = value.splitlines() if name == "party" else [value]
        for one in values:
            if text := one.strip()[:longest]:
                found[name] = [*found.get(name, []), text][:MOST] if name in MANY else [text]
    return found


def one(told: Said, name: str, other: str = "") -> str:
    return next(iter(told.get(name, [])), other)


def query(told: Said, *, part: bool = False) -> str:
    """As an address has it. `part`: what a preview depends on alone."""
    kept = (*PART, "profile", "date") if part else (*ONCE, *PART, "format")
    return urlencode([(name, value) for name in kept for value in told.get(name, [])])


def day(told: Said) -> str:
    """The release's date; today's where none is said."""
    return one(told, "date") or dt.datetime.now(dt.UTC).date().isoformat()


def past(told: Said) -> dt.date:
    """The date as a day. Raises UsageError where it is none; the policy refuses one that is yet to come."""
    try:
        return dt.date.fromisoformat(day(told))
    except ValueError:
        raise UsageError(worded("{day!r} is no date.", day=day(told)), hint="As in 2026-03-14.") from None


def part_of(told: Said, connection: Connection, lexicon: Lexicon) -> Only:
    """The part of what may leave. Raises UsageError."""
    problems: list[str] = []
    parties: list[str] = []
    for name in told.get("party", []):
        parties += party(connection, lexicon, name, problems)
        if problems:
            raise UsageError(worded("no party is called {name}.", name=name), hint="Give its id or its whole name.")
    made = Only(
        types=tuple(told.get("type", [])),
        parties=tuple(parties),
        areas=tuple(told.get("area", [])),
        since=one(told, "since") or None,
        until=one(told, "until") or None,
    )
    return narrowing.checked(made, lexicon)


def request_of(told: Said, connection: Connection, lexicon: Lexicon, layers: list[Path]) -> Request:
    """Raises UsageError where something is missing, or is not offered here."""
    profile = one(told, "profile", DOWNLOADED)
    refuse_profile(profile, layers)
    formats = tuple(told.get("format", []))
    if unknown := [name for name in formats if name not in OFFERED]:
        raise UsageError(worded("there is no format {name!r}.", name=unknown[0]))
    past(told)
    return checked(
        Request(
            version=one(told, "version"),
            title=one(told, "title"),
            profile=profile,
            released=day(told),
            licence=one(told, "licence", next(iter(LICENCES))),
            publisher=one(told, "publisher"),
            url=one(told, "url"),
            formats=formats,
            only=part_of(told, connection, lexicon),
        )
    )


def refuse_profile(name: str, layers: list[Path]) -> None:
    """Raises UsageError where a profile lets everything out, and with it what is for some eyes of the team alone: such a package is made
    by who reads the project's folder, and sees all that is in it."""
    if passes_all(profile_of(layers, name)):
        raise UsageError(
            worded("the profile {name} lets everything out.", name=name), hint="Such a release is made by `rasid release`, at the machine."
        )


def profiles(layers: list[Path]) -> dict[str, dict[str, str]]:
    """The profiles that the pages release by, with their names."""
    return {name: made.names for name, made in made_profiles(layers) if not passes_all(made)}


def profile_names(layers: list[Path]) -> dict[str, dict[str, str]]:
    """The names of all profiles: a command may have released by one that passes all."""
    return {name: made.names for name, made in made_profiles(layers)}


def made_profiles(layers: list[Path]) -> Iterator[tuple[str, Profile]]:
    for name in names(layers):
        try:
            yield name, profile_of(layers, name)
        except RasidError:  # `rasid data check` tells what is wrong with it
            continue


def again(request: Request, note: str) -> Said:
    """What a form would say that asks for this."""
    only = request.only
    told = {n: [str(getattr(request, n))] for n in ("version", "title", "profile", "licence", "publisher", "url") if getattr(request, n)}
    told |= {"date": [request.released], "format": list(request.formats)} | ({"note": [note]} if note else {})
    part = {"type": only.types, "area": only.areas, "party": only.parties, "since": [only.since], "until": [only.until]}
    return told | {name: [v for v in values if v] for name, values in part.items()}


def choices() -> dict[str, Any]:
    """What stands in the lists of the form beside what the project has."""
    return {"formats": OFFERED, "usual": [n for n in DEFAULT_FORMATS if n in OFFERED], "licences": {k: v[0] for k, v in LICENCES.items()}}
