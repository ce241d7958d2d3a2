"""What every page of a release has around it: a policy that lets nothing in, its style, the way to the other language.

All that comes from a project is put in as text: escaped, or as JSON that cannot end its script. No page asks a server for anything, and
none needs JavaScript to be read.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from rasid.publish.map.groups import variables
from rasid.publish.map.page import part
from rasid.publish.map.page import policy as with_script
from rasid.publish.map.plain import escape, harmless
from rasid.publish.map.wording import Pair
from rasid.publish.release.page.saying import LANGUAGES, PARTS, word

SUFFIX = (".html", ".ar.html")
DIRECTION = ("ltr", "rtl")


def text(value: str) -> str:
    """A text for HTML."""
    return escape(harmless(value))


def said(pair: Pair, side: int) -> str:
    return text(pair[side])


@cache
def style() -> str:
    """The colours and marks of the map, and the style of these pages."""
    colours = f":root{{{variables(False)}}}\n@media (prefers-color-scheme: dark){{:root{{{variables(True)}}}}}\n"
    return colours + part("drawing.css") + (PARTS / "page.css").read_text(encoding="utf-8")


def policy(script: str) -> str:
    """What a page may do: use its own style, run its own script, and nothing else."""
    if script:
        return with_script(script, style(), "")
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(name: str, side: int, title: str, body: str, *, up: str = "", data: str = "", script: str = "") -> str:
    """A whole page. `name`: its file without suffix; `up`: the way to the release's folder; `data`: JSON for the script, embedded."""
    other = 1 - side
    carried = f'<script type="application/json" id="data">{data}</script>\n<script>{script}</script>\n' if script else ""
    base = name.rpartition("/")[2]
    return (
        f'<!doctype html>\n<html lang="{LANGUAGES[side]}" dir="{DIRECTION[side]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(script)}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}</title>\n<style>{style()}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#incidents">{said(word("skip"), side)}</a>\n'
        f'<nav class="top">{home(up, side, base)}<a href="{base}{SUFFIX[other]}" lang="{LANGUAGES[other]}" hreflang="{LANGUAGES[other]}" '
        f'dir="{DIRECTION[other]}">{said(word("other"), side)}</a></nav>\n{body}{carried}</body>\n</html>\n'
    )


def home(up: str, side: int, base: str) -> str:
    if base == "index":
        return "<span></span>"
    return f'<a href="{up}index{SUFFIX[side]}">{said(word("back_to"), side)}</a>'


def table(head: list[Pair], rows: list[list[str]], side: int, kind: str = "") -> str:
    """A table; cells are HTML already. Each says of which column it is, for screens that have no room for columns."""
    labels = [said(h, side) for h in head]
    cells = "".join(f'<th scope="col">{label}</th>' for label in labels)
    body = "".join(
        "<tr>" + "".join(f'<td data-label="{label}"><span>{cell}</span></td>' for label, cell in zip(labels, row, strict=True)) + "</tr>\n"
        for row in rows
    )
    return f'<table class="{kind}"><thead><tr>{cells}</tr></thead><tbody>\n{body}</tbody></table>\n'
