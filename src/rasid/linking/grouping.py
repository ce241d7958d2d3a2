"""From what was compared to groups: the same rules for a project that is kept up and for an archive that is linked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from rasid.linking.account import Account, Link, Tie
from rasid.linking.clustering import clustered
from rasid.linking.keys import met
from rasid.linking.scoring import Scorer

NEARLY = 3.0  # bits below the threshold down to which a pair is kept: what a person may be asked about
# Accounts of one component up to which all pairs that meet are scored anew when it is clustered (at most 4,950, some half a second);
# beyond, those that were kept, and a pair that is not among them counts as the clustering's MISSING.
ALL_PAIRS = 100


def kept(link: Link, threshold: float) -> bool:
    """Whether a pair says enough to be remembered."""
    return link.barred is None and link.score >= threshold - NEARLY


def is_large(size: int) -> bool:
    """Whether of a component of so many accounts the pairs kept are asked for, rather than all scored anew."""
    return size > ALL_PAIRS


def grouped(
    part: Sequence[str],
    known: Mapping[str, Account],
    pairs: Callable[[], Iterable[Link]],
    ties: Sequence[Tie],
    scorer: Scorer,
    compare: Callable[[Account, Account], Link],
) -> list[list[str]]:
    """The clusters of one component: ids, sorted. `known`: its accounts by id; `pairs`: gives those kept of it, asked where it is large;
    `compare`: scores a pair, the smaller id first."""
    if len(part) == 1:
        return [list(part)]
    apart = {id_: known[id_].event.report_id for id_ in part}
    links = pairs() if is_large(len(part)) else all_pairs([known[id_] for id_ in part], scorer, compare)
    return clustered(part, links, ties, threshold=scorer.threshold, apart=apart).groups


def all_pairs(part: Sequence[Account], scorer: Scorer, compare: Callable[[Account, Account], Link]) -> list[Link]:
    """Every pair of a component that meets, sorted by id."""
    keys = {a.id: scorer.keys(a) for a in part}
    ordered = sorted(part, key=lambda a: a.id)
    return [compare(a, b) for a, b in combinations(ordered, 2) if met(keys[a.id], keys[b.id])]
