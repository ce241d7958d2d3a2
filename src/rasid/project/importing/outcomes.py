"""What came of one row of an import."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from rasid.model import RasidError

What = Literal["added", "revised", "retracted", "changed", "already there", "older", "problem", "conflict"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One value that a row sets, or would: of which column, from what to what."""

    column: str
    before: Any
    after: Any


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`where`: file and row; `id`: the event or report; `changes`: what a row sets; `conflicts`: what it would have set and somebody else
    did meanwhile (`before` what the file began from, `after` what stands now); `problems`: what of the row was not taken."""

    where: str
    what: What
    id: str | None = None
    events: int = 0
    changes: list[Change] = []
    conflicts: list[Change] = []
    problems: list[RasidError] = []
