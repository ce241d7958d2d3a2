"""Estimates the weights of `ontology/linking.yaml` from labelled pairs of accounts.

    .venv/bin/python scripts/linking_weights.py fit tests/linking/dev.jsonl [--strength 1.0] [--write]
    .venv/bin/python scripts/linking_weights.py table tests/linking/dev.jsonl

`fit` takes every pair that the keys bring together and that nothing bars, and fits a logistic regression on the levels reached, each
weight drawn towards `hand`, a guess made before (so a level that few pairs reach keeps it, and one that many reach says what they say).
Printed are the figures of cross-validation by stories (reports that share a happening stay together) for several strengths of the draw;
--write replaces the weights in the data file, and notes of each how many pairs of one happening and of two reached it. `table` prints
those numbers with the plain log2 likelihood ratio, smoothed by half a pair.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rasid.evaluate.linking import Labelled, b_cubed, groups_of, link, load, pairs_of, pairwise
from rasid.lexicon import Lexicon
from rasid.lexicon.layers import BUILT_IN, read_yaml
from rasid.linking.account import Link
from rasid.linking.scoring import Scorer

DATA = BUILT_IN / "ontology" / "linking.yaml"
FREE = {"prior": 0.02}  # drawn hardly at all: it says how many of the pairs met are right
# What one account does not tell says next to nothing of whether both are one: these are held to their guess firmly.
SILENT = ("untold", "one tells", "unknown", "little")
FIRM = 10.0
FIXED = ("threshold",)
STRENGTHS = (0.5, 1.0, 2.0, 4.0)
FOLDS = 8
STEPS = 400
HEAD = """# How much each level of likeness between two accounts speaks for one happening, in bits (log2 likelihood ratios), and its words.
# src/rasid/linking finds the levels; `scripts/linking_weights.py fit` estimates the weights from labelled pairs. A pair's score is the
# prior and its levels added up; from the threshold on it is linked. hand: the guess that a weight is drawn to; source: hand alone, or the
# labelled pairs that reached the level, of one happening and of two.
"""


class Case(NamedTuple):
    levels: tuple[str, ...]
    right: bool
    story: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["fit", "table"])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    scorer = Scorer(Lexicon.load())
    rows: list[dict[str, Any]] = read_yaml(DATA)
    hand = {row["id"]: float(row.get("hand", row["weight"])) for row in rows}
    sets = [load(file) for file in args.files]
    reports = [r for found in sets for r in found]
    asides = {r.report.id: f"set {n}" for n, found in enumerate(sets) for r in found if n}
    hand |= dict.fromkeys(asides.values(), 0.0)
    FREE.update(dict.fromkeys(asides.values(), 0.02))
    cases = cases_of(reports, scorer, asides)
    print(f"{len(cases)} pairs, {sum(c.right for c in cases)} of one happening")
    if args.command == "table":
        table(cases, scorer.weights)
        return
    for strength in STRENGTHS:
        print(f"strength {strength}: {crossed(reports, cases, hand, scorer, strength)}")
    weights = fit(cases, hand, args.strength)
    if args.write:
        write(rows, hand, weights, cases)


def cases_of(reports: Sequence[Labelled], scorer: Scorer, asides: dict[str, str]) -> list[Case]:
    """The pairs to learn from. A set after the first has a prior of its own (`asides`), which is forgotten: it teaches what levels weigh,
    not how many of the pairs that meet are right."""
    of = {a.id: asides.get(r.report.id, "") for r in reports for a in r.accounts}
    accounts = [a for r in reports for a in r.accounts]
    incidents = {k: v for r in reports for k, v in r.incidents.items()}
    links = link(accounts, scorer).links
    story = stories(reports, links)
    found = []
    for pair in links:
        if pair.barred is None:
            levels = tuple(f"{x.of} {x.level}".strip() for x in pair.levels)
            levels += (of[pair.a],) if of[pair.a] else ()
            found.append(Case(levels, incidents[pair.a] == incidents[pair.b], story[incidents[pair.a]]))
    return found


def stories(reports: Sequence[Labelled], links: Iterable[Link]) -> dict[str, int]:
    """Incidents that one report tells, or that the keys bring together, are one story: they stay on one side of a fold."""
    incidents = {k: v for r in reports for k, v in r.incidents.items()}
    above: dict[str, str] = {}

    def find(x: str) -> str:
        while above.setdefault(x, x) != x:
            x = above[x]
        return x

    for report in reports:
        told = sorted(set(report.incidents.values()))
        for other in told:
            above[find(other)] = find(told[0])
    for pair in links:
        above[find(incidents[pair.a])] = find(incidents[pair.b])
    roots = sorted({find(x) for x in above})
    return {x: roots.index(find(x)) for x in above}


def spring(level: str, strength: float) -> float:
    """How firmly a weight is held to its guess."""
    return FREE.get(level, strength * (FIRM if level.endswith(SILENT) else 1.0))


def fit(cases: Sequence[Case], hand: dict[str, float], strength: float) -> dict[str, float]:
    """Weights in bits: gradient steps on the logistic loss, each weight held to its guess by a spring of `strength`."""
    weights = dict(hand)
    seen = Counter(level for c in cases for level in c.levels)
    size = {level: 1.0 / (0.25 * n * 2 + spring(level, strength)) for level, n in seen.items()}
    for _ in range(STEPS):
        slope = dict.fromkeys(seen, 0.0)
        for c in cases:
            bits = sum(weights[x] for x in c.levels)
            miss = float(c.right) - 1 / (1 + 2.0 ** -max(-60, min(60, bits)))
            for x in c.levels:
                slope[x] += miss
        for x in seen:
            weights[x] += size[x] * (slope[x] - spring(x, strength) * (weights[x] - hand[x])) * 0.5
    return weights


def crossed(reports: Sequence[Labelled], cases: Sequence[Case], hand: dict[str, float], scorer: Scorer, strength: float) -> str:
    """Loss in bits a pair, and agreement, each story weighed by what the others taught."""
    accounts = [a for r in reports for a in r.accounts]
    incidents = {k: v for r in reports for k, v in r.incidents.items()}
    story = stories(reports, link(accounts, scorer).links)
    kept, loss = dict(scorer.weights), 0.0
    groups: list[list[str]] = []
    for fold in range(FOLDS):
        weights = fit([c for c in cases if c.story % FOLDS != fold], hand, strength)
        for c in (c for c in cases if c.story % FOLDS == fold):
            bits = sum(weights[x] for x in c.levels)
            loss += math.log2(1 + 2.0 ** (-bits if c.right else bits))
        scorer.reweigh(weights)
        groups += link([a for a in accounts if story[incidents[a.id]] % FOLDS == fold], scorer).groups
    scorer.reweigh(kept)
    gold = groups_of(incidents)
    pairs, cubed = pairwise(gold, groups), b_cubed(gold, groups)
    return (
        f"{loss / len(cases):.3f} bits a pair; pairwise P {pairs.precision:.3f} R {pairs.recall:.3f} F1 {pairs.f1:.3f}; "
        f"B-cubed {cubed.f1:.3f} ({len(pairs_of(groups))} pairs)"
    )


def table(cases: Sequence[Case], weights: dict[str, float]) -> None:
    yes, no = counts(cases)
    all_yes, all_no = sum(c.right for c in cases), sum(not c.right for c in cases)
    for level in sorted({*yes, *no}):
        ratio = math.log2((yes[level] + 0.5) / (all_yes + 1)) - math.log2((no[level] + 0.5) / (all_no + 1))
        print(f"{level:26} {yes[level]:4} {no[level]:4}  {ratio:+.2f}  {weights[level]:+.2f}")


def counts(cases: Iterable[Case]) -> tuple[Counter[str], Counter[str]]:
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    for c in cases:
        (yes if c.right else no).update(c.levels)
    return yes, no


def write(rows: list[dict[str, Any]], hand: dict[str, float], weights: dict[str, float], cases: Sequence[Case]) -> None:
    yes, no = counts(cases)
    lines = []
    for row in rows:
        level = row["id"]
        many = yes[level] + no[level]
        fitted = many and level not in FIXED
        weight = round(weights[level], 2) if fitted else hand[level]
        source = json.dumps(f"{yes[level]} of one, {no[level]} of two") if fitted else "hand"
        says = f"{{en: {json.dumps(row['says']['en'])}, ar: {json.dumps(row['says']['ar'], ensure_ascii=False)}}}"
        name = json.dumps(level) if "," in level else level
        lines.append(f"- {{id: {name}, weight: {weight:g}, hand: {hand[level]:g}, source: {source}, says: {says}}}\n")
    DATA.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
