"""What a release says in words, English and Arabic side by side (`words.json`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

Pair = tuple[str, str]  # English, Arabic


@cache
def words() -> dict[str, dict[str, Pair]]:
    """Every word by section and key."""
    raw = (files("rasid") / "publish" / "release" / "words.json").read_bytes()
    return msgspec.json.decode(raw, type=dict[str, dict[str, Pair]])


def of_column(table: str, column: str) -> Pair:
    """What a column holds; one of a name that several tables have may have words of its own."""
    section = words()["columns"]
    return section.get(f"{table}.{column}") or section[column]
