"""The evidence: the report's own words, those that filled a slot marked, in colour or in ⟦brackets⟧."""

from __future__ import annotations

import re

from rasid.cli.lines import MARKS, RIGHT_TO_LEFT, RLM, safe, wrapped
from rasid.model import Event

COLOURS = {"initiators": "36", "targets": "35", "places": "32", "instruments": "33", "toll": "31", "time": "34", "sources": "90"}
LONGEST = 1500  # code points of evidence shown; the record has it whole
OPEN, CLOSE = MARKS


def marks(event: Event) -> list[tuple[int, int, str]]:
    """(start, end, slot) of every filled slot within the evidence, by the evidence's own offsets, none overlapping."""
    first, last = event.evidence.span
    found = [(*item.span, slot) for slot in COLOURS if slot != "time" for item in getattr(event, slot)]
    if event.time.span:
        found.append((*event.time.span, "time"))
    kept: list[tuple[int, int, str]] = []
    for start, end, slot in sorted(found, key=lambda m: (m[0], -m[1])):
        if first <= start < end <= last and (not kept or start - first >= kept[-1][1]):
            kept.append((start - first, end - first, slot))
    return kept


def evidence_lines(event: Event, room: int, colour: bool) -> list[str]:
    """The evidence wrapped to `room` cells. Arabic lines open with RLM."""
    text, spots = event.evidence.text, marks(event)
    rtl = bool(re.search(f"[{RIGHT_TO_LEFT}]", text))
    lines = wrapped(marked(text[:LONGEST], spots, colour) + (" …" if len(text) > LONGEST else ""), room)
    if colour:
        lines = painted(lines, [slot for start, _, slot in spots if start < LONGEST])
    return [(RLM if rtl else "") + line for line in lines]


def marked(text: str, spots: list[tuple[int, int, str]], colour: bool) -> str:
    """The text with its marks: brackets, or the private marks that `painted` turns into colours once the lines are cut."""
    before, after = (OPEN, CLOSE) if colour else ("⟦", "⟧")
    out, at = [], 0
    for start, end, _ in spots:
        if start >= len(text):
            break
        out += [safe(text[at:start]), before, safe(text[start:end]), after]
        at = min(end, len(text))
    return "".join([*out, safe(text[at:])])


def painted(lines: list[str], slots: list[str]) -> list[str]:
    """Private marks to colours, each colour closed at the end of its line and opened again on the next."""
    number, inside, out = -1, False, []
    for line in lines:
        made = f"\x1b[{COLOURS[slots[number]]}m" if inside else ""
        for char in line:
            if char == OPEN:
                number, inside = number + 1, True
                made += f"\x1b[{COLOURS[slots[number]]}m"
            elif char == CLOSE:
                inside = False
                made += "\x1b[0m"
            else:
                made += char
        out.append(made + ("\x1b[0m" if inside else ""))
    return out
