"""The files of ops/ name commands and options that there are."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from test_docs import COMMANDS

OPS = Path(__file__).parent.parent / "ops"


def commands(text: str) -> list[list[str]]:
    """What follows `rasid` in the lines of a file that run it."""
    joined = text.replace("\\\n", " ").replace('", "', " ").replace('"]', "")
    return [
        shlex.split(told, posix=False)
        for told in re.findall(r"(?:/opt/rasid/bin/|exec |CMD \[\")rasid ((?:[\w./-]|[ $%:(){}\"+]|--)+)", joined)
    ]


@pytest.mark.parametrize("name", ["rasid.service", "rasid-work.service", "rasid-backup.service", "Containerfile"])
def test_options_are_real(name: str) -> None:
    found = commands((OPS / name).read_text(encoding="utf-8"))
    assert found
    for words in found:
        known = {o for p in COMMANDS[f"rasid {words[0]}"].params for o in p.opts}
        assert {w for w in words if w.startswith("--")} <= known, words


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
@pytest.mark.parametrize("name", ["rasid.service", "rasid-work.service", "rasid-backup.service", "rasid-backup.timer"])
def test_units_are_read_by_systemd(name: str) -> None:
    done = subprocess.run(["systemd-analyze", "verify", OPS / name], capture_output=True, text=True)
    wrong = [line for line in done.stderr.splitlines() if name in line and "not executable" not in line and "not found" not in line]
    assert wrong == []
