"""A small map of where each account puts the incident: a bubble with the accounts' numbers, and around an uncertain place what it may be.

It is the drawing of `rasid map` (publish/map) within the page, so that its colours follow the page's light and dark.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon import Lexicon
from rasid.project.linked import Member
from rasid.publish.map import records
from rasid.publish.map.atlas import Atlas, Box
from rasid.publish.map.clusters import Cluster
from rasid.publish.map.drawing import Drawing, Frame
from rasid.publish.map.plain import escape
from rasid.web.incident.told import wording_of

WIDTH, HEIGHT = 480, 300  # pixels that letters and signs are made for
LEAST = 220.0  # map units that the picture shows at least, some 65 km: with less, nothing around tells where it is
LETTERS = 9  # of the numbers in a bubble; more become their count


class Sketch(NamedTuple):
    """`svg`: the layers, within `width` by `height`; `without`: the numbers of accounts that have no point on it."""

    svg: Markup
    width: int
    height: int
    without: list[int]


@lru_cache(4)
def atlas_of(lexicon: Lexicon) -> Atlas:
    return Atlas(Outlines(), wording_of(lexicon))


class Claims(Drawing):
    """The drawing with numbers of accounts in its bubbles. `numbers`: of each item."""

    numbers: list[int]

    def areas(self) -> str:
        """What every uncertain place reaches over, those that share a bubble too."""
        whole = self.clusters
        self.clusters = [Cluster(*self.frame.at(s.x, s.y), [s], s.events) for s in self.content.spots if s.vague]
        made = super().areas()
        self.clusters = whole
        return made

    def sign(self, cluster: Cluster) -> str:
        x, y = cluster.x, cluster.y
        told = sorted(self.numbers[n] for n in cluster.events)
        text = "·".join(map(str, told))
        text = text if len(text) <= LETTERS else f"{told[0]}…{told[-1]}"
        half = max(10.0, len(text) * 3.9 + 5)
        self.room.take((x - half - 2, y - 12, x + half + 2, y + 12))
        vague = " vague" if all(s.vague for s in cluster.spots) else ""
        box = f'<rect class="heart" x="{-half:.1f}" y="-10" width="{2 * half:.1f}" height="20" rx="10"/>'
        label = f'<text class="count" y="4.5" font-size="13">{escape(text)}</text>'
        return f'<g class="bubble{vague}" transform="translate({x} {y})">{box}{label}</g>'


def sketch(members: list[Member], lexicon: Lexicon, side: int) -> Sketch | None:
    """The map; None where no account has a point. `side`: the language of the labels, 0 English, 1 Arabic."""
    atlas = atlas_of(lexicon)
    content = records.shown([m.event for m in members], atlas)
    number = {m.id: n for n, m in enumerate(members, 1)}
    without = sorted(number[i.event.id] for i in content.pointless)
    if not content.spots:
        return None
    view = widened(content.home)
    frame = Frame(view, WIDTH, HEIGHT)
    paths, labels = atlas.ground(view, content.busy, content.districts)
    drawing = Claims(content, paths, labels, frame, side)
    drawing.numbers = [number[i.event.id] for i in content.items]
    return Sketch(Markup(drawing.layers()), WIDTH, HEIGHT, without)  # the drawing escapes every text it holds


def widened(box: Box) -> Box:
    wide, high = (max(LEAST, side) / 2 for side in (box[2] - box[0], box[3] - box[1]))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - wide, y - high, x + wide, y + high
