"""`rasid serve`: the review bench, in the browser, over a project of one's own or one of fictional reports."""

from __future__ import annotations

import logging
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import HERE, Who, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.project.project import Project

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORT = 8642


def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="Address to answer at; this machine's own alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", help="Port to answer at.", min=0, max=65535)] = PORT,
    demo: Annotated[
        bool, typer.Option("--demo", help="Over a project of fictional reports, made for the occasion and removed in the end.")
    ] = False,
    project: Annotated[
        Path | None,
        typer.Option(
            "--project", metavar="DIR", help="Folder of the project; the current one where none is named. With --demo: keep it there."
        ),
    ] = None,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Open the review bench: pages to read, check and merge in, in your browser, until stopped."""
    if host not in LOOPBACK:
        hint = "Leave --host out; to work from elsewhere, go through ssh: ssh -L 8642:localhost:8642."
        raise UsageError("the pages have no log-in yet, and so answer on this machine alone.", where=f"--host {host}", hint=hint)
    name = person(who)
    import uvicorn

    from rasid.web.app import create_app
    from rasid.web.workplace import Workplace

    with listening(host, port) as listener, opened_project(project, demo) as opened:
        work = Workplace(opened, name)
        work.exploring.ahead()
        app = create_app(work)
        logging.getLogger("rasid.web").addHandler(logging.StreamHandler())
        shown = f"[{host}]" if ":" in host else host
        TALK.note(f"the review bench is at http://{shown}:{listener.getsockname()[1]}/ · Ctrl-C ends it.")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off"))
        server.run(sockets=[listener])


@contextmanager
def opened_project(folder: Path | None, demo: bool) -> Iterator[Project]:
    """The project of the folder; with `demo` the demonstration, in a folder of its own that goes with it, or made in the one named."""
    from rasid.project.project import Project

    if not demo:
        with Project.open(folder or HERE) as opened:
            yield opened
        return
    from rasid.project.demonstrating import demonstration
    from rasid.store.settings import SETTINGS

    with tempfile.TemporaryDirectory(prefix="rasid-", ignore_cleanup_errors=True) as apart:
        there = folder or Path(apart) / "demo"
        if (there / SETTINGS).exists():
            made = Project.open(there)
        else:
            TALK.note("fictional reports are being coded; nothing in them happened.")
            made = demonstration(there)
        with made:
            yield made


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError where another program does."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        reason = error.strerror or str(error)
        raise UsageError(f"this port cannot be used ({reason}).", where=f"--port {port}", hint="Choose another; 0 takes any.") from None
    made.listen(128)
    return made
