"""What linking compares: one event as one report tells it, and what came of comparing two."""

from __future__ import annotations

from typing import Literal

import msgspec

from rasid.model import Event


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An event with what its report says of itself.

    `published`: the report's date or date-time; `family`: the same for reprints of one text; `outlet`: who published it.
    """

    event: Event
    published: str | None = None
    outlet: str | None = None
    family: str = ""

    @property
    def id(self) -> str:
        return self.event.id


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
