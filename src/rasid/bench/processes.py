"""Commands of Rasid run as processes of their own, and what they took: starts, and archives coded by one process and by several."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from rasid.bench.archive import DAY, archive, to_parquet
from rasid.model import RasidError

STARTS = 5  # later starts timed; the median is told
ONE = "قصف الجيش السوري بلدة أريحا بقذائف الهاون مساء الجمعة."


class Started(NamedTuple):
    """Seconds from the shell until one report is coded: with an empty cache, and later; and how large the cache is, in MB."""

    first_s: float
    later_s: float
    cache_mb: float


class Coded(NamedTuple):
    """An archive that was coded. `cpu_s` of all processes, and `peak_mb` of the largest: None where the platform does not say."""

    how: str
    reports: int
    seconds: float
    cpu_s: float | None
    peak_mb: float | None


def peak_mb() -> float | None:
    """The most memory this process held, or None where the platform does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    return resident_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def resident_mb(most: int) -> float:
    return most / (1e6 if sys.platform == "darwin" else 1e3)  # macOS tells bytes, others KB


def starts() -> Started:
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        folder = Path(name)
        first = start_of(folder)
        later = [start_of(folder) for _ in range(STARTS)]
        return Started(first, median(later), sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6)


def start_of(cache: Path) -> float:
    """Seconds from the shell until `rasid code` has coded one report. Raises RasidError where it does not."""
    command = [sys.executable, "-m", "rasid", "code", "--published", DAY, "--format", "jsonl", "-"]
    began = time.perf_counter()
    done = subprocess.run(command, input=ONE.encode(), env={**os.environ, "RASID_CACHE": str(cache)}, capture_output=True, check=False)
    if done.returncode or b'"shelling"' not in done.stdout:
        raise RasidError("`rasid code` did not code the report of the benchmark.", hint=done.stderr.decode(errors="replace").strip())
    return time.perf_counter() - began


def scaled(lines: list[str], count: int, jobs: int) -> Iterator[Coded]:
    """One process; so many that know nothing of each other, at once; and one job of so many: each process with `count` reports."""
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
        folder = Path(name)
        parts = folder / "parts"
        parts.mkdir()
        files = [parts / f"part{n}.parquet" for n in range(jobs)]
        for n, file in enumerate(files):
            to_parquet(archive(lines, count, n), file)
        yield coded("one process", files[:1], folder / "one", 1, count)
        if jobs > 1:
            yield coded(f"{jobs} jobs of one process", files, folder / "apart", 1, count * jobs)
            yield coded(f"one job of {jobs} processes", [parts], folder / "together", jobs, count * jobs)


def sized(lines: list[str], sizes: list[int], jobs: int) -> Iterator[Coded]:
    """One job of so many processes over archives of these sizes."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name:
            file = Path(name) / "archive.parquet"
            to_parquet(archive(lines, size), file)
            yield coded(f"{size:,} reports", [file], Path(name) / "out", jobs, size)


def coded(how: str, sources: list[Path], out: Path, jobs: int, reports: int) -> Coded:
    """Runs `rasid bulk` once for each source, all at once. Raises RasidError where one fails."""
    began = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "rasid", "bulk", str(source), "--out", f"{out}-{n}", "--jobs", str(jobs), "--quiet"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for n, source in enumerate(sources)
    ]
    busy, peaks = 0.0, []
    for process in running:
        if hasattr(os, "wait4"):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            busy += used.ru_utime + used.ru_stime
            peaks.append(resident_mb(used.ru_maxrss))
        if process.wait() != 0:
            raise RasidError(f"`rasid bulk` ended with exit code {process.returncode}.", where=how)
    return Coded(how, reports, time.perf_counter() - began, busy or None, max(peaks, default=None))
