"""Events → incidents within a project."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.store.engine import Change


def parted(connection: Connection, going: Iterable[str]) -> set[str]:
    """Before events are deleted: the other events of their incidents, which must be linked anew."""
    return set()


def link_events(change: Change, touched: Iterable[str], lexicon: Lexicon) -> None:
    """Links the events that were added, changed or taken out (ids) with their neighbours; called within the transaction that did it."""
