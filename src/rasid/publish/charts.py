"""Counts as a drawing: bars over time, or bars beside names. Our own SVG, laid from left to right in either language; PNG by resvg."""

from __future__ import annotations

import datetime as dt
import math
from html import escape
from typing import NamedTuple

from rasid.publish.map.drawing import framed
from rasid.publish.map.picture import NoPicture, has_arabic, renderer
from rasid.publish.map.plain import harmless

WIDTH, MARGIN = 1200, 24
TITLE, NOTE, ROW = 22.0, 13.0, 26.0
LETTER = 0.56  # mean width of a letter, of its height
BARS_MOST = 30  # names that are drawn; the others are counted in the note
HIGH = 420  # pixels of bars over time
WIDEST_BAR = 64.0
LABELS_MOST = 12  # labels under bars over time
BLUE, INK, SOFT, LINE, PAPER = "#0069a8", "#1c1c1c", "#555555", "#d5d5d5", "#ffffff"
FONTS = "'Noto Sans Arabic', 'Noto Naskh Arabic', 'Segoe UI', 'Geeza Pro', Tahoma, 'DejaVu Sans', Arial, sans-serif"


class Bar(NamedTuple):
    label: str
    figure: int


class Chart(NamedTuple):
    """`title`: what is counted; `notes`: what each figure counts, and what stands in no bar; `rtl`: the texts are Arabic."""

    title: str
    notes: list[str]
    bars: list[Bar]
    over_time: bool
    rtl: bool


def filled(bars: list[Bar], stretch: str) -> list[Bar]:
    """Bars over time with the empty days, weeks, months or years between them: a gap that is left out looks like none."""
    if len(bars) < 2:
        return bars
    found = {bar.label: bar.figure for bar in bars}
    label = bars[0].label
    made: list[Bar] = []
    while label <= bars[-1].label and len(made) < 20_000:
        made.append(Bar(label, found.get(label, 0)))
        label = following(label, stretch)
    return made


def following(label: str, stretch: str) -> str:
    if stretch == "year":
        return f"{int(label) + 1:04}"
    if stretch == "month":
        year, month = map(int, label.split("-"))
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return (dt.date.fromisoformat(label) + dt.timedelta(days=7 if stretch == "week" else 1)).isoformat()


def steps(most: int, lines: int = 5) -> list[int]:
    """Round figures from 0 to at least `most`."""
    raw = max(1, most) / lines
    size = 10 ** math.floor(math.log10(raw)) if raw >= 1 else 1
    step = next(int(size * m) for m in (1, 2, 5, 10) if size * m >= raw)
    return list(range(0, most + step, step)) if most else [0, 1]


def svg(chart: Chart) -> str:
    """The whole drawing."""
    body, high = (over_time if chart.over_time else beside_names)(chart)
    below = high + 12
    notes = [line for note in chart.notes for line in wrapped(note, int((WIDTH - 2 * MARGIN) / (NOTE * LETTER)))]
    texts = [text(line, *edge(chart.rtl), below + (n + 1) * NOTE * 1.5, NOTE, SOFT) for n, line in enumerate(notes)]
    full = round(below + (len(notes) + 1) * NOTE * 1.5 + 8)
    title = text(chart.title, *edge(chart.rtl), MARGIN + TITLE, TITLE, INK, bold=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" direction="ltr" width="{WIDTH}" height="{full}" viewBox="0 0 {WIDTH} {full}" '
        f'font-family="{FONTS}"><rect width="{WIDTH}" height="{full}" fill="{PAPER}"/>{title}{body}{"".join(texts)}</svg>\n'
    )


def edge(rtl: bool) -> tuple[float, str]:
    return (WIDTH - MARGIN, "end") if rtl else (MARGIN, "start")


def over_time(chart: Chart) -> tuple[str, float]:
    """Upright bars, the earliest at the left in both languages, as calendars of charts are read."""
    bottom = MARGIN + TITLE + 34 + HIGH
    lines = steps(max((b.figure for b in chart.bars), default=0))
    left = MARGIN + len(f"{lines[-1]:,}") * NOTE * LETTER + 10
    each = (WIDTH - MARGIN - left) / max(1, len(chart.bars))
    made = []
    for figure in lines:
        y = bottom - figure / lines[-1] * HIGH
        made.append(f'<line x1="{left:.1f}" x2="{WIDTH - MARGIN}" y1="{y:.1f}" y2="{y:.1f}" stroke="{LINE if figure else INK}"/>')
        made.append(text(f"{figure:,}", left - 8, "end", y + NOTE * 0.35, NOTE, SOFT))
    every = max(1, math.ceil(len(chart.bars) / LABELS_MOST))
    for n, bar in enumerate(chart.bars):
        x, high = left + n * each, bar.figure / lines[-1] * HIGH
        wide = min(WIDEST_BAR, each - min(4.0, each * 0.15))
        if bar.figure:
            at = x + (each - wide) / 2
            made.append(f'<rect x="{at:.2f}" y="{bottom - high:.2f}" width="{wide:.2f}" height="{high:.2f}" fill="{BLUE}"/>')
        if n % every == 0 and x + len(bar.label) * NOTE * LETTER < WIDTH:
            made.append(f'<line x1="{x + each / 2:.1f}" x2="{x + each / 2:.1f}" y1="{bottom}" y2="{bottom + 5}" stroke="{INK}"/>')
            made.append(text(bar.label, x + each / 2, "middle", bottom + 8 + NOTE, NOTE, SOFT))
    return "".join(made), bottom + 30


def beside_names(chart: Chart) -> tuple[str, float]:
    """Lying bars, the longest first; in Arabic the names stand at the right and the bars grow to the left."""
    shown = chart.bars[:BARS_MOST]
    top = MARGIN + TITLE + 26
    most = max((b.figure for b in shown), default=1) or 1
    label = min(WIDTH * 0.42, max((len(b.label) for b in shown), default=1) * 15 * LETTER + 16)
    room = WIDTH - 2 * MARGIN - label - 80
    made = []
    for n, bar in enumerate(shown):
        y, wide = top + n * ROW, bar.figure / most * room
        name = bar.label if len(bar.label) * 15 * LETTER <= label else bar.label[: int(label / 15 / LETTER) - 1] + "…"
        if chart.rtl:
            right = WIDTH - MARGIN - label
            made.append(text(name, WIDTH - MARGIN, "end", y + 17, 15, INK))
            made.append(f'<rect x="{right - wide:.1f}" y="{y + 3:.1f}" width="{wide:.1f}" height="{ROW - 8}" fill="{BLUE}"/>')
            made.append(text(f"{bar.figure:,}", right - wide - 8, "end", y + 17, NOTE, SOFT))
        else:
            made.append(text(name, MARGIN, "start", y + 17, 15, INK))
            made.append(f'<rect x="{MARGIN + label:.1f}" y="{y + 3:.1f}" width="{wide:.1f}" height="{ROW - 8}" fill="{BLUE}"/>')
            made.append(text(f"{bar.figure:,}", MARGIN + label + wide + 8, "start", y + 17, NOTE, SOFT))
    return "".join(made), top + len(shown) * ROW + 4


def text(words: str, x: float, anchor: str, y: float, size: float, colour: str, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    told = framed(harmless(words)) if words else escape(words)
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"{weight}>{told}</text>'


def wrapped(words: str, letters: int) -> list[str]:
    lines = [""]
    for each in words.split():
        if lines[-1] and len(lines[-1]) + len(each) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {each}".strip()
    return lines


def png(chart: Chart) -> bytes:
    """The same as a picture of twice the size. Raises NoPicture where resvg is missing, or no font has Arabic letters."""
    draw = renderer()
    if not has_arabic(draw):
        raise NoPicture("no font with Arabic letters was found.", hint="Install one (Noto Sans Arabic), or make an .svg.")
    return bytes(draw(svg_string=svg(chart), width=2 * WIDTH))
