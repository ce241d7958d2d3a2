"""Text broken into lines of one width (mail, old web pages, PDF): which line breaks only wrap a sentence."""

from __future__ import annotations

import itertools
import re

NARROW, WIDE = 30, 160  # characters of the widest line of a wrapped text: shorter lines are verse or a table, longer ones paragraphs
FEWEST = 3  # breaks that have to look like wrapping: two lines of one length are a title and its news as often
SHARE = 0.8  # of the breaks that could wrap, those at which the next word would not have fitted; half of them do by chance in bulletins
ENDS = ".!?؟…:؛"
QUOTES = "\"'»”)]"
BULLET = re.compile(r"\s*(?:[-–—•*▪◾●○■□►▶✔#🔴🔸🔹📍]|\(?\d{1,2}[.)\-/])")


def wraps(text: str) -> frozenset[int]:
    """Where a text has line breaks that only wrap it: the place of each `\\n`; none in a text whose lines are told one by one."""
    if text.count("\n") < FEWEST:
        return frozenset()
    lines, starts = text.split("\n"), [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    lengths = [len(line.strip()) for line in lines]
    width = max(lengths)
    if not NARROW <= width <= WIDE:
        return frozenset()
    could, full = 0, []
    for n, (line, after) in enumerate(itertools.pairwise(lines)):
        words = after.split(maxsplit=1)
        if not words or not lengths[n] or line.rstrip().rstrip(QUOTES)[-1:] in ENDS or BULLET.match(after):
            continue
        could += 1
        if lengths[n] + 1 + len(words[0]) > width:
            full.append(starts[n + 1] - 1)
    return frozenset(full) if len(full) >= FEWEST and len(full) >= SHARE * could else frozenset()
