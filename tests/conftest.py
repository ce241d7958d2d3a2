"""One pipeline for every test that reads Arabic."""

from __future__ import annotations

import os

import pytest

from gold_coded import CodedGold, coding
from rasid.lexicon.layers import BUILT_IN
from rasid.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The built-in data alone, whatever the user's layer holds."""
    return Pipeline.load(layers=[BUILT_IN])


@pytest.fixture(scope="session")
def coded_gold(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> CodedGold:
    """Gives, by a file of tests/gold, its reports as they are coded."""
    own = tmp_path_factory.getbasetemp()
    return coding(pipeline, own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
