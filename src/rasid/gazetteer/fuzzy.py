"""Names that are one or two letters off: for `rasid places search`, never for reading reports.

No second index is needed: every loose key that is one letter away from the one asked for is made and looked up, and where none of those
is there, every one that is two away. Letters left out, put in, changed, or changed about count as one each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from rasid.gazetteer.index import PlaceIndex
from rasid.gazetteer.layout import PLACE_MASK, key_of

SHORTEST = (4, 6)  # letters that a key must have to be looked for one letter off, and two
LONGEST = 12  # letters of a key beyond which only one letter off is looked for: the number of keys grows with the square
LATIN = "abcdefghijklmnopqrstuvwxyz"
AT_ONCE = 500  # keys made, then looked up


def near(index: PlaceIndex, name: str, limit: int = 50) -> list[tuple[int, int]]:
    """(number, letters off) of the places whose names are nearly that; [] where none is, or the name is too short to tell."""
    forms = [form for form in index.names.forms(name) if not form.guessed]
    if not forms:
        return []
    key = forms[-1].loose  # without a word for the kind
    letters = LATIN if key.isascii() else index.names.alphabet
    first = set(variants([key], letters))
    for off, shortest in enumerate(SHORTEST, 1):
        if len(key) < shortest or (off == 2 and len(key) > LONGEST):
            break
        found = under(index, first if off == 1 else variants(first, letters), limit)
        if found:
            return [(number, off) for number in found]
    return []


def variants(keys: Iterable[str], letters: str) -> Iterator[str]:
    """Every key one letter away from one of `keys`."""
    for key in keys:
        for n in range(len(key) + 1):
            head, tail = key[:n], key[n:]
            if tail:
                yield head + tail[1:]
                yield from (head + letter + tail[1:] for letter in letters)
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
            yield from (head + letter + tail for letter in letters)


def under(index: PlaceIndex, keys: Iterable[str], limit: int) -> list[int]:
    """The places under any of these keys, at most `limit`."""
    found: dict[int, None] = {}
    rest = iter(keys)
    while len(found) < limit and (batch := {key_of(key) for key in islice(rest, AT_ONCE)}):
        borne = 0
        for key in sorted(batch, key=lambda key: key ^ 1 << 63):
            hits = index.keys.held(key)
            found |= dict.fromkeys(hit & PLACE_MASK for hit in hits)
            borne += bool(hits)
            if borne >= limit:
                break
    return list(found)[:limit]
