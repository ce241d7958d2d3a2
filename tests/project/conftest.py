"""A fresh project for each test, once in SQLite and once in PostgreSQL, which the tests start themselves.

`folder` and `database` are what `Store.create` and `Project.create` take; `store` is a store made of them, `project` a project in it that
codes with the session's pipeline over the built-in data. `databases` gives more
empty databases of the same kind. All are parametrised: a test that uses one runs on both.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pg_server import TEMPLATE, Server, run_sql, server

from rasid.pipeline import Pipeline
from rasid.project.project import Project
from rasid.store import connecting
from rasid.store.engine import Store

NAMES = itertools.count(1)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power: it need not wait for the disk. Nor does it hear what the surroundings say."""
    monkeypatch.setattr(connecting, "SYNCHRONOUS", "OFF")
    for name in ("RASID_DATABASE", "RASID_WHO", "RASID_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server, with a database `rasid_template` that holds the tables. Skips where there is no PostgreSQL."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with server() as running:
        if isinstance(running, str):
            pytest.skip(running)
        run_sql(running, f"CREATE DATABASE {TEMPLATE}")
        Store.prepare(Path("nowhere-this-is-not-made"), running.url(TEMPLATE)).close()
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Iterator[Callable[[], str | None]]:
    """Gives the address of a new database at each call; None for SQLite, whose file is in the folder."""
    if request.param == "sqlite":
        yield lambda: None
        return
    running: Server = request.getfixturevalue("postgres")
    made: list[str] = []

    def new() -> str:
        made.append(f"test_{next(NAMES)}")
        run_sql(running, f"CREATE DATABASE {made[-1]} TEMPLATE {TEMPLATE}")
        return running.url(made[-1])

    yield new
    for name in made:
        run_sql(running, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the project is to be; it is not there yet."""
    return tmp_path / "project"


@pytest.fixture
def database(databases: Callable[[], str | None]) -> str | None:
    """The address of an empty database (its tables made), or None for SQLite."""
    return databases()


@pytest.fixture
def store(folder: Path, database: str | None) -> Iterator[Store]:
    """A new project's store."""
    made = Store.create(folder, database)
    yield made
    made.close()


@pytest.fixture
def project(store: Store, pipeline: Pipeline) -> Project:
    """A new project. It does not hear of a data layer that a test puts into it: see `coder.pipelines`."""
    made = Project(store)
    made.coder.pipelines["ar"] = pipeline
    return made


@pytest.fixture
def coded(project: Project, tmp_path: Path) -> Project:
    """A project with one report `r` of two events: a strike, then an arrest."""
    from test_adding import TEXT, add, rows

    add(project, rows(tmp_path / "r.jsonl", {"id": "r", "text": TEXT, "published": "2026-03-14"}))
    return project
