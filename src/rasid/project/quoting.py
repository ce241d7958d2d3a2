"""Where words of an older text stand in a newer one: a span moves only where it still quotes the same words in the same company."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasid.model.event import Span

Move = Callable[[Span], Span | None]
# Characters of company on each side, widest first. Twelve are two words of Arabic; what stands alone with less is too often chance.
COMPANY = (60, 30, 12)
MOST = 50  # places looked at: words that stand more often in one text tell nothing


class LostWords(Exception):
    """Words that a value cites stand no longer in the text."""


def mover(old: str, new: str) -> Move:
    """What moves a span of `old` into `new`."""
    if old == new:
        return lambda span: span
    return lambda span: moved(old, new, span)


def moved(old: str, new: str, span: Span) -> Span | None:
    """The same words in the new text, or None. Of several places of the same words in the same company it is the one of the same
    rank, where there are as many as before."""
    start, end = span
    for width in COMPANY:
        before, after = max(0, start - width), min(len(old), end + width)
        found = places(new, old[before:after])
        there = places(old, old[before:after])
        if len(found) == 1 or (found and len(found) == len(there)):
            at = found[0 if len(found) == 1 else there.index(before)] + start - before
            return at, at + end - start
    return None


def places(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < MOST:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def carried(value: Any, move: Move) -> Any:
    """A value of the record with every span in it moved. Raises LostWords."""
    if isinstance(value, list):
        return [carried(v, move) for v in value]
    if not isinstance(value, dict):
        return value
    out = {k: carried(v, move) for k, v in value.items() if k != "span"}
    if "span" in value:
        out["span"] = None if value["span"] is None else moved_span(value["span"], move)
    return out


def moved_span(span: list[int], move: Move) -> list[int]:
    found = move((span[0], span[1]))
    if found is None:
        raise LostWords
    return list(found)
