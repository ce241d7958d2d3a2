"""`rasid serve --demo`: a project to look around in, made in seconds and gone in the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import nullcontext
from pathlib import Path

import pytest
import sqlalchemy as sa

from rasid.jobs.teaching import LEAST
from rasid.project import linked
from rasid.project.demonstrating import demonstration
from rasid.project.teaching import gaps as reading
from rasid.store.schema import claims, decisions, incidents, reports, reprints


def test_it_has_what_there_is_to_see(tmp_path: Path) -> None:
    with demonstration(tmp_path / "demo") as project, project.store.reading() as connection:

        def number(query: sa.Select[tuple[int]]) -> int:
            return connection.execute(query).scalar_one()

        count = sa.func.count()
        assert number(sa.select(count).select_from(reports)) >= 60
        assert number(sa.select(count).select_from(incidents).where(incidents.c.accounts >= 3)) >= 5
        conflicting = incidents.c.killed_low != incidents.c.killed_high
        assert number(sa.select(count).select_from(incidents).where(incidents.c.accounts >= 3, conflicting)) >= 5
        assert number(sa.select(count).select_from(reprints).where(reprints.c.kind == "exact")) >= 2
        assert number(sa.select(count).select_from(claims)) == 1
        deciders = set(connection.execute(sa.select(decisions.c.who).distinct()).scalars())
        assert deciders == {"noor", "salma"}
        asked = [(id_, [m.id for m in linked.members(connection, id_)]) for id_ in connection.execute(sa.select(incidents.c.id)).scalars()]
        assert any(linked.proposals(connection, id_, told, 5) for id_, told in asked), "two incidents that may be one"


def test_a_gap_comes_often_enough_to_be_shown(tmp_path: Path) -> None:
    with demonstration(tmp_path / "demo") as project:
        *_, found = reading.collect(project.store, project.coder, reading.newest(project.store)[0], nullcontext())
    assert any(gap.times >= LEAST for gap in found.ranked())


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that a program can answer")
def test_the_command_serves_it_and_leaves_nothing(tmp_path: Path) -> None:
    env = os.environ | {"TMPDIR": str(tmp_path), "RASID_HOME": str(tmp_path / "home"), "RASID_WHO": "layla"}
    (tmp_path / "home").mkdir()
    began = time.monotonic()
    command = [sys.executable, "-c", "from rasid.cli import main; main()", "serve", "--demo", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=env, text=True) as server:
        assert server.stderr is not None
        address = next(found[0] for line in server.stderr if (found := re.search(r"http://\S+/", line)))
        with urllib.request.urlopen(f"{address}queue", timeout=30) as answer:
            assert b"demo-01" in answer.read()
        assert time.monotonic() - began < 60
        assert any(p.name.startswith("rasid-") for p in tmp_path.iterdir())
        server.send_signal(signal.SIGINT)
        server.wait(30)
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("rasid-")]
