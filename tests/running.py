"""Runs a command of Rasid in the process of the tests."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import NamedTuple

import pytest

from rasid.cli import main


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Rasid = Callable[..., Ran]


def runner(capfd: pytest.CaptureFixture[str]) -> Rasid:
    """What runs `rasid ARGUMENTS…`, gives its exit code and output, and fails where it ends in a traceback."""

    def run(*arguments: object) -> Ran:
        try:
            with pytest.raises(SystemExit) as end:
                main([str(a) for a in arguments])
        finally:
            gc.unfreeze()  # a command freezes what there is: nothing of the tests would ever go
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Ran(int(end.value.code or 0), out, err)

    return run
