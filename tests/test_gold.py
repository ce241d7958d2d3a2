"""The gold sets: what the coder gets right may rise and not fall. The floors stand in gold/floors.json.

Held-out reports are written and annotated by people who have seen neither the code nor the data. Nobody opens them while fixing: add
a report to the development set instead. A held-out set that has been measured often is moved to the development sets.
`loud` is how many of a set's quiet reports (those that hold no event to code) may still give one.
"""

from __future__ import annotations

import json

import msgspec
import pytest

from gold_coded import GOLD, CodedGold
from rasid.evaluate import evaluate
from rasid.evaluate.gold import load_gold
from rasid.evaluate.measures import record

FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str, coded_gold: CodedGold) -> None:
    floor = FLOORS[name]
    rows = [row for file in floor["files"] for row in coded_gold(file)]
    made = record(evaluate([row.gold for row in rows], [msgspec.to_builtins(row.events) for row in rows]))["overall"]
    assert made["f1"][0] >= floor["f1"], made
    assert made["whole"][0] >= floor["whole"], made


@pytest.mark.parametrize("name", FLOORS)
def test_reports_of_no_event_give_none(name: str, coded_gold: CodedGold) -> None:
    quiet = [row for file in FLOORS[name]["files"] for row in coded_gold(file) if not row.gold.events]
    assert len(quiet) >= 12
    loud = {row.gold.report.id: types for row in quiet if (types := [event.type for event in row.events])}
    assert len(loud) <= FLOORS[name]["loud"], loud


def test_the_held_out_sets_hold_a_fair_share_of_the_events() -> None:
    events = {name: sum(len(row.events) for file in floor["files"] for row in load_gold(GOLD / file)) for name, floor in FLOORS.items()}
    assert events["held-out"] / sum(events.values()) > 0.02, events
