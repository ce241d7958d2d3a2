"""`/health`, `/ready`, `/work` and `/metrics`, on a port of their own that this machine alone reaches: no account is asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress

import sqlalchemy as sa
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from rasid.model import RasidError
from rasid.store import jobs, schema
from rasid.store.engine import Store
from rasid.web.monitor.counting import Counts
from rasid.web.monitor.exposition import TYPE, Waiting, exposition

COUNTED = {"reports": schema.reports, "events": schema.events, "incidents": schema.incidents, "sessions": schema.sessions}
KEPT_S = 60.0  # counting a million rows takes a tenth of a second, and scrapers come every 15 s


class Monitor:
    def __init__(self, store: Store, counts: Counts) -> None:
        self.store, self.counts = store, counts
        self.counting = threading.Lock()
        self.held: tuple[float, dict[str, int]] | None = None

    def answers(self) -> bool:
        """Whether the database does."""
        try:
            with self.store.reading() as connection:
                connection.execute(sa.select(sa.literal(1)))
            return True
        except (SQLAlchemyError, RasidError, OSError):
            return False

    def holds(self) -> Mapping[str, int] | None:
        """How many rows there are, of at most a minute ago; None where the database does not answer."""
        if not self.answers():
            return None
        with self.counting:
            now = time.monotonic()
            if self.held is None or now - self.held[0] > KEPT_S:
                try:
                    with self.store.reading() as connection:
                        made = {name: connection.scalar(sa.select(sa.func.count()).select_from(t)) or 0 for name, t in COUNTED.items()}
                except (SQLAlchemyError, RasidError, OSError):
                    return None
                self.held = now, made
            return self.held[1]

    def work(self) -> Waiting | None:
        """How the work in the background is; None where the database does not answer."""
        with suppress(SQLAlchemyError, RasidError, OSError), self.store.reading() as connection:
            return Waiting(jobs.counted(connection), jobs.oldest_s(connection), jobs.answering(connection))
        return None


def monitoring(store: Store, counts: Counts, *, workers: bool = False) -> Starlette:
    """The application of that port. Only to be served on the loopback. `workers`: whether work in the background is left to such."""
    monitor = Monitor(store, counts)

    def missing() -> str:
        """What is wrong with the work in the background, in a sentence."""
        told = monitor.work() if workers else None
        if told is None or told.workers:
            return ""
        return f"no worker answers (rasid work); jobs that wait: {told.states[jobs.WAITING]}.\n"

    async def health(request: Request) -> Response:
        return PlainTextResponse("well\n" + await run_in_threadpool(missing))

    async def at_work(request: Request) -> Response:
        problem = await run_in_threadpool(missing)
        return PlainTextResponse(problem or "at work\n", status_code=503 if problem else 200)

    async def ready(request: Request) -> Response:
        if await run_in_threadpool(monitor.answers):
            return PlainTextResponse("ready\n")
        return PlainTextResponse("the project's database does not answer.\n", status_code=503)

    async def metrics(request: Request) -> Response:
        return Response(exposition(counts, await run_in_threadpool(monitor.holds), await run_in_threadpool(monitor.work)), media_type=TYPE)

    return Starlette(routes=[Route("/health", health), Route("/ready", ready), Route("/work", at_work), Route("/metrics", metrics)])
