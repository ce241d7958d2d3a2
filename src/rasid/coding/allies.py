"""«And its ally»: a party told as the ally of the one right before it is joined to it."""

from __future__ import annotations

import itertools

from msgspec.structs import replace

from rasid.lexicon import Lexicon
from rasid.model import Reading


def join_allies(reading: Reading, lexicon: Lexicon) -> None:
    """قوات X وحليفتها Y: the word for an ally between two parties, with «and» before it, joins the second to the first."""
    allies = lexicon.folded("and_ally")
    words = [t.text for t in reading.tokens]
    if allies.isdisjoint(words):
        return
    for sentence in reading.sentences:
        for m, after in itertools.pairwise(list(sentence.mentions)):
            if m.kind != after.kind or m.kind != "party" or after.conj or after.prep is not None or after.first != m.last + 1:
                continue
            if words[m.last] in allies:
                joined = replace(after, first=m.last, conj=True)
                sentence.mentions[:] = [joined if x is after else x for x in sentence.mentions]
