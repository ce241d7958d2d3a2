"""How fast the review bench finds what to check next, over generated events, in SQLite and PostgreSQL side by side.

    python benchmarks/review_queue.py [--full] [--events 100000 --reports 30000] [--rounds 20] [--only sqlite] [--keep DIR]

Prints p50 and p95 in milliseconds of a warm process. Bar, of 1,000,000 events and 300,000 reports (`--full`): 300 ms p95 for a page.
`claim` is a whole transaction that ends on the disk, with its entry in the log. `--keep` leaves the projects in a folder, and takes
those that are there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from generated import World  # noqa: E402
from stores import opened, p95, with_sizes  # noqa: E402

from rasid.project.claiming import claim_next, release  # noqa: E402
from rasid.store import claims, overview, priority  # noqa: E402
from rasid.store.engine import Store  # noqa: E402
from rasid.store.filtering import Area, Filters  # noqa: E402
from rasid.store.queueing import queue, waiting  # noqa: E402
from rasid.store.schema import priorities  # noqa: E402

BAR = 300
Ask = Callable[[Connection], object]


def questions() -> dict[str, Ask]:
    w = World(7)
    party, rare, town = w.parties[0][0], w.parties[-1][0], w.places[0]
    province = Area(country=town["country"], admin1=town["admin1"])
    filters = {
        "all": Filters(),
        "common type": Filters(types=["shelling"]),
        "type of one in fifty": Filters(types=["talks"]),
        "rare type": Filters(types=["chemical_attack"]),
        "country": Filters(areas=[Area(country=town["country"])]),
        "province": Filters(areas=[province]),
        "province and type, a month": Filters(areas=[province], types=["air_strike"], since="2019-03-01", until="2019-03-31"),
        "flag": Filters(flags=["toll-conflict"]),
        "flag and province": Filters(flags=["toll-conflict"], areas=[province]),
        "common party": Filters(parties=[party]),
        "rare party": Filters(parties=[rare]),
        "outlet": Filters(outlets=["تنسيقية 100"]),
        "killed ≥ 20": Filters(killed=20),
        "a year": Filters(since="2020-01-01", until="2020-12-31"),
    }
    asked: dict[str, Ask] = {f"queue: {name}": lambda c, f=f: queue(c, f, "noor") for name, f in filters.items()}  # type: ignore[misc]
    asked["queue: begun"] = lambda c: queue(c, Filters(), "noor", stage="in_review")
    asked["queue: page 200, or half-way"] = lambda c: queue(c, Filters(), "noor", after=far(c))
    asked["number waiting"] = waiting
    asked |= {f"home: {name}": ask for name, ask in overview.PARTS.items()}
    return asked


def far(connection: Connection) -> str | None:
    """After the 10,000th report that waits, or, where fewer do, half-way through them: a page that exists. None where none waits."""
    there = waiting(connection)
    if there == 0:
        return None
    rank, id_ = connection.execute(
        sa.select(priorities.c.rank, priorities.c.report_id)
        .order_by(priorities.c.rank.desc(), priorities.c.report_id.desc())
        .offset(min(10_000, there // 2))
        .limit(1)
    ).one()
    return f"0~{rank}~{id_}"


def measured(store: Store, rounds: int) -> dict[str, list[float]]:
    out: dict[str, list[float]] = {}
    with store.reading() as connection:
        for name, ask in questions().items():
            out[name] = [spent(lambda a=ask: a(connection)) for _ in range(rounds + 1)][1:]  # type: ignore[misc]
    out["claim the next"] = [spent(lambda: claim_next(store, Filters(), "noor")) for _ in range(rounds)]
    with store.reading() as connection:
        mine = list(claims.held(connection, who="noor"))
    out["give back"] = [spent(lambda r=r: release(store, r, "noor")) for r in mine]  # type: ignore[misc]
    with store.reading() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT report_id FROM priorities LIMIT 500")]
    with store.engine.connect().execution_options(writes=True) as connection:
        out["points of one report anew"] = [spent(lambda i=i: priority.renew(connection, [i])) for i in ids]  # type: ignore[misc]
        connection.rollback()
    return out


PAGES = ("/", "/queue", "/queue?type=shelling&flag=toll-conflict", "/events", "/events?type=talks&area=SYR")


def pages(store: Store, rounds: int) -> dict[str, list[float]]:
    """The whole of a page, as a browser asks for it: the server's work without the way to it."""
    from fastapi.testclient import TestClient

    from rasid.project.project import Project
    from rasid.web.app import create_app
    from rasid.web.workplace import Workplace

    app = create_app(Workplace(Project(store), "noor", hosts=("testserver",)))
    with TestClient(app, headers={"accept-language": "ar"}) as client:
        for address in PAGES:
            client.get(address).raise_for_status()
        return {f"GET {a}": [spent(lambda a=a: client.get(a)) for _ in range(rounds)] for a in PAGES}  # type: ignore[misc]


def spent(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    with_sizes(parser)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with ExitStack() as stack:
        stores = opened(stack, options).stores
        worst = {}
        for store in stores:
            name = store.engine.dialect.name
            for what, times in (measured(store, options.rounds) | pages(store, options.rounds)).items():
                print(f"{name:11}{what:40}{statistics.median(times):9.1f}{p95(times):9.1f}", flush=True)
                worst[name, what] = p95(times)
            store.close()
    slow = {k: v for k, v in worst.items() if v > BAR}
    print("over the bar:", slow or "none")
    sys.exit(bool(slow) and options.full)


if __name__ == "__main__":
    main()
