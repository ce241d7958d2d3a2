"""What a form says of a field, as values of the record. A form carries what its person saw (`seen`), and its values apply to that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rasid.model import UsageError
from rasid.model.worded import worded
from rasid.project.paths import whole
from rasid.project.quoting import places as places_of
from rasid.web.review.offsets import Units

Record = dict[str, Any]
KEYS: dict[str, tuple[str, ...]] = {
    "type": ("type", "method", "status", "outcome", "background", "mutual"),
    "initiators": ("actor", "role", "attribution", "by", "unit"),
    "targets": ("actor", "object", "count"),
    "places": ("id", "role", "precision", "relation", "distance_km"),
    "time": ("start", "end", "precision", "ongoing", "from", "to"),
    "toll": ("effect", "who", "groups", "min", "max", "vague", "part_of", "supersedes", "by"),
    "instruments": ("weapon", "min", "max", "vague"),
    "sources": ("source", "stance"),
    "flags": (),
}
WHOLE_NUMBERS = ("min", "max", "count", "precision")
TRUTHS = ("background", "mutual", "ongoing")
IDS = {"initiators": "actor", "targets": "actor", "places": "id", "sources": "source"}  # what a chooser chooses
MOST = 200_000  # letters of a value that was seen: no field of a record comes near it


def touched(field: str) -> tuple[str, ...]:
    """The record's fields that a form of a field may set."""
    return KEYS["type"] if field == "type" else (field,)


def seen_of(record: Record, field: str) -> str:
    """What a form carries of the record."""
    return json.dumps({f: record[f] for f in touched(field)}, ensure_ascii=False, separators=(",", ":"))


def seen(told: str, field: str) -> Record:
    """The same, read again. Raises UsageError where it is not what a form of ours carries."""
    try:
        found = json.loads(told) if len(told) <= MOST else None
    except ValueError:
        found = None
    if not isinstance(found, dict) or set(found) != set(touched(field)):
        raise UsageError("this form is not whole.", where=field, hint="Load the page again.")
    return found


def values(field: str, item: str, do: str, form: Mapping[str, str], was: Record, text: str, units: Units) -> Record:
    """Whole fields as the form wants them. `item`: the number of one of a list, or `new`; `do`: save, remove or json. Raises UsageError."""
    if field not in KEYS:
        raise UsageError(worded("{field!r} is no field that can be set.", field=field), where=field)
    if do == "json":
        return as_written(field, form, was)
    if field == "type":
        return standing(form, was)
    if field == "flags":
        return {"flags": [f for f in was["flags"] if form.get(f"v.keep.{f}")]}
    if field == "time":
        return time_of(form, was)
    items, number = was[field], number_of(item)
    if do == "remove" and number is not None and number < len(items):
        return {field: unbound(field, items, number)}
    told = {k: parsed(k, form[f"v.{k}"]) for k in KEYS[field] if f"v.{k}" in form}
    if item == "new":
        return {field: [*items, fresh(field, told, form, text, units)]}
    if number is None or number >= len(items):
        raise UsageError("there is no such item in it.", where=field, hint="Load the page again.")
    changed = {f"{field}.{number + 1}.{k}": v for k, v in told.items() if v != items[number].get(k)}
    return whole(was, changed) if changed else {}


def as_written(field: str, form: Mapping[str, str], was: Record) -> Record:
    try:
        value = json.loads(form.get("json", ""))
    except ValueError as error:
        raise UsageError(worded("this is no JSON ({error}).", error=error), where=field) from None
    return {f: value[f] for f in was if f in value} if field == "type" and isinstance(value, dict) else {field: value}


def standing(form: Mapping[str, str], was: Record) -> Record:
    told = {k: parsed(k, form.get(f"v.{k}", "")) for k in KEYS["type"] if f"v.{k}" in form or k in TRUTHS}
    return {k: v for k, v in told.items() if v != was[k]}


def time_of(form: Mapping[str, str], was: Record) -> Record:
    told = {k: parsed(k, form.get(f"v.{k}", "")) for k in KEYS["time"] if f"v.{k}" in form or k in TRUTHS}
    clock = {k: told.pop(k, None) for k in ("from", "to")}
    told["clock"] = clock if any(clock.values()) else None
    changed = {f"time.{k}": v for k, v in told.items() if v != was["time"].get(k)}
    start, end = told.get("start"), told.get("end")
    if "time.start" in changed and start and end and end >= start:
        changed["time.end"] = end  # as the form has it; an end before the new start was the old one's, and follows it
    if start is None and "time.start" in changed:
        changed |= {"time.end": None, "time.precision": None}
    return whole(was, changed) if changed else {}


def fresh(field: str, told: Record, form: Mapping[str, str], text: str, units: Units) -> Record:
    """A new item with the words of the report that say it."""
    span = words(form, text, units)
    return {k: v for k, v in told.items() if v is not None} | {"text": text[slice(*span)], "span": list(span)}


def words(form: Mapping[str, str], text: str, units: Units) -> tuple[int, int]:
    """The words that a form names: a selection (`at`, units of UTF-16), or words quoted (`quote`), with which of the places that have
    them (`nth`). Raises UsageError."""
    at = form.get("at", "")
    if at:
        start, _, end = at.partition("-")
        if not (start.isdecimal() and end.isdecimal() and len(at) < 24):
            raise UsageError("this selection makes no sense.", where=at)
        return units.points(int(start), int(end))
    quote = form.get("quote", "").strip()
    if not quote:
        raise UsageError("which words of the report say so?", where="quote", hint="Select or quote them.")
    found = places_of(text, quote)
    nth = number_of(form.get("nth", "")) or (1 if len(found) == 1 else 0)
    if not found:
        raise UsageError(worded("the report does not say {quote!r}.", quote=quote), where="quote", hint="Quote it letter by letter.")
    if not 1 <= nth <= len(found):
        raise UsageError(
            worded("{quote!r} stands {length} times in the report.", quote=quote, length=len(found)),
            where="quote",
            hint="Say which: first, second …",
        )
    return found[nth - 1], found[nth - 1] + len(quote)


def unbound(field: str, items: list[Record], number: int) -> list[Record]:
    """A list without one of its items, and without references to it."""
    gone, left = items[number].get("id"), [i for n, i in enumerate(items) if n != number]
    if field != "toll":
        return left
    return [i | {k: None if i[k] == gone else i[k] for k in ("part_of", "supersedes")} for i in left]


def parsed(key: str, told: str) -> Any:
    """A value as it was typed. Raises UsageError where a number is none."""
    told = told.strip()
    if key in TRUTHS:
        return bool(told)
    if key == "groups":
        return [g.strip() for g in told.split(",") if g.strip()]
    if key in WHOLE_NUMBERS and told:
        if not told.isdecimal():
            raise UsageError(worded("{told!r} is no whole number.", told=told), where=key)
        return int(told)
    if key == "distance_km" and told:
        try:
            return float(told)
        except ValueError:
            raise UsageError(worded("{told!r} is no number of kilometres.", told=told), where=key) from None
    return told or None


def number_of(told: str) -> int | None:
    return int(told) if told.isdecimal() and len(told) < 9 else None


def both(was: Any, mine: Any, theirs: Any) -> list[Any] | None:
    """Two people's versions of a list as one: theirs, with what I added and without what I took out; None where it is no list."""
    if not all(isinstance(v, list) for v in (was, mine, theirs)):
        return None
    kept = [i for i in theirs if i in mine or i not in was]
    made = kept + [i for i in mine if i not in was and i not in theirs]
    ids = [i.get("id") for i in made if isinstance(i, dict) and i.get("id")]
    return (
        made if len(ids) == len(set(ids)) else [i | {"id": None} if isinstance(i, dict) and ids.count(i.get("id")) > 1 else i for i in made]
    )
