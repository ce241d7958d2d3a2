"""What a policy says of what it held back or changed, as sentences for people: a closed list, and never anything of a record."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rasid.lexicon import layers as data


@lru_cache(maxsize=4)
def sentences(layers: tuple[Path, ...] | None = None) -> dict[str, dict[str, str]]:
    """Reasons and changes by id: language → sentence."""
    return {str(row["id"]): dict(row["names"]) for row in data.entries(list(layers or (data.BUILT_IN,)), "ontology/publishing.yaml")}


def said(id_: str, lang: str = "en") -> str:
    """The sentence of a reason for holding back or of a change; English where a language has none."""
    found = sentences()[id_]
    return found.get(lang) or found["en"]
