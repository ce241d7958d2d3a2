"""Events → incidents within a project."""

from __future__ import annotations

from collections.abc import Iterable

from rasid.lexicon import Lexicon
from rasid.store.engine import Change


def link_events(change: Change, touched: Iterable[str], lexicon: Lexicon) -> None:
    """Links the events that were added, changed or taken out (ids) with their neighbours; called within the transaction that did it."""
