"""`rasid work`: does what the pages of a team leave to the background, over PostgreSQL."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import HERE, Folder
from rasid.cli.talk import TALK

if TYPE_CHECKING:
    from rasid.store.jobs import Job
    from rasid.web.monitor.journal import Journal


def work(
    once: Annotated[bool, typer.Option("--once", help="Do what waits, and end (for cron).")] = False,
    concurrency: Annotated[
        int,
        typer.Option("--concurrency", metavar="N", help="Pieces of work at a time; of these one codes at a time.", min=1, max=32),
    ] = 2,
    log: Annotated[
        bool, typer.Option("--log", help="Write a line of JSON to standard error for each piece of work; no word of a report.")
    ] = False,
    project: Folder = HERE,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Do what the pages of a team leave to the background, until stopped: a worker, of which a project in PostgreSQL may have several."""
    from rasid.jobs.queue import Worker
    from rasid.project.project import Project  # late: SQLAlchemy is slow to import
    from rasid.web.monitor.journal import Journal

    journal = Journal(sys.stderr) if log else None
    for name in ("rasid.jobs", "procrastinate", "psycopg.pool"):
        logger = logging.getLogger(name)
        logger.addHandler(journal or logging.NullHandler())
        logger.propagate = False
    with Project.open(project) as opened:

        def told(job: Job, state: str, seconds: float) -> None:
            tell(journal, job, state, seconds)

        worker = Worker(opened, concurrency, told)
        TALK.note("what waits is being done." if once else "what comes is done from now on · Ctrl-C ends it.")
        worker.work(once)
        TALK.note("nothing waits any more." if once else "stopped; what was not finished, another worker takes up.")


def tell(journal: Journal | None, job: Job, state: str, seconds: float) -> None:
    """A line for a piece of work that has ended: for machines, or for who looks on."""
    if journal is not None:
        journal.line("job", id=job.id, kind=job.kind, state=state, tries=job.tries, seconds=round(seconds, 1))
    else:
        TALK.note(f"job {job.id} ({job.kind}): {state}, after {seconds:.1f} s.")
