"""Estimates the weights of `ontology/confidence.yaml` from annotated reports, and shows how far confidence can be believed.

    .venv/bin/python -m pip install -e '.[fit]'
    .venv/bin/python scripts/confidence.py fit tests/gold/dev-*.jsonl tests/gold/comment.jsonl [--sentences LABELLED.jsonl] [--write]
    .venv/bin/python scripts/confidence.py table GOLD…

`fit` codes the reports with no floor, takes each event as right (it matches a gold event) or wrong (it matches none; optional gold
events count as neither), and fits a logistic regression on what `rasid.coding.confidence` observes. Sentences labelled by people (the
file of `benchmarks/detection.py`) add events of real text: those of sentences labelled yes are right, of `easy no` wrong. Printed are
the figures of five-fold cross-validation, reports kept whole; --write replaces the data file. `table` prints, by bands of confidence,
how many events gold has.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from rasid.coding.confidence import FLOORS, observations
from rasid.coding.telling import SPOKEN
from rasid.evaluate import load_gold, weight
from rasid.evaluate.agreement import kinds
from rasid.evaluate.assign import best_assignment
from rasid.lexicon.layers import BUILT_IN, read_yaml
from rasid.model import Report
from rasid.pipeline import Pipeline

ROOT = Path(__file__).resolve().parent.parent
DATA = BUILT_IN / "ontology" / "confidence.yaml"
# Of an event of a labelled sentence, or of an entry's example, beside one of a report: a sentence alone says less than its report.
SHARES = {"report": 1.0, "sentence": 0.3, "example": 0.15}
STRENGTH = 0.2  # inverse of the L2 penalty; from 0.05 to 0.5 the cross-validated figures differ by less than a point
FOLDS = 5
SEEN = 5  # events of reports that an observation needs to be weighed
LIMITS = (0.0, 0.2, 0.25, 0.3, 0.34, 0.38, 0.42, 0.46, 0.5, 0.55)
# Below these an event is not told: where `fit` shows that more wrong than right ones go; acts that are hardly named but as news
# lose right ones sooner.
TOLD_FROM = (0.3, 0.46, 0.22)
BANDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
HEAD = """# What speaks for and against an event, in log-odds (src/rasid/coding/confidence.py names the observations): estimated by
# `scripts/confidence.py fit` on the development reports and on sentences labelled by people. The floors are probabilities, below which
# an event is not told. Do not edit by hand: a new fit replaces it.
"""


class Case(NamedTuple):
    group: int  # the report
    seen: list[str]
    right: bool
    source: str  # "report", "sentence" or "example"


def coded(pipeline: Pipeline, report: Report) -> list[tuple[dict[str, Any], list[str], float]]:
    """Each event of a report with what was observed of it and its confidence."""
    reading = pipeline.reader.read(report)
    events, drafts = pipeline.coder.trace(report, reading)
    by_id = {d.resolved["id"]: d for d in drafts if d.resolved.get("id")}
    return [(msgspec.to_builtins(e), sorted(set(observations(by_id[e.id], reading))), e.confidence) for e in events if e.id in by_id]


def judged(pipeline: Pipeline, files: Iterable[str]) -> Iterator[tuple[int, list[str], float, bool]]:
    """(report number, observations, confidence, right) for each event of gold reports that gold settles."""
    number = 0
    for file in files:
        for gold in load_gold(file):
            number += 1
            made = coded(pipeline, gold.report)
            weights = [[weight(g, event) for event, _, _ in made] for g in gold.events]
            found = {column: row for row, column in best_assignment(weights)} if gold.events and made else {}
            for n, (_, seen, confidence) in enumerate(made):
                if n in found and gold.events[found[n]].get("optional"):
                    continue
                yield number, seen, confidence, n in found


def sentences(pipeline: Pipeline, path: Path, start: int) -> Iterator[Case]:
    import yaml

    rows = yaml.safe_load((BUILT_IN / "ontology" / "event_types.yaml").read_text(encoding="utf-8"))
    root_of = {row["id"]: row.get("plover") for row in rows}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start):
        row = json.loads(line)
        if row["label"] not in ("yes", "easy no"):
            continue
        for event, seen, _ in coded(pipeline, Report(id=row["id"], text=row["text"], published=None, lang="ar")):
            if root_of.get(event["type"]) == row["type"] and event["status"] in ("asserted", "attempted"):
                yield Case(number, seen, row["label"] == "yes", "sentence")


def examples(pipeline: Pipeline, start: int) -> Iterator[Case]:
    """What the entries' own examples say: titles and single lines tell an act in few words, and it is news all the same."""
    files = sorted((BUILT_IN / "languages" / "ar").glob("**/*.yaml"))
    entries = (e for path in files for e in as_list(read_yaml(path)) if isinstance(e, dict))
    rows = (row for entry in entries for row in entry.get("examples") or [])
    for number, row in enumerate(rows, start):
        for event, seen, _ in coded(pipeline, Report(id="example", text=row["text"], published=None, lang="ar")):
            if event["type"] == row["type"]:
                yield Case(number, seen, True, "example")
            elif row["type"] == "none" and event["status"] == "asserted" and not event["background"]:
                yield Case(number, seen, False, "example")


def as_list(content: Any) -> list[Any]:
    return content if isinstance(content, list) else []


def fit(cases: list[Case], gold_events: Counter[bool]) -> dict[str, float]:
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    table = DictVectorizer(sparse=False)
    often = Counter(name for case in cases if case.source == "report" for name in case.seen)
    x = table.fit_transform([dict.fromkeys((name for name in case.seen if often[name] >= SEEN), 1.0) for case in cases])
    y = np.array([case.right for case in cases])
    group = np.array([case.group for case in cases])
    share = np.array([SHARES[case.source] for case in cases])
    report = np.array([case.source == "report" for case in cases])
    sentence = np.array([case.source == "sentence" for case in cases])

    def model(rows: Any) -> Any:
        return LogisticRegression(C=STRENGTH, max_iter=5000).fit(x[rows], y[rows], sample_weight=share[rows])

    chance = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, group):
        chance[test] = model(train).predict_proba(x[test])[:, 1]
    spoken = np.array([any(name == f"type {type_}" for type_ in SPOKEN for name in case.seen) for case in cases])
    told = np.where(y, chance, 1 - chance)[report]
    print(f"log loss of events of reports, cross-validated: {-np.log(told).mean():.3f}", file=sys.stderr)
    for kind, name in ((False, FLOORS[0]), (True, FLOORS[1])):
        print(f"{name}, cross-validated:", file=sys.stderr)
        for limit in LIMITS:
            told, ours = chance >= limit, spoken == kind
            found, false = int((y & told & report & ours).sum()), int((~y & told & report & ours).sum())
            kept = [f"{(told & ours & sentence & (y == r)).sum()}/{(ours & sentence & (y == r)).sum()}" for r in (True, False)]
            f1 = 2 * found / (found + false + gold_events[kind])
            print(f"  {limit:.2f}  F1 {f1:.4f}  found {found}  false {false}  sentences: yes {kept[0]}, no {kept[1]}", file=sys.stderr)
    whole = model(np.arange(len(y)))
    weights = dict(zip(FLOORS, TOLD_FROM, strict=True)) | {"base": float(whole.intercept_[0])}
    return weights | dict(zip(table.get_feature_names_out(), map(float, whole.coef_[0]), strict=True))


def table(pipeline: Pipeline, files: list[str]) -> None:
    rows = list(judged(pipeline, files))
    print(f"{'confidence':<14}{'events':>8}{'mean':>8}{'in gold':>9}")
    for low, high in pairwise(BANDS):
        band = [(confidence, right) for _, _, confidence, right in rows if low <= confidence < high]
        if band:
            mean, share = (sum(pair[n] for pair in band) / len(band) for n in (0, 1))
            print(f"{low:.1f} to {min(high, 1):.1f}    {len(band):>8}{mean:>8.2f}{share:>9.2f}")


def main() -> int:
    options = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    options.add_argument("what", choices=("fit", "table"))
    options.add_argument("gold", nargs="+")
    options.add_argument("--sentences", type=Path, help="labelled sentences, as benchmarks/detection.py takes them")
    options.add_argument("--write", action="store_true")
    args = options.parse_args()
    pipeline = Pipeline.load(layers=[BUILT_IN])
    if args.what == "table":
        table(pipeline, args.gold)
        return 0
    pipeline.coder.confidence.floors = dict.fromkeys(FLOORS, 0.0)
    cases = [Case(number, seen, right, "report") for number, seen, _, right in judged(pipeline, args.gold)]
    cases += examples(pipeline, 2_000_000)
    if args.sentences:
        cases += sentences(pipeline, args.sentences, 1_000_000)
    wanted = (e for file in args.gold for r in load_gold(file) for e in r.events if not e.get("optional"))
    gold_events = Counter(kinds(e)[0][0] in SPOKEN for e in wanted)
    weights = fit(cases, gold_events)
    ends = (*FLOORS, "base")
    lines = [f"- {{id: {name}, weight: {weights[name]:.2f}}}" for name in ends]
    others = (name for name in sorted(weights) if name not in ends and abs(weights[name]) >= 0.005)
    lines += [f"- {{id: {name}, weight: {weights[name]:.2f}}}" for name in others]
    made = HEAD + "\n".join(lines) + "\n"
    if args.write:
        DATA.write_text(made, encoding="utf-8")
    else:
        print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
