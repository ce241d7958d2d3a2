"""New databases, and projects that are filled once and copied."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pg_server import TEMPLATE, Server, run_sql

from rasid.pipeline import Pipeline
from rasid.project.project import Project

NAMES = itertools.count(1)
Copied = Callable[[str, Callable[[Project, Path], None]], Project]


class Databases:
    """Gives the address of a new database at each call; None for SQLite (`server` None), whose file is in the folder."""

    def __init__(self, server: Server | None) -> None:
        self.server = server
        self.made: list[str] = []

    def __call__(self, like: str = TEMPLATE) -> str | None:
        """`like`: the database that it is a copy of; nobody may be connected to that."""
        if self.server is None:
            return None
        self.made.append(f"test_{next(NAMES)}")
        run_sql(self.server, f"CREATE DATABASE {self.made[-1]} TEMPLATE {like}")
        return self.server.url(self.made[-1])


class Original(NamedTuple):
    """A project that is only copied: its folder, and its database's name where that is in PostgreSQL."""

    folder: Path
    database: str


def original(name: str, fill: Callable[[Project, Path], None], place: Path, server: Server | None, pipeline: Pipeline) -> Original:
    database = f"original_{next(NAMES)}" if server else ""
    if server:
        run_sql(server, f"CREATE DATABASE {database} TEMPLATE {TEMPLATE}")
    with Project.create(place / "project", server.url(database) if server else None) as made:
        made.coder.pipelines["ar"] = pipeline
        fill(made, place)
    return Original(place / "project", database)
