"""How long a coded archive takes to be linked, and what memory that takes.

    python benchmarks/linking_archives.py [--events 100000] [--jobs 2] [--keep DIR]

The events are those of benchmarks/generated.py: the first so many of a million that lie as dense as in twelve years of war, so that a part
of them meets as many others as all would. They are written as `rasid bulk` leaves them; `rasid link --bulk` then runs as a user runs it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import msgspec

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from generated import Maker, World  # noqa: E402

from rasid.bulk.shards import planned  # noqa: E402
from rasid.bulk.writing import ShardWriter, whole  # noqa: E402
from rasid.model import Event, Report  # noqa: E402

DENSE = (1_000_000, 300_000)  # events and reports in the twelve years


def written(out: Path, count: int) -> int:
    """The archive as `rasid bulk` leaves it; how many events it has."""
    decode, events, reports, shards = msgspec.json.Decoder(Event).decode, 0, 0, 0
    sources = out / "sources"
    sources.mkdir(parents=True)
    for batch in Maker(World(7), *DENSE).batches():
        if events >= count:
            break
        its: dict[str, list[Event]] = {}
        for row in batch["events"]:
            its.setdefault(row["report_id"], []).append(decode(row["record"]))
        source = sources / f"{shards:06d}.jsonl"
        with ShardWriter(out, f"{shards:06d}") as writer, source.open("wb") as lines:
            for row, text in zip(batch["reports"], batch["texts"], strict=True):
                told = {"id": row["id"], "text": text["text"]} | {k: row[k] for k in ("published", "title", "outlet")}
                writer.coded(f"{source}@{lines.tell()}", Report(**told), its.get(row["id"], []))
                lines.write(json.dumps(told, ensure_ascii=False).encode() + b"\n")
            done = writer.finish("generated", shards, 0.0)
        events, reports, shards = events + done.events, reports + done.reports, shards + 1
    whole(out / "plan.json", msgspec.json.encode(planned([str(sources)], {"data_version": "generated"})))
    told = {"plan": "generated", "rasid": "0", "data_version": "generated", "asked": {"lang": "ar"}, "poison": 0, "empty": 0, "bytes": 0}
    whole(out / "manifest.json", json.dumps(told | {"sources": shards, "shards": shards, "reports": reports, "events": events}).encode())
    return events


class Watch(threading.Thread):
    """Looks now and then at the memory of a process and its children (Linux: what is shared counts once, `Pss`)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most = pid, 0

    def run(self) -> None:
        while Path(f"/proc/{self.pid}").exists():
            self.most = max(self.most, sum(held(pid) for pid in (self.pid, *children(self.pid))))
            time.sleep(0.5)


def children(pid: int) -> list[int]:
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def held(pid: int) -> int:
    """KB."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) for row in rows if row.startswith("Pss:")), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder for the archive, used again where it is there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasid-") as name:
        out = args.keep or Path(name)
        if not (out / "manifest.json").is_file():
            print(f"{written(out, args.events):,} events written", flush=True)
        (out / "linked.json").unlink(missing_ok=True)
        began = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "rasid", "link", "--bulk", str(out), "--jobs", str(args.jobs)])
        watch = Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        seconds = time.perf_counter() - began
        told = json.loads((out / "linked.json").read_text("utf-8"))
        busy = used.ru_utime + used.ru_stime
        print(
            f"| {told['events']:,} | {told['compared']:,} | {told['kept']:,} | {told['incidents']:,} | {told['largest']:,} "
            f"| {seconds:,.0f} | {told['events'] / seconds:,.0f} | {busy:,.0f} | {watch.most / 1e3:,.0f} |"
        )


if __name__ == "__main__":
    main()
