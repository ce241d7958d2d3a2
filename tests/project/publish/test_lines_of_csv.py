"""Rows of CSV are written as Python's own writer writes them."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from rasid.publish.cells import line

LETTERS = st.text(st.sampled_from("a,\"\r\n\t ;'ب٣=-"), max_size=6)
CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), LETTERS)


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_a_row_is_what_the_writer_of_the_standard_library_makes_of_it(cells: list[object]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    assert line(cells) == out.getvalue()
