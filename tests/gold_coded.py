"""The gold reports as the built-in data codes them, once for all tests and all processes of a run: coding them all takes half a minute."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from rasid.coding.confidence import observations
from rasid.evaluate.gold import GoldReport, load_gold
from rasid.model import Event
from rasid.pipeline import Pipeline

GOLD = Path(__file__).parent / "gold"


class Coded(NamedTuple):
    """A gold report, its events in the order told, and the names of everything observed of its drafts."""

    gold: GoldReport
    events: list[Event]
    observed: frozenset[str]


CodedGold = Callable[[str], list[Coded]]


def coding(pipeline: Pipeline, shared: Path) -> CodedGold:
    """What gives the reports of a file of tests/gold. `shared`: a folder that the processes of one run have in common; the first that
    asks for a file codes it, and who asks meanwhile waits."""

    def of_file(name: str) -> list[Coded]:
        kept = shared / f"{name}.coded"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps([coded(pipeline, gold) for gold in load_gold(GOLD / name)]))
        made: list[Coded] = pickle.loads(kept.read_bytes())
        return made

    return of_file


def coded(pipeline: Pipeline, gold: GoldReport) -> Coded:
    reading = pipeline.reader.read(gold.report)
    events, drafts = pipeline.coder.trace(gold.report, reading)
    return Coded(gold, events, frozenset(name for draft in drafts for name in observations(draft, reading)))
