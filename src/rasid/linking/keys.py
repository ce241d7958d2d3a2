"""Keys by which accounts of one happening find each other without every pair being looked at.

An account is kept under its `kept` keys and looks under its `sought` ones: two accounts are compared where one seeks what the other keeps.
Both ways come to the same pairs (a test holds that), so it does not matter which came first. A key joins a group of types, a place and a
day, each as wide as the account leaves it open:

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
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rasid.linking.profile import Profile, Spot

CELL = 0.2  # degrees
SLACK = 1  # days by which an outlet may be wrong
LONG = 10  # an interval of more days than this is met by months
COUNTRY_DAYS = 3
MONTHS = 3  # what may have been in more months than these is not compared by time
# A key under which more events lie than this is no help in finding one: it is passed over, from either side.
MOST = 600


class Keys(NamedTuple):
    """What an account is kept under, and under what it looks for others."""

    kept: frozenset[str]
    sought: frozenset[str]


def keys_of(profile: Profile) -> Keys:
    kept: set[str] = set()
    sought: set[str] = set()
    group = profile.broad
    if profile.family:
        kept.add(f"f|{group}|{profile.family}")
        sought.add(f"f|{group}|{profile.family}")
    for own, others in places(profile.spots):
        for when_kept, when_sought in times(profile):
            if own[0] in "cC" and (when_kept[0] != "D" or len(when_kept[1]) > COUNTRY_DAYS):
                continue  # a country and no day, or many: nobody looks there
            kept.update(f"{when_kept[0]}|{group}|{own}|{t}" for t in when_kept[1])
            sought.update(f"{when_sought[0]}|{group}|{other}|{t}" for other in others for t in when_sought[1])
    return Keys(frozenset(kept), frozenset(sought))


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


When = tuple[str, list[str]]


def times(profile: Profile) -> Iterator[tuple[When, When]]:
    """Each kind of time key: (kind, what is kept) and (kind, what is sought). D: a day, M: a month or so, N: no time."""
    if profile.first is None or profile.last is None:
        yield ("N", [""]), ("N", [""])
        yield ("n", [""]), ("d", [""])  # meets every dated one of its place
        return
    first, last = profile.first, profile.last
    if last - first < LONG:
        yield ("D", days(first, last)), ("D", days(first - SLACK, last + SLACK))
        yield ("o", months(first - SLACK, last + SLACK)), ("M", months(first - SLACK, last + SLACK))
    elif len(months(first, last)) <= MONTHS:
        yield ("M", months(first, last)), ("o", months(first, last))
        yield ("L", months(first, last)), ("L", months(first, last))
    yield ("d", [""]), ("n", [""])


def days(first: int, last: int) -> list[str]:
    return [str(n) for n in range(first, last + 1)]


def months(first: int, last: int) -> list[str]:
    spans = {(d := dt.date.fromordinal(max(1, n))).year * 12 + d.month for n in (*range(first, last, 27), last)}
    return [str(m) for m in sorted(spans)]


def shared(a: Keys, b: Keys) -> frozenset[str]:
    """The keys by which two accounts meet; none where they are not compared."""
    return (a.sought & b.kept) | (b.sought & a.kept)


def crowded(counts: Mapping[str, int], most: int = MOST) -> frozenset[str]:
    """Keys under which too many events lie to be looked at: whoever asks knows how many lie under each."""
    return frozenset(key for key, count in counts.items() if count > most)


def met(a: Keys, b: Keys, passed_over: Iterable[str] = ()) -> bool:
    """Whether two accounts are compared, when the crowded keys are passed over."""
    return bool(shared(a, b) - frozenset(passed_over))
