"""How fast a project leaves in every format, and in how much memory.

    python benchmarks/exporting.py [--events 20000 | --full] [--formats csv,xlsx] [--profile internal] [--keep DIR] [--out DIR]

Fills a project with generated events (`generated.py`), which are put together into incidents of one to three accounts without being
linked, and writes it in each format in a process of its own, on one core. Prints rows a second of one core's time (a row is what the
format's row is: an account or an incident), accounts a second, what was written, the peak of memory and by how much the export raised it,
and the time as a multiple of that of `jsonl` in the same run. Time is the processor's, so that what else runs on the machine counts little.
`--full`: 1,000,000 events. `--keep` leaves the project in a folder, and takes the one that is there. `--out` keeps what was written.
Bar: 8,000 rows a second, and memory that does not grow with the project.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parent))

from rasid.publish.formats import FORMATS, Around, format_of

BAR = 8_000  # rows a second
SIZES = (1, 1, 1, 2, 1, 1, 3, 1, 2, 1)  # accounts of one incident after another


class Sink:
    """Counts what is written, and writes it where that is wanted."""

    def __init__(self, path: Path | None) -> None:
        self.size, self.file = 0, path.open("wb") if path else None

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return self.file.write(data) if self.file else len(data)

    def flush(self) -> None: ...

    closed, readable, writable, seekable = False, lambda self: False, lambda self: True, lambda self: False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--full", action="store_true", help="1,000,000 events")
    parser.add_argument("--formats", default=",".join(FORMATS), help="all, or some by name")
    parser.add_argument("--profile", default="internal")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one, options.keep, options.profile, options.out)))
        return
    events = 1_000_000 if options.full else options.events
    with ExitStack() as stack:
        folder = (options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))) / "project"
        if not (folder / "rasid.toml").exists():
            filled(folder, events)
        names = ["jsonl", *(n for n in options.formats.split(",") if n != "jsonl")]
        show([child(name, folder, options) for name in names], events)


def child(name: str, folder: Path, options: argparse.Namespace) -> dict[str, float | str]:
    command = [sys.executable, __file__, "--one", name, "--keep", str(folder), "--profile", options.profile]
    command += ["--out", str(options.out)] if options.out else []
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return cast("dict[str, float | str]", json.loads(done.stdout))


def measured(name: str, folder: Path, profile: str, out: Path | None) -> dict[str, float | str]:
    """One export, in this process."""
    from rasid.project.project import Project
    from rasid.publish.exporting import export

    with Project.open(folder) as project:
        policy = project.policy(profile)
        format, around = format_of(name), Around(project.pipeline.lexicon, profile)
        sink = Sink(out / f"export{format.suffix}" if out else None)
        before = peak()
        began, began_cpu = time.perf_counter(), time.process_time()
        with project.store.reading() as connection:
            done = export(connection, policy, format, cast(BinaryIO, sink), around)
        seconds, cpu, most = time.perf_counter() - began, time.process_time() - began_cpu, peak()
        with project.store.reading() as connection:
            accounts = connection.execute(sa.text("SELECT count(*) FROM events WHERE state <> 'rejected'")).scalar_one()
    held = sum(done.held.values())
    return {
        **{"format": name, "rows": done.rows, "held": held, "accounts": accounts, "seconds": seconds, "cpu": cpu},
        **{"megabytes": sink.size / 1e6, "peak": most, "grew": most - before},
    }


def peak() -> float:
    """The most memory that this process has held, in megabytes. Where Linux tells it: `ru_maxrss` has that of the parent in it."""
    told = Path("/proc/self/status")
    if told.exists():
        return int(told.read_text().split("VmHWM:")[1].split()[0]) / 1e3
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def filled(folder: Path, events: int) -> None:
    """A project of generated events, put together into incidents."""
    from generated import fill

    from rasid.store.engine import Store

    store = Store.create(folder)
    began = time.perf_counter()
    fill([store], events=events, reports=max(1, events * 3 // 10))
    print(f"{events:,} events written in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    began = time.perf_counter()
    made = put_together(folder)
    print(f"{made:,} incidents put together in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


def put_together(folder: Path) -> int:
    """Incidents of one to three accounts of one type that lie next to one another by day. Not linked: of this only the writing counts."""
    from rasid.linking.account import Account
    from rasid.linking.composing import composed
    from rasid.linking.scoring import Scorer
    from rasid.model import Event
    from rasid.pipeline import Pipeline
    from rasid.project.incidents import incident_row
    from rasid.store.engine import Store
    from rasid.store.schema import incidents

    scorer, store, made = Scorer(Pipeline.load().lexicon), Store.open(folder), 0
    query = (
        "SELECT e.id, e.record, r.published, r.outlet, r.family FROM events e JOIN reports r ON r.id = e.report_id "
        "WHERE e.state <> 'rejected' AND e.type = :type ORDER BY e.day, e.id"
    )
    with store.writing("rasid") as change:
        types = [row[0] for row in change.connection.execute(sa.text("SELECT DISTINCT type FROM events ORDER BY type"))]
        for type_ in types:
            rows = change.connection.execute(sa.text(query), {"type": type_}).all()
            at = 0
            batch, homes = [], []
            while at < len(rows):
                size = SIZES[made % len(SIZES)]
                group = [
                    Account(event=msgspec.json.decode(r.record, type=Event), published=r.published, outlet=r.outlet, family=r.family or "")
                    for r in rows[at : at + size]
                ]
                incident = composed(group, scorer)
                batch.append(incident_row(incident))
                homes += [{"event": a.id, "incident": incident.id} for a in group]
                at, made = at + size, made + 1
            change.connection.execute(sa.insert(incidents), batch)
            change.connection.execute(sa.text("UPDATE events SET incident_id = :incident WHERE id = :event"), homes)
        change.record("project.linked", "project:generated", after={"incidents": made})
    return made


def show(rows: list[dict[str, float | str]], events: int) -> None:
    print(f"{events:,} events; one process a format, one after another\n")
    print("| format | rows | rows/s | accounts/s | MB written | peak MB | of it the export | times jsonl | wall s |")
    print("|---|---|---|---|---|---|---|---|---|")
    first = float(rows[0]["cpu"])
    for row in rows:
        cpu = float(row["cpu"])
        pace = float(row["rows"]) / cpu
        mark = "" if pace >= BAR else " (below the bar)"
        print(
            f"| {row['format']} | {row['rows']:,} | {pace:,.0f}{mark} | {float(row['accounts']) / cpu:,.0f} | "
            f"{float(row['megabytes']):,.1f} | {float(row['peak']):,.0f} | {float(row['grew']):,.0f} | "
            f"{cpu / first:.2f} | {row['seconds']:.1f} |"
        )


if __name__ == "__main__":
    main()
