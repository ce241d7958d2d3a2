"""The allow-list: makes of a record one with the allowed fields and no other. What stays becomes empty; the shape stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import msgspec

from rasid.publish.policy.fields import fields_of

Change = Callable[[Any], Any]


def sieve(kind: type[msgspec.Struct], prefix: str, allowed: frozenset[str], changes: Mapping[str, Change]) -> Change | None:
    """What lets pass, of a record of `kind`, the allowed fields (full names), some through a change; None where all pass as they are."""
    empty: dict[str, Any] = {}
    through: list[tuple[str, Change]] = []
    for field in fields_of(kind):
        name = prefix + field.name
        if field.kind is None:
            passes, change = name in allowed, changes.get(name)
        else:
            passes = any(a.startswith(name + ".") for a in allowed)
            inner = sieve(field.kind, name + ".", allowed, changes) if passes else None
            change = inner and (each(inner) if field.many else some(inner))
        if not passes:
            empty[field.name] = field.empty
        elif change is not None:
            through.append((field.name, change))
    return through_of(empty, through) if empty or through else None


def through_of(empty: dict[str, Any], through: list[tuple[str, Change]]) -> Change:
    """Puts the values of `empty`, and what the changes make of others, in place of those of a record."""
    replace = msgspec.structs.replace
    if len(through) == 1:
        name, change = through[0]
        value = attrgetter(name)
        return lambda record: replace(record, **empty, **{name: change(value(record))})

    def passed(record: Any) -> Any:
        return replace(record, **empty, **{name: change(getattr(record, name)) for name, change in through})

    return passed if through else lambda record: replace(record, **empty)


def each(inner: Change) -> Change:
    return lambda records: [inner(r) for r in records] if records else []


def some(inner: Change) -> Change:
    return lambda record: None if record is None else inner(record)
