"""What the benchmarks of projects at scale share: their options, the stores of generated events that they ask, and the 95th percentile."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "tests" / "project")]

import pg_server  # noqa: E402
from generated import fill  # noqa: E402

from rasid.store.engine import Store  # noqa: E402


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
    parser.add_argument("--keep", type=Path, help="leaves SQLite's project in this folder, or takes the one that is there")
    return parser


def sizes(options: argparse.Namespace) -> tuple[int, int]:
    """How many events and reports are asked for."""
    return (1_000_000, 300_000) if options.full else (options.events, options.reports)


def opened(stack: ExitStack, options: argparse.Namespace, inside: str = "project") -> Opened:
    """The stores that the options ask for, new ones filled. `inside`: the project's folder within --keep. Ends the program where there is
    no PostgreSQL."""
    folder = (options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))) / inside
    stores: list[Store] = []
    new: list[Store] = []
    if options.only != "postgresql":
        there = (folder / "rasid.toml").exists()
        stores.append(Store.open(folder) if there else Store.create(folder))
        new += [] if there else stores[-1:]
    if options.only != "sqlite":
        # The tests' server has little memory, so that many run at once; this is a server's usual quarter of 8 GB.
        pg_server.FAST = (*(f for f in pg_server.FAST if not f.startswith("shared_buffers")), "shared_buffers=2GB")
        running = stack.enter_context(pg_server.server())
        if isinstance(running, str):
            sys.exit(running)
        stores.append(Store.create(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "pg", running.url("postgres")))
        new.append(stores[-1])
    events, reports = sizes(options)
    return Opened(stores, new, fill(new, events=events, reports=reports) if new else {})


def p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]
