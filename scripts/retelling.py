"""Estimates the weights of `ontology/retelling.yaml` from annotated reports, and lists the pairs that they leave apart or join wrongly.

    .venv/bin/python -m pip install -e '.[fit]'
    .venv/bin/python scripts/retelling.py fit tests/gold/dev-*.jsonl [--labelled FILE.jsonl] [--write]
    .venv/bin/python scripts/retelling.py pairs tests/gold/dev-*.jsonl
    .venv/bin/python scripts/retelling.py held

Every pair of events that could be one happening (`rasid.coding.twice`) is observed before any are joined. Two that are found in gold,
each as an event of its own, are two; those of `scripts/retold.yaml` are one; of the rest gold says nothing. `scripts/retold_reports.yaml`
has reports of ours that tell things twice; a third of them the fit does not see, and `held` prints how rightly they are joined.
`--labelled` adds reports as outlets write them: {"text", "published", "events": [at …], "one": [[at, at …] …], "unsure": [[at, at] …]},
each `at` where a word of an event stands; of `events`, those of one list of `one` are one happening, all other pairs but the unsure
ones are two, and of an event that is not among them nobody says anything.

`fit` fits a logistic regression whose weights are drawn towards `hand`, a guess made before. Printed are the figures of cross-validation,
reports kept whole: pairs joined rightly and wrongly, of how many, and what that does to gold's own count. `pairs` lists the doubtful.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec

from rasid.coding import coder
from rasid.coding.draft import Draft
from rasid.coding.layout import Layout
from rasid.coding.merging import Merger
from rasid.coding.twice import REACH, Twice
from rasid.evaluate import load_gold, weight
from rasid.evaluate.assign import best_assignment
from rasid.lexicon.layers import BUILT_IN, read_yaml
from rasid.model import Report
from rasid.pipeline import Pipeline

DATA = BUILT_IN / "ontology" / "retelling.yaml"
RETOLD = Path(__file__).with_name("retold.yaml")
TOLD = Path(__file__).with_name("retold_reports.yaml")
MARK = re.compile(r"\[(\w|\?)\]")  # a happening's letter before a word that tells it
STRENGTH = 15.0  # of the draw towards the guess; with 2 to 6 as many pairs are joined rightly, and more wrongly
# What contradicts outright is held to its guess: of the few pairs that it did not keep apart the reading was wrong.
FIRM = 20.0
CONTRADICTS = (
    "after what was told",
    "another day",
    "another, by the words around it",
    "days before, told only now",
    "in one sentence, each at a place of its own",
    "in one sentence, set beside it",
    "in one sentence, by a verb of its own",
    "in one sentence, by another word",
    "also",
    "by whom it was done to",
    "one person, and another by the noun",
    "turns to another matter",
    "two of them",
)
# Of a pair of one happening in gold, of two, and of a labelled report's: gold has few of the first and is dense with neighbouring events.
SHARES = {"one": 2.0, "two": 2.0, "labelled": 1.5, "told": 1.5}
LENIENCE = -0.2  # added to the sum; with more, wrong joins and found events lost of gold grow faster than right ones
OFFSETS = (-0.4, -0.2, 0.0, 0.2, 0.4)
FOLDS = 4
SEED = 3
DOUBTFUL = 1.0  # from the limit, on either side
HEAD = """# What is observed of two tellings of a report, and what each observation adds to the case that they are of one happening
# (src/rasid/coding/twice.py names them), in log-odds; from `enough` on they are joined. Estimated by `scripts/retelling.py fit` on the
# development reports and on reports as outlets write them; hand: the guess that a weight was drawn to. Do not edit by hand.
"""


class Pair(NamedTuple):
    report: str
    source: str  # "gold" or "labelled"
    first: int
    again: int
    seen: tuple[str, ...]
    one: bool | None  # None: nobody says


class Observed(NamedTuple):
    """The drafts of a report before any are joined, with each pair's observations."""

    spans: list[list[tuple[int, int]]]
    events: list[dict[str, Any] | None]
    pairs: list[tuple[int, int, tuple[str, ...]]]


class Found(NamedTuple):
    """Which drafts of a gold report are found, and whether the gold event must be."""

    report: str
    must: dict[int, bool]
    pairs: list[tuple[int, int, tuple[str, ...]]]


def observe(pipeline: Pipeline, report: Report) -> Observed:
    told: list[Draft] = []
    pairs: list[tuple[int, int, tuple[str, ...]]] = []

    def keep(kept: list[Draft], merger: Merger, layout: Layout) -> list[Draft]:
        twice = Twice(merger, layout, kept)
        told.extend(kept)
        for n, draft in enumerate(kept):
            near = range(max(0, n - REACH), n)
            pairs.extend((k, n, tuple(twice.observed(kept[k], draft))) for k in near if twice.may_be_one(kept[k], draft))
        return kept

    with patch.object(coder, "join_twice", keep):
        events, _ = pipeline.coder.trace(report, pipeline.reader.read(report))
    by_id = {e.id: msgspec.to_builtins(e) for e in events}
    return Observed([[h.mention.span for h in d.heads] for d in told], [by_id.get(d.resolved.get("id")) for d in told], pairs)


def has(spans: list[tuple[int, int]], at: int) -> bool:
    return any(first <= at < last for first, last in spans)


def of_gold(pipeline: Pipeline, files: list[str]) -> Iterator[tuple[list[Pair], Found]]:
    retold = [(str(row["report"]), int(row["first"]), int(row["again"])) for row in read_yaml(RETOLD)]
    for gold in (g for file in files for g in load_gold(file)):
        seen = observe(pipeline, gold.report)
        columns = [n for n, e in enumerate(seen.events) if e is not None]
        weights = [[weight(g, seen.events[n] or {}) for n in columns] for g in gold.events]
        found = {columns[c]: r for r, c in best_assignment(weights)}
        again = [(first, second) for report, first, second in retold if report == gold.report.id]
        pairs = []
        for one, other, names in seen.pairs:
            said = any(has(seen.spans[one], a) and has(seen.spans[other], b) for a, b in again)
            apart = one in found and other in found
            pairs.append(Pair(gold.report.id, "gold", one, other, names, True if said else False if apart else None))
        yield pairs, Found(gold.report.id, {n: not gold.events[r].get("optional") for n, r in found.items()}, seen.pairs)


def of_labelled(pipeline: Pipeline, path: Path) -> Iterator[Pair]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        seen = observe(pipeline, Report(id=f"labelled-{number}", text=row["text"], published=row.get("published")))

        def both(places: list[int], one: int, other: int, spans: list[list[tuple[int, int]]] = seen.spans) -> bool:
            at = [{place for place in places if has(spans[n], place)} for n in (one, other)]
            return all(at) and (at[0] != at[1] or len(at[0]) > 1)

        for one, other, names in seen.pairs:
            same = any(both(places, one, other) for places in row["one"])
            unsure = any(both(places, one, other) for places in row.get("unsure") or []) or not both(row["events"], one, other)
            yield Pair(f"labelled-{number}", "labelled", one, other, names, None if unsure and not same else same)


def of_told(pipeline: Pipeline) -> Iterator[Pair]:
    """The pairs of our own reports, but of the third that is held back."""
    rows: list[dict[str, Any]] = read_yaml(TOLD)
    for number, row in enumerate(rows):
        if row.get("held"):
            continue
        text, marks = unmarked(str(row["text"]).strip())
        seen = observe(pipeline, Report(id=f"told-{number}", text=text, published=str(row["published"])))
        letters = [{letter for at, letter in marks if has(spans, at)} - {"?"} for spans in seen.spans]
        for one, other, names in seen.pairs:
            said = bool(letters[one] & letters[other]) if letters[one] and letters[other] else None
            yield Pair(f"told-{number}", "told", one, other, names, said)


def unmarked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A text without its marks, and where the word after each stands in it."""
    out, marks, done = "", [], 0
    for mark in MARK.finditer(text):
        out += text[done : mark.start()]
        marks.append((len(out), mark[1]))
        done = mark.end()
    return out + text[done:], marks


def fit(pairs: list[Pair], hand: dict[str, float]) -> dict[str, float]:
    """The weights, `enough` with them, by Newton's method: log loss of the pairs, and the squares of how far weights lie from the guess."""
    import numpy as np

    names = sorted(n for n in hand if n != "enough")
    column = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(pairs), len(names) + 1))
    x[:, -1] = 1.0
    for n, pair in enumerate(pairs):
        for name in pair.seen:
            x[n, column[name]] += 1.0
    y = np.array([float(bool(p.one)) for p in pairs])
    share = np.array([SHARES[p.source] if p.source in SHARES else SHARES["one" if p.one else "two"] for p in pairs])
    guess = np.array([*(hand[name] for name in names), -hand["enough"]])
    draw = np.array([2 * STRENGTH * (FIRM if name in CONTRADICTS else 1) for name in names] + [0.1])

    def loss(w: Any) -> float:
        z = x @ w
        return float((share * (np.logaddexp(0, z) - y * z)).sum() + (draw * (w - guess) ** 2).sum() / 2)

    w = guess.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (share * (p - y)) + draw * (w - guess)
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(draw)
        step = np.linalg.solve(curve, slope)
        while loss(w - step) > loss(w) and abs(step).max() > 1e-9:  # a full step may go too far
            step = step / 2
        w = w - step
    return {**dict(zip(names, map(float, w[:-1]), strict=True)), "enough": -float(w[-1]) - LENIENCE}


def joined(pairs: list[tuple[int, int, tuple[str, ...]]], weights: dict[str, float], offset: float) -> dict[int, int]:
    """By draft: the earlier one that it would be folded into."""
    best: dict[int, tuple[float, int]] = {}
    for one, other, seen in pairs:
        total = sum(weights[name] for name in seen) - weights["enough"] + offset
        if total >= 0 and total > best.get(other, (-1.0, 0))[0]:
            best[other] = (total, one)
    return {other: one for other, (_, one) in best.items()}


def tally(pairs: list[Pair], found: list[Found], weights: dict[str, float], offset: float) -> Counter[str]:
    counts: Counter[str] = Counter()
    of: dict[str, list[Pair]] = {}
    for pair in pairs:
        of.setdefault(pair.report, []).append(pair)
    for rows in of.values():
        said = {(p.first, p.again): p.one for p in rows}
        source = rows[0].source
        counts[f"{source} of"] += len({p.again for p in rows if p.one})
        into = joined([(p.first, p.again, p.seen) for p in rows if p.one is not None], weights, offset)
        for again, first in into.items():
            counts[f"{source} {'right' if said[first, again] else 'wrong'}"] += 1
    for row in found:
        for again, first in joined(row.pairs, weights, offset).items():
            if again not in row.must:
                counts["false alarms gone"] += 1
            elif first in row.must and row.must[again]:
                counts["found events lost"] += 1
    return counts


def crossed(pairs: list[Pair], found: list[Found], hand: dict[str, float]) -> None:
    reports = sorted({p.report for p in pairs})
    random.Random(SEED).shuffle(reports)
    fold = {report: n % FOLDS for n, report in enumerate(reports)}
    said = [p for p in pairs if p.one is not None]
    fits = [fit([p for p in said if fold[p.report] != k], hand) for k in range(FOLDS)]
    rows = [("hand", [hand] * FOLDS, 0.0), *((f"fit {offset:+.1f}", fits, offset - LENIENCE) for offset in OFFSETS)]
    for name, each, offset in rows:
        total: Counter[str] = Counter()
        for k, weights in enumerate(each):
            mine = [p for p in pairs if fold[p.report] == k], [f for f in found if fold.get(f.report) == k]
            total += tally(*mine, weights, offset)
        told = (
            f"{s}: {total[f'{s} right']} right, {total[f'{s} wrong']} wrong, of {total[f'{s} of']}" for s in ("gold", "labelled", "told")
        )
        gone, lost = total["false alarms gone"], total["found events lost"]
        print(f"{name:9} {'; '.join(told)}; gold: {gone} false alarms gone, {lost} found lost")


def held_back(pipeline: Pipeline) -> None:
    """Prints how our reports are joined by all that joins, and the words that are not rightly: of what is held back, then of the rest."""
    rows: list[dict[str, Any]] = read_yaml(TOLD)
    for held in (True, False):
        counts: Counter[str] = Counter()
        for number, row in enumerate(rows):
            if bool(row.get("held")) != held:
                continue
            text, marks = unmarked(str(row["text"]).strip())
            report = Report(id=f"told-{number}", text=text, published=str(row["published"]))
            _, considered = pipeline.coder.trace(report, pipeline.reader.read(report))
            told = [(at, letter, final) for at, letter in marks if letter != "?" and (final := in_the_end(at, considered)) is not None]
            for (at, letter, final), (where, other, end) in itertools.combinations(told, 2):
                one, joined = letter == other, final is end
                counts["right" if one and joined else "missed" if one else "wrong" if joined else "apart"] += 1
                if one != joined:
                    print(f"{report.id}\t{'two of' if one else 'joined:'}\t{text[at : at + 30]!r}\t{text[where : where + 30]!r}")
        right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
        figures = f"precision {right / max(1, right + wrong):.3f}, recall {right / max(1, right + missed):.3f}"
        print(f"{'held back' if held else 'seen'}: {right} pairs joined rightly, {wrong} wrongly, {missed} missed: {figures}")


def in_the_end(at: int, considered: list[Draft]) -> Draft | None:
    """The draft that the word at a place ends up in; None where it tells nothing in the end."""
    own = next((d for d in considered if has([d.head.mention.span], at)), None)
    draft = own or next((d for d in considered if has([h.mention.span for h in d.heads], at)), None)
    for _ in range(REACH):
        if draft is None or not draft.dropped:
            return draft
        draft = draft.cause
    return None


def written(weights: dict[str, float], hand: dict[str, float], seen: Counter[str]) -> str:
    rows = []
    for name in ["enough", *sorted(n for n in hand if n != "enough")]:
        value = weights[name] if seen[name] or name == "enough" else hand[name]
        rows.append(f"- {{id: {json.dumps(name) if ',' in name else name}, weight: {value:.2f}, hand: {hand[name]:g}}}\n")
    return HEAD + "".join(rows)


def main() -> int:
    options = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    options.add_argument("what", choices=("fit", "pairs", "held"))
    options.add_argument("gold", nargs="*")
    options.add_argument("--labelled", type=Path, help="reports with their retellings marked")
    options.add_argument("--write", action="store_true")
    args = options.parse_args()
    pipeline = Pipeline.load(layers=[BUILT_IN])
    rows: list[dict[str, Any]] = read_yaml(DATA)
    hand = {row["id"]: float(row["hand"]) for row in rows}
    if args.what == "held":
        held_back(pipeline)
        return 0
    made = list(of_gold(pipeline, args.gold))
    pairs, found = [p for several, _ in made for p in several], [f for _, f in made]
    pairs += of_told(pipeline)
    if args.labelled:
        pairs += of_labelled(pipeline, args.labelled)
    if args.what == "pairs":
        weights = {row["id"]: float(row["weight"]) for row in rows}
        listed = ((sum(weights[n] for n in p.seen) - weights["enough"], p) for p in pairs)
        for total, p in sorted(((t, p) for t, p in listed if abs(t) < DOUBTFUL or (p.one is not None and (t >= 0) != p.one)), reverse=True):
            print(f"{total:+.2f}\t{ {True: 'one', False: 'two', None: '?'}[p.one] }\t{p.report}\t{p.first}, {p.again}\t{'; '.join(p.seen)}")
        return 0
    said = [p for p in pairs if p.one is not None]
    print(f"{sum(bool(p.one) for p in said)} pairs of one happening, {sum(not p.one for p in said)} of two", file=sys.stderr)
    crossed(pairs, found, hand)
    text = written(fit(said, hand), hand, Counter(n for p in said for n in p.seen))
    if args.write:
        DATA.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
