"""How fast the pages of incidents, of why and of the log answer, over generated events in SQLite.

    python benchmarks/incident_pages.py [--events 100000] [--reports 30000] [--log 200000] [--rounds 20] [--keep DIR]

Prints p50 and p95 in milliseconds of whole answers, as a browser gets them, from a warm server in this process, and the median of the
processor's time, which does not tell of other programs that run beside. Bar: 300 ms p95 for a
page. The generated events have no incidents of their own: each three that follow one another are made one, composed and scored by the
linker's own rules; one incident has 60 accounts. `--log`: entries of the audit log, each of its own event. `--keep` as elsewhere here.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from itertools import combinations, pairwise
from pathlib import Path

import msgspec
import sqlalchemy as sa
from fastapi.testclient import TestClient

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from generated import World, fill  # noqa: E402

from rasid.linking.composing import composed  # noqa: E402
from rasid.linking.incident import Incident  # noqa: E402
from rasid.linking.scoring import Scorer  # noqa: E402
from rasid.project.incidents import accounts, incident_row, row_of, scorer_of  # noqa: E402
from rasid.project.project import Project  # noqa: E402
from rasid.store.engine import Store  # noqa: E402
from rasid.store.schema import events, incidents, links  # noqa: E402
from rasid.web.app import create_app  # noqa: E402
from rasid.web.workplace import Workplace  # noqa: E402

BAR = 300
TOGETHER, MANY = 3, 60
BATCH = 3000


def put_together(store: Store, scorer: Scorer) -> str:
    """Makes incidents of the events; gives the id of the one with many accounts."""
    with store.reading() as connection:
        ids = list(
            connection.execute(
                sa.select(events.c.id).where(events.c.state != "rejected").order_by(events.c.type, events.c.day, events.c.id)
            ).scalars()
        )
    great = ""
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        first = MANY if at == 0 else 0
        groups = ([some[:first]] if first else []) + [some[n : n + TOGETHER] for n in range(first, len(some), TOGETHER)]
        with store.engine.connect().execution_options(writes=True) as connection:
            known = accounts(connection, some)
            made = [
                (group, composed([known[i] for i in group if i in known], scorer)) for group in groups if any(i in known for i in group)
            ]
            write(connection, made)
            pairs = [(a, b) for group in groups for a, b in combinations(group, 2) if a in known and b in known]
            pairs += [(a[0], b[0]) for a, b in pairwise(groups) if a[0] in known and b[0] in known]
            rows = [row_of(scorer.compare(known[min(p)], known[max(p)])) for p in pairs]
            connection.execute(sa.insert(links), rows)
            connection.commit()
            great = great or made[0][1].id
    return great


def write(connection: sa.Connection, made: list[tuple[list[str], Incident]]) -> None:
    connection.execute(sa.insert(incidents), [incident_row(incident) for _, incident in made])
    home = [{"event": id_, "incident": incident.id} for group, incident in made for id_ in group]
    update = sa.update(events).where(events.c.id == sa.bindparam("event")).values(incident_id=sa.bindparam("incident"))
    connection.execute(update, home)


def lengthen(store: Store, count: int) -> None:
    """Entries of the log: of three people, a rare one among them."""
    with store.reading() as connection:
        ids = list(connection.execute(sa.select(events.c.id).limit(count)).scalars())
    for at in range(0, count, 10_000):
        who = "yusuf" if at == 0 else ("noor", "salma")[at // 10_000 % 2]
        with store.writing(who) as change:
            for n in range(at, min(at + 10_000, count)):
                change.record("event.accept", f"event:{ids[n % len(ids)]}", before={"state": "proposed"}, after={"state": "accepted"})


def addresses(store: Store, great: str) -> dict[str, str]:
    town = World(7).places[0]
    with store.reading() as connection:
        i = incidents.c
        day, far = connection.execute(
            sa.select(i.day, i.id).where(i.day.is_not(None)).order_by(i.day.desc(), i.id.desc()).offset(10_000).limit(1)
        ).one()
        some = connection.execute(sa.select(i.id).where(i.accounts == TOGETHER).offset(500).limit(1)).scalar_one()
        event = msgspec.json.decode(connection.execute(sa.select(i.record).where(i.id == some)).scalar_one())["accounts"][0]["event"]
    province = f"{town['country']}%2F{town['admin1']}"
    return {
        "incidents": "/incidents",
        "incidents: page 200": f"/incidents?after={day}~{far}",
        "incidents: province": f"/incidents?area={province}",
        "incidents: province, type, a month": f"/incidents?area={province}&type=air_strike&since=2019-03-01&until=2019-03-31",
        "incidents: rare type": "/incidents?type=chemical_attack",
        "incidents: killed ≥ 20": "/incidents?killed=20",
        "one incident": f"/incidents/{some}",
        "one incident of 60 accounts": f"/incidents/{great}",
        "why these are one": f"/incidents/{great}/why",
        "why this figure": f"/incidents/{great}/why?of=place",
        "why this event": f"/why/{event}",
        "log": "/audit",
        "log: a person": "/audit?who=noor",
        "log: a rare person and action": "/audit?who=yusuf&action=event.accept",
        "log: one event": f"/audit?subject={event}",
        "log: days": "/audit?since=2026-01-01&until=2026-01-02",
        "log: page 2,000": "/audit?after=100000",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=30_000)
    parser.add_argument("--log", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as apart:
        folder = options.keep or Path(apart) / "project"
        fresh = not folder.exists()
        store = Store.create(folder) if fresh else Store.open(folder)
        with Project(store) as project:
            scorer = scorer_of(project.pipeline.lexicon)
            if fresh:
                began = time.perf_counter()
                fill([store], events=options.events, reports=options.reports)
                put_together(store, scorer)
                lengthen(store, options.log)
                print(f"made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
            with store.reading() as connection:
                great = connection.execute(sa.select(incidents.c.id).where(incidents.c.accounts == MANY).limit(1)).scalar_one()
            work = Workplace(project, "noor", hosts=("testserver",))
            with TestClient(create_app(work), headers={"accept-language": "ar"}) as client:
                report(client, addresses(store, great), options.rounds)


def report(client: TestClient, asked: dict[str, str], rounds: int) -> None:
    late = 0
    for name, address in asked.items():
        times, work, size = [], [], 0
        for n in range(rounds + 1):
            began, busy = time.perf_counter(), time.process_time()
            answer = client.get(address)
            if n:
                times.append(1000 * (time.perf_counter() - began))
                work.append(1000 * (time.process_time() - busy))
            assert answer.status_code == 200, (name, answer.status_code)
            size = len(answer.content)
        p95 = statistics.quantiles(times, n=20)[-1]
        late += p95 > BAR
        p50, busy = statistics.median(times), statistics.median(work)
        told = f"p50 {p50:7.1f}  p95 {p95:7.1f} ms  of the processor {busy:6.1f} ms  {size / 1024:4.0f} KB"
        print(f"{name:38} {told}{'  LATE' if p95 > BAR else ''}")
    began = time.perf_counter()
    client.get("/audit/verify")
    print(f"{'log: verified whole':38} {time.perf_counter() - began:6.1f} s")
    print("all within the bar" if not late else f"{late} beyond {BAR} ms")


if __name__ == "__main__":
    main()
