"""What linking compares: one event as one report tells it, and what came of comparing two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeVar

import msgspec

from rasid.model import Event


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An event with what its report says of itself.

    `published`: the report's date or date-time; `family`: the same for reprints of one text; `outlet`: who published it; `audience`: who
    may see it, empty for everybody: accounts of one audience alone are linked, so that an incident is seen whole or not at all.
    """

    event: Event
    published: str | None = None
    outlet: str | None = None
    family: str = ""
    audience: str = ""

    @property
    def id(self) -> str:
        return self.event.id


Key = TypeVar("Key")
Value = TypeVar("Value")


def grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def families(accounts: Iterable[Account]) -> int:
    """How many texts tell them, reprints counted once."""
    return len({a.family or a.event.report_id for a in accounts})


def events(accounts: Iterable[Account]) -> list[str]:
    """The ids of their events, sorted."""
    return sorted({a.id for a in accounts})


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """How two accounts compare in one respect: `of` place, time, type, parties, toll, wording …; `level` the level
    reached; what it weighs (log2 of how much likelier among accounts of one happening than among those of two); `why` in a few words."""

    of: str
    level: str
    weight: float
    why: str = ""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A scored pair, `a` < `b` by event id. `score`: the sum of the levels' weights; `barred`: why they cannot be one,
    whatever it says."""

    a: str
    b: str
    score: float
    levels: list[Level]
    barred: str | None = None


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided of a pair: must be linked, or cannot."""

    kind: Literal["must", "cannot"]
    a: str
    b: str
