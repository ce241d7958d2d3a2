"""Work done by processes of their own, over PostgreSQL, by procrastinate.

The table `jobs` is what counts; procrastinate carries the word that there is work, wakes a worker at once, and lets several share it. What
it keeps lies in a schema of its own beside the project's (`public_queue`), is made of the table `jobs` again at any time, and so is thrown
away and made anew where another version of it wrote it. A message that is lost, doubled or late harms nothing: work is taken in the table
`jobs` alone, by one worker at a time.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from rasid.jobs.running import Told, run, worker_name
from rasid.lexicon.layers import fingerprint
from rasid.model import RasidError
from rasid.model.errors import StoreError
from rasid.project.project import Project
from rasid.store import jobs
from rasid.store.connecting import lock_postgres
from rasid.store.engine import Store

if TYPE_CHECKING:
    from procrastinate import App

LOG = logging.getLogger("rasid.jobs")
TASK = QUEUE = "rasid"
SWEEP_S = 5.0  # how often a worker says that it is there, and looks for what no message tells of
GRACE_S = 5  # for what is all but done when a worker is stopped; the rest is given back at its next step


def usable(store: Store) -> bool:
    """Whether work on this project can be done by processes of their own."""
    return store.postgres and importlib.util.find_spec("procrastinate") is not None


class Queue:
    """Asks the workers of a project."""

    elsewhere = True

    def __init__(self, store: Store) -> None:
        self.store = store

    def begin(self, number: int) -> None:
        """Tells them. Where that fails they find it by themselves, some seconds later."""
        import psycopg
        from procrastinate import SyncPsycopgConnector, exceptions

        app = app_of(self.store, SyncPsycopgConnector)
        with suppress(exceptions.ProcrastinateException, psycopg.Error), app.open():
            app.configure_task(TASK, queue=QUEUE, queueing_lock=f"job {number}").defer(job=number)


def app_of(store: Store, connector: Any) -> App:
    from procrastinate import App
    from psycopg.conninfo import make_conninfo

    url = store.engine.url
    options = f"{url.query.get('options', '')} -c search_path={schema_of(store)}".strip()
    plain = url.set(drivername="postgresql").difference_update_query(["options"]).render_as_string(hide_password=False)
    return App(connector=connector(conninfo=make_conninfo(plain, options=options), min_size=1, max_size=4))


def schema_of(store: Store) -> str:
    with store.reading() as connection:
        return f"{connection.exec_driver_sql('SELECT current_schema()').scalar()}_queue"


def prepare(store: Store) -> None:
    """Makes the tables of the queue, where they are not there or are those of another version. Raises StoreError."""
    import procrastinate
    from procrastinate import SyncPsycopgConnector

    name, version = schema_of(store), f"procrastinate {procrastinate.__version__}"
    with store.noting() as connection:
        lock_postgres(connection)
        query = sa.text("SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = :name")
        if connection.execute(query, {"name": name}).scalar() == version:
            return
        quoted = connection.dialect.identifier_preparer.quote(name)
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {quoted} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {quoted}")
        connection.exec_driver_sql(f"SET LOCAL search_path = {quoted}")
        made = app_of(store, SyncPsycopgConnector).schema_manager.get_schema()
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute(made)  # many statements, and signs that are no parameters
        connection.exec_driver_sql(f"COMMENT ON SCHEMA {quoted} IS '{version}'")


class Worker:
    """Does the work of one project until it is stopped; `concurrency` pieces at a time, of which one codes at a time."""

    def __init__(self, project: Project, concurrency: int, told: Told) -> None:
        if not usable(project.store):
            raise refusal(project.store)
        self.project, self.concurrency, self.told = project, concurrency, told
        self.name, self.lock, self.renewing = worker_name(), threading.Lock(), threading.Lock()
        self.data = ""

    def work(self, once: bool = False) -> None:
        """`once`: what waits, and then ends. SIGTERM and Ctrl-C end it in good order."""
        prepare(self.project.store)
        try:
            asyncio.run(self.working(once))
        finally:
            with suppress(RasidError), self.project.store.noting() as connection:
                jobs.gone(connection, self.name)

    async def working(self, once: bool) -> None:
        from procrastinate import PsycopgConnector

        app = app_of(self.project.store, PsycopgConnector)

        @app.task(name=TASK, queue=QUEUE, pass_context=True)
        def do(context: Any, job: int) -> None:
            self.do(job, context.should_abort)

        async with app.open_async():
            await self.sweep(app)
            sweeping = asyncio.create_task(self.sweep_on(app))
            try:
                await app.run_worker_async(
                    queues=[QUEUE],
                    name=self.name,
                    concurrency=self.concurrency,
                    wait=not once,
                    delete_jobs="always",
                    shutdown_graceful_timeout=GRACE_S,
                )
            finally:
                sweeping.cancel()
                with suppress(asyncio.CancelledError):
                    await sweeping

    def do(self, number: int, stopping: Callable[[], bool]) -> None:
        self.read_anew()
        run(self.project, number, self.lock, stopping, self.told)

    def read_anew(self) -> None:
        """The data, where somebody has taught the project since this worker read it."""
        with self.renewing:
            found = fingerprint(self.project.coder.layers)
            if self.data and found != self.data:
                self.project.renew()
            self.data = found

    async def sweep_on(self, app: App) -> None:
        while True:
            await asyncio.sleep(SWEEP_S)
            await quietly(self.sweep(app))

    async def sweep(self, app: App) -> None:
        """Says that this worker is there, lets the work of dead ones wait again, and tells of all that waits."""
        from procrastinate import exceptions
        from procrastinate.jobs import Status

        for dead in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=jobs.STALE_S):
            await app.job_manager.finish_job(dead, Status.FAILED, delete_job=True)  # the table `jobs` says whether it waits again
        for number in await asyncio.to_thread(self.look):
            with suppress(exceptions.AlreadyEnqueued):
                await app.configure_task(TASK, queue=QUEUE, queueing_lock=f"job {number}").defer_async(job=number)

    def look(self) -> list[int]:
        with self.project.store.noting() as connection:
            jobs.there(connection, self.name)
            jobs.requeue(connection)
            return jobs.waiting(connection)


async def quietly(what: Awaitable[None]) -> None:
    """The database may be away for a moment: the next time does it."""
    try:
        await what
    except Exception as error:
        LOG.error("sweeping: %s", type(error).__name__, exc_info=error)


def refusal(store: Store) -> StoreError:
    if not store.postgres:
        hint = "To have workers of its own, keep the project in PostgreSQL: rasid backup, then rasid restore --database."
        return StoreError("a project in SQLite has its work done by the process of its pages.", where=store.where, hint=hint)
    return StoreError("workers need the package procrastinate.", hint="Install it: pip install 'rasid[postgres]'.")
