"""What the benchmarks of projects at scale share: their options, the stores of generated events that they ask, and the 95th percentile."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "tests" / "project")]

import pg_server  # noqa: E402
from generated import fill  # noqa: E402
from sqlalchemy import Connection  # noqa: E402

from rasid.store.engine import Store  # noqa: E402
from rasid.store.settings import SETTINGS  # noqa: E402

# A server as it is installed, so that what it has confirmed is on the disk, with the usual quarter of 8 GB of memory.
USUAL = ("shared_buffers=2GB", "log_min_messages=fatal")


class Opened(NamedTuple):
    """`stores` to ask, SQLite's first; those of them that are `new`, filled by now; the `seconds` that each took to write."""

    stores: list[Store]
    new: list[Store]
    seconds: dict[str, float]


def with_sizes(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--full", action="store_true", help="1,000,000 events and 300,000 reports")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=30_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--keep", type=Path, help="leaves the projects in this folder, or takes those that are there")
    return parser


def sizes(options: argparse.Namespace) -> tuple[int, int]:
    """How many events and reports are asked for."""
    return (1_000_000, 300_000) if options.full else (options.events, options.reports)


def opened(stack: ExitStack, options: argparse.Namespace) -> Opened:
    """The stores that the options ask for, new ones filled: in `project` of --keep SQLite's, in `pg` PostgreSQL's, in `pg-server` what its
    server keeps. Ends the program where there is no PostgreSQL."""
    folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
    stores: list[Store] = []
    new: list[Store] = []

    def take(project: Path, database: str | None = None) -> None:
        there = (project / SETTINGS).exists()
        stores.append(Store.open(project) if there else Store.create(project, database))
        new.extend([] if there else stores[-1:])

    if options.only != "postgresql":
        take(folder / "project")
    if options.only != "sqlite":
        running = stack.enter_context(pg_server.server(options.keep and options.keep / "pg-server", USUAL))
        if isinstance(running, str):
            sys.exit(running)
        take(folder / "pg", running.url("postgres"))
    events, reports = sizes(options)
    return Opened(stores, new, fill(new, events=events, reports=reports) if new else {})


def processor(connection: Connection) -> Callable[[], float]:
    """Milliseconds that the processor has worked for this connection, this process and PostgreSQL's for it: by them what is measured beside
    other work can be compared. Of PostgreSQL nothing is counted where Linux does not tell it."""
    told = None
    if connection.dialect.name == "postgresql":
        told = Path(f"/proc/{connection.exec_driver_sql('SELECT pg_backend_pid()').scalar()}/schedstat")
    theirs = told if told is not None and told.exists() else None
    return lambda: time.process_time() * 1e3 + (int(theirs.read_text().split()[0]) / 1e6 if theirs else 0)


def loaded() -> str:
    """How much the machine has to do, in words for beside a figure."""
    told = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{time.strftime('%d %B %Y %H:%M', time.gmtime())} UTC{told}"


def p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]
