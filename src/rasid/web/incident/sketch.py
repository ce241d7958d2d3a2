"""A small map of where each account puts the incident: a bubble with the accounts' numbers, and around an uncertain place what it may be.

It is the drawing of `rasid map` (publish/map) within the page, so that its colours follow the page's light and dark.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.project.linked import Member
from rasid.publish.map import records
from rasid.publish.map.atlas import BOX, NEIGHBOURS, Atlas, Box, Label, Path, apart, name_of
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


@kept_with()
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
    paths, labels = ground(atlas, view, content.busy, content.districts)
    drawing = Claims(content, paths, labels, frame, side)
    drawing.numbers = [number[i.event.id] for i in content.items]
    return Sketch(Markup(drawing.layers()), WIDTH, HEIGHT, without)  # the drawing escapes every text it holds


def ground(atlas: Atlas, view: Box, busy: set[str], districts: set[tuple[str, str, str]]) -> tuple[list[Path], list[Label]]:
    """As `Atlas.ground`, but nothing that lies beyond the picture, and each outline made once: the page must not wait for it."""
    wide, high = (view[2] - view[0]) * NEIGHBOURS, (view[3] - view[1]) * NEIGHBOURS
    reach = (view[0] - wide, view[1] - high, view[2] + wide, view[3] + high)
    keys = [(code, "", "") for code in codes(atlas)] + [
        (code, name, "") for code in sorted(busy) for name in atlas.outlines.divisions(code)
    ]
    found = [outline(atlas, key) for key in [*keys, *sorted(districts)]]
    drawn = [o for o in found if o is not None and not apart(o.box, reach)]
    there = {o.path.id for o in drawn}
    paths = [o.path for o in drawn] + [path for claims, path in disputed(atlas) if claims & there]
    return paths, [o.label for o in drawn if o.label is not None]


class Outline(NamedTuple):
    box: Box
    path: Path
    label: Label | None


@kept_with()
def codes(atlas: Atlas) -> list[str]:
    return sorted(code for code, _ in atlas.outlines.countries())


@kept_with(4000)
def outline(atlas: Atlas, key: tuple[str, str, str]) -> Outline | None:
    """One outline with its name; districts have none."""
    rings = atlas.outlines.rings(key[0], key[1] or None, key[2] or None)
    if not rings:
        return None
    kind = "district" if key[2] else "province" if key[1] else "country"
    known = atlas.wording.divisions.get(("admin1", key[0], key[1])) or (key[1], key[1]) if key[1] else atlas.wording.countries.get(key[0])
    label = atlas.label(kind, rings, known) if known and not key[2] else None
    return Outline(atlas.box(key), Path(name_of(key), kind, atlas.path(rings)), label)


@kept_with()
def disputed(atlas: Atlas) -> list[tuple[frozenset[str], Path]]:
    found = [(frozenset(claims), s.rings) for claims, s in atlas.outlines.drawn.disputed if len(s.rings[0]) > BOX]
    return [(claims, Path("-".join(sorted(claims)), "disputed", atlas.path(rings))) for claims, rings in found]


def widened(box: Box) -> Box:
    wide, high = (max(LEAST, side) / 2 for side in (box[2] - box[0], box[3] - box[1]))
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return x - wide, y - high, x + wide, y + high
