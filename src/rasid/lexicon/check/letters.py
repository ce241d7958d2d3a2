"""Letters: what looks right and matches nothing. Each rule is a live bug met in a well-known package."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from rasid.lexicon.check.raw import Finding, Raw, Written
from rasid.model.worded import Worded, worded

ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
# (what it is, what to do, where it is seen, an error or a warning)
RULES = (
    (re.compile("[\ufb50-\ufdff\ufe70-\ufefc]"), "a presentation form", "write the plain letters", True),
    (re.compile("\u0640"), "a tatweel", "leave it out; matching drops it", True),
    (re.compile("[\u064b-\u065f\u0670]"), "a diacritic", "leave it out; matching drops it", True),
    (re.compile("[یۍێېےۑ]"), "a Persian or Kurdish yeh", "write ي (U+064A) or ى (U+0649)", True),
    (re.compile("[کڪڬګ]"), "a Persian kaf", "write ك (U+0643)", True),
    (re.compile("[ہھەۀۂۃ]"), "a foreign heh", "write ه (U+0647) or ة (U+0629)", True),
    (re.compile("[\u06f0-\u06f9]"), "a Persian digit", "write 0–9", True),
    (re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"), "an invisible character", "delete it", True),
    (
        re.compile(f"[{ARABIC}][A-Za-z\u0400-\u04ff]|[A-Za-z\u0400-\u04ff][{ARABIC}]"),
        "a Latin or Cyrillic letter within an Arabic word",
        "type the Arabic letter",
        True,
    ),
    (re.compile("[پچژگڤۆڵ]"), "a letter that Arabic does not have", "keep it only if reports write it so", False),
    (re.compile("(?:^ | $|  )"), "a space too many", "delete it", False),
)
# What is written to be compared as patterns, or says itself which letters are which.
EXEMPT = ("language.yaml", "morphology.yaml", "boilerplate.yaml")
PROSE = ("definition", "boundaries", "examples", "note", "_file")


def check(raw: Raw) -> Iterator[Finding]:
    """Findings on every text of every file, one a text and rule."""
    for written in raw.checked(""):
        if not written.name.endswith(EXEMPT):
            yield from of_entry(written)
    for layer, name, file, content in raw.yaml:
        if raw.only in (None, layer) and isinstance(content, dict) and not name.endswith(EXEMPT):
            for key, value in content.items():
                yield from of_entry(Written(layer, name, file, {"id": str(key), "key": key, "value": value}))


def of_entry(written: Written) -> Iterator[Finding]:
    for field, text in texts(written.entry):
        if not unicodedata.is_normalized("NFC", text):
            yield written.wrong(worded("{field} {text!r} is not NFC", field=field, text=text), "normalise it")
        if field in PROSE:
            continue
        for pattern, what, todo, error in RULES:
            if (found := pattern.search(text)) and (error or re.search(f"[{ARABIC}]", text)):
                yield written.wrong(
                    worded(
                        "{field} {text!r} has {what} (U+{value:04X})", field=field, text=text, what=Worded.of(what), value=ord(found[0][-1])
                    ),
                    todo,
                    error,
                )


def texts(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """(top field, text) of every string below, keys of mappings included."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if field and isinstance(key, str):
                yield field, key
            yield from texts(inner, field or str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, field)
