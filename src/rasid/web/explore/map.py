"""How many events lie in each province, or in each district and place of the one that is chosen, as a map drawn on the server.

What is known to the district, province or country only is counted in its area, and never drawn as a point. The lines are those that ship
with Rasid: no server is asked. Each area leads to its address; keyboards and screen readers have the
same in the list of provinces, and pass the drawing over.
"""

from __future__ import annotations

import math
from html import escape
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.publish.map.atlas import WORLD, Atlas, Box, around, name_of
from rasid.publish.map.drawing import Frame, framed
from rasid.store.cube.asking import Dot, Figures, Tally
from rasid.web.explore.brushes import Brushes, shade
from rasid.web.incident.sketch import atlas_of, codes, outline
from rasid.web.speech import Speech

WIDE, HIGH = 720, 480
MARGIN = 0.04
FAR_SHARE = 0.03  # of the events may lie in countries that the first view leaves out, so that one strike far away shrinks nothing
FEWEST = 2  # pixels that an outline spans, or it is not drawn
TILE = 256  # pixels of a background picture, about
FINEST = 11  # level of background pictures
LETTERS = 12.0
LARGEST = 13.0  # radius of a place's dot
Key = tuple[str, str, str]


class Drawn(NamedTuple):
    """`svg`: the map; `most`: events of the darkest area; `beside`: events in areas without an outline, or without an area."""

    svg: Markup
    most: int
    beside: int


def key_of(value: str) -> Key:
    parts = [*value.split("/"), "", ""]
    return parts[0], parts[1], parts[2]


def drawn(
    lexicon: Lexicon, figures: Figures, area: str | None, brushes: Brushes, say: Speech, whole: bool = True, tiles: str = ""
) -> Drawn:
    """The map of what fits. `area`: the country or province that is chosen. `whole`: with links and places; without, it may leave.
    `tiles`: an address of background pictures, or nothing."""
    atlas = atlas_of(lexicon)
    inside = key_of(area) if area else None
    shaded: Tally = figures.district if inside and inside[1] and figures.district.rows else figures.province
    known = [(key, value, count) for value, count in shaded.rows if outline(atlas, key := key_of(value)) is not None]
    most = max((count for _, _, count in known), default=1)
    frame = Frame(view_of(atlas, figures, inside), WIDE, HIGH)
    counts = {key: (value, count) for key, value, count in known}
    land = "".join(
        f'<path d="{d}"/>' for code in codes(atlas) if in_view(atlas, (code, "", ""), frame) and (d := path(atlas, (code, "", ""), frame))
    )
    busy = {value.split("/")[0] for value, _ in figures.province.rows} | ({inside[0]} if inside else set())
    areas = [(code, name, "") for code in sorted(busy) for name in atlas.outlines.divisions(code)]
    if inside and inside[1]:
        areas += [(inside[0], a, name) for a, name in sorted(atlas.outlines.districts(inside[0])) if a == inside[1]]
    made, names = [], []
    for key in areas:
        if not in_view(atlas, key, frame) or not (d := path(atlas, key, frame)):
            continue
        value, count = counts.get(key, (name_of(key), 0))
        made.append(shape(key, d, value, count, most, inside, brushes, say, whole))
        if count:
            names.append((count, key, value))
    most_at = max((d.count for d in figures.dots), default=1)
    dots = "".join(dot(d, atlas, frame, brushes, say, most_at) for d in figures.dots if whole)
    svg = Markup(  # outlines and numbers of ours; the names are escaped
        f'<svg class="ground{" tiled" if tiles else ""}" viewBox="0 0 {WIDE} {HIGH}" aria-hidden="true" direction="ltr">'
        f'{background(atlas, frame, tiles) if tiles else ""}<g class="land">{land}</g>'
        f'<g class="areas">{"".join(made)}</g><g class="dots">{dots}</g>'
        f'<g class="names">{labels(atlas, frame, names, brushes, say)}</g></svg>'
    )
    return Drawn(svg, most, sum(c for _, c in shaded.rows) - sum(c for _, _, c in known) + shaded.none)


def view_of(atlas: Atlas, figures: Figures, inside: Key | None) -> Box:
    """The box that is shown: the area chosen, else the countries that hold nearly all."""
    if inside is not None and (one := outline(atlas, inside)) is not None:
        return padded(one.box)
    left = FAR_SHARE * sum(count for _, count in figures.country.rows)
    boxes = []
    for value, count in reversed(figures.country.rows):
        one = outline(atlas, (value, "", ""))
        if one is None or (left >= count and len(figures.country.rows) > 1):
            left -= count
            continue
        boxes.append(one.box)
    fallback = outline(atlas, ("SYR", "", ""))  # somewhere has to be shown where nothing is told; any country would do
    return padded(around(boxes) if boxes else fallback.box if fallback else (-1000.0, -1000.0, 1000.0, 1000.0))


def background(atlas: Atlas, frame: Frame, tiles: str) -> str:
    """The pictures of a tile server that the frame lies over, no finer than the lines are good for."""
    level = max(0, min(FINEST, round(math.log2(WORLD * frame.scale / TILE))))
    size = WORLD / 2**level
    west, north = atlas.origin[0] - frame.left / frame.scale, atlas.origin[1] - frame.top / frame.scale
    made = []
    for x in range(int(west // size), int((west + frame.width / frame.scale) // size) + 1):
        for y in range(int(north // size), int((north + frame.height / frame.scale) // size) + 1):
            if not 0 <= y < 2**level:
                continue
            left, top = frame.at(x * size - atlas.origin[0], y * size - atlas.origin[1])
            wide = round(size * frame.scale + 0.5, 1)
            address = tiles.replace("{z}", str(level)).replace("{x}", str(x % 2**level)).replace("{y}", str(y))
            made.append(f'<image href="{escape(address)}" x="{left}" y="{top}" width="{wide}" height="{wide}"/>')
    return f'<g class="tiles">{"".join(made)}</g>'


def padded(box: Box) -> Box:
    wide, high = (box[2] - box[0]) * MARGIN, (box[3] - box[1]) * MARGIN
    return box[0] - wide, box[1] - high, box[2] + wide, box[3] + high


def in_view(atlas: Atlas, key: Key, frame: Frame) -> bool:
    one = outline(atlas, key)
    if one is None:
        return False
    (west, north), (east, south) = frame.at(one.box[0], one.box[1]), frame.at(one.box[2], one.box[3])
    return west < frame.width and east > 0 and north < frame.height and south > 0 and max(east - west, south - north) >= FEWEST


def path(atlas: Atlas, key: Key, frame: Frame) -> str:
    return simple(atlas, key, frame.scale, frame.left, frame.top)


@kept_with(4000)
def simple(atlas: Atlas, key: Key, scale: float, left: float, top: float) -> str:
    """An outline in pixels of the picture, without the points that would fall on the one before."""
    made = []
    for ring in atlas.outlines.rings(key[0], key[1] or None, key[2] or None):
        points: list[tuple[int, int]] = []
        for lon, lat in ring:
            x, y = atlas.point(lat, lon)
            now = round(x * scale + left), round(y * scale + top)
            if not points or now != points[-1]:
                points.append(now)
        if len(points) > 3:
            first = points[0]
            steps = "".join(f"{b[0] - a[0]} {b[1] - a[1]} " for a, b in pairwise(points))
            made.append(f"M{first[0]} {first[1]}l{steps.strip()}z")
    return "".join(made)


@kept_with(4000)
def middle(atlas: Atlas, key: Key) -> tuple[float, float]:
    """A point well inside an outline."""
    rings = atlas.outlines.rings(key[0], key[1] or None, key[2] or None)
    return atlas.label("province", rings, ("", "")).points[0]


def shape(key: Key, d: str, value: str, count: int, most: int, inside: Key | None, brushes: Brushes, say: Speech, linked: bool) -> str:
    """An area, which leads to its own address. A district leads nowhere: there is no finer filter but a place."""
    told = escape(f"{brushes.naming.of('area', value)}: {say.plural('{count} event', '{count} events', count)}")
    on = " on" if inside == key else " out" if inside is not None and key[0] != inside[0] else ""
    drawn = f'<path class="s{shade(count, most)}{on}" d="{d}"><title>{told}</title></path>'
    if key[2] or inside == key or not linked:
        return drawn
    return f'<a href="{escape(brushes.within(value))}" data-brush="" tabindex="-1">{drawn}</a>'


def dot(one: Dot, atlas: Atlas, frame: Frame, brushes: Brushes, say: Speech, most: int) -> str:
    """A place by its name; dashed where all that is told there happened near it only."""
    x, y = frame.at(*atlas.point(one.lat, one.lon))
    if not frame.holds(x, y):
        return ""
    told = f"{brushes.naming.of('place', one.place)}: {say.plural('{count} event', '{count} events', one.count)}"
    if one.near:
        told += say(", ", "list") + say("{n} of them near it only", n=say.number(one.near))
    near = ' class="near"' if one.near == one.count else ""
    radius = max(2.5, LARGEST * (one.count / most) ** 0.5)
    address = escape(brushes.toggled("place", one.place))
    return (
        f'<a href="{address}" data-brush="" tabindex="-1"><circle{near} cx="{x}" cy="{y}" r="{radius:.1f}"><title>{escape(told)}</title>'
        f"</circle></a>"
    )


def labels(atlas: Atlas, frame: Frame, names: list[tuple[int, Key, str]], brushes: Brushes, say: Speech) -> str:
    """The figures of areas, the largest first, where none hides another; the name above where there is room for it."""
    taken: list[tuple[float, float, float, float]] = []
    made = []
    for count, key, value in sorted(names, key=lambda n: (-n[0], n[1])):
        x, y = frame.at(*middle(atlas, key))
        name, figure = brushes.naming.of("area", value), say.number(count)
        for texts in ([name, figure], [figure]):
            wide, high = max(map(len, texts)) * LETTERS * 0.58, LETTERS * 1.1 * len(texts)
            box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            if box[0] < 0 or box[2] > WIDE or box[1] < 0 or box[3] > HIGH:
                continue
            if any(box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in taken):
                continue
            taken.append(box)
            for n, text in enumerate(texts):
                at = box[1] + LETTERS * (n + 1)
                made.append(f'<text x="{x:.0f}" y="{at:.0f}" text-anchor="middle">{framed(text)}</text>')
            break
    return "".join(made)
