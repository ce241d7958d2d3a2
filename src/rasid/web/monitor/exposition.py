"""The figures as Prometheus reads them (text format 0.0.4)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from rasid import __version__
from rasid.web.monitor.counting import BUCKETS_S, Counts

TYPE = "text/plain; version=0.0.4; charset=utf-8"
BEGAN = time.time()


class Waiting(NamedTuple):
    """Work in the background: how much there is in each state, for how long the oldest waits, how many workers answer."""

    states: dict[str, int]
    oldest_s: float
    workers: int


def exposition(counts: Counts, held: Mapping[str, int] | None, work: Waiting | None = None) -> str:
    """`held`: how many there are in the project (reports, events, incidents, sessions); None where its database does not answer."""
    return "".join(line + "\n" for line in (*lines(counts, held), *(worked(work) if work is not None else ())))


def worked(work: Waiting) -> Iterator[str]:
    yield from head("rasid_jobs", "gauge", "Work in the background by its state, of the last 500 that have ended and all that have not.")
    for state, count in work.states.items():
        yield sample("rasid_jobs", count, state=state)
    yield from head("rasid_jobs_oldest_waiting_seconds", "gauge", "For how long the oldest work waits; 0 where none does.")
    yield sample("rasid_jobs_oldest_waiting_seconds", round(work.oldest_s, 1))
    yield from head("rasid_workers", "gauge", "Workers (rasid work) that answer.")
    yield sample("rasid_workers", work.workers)


def lines(counts: Counts, held: Mapping[str, int] | None) -> Iterator[str]:
    yield from head("rasid_build_info", "gauge", "The version of Rasid that runs.")
    yield sample("rasid_build_info", 1, version=__version__)
    yield from head("rasid_store_up", "gauge", "1 where the project's database answers.")
    yield sample("rasid_store_up", int(held is not None))
    for name, count in (held or {}).items():
        yield from head(f"rasid_{name}", "gauge", f"How many {name} there are.")
        yield sample(f"rasid_{name}", count)
    yield from head("rasid_requests_in_flight", "gauge", "Requests that are being answered.")
    yield sample("rasid_requests_in_flight", counts.in_flight)
    yield from head("rasid_requests_total", "counter", "Requests answered, by route and status.")
    for (method, route, status), count in sorted(counts.requests.items()):
        yield sample("rasid_requests_total", count, method=method, route=route, status=str(status))
    yield from head("rasid_request_seconds", "histogram", "How long answers took, by route.")
    for route, within in sorted(counts.within.items()):
        for end, count in zip((*map(str, BUCKETS_S), "+Inf"), accumulate(within), strict=True):
            yield sample("rasid_request_seconds_bucket", count, route=route, le=end)
        yield sample("rasid_request_seconds_sum", round(counts.seconds[route], 6), route=route)
        yield sample("rasid_request_seconds_count", sum(within), route=route)
    yield from head("process_start_time_seconds", "gauge", "When this process began, in seconds since 1970.")
    yield sample("process_start_time_seconds", round(BEGAN, 3))
    if (memory := resident()) is not None:
        yield from head("process_resident_memory_bytes", "gauge", "Memory that this process holds.")
        yield sample("process_resident_memory_bytes", memory)


def head(name: str, kind: str, told: str) -> tuple[str, str]:
    return f"# HELP {name} {told}", f"# TYPE {name} {kind}"


def sample(name: str, value: float, **labels: str) -> str:
    said = ",".join(f'{key}="{escaped(text)}"' for key, text in labels.items())
    return f"{name}{{{said}}} {value}" if said else f"{name} {value}"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def resident() -> int | None:
    """Bytes; None where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:
            return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None
