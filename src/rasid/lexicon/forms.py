"""Lexemes and their written forms: what one language pack and the world's names come to, before matching."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import msgspec
from msgspec.structs import replace

from rasid.lexicon.morphology import Form, Morphology
from rasid.model import DataError


class Lexeme(msgspec.Struct, frozen=True, array_like=True):
    """One entry as the matcher knows it: its kind (trigger, party, place, …), its id and what the entry says."""

    kind: str
    id: str
    data: dict[str, Any]


class Sense(msgspec.Struct, frozen=True, array_like=True):
    """One reading of a written form. `cls` says which clitics it can carry (see CliticTable)."""

    lexeme: int
    cls: str
    pos: str = "w"
    voice: str = "a"
    person: str = "s"
    pronoun: str = "no"


class Clitics(msgspec.Struct, frozen=True, array_like=True):
    """What stood before a form within its word."""

    conjunction: str = ""
    preposition: str = ""
    article: bool = False
    future: bool = False


def clitic_table(language: dict[str, Any]) -> dict[str, dict[str, Clitics]]:
    """For each class of words, every string that may precede its form within a word, and what it says."""
    spec = language.get("proclitics") or {}
    conj = ["", *spec.get("conjunction", [])]
    prep = ["", *spec.get("preposition", [])]
    article = spec.get("article") or ""
    contraction = spec.get("contraction") or {}
    future = ["", *spec.get("future", [])]
    table: dict[str, dict[str, Clitics]] = {"word": {c: Clitics(c) for c in conj}, "pf": {c: Clitics(c) for c in conj}}
    table["im"] = {c + f: Clitics(c, "", False, bool(f) and f == spec.get("future", [""])[0]) for c, f in product(conj, future)}
    table["name"] = {c + p: Clitics(c, p) for c, p in product(conj, prep)}
    table["noun"] = dict(table["name"])
    if article:
        for c, p in product(conj, prep):
            joined = p + article
            table["noun"][c + contraction.get(joined, joined)] = Clitics(c, p, True)
    table["contracted"] = {c + short: Clitics(c, full.removesuffix(article), True) for c in conj for full, short in contraction.items()}
    return table


class FormMaker:
    """Turns entries into (folded text, Sense) pairs. One for each language pack."""

    def __init__(self, language: dict[str, Any], morphology: Morphology, fold: Callable[[str], str]) -> None:
        self.morphology, self.fold = morphology, fold
        spec = language.get("proclitics") or {}
        self.article = fold(spec.get("article") or "")
        self.prepositions = tuple(spec.get("preposition") or [])
        self.has_contraction = bool(spec.get("contraction"))
        self.enclitics = frozenset(map(fold, language.get("enclitics") or []))
        self.nisba = (language.get("nisba") or {}).get("endings") or []

    def of_entry(self, entry: dict[str, Any], index: int) -> Iterator[tuple[str, Sense]]:
        """The forms of a verb, noun, phrase, adjective or list of words."""
        try:
            if entry.get("verb") and entry.get("root"):
                yield from self.verb(entry, index)
            elif entry.get("verb"):
                yield from self.listed_verb(entry, index)
            elif entry.get("noun"):
                yield from self.noun(entry, index)
            elif entry.get("adjective"):
                yield from self.adjective(entry["adjective"], index)
            else:
                make = self.heads if entry.get("nominal") and entry.get("kind") != "beside" else self.words
                for word in entry.get("words") or [entry["phrase"]]:
                    yield from make(str(word), index)
        except (DataError, KeyError) as error:
            raise DataError(f"entry {entry.get('id') or entry.get('noun')}: {error}", where=entry.get("_file", "")) from None

    def verb(self, entry: dict[str, Any], index: int) -> Iterator[tuple[str, Sense]]:
        made = self.morphology.verb(entry["root"], str(entry["form"]), entry.get("vowel"), entry.get("masdar"), entry.get("participles"))
        only = entry.get("only")
        barred = {self.fold(w) for w in entry.get("not_forms") or []}
        for form in made:
            if (not only or form.pos in only) and form.text not in barred:
                sense = self.sense(form, index)
                if barred and any(word.startswith(form.text) and word[len(form.text) :] in self.enclitics for word in barred):
                    sense = replace(sense, pronoun="no")  # تحت سيطرتها: a noun with its pronoun, and no سيطرت with one
                yield form.text, sense
        for extra in entry.get("irregular") or []:
            for form in self.morphology.noun_forms(self.fold(extra), [], pos="masdar"):
                yield form.text, self.sense(form, index)

    def listed_verb(self, entry: dict[str, Any], index: int) -> Iterator[tuple[str, Sense]]:
        """A verb of a language without templates: its forms as the entry lists them, by part of speech."""
        for pos, words in (entry.get("forms") or {"pf": [entry["verb"]]}).items():
            voice = "p" if pos == "pp" else "a"
            for word in words:
                yield self.fold(word), Sense(index, "word", "pf" if pos in ("pf", "pp") else pos, voice, "3ms", "no")

    def noun(self, entry: dict[str, Any], index: int) -> Iterator[tuple[str, Sense]]:
        made = self.morphology.noun(entry["noun"], entry.get("plural") or [], entry.get("irregular") or [], entry.get("root"))
        barred = {self.fold(w) for w in entry.get("not_forms") or []}
        for form in made:
            if form.text in barred:
                continue
            yield form.text, self.sense(form, index)
            yield from self.agreeing_article(form.text, form, index)

    def agreeing_article(self, text: str, form: Form, index: int) -> Iterator[tuple[str, Sense]]:
        """عبوة ناسفة also stands as العبوة الناسفة: the article on the noun is a clitic, that on its adjective is not."""
        if self.article and " " in text:
            head, *rest = text.split(" ")
            joined = " ".join([head, *(w if w.startswith(self.article) else self.article + w for w in rest)])
            if joined != text:
                yield joined, Sense(index, "noun", form.pos, form.voice, form.person, "no")

    def sense(self, form: Form, index: int) -> Sense:
        cls = form.pos if form.pos in ("pf", "im") else "noun"
        return Sense(index, cls, form.pos, form.voice, form.person, form.pronoun)

    def adjective(self, word: str, index: int) -> Iterator[tuple[str, Sense]]:
        base = self.fold(word)
        for ending in self.nisba or [""]:
            number = "d" if ending in ("ان", "تان", "تين") else "p" if ending in ("ين", "ون", "ات") else "s"
            yield base + ending, Sense(index, "noun", "adj", "a", number)

    def words(self, text: str, index: int) -> Iterator[tuple[str, Sense]]:
        """A phrase as written. A closing clitic preposition (للمطالبة بـ) belongs to the next word and is left off."""
        folded = self.fold(text).split()
        if len(folded) > 1 and folded[-1] in self.prepositions:
            folded.pop()
        yield " ".join(folded), Sense(index, "word")

    def heads(self, text: str, index: int) -> Iterator[tuple[str, Sense]]:
        """A head noun: single ones take the article, attached pronouns and prepositions, phrases only what names take."""
        folded = self.words(text, index)
        for joined, _ in folded:
            if " " in joined or joined.startswith(self.article or "\0"):
                yield from self.name(joined, index)
            else:
                yield joined, Sense(index, "noun", "n", "a", "s", "may")
                if joined.endswith("ه") and self.article:
                    yield joined[:-1] + "ت", Sense(index, "noun", "n", "a", "s", "must")

    def name(self, text: str, index: int) -> Iterator[tuple[str, Sense]]:
        """A proper name: prepositions may be attached, and ل swallows the article's alef."""
        folded = " ".join(self.fold(text).split())
        if not folded:
            return
        yield folded, Sense(index, "name", "n")
        if self.article and self.has_contraction and folded.startswith(self.article):
            yield folded[len(self.article) :], Sense(index, "contracted", "n")
