"""Cells of tables that people open in spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

# What a spreadsheet may run: signs that begin a formula (in full width too, which some editions take for the same), and what some skip
# before they look for one (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEGIN = frozenset(FORMULA)
MARKED = re.compile('[,"\r\n]')  # what a cell of CSV is put in quotation marks for


def neutral(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    return "'" + value if value.__class__ is str and value and value[0] in BEGIN else value


def neutral_row(row: Iterable[Any]) -> list[Any]:
    """The same for every cell of a row."""
    return ["'" + v if v.__class__ is str and v and v[0] in BEGIN else v for v in row]


def line(cells: Sequence[Any]) -> str:
    """A row as CSV (RFC 4180) with its end, as Python's csv writes it in three times the time: marks are looked for in the whole row, and
    cells only in a row that has any."""
    told = ["" if v is None else v if v.__class__ is str else str(v) for v in cells]
    whole = ",".join(told)
    if '"' in whole or "\n" in whole or "\r" in whole:
        whole = ",".join([quoted(v) if MARKED.search(v) else v for v in told])
    elif whole.count(",") >= len(told):
        whole = ",".join([f'"{v}"' if "," in v else v for v in told])
    return (whole or '""') + "\r\n"


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
