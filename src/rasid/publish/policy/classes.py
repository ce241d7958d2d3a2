"""Which accounts are dangerous to tell too soon or too finely: the classes of `ontology/sensitive.yaml`, and those of an account."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from rasid.lexicon import layers as data
from rasid.model import Event, Toll


class Sensitive(msgspec.Struct, frozen=True, kw_only=True):
    """A class. An event is of it where any of its lists is met; `effects` and `groups`, where both are given, by one row of the toll."""

    id: str
    types: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    place_kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    def counts(self, row: Toll) -> bool:
        """Whether a row of a toll counts people of this class."""
        if not self.effects and not self.groups:
            return False
        return (not self.effects or row.effect in self.effects) and (not self.groups or not self.groups.isdisjoint(row.groups))


def sensitive(layers: list[Path]) -> list[Sensitive]:
    return [msgspec.convert(row, Sensitive) for row in data.entries(layers, "ontology/sensitive.yaml")]


class Sorter:
    """Finds the classes of events. `kind`: the kind of a place by its id."""

    def __init__(self, classes: Iterable[Sensitive], kind: Callable[[str], str | None]) -> None:
        self.kind = kind
        self.by_type: dict[str, frozenset[str]] = {}
        self.by_object: dict[str, frozenset[str]] = {}
        self.by_kind: dict[str, frozenset[str]] = {}
        self.by_role: dict[str, frozenset[str]] = {}
        self.counting: list[Sensitive] = []
        for one in classes:
            for table, keys in (
                (self.by_type, one.types),
                (self.by_object, one.objects),
                (self.by_kind, one.place_kinds),
                (self.by_role, one.roles),
            ):
                for key in keys:
                    table[key] = table.get(key, frozenset()) | {one.id}
            if one.effects or one.groups:
                self.counting.append(one)
        self.bare = any(not one.groups for one in self.counting)  # whether a class takes in rows that tell no group

    def of(self, event: Event) -> frozenset[str]:
        """The classes that an event is of; none for most."""
        found = self.by_type.get(event.type, frozenset())
        for target in event.targets:
            if target.object in self.by_object:
                found |= self.by_object[target.object]
        for place in event.places:
            if place.role in self.by_role:
                found |= self.by_role[place.role]
            kind = self.kind(place.id) if place.id is not None else None
            if kind in self.by_kind:
                found |= self.by_kind[kind]
        for row in event.toll:
            for one in self.counting if row.groups or self.bare else ():
                if one.id not in found and one.counts(row):
                    found |= {one.id}
        return found
