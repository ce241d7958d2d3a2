"""Our scorer: a handcrafted pair with figures that were first checked against the project's reference scorer."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.evaluate import evaluate, load_gold
from rasid.evaluate.assign import best_assignment, most_pairs
from rasid.evaluate.measures import record, table
from rasid.model import InputError

HERE = Path(__file__).parent / "evaluation"


def predictions() -> list[list[dict[str, Any]]]:
    lines = (HERE / "coded.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    return [[e for e in events if e["report_id"] == g.report.id] for g in load_gold(HERE / "gold.jsonl")]


def result() -> Any:
    return evaluate(load_gold(HERE / "gold.jsonl"), predictions())


def test_the_figures_agree_with_the_reference() -> None:
    """score.py evaluation/gold.jsonl --batch 'cat evaluation/coded.jsonl #{jsonl}' --json gives these."""
    made = record(result())
    assert {k: made["overall"][k] for k in ("gold", "found", "false", "whole_count")} == PINNED["events"]
    assert [made["overall"][k][0] for k in ("precision", "recall", "f1", "whole")] == PINNED["shares"]
    assert {k: v["f1"][0] for k, v in made["slots"].items()} == PINNED["slots"]
    assert made["spans"] == PINNED["spans"]


PINNED: dict[str, Any] = {
    "events": {"gold": 6, "found": 5, "false": 3, "whole_count": 2},
    "shares": [0.625, 0.833, 0.714, 0.333],
    "slots": {
        "initiators": 0.8,
        "sources": 0.667,
        "places": 0.889,
        "status": 0.8,
        "background": 1.0,
        "date": 1.0,
        "toll": 0.8,
        "instruments": 1.0,
        "objects": 1.0,
        "flags": 1.0,
        "parties": 1.0,
        "admin1": 1.0,
    },
    "spans": {"right": 28, "all": 29},
}


def test_intervals_hold_the_figure_and_repeat() -> None:
    one, two = record(result()), record(result())
    assert one == two
    value, low, high = one["overall"]["f1"]
    assert low <= value <= high


def test_the_table_names_types_and_slots() -> None:
    text = table(record(result()))
    assert "shelling" in text and "initiators" in text and "precision" in text


def test_misses_are_said() -> None:
    said = result().misses
    assert (
        any(s.startswith("missed") for s in said) and any(s.startswith("false") for s in said) and any(s.startswith("slot") for s in said)
    )


def test_the_best_overall_matching_beats_the_first() -> None:
    assert sorted(best_assignment([[5, 4], [5, 0]])) == [(0, 1), (1, 0)]
    assert best_assignment([]) == [] and best_assignment([[]]) == [] and best_assignment([[0.0]]) == []


@given(st.integers(1, 4).flatmap(lambda m: st.lists(st.lists(st.integers(0, 9), min_size=m, max_size=m), min_size=1, max_size=4)))
def test_assignment_is_optimal(weights: list[list[int]]) -> None:
    made = best_assignment(weights)
    assert len({r for r, _ in made}) == len({c for _, c in made}) == len(made)
    size = max(len(weights), len(weights[0]))
    padded = [[weights[r][c] if r < len(weights) and c < len(weights[0]) else 0 for c in range(size)] for r in range(size)]
    best = max(sum(padded[r][c] for r, c in enumerate(p)) for p in itertools.permutations(range(size)))
    assert sum(weights[r][c] for r, c in made) == best


def test_most_pairs_moves_earlier_ones_aside() -> None:
    assert most_pairs(["a", "b"], ["ab", "a"], lambda x, y: x in y) == 2
    assert most_pairs([], ["a"], lambda x, y: True) == 0


@pytest.mark.parametrize(
    "row",
    [
        "{",
        '{"text": "x"}',
        '{"events": []}',
        '{"text": "x", "events": [{"type": ["a"], "status": ["nonsense"]}]}',
        '{"text": "x", "events": [{"type": ["a"], "status": ["asserted"], "targets": ["("]}]}',
        '{"report": "none.txt", "events": []}',
    ],
)
def test_bad_gold_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "x", "events": []}\n' + row, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_gold(path)
    assert caught.value.where.endswith("gold.jsonl:2")


def test_no_gold(tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_text("\n")
    for name in ("g.jsonl", "none.jsonl"):
        with pytest.raises(InputError):
            load_gold(tmp_path / name)


def test_nothing_coded_is_no_division_by_zero() -> None:
    gold = load_gold(HERE / "gold.jsonl")
    made = record(evaluate(gold, [[] for _ in gold]))
    assert made["overall"]["precision"][0] is None and made["overall"]["f1"][0] == 0.0
    assert "–" in table(made)
