"""How long one report takes to be added and linked in a project that holds many: SQLite and PostgreSQL side by side.

    python benchmarks/linking_at_scale.py [--full] [--events 100000 --reports 30000] [--new 60] [--only sqlite] [--keep DIR] [--profile]

The project is that of benchmarks/project_queries.py (generated.py), and every event of it has its keys and its incident, every report
its signatures, as adding would have left them (written in bulk here). What is added are reports of the same kind with other draws, put
among the days of the rest, each as a transaction of its own, as `rasid add` does in a warm process: read, coded, compared with reprints,
linked with its neighbours, indexed and audited. Prints milliseconds; the bar (of 1,000,000 events and 300,000 reports, `--full`): 250 ms.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from generated import Maker, World  # noqa: E402
from stores import loaded, opened, p95, sizes, with_sizes  # noqa: E402

from rasid.linking.account import Account  # noqa: E402
from rasid.linking.composing import composed  # noqa: E402
from rasid.linking.scoring import Scorer  # noqa: E402
from rasid.model import Event  # noqa: E402
from rasid.project import incidents as linker  # noqa: E402
from rasid.project.project import Project  # noqa: E402
from rasid.store import reprints  # noqa: E402
from rasid.store import schema as s  # noqa: E402
from rasid.store.engine import Store  # noqa: E402

BAR = 250
BATCH = 5000
Row = dict[str, Any]


# What adding would have left ----------------------------------------------------------------------------------------------------


def tie_up(store: Store, scorer: Scorer) -> None:
    """Keys and an incident for every event, signatures for every report, in place of what decisions in a kept project have left."""
    with store.engine.connect().execution_options(writes=True) as c:
        for table in ("links", "ties", "link_keys", "incidents"):
            c.exec_driver_sql(f"DELETE FROM {table}")
        c.commit()
        raw: Any = c.connection.driver_connection
        if not store.postgres:
            c.commit()
            for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-1000000"):
                raw.execute(f"PRAGMA {pragma}")
        put(raw, store.postgres, "signatures", ("band", "report_id"), prints(store))
        for table, columns, rows in (
            ("link_keys", ("key", "event_id"), keys(store, scorer)),
            ("incidents", tuple(x.name for x in s.incidents.c), singles(store, scorer)),
        ):
            put(raw, store.postgres, table, columns, rows)
        c.exec_driver_sql("UPDATE events SET incident_id = 'in_' || id")
        c.commit()
        if store.postgres:
            raw.autocommit = True
            raw.execute("VACUUM ANALYZE")
            raw.autocommit = False
    store.engine.dispose()


def tied(store: Store) -> bool:
    with store.reading() as connection:
        return connection.execute(sa.select(s.signatures.c.report_id).limit(1)).first() is not None


def put(raw: Any, postgres: bool, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    """Rows in bulk, in the order of the key: a million into a tree at random take an hour."""
    began = time.perf_counter()
    names = ", ".join(columns)
    if postgres:
        with raw.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        raw.execute(f"CREATE TEMP TABLE laid AS SELECT {names} FROM {table} WHERE 0")
        raw.executemany(f"INSERT INTO laid VALUES ({', '.join('?' * len(columns))})", rows)
        raw.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM laid ORDER BY {columns[0]}, {columns[1]}")
        raw.execute("DROP TABLE laid")
    raw.commit()
    print(f"  {table} written in {time.perf_counter() - began:.0f} s", flush=True)


def prints(store: Store) -> Iterator[tuple[int, str]]:
    r, t = s.reports.c, s.texts.c
    query = sa.select(r.id, t.text, r.published).join(s.texts, t.report_id == r.id)
    for row in every(store, query):
        for band in reprints.keys_of(reprints.told(row.text, "ar"), reprints.day_of(row.published, None)):
            yield band, row.id


def kept(store: Store) -> Iterator[Account]:
    e, r = s.events.c, s.reports.c
    query = sa.select(e.id, e.record, r.published, r.outlet, r.family).join(s.reports, r.id == e.report_id)
    for row in every(store, query):
        event = msgspec.structs.replace(msgspec.json.decode(row.record, type=Event), id=row.id)
        yield Account(event=event, published=row.published, outlet=row.outlet, family=row.family)


def keys(store: Store, scorer: Scorer) -> Iterator[tuple[str, str]]:
    for account in kept(store):
        for key in scorer.keys(account).kept:
            yield key, account.id


def singles(store: Store, scorer: Scorer) -> Iterator[tuple[Any, ...]]:
    """An incident for each event by itself, under the event's own id for a name, so that the events find it by one statement."""
    columns = [x.name for x in s.incidents.c]
    for account in kept(store):
        row = linker.incident_row(composed([account], scorer)) | {"id": f"in_{account.id}"}
        yield tuple(row[name] for name in columns)


def every(store: Store, query: sa.Select[Any]) -> Iterator[Any]:
    with store.engine.connect() as connection:
        yield from connection.execute(query, execution_options={"yield_per": BATCH})


# What is added ------------------------------------------------------------------------------------------------------------------


def arrivals(count: int, folder: Path, events: int, reports: int, seed: int) -> list[Path]:
    """Reports of other draws, each in a file of its own, spread over the days of the rest."""
    maker = Maker(World(7), events, reports)
    maker.world.random.seed(seed)
    batch: dict[str, list[Row]] = {t.name: [] for t in s.metadata.sorted_tables}
    step = max(1, reports // (count + 1))
    for n in range(1, count + 1):
        maker.report(batch, n * step, 1 + n % 7)
    made = []
    for n, (report, text) in enumerate(zip(batch["reports"], batch["texts"], strict=True)):
        path = folder / f"new-{n}.jsonl"
        row = {"id": f"new-{seed}-{n}", "text": text["text"]} | {name: report[name] for name in ("published", "outlet", "title")}
        path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        made.append(path)
    return made


def measured(store: Store, files: list[Path], profile: bool) -> Row:
    project = Project(store)
    spent, busy, linking, compared, events = [], [], [], [], 0
    original = linker.Linker.link

    def timed(self: linker.Linker, touched: Any) -> Any:
        began = time.perf_counter()
        done = original(self, touched)
        linking.append((time.perf_counter() - began) * 1000)
        compared.append(done.compared)
        return done

    linker.Linker.link = timed  # type: ignore[method-assign]
    list(project.add(files[:3]))  # warm
    linking.clear(), compared.clear()
    profiler = cProfile.Profile()
    for file in files[3:]:
        began, used = time.perf_counter(), time.process_time()
        if profile:
            profiler.enable()
        outcomes = list(project.add([file]))
        profiler.disable()
        spent.append((time.perf_counter() - began) * 1000)
        busy.append((time.process_time() - used) * 1000)
        assert [o.what for o in outcomes] == ["added"], outcomes
        events += sum(o.events or 0 for o in outcomes)
    linker.Linker.link = original  # type: ignore[method-assign]
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    return {"spent": spent, "busy": busy, "linking": linking or [0.0], "compared": compared or [0], "events": events}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    with_sizes(parser)
    parser.add_argument("--new", type=int, default=60)
    parser.add_argument("--seed", type=int, default=99, help="of what is added: another for a project that has had these")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    events, reports = sizes(options)
    with ExitStack() as stack:
        files = arrivals(options.new + 3, Path(stack.enter_context(tempfile.TemporaryDirectory())), events, reports, options.seed)
        stores, _, seconds = opened(stack, options)
        for name, spent in seconds.items():
            print(f"{name}: written in {spent:.0f} s", flush=True)
        for store in (each for each in stores if not tied(each)):
            tie_up(store, linker.scorer_of(Project(store).pipeline.lexicon))
        print(f"\n{options.new} reports added to {events:,} events of {reports:,} reports, {loaded()}; milliseconds a report\n")
        columns = "database; whole: median; p95; most; CPU of this process: median; p95; linking: median; p95; pairs: median, most; events"
        print(f"| {columns.replace('; ', ' | ')} |\n|" + "---|" * 10)
        for store in stores:
            told = measured(store, files, options.profile)
            a, b, n = told["spent"], told["linking"], told["compared"]
            print(
                f"| {store.engine.dialect.name} | {statistics.median(a):.0f} | {p95(a):.0f} | {max(a):.0f} "
                f"| {statistics.median(told['busy']):.0f} | {p95(told['busy']):.0f} | {statistics.median(b):.0f} "
                f"| {p95(b):.0f} | {statistics.median(n):.0f}, {max(n)} | {told['events']} |",
                flush=True,
            )
        print(f"bar (of 1,000,000 events): {BAR} ms, p95 of the whole")


if __name__ == "__main__":
    main()
