"""The review page's own values: the text in pieces, the events that one page holds, addresses."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlencode

from rasid.publish.map.plain import harmless
from rasid.web.review.offsets import Units

EVENTS = 50  # a page of a report that tells more: what a browser lays out at once
# A text longer than a piece is laid out piece by piece, each of whole lines, so that one of a megabyte does not hang the page (units).
PIECE = 20_000
BREAKS = re.compile(r"\n|(?<=[.؟!]) ")


class Piece(NamedTuple):
    """A part of the text, and where it begins in units of UTF-16."""

    start: int
    text: str


def pieces(text: str, units: Units) -> list[Piece]:
    """The text in pieces of whole lines, or where one line is too long, of whole sentences or words; never of parts of words."""
    shown, out, at = harmless(text), [], 0
    while len(shown) - at > PIECE:
        cut = max(shown.rfind("\n", at, at + PIECE), 0) or max(shown.rfind(". ", at, at + PIECE), shown.rfind(" ", at, at + PIECE))
        cut = cut + 1 if cut > at else at + PIECE
        out.append(Piece(units.unit(at), shown[at:cut]))
        at = cut
    return [*out, Piece(units.unit(at), shown[at:])]


def address(report_id: str, *, at: str = "", **told: str | int | None) -> str:
    """The report's page; `at`: the event to stand on."""
    query = urlencode({k: v for k, v in told.items() if v not in (None, "")})
    return f"/reports/{quote(report_id, safe='')}" + (f"?{query}" if query else "") + (f"#{at}" if at else "")
