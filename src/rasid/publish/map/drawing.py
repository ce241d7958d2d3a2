"""The map standing still, as SVG: what the page shows without JavaScript, and what becomes the picture."""

from __future__ import annotations

import math
import re

from rasid.publish.map.atlas import Box, Label, Path, units
from rasid.publish.map.clusters import SIGN, Cluster, Room, clustered
from rasid.publish.map.groups import GROUPS
from rasid.publish.map.plain import escape
from rasid.publish.map.records import Item, Shown, identity
from rasid.publish.map.spots import Spot

ARABIC = re.compile("[\u0600-\u06ff]")
LINES = {"country": 1.2, "province": 0.6, "district": 0.0, "disputed": 1.0}  # widths in pixels
NAME_PX, OTHER_PX = 12.0, 10.0  # letter heights of a label's two lines
LETTER = 0.62  # mean width of a letter, of its height
LONGEST_NAME = 30  # letters of a label; a longer one is told in the card only
LEAST_SCALE_OF_PROVINCES = 0.35  # pixels a map unit from which provinces are named
LEAST_AREA_PX = 9.0  # a circle of vagueness is drawn no smaller, or it would look like a point


class Frame:
    """A picture of `width` by `height` pixels that shows `view` (map units) whole, in its middle."""

    def __init__(self, view: Box, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.scale = min(width / (view[2] - view[0]), height / (view[3] - view[1]))  # pixels a map unit
        self.left = width / 2 - (view[0] + view[2]) / 2 * self.scale
        self.top = height / 2 - (view[1] + view[3]) / 2 * self.scale

    def at(self, x: float, y: float) -> tuple[float, float]:
        return round(x * self.scale + self.left, 1), round(y * self.scale + self.top, 1)

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x <= self.width and 0 <= y <= self.height


class Drawing:
    """One still map. `side` is the language of the first line of every label: 0 English, 1 Arabic."""

    def __init__(self, content: Shown, paths: list[Path], labels: list[Label], frame: Frame, side: int) -> None:
        self.content, self.paths, self.labels, self.frame, self.side = content, paths, labels, frame, side
        placed = [(s, *frame.at(s.x, s.y)) for s in content.spots]
        self.clusters = [c for c in clustered(placed) if frame.holds(c.x, c.y)]
        self.room = Room(frame.width, frame.height)

    def layers(self) -> str:
        """The layers of the map from the ground up. The page's JavaScript takes them over by their ids."""
        signs = "".join(self.sign(c) for c in reversed(self.clusters))  # the greatest on top
        names = self.names()
        return (
            f'<g id="tiles"></g><g id="ground" transform="{self.transform()}">{self.ground()}</g>'
            f'<g id="areas">{self.areas()}</g><g id="land-names">{self.land_names()}</g><g id="signs">{signs}</g><g id="names">{names}</g>'
        )

    def transform(self) -> str:
        return f"translate({self.frame.left:.2f} {self.frame.top:.2f}) scale({self.frame.scale:.6f})"

    def ground(self) -> str:
        made = []
        for kind in LINES:
            inside = "".join(f'<path data-o="{escape(p.id)}" d="{p.d}"/>' for p in self.paths if p.kind == kind)
            pixel = 1 / self.frame.scale
            dash = f' stroke-dasharray="{4 * pixel:.3f} {3 * pixel:.3f}"' if kind == "disputed" else ""
            made.append(f'<g class="{kind}" stroke-width="{LINES[kind] * pixel:.4f}"{dash}>{inside}</g>')
        return "".join(made)

    def areas(self) -> str:
        """What single uncertain places reach over: a circle, or the outline of the district or province, once each."""
        found = {p.id: p.d for p in self.paths}
        made = []
        for spot in (c.spots[0] for c in self.clusters if len(c.spots) == 1 and c.spots[0].vague):
            group = self.shade(spot)
            if spot.outline:
                d = found.get(identity(spot), "")
                width = 1.4 / self.frame.scale
                made.append(f'<path class="area {group}" transform="{self.transform()}" stroke-width="{width:.4f}" d="{d}"/>')
            else:
                x, y = self.frame.at(spot.x, spot.y)
                radius = max(LEAST_AREA_PX, units(spot.reach, spot.lat) * self.frame.scale)
                made.append(f'<circle class="area {group}" stroke-width="1.4" cx="{x}" cy="{y}" r="{radius:.1f}"/>')
        return "".join(made)

    def shade(self, spot: Spot) -> str:
        """The class that colours an area: the group of what is told there, none where there are several."""
        groups = {self.content.items[n].group for n in spot.events}
        return "g-" + (GROUPS[groups.pop()].id if len(groups) == 1 else "mixed")

    def sign(self, cluster: Cluster) -> str:
        """One event's shape, or the bubble of several with a ring of their groups."""
        x, y, r = cluster.x, cluster.y, cluster.radius
        self.room.take((x - r - 2, y - r - 2, x + r + 2, y + r + 2))
        if len(cluster.events) == 1:
            return single(self.content.items[cluster.events[0]], cluster.spots[0], x, y)
        dashed = " vague" if all(s.vague for s in cluster.spots) else ""
        number = f'<text class="count" y="{r * 0.32:.1f}" font-size="{count_px(r, len(cluster.events)):.1f}">{len(cluster.events)}</text>'
        ring = rings(cluster.groups(self.content.items), r)
        disc, heart = f'<circle class="disc" r="{r + 2.5}"/>', f'<circle class="heart" r="{r - 2.5}"/>'
        return f'<g class="bubble{dashed}" transform="translate({x} {y})">{disc}{ring}{heart}{number}</g>'

    def names(self) -> str:
        """Names of places beside their signs, in both scripts, as far as there is room: those with most events first."""
        made = []
        for cluster in self.clusters:
            pair = cluster.name
            first, second = pair[self.side], pair[1 - self.side]
            lines = [(first, "name", NAME_PX)] + ([(second, "other", OTHER_PX)] if second != first and len(cluster.spots) == 1 else [])
            if not 0 < len(first) <= LONGEST_NAME:
                continue
            wide, high = max(len(text) * px * LETTER for text, _, px in lines), sum(px * 1.25 for *_, px in lines)
            spot = self.room.place(cluster.x, cluster.y, cluster.radius + 6, wide, high)
            if spot is not None:
                made.append(lettered(lines, *spot))
        return "".join(made)

    def land_names(self) -> str:
        """Names of countries and provinces where the ground is wide enough for them."""
        made = []
        for label in self.labels:
            text, size = label.name[self.side], 15.0 if label.kind == "country" else 10.5
            wide = len(text) * size * LETTER
            if label.kind == "province" and self.frame.scale < LEAST_SCALE_OF_PROVINCES:
                continue
            for x, y in (self.frame.at(*point) for point in label.points):
                rect = (x - wide / 2, y - size, x + wide / 2, y + size * 0.3)
                if self.frame.holds(x, y) and self.room.free(rect):
                    self.room.take(rect)
                    made.append(f'<text class="land {label.kind}" x="{x}" y="{y}" font-size="{size}">{framed(text)}</text>')
                    break
        return "".join(made)


def lettered(lines: list[tuple[str, str, float]], anchor: str, x: float, top: float) -> str:
    made = []
    for text, kind, px in lines:
        top += px * 1.25
        made.append(
            f'<text class="{kind}" text-anchor="{anchor}" x="{x:.1f}" y="{top - px * 0.3:.1f}" font-size="{px}">{framed(text)}</text>'
        )
    return "".join(made)


def single(item: Item, spot: Spot, x: float, y: float, size: float = SIGN) -> str:
    """The shape of an event's group: hollow where the place is somewhere around, pale where the event is not told as having happened."""
    kinds = [
        "sign",
        f"g-{GROUPS[item.group].id}",
        *(["hollow"] if spot.vague else []),
        *(["pale"] if item.event.status != "asserted" else []),
    ]
    return f'<path class="{" ".join(kinds)}" transform="translate({x} {y}) scale({size})" d="{GROUPS[item.group].shape}"/>'


def count_px(radius: float, count: int) -> float:
    """How high the figures in a bubble are: five of them still lie within its ring. parts/marks.js does the same."""
    return min(max(9.0, radius * 0.85), 3.0 * radius / len(str(count)))


def rings(groups: list[tuple[int, int]], radius: float) -> str:
    """A ring of arcs, each as long as its group's share."""
    whole = sum(n for _, n in groups)
    if len(groups) == 1:
        return f'<circle class="ring g-{GROUPS[groups[0][0]].id}" r="{radius}"/>'
    made, at = [], -math.pi / 2
    for group, n in groups:
        to = at + 2 * math.pi * n / whole
        x1, y1, x2, y2 = (f"{radius * f(a):.2f}" for a in (at, to) for f in (math.cos, math.sin))
        large = int(to - at > math.pi)
        made.append(f'<path class="ring g-{GROUPS[group].id}" d="M{x1} {y1}A{radius} {radius} 0 {large} 1 {x2} {y2}"/>')
        at = to
    return "".join(made)


def framed(text: str) -> str:
    """A text for SVG, escaped; one in Arabic in an isolate of its own, so that its numbers stand right in a drawing laid from the left."""
    return escape(f"\u2067{text}\u2069" if ARABIC.search(text) else text)


def key_sign(group: int, x: float, y: float, size: float = SIGN) -> str:
    """A group's shape for a legend."""
    return f'<path class="sign g-{GROUPS[group].id}" transform="translate({x} {y}) scale({size})" d="{GROUPS[group].shape}"/>'


def samples() -> dict[str, str]:
    """How to read the signs, as small drawings about (0, 0), by the page's word for each."""
    square = GROUPS[1]
    hollow = f'<path class="sign hollow g-{square.id}" transform="scale(4.5)" d="{square.shape}"/>'
    heart = '<circle class="heart" r="6"/><text class="count" y="3.2" font-size="9">5</text>'
    shape = f'transform="scale({SIGN})" d="{square.shape}"'
    return {
        "exact": f'<path class="sign g-{square.id}" {shape}/>',
        "vague": f'<circle class="area g-{square.id}" r="10"/>{hollow}',
        "pale": f'<path class="sign pale g-{square.id}" {shape}/>',
        "several": f'<g class="bubble"><circle class="ring g-{square.id}" r="8"/>{heart}</g>',
    }
