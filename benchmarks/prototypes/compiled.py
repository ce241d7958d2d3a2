"""What compiled parts would bring, measured: the finding of entries written for arrays, and the package's own modules as they are.

    pip install cython setuptools          # and a C compiler
    python benchmarks/prototypes/compiled.py finding       # a minute: finding.pyx beside Matcher.find, hit for hit the same
    python benchmarks/prototypes/compiled.py modules       # 20 minutes: reading, coding and matching compiled from a copy

Nothing here is part of the package. CPU of one process, over reports of 2,000 bytes of the demonstration's lines.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "src"
MODULES = ("rasid/reading/*.py", "rasid/coding/*.py", "rasid/lexicon/matcher.py", "rasid/lexicon/world.py", "rasid/lexicon/fold.py")
DIRECTIVES = {"language_level": 3, "annotation_typing": False, "binding": False, "infer_types": True}


def timed(act: Callable[[Any], Any], batch: list[Any], rounds: int = 7) -> float:
    """CPU ms of each of the batch, after one round to warm up; of several rounds the quickest, which other work disturbed least."""
    found = []
    for _ in range(rounds + 1):
        began = time.process_time()
        for one in batch:
            act(one)
        found.append((time.process_time() - began) / len(batch) * 1000)
    return min(found[1:])


def finding() -> None:
    from rasid.bench.archive import archive, shipped
    from rasid.pipeline import Pipeline
    from rasid.reading.tokenise import tokenise

    with tempfile.TemporaryDirectory() as name:
        shutil.copy(HERE / "finding.pyx", name)
        subprocess.run(
            [sys.executable, "-m", "Cython.Build.Cythonize", "-i", "-3", "finding.pyx"], cwd=name, check=True, capture_output=True
        )
        sys.path.insert(0, name)
        import finding as compiled

        pipeline = Pipeline.load()
        matcher, lexicon = pipeline.lexicon.matcher, pipeline.lexicon
        batch = [[t.text for t in tokenise(r.text, lexicon)] for r in archive(shipped(), 200)]
        assert all(compiled.find(matcher, words) == matcher.find(words) for words in batch)
        print(f"bare automaton  {timed(lambda w: matcher.automaton.find_overlapping(' '.join(w)), batch):.3f} ms a report")
        print(f"in Python       {timed(matcher.find, batch):.3f}")
        print(f"compiled        {timed(lambda w: compiled.find(matcher, w), batch):.3f}")


def modules() -> None:
    """Compiles a copy and times it beside the sources, in processes of their own, turn by turn."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "src"
        shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run([sys.executable, __file__, "build"], cwd=copy, check=True)
        for _ in range(2):
            for what, path in (("sources", SOURCES), ("compiled", copy)):
                subprocess.run([sys.executable, __file__, "time", "--what", what], env={**os.environ, "PYTHONPATH": str(path)}, check=True)


def build() -> None:
    from Cython.Build import cythonize
    from setuptools import Extension, setup

    made, left = [], []
    for path in sorted(p for pattern in MODULES for p in Path().glob(pattern) if p.name != "__init__.py"):
        part = Extension(".".join(path.with_suffix("").parts), [str(path)], extra_compile_args=["-O2", "-g0", "-w"])
        try:
            made += cythonize([part], compiler_directives=DIRECTIVES, quiet=True)
        except Exception:  # whatever Cython cannot do stays Python
            left.append(path.name)
    print(f"{len(made)} modules compiled, left as they are: {', '.join(left) or 'none'}", flush=True)
    setup(name="prototype", packages=[], ext_modules=made, script_args=["-q", "build_ext", "--inplace", "-j", str(os.cpu_count() or 1)])


def time_it(what: str) -> None:
    from rasid.bench.archive import archive, shipped
    from rasid.pipeline import Pipeline

    pipeline = Pipeline.load()
    reports = list(archive(shipped(), 100))
    read = timed(pipeline.reader.read, reports)
    whole = timed(pipeline.code, reports)
    print(f"{what:<10} reading {read:.2f} ms a report, reading and coding {whole:.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=("finding", "modules", "build", "time"))
    parser.add_argument("--what", default="")
    args = parser.parse_args()
    {"finding": finding, "modules": modules, "build": build, "time": lambda: time_it(args.what)}[args.do]()


if __name__ == "__main__":
    main()
