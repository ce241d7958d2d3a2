"""How fast a project answers: filters, full text and counts over generated events, in SQLite and PostgreSQL side by side.

    python benchmarks/project_queries.py [--full] [--events 100000 --reports 30000] [--rounds 20] [--only sqlite] [--keep DIR]

Prints p50 and p95 in milliseconds of a warm process by the clock, and what of it is the processor's. Bars (of 1,000,000 events and
300,000 reports, `--full`): a filtered query 150 ms, full text newest first 150 ms, by relevance 800 ms, all p95. PostgreSQL is started
here as the tests start it. `--keep` leaves the projects in a folder, and takes those that are there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Connection

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from generated import World  # noqa: E402
from stores import loaded, opened, p95, processor, sizes, with_sizes  # noqa: E402

from rasid.store.counting import count  # noqa: E402
from rasid.store.engine import Store  # noqa: E402
from rasid.store.filtering import Area, Filters  # noqa: E402
from rasid.store.querying import query  # noqa: E402
from rasid.store.searching import search_events, search_reports  # noqa: E402

BARS = {"filter": 150, "newest": 150, "relevance": 800, "stats": None}
Ask = Callable[[Connection], object]
Spent = list[tuple[float, float]]  # milliseconds by the clock and of the processor, round by round


def questions() -> list[tuple[str, str, Ask]]:
    """Kind, name, and what is asked. The names drawn from are the generator's: the first in its lists are the commonest."""
    w = World(7)
    party, middling, rare = w.parties[0][0], w.parties[40][0], w.parties[-1][0]
    town, village = w.places[0], w.places[3000]
    area = Area(country=town["country"], admin1=town["admin1"])
    square = [(town["lon"] + x, town["lat"] + y) for x, y in ((-0.3, -0.2), (0.3, -0.2), (0.35, 0.2), (0.0, 0.35), (-0.3, 0.2))]
    filters = {
        "newest of all": Filters(),
        "one type": Filters(types=["shelling"]),
        "rare type, one year": Filters(types=["chemical_attack"], since="2018-01-01", until="2018-12-31"),
        "province and type, a month": Filters(areas=[area], types=["air_strike"], since="2019-03-01", until="2019-03-31"),
        "common party with its units": Filters(parties=[party]),
        "rare party": Filters(parties=[rare]),
        "pair of parties, a year": Filters(by=[party], on=[middling], since="2020-01-01", until="2020-12-31"),
        "village": Filters(areas=[Area(place=village["id"])]),
        "polygon": Filters(polygons=[[square]]),
        "20 km about a town, killed ≥ 3": Filters(near=(town["lat"], town["lon"], 20.0), killed=3),
        "killed ≥ 20, civilians": Filters(killed=20, civilians=10),
        "to review: flag, source, day": Filters(
            states=["proposed"], flags=["toll-conflict"], sources=[w.sources[5][0]], since="2024-01-01"
        ),
        "outlet and status": Filters(outlets=["تنسيقية 100"], status=["denied"]),
        "party and province": Filters(parties=[middling], areas=[area]),
        "words and province": Filters(text="مظاهرة معتقلين", areas=[area]),
        "words and a rare party": Filters(text="قصفت", parties=[rare]),
    }
    words = {
        "rare": village["ar"],
        "middling": "الكلور",
        "very common": "القصف",
        "two words": "مظاهرة الدفاع",
        "phrase": '"الدفاع المدني"',
        "prefix": "اختن*",
        "typo": "الكلورر",
    }
    found: list[tuple[str, str, Ask]] = [("filter", name, lambda c, f=f: query(c, f)) for name, f in filters.items()]  # type: ignore[misc]
    for order in ("newest", "relevance"):
        found += [(order, f"reports: {n}", lambda c, t=t, o=order: search_reports(c, t, order=o)) for n, t in words.items()]  # type: ignore[misc]
        found += [(order, f"events: {n}", lambda c, t=t, o=order: search_events(c, t, order=o)) for n, t in words.items()]  # type: ignore[misc]
    month = {"since": "2019-03-01", "until": "2019-03-31"}
    found += [
        ("stats", "by week and province, a month", lambda c: count(c, Filters(**month), ("week", "province"))),  # type: ignore[arg-type]
        ("stats", "by pair, a month", lambda c: count(c, Filters(**month), ("pair",))),  # type: ignore[arg-type]
        ("stats", "by month, all", lambda c: count(c, Filters(), ("month",))),
        ("stats", "by province, all", lambda c: count(c, Filters(), ("province",))),
    ]
    return found


def measured(store: Store, asked: list[tuple[str, str, Ask]], rounds: int) -> dict[tuple[str, str], Spent]:
    out: dict[tuple[str, str], Spent] = {}
    with store.reading() as connection:
        busy = processor(connection)
        for kind, name, ask in asked:
            times: Spent = []
            for n in range((3 if kind == "stats" else rounds) + 1):
                began, worked = time.perf_counter(), busy()
                ask(connection)
                if n:  # the first warms up
                    times.append(((time.perf_counter() - began) * 1000, busy() - worked))
            out[kind, name] = times
            print(f"  {store.engine.dialect.name} {kind} {name}: {statistics.median(clock(times)):.1f}", file=sys.stderr, flush=True)
    return out


def clock(times: Spent) -> list[float]:
    return [told for told, _ in times]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    with_sizes(parser)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    events, reports = sizes(options)
    with ExitStack() as stack:
        stores, _, seconds = opened(stack, options)
        for name, spent in seconds.items():
            print(f"{name}: written in {spent:.0f} s")
        asked = questions()
        results = {store.engine.dialect.name: measured(store, asked, options.rounds) for store in stores}
        print(f"\n{events:,} events, {reports:,} reports, {loaded()}; milliseconds, p50 / p95 of {options.rounds}; of the processor, p50\n")
        print(
            "| kind | question | "
            + " | ".join(f"{db} | processor" for db in results)
            + " | bar |\n|---|---|"
            + "---|" * (2 * len(results) + 1)
        )
        for kind, name, _ in asked:
            figures = [told(r[kind, name]) for r in results.values()]
            print(f"| {kind} | {name} | {' | '.join(figures)} | {BARS[kind] or ''} |")
        for kind, bar in BARS.items():
            for db, r in results.items():
                pooled = [t for (k, _), ts in r.items() if k == kind for t in ts]
                worked = p95([b for _, b in pooled])
                print(
                    f"all {kind}, {db}: p95 {p95(clock(pooled)):.1f} ms, of the processor {worked:.1f}" + (f" (bar {bar})" if bar else "")
                )


def told(times: Spent) -> str:
    return f"{statistics.median(clock(times)):.1f} / {p95(clock(times)):.1f} | {statistics.median(b for _, b in times):.1f}"


if __name__ == "__main__":
    main()
