"""The codes of provinces and districts: ISO 3166-2, and the p-codes of OCHA where we have them (world/codes.csv)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rasid.lexicon.layers import default_layers, rows


@lru_cache(maxsize=4)
def codes(layers: tuple[Path, ...] | None = None) -> dict[str, str]:
    """Codes by the ids of admin1 and admin2 rows: {"rasid:10000": "SY-HL", …}; a later layer's stand for earlier ones."""
    return {row["id"]: row["code"] for row in rows(list(layers) if layers is not None else default_layers(), "world/codes.csv")}
