"""How fast the review bench answers several reviewers at once, over HTTP, in a project of generated events.

    python benchmarks/bench_under_load.py [--full] [--events 100000 --reports 30000] [--only sqlite] [--keep DIR] [--rate 10] [--seconds 60]

The pages are served by `rasid serve` in a process of its own on the loopback; this process asks `--rate` requests a second in all, at
moments that are set beforehand: a slow answer does not put the next question off, and the time waited for it is counted (open loop). What
is asked is what reviewers ask: of ten requests three that a page asks by itself (what changed), two queues, two reports, and three
decisions (an event accepted, or the last decision taken back); the page on which a decision stands is asked for besides, so 13 a second in
truth. Prints p50, p95 and the slowest of each in milliseconds, and what failed. Bar, of 1,000,000 events and 300,000 reports (`--full`),
ten a second: 300 ms p95 for queue, review and save. `--keep` as elsewhere here. What it is at, and for how long, goes to standard error.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from html import unescape
from pathlib import Path
from urllib.parse import quote

import httpx
import sqlalchemy as sa

sys.path[:0] = [str(Path(__file__).resolve().parent)]

from stores import opened, p95, with_sizes  # noqa: E402

from rasid.store.schema import priorities  # noqa: E402

BAR = 300
BARRED = ("queue", "review", "save")
WARMING = 30  # requests before any is measured
OPENED = 400  # reports that the reviewers have before them
QUEUES = ("/queue", "/queue?type=shelling", "/queue?flag=toll-conflict", "/queue?area=SYR", "/queue?since=2019-01-01&until=2019-12-31")
STARTS_S = 300  # a store that was not asked lately is read from the disk first
TOLD_S = 10  # how often is said that it still waits
PART = {"accept": "application/json", "x-rasid-part": "1"}


def note(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


class Reviewers:
    """What is asked next, and how long each kind took. Of one report one decision at a time, as by one pair of hands."""

    def __init__(self, client: httpx.Client, reports: list[str], seed: int = 11) -> None:
        self.client, self.reports, self.random = client, reports, random.Random(seed)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed: dict[str, int] = defaultdict(int)
        self.hands = {report: threading.Lock() for report in reports}
        self.marks: dict[str, str] = {}

    def plan(self, number: int) -> list[tuple[str, str]]:
        """(kind, report) of each request, ten after ten of the same mix in another order."""
        kinds = ["changes"] * 3 + ["queue"] * 2 + ["review"] * 2 + ["save"] * 3
        out: list[tuple[str, str]] = []
        while len(out) < number:
            self.random.shuffle(kinds)
            out += [(kind, self.random.choice(self.reports)) for kind in kinds]
        return out[:number]

    def ask(self, kind: str, report: str, due: float) -> None:
        """One request, from the moment at which it was due."""
        base = f"/reports/{quote(report, safe='')}"
        try:
            if kind == "save":
                with self.hands[report]:
                    form = self.form(base)  # the page that a reviewer has open: not what is measured here
                    began = time.perf_counter()
                    answer = self.client.post(form[0], data=form[1], headers=PART)
            else:
                began = due
                address = {"queue": self.random.choice(QUEUES), "review": base, "changes": f"{base}/changes?since=1"}[kind]
                answer = self.client.get(address, headers=PART if kind == "changes" else None)
            spent = (time.perf_counter() - began) * 1000
            self.times[kind].append(spent)
            if answer.status_code != 200:
                self.failed[f"{kind}: {answer.status_code}"] += 1
        except httpx.HTTPError as error:
            self.failed[f"{kind}: {type(error).__name__}"] += 1

    def form(self, base: str) -> tuple[str, dict[str, str]]:
        """A decision that the page offers: to take back the last one, or to accept an event."""
        page = self.client.get(base).text
        acts = {act: (unescape(to), inside) for to, act, inside in FORM.findall(page)}
        to, inside = acts.get("undo") or acts["accept"]
        return to, {name: unescape(value) for name, value in HIDDEN.findall(inside)}


FORM = re.compile(r'<form method="post" action="([^"]+)" data-act="(undo|accept)">(.*?)</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def served(folder: Path, stack: ExitStack) -> str:
    """Starts `rasid serve` over a project; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rasid", "serve", "--project", str(folder), "--port", str(port), "--who", "noor", "--quiet"]
    server = subprocess.Popen(command, env=os.environ | {"BROWSER": "true"})
    stack.callback(server.wait)
    stack.callback(server.terminate)
    address = f"http://127.0.0.1:{port}"
    began, said = time.monotonic(), TOLD_S
    note("rasid serve is started")
    while (waited := time.monotonic() - began) < STARTS_S and server.poll() is None:
        try:
            if httpx.get(address + "/static/app.css", timeout=TOLD_S).status_code:  # any answer will do: the pages are asked after this
                note(f"it answers after {waited:.1f} s")
                return address
        except httpx.TransportError:
            time.sleep(0.1)
        if waited > said:
            note(f"no answer yet after {waited:.0f} s")
            said = waited + TOLD_S
    sys.exit(f"rasid serve did not answer within {STARTS_S} s.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    with_sizes(parser)
    parser.add_argument("--rate", type=float, default=10, help="requests a second, in all")
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    slow = {}
    with ExitStack() as stack:
        note("projects are opened; one that is not there yet is written first, a million events in many minutes")
        for store in opened(stack, options).stores:
            name = store.engine.dialect.name
            note(f"{name}: the queue is read for the reports that reviewers open")
            with store.reading() as connection:
                every = list(connection.execute(sa.select(priorities.c.report_id).order_by(priorities.c.report_id)).scalars())
                ids = every[:: max(1, len(every) // OPENED)][:OPENED]
            store.close()
            with ExitStack() as running:
                address = served(store.folder, running)
                # Connections are let go sooner than the server does (5 s), which would close one just as it is asked.
                kept = httpx.Limits(keepalive_expiry=2)
                client = running.enter_context(httpx.Client(base_url=address, timeout=30, headers={"accept-language": "ar"}, limits=kept))
                asking = Reviewers(client, ids)
                for kind, report in asking.plan(WARMING):  # what only the first ones pay
                    asking.ask(kind, report, time.perf_counter())
                slowest = {kind: round(max(times)) for kind, times in asking.times.items()}
                note(f"{WARMING} requests one after another; the slowest of each kind in milliseconds: {slowest}")
                asking.times.clear()
                plan = asking.plan(int(options.rate * options.seconds))
                began = time.perf_counter()
                with ThreadPoolExecutor(64) as pool:
                    for number, (kind, report) in enumerate(plan):
                        due = began + number / options.rate
                        time.sleep(max(0.0, due - time.perf_counter()))
                        pool.submit(asking.ask, kind, report, due)
                took = time.perf_counter() - began
            print(f"{name}: {len(plan)} requests in {took:.0f} s, {len(plan) / took:.1f} a second", flush=True)
            for kind, times in sorted(asking.times.items()):
                print(f"{name:11}{kind:12}{len(times):6}{statistics.median(times):9.1f}{p95(times):9.1f}{max(times):9.1f}", flush=True)
                if kind in BARRED and p95(times) > BAR:
                    slow[name, kind] = round(p95(times), 1)
            print(f"{name:11}failed: {dict(asking.failed) or 'none'}")
            slow |= {(name, what): float(count) for what, count in asking.failed.items()}
    print("over the bar:", slow or "none")
    sys.exit(bool(slow) and options.full)


if __name__ == "__main__":
    main()
