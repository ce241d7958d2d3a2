"""A report's words as reprints are compared by them: folded, without the furniture that outlets put round a report.

Datelines, hashtags, addresses, «follow us on …», the line that signs and signs before the text (عاجل ||) go. What is furniture, and which
words weigh little or must never differ, is data of the language pack (`reprints.yaml`); a pack without it compares all words alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from rasid.lexicon import layers as data
from rasid.store.words import WORD, Words, words_of

MOST = 5000  # words of a report that are compared: what is longer is a dump of reports
LINE = 12  # words of a line that can be furniture
SHORT = 25  # words below which a dateline is part of what is told: it may be the only place
DATELINE = 6  # words before the dash that ends one
ADDRESS = re.compile(r"(?:https?://|www\.|t\.me/)\S+|@\w+")
TAGS = re.compile(r"(?:#\w+[\s|،,]*)+$", re.M)  # hashtags that end a line; one within a sentence is a word of it
SENTENCES = re.compile(r"[.!?؟؛;…\n]+")
DECIMAL = re.compile(r"(?<=\d)[.,٫٬](?=\d)")
OPENS = re.compile(r"^[\W_]*([^\n.:|،؛]{2,60}?)\s*(\([^)\n]{2,40}\)|/[^/\n]{2,40}/)?\s*(?:[-–—|:]+)\s+")


class Rules(NamedTuple):
    """What the language pack says of reprints. All words as `Words.base` has them."""

    words: Words
    opening: frozenset[str]
    agencies: frozenset[str]
    furniture: tuple[tuple[str, ...], ...]
    signatures: tuple[tuple[str, ...], ...]
    light: frozenset[str]
    places_after: frozenset[str]
    persons_after: frozenset[str]
    critical: frozenset[str]  # numbers in words, what is counted, negations
    changed: frozenset[str]
    figures: dict[str, str]  # ثلاثة: 3


class Telling(NamedTuple):
    """A report's words by its sentences, furniture left out."""

    sentences: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> list[str]:
        return [word for sentence in self.sentences for word in sentence]


@lru_cache(maxsize=4)
def rules_of(code: str = "ar", layers: tuple[Path, ...] | None = None) -> Rules:
    paths = list(layers) if layers is not None else data.default_layers()
    told: dict[str, Any] = data.mapping(paths, f"languages/{code}/reprints.yaml")
    numbers = data.mapping(paths, f"languages/{code}/numbers.yaml")
    words = words_of(code, layers)

    def group(name: str) -> frozenset[str]:
        return frozenset(w for phrase in told.get(name) or () for w in words.of(phrase))

    def phrases(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(words.of(phrase)) for phrase in told.get(name) or ())

    figures = {words.of(k)[0]: str(v) for k, v in {**(numbers.get("units") or {}), **(numbers.get("tens") or {})}.items()}
    written = [w for part in ("hundreds", "scales") for k in numbers.get(part) or () for w in words.of(k)]
    vague = [w for kinds in (numbers.get("vague") or {}).values() for k in kinds if len(found := words.of(k)) == 1 for w in found]
    return Rules(
        words=words,
        opening=group("opening"),
        agencies=group("agencies"),
        furniture=phrases("furniture"),
        signatures=phrases("signatures"),
        light=group("light"),
        places_after=group("places_after"),
        persons_after=group("persons_after"),
        critical=group("counted") | group("negation") | frozenset(written) | frozenset(vague),
        changed=group("changed"),
        figures=figures,
    )


def telling(text: str, rules: Rules) -> Telling:
    """The words of a report, sentence by sentence."""
    lines = [ADDRESS.sub(" ", line) for line in text.splitlines()]
    lines = [line for line in (TAGS.sub("", line.rstrip()) for line in lines) if WORD.search(line)]
    kept = [line for n, line in enumerate(lines) if not is_furniture(line, rules, last=n == len(lines) - 1 and n > 0)]
    if kept:
        kept[0] = without_opening(kept[0], rules)
        for n in range(min(2, len(kept))):  # a headline may stand over the line that has it
            kept[n] = without_dateline(kept[n], rules, sum(len(line.split()) for line in kept))
    found, count = [], 0
    for sentence in SENTENCES.split(DECIMAL.sub("", "\n".join(kept))):
        said = tuple(rules.figures.get(w, w) for w in rules.words.of(sentence))
        if said:
            found.append(said[: MOST - count])
            count += len(found[-1])
        if count >= MOST:
            break
    return Telling(tuple(found))


def is_furniture(line: str, rules: Rules, last: bool) -> bool:
    words = rules.words.of(line)
    if len(words) > LINE:
        return False
    begins = (*rules.furniture, *rules.signatures) if last else rules.furniture
    return any(tuple(words[: len(phrase)]) == phrase for phrase in begins)


def without_opening(line: str, rules: Rules) -> str:
    """Without «urgent» and its like, which a sign parts from what is told."""
    while (found := OPENS.match(line)) and set(rules.words.of(found[0])) <= rules.opening:
        line = line[found.end() :]
    return line


def without_dateline(line: str, rules: Rules, count: int) -> str:
    """Without the place and agency that a report opens with. In a short report a place that no agency follows is told by it alone."""
    found = OPENS.match(line)
    if found is None:
        return line
    words = rules.words.of(found[1])
    rest = OPENS.match(line[found.end() :])
    second = rules.words.of(rest[1]) if rest else []
    if len(words) > DATELINE or any(w.isdigit() or w in rules.critical for w in words):
        return line
    if rest is not None and len(second) <= 3 and set(second) & rules.agencies:
        return line[found.end() + rest.end() :]
    if found[2] or set(words) & rules.agencies or (count >= SHORT and len(words) <= 3):
        return line[found.end() :]
    return line
