"""The drill that docs/how-to-operate.md tells of, run: a database destroyed under load comes back from its last backup."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DRILL = Path(__file__).parents[2] / "scripts" / "restore_drill.py"


@pytest.mark.full
def test_what_a_backup_has_comes_back(databases, tmp_path: Path) -> None:
    address = databases()
    there = ["--database", address] if address else []
    command = [sys.executable, DRILL, "--seconds", "6", "--every", "2", "--keep", tmp_path, "--json", *there]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr + done.stdout
    made = json.loads(done.stdout)
    assert made["audit_verifies"] and made["lost_before_backup"] == 0
    assert made["backups"] >= 1 and made["changes_back"] > 0
    assert made["loss_s"] <= made["bound_s"]
