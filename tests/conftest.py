"""One pipeline for every test that reads Arabic."""

from __future__ import annotations

import pytest

from rasid.lexicon.layers import BUILT_IN
from rasid.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The built-in data alone, whatever the user's layer holds."""
    return Pipeline.load(layers=[BUILT_IN])
