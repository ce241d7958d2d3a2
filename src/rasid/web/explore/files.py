"""Counts that leave the page as a file, by a profile: of events, where it lets everything out; else of the incidents that it lets out.

What is counted for `public` is what a reader of the published data could count himself, with no more places, days or reports behind it.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from rasid import __version__
from rasid.lexicon import Lexicon
from rasid.publish.cells import neutral_row
from rasid.publish.charts import Bar, Chart, filled, png, svg
from rasid.publish.map.picture import NoPicture, has_arabic, renderer
from rasid.publish.policy import Released
from rasid.store.counting import COARSEST
from rasid.store.cube.asking import Figures, Tally
from rasid.store.filtering import inside
from rasid.web.explore import map as mapping
from rasid.web.explore.brushes import Brushes
from rasid.web.explore.naming import Naming
from rasid.web.explore.timeline import day_of, number_of
from rasid.web.incident.sketch import atlas_of
from rasid.web.speech import Speech

CHARTS = {"time": "time", "map": "area", "pair": "pair", "type": "type", "weapon": "weapon", "source": "source", "state": "state"}
INSIDE = ("state",)  # counts that only the house has: what leaves has been reviewed, and says no more of it
MEDIA = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "geojson": "application/geo+json"}
# The light colours of static/explore.css: a picture has no page around it.
STYLE = (
    "svg{background:#fff}.land path{fill:#eceae5;stroke:#545d63;stroke-width:.8}.areas path{fill:none;stroke:#545d63;stroke-width:.6}"
    ".areas .out{opacity:.4}"
    ".areas .s1{fill:#dbe7ee}.areas .s2{fill:#b3cfde}.areas .s3{fill:#7fadc6}.areas .s4{fill:#467fa0}.areas .s5{fill:#1d4f6c}"
    "text{font-size:12px;font-weight:600;fill:#1d2327;stroke:#fff;stroke-width:3px;paint-order:stroke;"
    "font-family:'Noto Sans Arabic','Noto Naskh Arabic','Segoe UI',Tahoma,'DejaVu Sans',sans-serif}.note{font-weight:400;font-size:11px}"
)


class Counted(NamedTuple):
    """`of`: events or incidents; `rows`: code and number, in the chart's order; `all`: how many there are, each once; `beside`: those in no
    row; `held`: incidents that stay; `stretch`: where time is counted."""

    of: str
    rows: list[tuple[str, int]]
    all: int
    beside: int
    held: int
    stretch: str


def of_events(chart: str, figures: Figures) -> Counted:
    """Everything, of figures that are strict."""
    if chart == "time":
        return Counted("events", figures.times, figures.events, figures.undated + figures.coarse, 0, figures.stretch)
    if chart == "pair":
        rows = [(f"{a}\x1f{b}", count) for a, b, count in figures.pairs]
        return Counted("events", rows, figures.events, 0, 0, figures.stretch)
    tally: Tally = getattr(figures, "province" if chart == "map" else chart)
    return Counted("events", tally.rows, figures.events, tally.none, 0, figures.stretch)


def of_released(chart: str, let_out: Iterable[Released], held: Counter[str], stretch: str | None) -> Counted:
    """What a profile lets out, each incident once. Time is counted by month where nothing else is asked for."""
    stretch = stretch or "month"
    found: Counter[str] = Counter()
    number = beside = 0
    for one in let_out:
        keys = set(keys_of(chart, one, stretch))
        number += 1
        beside += not keys
        found.update(keys)
    rows = sorted(found.items(), key=(lambda r: (r[0], 0)) if chart == "time" else (lambda r: (-r[1], r[0])))
    return Counted("incidents", rows, number, beside, held.total(), stretch)


def keys_of(chart: str, one: Released, stretch: str) -> Iterable[str]:
    incident = one.incident
    if chart == "type":
        return [incident.type]
    if chart == "time":
        if not incident.start or (incident.date_precision or 1) > COARSEST[stretch]:
            return []
        start = incident.start[:10]
        return [start[:7] if stretch == "month" else day_of(number_of(start, stretch), stretch)]
    if chart == "map":
        place = incident.place
        return [f"{place.country}/{place.admin1}"] if place is not None and place.country and place.admin1 else []
    if chart == "pair":
        return [f"{a.actor}\x1f{b.actor}" for a in incident.initiators for b in incident.targets if a.actor and b.actor]
    if chart == "weapon":
        return [i.weapon for t in one.told for i in t.event.instruments]
    return [s.source for t in one.told for s in t.event.sources if s.source]


# Files ---------------------------------------------------------------------------------------------------------------------------


class Taken(NamedTuple):
    """What a file is made of. `title`, `notes`: in the reader's language; `names`: English ones, Arabic ones; `area`: the chosen one."""

    chart: str
    counted: Counted
    title: str
    notes: list[str]
    names: tuple[Naming, Naming]
    say: Speech
    area: str | None


def file(ending: str, taken: Taken, lexicon: Lexicon) -> bytes:
    """The file. Raises NoPicture where a PNG cannot be drawn here."""
    if ending == "csv":
        return table(taken)
    if ending == "geojson":
        return areas(taken, lexicon)
    if taken.chart == "map":
        drawing = picture(taken, lexicon)
        return drawing.encode() if ending == "svg" else pixels(drawing)
    chart = bars(taken)
    return svg(chart).encode() if ending == "svg" else png(chart)


def table(taken: Taken) -> bytes:
    """Codes, names in both languages where there are any, and the number, which says what it counts."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    kind, sides = CHARTS[taken.chart], ("initiator", "target") if taken.chart == "pair" else (taken.chart,)
    if kind == "time":
        writer.writerow([taken.counted.stretch, taken.counted.of])
        writer.writerows(taken.counted.rows)
        return out.getvalue().encode()
    writer.writerow([*(f"{side}{part}" for side in sides for part in ("", "_en", "_ar")), taken.counted.of])
    for key, count in taken.counted.rows:
        values = key.split("\x1f")
        named = [v for value in values for v in (value, *(n.of("party" if kind == "pair" else kind, value) for n in taken.names))]
        writer.writerow([*neutral_row(named), count])
    return out.getvalue().encode()


def bars(taken: Taken) -> Chart:
    own = taken.names[taken.say.language == "ar"]
    kind, arrow = CHARTS[taken.chart], (" → ", " ← ")[own.side]
    if kind == "time":
        made = filled([Bar(key, count) for key, count in taken.counted.rows], taken.counted.stretch)
    else:
        made = [
            Bar(arrow.join(own.of("party" if kind == "pair" else kind, value) for value in key.split("\x1f")), count)
            for key, count in taken.counted.rows
        ]
    return Chart(taken.title, taken.notes, made, kind == "time", taken.say.language == "ar")


def areas(taken: Taken, lexicon: Lexicon) -> bytes:
    """The provinces as GeoJSON, each with its number; one without an outline has no geometry."""
    outlines = atlas_of(lexicon).outlines
    features: list[dict[str, Any]] = []
    for key, count in taken.counted.rows:
        country, _, name = key.partition("/")
        rings = [[[round(lon, 4), round(lat, 4)] for lon, lat in ring] for ring in outlines.rings(country, name)]
        told = {"area": key, "name_en": taken.names[0].of("area", key), "name_ar": taken.names[1].of("area", key), taken.counted.of: count}
        geometry = {"type": "MultiPolygon", "coordinates": polygons(rings)} if rings else None
        features.append({"type": "Feature", "properties": told, "geometry": geometry})
    made = {"type": "FeatureCollection", "title": taken.title, "notes": taken.notes, "features": features}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def polygons(rings: list[list[list[float]]]) -> list[list[list[list[float]]]]:
    """Rings, the largest first, as outlines with their holes: a ring within another is one."""
    made: list[list[list[list[float]]]] = []
    for ring in rings:
        around = next((p for p in made if inside([[(x, y) for x, y in p[0]]], ring[0][0], ring[0][1])), None)
        if around is None:
            made.append([ring])
        else:
            around.append(ring)
    return made


def picture(taken: Taken, lexicon: Lexicon) -> str:
    """The map with its title and notes, provinces alone: no place is drawn on what leaves."""
    own = taken.names[taken.say.language == "ar"]
    lands: Counter[str] = Counter()
    for key, count in taken.counted.rows:
        lands[key.split("/")[0]] += count
    none = Tally(rows=[])
    told = Figures(
        seq=0, events=0, reports=0, stretch="", times=[], coarse=0, undated=0, district=none, dots=[], type=none, state=none, weapon=none,
        source=none, pairs=[], rows=[], province=Tally(rows=taken.counted.rows), country=Tally(rows=lands.most_common()),
    )  # fmt: skip
    drawn = mapping.drawn(lexicon, told, taken.area, Brushes({}, None, own), taken.say, whole=False)
    inner = str(drawn.svg).partition(">")[2]
    high, rtl = mapping.HIGH + 34 + 16 * len(taken.notes), taken.say.language == "ar"
    x, anchor = (mapping.WIDE - 10, "end") if rtl else (10, "start")
    title = f'<text x="{x}" y="22" text-anchor="{anchor}" style="font-size:16px">{mapping.framed(taken.title)}</text>'
    notes = "".join(
        f'<text class="note" x="{x}" y="{mapping.HIGH + 46 + 16 * n}" text-anchor="{anchor}">{mapping.framed(note)}</text>'
        for n, note in enumerate(taken.notes)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {mapping.WIDE} {high}" direction="ltr" width="{2 * mapping.WIDE}" '
        f'height="{2 * high}"><style>{STYLE}</style><rect width="{mapping.WIDE}" height="{high}" fill="#fff"/>{title}{notes}'
        f'<svg y="30" width="{mapping.WIDE}" height="{mapping.HIGH}" viewBox="0 0 {mapping.WIDE} {mapping.HIGH}">{inner}</svg>\n'
    )


def pixels(drawing: str) -> bytes:
    draw = renderer()
    if not has_arabic(draw):
        raise NoPicture("no font with Arabic letters was found.", hint="Install one (Noto Sans Arabic), or take the .svg.")
    return bytes(draw(svg_string=drawing, width=2 * mapping.WIDE))


# Citing --------------------------------------------------------------------------------------------------------------------------


def citation(say: Speech, project: str, title: str, chosen: Sequence[tuple[str, str]], figures: Figures, day: str, address: str) -> str:
    """How to cite a view: what is counted, of what, as it stood when. Whoever opens the address later may find more."""
    narrowed = say("; ", "list").join(f"{field}: {value}" for field, value in chosen)
    told = say("{title} ({narrowed})", title=title, narrowed=narrowed) if narrowed else title
    return say(
        "{project}: {told}. {events} in {reports} reports, as they stood on {day} (entry {seq} of the log). Rasid {version}, {address}",
        project=project,
        told=told,
        events=say.plural("{count} event", "{count} events", figures.events),
        reports=say.number(figures.reports),
        day=say.day(day),
        seq=figures.seq,
        version=__version__,
        address=address,
    )
