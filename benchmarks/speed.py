"""How fast Rasid codes the development reports: reports a second, start from the shell, memory, long reports, and the costly functions.

What of it needs no checkout, stage by stage and over archives, `rasid bench` measures.

    .venv/bin/python benchmarks/speed.py [--seconds 10] [--long] [--profile] [--json FILE]

Prints a table; with --json it appends one row to a file of JSON lines. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import platform
import pstats
import time
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from rasid import __version__
from rasid.bench.processes import peak_mb, starts
from rasid.model import Report
from rasid.pipeline import Pipeline

ROOT = Path(__file__).resolve().parent.parent
GOLD = sorted((ROOT / "tests" / "gold").glob("dev-*.jsonl"))
SIZE = 1434  # bytes of UTF-8 (1.4 KB), the length of a middling agency report
DAY = "2019-12-14"
STARTS = {"first_start_s": "first_s", "start_s": "later_s", "cache_mb": "cache_mb"}
LONG = (16, 64, 256, 1024)  # KB


def gold_texts() -> list[str]:
    """The texts of the development reports."""
    return [json.loads(line)["text"] for path in GOLD for line in path.read_text(encoding="utf-8").splitlines() if line]


def reports(texts: list[str]) -> list[Report]:
    """One report for each text, cut to SIZE, or filled up to it with the texts after it."""
    made = []
    for n in range(len(texts)):
        filled = "\n".join(islice(cycle(texts[n:] + texts[:n]), 4)).encode()[:SIZE].decode(errors="ignore")
        made.append(Report(id=f"r{n}", text=filled, published=DAY, lang="ar"))
    return made


def throughput(pipeline: Pipeline, batch: list[Report], seconds: float) -> dict[str, Any]:
    """Reports a second in one warm process, over whole rounds of the batch; what is loaded is no garbage, as commands say too."""
    for report in batch:
        pipeline.code(report)
    gc.freeze()
    done = events = 0
    begin = time.perf_counter()
    while (spent := time.perf_counter() - begin) < seconds:
        for report in batch:
            events += len(pipeline.code(report))
        done += len(batch)
    return {
        "reports_per_second": round(done / spent, 1),
        "ms_per_report": round(spent / done * 1000, 2),
        "events_per_report": round(events / done, 2),
    }


def long_reports(pipeline: Pipeline, texts: list[str], most: float = 60) -> dict[str, float]:
    """Seconds for one report of so many KB; stops where one took longer than `most`. Twice the size should take twice the time."""
    spent: dict[str, float] = {}
    for size in LONG:
        text = "\n".join(islice(cycle(texts), size * 1000 // 900 + 1)).encode()[: size * 1000].decode(errors="ignore")
        begin = time.perf_counter()
        pipeline.code(Report(id="long", text=text, published=DAY, lang="ar"))
        spent[f"{size}_kb_s"] = round(time.perf_counter() - begin, 2)
        if spent[f"{size}_kb_s"] > most:
            break
    return spent


def profile(pipeline: Pipeline, batch: list[Report], rows: int = 15) -> str:
    """The functions in which most time is spent, by their own time."""
    profiler = cProfile.Profile()
    profiler.enable()
    for report in batch * 3:
        pipeline.code(report)
    profiler.disable()
    stats = pstats.Stats(profiler)
    total = sum(row[2] for row in stats.stats.values())  # type: ignore[attr-defined]
    top = sorted(stats.stats.items(), key=lambda item: -item[1][2])[:rows]  # type: ignore[attr-defined]
    lines = [f"  {'own time':>8}  {'calls':>9}  function"]
    for (file, line, name), (_, calls, own, _, _) in top:
        where = f"{file.split('/src/')[-1]}:{line} {name}" if "/src/" in file else name
        lines.append(f"  {own / total:>8.1%}  {calls:>9,}  {where}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast Rasid codes.")
    parser.add_argument("--seconds", type=float, default=10, help="how long to measure reports a second (default 10)")
    parser.add_argument("--long", action="store_true", help="also code single reports of up to 1 MB")
    parser.add_argument("--profile", action="store_true", help="also show where the time goes")
    parser.add_argument("--json", type=Path, help="append the row to this file")
    given = parser.parse_args()

    texts = gold_texts()
    pipeline = Pipeline.load("ar")
    batch = reports(texts)
    begun = starts()
    row: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "data": pipeline.lexicon.version,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "report_kb": round(sum(len(r.text.encode()) for r in batch) / len(batch) / 1000, 2),
        **throughput(pipeline, batch, given.seconds),
        "peak_mb": peak_mb(),
        **{name: getattr(begun, field) for name, field in STARTS.items()},
    }
    if given.long:
        row["long"] = long_reports(pipeline, texts)
    for key, value in row.items():
        for name, shown in value.items() if isinstance(value, dict) else ((key, value),):
            print(f"{name:<20} {round(shown, 2) if isinstance(shown, float) else shown}")
    if given.profile:
        print(f"\nwhere the time goes ({len(batch) * 3} reports)\n{profile(pipeline, batch)}")
    if given.json:
        with given.json.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
