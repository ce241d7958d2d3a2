"""The stretch of a report that shows what was asked for, quoted as received, with offsets into it."""

from __future__ import annotations

from collections import Counter

import msgspec

from rasid.store.asking import Asked
from rasid.store.words import Token, Words

WIDE = 180  # code points of a snippet: two lines of a terminal
BEFORE = 40  # of them before the first word found
READ_MOST = 200_000  # code points that are looked through: forty pages; what stands later is found and shown by the report's beginning


class Snippet(msgspec.Struct, frozen=True):
    """`text` is the report's [start, end); `marks`: where in the report the words stand."""

    text: str
    start: int
    end: int
    marks: list[tuple[int, int]]


def snippet(text: str, asked: Asked, words: Words, offset: int = 0) -> Snippet:
    """The stretch with the most of the words asked for. `offset`: where `text` begins in its report. Cut between words alone, so that no
    letter loses its marks or its neighbours."""
    tokens = list(words.tokens(text[:READ_MOST]))
    whole, beginnings = asked.marks()
    found = [t for t in tokens if t.word in whole or (beginnings and t.word.startswith(beginnings))]
    first = densest(found)
    lead = found[first].start if found else 0
    start = max((t.start for t in tokens if t.start <= max(0, lead - BEFORE)), default=0) if lead > BEFORE else 0
    end = cut(text, tokens, start)
    marks = [(offset + t.start, offset + t.end) for t in found if start <= t.start and t.end <= end]
    return Snippet(text[start:end], offset + start, offset + end, marks)


def densest(found: list[Token]) -> int:
    """The number of the first word of the stretch that has the most different words; the earliest of such."""
    best, most, last, inside = 0, 0, 0, Counter[str]()
    for n, token in enumerate(found):
        while last < len(found) and found[last].end <= token.start + WIDE - BEFORE:
            inside[found[last].word] += 1
            last += 1
        if len(+inside) > most:
            best, most = n, len(+inside)
        inside[token.word] -= 1
    return best


def cut(text: str, tokens: list[Token], start: int) -> int:
    """The end of the last word that fits, with the signs after it; the end of a first word that is longer than all."""
    if len(text) <= start + WIDE:
        return len(text)
    fits = [t.end for t in tokens if t.start >= start and t.end <= start + WIDE]
    end = fits[-1] if fits else next((t.end for t in tokens if t.start >= start), min(len(text), start + WIDE))
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1  # marks on the last letter, a full stop
    return end
