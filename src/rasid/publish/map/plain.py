"""Text of a report made harmless before it is put into a page or a picture. Offsets stay: one character for one."""

from __future__ import annotations

import json
from html import escape
from typing import Any

ODD = "\ufffd"  # what a reader sees where the report has a mark that would turn the words about it round
CONTROLS = {c: " " for c in (*range(0x20), *range(0x7F, 0xA0)) if c != 0x0A} | {0x2028: "\n", 0x2029: "\n"}
TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), ODD)
TABLE = CONTROLS | TURNING


def harmless(text: str) -> str:
    """A text without control characters, marks that turn the direction of writing, and lone surrogates; as long as before."""
    return text.translate(TABLE)


def utf16(text: str, offset: int) -> int:
    """An offset in code points as JavaScript counts: in units of UTF-16."""
    return offset + sum(c > "\uffff" for c in text[:offset])


def embedded(value: Any) -> str:
    """JSON that can stand in a page: no «<» that could end the script it lies in, and ASCII marks only where they are safe."""
    made = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return (
        made.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


__all__ = ["embedded", "escape", "harmless", "utf16"]
