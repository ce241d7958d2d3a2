"""Optimal assignment: which gold thing goes with which coded one, each used once, the sum of weights the largest there is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

Weights = Sequence[Sequence[float]]


def best_assignment(weights: Weights) -> list[tuple[int, int]]:
    """(row, column) pairs of positive weight whose sum is maximal. Hungarian method, rows one at a time, O(n³)."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return []
    top = max(map(max, weights))
    size = max(rows, columns)
    cost = [[top - (weights[r][c] if r < rows and c < columns else 0) for c in range(size)] for r in range(size)]
    chosen = cheapest(cost)
    return [(r, c) for r, c in chosen if r < rows and c < columns and weights[r][c] > 0]


def cheapest(cost: list[list[float]]) -> list[tuple[int, int]]:
    """The cheapest perfect matching of a square matrix, as (row, column) in the order of columns."""
    size = len(cost)
    row_price, column_price = [0.0] * size, [0.0] * size
    row_of: list[int | None] = [None] * size
    for row in range(size):
        column = shortest_path(cost, row, row_of, row_price, column_price)
        grow(column, row, row_of)
    return [(r, c) for c, r in enumerate(row_of) if r is not None]


class Path(list[int]):
    """Column by column, the one before it on the cheapest alternating path; -1 where it begins."""

    end: int = -1


def shortest_path(cost: list[list[float]], row: int, row_of: list[int | None], row_price: list[float], column_price: list[float]) -> Path:
    """The cheapest alternating path from a free row to a free column; prices are kept such that reduced costs stay ≥ 0."""
    size = len(cost)
    slack, before, seen = [math.inf] * size, Path([-1] * size), [False] * size
    tree = [row]
    here, at = row, -1
    while True:
        step, next_ = math.inf, -1
        for c in range(size):
            if seen[c]:
                continue
            reduced = cost[here][c] - row_price[here] - column_price[c]
            if reduced < slack[c]:
                slack[c], before[c] = reduced, at
            if slack[c] < step:
                step, next_ = slack[c], c
        for r in tree:
            row_price[r] += step
        for c in range(size):
            if seen[c]:
                column_price[c] -= step
            else:
                slack[c] -= step
        seen[next_], at = True, next_
        owner = row_of[next_]
        if owner is None:
            before.end = next_
            return before
        here = owner
        tree.append(owner)


def grow(path: Path, row: int, row_of: list[int | None]) -> None:
    """Moves every row on the path one column on, and seats the new row where the path began."""
    column = path.end
    while path[column] != -1:
        row_of[column] = row_of[path[column]]
        column = path[column]
    row_of[column] = row


def most_pairs(left: Sequence[Any], right: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    """Size of the largest one-to-one matching of things that are the same (augmenting paths)."""
    fits = [[j for j, b in enumerate(right) if same(a, b)] for a in left]
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in fits[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or place(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(left)))
