"""What reading finds in a report: tokens, sentences, mentions. Frozen; spans are code points of the report as received."""

from __future__ import annotations

from typing import Any

import msgspec


class Token(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One word, number or sign. `text` is folded; `start`..`end` is where it stands in the report."""

    text: str
    start: int
    end: int


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of words that means something.

    kind: trigger, light, result, speech, party, person, count, object, weapon, means, place, time, source, anaphor, clause, cue,
    number. `first`..`last` are word numbers in the report (last exclusive), `head` the word that carries the meaning.
    `prep` is the preposition that governs it (prepositions.yaml id), `conj` whether it opens with "and".
    `data` holds what the kind needs; `entries` the lexicon entries that fired.
    """

    kind: str
    first: int
    last: int
    head: int
    span: tuple[int, int]
    prep: str | None = None
    conj: bool = False
    definite: bool = False
    pronoun: str = ""
    entries: tuple[str, ...] = ()
    data: dict[str, Any] = {}


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence: its words and its mentions in order. `skipped` says why it was not read, where it was not."""

    number: int
    first: int
    last: int
    span: tuple[int, int]
    paragraph: int
    heading: bool = False
    skipped: str | None = None
    mentions: list[Mention] = []


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A report, read: every word and every sentence of it. `context`: what its title and its outlet's name tell of where it plays; their
    spans count those, not the report."""

    report_id: str
    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    domain: str | None = None
    context: list[Mention] = []
