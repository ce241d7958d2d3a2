"""The gold sets: what the coder gets right may rise and not fall. The floors stand in gold/floors.json.

Held-out reports are written and annotated by people who have seen neither the code nor the data. Nobody opens them while fixing: add
a report to the development set instead. A held-out set that has been measured often is moved to the development sets.
`loud` is how many of a set's quiet reports (those that hold no event to code) may still give one.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from rasid.evaluate import evaluate
from rasid.evaluate.gold import load_gold
from rasid.evaluate.measures import record

GOLD = Path(__file__).parent / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


def coded(pipeline, gold):
    return msgspec.to_builtins(pipeline.code(gold.report))


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name, pipeline) -> None:
    floor = FLOORS[name]
    gold = [row for file in floor["files"] for row in load_gold(GOLD / file)]
    made = record(evaluate(gold, [coded(pipeline, row) for row in gold]))["overall"]
    assert made["f1"][0] >= floor["f1"], made
    assert made["whole"][0] >= floor["whole"], made


@pytest.mark.parametrize("name", FLOORS)
def test_reports_of_no_event_give_none(name, pipeline) -> None:
    quiet = [row for file in FLOORS[name]["files"] for row in load_gold(GOLD / file) if not row.events]
    assert len(quiet) > 2 * FLOORS[name]["loud"], "too few quiet reports to say that they stay silent"
    loud = {r.report.id: types for r in quiet if (types := [event["type"] for event in coded(pipeline, r)])}
    assert len(loud) <= FLOORS[name]["loud"], loud


def test_the_held_out_sets_hold_a_fair_share_of_the_events() -> None:
    events = {name: sum(len(row.events) for file in floor["files"] for row in load_gold(GOLD / file)) for name, floor in FLOORS.items()}
    assert events["held-out"] / sum(events.values()) > 0.02, events
