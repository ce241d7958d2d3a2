"""Events → incidents within a project."""

from __future__ import annotations

from collections.abc import Iterable

from rasid.lexicon import Lexicon
from rasid.store.engine import Change


def leave_links(change: Change, going: Iterable[str]) -> set[str]:
    """Called before events are changed or taken out: gives those that shared an incident with them, for `link_events`."""
    return set()


def link_events(change: Change, touched: Iterable[str], lexicon: Lexicon, disturbed: Iterable[str] = ()) -> None:
    """Links the events that were added, changed or taken out (ids) with their neighbours; called within the transaction that did it."""
