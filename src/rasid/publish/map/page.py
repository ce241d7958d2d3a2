"""The map as one HTML page: outlines, events, words, style and script all inside it, so that it works from a file and asks no server.

Everything a report says is put in as text, never as markup: escaped in the HTML, as JSON that cannot end its script, and by
`textContent` in the script. A Content-Security-Policy lets run only the script that was put in here.
"""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlsplit

from rasid.model import UsageError
from rasid.publish.map.atlas import Atlas
from rasid.publish.map.carried import COLUMNS, data
from rasid.publish.map.drawing import Drawing, Frame, samples
from rasid.publish.map.groups import GROUPS, variables
from rasid.publish.map.plain import embedded, escape, harmless
from rasid.publish.map.records import FIELDS, Item, Shown
from rasid.publish.map.wording import PARTS, Pair, filled, joined, word

LANGUAGES = ("en", "ar")
SCRIPTS = ("base.js", "view.js", "marks.js", "names.js", "card.js", "filters.js", "rows.js", "start.js")
STILL = (1000, 640)  # pixels of the drawing that is there before, and without, JavaScript


def html_page(content: Shown, atlas: Atlas, *, side: int, title: str, tiles: str = "", made_from: str = "") -> str:
    """The whole page. `side` is the language it opens in (0 English, 1 Arabic), `tiles` an address with {z}, {x} and {y}, or empty."""
    paths, labels = atlas.ground(content.home, content.busy, content.districts)
    drawing = Drawing(content, paths, labels, Frame(content.home, *STILL), side)
    script = "(() => {\n" + "".join(part(name) for name in SCRIPTS) + "})();\n"
    colours = f":root{{{variables(False)}}}\n@media (prefers-color-scheme: dark){{:root{{{variables(True)}}}}}\n"
    style = colours + part("drawing.css") + part("page.css")
    held = embedded(data(content, labels, atlas.origin, side, bool(title), tiles))
    file = f"<bdi>{escape(harmless(made_from))}</bdi>"
    heading = escape(harmless(title)) if title else said("map", side)
    return (
        f'<!doctype html>\n<html lang="{LANGUAGES[side]}" dir="{("ltr", "rtl")[side]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(script, style, tiles)}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(harmless(title) or word('page', 'map')[side])}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<header><h1>{heading}</h1>"
        f'<button type="button" id="language" class="js">{escape(word("page", "other")[side])}</button></header>\n'
        f'<p class="warning" role="note">{said("working", side)}</p>\n'
        f"<main>\n{stage(drawing)}{panel(content, side)}</main>\n"
        f'<section id="below"><h2>{said("table", side)}</h2><div class="scroll" id="rows"></div>'
        f'<noscript><p>{said("script", side)}</p><div class="scroll">{table(content, side)}</div></noscript></section>\n'
        f"<footer><p>{said('lines', side)} {said('made', side)} {file}.</p>{tile_note(tiles, side)}</footer>\n"
        f'<script type="application/json" id="data">{held}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def policy(script: str, style: str, tiles: str) -> str:
    """What the page may do: run its own script, use its own style, and fetch nothing but the tiles asked for."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    rules = ["default-src 'none'", *([f"img-src {origin(tiles)}"] if tiles else [])]
    rules += [f"script-src 'sha256-{digest(script)}'", f"style-src 'sha256-{digest(style)}'", "base-uri 'none'", "form-action 'none'"]
    return "; ".join(rules)


def origin(tiles: str) -> str:
    """The server of an address of tiles. Raises UsageError where it is none."""
    address = urlsplit(tiles)
    wanted = all(key in tiles for key in ("{z}", "{x}", "{y}"))
    plain = all(c.isascii() and (c.isalnum() or c in ".:-") for c in address.netloc)
    if address.scheme not in ("https", "http") or not address.netloc or not plain or not wanted:
        raise UsageError(
            "this is no address of tiles.", where=f"--tiles {tiles}", hint="It looks like https://tiles.example.org/{z}/{x}/{y}.png."
        )
    return f"{address.scheme}://{address.netloc}"


def tile_note(tiles: str, side: int) -> str:
    if not tiles:
        return ""
    host = origin(tiles)
    return f"<p>{escape(filled(word('page', 'tiles'), host=host)[side])}</p>"


def said(key: str, side: int) -> str:
    """Words of the page that the script can change into the other language."""
    return f'<span data-w="{key}">{escape(word("page", key)[side])}</span>'


def stage(drawing: Drawing) -> str:
    """The map, still until the script takes it over. Laid from the left in both languages: labels of SVG break otherwise."""
    width, height = STILL
    return (
        f'<div id="stage" dir="ltr"><svg id="map" viewBox="0 0 {width} {height}" role="group" data-label="help">{drawing.layers()}</svg>'
        '<div id="buttons" class="js"><button type="button" id="nearer" data-label="zoom_in">+</button>'
        '<button type="button" id="farther" data-label="zoom_out">−</button>'
        '<button type="button" id="all" data-label="whole">⤢</button></div><output id="outside" class="js"></output></div>\n'
    )


def panel(content: Shown, side: int) -> str:
    """Beside the map: what was chosen, the legend (which filters by group), the filters, and the events without a point."""
    told = [0] * len(GROUPS)
    for item in content.items:
        told[item.group] += 1
    groups = "".join(
        f'<label><input type="checkbox" class="js" name="group" value="{g.id}" checked>{icon(shape(n))}'
        f'<span data-pair="{n}">{escape(g.names[side])}</span> <small>{told[n]}</small></label>'
        for n, g in enumerate(GROUPS)
        if told[n]
    )
    keys = "".join(f"<li>{icon(drawn)}{said(key, side)}</li>" for key, drawn in samples().items())
    empty = "" if content.items else f"<p>{said('none', side)}</p>"
    without = f'<p class="still">{escape(filled(word("page", "without"), n=len(content.pointless))[side])}</p>' if content.pointless else ""
    legend = f'{said("legend", side)} <output id="shown"></output>'
    return (
        f'<aside id="panel">{empty}<section id="chosen" aria-live="polite" hidden></section>'
        f'<details open id="legend"><summary>{legend}</summary><div id="groups">{groups}</div><ul>{keys}</ul></details>'
        f'<details id="filters" class="js"><summary>{said("filters", side)}</summary><form>{choices(side)}</form></details>'
        f'<details id="without" class="js" hidden><summary></summary><ul></ul></details>{without}</aside>\n'
    )


def choices(side: int) -> str:
    """The filters; the script fills in the types and statuses that occur."""
    return (
        f'<label>{said("type", side)} <select name="type"></select></label>'
        f'<label>{said("status", side)} <select name="status"></select></label>'
        f'<label>{said("from", side)} <input type="date" name="from"></label>'
        f'<label>{said("to", side)} <input type="date" name="to"></label>'
        f'<label class="tick"><input type="checkbox" name="background" checked> {said("with_background", side)}</label>'
        f'<label class="tick"><input type="checkbox" name="undated" checked> {said("undated", side)}</label>'
        f'<button type="reset">{said("reset", side)}</button>'
    )


def icon(drawn: str) -> str:
    return f'<svg class="icon" viewBox="-11 -11 22 22" aria-hidden="true">{drawn}</svg>'


def shape(group: int) -> str:
    return f'<path class="sign g-{GROUPS[group].id}" transform="scale(7)" d="{GROUPS[group].shape}"/>'


def table(content: Shown, side: int) -> str:
    """Every event as a row, for readers without JavaScript. The script makes the same table (parts/rows.js)."""
    head = "".join(f'<th scope="col">{escape(column(c)[side])}</th>' for c in COLUMNS)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(row(item, side) for item in content.items)}</tbody></table>"


def column(name: str) -> Pair:
    return word("fields" if name in FIELDS else "page", name)


def row(item: Item, side: int) -> str:
    event = item.event
    kind = joined([item.type, *item.standing], (" · ", " · "))
    place = joined([*item.told("where"), *([word("page", item.why)] if item.why else [])], ("; ", "؛ "))
    cells = [
        joined(item.told("when"), ("; ", "؛ ")),
        kind,
        place,
        *(joined(item.told(f), ("; ", "؛ ")) for f in ("who", "whom", "toll", "says")),
    ]
    quote = f'<td dir="auto" class="quote">{escape(harmless(event.evidence.text))}</td>'
    return "<tr>" + "".join(f'<td dir="auto">{escape(c[side])}</td>' for c in cells) + quote + "</tr>"
