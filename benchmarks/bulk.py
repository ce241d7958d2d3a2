"""How fast an archive is coded, Parquet to Parquet: one process, two, and two that know nothing of each other.

    .venv/bin/python benchmarks/bulk.py [--reports 2000] [--jobs 2]

Reports of about 2 KB, every one different, put together from the development texts. Prints reports a second by the clock and by the CPU
time of all processes, and the peak of memory of the largest. Bars: 600 reports a second on 2 cores; two processes of one job at least 95 %
of two jobs of one process each, run at the same time.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
SIZE = 2000


def archive(path: Path, count: int, seed: int) -> None:
    """Sentences of the development texts in ever other orders."""
    files = sorted((ROOT / "tests/gold").glob("dev-*.jsonl"))
    texts = [json.loads(line)["text"] for file in files for line in file.read_text("utf-8").splitlines()]
    draw = random.Random(seed)
    rows = path.with_suffix(".jsonl")
    with rows.open("w", encoding="utf-8") as out:
        for n in range(count):
            text = f"خبر رقم {n}.\n"
            while len(text.encode()) < SIZE:
                text += draw.choice(texts) + "\n"
            cut = text.encode()[:SIZE].decode(errors="ignore")
            out.write(json.dumps({"id": f"r{n}", "published": "2019-12-14", "text": cut}, ensure_ascii=False) + "\n")
    duckdb.connect().execute(f"COPY (SELECT * FROM read_json('{rows}')) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    rows.unlink()


def started(source: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "rasid", "bulk", str(source), "--out", str(out), "--jobs", str(jobs), "--quiet"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000, help="of each process")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    count, jobs = options.reports, options.jobs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = folder / "parts"
        parts.mkdir()
        for n in range(jobs):
            archive(parts / f"part{n}.parquet", count, n)
        print("| how | reports | seconds | reports/s | reports/s of CPU | peak MB of one process |\n|---|---|---|---|---|---|")
        for how, sources, each in (
            ("one process", [parts / "part0.parquet"], 1),
            (f"{jobs} jobs of one process, at once", [parts / f"part{n}.parquet" for n in range(jobs)], 1),
            (f"one job of {jobs} processes", [parts], jobs),
        ):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.perf_counter()
            running = [started(s, folder / f"out-{each}-{len(sources)}-{n}", each) for n, s in enumerate(sources)]
            assert all(p.wait() == 0 for p in running)
            spent = time.perf_counter() - began
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            done = count * (len(sources) if each == 1 else jobs)
            print(f"| {how} | {done:,} | {spent:.1f} | {done / spent:.0f} | {done / busy:.0f} | {after.ru_maxrss / 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
