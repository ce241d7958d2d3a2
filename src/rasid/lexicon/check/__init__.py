"""The data lint: `rasid data check`. Floor 2, beside what it checks; it reads the files as written, not the compiled lexicon."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from rasid.lexicon.check import fields, language, letters, references, whereabouts, world
from rasid.lexicon.check.raw import Finding, Raw
from rasid.lexicon.layers import default_layers, fingerprint

__all__ = ["Finding", "findings", "findings_above", "ready"]
READING = threading.Lock()


def findings(layers: list[Path] | None = None) -> list[Finding]:
    """Everything wrong with the data of these layers (default: built in and the user's), errors first, by file."""
    return told(Raw(layers or default_layers()))


def findings_above(below: list[Path], layer: Path) -> list[Finding]:
    """What is wrong with one layer, and between it and those below, which are taken to hold: fast enough to be asked for by a page."""
    with READING:  # who comes while they are being read waits for it, rather than read them too
        known = parsed(tuple(below), fingerprint(below))
    return told(known.beneath(layer))


def ready(below: list[Path]) -> None:
    """Reads these layers, if they are not read: `findings_above` then need not."""
    with READING:
        parsed(tuple(below), fingerprint(below))


@lru_cache(1)
def parsed(layers: tuple[Path, ...], version: str) -> Raw:
    """The files of these layers as they are at this version of the data."""
    return Raw(list(layers))


def told(raw: Raw) -> list[Finding]:
    found = list(raw.broken)
    for part in (fields, references, letters, language, world, whereabouts):
        found += part.check(raw)
    return sorted(dict.fromkeys(found), key=lambda f: (not f.error, f.file))
