"""The automaton over written forms, made once and kept with the compiled lexicon."""

from __future__ import annotations

from daachorse import CharwiseDoubleArrayAhoCorasick


def build(patterns: list[str]) -> bytes:
    """The automaton of these patterns, serialised."""
    return CharwiseDoubleArrayAhoCorasick(patterns or ["\0"]).serialize()
