"""How near to the truth places are put: against a file of texts with the point where it happened, or with every place they name.

    .venv/bin/python benchmarks/places.py FILE.jsonl [--home DIR] [--show N] [--json FILE]

Two kinds of rows. {"text", "lat", "lon"} (and "published", if known): the text's scene is measured, the first place where an event
of its news is told to have happened, else the first place it names. {"text", "mentions": [{"start", "text", "lat", "lon", "km",
"class"}]}: every place named is measured, and "none": [{"start", "text"}] are words that look like places and are none. A mention is
found where one of ours overlaps it. `--home` is a RASID_HOME with imported places; without and with it are measured in one run.

`points` are the mentions of towns, villages, quarters and the like, without provinces, parts of them and countries.
Prints the share within 1, 5, 10 and 25 km, of places put in another country (by the row's "country", where it has one), of places left
without a point, and the median error. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from rasid import __version__
from rasid.lexicon.layers import BUILT_IN
from rasid.lexicon.world import distance_km
from rasid.model import Place, Report
from rasid.pipeline import Pipeline

POINT_KM = 15.0  # a place whose tolerance is no wider is a point: a town or less, and no province, part of one or country
STEPS = (1, 5, 10, 25)
PLACES_OF = {"n": 0, "median km": 1}  # decimals of a column


class Outcome(NamedTuple):
    """One place measured: how far off it was put (None: not put anywhere), in which country, and the words."""

    kind: str
    km: float | None
    tolerance: float
    abroad: bool
    words: str
    told: str


def measured(row: dict[str, Any], pipeline: Pipeline, number: int) -> list[Outcome]:
    report = Report(id=str(row.get("id", number)), text=row["text"], published=row.get("published"), lang="ar")
    if "mentions" not in row:
        return [compared("scene", scene(pipeline, report), row, row["text"][:60])]
    found = [p.place for p in pipeline.locate(report)]
    out = []
    for mention in row["mentions"]:
        first, last = mention["start"], mention["start"] + len(mention["text"])
        over = [(overlap(p.span, (first, last)), p) for p in found if p.span and overlap(p.span, (first, last)) > 0]
        out.append(compared(mention.get("class", "plain"), max(over, key=lambda o: o[0])[1] if over else None, mention, mention["text"]))
    for words in row.get("none") or []:
        span = (words["start"], words["start"] + len(words["text"]))
        taken = next((p for p in found if p.span and span[0] <= p.span[0] and p.span[1] <= span[1] and p.lat is not None), None)
        out.append(Outcome("none", 0.0 if taken is None else None, 0, False, words["text"], "" if taken is None else str(taken.names)))
    return out


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def scene(pipeline: Pipeline, report: Report) -> Place | None:
    """Where a report's news was: the first scene of its asserted events, those told as points first; else the place it names first."""
    events = pipeline.code(report)
    news = [e for e in events if not e.background and e.status in ("asserted", "attempted")] or events
    told = [p for e in news for p in e.places if p.lat is not None]
    places = [p for p in told if p.role == "scene"] or told
    if not places:
        places = [p.place for p in pipeline.locate(report) if p.place.lat is not None]
    return min(places, key=lambda p: (p.precision or 9) > 2) if places else None


def compared(kind: str, place: Place | None, truth: dict[str, Any], words: str) -> Outcome:
    told = "" if place is None else f"{place.names.get('en') or place.names.get('ar')} {place.lat} {place.lon} {place.country}"
    if place is None or place.lat is None or place.lon is None:
        return Outcome(kind, None, float(truth.get("km", 10)), False, words, told)
    km = distance_km(place.lat, place.lon, truth["lat"], truth["lon"])
    country = truth.get("country")
    return Outcome(kind, km, float(truth.get("km", 10)), bool(country and place.country and place.country != country), words, told)


def table(outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for o in outcomes:
        if o.kind != "none":
            groups["all"].append(o)
            if o.tolerance <= POINT_KM and o.kind != "scene":
                groups["points"].append(o)
            if o.kind != "scene":
                groups[o.kind].append(o)
    made = {}
    for name, rows in groups.items():
        put = [o.km for o in rows if o.km is not None]
        share = {f"<={n} km": sum(km <= n for km in put) / len(rows) for n in STEPS}
        made[name] = {
            "n": len(rows),
            **share,
            "own tolerance": sum(o.km is not None and o.km <= max(10.0, o.tolerance) for o in rows) / len(rows),
            "wrong country": sum(o.abroad for o in rows) / len(rows),
            "unresolved": 1 - len(put) / len(rows),
            "median km": statistics.median(put) if put else float("nan"),
        }
    false = [o for o in outcomes if o.kind == "none"]
    if false:
        made["words that are no place, left alone"] = {"n": len(false), "share": sum(o.km is not None for o in false) / len(false)}
    return made


def show(title: str, made: dict[str, dict[str, float]]) -> None:
    print(f"\n{title}")
    columns = list(made["all"])
    print(f"{'':12}" + "".join(f"{c:>15}" for c in columns))
    for name, row in made.items():
        if len(row) == len(columns):
            print(f"{name:12}" + "".join(f"{row[c]:15.{PLACES_OF.get(c, 3)}f}" for c in columns))
        else:
            print(f"{name}: {row['share']:.3f} of {row['n']:.0f}")


def main() -> int:
    options = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    options.add_argument("file", type=Path)
    options.add_argument("--home", type=Path, help="a RASID_HOME with imported places, measured beside the built-in ones")
    options.add_argument("--show", type=int, default=0, metavar="N", help="also print the N places put furthest off, and those not put")
    options.add_argument("--json", type=Path, metavar="FILE", help="append the figures to a file of JSON lines")
    args = options.parse_args()
    try:
        rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        print(f"{args.file}: not a readable file of JSON lines ({error})", file=sys.stderr)
        return 1
    record: dict[str, Any] = {"benchmark": "places", "file": args.file.name, "rasid": __version__, "at": datetime.now(UTC).isoformat()}
    pipelines = {"built in": Pipeline.load(layers=[BUILT_IN])}
    if args.home is not None:
        os.environ["RASID_HOME"] = str(args.home)
        pipelines["with imported places"] = Pipeline.load()
    for name, pipeline in pipelines.items():
        outcomes = [o for n, row in enumerate(rows) for o in measured(row, pipeline, n)]
        record[name] = made = table(outcomes)
        show(name, made)
        bad = [o for o in outcomes if o.km is None or o.km > max(10.0, o.tolerance)]
        for o in sorted(bad, key=lambda o: -(o.km or 1e9))[: args.show]:
            print(f"  {o.kind:10} {'not put' if o.km is None else f'{o.km:.0f} km':>8}  {o.words}  ->  {o.told}")
    if args.json:
        with args.json.open("a", encoding="utf-8") as out:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
