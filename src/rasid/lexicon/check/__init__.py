"""The data lint: `rasid data check`. Floor 2, beside what it checks; it reads the files as written, not the compiled lexicon."""

from __future__ import annotations

from pathlib import Path

from rasid.lexicon.check import fields, language, letters, references, whereabouts, world
from rasid.lexicon.check.raw import Finding, Raw
from rasid.lexicon.layers import default_layers

__all__ = ["Finding", "findings"]


def findings(layers: list[Path] | None = None) -> list[Finding]:
    """Everything wrong with the data of these layers (default: built in and the user's), errors first, by file."""
    raw = Raw(layers or default_layers())
    found = list(raw.broken)
    for part in (fields, references, letters, language, world, whereabouts):
        found += part.check(raw)
    return sorted(dict.fromkeys(found), key=lambda f: (not f.error, f.file))
