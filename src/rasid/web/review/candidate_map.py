"""A small map of places to choose from: outlines, a number for each, what stands now as a ring. Drawn on the server."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from markupsafe import Markup

from rasid.gazetteer.outlines import Outlines
from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.publish.map.atlas import Atlas, projected, units
from rasid.web.review.choices import Choice
from rasid.web.review.fields import wording_of

WIDE, HIGH = 420, 260
LEAST_KM = 60.0  # across, so that one point has surroundings
MARGIN = 0.18  # of the box, left free around the points
FAR = 8  # provinces are drawn where no more countries than these are in view


class Dot(NamedTuple):
    label: str
    lat: float
    lon: float
    now: bool = False


def drawn(lexicon: Lexicon, choices: list[Choice], now: tuple[float, float] | None, title: str) -> Markup | None:
    """An SVG of the choices, numbered as in their list; None where none has a point."""
    dots = [Dot(str(n), *c.point) for n, c in enumerate(choices, 1) if c.point]
    dots += [Dot("●", *now, True)] if now is not None else []
    return picture(lexicon, tuple(dots), title) if dots else None


@kept_with(64)
def picture(lexicon: Lexicon, dots: tuple[Dot, ...], title: str) -> Markup:
    atlas = Atlas(Outlines(), wording_of(lexicon), projected(dots[0].lat, dots[0].lon))
    points = [atlas.point(d.lat, d.lon) for d in dots]
    west, north = min(x for x, _ in points), min(y for _, y in points)
    east, south = max(x for x, _ in points), max(y for _, y in points)
    least = units(LEAST_KM, dots[0].lat)
    across = max((east - west) * (1 + 2 * MARGIN), (south - north) * (1 + 2 * MARGIN) * WIDE / HIGH, least)
    scale = WIDE / across
    left, top = (west + east - across) / 2, (north + south - across * HIGH / WIDE) / 2
    view = (left, top, left + across, top + across * HIGH / WIDE)
    countries = {c for d in dots if (c := atlas.outlines.country_at(d.lat, d.lon)) is not None}
    paths, _ = atlas.ground(view, countries if len(countries) <= FAR else set(), set())
    shown = [p for p in paths if p.kind in ("country", "province")]
    ground = "".join(f'<path class="{p.kind}" d="{escape(p.d)}"/>' for p in sorted(shown, key=lambda p: p.kind))
    marks = "".join(mark(d, (x - left) * scale, (y - top) * scale) for d, (x, y) in zip(dots, points, strict=True))
    return Markup(  # numbers and outlines of ours; the title is escaped
        f'<svg class="places" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(title)}">'
        f'<g transform="scale({scale:.5f}) translate({-left:.1f} {-top:.1f})">{ground}</g>{marks}</svg>'
    )


def mark(dot: Dot, x: float, y: float) -> str:
    if dot.now:
        return f'<circle class="now" cx="{x:.1f}" cy="{y:.1f}" r="13"/>'
    return f'<g class="dot"><circle cx="{x:.1f}" cy="{y:.1f}" r="9"/><text x="{x:.1f}" y="{y + 4:.1f}">{escape(dot.label)}</text></g>'
