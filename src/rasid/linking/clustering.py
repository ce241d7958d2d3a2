"""From links and ties to clusters of accounts: each one happening.

Within a connected component clusters are joined from single accounts, those first that belong together most: halfway between the best of
the scores between them and their average, as long as that is not below the threshold. A pair without a link counts as `MISSING`, so a
chain of neighbours does not hold together: its ends speak against it. Ties of people come first and are always honoured.

The work is bounded by the links: each join touches the neighbours of the smaller side, and the queue holds one entry for each link and
for each neighbour that a join changes. Nothing depends on the order in which accounts or links come; ids break ties.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rasid.linking.account import Link, Tie
from rasid.model.joined import Joined

MISSING = -4.0  # bits of a pair that was not compared or of which nothing was kept; from -2 to -6 the labelled set comes out the same
LIMIT = 10.0  # no single pair speaks louder than this, for or against
BEST = 0.5  # how much the best score between two clusters counts beside their average (by cross-validation)
# So many other accounts may well tell of the same happening (in our sets up to six). One that could be the same as more of them speaks less
# for each, by log2 of how many times more: where a town sees dozens of alike happenings a day, likeness says little.
FEW = 6
SLACK = 0.5  # how far below the threshold the average alone may lie (by cross-validation too)
FAR_BELOW = -1e9


class Conflict(NamedTuple):
    """A tie of an earlier decision that a later one overrules."""

    overruled: Tie
    by: Tie | None


class Clusters(NamedTuple):
    """Groups of event ids, each sorted, in order of their smallest; and the ties that could not be honoured."""

    groups: list[list[str]]
    conflicts: list[Conflict]


def clustered(
    ids: Iterable[str],
    links: Iterable[Link],
    ties: Sequence[Tie] = (),
    *,
    threshold: float = 0.0,
    apart: Mapping[str, str] | None = None,
) -> Clusters:
    """The clusters of `ids`.

    `links`: what the scorer said of their pairs, those below the threshold included where they are known. `ties`: decisions of people, the
    earliest first. `apart`: each id's report: two of one report are not joined, unless a person did.
    """
    every = sorted(set(ids))
    known = set(every)
    joined, barred, conflicts = tied([t for t in ties if t.a in known and t.b in known])
    work = Work(every, joined, barred, apart or {}, threshold)
    of = sorted((x for x in links if x.a in known and x.b in known), key=lambda x: (x.a, x.b))
    rivals = Counter(id_ for x in of if x.barred is None and x.score >= threshold for id_ in (x.a, x.b))
    for link in of:
        work.add(link, -math.log2(max(1.0, rivals[link.a] / FEW, rivals[link.b] / FEW)))
    return Clusters(work.run(), conflicts)


def tied(ties: Sequence[Tie]) -> tuple[Joined, set[tuple[str, str]], list[Conflict]]:
    """Ties that stand: the latest first, each as long as it agrees with those after it."""
    joined = Joined()
    barred: dict[tuple[str, str], Tie] = {}
    conflicts: list[Conflict] = []
    for tie in reversed(ties):
        a, b = joined.find(tie.a), joined.find(tie.b)
        if tie.kind == "cannot":
            if a == b:
                conflicts.append(Conflict(tie, None))
            else:
                barred.setdefault((min(a, b), max(a, b)), tie)
            continue
        if a == b:
            continue
        against = barred.get((min(a, b), max(a, b)))
        if against is not None:
            conflicts.append(Conflict(tie, against))
            continue
        low = joined.join(a, b)
        high = b if low == a else a
        for x, y in [k for k in barred if high in k]:
            other = y if x == high else x
            barred.setdefault((min(low, other), max(low, other)), barred.pop((x, y)))
    return joined, set(barred), conflicts[::-1]


class Work:
    """One clustering: clusters by their smallest id, with the sums of scores between them."""

    def __init__(self, ids: list[str], joined: Joined, barred: set[tuple[str, str]], apart: Mapping[str, str], threshold: float) -> None:
        self.joined, self.threshold = joined, threshold
        self.members: dict[str, list[str]] = {}
        self.reports: dict[str, set[str]] = {}
        for id_ in ids:
            root = joined.find(id_)
            self.members.setdefault(root, []).append(id_)
            if id_ in apart:
                self.reports.setdefault(root, set()).add(apart[id_])
        self.sums: dict[str, dict[str, tuple[float, int, float]]] = {root: {} for root in self.members}
        self.against: dict[str, set[str]] = {root: set() for root in self.members}
        for a, b in barred:
            self.against[a].add(b)
            self.against[b].add(a)

    def add(self, link: Link, rivals: float = 0.0) -> None:
        a, b = self.joined.find(link.a), self.joined.find(link.b)
        if a == b:
            return
        if link.barred is not None:
            self.against[a].add(b)
            self.against[b].add(a)
            return
        score = max(-LIMIT, min(LIMIT, link.score + rivals))
        total, count, best = self.sums[a].get(b, (0.0, 0, FAR_BELOW))
        self.sums[a][b] = self.sums[b][a] = (total + score, count + 1, max(best, score))

    def average(self, a: str, b: str) -> float:
        if b in self.against[a] or self.reports.get(a, set()) & self.reports.get(b, set()):
            return FAR_BELOW
        total, count, best = self.sums[a][b]
        pairs = len(self.members[a]) * len(self.members[b])
        average = (total + MISSING * (pairs - count)) / pairs
        if average < self.threshold - SLACK:
            return FAR_BELOW
        return (1 - BEST) * average + BEST * best

    def run(self) -> list[list[str]]:
        queue: list[tuple[float, str, str]] = []

        def offer(a: str, b: str) -> None:
            average = round(self.average(a, b), 9)  # sums in another order must not differ
            if average >= self.threshold:
                heapq.heappush(queue, (-average, min(a, b), max(a, b)))

        for a in sorted(self.sums):
            for b in self.sums[a]:
                if a < b:
                    offer(a, b)
        while queue:
            negative, a, b = heapq.heappop(queue)
            if a not in self.sums or b not in self.sums or b not in self.sums[a] or round(self.average(a, b), 9) != -negative:
                continue  # one of the two was joined to another since
            for other in self.merge(a, b):
                offer(min(a, b), other)
        return sorted(sorted(members) for members in self.members.values())

    def merge(self, a: str, b: str) -> list[str]:
        """Joins two clusters under the smaller id; those between which and it there are links."""
        low, high = min(a, b), max(a, b)
        self.members[low] += self.members.pop(high)
        self.reports.setdefault(low, set()).update(self.reports.pop(high, set()))
        for other in self.against.pop(high):
            self.against[other].discard(high)
            self.against[other].add(low)
            self.against[low].add(other)
        mine = self.sums[low]
        mine.pop(high, None)
        for other, (total, count, best) in self.sums.pop(high).items():
            if other == low:
                continue
            had = mine.get(other, (0.0, 0, FAR_BELOW))
            self.sums[other].pop(high, None)
            mine[other] = self.sums[other][low] = (had[0] + total, had[1] + count, max(had[2], best))
        return list(mine)
