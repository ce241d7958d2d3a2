"""The fields of what may leave, by dotted names (`incident.toll.low`, `report.outlet`), and what stands for one that stays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from rasid.linking.incident import Incident
from rasid.model import Event
from rasid.publish.material import Read

STRANGE = object()  # stands for nothing: a field that cannot be empty


class Field(NamedTuple):
    """A field of a record. `kind`: the record that it holds, or a list (`many`) of them; `empty`: what it is where it stays, `STRANGE`
    where nothing would be true (whether an event was denied)."""

    name: str
    kind: type[msgspec.Struct] | None
    many: bool
    empty: Any


class Account(msgspec.Struct, frozen=True):
    """What an account has besides its event and its report."""

    state: str


ROOTS: dict[str, type[msgspec.Struct]] = {"incident": Incident, "account": Account, "event": Event, "report": Read}


@cache
def fields_of(kind: type[msgspec.Struct]) -> tuple[Field, ...]:
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return tuple(field_of(f.name, f.type) for f in found.fields)


def field_of(name: str, type_: inspect.Type) -> Field:
    ways = type_.types if isinstance(type_, inspect.UnionType) else (type_,)
    many = any(isinstance(w, inspect.ListType) for w in ways)
    held = (w.item_type if isinstance(w, inspect.ListType) else w for w in ways)
    inner = next((h for h in held if isinstance(h, inspect.StructType)), None)
    return Field(name, inner.cls if inner is not None else None, many, empty_of(ways))


def empty_of(ways: tuple[inspect.Type, ...]) -> Any:
    """None, an empty list, mapping or text, an empty span; a record without a value in it; else STRANGE."""
    if any(isinstance(w, inspect.NoneType) for w in ways):
        return None
    way = ways[0]
    if isinstance(way, inspect.ListType):
        return []
    if isinstance(way, inspect.DictType):
        return {}
    if isinstance(way, inspect.StrType):
        return ""
    if isinstance(way, inspect.TupleType):
        return (0, 0)
    if isinstance(way, inspect.StructType):
        return blank(way.cls)
    return STRANGE


def blank(kind: type[msgspec.Struct]) -> msgspec.Struct:
    """A record of which nothing is told; what cannot be empty has its default."""
    return kind(**{f.name: f.empty for f in fields_of(kind) if f.empty is not STRANGE})


def leaves(kind: type[msgspec.Struct], prefix: str) -> Iterator[str]:
    """The full names of all fields that hold a value, below a record."""
    for field in fields_of(kind):
        if field.kind is None:
            yield prefix + field.name
        else:
            yield from leaves(field.kind, f"{prefix}{field.name}.")


@cache
def every_field() -> frozenset[str]:
    return frozenset(name for root, kind in ROOTS.items() for name in leaves(kind, root + "."))


@cache
def named(pattern: str) -> frozenset[str]:
    """The fields that an entry of a profile names: one, or with `.*` all below a record; empty where there is no such field."""
    if pattern.endswith(".*"):
        return frozenset(name for name in every_field() if name.startswith(pattern[:-1]))
    return every_field() & {pattern}


def missing(allowed: frozenset[str]) -> list[str]:
    """Fields that would say something false if they stayed while others of their record leave."""
    return sorted(name for root, kind in ROOTS.items() for name in needed(kind, root + ".", allowed) if name not in allowed)


def needed(kind: type[msgspec.Struct], prefix: str, allowed: frozenset[str]) -> Iterator[str]:
    if not any(name.startswith(prefix) for name in allowed):
        return
    for field in fields_of(kind):
        if field.kind is not None:
            yield from needed(field.kind, f"{prefix}{field.name}.", allowed)
        elif field.empty is STRANGE:
            yield prefix + field.name
