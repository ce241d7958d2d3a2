"""The options that say which events are meant: the same for every command that takes a part of a project (`with_filters`)."""

from __future__ import annotations

import datetime as dt
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
import typer

from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.store.filtering import Filters

Said = dict[str, Any]
T = TypeVar("T")
KINS = ("units", "all", "alone")
EFFECTS = ("killed", "civilians", "injured", "detained", "displaced")


def many(*names: str, metavar: str, help: str) -> Any:
    return Annotated[list[str] | None, typer.Option(*names, metavar=metavar, help=help, show_default=False)]


def one(*names: str, metavar: str, help: str, type: Any = str) -> Any:
    return Annotated[type | None, typer.Option(*names, metavar=metavar, help=help, show_default=False)]


# Name in what is said → the option. Each may be left out; a list may be told several times.
FILTERS: dict[str, Any] = {
    "type": many("--type", metavar="TYPE", help="Events of this type (shelling, arrest …)."),
    "family": many("--family", metavar="FAMILY", help="Events of the types of this family (strike, custody …)."),
    "party": many("--party", metavar="PARTY", help="Party on either side, by id or name, with its sub-units."),
    "initiator": many("--initiator", metavar="PARTY", help="Party that acted."),
    "target": many("--target", metavar="PARTY", help="Party acted upon."),
    "kin": one("--kin", metavar="KIN", help="Parties with their units (the default), all: those above them too, or alone."),
    "area": many("--in", metavar="AREA", help="Country, province, district or place: name, code (SYR, SY-ID) or id."),
    "polygon": one("--polygon", metavar="FILE", help="Within the polygons of a GeoJSON file.", type=Path),
    "box": one("--box", metavar="S,W,N,E", help="Within these degrees of latitude and longitude."),
    "near": one("--near", metavar="LAT,LON,KM", help="Within so many kilometres of a point."),
    "since": one("--since", metavar="DATE", help="Whose time reaches this day or a later one (2024, 2024-03, 2024-03-01)."),
    "until": one("--until", metavar="DATE", help="Whose time begins on this day or an earlier one."),
    "undated": Annotated[bool, typer.Option("--undated", help="Only events whose time is not known.")],
    "killed": one("--killed", metavar="N", help="At least so many killed, by the lowest figure told.", type=int),
    "civilians": one("--civilians", metavar="N", help="At least so many civilians killed.", type=int),
    "injured": one("--injured", metavar="N", help="At least so many injured.", type=int),
    "detained": one("--detained", metavar="N", help="At least so many detained.", type=int),
    "displaced": one("--displaced", metavar="N", help="At least so many displaced.", type=int),
    "status": many("--status", metavar="STATUS", help="asserted, planned, attempted, possible, negated or denied."),
    "background": one("--background", metavar="yes|no", help="What a report only recalls: yes: only that, no: none of it."),
    "weapon": many("--weapon", metavar="WEAPON", help="Done with this (mortar, barrel_bomb …)."),
    "source": many("--source", metavar="SOURCE", help="Who says so, by id or name."),
    "outlet": many("--outlet", metavar="NAME", help="Who published the report."),
    "state": many("--state", metavar="STATE", help="proposed, accepted, corrected or rejected."),
    "flag": many("--flag", metavar="FLAG", help="With this doubt (ambiguous-place, toll-conflict …)."),
    "confidence": one("--confidence", metavar="0–1", help="At least so sure.", type=float),
    "report": one("--report", metavar="ID", help="Of this report."),
    "incident": one("--incident", metavar="ID", help="Of this incident."),
}


def with_filters(command: Callable[..., T]) -> Callable[..., T]:
    """The command with these options before its own last ones; it gets what was said as `said`."""
    own = inspect.signature(command, eval_str=True)
    at = list(own.parameters).index("said")
    made = [
        inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=False if n == "undated" else None, annotation=a)
        for n, a in FILTERS.items()
    ]
    others = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own.parameters.values()]
    parameters = [*others[:at], *made, *others[at + 1 :]]

    def filtered(**given: Any) -> T:
        said = {name: given.pop(name) for name in FILTERS}
        return command(**given, said=said)

    filtered.__name__, filtered.__doc__ = command.__name__, command.__doc__
    filtered.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    filtered.__annotations__ = {p.name: p.annotation for p in parameters}
    return filtered


# What was said, as it is ---------------------------------------------------------------------------------------------------------


def plain(said: Said) -> dict[str, Any]:
    """The filters that need no data to be understood. Raises UsageError."""
    checked(said, "kin", KINS)
    checked(said, "background", ("yes", "no"))
    for name in EFFECTS:
        if said[name] is not None and said[name] < 0:
            raise UsageError("a number of people is 0 or more.", where=f"--{name} {said[name]}")
    if said["confidence"] is not None and not 0 <= said["confidence"] <= 1:
        raise UsageError("confidence is from 0 to 1.", where=f"--confidence {said['confidence']}")
    since, until = day(said["since"], "--since"), day(said["until"], "--until", last=True)
    if since and until and since > until:
        raise UsageError("the first day is after the last.", where=f"--since {said['since']} --until {said['until']}")
    if said["undated"] and (since or until):
        raise UsageError("events without a time lie in no days.", where="--undated", hint="Leave out --since and --until.")
    found = {name: said[name] for name in (*EFFECTS, "confidence", "report", "incident", "undated")}
    found |= {"status": said["status"] or [], "states": said["state"] or [], "flags": said["flag"] or [], "outlets": said["outlet"] or []}
    found |= {
        "since": since,
        "until": until,
        "kin": said["kin"] or "units",
        "background": {"yes": True, "no": False}.get(said["background"]),
    }
    return found | {"box": box(said["box"]), "near": near(said["near"]), "polygons": polygons(said["polygon"])}


def checked(said: Said, name: str, known: tuple[str, ...]) -> None:
    if said[name] is not None and said[name] not in known:
        raise UsageError(f"{said[name]!r} is none of {', '.join(known)}.", where=f"--{name}")


def day(text: str | None, where: str, last: bool = False) -> str | None:
    """A day; the first (or last) of a month or year."""
    if text is None:
        return None
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
            raise ValueError
        if len(parts) == 3:
            return dt.date(numbers[0], numbers[1], numbers[2]).isoformat()
        if len(parts) > 3:
            raise ValueError
        year, month = numbers[0], numbers[1] if len(parts) == 2 else 12 if last else 1
        first = dt.date(year, month, 1)
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        return (after - dt.timedelta(days=1) if last else first).isoformat()
    except ValueError:
        raise UsageError(f"{text!r} is no day.", where=where, hint="As in 2024-03-01, 2024-03 or 2024.") from None


def numbers_of(text: str, count: int, where: str, hint: str) -> list[float]:
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        found = []
    if len(found) != count or not all(abs(n) < 1e5 for n in found):
        raise UsageError(f"{text!r} is not {count} numbers.", where=where, hint=hint)
    return found


def box(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    south, west, north, east = numbers_of(text, 4, "--box", "As in 35.5,36.0,36.5,37.5: south, west, north, east.")
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
        raise UsageError(f"{text!r} is no box of degrees.", where="--box", hint="South, west, north, east: the smaller first.")
    return south, west, north, east


def near(text: str | None) -> tuple[float, float, float] | None:
    if text is None:
        return None
    lat, lon, km = numbers_of(text, 3, "--near", "As in 36.2,37.16,20: latitude, longitude, kilometres.")
    if abs(lat) > 90 or abs(lon) > 180 or not 0 < km <= 2000:
        raise UsageError(f"{text!r} is no circle on the earth.", where="--near", hint="At most 2000 km about a point.")
    return lat, lon, km


def polygons(path: Path | None) -> list[Any]:
    if path is None:
        return []
    from rasid.store.filtering import polygons_of

    try:
        return polygons_of(json.loads(path.read_text(encoding="utf-8-sig")), str(path))
    except OSError as error:
        raise UsageError(f"the file cannot be read ({error.strerror or error}).", where=f"--polygon {path}") from None
    except ValueError:
        raise UsageError("this is no GeoJSON.", where=f"--polygon {path}") from None


def filters_of(said: Said, words: list[str] | None, connection: Any) -> Filters:
    """What was said as filters; names are looked up in the project and its data. Raises UsageError."""
    from rasid.cli.naming import Namer
    from rasid.store.filtering import Filters

    found = plain(said)
    text = " ".join(words or []).strip()
    made = Filters(**found, text=text or None)
    if not any(said[name] for name in ("type", "family", "party", "initiator", "target", "area", "weapon", "source")):
        return made
    namer = Namer(connection)
    return msgspec.structs.replace(
        made,
        types=namer.types(said["type"] or [], said["family"] or []),
        parties=namer.parties(said["party"] or [], "--party"),
        by=namer.parties(said["initiator"] or [], "--initiator"),
        on=namer.parties(said["target"] or [], "--target"),
        areas=namer.areas(said["area"] or []),
        weapons=namer.weapons(said["weapon"] or []),
        sources=namer.sources(said["source"] or []),
    )
