"""How well accounts of one happening are linked, on reports labelled with it.

    .venv/bin/python benchmarks/linking.py tests/linking/dev.jsonl [--errors] [--coded]

Prints pairwise and B-cubed agreement, how many of the right pairs the keys bring together, and how many candidates an event has. With
`--errors` the pairs linked wrongly and missed (never for the held-out half), with `--coded` the same over the events that Rasid itself
codes from the texts.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path
from statistics import mean

from rasid.evaluate.linking import Agreement, Labelled, Linked, b_cubed, coded, groups_of, link, load, pairs_of, pairwise
from rasid.linking.account import Account
from rasid.linking.scoring import Scorer
from rasid.pipeline import Pipeline


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the pairs linked wrongly and missed")
    parser.add_argument("--coded", action="store_true", help="link the events that Rasid codes, instead of the labelled ones")
    args = parser.parse_args()
    pipeline = Pipeline.load()
    scorer = Scorer(pipeline.lexicon)
    reports = load(args.file)
    if args.coded:
        labelled = sum(len(r.accounts) for r in reports)
        reports = coded(reports, pipeline.code)
        print(f"{sum(len(r.accounts) for r in reports)} coded events match the {labelled} labelled ones")
    accounts = [a for r in reports for a in r.accounts]
    incidents = {k: v for r in reports for k, v in r.incidents.items()}
    linked = link(accounts, scorer)
    show(reports, accounts, incidents, linked)
    shuffled = list(accounts)
    random.Random(7).shuffle(shuffled)
    print("order of arrival changes", "nothing" if link(shuffled, scorer).groups == linked.groups else "SOMETHING")
    print(f"{speed(accounts, scorer):,.0f} pairs a second")
    if args.errors:
        errors(accounts, incidents, linked, scorer)


def show(reports: list[Labelled], accounts: list[Account], incidents: dict[str, str], linked: Linked) -> None:
    gold = groups_of(incidents)
    right = pairs_of(gold)
    several = sum(len(g) > 1 for g in gold)
    print(f"{len(reports)} reports, {len(accounts)} accounts, {len(gold)} incidents ({several} of several accounts), {len(right)} pairs")
    for name, found in (("pairwise", pairwise(gold, linked.groups)), ("B-cubed", b_cubed(gold, linked.groups))):
        print(line(name, found))
    made = {frozenset((x.a, x.b)) for x in linked.links if x.barred is None and x.score >= 0}
    scored = Agreement(len(made & right) / max(1, len(made)), len(made & right) / max(1, len(right)))
    print(line("links alone", scored))
    kinds = Counter(kind(x, linked) for x in right - pairs_of(linked.groups))
    print("right pairs missed:", ", ".join(f"{n} {what}" for what, n in kinds.most_common()) or "none")
    print(
        f"keys bring together {len(right & linked.compared)} of {len(right)} right pairs ({len(right & linked.compared) / len(right):.3f})"
    )
    counts = list(linked.candidates.values())
    print(f"candidates of an event: {mean(counts):.1f} on average, {max(counts)} at most")


def kind(pair: frozenset[str], linked: Linked) -> str:
    """Why a right pair was missed: the keys, a bar, its score, or the others of its clusters."""
    if pair not in linked.compared:
        return "not brought together"
    found = next(x for x in linked.links if {x.a, x.b} == pair)
    return f"barred ({found.barred})" if found.barred else "by their score" if found.score < 0 else "by others of their clusters"


def line(name: str, found: Agreement) -> str:
    return f"{name}: P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"


def speed(accounts: list[Account], scorer: Scorer) -> float:
    started = time.perf_counter()
    pairs = 0
    for a in accounts:
        for b in accounts:
            scorer.compare(a, b)
            pairs += 1
    return pairs / (time.perf_counter() - started)


def errors(accounts: list[Account], incidents: dict[str, str], linked: Linked, scorer: Scorer) -> None:
    by_id = {a.id: a for a in accounts}
    right, made = pairs_of(groups_of(incidents)), pairs_of(linked.groups)
    for name, pairs in (("WRONG", made - right), ("MISSED", right - made)):
        for pair in sorted(map(sorted, pairs)):
            a, b = (by_id[x] for x in pair)
            found = scorer.compare(a, b)
            met = "" if frozenset(pair) in linked.compared else " NOT MET"
            print(f"\n{name} {found.score:+.1f} {found.barred or ''}{met}: {incidents[a.id]} {incidents[b.id]}")
            for x in (a, b):
                where = [p.text for p in x.event.places]
                print(f"   {x.event.report_id} {x.published} {x.event.type} {x.event.time.start} {where}: {x.event.evidence.text[:150]}")
            print("   " + "; ".join(f"{x.of} {x.level} {x.weight:+.1f} {x.why}" for x in found.levels if x.weight))


if __name__ == "__main__":
    main()
