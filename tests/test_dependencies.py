"""What Rasid stands on may be used under licences that go with Apache-2.0, and what is known of holes in it is asked rightly."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
# By SPDX, without versions and without BSD's clauses. MPL asks for the source of its own files only, which nobody here changes.
FREE = frozenset(("Apache", "MIT", "BSD", "PSF", "ISC", "MPL", "CNRI-Python", "Zlib", "Unlicense", "0BSD", "CC0"))
# Of older packages, which tell theirs by a classifier.
CLASSIFIERS = {
    "Apache Software License": "Apache",
    "MIT License": "MIT",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL",
    "Python Software Foundation License": "PSF",
}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit_dependencies", ROOT / "scripts" / "audit_dependencies.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def goes_with_ours(told: str) -> bool:
    """Whether an SPDX expression lets one choose licences that are free to stand on (one level of OR over AND, as packages write it)."""
    names = (re.split(r"\s+AND\s+", one.strip(" ()")) for one in re.split(r"\s+OR\s+", told))
    return any(all(re.sub(r"-(\d|only|or-later|Clause).*$", "", n.strip(" ()")) in FREE for n in those) for those in names)


def licence_of(package: Distribution) -> str:
    """Its SPDX expression, else its classifiers joined by OR, else the name in its field for a licence."""
    if said := package.metadata.get("License-Expression"):
        return str(said)
    classes = [c.rsplit(" :: ", 1)[-1] for c in package.metadata.get_all("Classifier") or [] if c.startswith("License :: ")]
    return " OR ".join(CLASSIFIERS.get(c, c) for c in classes) or package.metadata.get("License") or "none told"


@pytest.mark.parametrize(
    ("told", "free"),
    [
        ("MIT", True),
        ("BSD-3-Clause", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-or-later", False),
        ("AGPL-3.0-only OR Commercial", False),
        ("none told", False),
    ],
)
def test_a_licence_is_weighed_as_it_is_told(told: str, free: bool) -> None:
    assert goes_with_ours(told) is free


def test_all_that_rasid_needs_is_free_to_stand_on(audit: ModuleType) -> None:
    packages = audit.needed()
    assert len(packages) > 40  # its own list has thirty
    assert {name: licence_of(p) for name, p in packages.items() if not goes_with_ours(licence_of(p))} == {}


def test_holes_are_told_with_what_mends_them(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answered(command: list[str], **_: object) -> None:
        rows = [line.split("==") for line in Path(command[command.index("-r") + 1]).read_text(encoding="utf-8").split()]
        hole = {"id": "PYSEC-0000-1", "fix_versions": ["9.9"]}
        found = [{"name": n, "version": v, "vulns": [hole] if n == "jinja2" else []} for n, v in rows]
        found[-1] = {"name": rows[-1][0], "skip_reason": "not found"}
        Path(command[command.index("-o") + 1]).write_text(json.dumps({"dependencies": found}), encoding="utf-8")

    monkeypatch.setattr(audit.subprocess, "run", answered)
    monkeypatch.setattr(sys, "argv", ["audit_dependencies.py"])
    assert audit.main() == 1
    said = capsys.readouterr().out
    assert "PYSEC-0000-1, mended in 9.9" in said
    assert "1 of " in said and "could not be audited" in said


def test_a_service_out_of_reach_fails_no_change(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def silent(command: list[str], **_: object) -> None:
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(audit.subprocess, "run", silent)
    monkeypatch.setattr(sys, "argv", ["audit_dependencies.py"])
    assert audit.main() == 0
    assert "0 packages audited" in capsys.readouterr().out


def test_a_python_without_rasid_is_told(audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(audit, "needed", dict)
    monkeypatch.setattr(sys, "argv", ["audit_dependencies.py"])
    assert audit.main() == 2
    assert "not installed" in capsys.readouterr().out
