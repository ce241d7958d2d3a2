"""One value within a field: `toll.t1=4`, `places.1.id=gn:170592`, `time.start=2026-03-13`, as whole fields of the record."""

from __future__ import annotations

import copy
from typing import Any

from rasid.model import UsageError
from rasid.model.worded import worded

Record = dict[str, Any]
# What is told anew where a key is: it follows from it (see `completing`), and what stood there followed from the old one.
FOLLOWS: dict[tuple[str, str], tuple[str, ...]] = {
    ("places", "id"): ("names", "lat", "lon", "country", "admin1", "admin2", "precision"),
    ("initiators", "actor"): ("names", "kind", "country"),
    ("targets", "actor"): ("names", "kind", "country"),
    ("sources", "source"): ("names",),
    ("time", "start"): ("end", "precision"),
    ("time", "end"): ("precision",),
}
COUNTED = ("toll", "instruments")


def whole(record: Record, values: dict[str, Any]) -> dict[str, Any]:
    """The values by whole fields, with what a path does not name as it is in the record. Raises UsageError."""
    out: dict[str, Any] = {}
    told: dict[str, set[str]] = {}
    for path, value in values.items():
        field, _, rest = path.partition(".")
        if not rest:
            out[field] = value
            continue
        if field not in record or not isinstance(record[field], dict | list):
            raise UsageError(
                worded("{field!r} has no parts.", field=field), where=path, hint="toll.t1, places.1.id, time.start: those that have."
            )
        held = out.setdefault(field, copy.deepcopy(record[field]))
        put(field, held, rest, value, path, told.setdefault(field, set()))
    return out


def put(field: str, held: Any, rest: str, value: Any, path: str, told: set[str]) -> None:
    """Sets one part of a field. `told`: the parts that the person has set already, which nothing that follows takes away."""
    if isinstance(held, list):
        which, _, key = rest.partition(".")
        item = one_of(held, which, path)
    else:
        which, key, item = "", rest, held
    if not key and field in COUNTED and (value is None or isinstance(value, int)):
        item |= {"min": value, "max": value, "vague": None}
        return
    if not key or "." in key:
        raise UsageError("this names no part of it.", where=path, hint=worded("Parts: {list}.", list=", ".join(item)))
    item[key] = value
    told.add(f"{which}.{key}")
    follows = FOLLOWS.get((field, key), ()) + {"text": ("span",), "span": ("text",)}.get(key, ())
    for other in follows:
        if f"{which}.{other}" not in told:
            item.pop(other, None)


def one_of(items: list[Any], which: str, path: str) -> Record:
    """The item with this id, or at this place counted from 1. Raises UsageError."""
    for n, item in enumerate(items, 1):
        if which in (item.get("id"), str(n)):
            return item  # type: ignore[no-any-return]
    known = ", ".join(str(i.get("id") or n) for n, i in enumerate(items, 1))
    raise UsageError(
        worded("there is no {which!r} in it.", which=which),
        where=path,
        hint=worded("It has {known}.", known=known) if known else "It is empty.",
    )
