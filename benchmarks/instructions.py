"""How many instructions a report takes to code: a figure that does not depend on what else the machine does. Needs valgrind.

    .venv/bin/python benchmarks/instructions.py [--every 50]

Codes every so manieth of the reports of `speed.py` under valgrind's callgrind, once without and once with counting. A minute or two.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from speed import gold_texts, reports

from rasid.pipeline import Pipeline

TOTAL = re.compile(r"^totals: (\d+)", re.MULTILINE)


def counted(every: int) -> None:
    """What runs under valgrind: the reports are coded once to warm up, then once more with counting switched on."""
    pipeline = Pipeline.load("ar")
    batch = reports(gold_texts())[::every]
    for report in batch:
        pipeline.code(report)
    gc.freeze()
    for switch in ("on", "off"):
        subprocess.run(["callgrind_control", "-i", switch, str(os.getpid())], check=True, stdout=subprocess.DEVNULL)
        for report in batch if switch == "on" else ():
            pipeline.code(report)
    print(len(batch))


def main() -> None:
    parser = argparse.ArgumentParser(description="How many instructions a report takes to code.")
    parser.add_argument("--every", type=int, default=50, help="code every so manieth report of the benchmark (default 50)")
    parser.add_argument("--counted", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.counted:
        counted(given.every)
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        valgrind = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}"]
        command = [*valgrind, sys.executable, __file__, "--every", str(given.every), "--counted"]
        try:
            told = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, check=True, capture_output=True, text=True)
        except FileNotFoundError:
            sys.exit("valgrind is not installed, which counts the instructions: install it (apt install valgrind) and run this again.")
        except subprocess.CalledProcessError as error:
            sys.exit(f"The run under valgrind failed: {error.stderr.strip().splitlines()[-1] if error.stderr.strip() else error}")
        done, found = int(told.stdout), TOTAL.search(out.read_text())
    assert found is not None, "callgrind writes its totals"
    print(f"{int(found.group(1)) / done / 1e6:.2f} million instructions a report ({done} reports)")


if __name__ == "__main__":
    main()
