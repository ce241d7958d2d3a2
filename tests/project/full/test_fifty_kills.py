"""`rasid add`, `recode` and `link` killed fifty times at random moments: nothing lost, nothing doubled, and the audit chain holds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sixty import written

from rasid.store.engine import Store

pytestmark = pytest.mark.full

ROUNDS, KILLS = 10, 5
COMMAND = "from rasid.cli import main; main()"
# What two projects of the same reports must have in common, whatever happened while they were made.
SAME = {
    "reports": "SELECT id, text_hash, family, revision, state FROM reports ORDER BY id",
    "texts": "SELECT report_id, revision, text FROM texts ORDER BY report_id, revision",
    "blobs": "SELECT sha256, size FROM blobs ORDER BY sha256",
    "events": "SELECT id, report_id, type, record, state, orphaned, incident_id FROM events ORDER BY id",
    "parties": "SELECT event_id, number, side, actor FROM event_parties ORDER BY event_id, number",
    "tolls": "SELECT event_id, number, effect, minimum, maximum FROM event_tolls ORDER BY event_id, number",
    "incidents": "SELECT id, accounts, reports, killed_low, killed_high FROM incidents ORDER BY id",
    "links": "SELECT a, b FROM links ORDER BY a, b",
    "keys": "SELECT key, event_id FROM link_keys ORDER BY key, event_id",
}
ONCE_EACH = "SELECT subject, COUNT(*) FROM audit WHERE action = 'report.add' GROUP BY subject HAVING COUNT(*) > 1"


def start(*arguments: object, folder: Path) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-c", COMMAND, *map(str, arguments), "--project", str(folder)], env=os.environ, **quiet)


def finish(*arguments: object, folder: Path) -> None:
    said = subprocess.run([sys.executable, "-c", COMMAND, *map(str, arguments), "--project", str(folder)], capture_output=True, check=False)
    assert said.returncode == 0, said.stderr.decode()


def state(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    store = Store.open(folder)
    try:
        with store.reading() as connection:
            return {name: [tuple(row) for row in connection.execute(sa.text(query))] for name, query in SAME.items()}
    finally:
        store.close()


def twice_told(folder: Path) -> list[object]:
    store = Store.open(folder)
    try:
        with store.reading() as connection:
            return [row[0] for row in connection.execute(sa.text(ONCE_EACH))]
    finally:
        store.close()


def test_fifty_kills(tmp_path: Path, databases: Callable[[], str | None]) -> None:
    def make_project(name: str) -> Path:
        Store.create(tmp_path / name, databases()).close()
        return tmp_path / name

    inputs = tmp_path / "inputs"
    written(inputs)
    chance = random.Random(20261126)
    calm = make_project("calm")
    began = time.monotonic()
    finish("add", inputs, folder=calm)
    whole = time.monotonic() - began
    wanted = state(calm)
    assert len(wanted["reports"]) == 60 and wanted["events"] and wanted["incidents"]
    for number in range(ROUNDS):
        folder = make_project(f"killed{number}")
        for _ in range(KILLS):
            running = start(*chance.choice([("add", inputs)] * 4 + [("recode",), ("link",)]), folder=folder)
            time.sleep(chance.uniform(0.4, whole))
            running.kill()
            running.wait()
            finish("audit", "verify", folder=folder)
        finish("add", inputs, folder=folder)
        finish("recode", folder=folder)
        finish("audit", "verify", folder=folder)
        assert not twice_told(folder)
        found = state(folder)
        for name in SAME:
            assert found[name] == wanted[name], f"round {number}: {name} differ"
