"""Where events are drawn: spots, each with what it reaches over, and the first view of them."""

from __future__ import annotations

import msgspec

from rasid.publish.map.atlas import Atlas, Box, around, units
from rasid.publish.map.wording import Pair

FAR_SHARE = 0.05  # of the events may lie outside the first view …
FAR_GAIN = 2.0  # … where that makes it smaller by this factor
LEAST_UNITS = 120.0  # of a view: some 35 km, so that one exact place is shown with what lies about it


class Spot(msgspec.Struct):
    """One place on the map and the numbers of the events told there. Exactly one of these: a point, a circle (`reach`), an `outline`."""

    x: float
    y: float
    reach: float
    outline: tuple[str, str, str] | None
    name: Pair
    lat: float
    lon: float
    precision: int | None
    held: Pair  # the province
    events: list[int] = []

    @property
    def vague(self) -> bool:
        return self.reach > 0 or self.outline is not None


def home_view(spots: list[Spot], atlas: Atlas) -> tuple[Box, int]:
    """The first view: all spots, or all but a few far ones that would make the rest tiny; and how many events it leaves out."""
    if not spots:
        view = atlas.outlines.shape("SYR")  # somewhere has to be shown; any country would do
        return (atlas.box(("SYR", "", "")) if view else (-1000.0, -1000.0, 1000.0, 1000.0)), 0
    whole = padded(around([box_of(s, atlas) for s in spots]))
    near = nearer(spots)
    if len(near) < len(spots):
        close = padded(around([box_of(s, atlas) for s in near]))
        if size(whole) >= FAR_GAIN * size(close):
            inside = {n for s in near for n in s.events}
            return close, len({n for s in spots for n in s.events} - inside)
    return whole, 0


def nearer(spots: list[Spot]) -> list[Spot]:
    """The spots without the farthest from the middle ones, which together have no more than `FAR_SHARE` of the events."""
    x, y = median([(s.x, len(s.events)) for s in spots]), median([(s.y, len(s.events)) for s in spots])
    left = FAR_SHARE * sum(len(s.events) for s in spots)
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda s: -max(abs(s.x - x), abs(s.y - y))):
        if left >= len(spot.events) and not kept:
            left -= len(spot.events)
        else:
            kept.append(spot)
    return kept


def median(values: list[tuple[float, int]]) -> float:
    """The value in the middle of weighted ones."""
    half = sum(w for _, w in values) / 2
    for value, weight in sorted(values):
        half -= weight
        if half <= 0:
            return value
    return values[-1][0]


def box_of(spot: Spot, atlas: Atlas) -> Box:
    if spot.outline:
        return atlas.box(spot.outline)
    reach = units(spot.reach, spot.lat)
    return spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach


def size(box: Box) -> float:
    return max(box[2] - box[0], box[3] - box[1])


def padded(box: Box) -> Box:
    """A box with a margin, and no smaller than `LEAST_UNITS`."""
    wide, high = (max(LEAST_UNITS, side * 1.12) / 2 for side in (box[2] - box[0], box[3] - box[1]))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - wide, y - high, x + wide, y + high
