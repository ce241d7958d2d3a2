"""Requests counted and timed by route, told as it is written in the code (`/incidents/{number}`): an address may name a report."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rasid.web.monitor.journal import Journal

BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1.0, 2.5, 10.0)  # upper ends; 0.3 s is what a page may take
ELSEWHERE = "other"  # what no route answers: addresses that people or scanners made up are not to fill the memory


class Counts:
    """All since the server began. `requests` by (method, route, status); `seconds` and `within` (a count a bucket, the last without end)
    by route."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.seconds: dict[str, float] = defaultdict(float)
        self.within: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BUCKETS_S) + 1))
        self.in_flight = 0

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        self.requests[method, route, status] += 1
        self.seconds[route] += seconds
        self.within[route][bisect_left(BUCKETS_S, seconds)] += 1


class Counted:
    """An application with its requests counted, and told to a journal where there is one."""

    def __init__(self, app: ASGIApp, counts: Counts, journal: Journal | None = None) -> None:
        self.app, self.counts, self.journal = app, counts, journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = {"status": 500, "bytes": 0}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                said["status"] = message["status"]
            elif message["type"] == "http.response.body":
                said["bytes"] += len(message.get("body", b""))
            await send(message)

        self.counts.in_flight += 1
        began = time.perf_counter()
        try:
            await self.app(scope, receive, watched)
        finally:
            self.counts.in_flight -= 1
            seconds, route, method = time.perf_counter() - began, route_of(scope), method_of(scope)
            self.counts.add(method, route, said["status"], seconds)
            if self.journal is not None:
                self.journal.request(method, route, said["status"], seconds, said["bytes"])


def route_of(scope: Scope) -> str:
    route: Any = scope.get("route")
    path = getattr(route, "path", None) or ("/static" if str(scope.get("path", "")).startswith("/static/") else None)
    return path or ELSEWHERE


def method_of(scope: Scope) -> str:
    method = str(scope.get("method", ""))
    return method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "OTHER"
