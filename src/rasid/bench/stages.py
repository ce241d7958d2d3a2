"""Where the time of a report goes, in CPU seconds of one warm process, over the floor of the bare automaton on the same words."""

from __future__ import annotations

import time
from typing import NamedTuple

import msgspec

from rasid.model import Report
from rasid.pipeline import Pipeline
from rasid.reading.tokenise import tokenise

WHOLE = "a report, whole"
FLOOR = "bare automaton"


class Stage(NamedTuple):
    """`ms`: of CPU a report. `times`: the floor. `part`: of the whole; None for the floor, which is no part of it."""

    name: str
    ms: float
    per_second: float
    mb_per_second: float
    times: float
    part: float | None


def stages(pipeline: Pipeline, batch: list[Report], seconds: float) -> list[Stage]:
    """The stages over whole rounds of the batch (of at least one report), for at least so many seconds after one round to warm up."""
    spent = dict.fromkeys((FLOOR, "words", "matching", "reading", "coding", "record"), 0.0)
    rounds(pipeline, batch, dict(spent))
    done, began = 0, time.perf_counter()
    while not done or time.perf_counter() - began < seconds:
        rounds(pipeline, batch, spent)
        done += len(batch)
    size = sum(len(r.text.encode()) for r in batch) / len(batch)
    read, found = spent["reading"], spent["words"] + spent["matching"]
    whole = read + spent["coding"] + spent["record"]
    told = {
        FLOOR: spent[FLOOR],
        "words: split and folded": spent["words"],
        "entries: automaton and clitics": spent["matching"],
        "phrases: sentences, mentions": max(read - found, 0.0),
        "coding: mentions to events": spent["coding"],
        "record: events to JSON": spent["record"],
        WHOLE: whole,
    }
    floor = spent[FLOOR] or 1e-9
    return [
        Stage(name, s / done * 1000, done / (s or 1e-9), done * size / 1e6 / (s or 1e-9), s / floor, None if name == FLOOR else s / whole)
        for name, s in told.items()
    ]


def rounds(pipeline: Pipeline, batch: list[Report], spent: dict[str, float]) -> None:
    """Codes the batch once and adds what each stage took. Words and entries are run by themselves, and again within reading."""
    lexicon, clock, encode = pipeline.lexicon, time.process_time, msgspec.json.Encoder().encode
    scan = lexicon.matcher.automaton.find_overlapping
    for report in batch:
        a = clock()
        words = [t.text for t in tokenise(report.text, lexicon)]
        b = clock()
        lexicon.matcher.find(words)
        c = clock()
        text = " ".join(words)
        d = clock()
        scan(text)
        e = clock()
        reading = pipeline.reader.read(report)
        f = clock()
        events = pipeline.coder.code(report, reading)
        g = clock()
        for event in events:
            encode(event)
        h = clock()
        for name, took in (("words", b - a), ("matching", c - b), (FLOOR, e - d), ("reading", f - e), ("coding", g - f), ("record", h - g)):
            spent[name] += took
