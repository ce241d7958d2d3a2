"""A PostgreSQL server for one session of the tests: made, started, and thrown away, without root's rights and without a trace."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from rasid.store import connecting

TEMPLATE = "rasid_template"  # the database that others are copied from
MISSING = "no PostgreSQL is installed here (looked in PATH and /usr/lib/postgresql)"
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=32MB",
    "max_connections=40",
    "log_min_messages=fatal",
)


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, of the newest version there is."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).parent
    folders = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists() and (p / "postgres").exists()]
    return max(folders, key=lambda p: p.parent.name.zfill(4), default=None)


def unprivileged() -> tuple[list[str], int, int] | None:
    """PostgreSQL refuses root: what runs a command as somebody else, and who that is. None where nobody can be."""
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            setpriv = shutil.which("setpriv")
            if setpriv:
                who = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--pdeathsig=INT"]
                return [setpriv, *who], user.pw_uid, user.pw_gid
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """Where the databases are: `url(name)`."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port

    def url(self, name: str) -> str:
        return f"postgresql://rasid@/{name}?host={self.host}&port={self.port}"


@contextmanager
def server(keep: Path | None = None, options: tuple[str, ...] = FAST) -> Iterator[Server | str]:
    """A running server; a sentence where there can be none. `keep`: a folder in which its data stays, and from which it is taken."""
    bin = binaries()
    root = os.name == "posix" and os.geteuid() == 0
    other = unprivileged() if root else None
    if bin is None or (root and other is None):
        yield MISSING if bin is None else "PostgreSQL does not run as root, and there is no setpriv to become another user"
        return
    folder = keep.absolute() if keep else Path(tempfile.mkdtemp(prefix="rasid-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    before = other[0] if other else []
    if other:
        os.chown(folder, other[1], other[2])
    locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8" if sys.platform == "darwin" else "C"
    made = [*before, str(bin / "initdb"), "-D", str(folder / "data"), "-U", "rasid", "-A", "trust", "-E", "UTF8", "--no-sync"]
    process = None
    try:
        if not (folder / "data" / "PG_VERSION").exists():
            subprocess.run([*made, f"--locale={locale}"], check=True, capture_output=True, cwd=folder)
        host, port = (str(folder), 5432) if os.name == "posix" else ("127.0.0.1", free_port())
        where = ["-k", host, "-c", "listen_addresses="] if os.name == "posix" else ["-h", host]
        given = [word for option in options for word in ("-c", option)]
        command = [*before, str(bin / "postgres"), "-D", str(folder / "data"), "-p", str(port), *where, *given]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        running = Server(host, port)
        wait_for(running, process)
        yield running
    finally:
        if process is not None:
            process.terminate() if os.name != "posix" else process.send_signal(2)  # SIGINT: fast shutdown
            with suppress(subprocess.TimeoutExpired):
                process.wait(300 if keep else 10)  # what is kept is written out first
            process.kill()
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def wait_for(running: Server, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    end = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(running.url("postgres")).close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > end or process.poll() is not None:
                raise
            time.sleep(0.05)


def run_sql(running: Server, statement: str) -> None:
    """Runs a statement outside any transaction."""
    engine = sa.create_engine(connecting.postgres_url(running.url("postgres")), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
