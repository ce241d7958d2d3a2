"""Whether what Rasid stands on is known to have holes: each package of this environment that Rasid asks for, directly or not.

    .venv/bin/python scripts/audit_dependencies.py [--service pypi|osv]

Asks pip-audit (https://pypi.org/project/pip-audit/, the extra `audit`), which asks PyPI or OSV (https://osv.dev). Exit 1 where a hole is
known, with what mends it; 2 where Rasid is not installed. Where the service cannot be reached, or does not know the packages (a mirror of
PyPI need not have its advisories), that is said, and the exit code is 0: a change is not at fault for it. Licences are tested by
tests/test_dependencies.py.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

PATIENCE_S = 120  # of the whole audit; sixty packages take some ten seconds where the service answers


def needed(root: str = "rasid") -> dict[str, importlib.metadata.Distribution]:
    """What is installed of a package and of all that it asks for, by normalised name; what extras ask for is left out."""
    found: dict[str, importlib.metadata.Distribution] = {}
    todo = [root]
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of another platform or Python
        asked = map(Requirement, found[name].requires or [])
        todo += [r.name for r in asked if r.marker is None or r.marker.evaluate({"extra": ""})]
    return found


def audited(pinned: list[str], service: str) -> list[dict[str, Any]]:
    """What pip-audit says of each package: `name`, `version`, `vulns`, or `skip_reason`. [] where it cannot be run or does not end."""
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder) / "asked.txt", Path(folder) / "told.json"
        asked.write_text("\n".join(pinned) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "-r", str(asked), "--no-deps", "--disable-pip", "-s", service]
        try:
            subprocess.run([*command, "-f", "json", "-o", str(told), "--progress-spinner", "off"], timeout=PATIENCE_S, capture_output=True)
            return list(json.loads(told.read_text(encoding="utf-8"))["dependencies"])
        except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
            return []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--service", choices=("pypi", "osv"), default="pypi")
    packages = {name: it.version for name, it in needed().items() if name != "rasid"}
    if not packages:
        print("Rasid is not installed in this Python: run the script by the one in .venv, which ./test makes.")
        return 2
    rows = audited([f"{name}=={version}" for name, version in sorted(packages.items())], parser.parse_args().service)
    known = [row for row in rows if "skip_reason" not in row]
    holes = [(row, hole) for row in known for hole in row["vulns"]]
    for row, hole in holes:
        mended = ", ".join(hole.get("fix_versions") or []) or "no version yet"
        print(f"{row['name']} {row['version']}: {hole['id']}, mended in {mended}: raise its least version in pyproject.toml.")
    if len(known) < len(packages):
        unknown = len(packages) - len(known)
        print(f"{unknown} of {len(packages)} packages could not be audited: the service was not reached, or does not know them.")
    print(f"{len(known)} packages audited, {len(holes)} known holes.")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
