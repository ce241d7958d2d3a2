"""One pipeline for every test that reads Arabic, and a place in memory for what tests write."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from gold_coded import CodedGold, coding
from rasid.lexicon.layers import BUILT_IN
from rasid.pipeline import Pipeline

MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # bytes that must be free there: a run holds half a gigabyte at most


def write_to_memory() -> None:
    """Lets all temporary files, those of processes that tests start included, lie in memory where there is room; not where $TMPDIR says
    otherwise. A run makes some hundred thousand files, 650 for each database of PostgreSQL: on a disk they take half of its time."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return
    held = os.statvfs(MEMORY)
    if held.f_bavail * held.f_frsize >= ROOM and not held.f_flag & os.ST_NOEXEC:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # asked for anew


write_to_memory()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collects the tests without searches for garbage: there is none, and they take a third of the time, in each process."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The built-in data alone, whatever the user's layer holds."""
    return Pipeline.load(layers=[BUILT_IN])


@pytest.fixture(scope="session")
def coded_gold(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> CodedGold:
    """Gives, by a file of tests/gold, its reports as they are coded."""
    own = tmp_path_factory.getbasetemp()
    return coding(pipeline, own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
