"""`rasid serve`: the review bench, in the browser, over a project of one's own or one of fictional reports."""

from __future__ import annotations

import logging
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.project_options import HERE, Who, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp
    from uvicorn import Config

    from rasid.project.project import Project
    from rasid.web.monitor.counting import Counts
    from rasid.web.team.door import Team

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
PORT = 8642
# Seconds for which a thread keeps the interpreter while others wait for it; Python's own 5 ms are as long as a decision takes to be read,
# compared and written, of which every step has to come by the interpreter anew while a page is put together.
TURN_S = 0.0005
URL = "RASID_URL"  # where the pages answer, for whoever makes links to them


def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="Address to answer at; this machine's own alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", help="Port to answer at.", min=0, max=65535)] = PORT,
    demo: Annotated[
        bool, typer.Option("--demo", help="Over a project of fictional reports, made for the occasion and removed in the end.")
    ] = False,
    team: Annotated[
        bool, typer.Option("--team", help="For a team: people log in with accounts made by `rasid people add`, each with his own rights.")
    ] = False,
    url: Annotated[
        str | None,
        typer.Option(
            "--url", metavar="URL", help="With --team: where people reach the pages, https://…; else RASID_URL.", show_default=False
        ),
    ] = None,
    oidc_issuer: Annotated[
        str | None,
        typer.Option(
            "--oidc-issuer",
            metavar="URL",
            help="With --team: provider of OpenID Connect by which people may log in as well; else RASID_OIDC_ISSUER, else rasid.toml.",
            show_default=False,
        ),
    ] = None,
    oidc_client: Annotated[
        str | None,
        typer.Option("--oidc-client", metavar="ID", help="How that provider calls this workplace.", show_default=False),
    ] = None,
    oidc_secret_file: Annotated[
        Path | None,
        typer.Option(
            "--oidc-secret-file",
            metavar="FILE",
            help="File with the secret that it gave; else RASID_OIDC_SECRET_FILE, or the secret itself in RASID_OIDC_SECRET.",
            show_default=False,
        ),
    ] = None,
    monitor: Annotated[
        int | None,
        typer.Option(
            "--monitor",
            metavar="PORT",
            help="Answer /health, /ready and /metrics there, to this machine alone.",
            min=0,
            max=65535,
            show_default=False,
        ),
    ] = None,
    tiles: Annotated[
        str,
        typer.Option(
            "--tiles",
            metavar="URL",
            help="Background pictures for the map of the exploring page, with {z}, {x} and {y}; their server sees where people look.",
            show_default=False,
        ),
    ] = "",
    log: Annotated[
        bool, typer.Option("--log", help="Write a line of JSON to standard error for each request; no word of a report.")
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
    if not team and host not in LOOPBACK:
        hint = "With --team they do; to work alone from elsewhere, go through ssh: ssh -L 8642:localhost:8642."
        raise UsageError(
            "without accounts the pages ask nobody who he is, and so answer on this machine alone.", where=f"--host {host}", hint=hint
        )
    oidc = {"issuer": oidc_issuer, "client_id": oidc_client, "secret_file": str(oidc_secret_file.absolute()) if oidc_secret_file else None}
    asked = [option for option, value in (("--url", url), ("--oidc-…", next(filter(None, oidc.values()), None))) if value is not None]
    if asked and not team:
        raise UsageError("this is for a team.", where=asked[0], hint="Add --team.")
    if tiles:
        from rasid.publish.map.page import origin

        origin(tiles)  # or a sentence that says what such an address looks like
    name = person(who)
    import uvicorn

    from rasid.jobs.here import Here
    from rasid.web.app import create_app
    from rasid.web.monitor.counting import Counted, Counts
    from rasid.web.monitor.journal import Journal
    from rasid.web.workplace import Workplace

    with listening(host, port) as listener, opened_project(project, demo) as opened:
        shown = f"[{host}]" if ":" in host else host
        here = f"http://{shown}:{listener.getsockname()[1]}"
        door = door_of(opened, url or os.environ.get(URL) or here, host, oidc) if team else None
        hosts = (*LOCAL_HOSTS, *([door.host] if door is not None else []))
        work = Workplace(opened, name, hosts=hosts, team=door)
        work.exploring.ahead()
        if isinstance(work.runner, Here):
            work.runner.keep_on()
        work.tiles = tiles
        counts, journal = Counts(), Journal(sys.stderr) if log else None
        app = Counted(create_app(work), counts, journal)
        logging.getLogger("rasid.web").addHandler(journal or logging.StreamHandler())
        with watched(opened, counts, monitor, work.runner.elsewhere):
            sys.setswitchinterval(TURN_S)
            TALK.note(f"the review bench is at {door.url if door is not None else here}/ · Ctrl-C ends it.")
            uvicorn.Server(configured(app)).run(sockets=[listener])


def configured(app: ASGIApp) -> Config:
    from uvicorn import Config

    return Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")


@contextmanager
def watched(opened: Project, counts: Counts, port: int | None, workers: bool) -> Iterator[None]:
    """While this lasts, the port of `--monitor` answers on the loopback, from a thread of its own: also when the pages are busy."""
    if port is None:
        yield
        return
    from uvicorn import Server

    from rasid.web.monitor.endpoint import monitoring

    with listening("127.0.0.1", port, "--monitor") as listener:
        server = Server(configured(monitoring(opened.store, counts, workers=workers)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        TALK.note(f"health and figures are at http://127.0.0.1:{listener.getsockname()[1]}/metrics.")
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(timeout=5)


def door_of(opened: Project, url: str, host: str, oidc: Mapping[str, str | None]) -> Team:
    """Where a team comes in; `oidc`: what options say of a provider. Raises UsageError where passwords would go over a network in the
    open, or where nobody could let others in."""
    from rasid.cli.provider_options import read
    from rasid.store import accounts
    from rasid.web.team.door import Team

    door = Team(url, named=read(oidc, os.environ, opened.store.settings.others.get("oidc"), opened.store.folder))
    if not door.secure and (host not in LOOPBACK or door.host not in LOOPBACK):
        hint = "Let a proxy on this machine speak TLS, and name the address that people use: --url https://rasid.example.org."
        raise UsageError("passwords would go over the network for all to read.", where=f"--url {url}", hint=hint)
    with opened.store.reading() as connection:
        if not any("admin" in one.roles and one.state != accounts.OFF for one in accounts.everyone(connection)):
            raise UsageError("nobody could let others in yet.", hint="Make the first account: rasid people add NAME --roles admin.")
    return door


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


def listening(host: str, port: int, option: str = "--port") -> socket.socket:
    """A socket that listens there. Raises UsageError where another program does."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        reason = error.strerror or str(error)
        raise UsageError(f"this port cannot be used ({reason}).", where=f"{option} {port}", hint="Choose another; 0 takes any.") from None
    made.listen(128)
    return made
