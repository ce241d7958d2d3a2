"""The map as a PNG picture: the still drawing with title, legend and what it leaves out, drawn by resvg (docs/architecture.md: why)."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from rasid.model import RasidError
from rasid.publish.map.atlas import Atlas
from rasid.publish.map.drawing import ARABIC, Drawing, Frame, framed, key_sign, samples
from rasid.publish.map.groups import GROUPS, resolved
from rasid.publish.map.plain import escape
from rasid.publish.map.records import Shown
from rasid.publish.map.wording import PARTS, filled, word

WIDEST, NARROWEST = 6000, 400
DESIGN = 1200  # the width in SVG pixels that letters and signs are made for; a wider picture is a larger one, not one with smaller letters
TITLE, ROW, MARGIN = 44, 24, 14
COLUMNS = 4  # of the legend
HIGHEST, LOWEST = 0.95, 0.5  # the map's height, of its width
LATIN = re.compile(r"([A-Za-z](?:[A-Za-z0-9 .'-]*[A-Za-z0-9])?)")  # Latin words within an Arabic sentence
LETTER = 0.58  # mean width of a letter, of its height


class NoPicture(RasidError):
    """A picture cannot be made here: what is missing, and how to get it."""


def png_picture(content: Shown, atlas: Atlas, *, side: int, title: str, width: int) -> bytes:
    """PNG bytes, `width` pixels wide. Raises NoPicture where resvg is missing, or no font has Arabic letters."""
    draw = renderer()
    if not has_arabic(draw):
        raise NoPicture(
            "no font with Arabic letters was found, so the names on the picture could not be read.",
            hint="Install one (Noto Sans Arabic, DejaVu Sans), or make a page: --out map.html.",
        )
    return bytes(draw(svg_string=svg(content, atlas, side=side, title=title), width=width))


def renderer() -> Any:
    """resvg's function that draws; imported only here, since most runs make no picture."""
    try:
        return import_module("resvg_py").svg_to_bytes
    except ImportError:
        raise NoPicture(
            "a picture needs the package resvg-py, which is not installed.",
            hint="Install it where Rasid is (.venv/bin/pip install resvg-py), or make a page: --out map.html.",
        ) from None


def has_arabic(draw: Any) -> bool:
    """Whether some font on this machine has Arabic letters: they come out other than letters that no font has."""

    style = f"<style>{(PARTS / 'drawing.css').read_text(encoding='utf-8')}</style>"

    def drawn(letter: str) -> bytes:
        text = f'<text y="30" font-size="24">{letter}</text>'
        return bytes(draw(svg_string=f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{style}{text}</svg>'))

    return drawn("\u0639") != drawn("\U0010fffd")


def svg(content: Shown, atlas: Atlas, *, side: int, title: str) -> str:
    """The whole picture as SVG, in the colours of light paper."""
    view = content.home
    width = DESIGN
    height = round(width * min(HIGHEST, max(LOWEST, (view[3] - view[1]) / (view[2] - view[0]))))
    frame = Frame(view, width, height)
    paths, labels = atlas.ground(view, content.busy, content.districts)
    drawing = Drawing(content, paths, labels, frame, side)
    below = legend(content, side, width)
    full = TITLE + height + below[1]
    css = resolved((PARTS / "drawing.css").read_text(encoding="utf-8"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{full}" viewBox="0 0 {width} {full}">'
        f"<style>{css}</style>"
        f'<rect width="{width}" height="{full}" fill="{resolved("var(--panel)")}"/>'
        f"{line(title, side, width, TITLE - 15, 20, 'name')}"
        f'<svg y="{TITLE}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="{resolved("var(--paper)")}"/>{drawing.layers()}</svg>'
        f'<g transform="translate(0 {TITLE + height})">{below[0]}</g></svg>'
    )


def line(text: str, side: int, width: int, y: float, size: float, kind: str, indent: float = MARGIN) -> str:
    """A line of text from the margin that its language begins at."""
    x, anchor = (indent, "start") if side == 0 else (width - indent, "end")
    return f'<text class="{kind}" x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}">{lettered(text)}</text>'


def lettered(text: str) -> str:
    """A text for SVG, escaped, the Latin words in an Arabic one by fonts that have Latin letters.

    resvg asks one font for all letters that the first lacks, and may take one that has neither: they come out as boxes.
    """
    if not ARABIC.search(text):
        return framed(text)
    runs = (f'<tspan class="latin">{escape(run)}</tspan>' if n % 2 else escape(run) for n, run in enumerate(LATIN.split(text)))
    return f"\u2067{''.join(runs)}\u2069"


def legend(content: Shown, side: int, width: int) -> tuple[str, int]:
    """What stands below the map, and how high that is: groups, how to read the signs, what is left out, what it may not be used for."""
    told = sorted({item.group for item in content.items})
    made, y, column = [], ROW, (width - 2 * MARGIN) / COLUMNS
    for n, group in enumerate(told):
        at = MARGIN + n % COLUMNS * column
        y = ROW + n // COLUMNS * ROW
        x = at + 8 if side == 0 else width - at - 8
        made.append(key_sign(group, x, y - 5) + line(GROUPS[group].names[side], side, width, y, 13, "plain", at + 22))
    y += ROW
    for n, (key, drawn) in enumerate(samples().items()):
        x = MARGIN + n * column + 8
        x = x if side == 0 else width - x
        made.append(
            f'<g transform="translate({x} {y - 5})">{drawn}</g>'
            + line(word("page", key)[side], side, width, y, 11.5, "plain", MARGIN + n * column + 22)
        )
    notes = [left_out(content, side)]
    notes += wrapped(word("page", "working")[side], int((width - 2 * MARGIN) / (11 * LETTER)))
    notes.append(word("page", "lines")[side])
    for text in filter(None, notes):
        y += 19
        made.append(line(text, side, width, y + 4, 11.5, "other"))
    return "".join(made), int(y) + 16


def left_out(content: Shown, side: int) -> str:
    """How many events the picture shows none of, and why."""
    told = []
    if content.pointless:
        told.append(filled(word("page", "without"), n=len(content.pointless))[side])
    if content.outside:
        told.append(filled(word("page", "outside"), n=content.outside)[side])
    return " · ".join(told)


def wrapped(text: str, letters: int) -> list[str]:
    lines = [""]
    for each in text.split():
        if len(lines[-1]) + len(each) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {each}".strip()
    return lines
