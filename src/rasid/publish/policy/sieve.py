"""The allow-list: makes of a record one with the allowed fields and no other. What stays becomes empty; the shape stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from rasid.publish.policy.fields import fields_of

Change = Callable[[Any], Any]


def sieve(kind: type[msgspec.Struct], prefix: str, allowed: frozenset[str], changes: Mapping[str, Change]) -> Change | None:
    """What lets pass, of a record of `kind`, the allowed fields (full names), some through a change; None where all pass as they are."""
    kept: list[str] = []
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
        else:
            kept.append(field.name)
    if not empty and not through:
        return None

    def passed(record: Any) -> Any:
        values = dict(empty)
        for name in kept:
            values[name] = getattr(record, name)
        for name, change in through:
            values[name] = change(getattr(record, name))
        return kind(**values)

    return passed


def each(inner: Change) -> Change:
    return lambda records: [inner(r) for r in records]


def some(inner: Change) -> Change:
    return lambda record: None if record is None else inner(record)
