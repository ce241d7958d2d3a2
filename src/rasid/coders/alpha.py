"""Krippendorff's alpha: how far coders agree beyond chance, 1 for all, 0 for no more than chance.

After Klaus Krippendorff, Content Analysis (4th ed. 2019, ch. 12): observed over expected disagreement, whatever the number of coders, the
gaps among their values, and the distance between two values.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple, TypeVar

from rasid.evaluate import DRAWS, SEED

V = TypeVar("V", bound=Hashable)
Distance = Callable[[V, V], float]


class Unit(NamedTuple):
    """What several coders gave a value: `values` of those who did, `cluster` the report it is in."""

    values: tuple[Hashable, ...]
    cluster: str


class Alpha(NamedTuple):
    """`value` with its 95% interval; None where nothing varies, so that nothing can be said. `units`: those that two or more gave a value;
    `same`: the share of pairs of values that are the same."""

    value: float | None
    low: float | None
    high: float | None
    units: int
    same: float | None


def nominal(a: Hashable, b: Hashable) -> float:
    return float(a != b)


def ratio(a: float | None, b: float | None) -> float:
    """Of figures: 3 and 6 are as far from one another as 30 and 60. A figure and none are as far as can be."""
    if a is None or b is None:
        return float(a is not b)
    return ((a - b) / (a + b)) ** 2 if a != b else 0.0


def masi(a: frozenset[str], b: frozenset[str]) -> float:
    """Of sets (Passonneau 2006): by how much they share, and less where one is in the other than where each has its own."""
    if a == b:
        return 0.0
    shared = len(a & b)
    if not shared:
        return 1.0
    return 1 - shared / len(a | b) * (2 / 3 if a <= b or b <= a else 1 / 3)


def alpha(units: Sequence[Unit], distance: Distance[V] = nominal) -> Alpha:
    """Alpha of these units, with an interval from drawing their clusters with replacement: the disagreement expected by chance is that of
    all units, as in Hayes and Krippendorff (2007); reports are drawn whole, since the events of one are not independent."""
    apart = Apart(distance)
    told = [u for u in units if len(u.values) > 1]
    counts = Counter(v for u in told for v in u.values)
    pairs = [(a, b) for u in told for a, b in combinations(u.values, 2)]
    same = sum(not apart(a, b) for a, b in pairs) / len(pairs) if pairs else None
    expected = expected_of(counts, apart)
    if not expected:
        return Alpha(None, None, None, len(told), same)
    clusters: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for unit in told:
        of = clusters[unit.cluster]
        of[0] += 2 * sum(apart(a, b) for a, b in combinations(unit.values, 2)) / (len(unit.values) - 1)
        of[1] += len(unit.values)
    observed = list(clusters.values())
    low, high = middle(1 - ratio / expected for ratio in drawn(observed))
    return Alpha(1 - ratio_of(observed) / expected, low, high, len(told), same)


class Apart:
    """A distance, each pair of values asked for once."""

    def __init__(self, distance: Distance[V]) -> None:
        self.distance: Distance[V] = distance
        self.known: dict[tuple[Hashable, Hashable], float] = {}

    def __call__(self, a: Hashable, b: Hashable) -> float:
        found = self.known.get((a, b))
        if found is None:
            found = self.known[a, b] = self.known[b, a] = self.distance(a, b)  # type: ignore[arg-type]
        return found


def expected_of(counts: Counter[Hashable], apart: Apart) -> float:
    """The mean distance of two values of all that were given, drawn without putting back."""
    total = counts.total()
    if total < 2:
        return 0.0
    return 2 * sum(n * m * apart(a, b) for (a, n), (b, m) in combinations(counts.items(), 2)) / (total * (total - 1))


def ratio_of(clusters: Sequence[Sequence[float]]) -> float:
    """Of clusters of (above, below): all above over all below."""
    return sum(c[0] for c in clusters) / sum(c[1] for c in clusters)


def drawn(clusters: Sequence[Sequence[float]]) -> list[float]:
    """The ratio of each bootstrap sample: clusters drawn with replacement, the same draws every time. None of fewer than five, which say
    nothing of others."""
    dice = random.Random(SEED)
    return [ratio_of(dice.choices(clusters, k=len(clusters))) for _ in range(DRAWS)] if len(clusters) >= 5 else []


def middle(values: Iterable[float]) -> tuple[float | None, float | None]:
    """The ends of the middle 95%; None where there are no values."""
    ordered = sorted(values)
    return (ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))]) if ordered else (None, None)
