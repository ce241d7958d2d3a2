"""The words that full text is kept and asked by: letters folded as the lexicon folds them, what is written onto a word taken off.

A word is kept without its article and what stands before that (والقصف, بالقصف, للقصف: قصف). Particles written onto a word without an
article (وقصف) and attached pronouns (قصفهم) look like letters of the word: they are not taken off when a word is kept, or فرقة would
be found for الرقة. Instead a word that is asked for is spread into the forms that are kept and are no words of their own.
All of it comes from the language pack: a pack without clitics has words as they are written.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from rasid.lexicon import layers as data
from rasid.lexicon.fold import DROPPED, Folder
from rasid.lexicon.remembered import remembered

FORMAT = 1  # raise where the same pack comes to other words
WORD = re.compile(r"[^\W_]+")
LEAST = 3  # letters left of a word without what was before it: of fewer, too many words come to the same (الله, له)
LONGEST = 60  # letters of a word that are kept: what is longer is an address or a fault, and an index has a limit to its keys


class Token(NamedTuple):
    """A word as kept, and where it stands in the text as received."""

    word: str
    start: int
    end: int


class Words:
    """The words of one language pack. `own`: words that the lexicon knows as such, which are never taken for others with a clitic."""

    def __init__(self, language: dict[str, Any], nouns: dict[str, Any] | None = None, own: frozenset[str] = frozenset()) -> None:
        self.folder = Folder(language.get("fold") or {})
        self.own = own
        spec = language.get("proclitics") or {}
        fold = self.folder.fold
        before, future = (["", *map(fold, spec.get("conjunction") or [])], [*map(fold, spec.get("future") or [])])
        prepositions = ["", *map(fold, spec.get("preposition") or [])]
        article, contraction = fold(spec.get("article") or ""), {fold(k): fold(v) for k, v in (spec.get("contraction") or {}).items()}
        self.definite: list[str] = []
        if article:
            joined = [(c, p + article) for c, p in product(before, prepositions)]
            self.definite = sorted({c + contraction.get(pa, pa) for c, pa in joined}, key=len, reverse=True)
        self.bare = sorted({c + p for c, p in product(before, [*prepositions, *future])} - {""})
        self.enclitics = [fold(e) for e in language.get("enclitics") or []]
        self.feminine = str((nouns or {}).get("feminine") or "")
        joined_endings = [s[1:] for s, pronoun in (nouns or {}).get("feminine_singular") or [] if pronoun == "must" and s.startswith("-")]
        self.tied = next(iter(joined_endings), "")  # what the feminine ending becomes before a pronoun: مدرسته
        told = json.dumps([FORMAT, language.get("fold"), spec, LEAST, LONGEST], ensure_ascii=False, sort_keys=True)
        self.rules = hashlib.sha256(told.encode()).hexdigest()[:16]
        self.base = remembered(200_000, self._base)

    # Keeping ---------------------------------------------------------------------------------------------------------------------

    def of(self, text: str) -> list[str]:
        """The words of a text as they are kept, in its order."""
        return [self.base(word) for word in WORD.findall(self.folder.fold(text))]

    def tokens(self, text: str) -> Iterator[Token]:
        """The same with their places in the text."""
        folded, at = self.folder.fold_with_offsets(text)
        for found in WORD.finditer(folded):
            start, end = found.span()
            if at is not None:
                start, end = at[start], at[end - 1] + 1
                while end < len(text) and DROPPED.match(text[end]):
                    end += 1  # the marks of its last letter
            yield Token(self.base(found[0]), start, end)

    def _base(self, word: str) -> str:
        """A folded word as it is kept: without its article and what stands before that; Latin letters small and without accents."""
        if not word.isascii():
            word = plain(word)
        word = word[:LONGEST]
        for head in self.definite:
            if word.startswith(head) and len(word) - len(head) >= LEAST:
                return word[len(head) :]
        return word

    # Asking ----------------------------------------------------------------------------------------------------------------------

    def spread(self, folded: str) -> list[str]:
        """The forms in which a word asked for may be kept, itself first: with and without particles and pronouns."""
        word = self.base(folded)
        if word.isdigit() or word.isascii():
            return [word]
        forms: dict[str, None] = {word: None}
        for core in self.cores(word):
            forms[core] = None
            if len(core) < LEAST:
                forms |= dict.fromkeys(head + core for head in self.definite)
                continue
            forms |= dict.fromkeys(form for form in self.dressed(core) if form not in self.own)
        return list(forms)

    def cores(self, word: str) -> Iterator[str]:
        """The word; and where the lexicon does not know it, what it may be with a particle before it or a pronoun after it."""
        yield word
        if word in self.own or not self.own:
            return
        for head in self.bare:
            if word.startswith(head) and word[len(head) :] in self.own and len(word) - len(head) >= LEAST:
                yield word[len(head) :]
        for tail in self.enclitics:
            rest = word.removesuffix(tail)
            if rest != word and len(rest) >= LEAST and rest in self.own:
                yield rest

    def dressed(self, core: str) -> Iterator[str]:
        joined = core
        if self.feminine and self.tied and core.endswith(self.feminine):
            joined = core.removesuffix(self.feminine) + self.tied
        for head, tail in product(["", *self.bare], ["", *self.enclitics]):
            yield head + (joined + tail if tail else core)


def plain(word: str) -> str:
    """A word in small letters, without accents (İdlib, Café): of those letters that are taken apart into a letter and its marks."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)) or word


@lru_cache(maxsize=4)
def words_of(code: str = "ar", layers: tuple[Path, ...] | None = None) -> Words:
    """The words of a language pack, for keeping."""
    return Words(*rules_of(code, layers))


def rules_of(code: str, layers: tuple[Path, ...] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The letters and clitics of a pack, and how its nouns end."""
    paths = list(layers) if layers is not None else data.default_layers()
    language, morphology = (data.mapping(paths, f"languages/{code}/{name}.yaml") for name in ("language", "morphology"))
    return language, morphology.get("nouns") or {}


@lru_cache(maxsize=2)
def asking_words(code: str = "ar", layers: tuple[Path, ...] | None = None) -> Words:
    """The same for asking: with what the lexicon knows as words of their own."""
    from rasid.lexicon.compile import load  # only where somebody asks: keeping needs no lexicon

    compiled = load(list(layers) if layers is not None else None, code)
    return Words(*rules_of(code, layers), own=own_words(compiled.patterns))


@lru_cache(maxsize=4)
def type_labels(layers: tuple[Path, ...] | None = None) -> dict[str, str]:
    """The names of event types in every language, by type: an event is found by them too."""
    entries = data.entries(list(layers) if layers is not None else data.default_layers(), "ontology/event_types.yaml")
    return {str(row["id"]): " ".join((row.get("names") or {}).values()) for row in entries}


def own_words(patterns: Iterable[str]) -> frozenset[str]:
    """The words among the written forms of a compiled lexicon."""
    return frozenset(word for pattern in patterns for word in pattern.split())
