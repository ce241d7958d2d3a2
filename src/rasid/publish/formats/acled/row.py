"""A row of ACLED's, before it is written: its columns and what folding it with others needs."""

from __future__ import annotations

from typing import Any

import msgspec


class Side(msgspec.Struct):
    """A main actor with those beside it. `inter`: its code, 1 to 8; 0 where there is nobody."""

    name: str = ""
    inter: int = 0
    beside: list[str] = []

    def join(self, other: Side) -> None:
        """Takes in who stands beside the same side in another row."""
        self.beside += [name for name in (other.name, *other.beside) if name and name != self.name and name not in self.beside]


class Row(msgspec.Struct):
    """`date` is empty where none is told. `rank`: of the sub-event in the hierarchy, 0 the highest; `spot`: the place as a key; `events`,
    `related`: ids of the accounts and of what they are tied to; `hurt`: whether force in it was lethal or any other;
    `apart`: folded with rows of its own sub-event alone."""

    incident: str
    sub_event: str
    rank: int
    one: Side
    two: Side
    date: str = ""
    precision: int | None = None
    targeted: bool = False
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    location: str = ""
    latitude: float | None = None
    longitude: float | None = None
    geo_precision: int | None = None
    sources: list[str] = []
    scales: list[str] = []
    notes: list[str] = []
    fatalities: int = 0
    tags: list[str] = []
    timestamp: int | None = None
    spot: Any = None
    events: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    hurt: str = "any"
    apart: bool = False

    def pair(self) -> frozenset[str]:
        return frozenset((self.one.name, self.two.name))

    def copy(self) -> Row:
        """Another with lists of its own, which folding may add to."""
        return msgspec.structs.replace(
            self,
            one=Side(self.one.name, self.one.inter, [*self.one.beside]),
            two=Side(self.two.name, self.two.inter, [*self.two.beside]),
            sources=[*self.sources],
            scales=[*self.scales],
            notes=[*self.notes],
            tags=[*self.tags],
        )
