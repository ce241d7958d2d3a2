"""Spots that would lie on one another at a scale are told as one; labels go where they hide nothing. parts/marks.js does the same."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from rasid.publish.map.records import Item
from rasid.publish.map.spots import Spot
from rasid.publish.map.wording import NOTHING, Pair

TOUCH = 38.0  # pixels within which spots are one cluster
SMALLEST, LARGEST = 9.0, 21.0  # radius of a cluster's bubble in pixels
MANY = 4  # places from which on a cluster is called by the province …
MOST = 0.6  # … where so many of its events do
SIGN = 6.5  # radius of a single event's sign in pixels

Rect = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


class Cluster(NamedTuple):
    """`x`, `y` in pixels; the first spot is the one with most events, and names it."""

    x: float
    y: float
    spots: list[Spot]
    events: list[int]

    @property
    def radius(self) -> float:
        n = len(self.events)
        return SIGN if n == 1 else min(LARGEST, SMALLEST + 1.6 * (n.bit_length() - 1))

    @property
    def name(self) -> Pair:
        """What it is called: its place; of a few the first, with an ellipsis; of many the province of most, or nothing."""
        first = self.spots[0].name
        if len(self.spots) < MANY:
            return first if len(self.spots) == 1 else (f"{first[0]} …", f"{first[1]} …")
        (name, most), *_ = Counter(s.held for s in self.spots for _ in s.events).most_common(1)
        return name if most > MOST * sum(len(s.events) for s in self.spots) else NOTHING

    def groups(self, items: list[Item]) -> list[tuple[int, int]]:
        """(group, events) of what it holds, most first."""
        return Counter(items[n].group for n in self.events).most_common()


def clustered(spots: list[tuple[Spot, float, float]]) -> list[Cluster]:
    """Clusters of (spot, x, y in pixels), those with most events first."""
    waiting = sorted(spots, key=lambda s: (-len(s[0].events), s[1], s[2]))
    grid: dict[tuple[int, int], list[int]] = {}
    for n, (_, x, y) in enumerate(waiting):
        grid.setdefault((int(x // TOUCH), int(y // TOUCH)), []).append(n)
    taken: set[int] = set()
    made = []
    for n, (_, x, y) in enumerate(waiting):
        if n in taken:
            continue
        column, row = int(x // TOUCH), int(y // TOUCH)
        near = sorted(k for dx in (-1, 0, 1) for dy in (-1, 0, 1) for k in grid.get((column + dx, row + dy), ()) if k not in taken)
        members = [k for k in near if (waiting[k][1] - x) ** 2 + (waiting[k][2] - y) ** 2 <= TOUCH**2]
        taken.update(members)
        events = sorted({e for k in members for e in waiting[k][0].events})
        made.append(Cluster(x, y, [waiting[k][0] for k in members], events))
    return made


class Room:
    """What is taken of a picture, so that labels hide neither signs nor one another."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.taken: list[Rect] = []

    def take(self, rect: Rect) -> None:
        self.taken.append(rect)

    def free(self, rect: Rect) -> bool:
        left, top, right, bottom = rect
        if left < 2 or top < 2 or right > self.width - 2 or bottom > self.height - 2:
            return False
        return all(right < a or c < left or bottom < b or d < top for a, b, c, d in self.taken)

    def place(self, x: float, y: float, gap: float, wide: float, high: float) -> tuple[str, float, float] | None:
        """Beside a sign: (text-anchor, x, top) of the first free side, and takes it; None where there is none."""
        sides = (
            ("start", x + gap, y - high / 2, x + gap),
            ("end", x - gap, y - high / 2, x - gap - wide),
            ("middle", x, y + gap - 2, x - wide / 2),
            ("middle", x, y - gap - high + 2, x - wide / 2),
        )
        for anchor, at, top, left in sides:
            rect = (left, top, left + wide, top + high)
            if self.free(rect):
                self.take(rect)
                return anchor, at, top
        return None
