"""Cells of tables that people open in spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# What a spreadsheet may run: signs that begin a formula (in full width too, which some editions take for the same), and what some skip
# before they look for one (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEGIN = frozenset(FORMULA)


def neutral(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers."""
    return "'" + value if value.__class__ is str and value and value[0] in BEGIN else value


def neutral_row(row: Iterable[Any]) -> list[Any]:
    """The same for every cell of a row."""
    return ["'" + v if v.__class__ is str and v and v[0] in BEGIN else v for v in row]
