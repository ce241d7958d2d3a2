"""A small map of one place as SVG: outlines of countries and provinces around it, the place, and its namesakes where they fall in view."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from rasid.gazetteer.outlines import Outlines
from rasid.gazetteer.searching import Hit
from rasid.publish.map.atlas import Atlas, Box, projected, units
from rasid.publish.map.drawing import Frame, framed
from rasid.publish.map.plain import escape
from rasid.publish.map.wording import Wording
from rasid.web.speech import Speech

WIDTH, HEIGHT = 480, 300  # of the drawing, in its own pixels
REACH_KM = {"country": 700.0, "region": 250.0, "sea": 500.0, "admin1": 150.0, "admin2": 70.0}  # shown to each side
USUAL_KM = 60.0
DOT, OTHER = 6, 4
LETTERS = 13.0
LINES = {"country": 1.6, "province": 0.7}


def drawing(layers: list[Path], hit: Hit, namesakes: list[Hit], say: Speech) -> Markup:
    """The map, or nothing where no outline lies near."""
    row = hit.row
    atlas = Atlas(Outlines(layers), Wording({}, []), projected(row["lat"], row["lon"]))
    reach = units(REACH_KM.get(row["kind"], USUAL_KM), row["lat"])
    view: Box = (-reach * WIDTH / HEIGHT, -reach, reach * WIDTH / HEIGHT, reach)
    paths, _ = atlas.ground(view, {row["country"]} if row["country"] else set(), set())
    if not paths:
        return Markup("")
    frame = Frame(view, WIDTH, HEIGHT)
    ground = "".join(
        f'<path class="{p.kind}" stroke-width="{LINES[p.kind] / frame.scale:.2f}" d="{escape(p.d)}"/>' for p in paths if p.kind in LINES
    )
    others = ((h, *frame.at(*atlas.point(h.row["lat"], h.row["lon"]))) for h in namesakes)
    dots = "".join(f'<circle class="other" cx="{x}" cy="{y}" r="{OTHER}"/>' for _, x, y in others if frame.holds(x, y))
    x, y = frame.at(0, 0)
    name = say.name({k: row[k] for k in ("en", "ar") if row[k]})
    return Markup(
        f'<svg class="small-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(name)}" direction="ltr">'
        f'<g transform="translate({frame.left:.2f} {frame.top:.2f}) scale({frame.scale:.6f})">{ground}</g>{dots}'
        f'<circle class="here" cx="{x}" cy="{y}" r="{DOT}"/>'
        f'<text x="{x}" y="{y - 2 * DOT}" font-size="{LETTERS}" text-anchor="middle">{framed(name)}</text></svg>'
    )
