"""Keys by which accounts of one happening find each other without every pair being looked at.

An account is kept under some keys, and from each of them seeks others: two accounts are compared where one seeks from a key of its own a
key that the other is kept under. That is the same seen from either (a test holds it), so it does not matter which came first. A key joins
a group of types, a place and a day, each as wide as the account leaves it open:

- a place that is a point lies in a cell of 0.2° (about 20 km); the nine cells around it are sought;
- an account that knows only a district, a province or a country is kept as such, and points seek their province and their country among
  those; it seeks points of its province or country in turn;
- a day that is told is sought from the day before to the day after it; one that is not told may be any from some days before publication;
- what tells no time at all, or a month, is kept apart and meets all of its place, as long as these are few (`MOST`);
- reprints of one text meet by their family, whatever they say.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from rasid.linking.profile import Profile, Spot

CELL = 0.2  # degrees
SLACK = 1  # days by which an outlet may be wrong
LONG = 10  # an interval of more days than this is met by months
COUNTRY_DAYS = 3
MONTHS = 3  # what may have been in more months than these is not compared by time
# A key under which more events lie than this is no help in finding one: it is passed over, and nothing is sought from it.
MOST = 600


class Keys(NamedTuple):
    """The keys that an account is kept under, with those that it seeks from each; and all that it seeks."""

    edges: Mapping[str, frozenset[str]]
    sought: frozenset[str]

    @property
    def kept(self) -> Set[str]:
        return self.edges.keys()

    def among(self, audience: str) -> Keys:
        """The same, among accounts of one audience."""
        if not audience:
            return self
        edges = {f"{audience}|{key}": frozenset(f"{audience}|{other}" for other in its) for key, its in self.edges.items()}
        return Keys(edges, frozenset(f"{audience}|{key}" for key in self.sought))

    def seeking(self, passed_over: Set[str]) -> frozenset[str]:
        """What is sought when some keys are passed over."""
        return frozenset().union(*(its for key, its in self.edges.items() if key not in passed_over)) - passed_over


def keys_of(profile: Profile) -> Keys:
    edges: dict[str, set[str]] = {}
    group = profile.broad
    if profile.family:
        own = f"f|{group}|{profile.family}"
        edges[own] = {own}
    for own, others in places(profile.spots):
        for kept, sought in times(profile):
            if own[0] in "cC" and (kept != "D" or len(sought) > COUNTRY_DAYS):
                continue  # a country and no day, or many: nobody looks there
            for time, (kind, near) in sought.items():
                edges.setdefault(f"{kept}|{group}|{own}|{time}", set()).update(f"{kind}|{group}|{o}|{t}" for o in others for t in near)
    return Keys({key: frozenset(its) for key, its in edges.items()}, frozenset().union(*edges.values()))


def places(spots: tuple[Spot, ...]) -> Iterator[tuple[str, list[str]]]:
    """Each place key that an account is kept under, with those that it seeks by the same right.

    `P`: a cell. `p`: the province of a point; `A`: a province told as no more. `c`: the country of either; `C`: a country told as no more.
    """
    for number, spot in enumerate(spots[:2]):
        country = spot.country or ""
        province = f"{country}.{spot.admin1}" if spot.admin1 else ""
        fuzzy = spot.precision == 5  # a countryside, a front: an area around its point
        if (fuzzy or not spot.wide) and spot.lat is not None and spot.lon is not None:
            y, x = math.floor(spot.lat / CELL), math.floor(spot.lon / CELL)
            yield f"P{y}.{x}", [f"P{y + i}.{x + j}" for i in (-1, 0, 1) for j in (-1, 0, 1)]
            if number:
                continue  # of the second place its cell will do
            if province and not fuzzy:
                yield f"p{province}", [f"A{province}"]
        if province and spot.wide:
            yield f"A{province}", [f"p{province}", f"A{province}"]
        if country and (province or not spot.wide):
            yield f"c{country}", [f"C{country}"]
        elif country:
            yield f"C{country}", [f"c{country}", f"C{country}"]


Near = dict[str, tuple[str, list[str]]]


def times(profile: Profile) -> Iterator[tuple[str, Near]]:
    """Each kind of time key, with its times and, for each, what is sought: a kind and its times. D: a day, M: a month or so, N: no time."""
    if profile.first is None or profile.last is None:
        yield "N", {"": ("N", [""])}
        yield "n", {"": ("d", [""])}  # meets every dated one of its place
        return
    first, last = profile.first, profile.last
    if last - first < LONG:
        yield "D", {str(n): ("D", days(n - SLACK, n + SLACK)) for n in range(first, last + 1)}
        yield "o", {m: ("M", [m]) for m in months(first - SLACK, last + SLACK)}
    elif len(months(first, last)) <= MONTHS:
        yield "M", {m: ("o", [m]) for m in months(first, last)}
        yield "L", {m: ("L", [m]) for m in months(first, last)}
    yield "d", {"": ("n", [""])}


def days(first: int, last: int) -> list[str]:
    return [str(n) for n in range(first, last + 1)]


def months(first: int, last: int) -> list[str]:
    spans = {(d := dt.date.fromordinal(max(1, n))).year * 12 + d.month for n in (*range(first, last, 27), last)}
    return [str(m) for m in sorted(spans)]


def crowded(counts: Mapping[str, int], most: int = MOST) -> frozenset[str]:
    """Keys under which too many events lie to be looked at: whoever asks knows how many lie under each."""
    return frozenset(key for key, count in counts.items() if count > most)


def met(a: Keys, b: Keys, passed_over: Set[str] = frozenset()) -> bool:
    """Whether two accounts are compared, when the crowded keys are passed over."""
    return not (a.seeking(passed_over) if passed_over else a.sought).isdisjoint(b.kept)
