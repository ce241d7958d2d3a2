"""How well who did an act, and to whom, agrees with words that people marked, and with the PLOVER roles that they gave them.

    .venv/bin/python benchmarks/roles.py SPANS.jsonl [--json FILE]

The file has one sentence a line: {"text", "type": "ASSAULT" or "PROTEST", "spans": [{"source_actor": [words], "target_actor": [words],
"source_role": {"role": code}, "target_role": {…}}]}. What people marked is found where one of our parties on that side has a word of it;
ours is right where it has a word of anything marked on that side. Roles are compared where it is found, people gave one and our party has
a kind. Looked at are events, asserted or attempted, of a type of that root. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from detection import COUNTED, roots

from rasid import __version__
from rasid.lexicon.layers import BUILT_IN
from rasid.model import Event, Report
from rasid.pipeline import Pipeline

SIDES = {"source": "initiators", "target": "targets"}
SIGNS = "«»()\"'“”،,.؛:"


def words(texts: Iterable[str], pipeline: Pipeline) -> set[str]:
    """The words of some texts, folded, without signs and without the و and ب, ل, ك that are written onto them."""
    fold = pipeline.lexicon.folder.fold
    told = (fold(word.strip(SIGNS)) for text in texts for word in text.split())
    return {bare for word in told if word for bare in (word, word[1:] if len(word) > 3 and word[0] in "وبلك" else word)}


def role(party: Any, pipeline: Pipeline) -> str | None:
    """The PLOVER role of a party of an event, by its kind."""
    return (pipeline.lexicon.ontology["party_kinds"].get(party.kind or "") or {}).get("role")


def compare(row: dict[str, Any], events: list[Event], side: str, pipeline: Pipeline) -> Counter[str]:
    """Of one side of a sentence: parts that people marked, those found, ours, ours that are right, roles compared and alike."""
    counts: Counter[str] = Counter()
    marked = {(" ".join(s[f"{side}_actor"]), str((s[f"{side}_role"] or {}).get("role")) if isinstance(s[f"{side}_role"], dict) else "None")
              for s in row["spans"] if s[f"{side}_actor"]}  # fmt: skip
    ours = [party for event in events for party in getattr(event, SIDES[side])]
    told = [words([party.text], pipeline) for party in ours]
    for text, given in marked:
        met = [party for party, own in zip(ours, told, strict=True) if own & words([text], pipeline)]
        counts["marked"] += 1
        counts["found"] += bool(met)
        codes = {code for party in met if (code := role(party, pipeline))}
        if codes and given != "None":
            counts["roles"] += 1
            counts["alike"] += given in codes
    theirs = words((text for text, _ in marked), pipeline)
    counts["ours"] += len(ours)
    counts["right"] += sum(bool(own & theirs) for own in told)
    return counts


def main() -> int:
    options = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    options.add_argument("file", type=Path)
    options.add_argument("--json", type=Path, metavar="FILE", help="append the figures to a file of JSON lines")
    args = options.parse_args()
    try:
        rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
        totals: dict[tuple[str, str], Counter[str]] = {(row["type"], side): Counter() for row in rows for side in SIDES if row["spans"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"roles: {args.file} cannot be read as sentences with marked words ({type(error).__name__}: {error}).", file=sys.stderr)
        return 2
    pipeline, root_of = Pipeline.load(layers=[BUILT_IN]), roots()
    for number, row in enumerate(rows):
        coded = pipeline.code(Report(id=str(number), text=row["text"], published=None, lang="ar"))
        events = [e for e in coded if e.status in COUNTED and root_of.get(e.type) == row["type"]]
        for side in SIDES if row["spans"] else ():
            totals[row["type"], side] += compare(row, events, side, pipeline)
    record: dict[str, Any] = {"version": __version__, "time": datetime.now(UTC).isoformat(timespec="seconds")}
    print(f"{'type':<10}{'side':<8}{'marked':>8}{'found':>8}{'recall':>8}{'ours':>8}{'precision':>11}{'roles':>8}{'alike':>8}")
    for (name, side), c in sorted(totals.items()):
        recall, precision, alike = (c[a] / c[b] if c[b] else 0.0 for a, b in (("found", "marked"), ("right", "ours"), ("alike", "roles")))
        print(
            f"{name:<10}{side:<8}{c['marked']:>8}{c['found']:>8}{recall:>8.2f}{c['ours']:>8}{precision:>11.2f}{c['roles']:>8}{alike:>8.2f}"
        )
        record[f"{name} {side}"] = dict(c)
    if args.json:
        with args.json.open("a", encoding="utf-8") as out:
            out.write(json.dumps(record) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
