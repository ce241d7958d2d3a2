"""Many values in a few at a time: databases bound how many stand in one IN (…), and one plan serves all batches of a length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
Id = TypeVar("Id", str, int)
MOST = 500  # SQLite takes 32,766 values; beyond some hundreds longer lists are no faster


def batches(values: Sequence[T], most: int = MOST) -> Iterator[Sequence[T]]:
    """The values in their order, at most so many at a time."""
    for at in range(0, len(values), most):
        yield values[at : at + most]


def distinct(ids: Iterable[Id]) -> Iterator[Sequence[Id]]:
    """Each id once, sorted, in batches."""
    return batches(sorted(set(ids)))
