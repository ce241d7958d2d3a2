"""A fresh project for each test, once in SQLite and once in PostgreSQL, which the tests start themselves.

`folder` and `database` are what `Store.create` and `Project.create` take; `store` is a store made of them, `project` a project in it that
codes with the session's pipeline over the built-in data. `databases` gives more
empty databases of the same kind, `copied` a copy of a project that is filled once. All are parametrised: a test that uses one runs on both.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from originals import Copied, Databases, Original, original
from pg_server import TEMPLATE, Server, run_sql, server

from rasid.pipeline import Pipeline
from rasid.project.project import Project
from rasid.store import connecting, settings
from rasid.store.engine import Store


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
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Makes databases for the test, and drops them after it."""
    made = Databases(None if request.param == "sqlite" else request.getfixturevalue("postgres"))
    yield made
    for name in made.made:
        run_sql(made.server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def original_projects() -> dict[tuple[str, bool], Original]:
    """By name, and whether in PostgreSQL."""
    return {}


@pytest.fixture
def copied(
    databases: Databases,
    original_projects: dict[tuple[str, bool], Original],
    folder: Path,
    pipeline: Pipeline,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Copied]:
    """`copied(name, fill)`: a copy, in `folder`, of the project of that name, which `fill(project, a folder for its files)` filled when it
    was first asked for: coding and linking a few reports takes ten times as long."""
    with ExitStack() as opened:

        def copy(name: str, fill: Callable[[Project, Path], None]) -> Project:
            key = (name, databases.server is not None)
            if key not in original_projects:
                original_projects[key] = original(name, fill, tmp_path_factory.mktemp(name), databases.server, pipeline)
            shutil.copytree(original_projects[key].folder, folder)
            if databases.server is not None:
                address = databases(original_projects[key].database)
                settings.write(folder, settings.read(folder).id, str(address))
            made = opened.enter_context(Project.open(folder))
            made.coder.pipelines["ar"] = pipeline
            return made

        yield copy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the project is to be; it is not there yet."""
    return tmp_path / "project"


@pytest.fixture
def database(databases: Databases) -> str | None:
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
