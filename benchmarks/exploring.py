"""How fast the exploring page answers over generated events, in SQLite and PostgreSQL side by side.

    python benchmarks/exploring.py [--full] [--events 100000 --reports 30000] [--rounds 20] [--only sqlite] [--keep DIR]

Prints p50 and p95 in milliseconds of a warm process, by the clock and of the processor (this process, DuckDB's threads in it): of the
first view (the whole page) and of brushes (one request each, with all that the page shows anew). Every round brushes otherwise than the
one before, so that nothing is answered from what was asked already. Bars, of 1,000,000 events (`--full`) on two cores: first view 1,500 ms,
a brush 300 ms, p95 by the clock. How long the columns take to come in is told too, and is in neither: `rasid serve` begins it when it
starts. `--keep` leaves the projects in a folder, and takes those that are there.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from generated import TYPES, World  # noqa: E402
from stores import opened, p95, sizes, with_sizes  # noqa: E402

from rasid.store.cube.cube import Cube  # noqa: E402
from rasid.store.engine import Store  # noqa: E402

FIRST_BAR, BRUSH_BAR = 1500, 300
Asked = list[tuple[str, str]]
Spent = tuple[float, float]


def brushes(rounds: int) -> dict[str, list[Asked]]:
    """What is brushed, by kind; each time another value."""
    w, r = World(7), random.Random(5)
    towns, parties, sources = w.places[:400], [p[0] for p in w.parties[:60]], [s[0] for s in w.sources[:40]]
    kinds = list(TYPES)

    def days() -> Asked:
        year = r.randint(2013, 2023)
        return [("since", f"{year}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"), ("until", f"{year + 1}-{r.randint(1, 12):02}-01")]

    def province() -> Asked:
        town = r.choice(towns)
        return [("area", f"{town['country']}/{town['admin1']}")]

    def one(name: str, values: list[str]) -> Asked:
        return [(name, r.choice(values))]

    made = {
        "days": days,
        "province": province,
        "type": lambda: one("type", kinds),
        "pair": lambda: [*one("by", parties), *one("on", parties)],
        "party": lambda: one("party", parties),
        "source": lambda: one("source", sources),
        "weapon": lambda: one("weapon", ["mortar", "rocket", "tank", "warplane", "drone", "ied"]),
        "days, then type": lambda: [*days(), *one("type", kinds)],
        "province, then days, then party": lambda: [*province(), *days(), *one("by", parties)],
        "deadly": lambda: [("killed", str(r.randint(3, 30)))],
    }
    return {name: [make() for _ in range(rounds)] for name, make in made.items()}


def spent(what: Callable[[], object]) -> Spent:
    """Milliseconds by the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    what()
    return (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000


def filled(store: Store) -> tuple[Cube, float]:
    """The columns of a store, and the seconds they took to come in."""
    began, made = time.perf_counter(), Cube(store)
    with store.reading() as connection:
        made.fill(connection)
    return made, time.perf_counter() - began


def measured(store: Store, cube: Cube, rounds: int) -> tuple[list[Spent], dict[str, list[Spent]]]:
    """Milliseconds of first views, and of brushes by kind, as a browser asks for them: the server's work without the way to it."""
    from fastapi.testclient import TestClient

    from rasid.project.project import Project
    from rasid.web.app import create_app
    from rasid.web.workplace import Workplace

    work = Workplace(Project(store), "noor", hosts=("testserver",))
    work.exploring = cube
    with TestClient(create_app(work), headers={"accept-language": "ar"}) as client:
        client.get("/explore").raise_for_status()
        first = []
        for _ in range(rounds):
            cube.kept.clear()
            first.append(spent(lambda: client.get("/explore").raise_for_status()))
        out: dict[str, list[Spent]] = {}
        for name, some in brushes(rounds).items():
            out[name] = [spent(lambda a=a: client.get(f"/explore/data?parts=1&{urlencode(a)}").raise_for_status()) for a in some]  # type: ignore[misc]
    return first, out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    with_sizes(parser)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    slow = []
    with ExitStack() as stack:
        for store in opened(stack, options).stores:
            name = store.engine.dialect.name
            cube, seconds = filled(store)
            first, brushed = measured(store, cube, options.rounds)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{name}: {sizes(options)[0]:,} events came in in {seconds:.1f} s; the process has held {memory:,} MiB at most")
            every = [t for times in brushed.values() for t in times]
            for what, times, bar in (
                ("first view", first, FIRST_BAR),
                *((f"brush: {kind}", times, BRUSH_BAR) for kind, times in brushed.items()),
                ("all brushes", every, BRUSH_BAR),
            ):
                clock, used = [a for a, _ in times], [b for _, b in times]
                told = f"{statistics.median(clock):9.1f}{p95(clock):9.1f} of the processor {statistics.median(used):9.1f}{p95(used):9.1f}"
                print(f"{name:11}{what:40}{told}   bar {bar}", flush=True)
                if what in ("first view", "all brushes") and p95(clock) > bar:
                    slow.append((name, what))
            store.close()
    print("over the bar:", slow or "none")
    sys.exit(bool(slow) and options.full)


if __name__ == "__main__":
    main()
