"""How well single sentences are told to hold an assault or a protest, against a file of sentences labelled by people.

    .venv/bin/python benchmarks/detection.py LABELLED.jsonl [--agreed] [--show N] [--json FILE]

The file has one sentence a line: {"id", "type": "ASSAULT" or "PROTEST" (or another root of PLOVER), "label", "text"}; labels that begin
with `ambiguous` are left out, `yes` is positive, all others are negative; with --agreed those of split votes (`difficult no`) are left
out too. A sentence is found positive when any of its events, asserted or attempted, is of an event type that the ontology maps to that
root. Prints precision, recall and F1 with 95% intervals (sentences drawn with replacement). See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from rasid import __version__
from rasid.evaluate import DRAWS, SEED, Figure
from rasid.lexicon.layers import BUILT_IN
from rasid.model import Report
from rasid.pipeline import Pipeline

COUNTED = ("asserted", "attempted")
Outcome = tuple[bool, bool]  # (labelled yes, found)


def roots() -> dict[str, str]:
    """The PLOVER root of each event type, from the ontology."""
    rows = yaml.safe_load((BUILT_IN / "ontology" / "event_types.yaml").read_text(encoding="utf-8"))
    return {row["id"]: row["plover"] for row in rows if row.get("plover")}


def labelled(path: Path, agreed: bool = False) -> Iterator[dict[str, Any]]:
    """The rows of the file that are not ambiguous; or those alone on which nobody voted against the others."""
    left_out = ("ambiguous", "difficult") if agreed else ("ambiguous",)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not str((row := json.loads(line))["label"]).startswith(left_out):
                yield row


def found(pipeline: Pipeline, row: dict[str, Any], root_of: dict[str, str]) -> bool:
    report = Report(id=str(row["id"]), text=row["text"], published=None, lang="ar")
    return any(e.status in COUNTED and root_of.get(e.type) == row["type"] for e in pipeline.code(report))


def scores(outcomes: list[Outcome]) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where there is nothing to divide by."""
    counts = Counter(outcomes)
    right, false, missed = counts[True, True], counts[False, True], counts[True, False]
    precision = right / (right + false) if right + false else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, 2 * right / (2 * right + false + missed) if right else 0.0


def figures(outcomes: list[Outcome]) -> dict[str, Figure]:
    dice = random.Random(SEED)
    drawn = [scores(dice.choices(outcomes, k=len(outcomes))) for _ in range(DRAWS)]
    made = {}
    for n, (name, value) in enumerate(zip(("precision", "recall", "f1"), scores(outcomes), strict=True)):
        values = sorted(draw[n] for draw in drawn)
        made[name] = Figure(value, values[int(0.025 * DRAWS)], values[int(0.975 * DRAWS)])
    return made


def main() -> int:
    options = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    options.add_argument("file", type=Path)
    options.add_argument("--agreed", action="store_true", help="leave out sentences of split votes")
    options.add_argument("--show", type=int, default=0, metavar="N", help="also print N sentences of each kind of error")
    options.add_argument("--json", type=Path, metavar="FILE", help="append the figures to a file of JSON lines")
    args = options.parse_args()
    try:
        rows = list(labelled(args.file, args.agreed))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"detection: {args.file} cannot be read as labelled sentences ({type(error).__name__}: {error}).", file=sys.stderr)
        return 2
    pipeline, root_of = Pipeline.load(layers=[BUILT_IN]), roots()
    outcomes: dict[str, list[Outcome]] = {}
    wrong: dict[tuple[str, bool], list[str]] = {}
    for row in rows:
        outcome = (row["label"] == "yes", found(pipeline, row, root_of))
        outcomes.setdefault(row["type"], []).append(outcome)
        if outcome[0] != outcome[1]:
            wrong.setdefault((row["type"], outcome[0]), []).append(row["text"])
    print(f"{'type':<10}{'sentences':>10}{'yes':>6}{'found':>7}   {'precision':<20}{'recall':<20}{'F1':<20}")
    record: dict[str, Any] = {"version": __version__, "time": datetime.now(UTC).isoformat(timespec="seconds")}
    for name, made in sorted(outcomes.items()):
        told = figures(made)
        record[name] = {key: list(figure) for key, figure in told.items()}
        cells = "".join(f"{f.value:.2f} ({f.low:.2f}-{f.high:.2f})".ljust(20) for f in told.values())
        print(f"{name:<10}{len(made):>10}{sum(yes for yes, _ in made):>6}{sum(got for _, got in made):>7}   {cells}".rstrip())
    for (name, yes), texts in sorted(wrong.items()):
        for text in texts[: args.show]:
            print(f"{'missed' if yes else 'false'}  {name}  {text}")
    if args.json:
        with args.json.open("a", encoding="utf-8") as out:
            out.write(json.dumps(record) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
