"""Events over time as a drawing: the earliest at the left in both languages, the chosen days lit."""

from __future__ import annotations

import datetime as dt
import json
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from rasid.publish.charts import steps
from rasid.store.cube.asking import Figures
from rasid.web.speech import Speech

WIDE, HIGH = 960, 190
TOP, BOTTOM, SIDE = 8, 24, 44
GAP = 0.18  # of a bar's room
TICKS = 12


class Timeline(NamedTuple):
    """`svg`: the drawing; `last`: the number of the last stretch, from 0; `first`: the day that the first begins; `chosen`: the numbers of
    the first and last stretch that are lit; `counts`: events of each, for the script."""

    svg: Markup
    first: str
    last: int
    chosen: tuple[int, int]
    counts: str


def number_of(label: str, stretch: str) -> int:
    """The number of a stretch, whatever lies before it."""
    if stretch == "month":
        return int(label[:4]) * 12 + int(label[5:7]) - 1
    days = dt.date.fromisoformat(label).toordinal()
    return days if stretch == "day" else (days - 1) // 7


def day_of(number: int, stretch: str) -> str:
    """The day on which a stretch begins."""
    if stretch == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}-01"
    return dt.date.fromordinal(number if stretch == "day" else number * 7 + 1).isoformat()


def drawn(figures: Figures, since: str | None, until: str | None, say: Speech, title: str) -> Timeline | None:
    """The drawing; None where nothing has a time that fine."""
    if not figures.times:
        return None
    stretch = figures.stretch
    begin = number_of(figures.times[0][0], stretch)
    last = number_of(figures.times[-1][0], stretch) - begin
    counts = [0] * (last + 1)
    for label, count in figures.times:
        counts[number_of(label, stretch) - begin] = count
    each = (WIDE - SIDE) / len(counts)
    lines = steps(max(counts), 3)
    base, room = HIGH - BOTTOM, HIGH - BOTTOM - TOP
    ground = []
    for figure in lines:
        y = base - figure / lines[-1] * room
        ground.append(f'<line x1="{SIDE}" x2="{WIDE}" y1="{y:.1f}" y2="{y:.1f}"/>')
        ground.append(f'<text x="{SIDE - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(say.number(figure))}</text>')
    ground += ticks(begin, len(counts), stretch, each, base)
    lit = chosen(begin, last, stretch, since, until)
    wide = each * (1 - GAP) if each > 3 else each
    bars: dict[bool, list[str]] = {True: [], False: []}
    for n, count in enumerate(counts):
        if count:
            bars[lit[0] <= n <= lit[1]].append(
                f"M{SIDE + n * each + (each - wide) / 2:.1f} {base}v{-count / lines[-1] * room:.1f}h{wide:.2f}V{base}z"
            )
    made = "".join(f'<path class="{"on" if on else "off"}" d="{"".join(some)}"/>' for on, some in bars.items() if some)
    frame = f'<rect class="brush" x="{SIDE + lit[0] * each:.1f}" y="{TOP}" width="{(lit[1] - lit[0] + 1) * each:.1f}" height="{room}"/>'
    return Timeline(
        Markup(  # numbers of ours; the texts are escaped
            f'<svg class="time" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(title)}" direction="ltr">'
            f"{''.join(ground)}{frame if since or until else ''}{made}</svg>"
        ),
        day_of(begin, stretch),
        last,
        lit,
        json.dumps(counts, separators=(",", ":")),
    )


def chosen(begin: int, last: int, stretch: str, since: str | None, until: str | None) -> tuple[int, int]:
    """The first and last stretch within the days asked for."""

    def at(day: str) -> int:
        if stretch == "month":
            return number_of(day[:7], stretch)
        days = dt.date.fromisoformat(day).toordinal()
        return days if stretch == "day" else (days - 1) // 7

    first = max(0, at(since) - begin) if since else 0
    end = min(last, at(until) - begin) if until else last
    return min(first, last), max(end, 0)


def ticks(begin: int, count: int, stretch: str, each: float, base: int) -> list[str]:
    """Years, or months, or days under the bars, as many as there is room for."""
    marks: list[tuple[int, str]] = []
    before = ""
    for n in range(count):
        day = day_of(begin + n, stretch)
        label = {"day": day, "week": day[:7], "month": day[:4]}[stretch]
        if label != before:
            marks.append((n, label))
        before = label
    if len(marks) > TICKS and stretch == "week":
        marks = [(n, label[:4]) for n, label in marks if label.endswith("-01")]
    every = max(1, -(-len(marks) // TICKS))
    made = []
    for n, label in marks[::every]:
        x = SIDE + n * each
        if x < WIDE - 40:
            made.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{base}" y2="{base + 5}"/>')
            made.append(f'<text x="{x + 3:.1f}" y="{base + 17}">{label}</text>')
    return made


def years(figures: Figures, since: str | None, until: str | None) -> list[tuple[str, str, str]]:
    """Stretches to choose by a link: label, first day, last day. Years; within one of them its months."""
    if not figures.times:
        return []
    if since and until and since[:4] == until[:4]:
        year = int(since[:4])
        ends = [dt.date(year + m // 12, m % 12 + 1, 1) - dt.timedelta(days=1) for m in range(1, 13)]
        return [(end.isoformat()[:7], end.replace(day=1).isoformat(), end.isoformat()) for end in ends]
    first, last = int(figures.times[0][0][:4]), int(figures.times[-1][0][:4])
    return [(str(y), f"{y:04}-01-01", f"{y:04}-12-31") for y in range(first, last + 1)]
