"""Cursors: where a list goes on, as a text that says nothing. A cursor belongs to its list; another list's leads nowhere."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError

from rasid.web.refused import Refused

LONGEST = 600


def cursor_of(kind: str, place: str | None) -> str | None:
    """The cursor of a place in a list; None where the list has ended."""
    if place is None:
        return None
    return base64.urlsafe_b64encode(json.dumps([kind, place], ensure_ascii=False).encode()).decode().rstrip("=")


def place_of(kind: str, cursor: str | None) -> str | None:
    """The place of a cursor. Raises Refused where it is not of this list."""
    if cursor is None:
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        told = None
    whole = isinstance(told, list) and len(told) == 2 and told[0] == kind and isinstance(told[1], str) and len(told[1]) <= LONGEST
    if not whole or not told[1] or "\0" in told[1]:
        raise Refused(400, "cursor")
    return str(told[1])


def number_of(kind: str, cursor: str | None) -> int | None:
    """The same where the place is a number."""
    place = place_of(kind, cursor)
    if place is None:
        return None
    if not (place.isascii() and place.isdecimal() and len(place) < 19):
        raise Refused(400, "cursor")
    return int(place)


@contextmanager
def leading() -> Iterator[None]:
    """Around what looks for a place: one that no list of ours gave (a number beyond all numbers, say) is told as such."""
    try:
        yield
    except (OverflowError, ValueError, DataError):
        raise Refused(400, "cursor") from None
