"""How well a coder does against gold: events found and false, slot by slot, with intervals. Above the pipeline, below the CLI.

An event is found when type and class of status agree and a place does too (or a party, where gold names no place); the matching
is one to one and the best overall. Every other coded event is a false alarm. `whole` are those found with every slot right.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, NamedTuple

from rasid.evaluate.agreement import affinity, kinds, quoted, slots
from rasid.evaluate.assign import best_assignment
from rasid.evaluate.gold import GoldReport, load_gold

__all__ = ["Figure", "GoldReport", "Result", "evaluate", "load_gold"]

MUST = 1000.0  # a gold event that counts outweighs any number of optional ones
DRAWS = 1000  # bootstrap samples: the ends of a 95% interval then move by less than half a point between seeds
SEED = 20260314
Key = tuple[str, ...]  # ("events", "gold"), ("type", "shelling", "found"), ("slot", "date", "right") …


class Figure(NamedTuple):
    """A proportion from 0 to 1 with its 95% interval; all None where there is nothing to count."""

    value: float | None
    low: float | None
    high: float | None


class Result:
    """`counts` sums over reports; `by_report` keeps them apart for the intervals; `misses` are sentences for `--show`."""

    def __init__(self, by_report: list[Counter[Key]], misses: list[str]) -> None:
        self.by_report, self.misses = by_report, misses
        self.counts: Counter[Key] = sum(by_report, Counter())

    @cached_property
    def draws(self) -> list[Counter[Key]]:
        """The counts of each bootstrap sample."""
        return samples(self.by_report)

    def figure(self, measure: Callable[[Counter[Key]], float | None]) -> Figure:
        """A measure of the counts, with its interval: reports drawn with replacement, the same draws every time."""
        value = measure(self.counts)
        if value is None:
            return Figure(None, None, None)
        drawn = sorted(v for v in map(measure, self.draws) if v is not None)
        if len(drawn) < DRAWS // 2:
            return Figure(value, None, None)
        return Figure(value, drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))])


def samples(by_report: list[Counter[Key]]) -> list[Counter[Key]]:
    dice, out = random.Random(SEED), []
    for _ in range(DRAWS):
        total: Counter[Key] = Counter()
        for n, times in Counter(dice.choices(range(len(by_report)), k=len(by_report))).items():
            for key, count in by_report[n].items():
                total[key] += times * count
        out.append(total)
    return out


def evaluate(gold: list[GoldReport], coded: Iterable[list[dict[str, Any]]]) -> Result:
    """Compares the coded events of each gold report (JSON-like dicts, in the order of `gold`) with its gold events."""
    by_report, misses = [], []
    for wanted, events in zip(gold, coded, strict=True):
        counts, said = compare(wanted, events)
        by_report.append(counts)
        misses += said
    return Result(by_report, misses)


def compare(gold: GoldReport, events: list[dict[str, Any]]) -> tuple[Counter[Key], list[str]]:
    """The counts of one report, and a line for each miss, wrong slot and false alarm."""
    weights = [[weight(g, e) for e in events] for g in gold.events]
    found = dict(best_assignment(weights))
    counts: Counter[Key] = Counter()
    said: list[str] = []
    for n, wanted in enumerate(gold.events):
        if wanted.get("optional"):
            continue
        type_ = kinds(wanted)[0][0]
        label = f"{gold.report.id} {wanted.get('id', n)} {type_}"
        count(counts, type_, "gold")
        if n not in found:
            said.append(f"missed  {label} {', '.join(p['name'] for p in wanted.get('places') or () if p.get('name'))}".rstrip())
            continue
        count(counts, type_, "found")
        whole = True
        for slot in slots(wanted, events[found[n]]):
            for part in ("right", "wanted", "given"):
                counts["slot", slot.name, part] += getattr(slot, part)
            if not slot.whole:
                whole = False
                said.append(f"slot    {label} {slot.name}: {slot.right} right of {slot.wanted}, {slot.given} given")
        if whole:
            count(counts, type_, "whole")
    for n, event in enumerate(events):
        spans = quoted(gold.report.text, event)
        counts["spans", "right"] += sum(spans)
        counts["spans", "all"] += len(spans)
        if n not in found.values():
            count(counts, str(event.get("type")), "false")
            said.append(f"false   {gold.report.id} {brief(event)}")
    return counts, said


def brief(event: dict[str, Any]) -> str:
    """A coded event in one line: type, status, and the words that tell it."""
    words = " ".join(str((event.get("evidence") or {}).get("text", "")).split())[:110]
    return " ".join(str(p) for p in (event.get("type"), event.get("status"), "background" if event.get("background") else "", words) if p)


def weight(gold: dict[str, Any], event: dict[str, Any]) -> float:
    likeness = affinity(gold, event)
    return likeness + MUST if likeness and not gold.get("optional") else likeness


def count(counts: Counter[Key], type_: str, what: str) -> None:
    counts["events", what] += 1
    counts["type", type_, what] += 1
