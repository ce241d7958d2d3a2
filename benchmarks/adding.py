"""How fast reports go into a project, beside how fast they are coded: reports a second in one warm process.

    .venv/bin/python benchmarks/adding.py [--reports 400] [--database URL] [--profile] [--json FILE]

The reports are those of benchmarks/speed.py (1.4 KB), each with another first line, so that none is known. Prints a table; with --json it
appends one row to a file of JSON lines. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import platform
import pstats
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from speed import DAY, gold_texts, peak_mb, reports

from rasid import __version__
from rasid.model import Report
from rasid.project.project import Project


def numbered(count: int) -> Iterator[Report]:
    """So many reports, none like another."""
    batch = reports(gold_texts())
    for n in range(count):
        report = batch[n % len(batch)]
        yield Report(id=f"r{n}", text=f"خبر رقم {n}.\n{report.text}", published=DAY, outlet="وكالة الضفة")


def measured(project: Project, folder: Path, count: int) -> dict[str, Any]:
    made = list(numbered(count))
    source = folder / "reports.jsonl"
    rows = ({"id": r.id, "text": r.text, "published": r.published, "outlet": r.outlet} for r in made)
    source.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    for report in made[:20]:
        project.pipeline.code(report)
    out: dict[str, Any] = {"reports": count}
    begin, busy = time.perf_counter(), time.process_time()
    for report in made:
        project.pipeline.code(report)
    out["code_ms"] = round((time.perf_counter() - begin) / count * 1000, 2)
    out["code_cpu_ms"] = round((time.process_time() - busy) / count * 1000, 2)
    begin, busy = time.perf_counter(), time.process_time()
    outcomes = list(project.add([source]))
    out["add_ms"] = round((spent := time.perf_counter() - begin) / count * 1000, 2)
    out["add_cpu_ms"] = round((time.process_time() - busy) / count * 1000, 2)  # without what other programs take of a shared machine
    assert [o.what for o in outcomes] == ["added"] * count
    out |= {"added_per_second": round(count / spent, 1), "events": sum(o.events or 0 for o in outcomes)}
    begin = time.perf_counter()
    assert {o.what for o in project.add([source])} == {"already there"}
    out["again_ms"] = round((time.perf_counter() - begin) / count * 1000, 2)
    begin = time.perf_counter()
    assert all(r.plan is not None and r.plan.nothing for r in project.recode(dry_run=True))
    out["recode_ms"] = round((time.perf_counter() - begin) / count * 1000, 2)
    if not project.store.postgres:
        out["kb_per_report"] = round(sum(p.stat().st_size for p in project.store.folder.glob("rasid.db*")) / count / 1000, 1)
    return out


def profiled(project: Project, folder: Path, count: int) -> str:
    profiler = cProfile.Profile()
    profiler.enable()
    measured(project, folder, count)
    profiler.disable()
    stats = pstats.Stats(profiler)
    top = sorted(stats.stats.items(), key=lambda item: -item[1][3])  # type: ignore[attr-defined]
    lines = [f"  {'ms':>8}  {'calls':>9}  function (time with what it calls)"]
    for (file, line, name), (_, calls, _own, whole, _) in top:
        if "/rasid/store/" in file or "/rasid/project/" in file:
            lines.append(f"  {whole / count * 1000:>8.2f}  {calls:>9,}  {file.split('/rasid/')[-1]}:{line} {name}")
    return "\n".join(lines[:40])


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast reports go into a project.")
    parser.add_argument("--reports", type=int, default=400, help="how many (default 400)")
    parser.add_argument("--database", help="an address of PostgreSQL with an empty database; else SQLite")
    parser.add_argument("--profile", action="store_true", help="also show where the time goes")
    parser.add_argument("--json", type=Path, help="append the row to this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as there:
        folder = Path(there)
        with Project.create(folder / "project", given.database) as project:
            row = measured(project, folder, given.reports)
            row |= {"database": "postgresql" if project.store.postgres else "sqlite", "peak_mb": peak_mb()}
        if given.profile:
            with Project.create(folder / "profiled") as project:
                print(profiled(project, folder, given.reports))
    for name, value in row.items():
        print(f"  {name:18} {value}")
    if given.json:
        row |= {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": __version__,
            "machine": platform.processor() or platform.machine(),
        }
        with given.json.open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
