"""Names of people taken out of words of reports: those that the project lists, and those that a word before them shows.

What stands after a noun for one person, a rank, a title or a verb of speech and is no word that the language pack knows is taken for a
name. It finds many, not all: a name that is also a word, or that nothing announces, stays. So a public profile lets out no words at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path

from rasid.lexicon import Lexicon
from rasid.lexicon.forms import Lexeme
from rasid.lexicon.remembered import remembered
from rasid.model import DataError, RasidError
from rasid.model.event import Span
from rasid.publish.policy.latin import finder
from rasid.store.masking import Name

LIST = "names.txt"  # in the project's data folder: a name a line; # begins a comment
TAKEN_OUT = "names-taken-out"
WORD = re.compile(r"[^\W\d_]+")
# Addresses, numbers and handles by which a person can be reached.
CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|(?<!\w)@\w{3,}|(?<![\w./-])(?:[\w-]+\.)+[A-Za-z]{2,}/\S+"
    r"|(?<![\w.+-])(?!\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4})\+?\d(?:[ -]?\d){8,}(?![\w.])"  # nine digits or more that are no date
)
LONGEST = 5  # words of a name: given, father's, grandfather's, family's, and one for أبو or عبد
SPOKEN_LEAST = 2  # words after a verb of speech: one alone is more often an outlet or a place
OFFICE_WORDS = 3  # words between an office and who holds it
NO_NAME = frozenset(("place", "common", "place_nisba"))  # kinds of entries that names of people share words with
WITHIN = frozenset(("preposition", "person"))  # and within a name: الحاج, and علي, which is folded with على
GRAMMAR = frozenset(("preposition", "connective", "stop", "cue", "number", "time", "speech", "person", "demonym", "anaphor"))
PROCLITICS = frozenset("وفبلك")  # as `Name` has them
FULL_NAME = 2  # words of a given name and a family's
Words = tuple[str, ...]
SPEAKERS = frozenset(("unnamed", "local-activists", "official", "medical", "rescue", "court"))  # kinds of sources told by what they are


class Scrubber:
    """Takes names of people out of texts. `instead`: what stands in a name's place."""

    def __init__(self, lexicon: Lexicon, listed: Iterable[str], instead: Callable[[str], str]) -> None:
        self.lexicon, self.instead = lexicon, instead
        self.listed = [(fold := lexicon.folder.fold(name), Name(name, lexicon.code).spans, finder(fold)) for name in listed]
        self.sources = frozenset(self.words_of(name) for row in lexicon.sources.values() for name in row["names"].values())
        self.outlets: frozenset[Words] = frozenset()  # those of what is at hand
        self.kept = remembered(4096, self.clean)
        self.is_outlet = remembered(4096, self._is_outlet)
        self.took = False  # whether a name was taken out since it was last set so

    def around(self, outlets: Iterable[str | None]) -> None:
        """Says which outlets the texts to come belong to: their names are none of people."""
        self.outlets = frozenset(self.words_of(name) for name in outlets if name and self.is_outlet(name))

    def _is_outlet(self, name: str) -> bool:
        """Whether nobody's full name stands in it (an activist's own page): one word after a noun for a person is more often a paper's."""
        found = [m[0] for m in WORD.finditer(name)]
        return len(found) > 1 and all(len(WORD.findall(name[start:end])) < FULL_NAME for start, end in self.shown(name))

    def words_of(self, name: str) -> Words:
        return tuple(self.lexicon.folder.fold(m[0]) for m in WORD.finditer(name))

    def cleaned(self, text: str) -> str:
        out = self.kept(text, self.outlets)
        self.took = self.took or out != text
        return out

    def is_person(self, text: str) -> bool:
        """Whether somebody stands in it whom the project lists with more than one name."""
        return any(" " in name and spans(text) for name, *ways in self.listed for spans in ways)

    def clean(self, text: str, outlets: frozenset[Words] = frozenset()) -> str:
        """The text without names; the same where it has none."""
        fold = self.lexicon.folder.fold
        known = [(start, end, name) for name, *ways in self.listed for spans in ways for start, end in spans(text)]
        others = [*self.shown(text, outlets), *(m.span() for m in CONTACTS.finditer(text))]
        spans = joined([*known, *((start, end, "") for start, end in others)])
        out, done = [], 0
        for start, end, name in spans:
            out += [text[done:start], self.instead(name or fold(text[start:end]))]
            done = end
        return "".join([*out, text[done:]]) if spans else text

    def shown(self, text: str, outlets: frozenset[Words] = frozenset()) -> list[Span]:
        """Where a name stands by what stands before it."""
        found = list(WORD.finditer(text))
        words = [self.lexicon.folder.fold(m[0]) for m in found]
        unbroken = [n + 1 < len(found) and not text[m.end() : found[n + 1].start()].strip() for n, m in enumerate(found)]
        past = self.past_outlets(words, unbroken, outlets)
        if past:  # what an outlet is called ends a name, and what comes after it may begin one
            unbroken = [u and n + 1 not in past for n, u in enumerate(unbroken)]
        spans: list[Span] = []
        at = 0
        while at < len(words):
            first, last = self.name_after(words, unbroken, at, past.get(at + 1, at + 1))
            if last > first:
                spans.append((found[first].start(), found[last - 1].end()))
            at = max(at + 1, last)
        return spans

    def past_outlets(self, words: list[str], unbroken: list[bool], outlets: frozenset[Words]) -> dict[int, int]:
        """For each word of an outlet's or a source's name the word after that name."""
        past: dict[int, int] = {}
        for at in range(len(words)):
            for name in self.beginning(words[at], outlets) if at not in past else ():
                end = at + len(name)
                if tuple(words[at + 1 : end]) == name[1:] and all(unbroken[at : end - 1]):
                    past |= dict.fromkeys(range(at, end), end)
                    break
        return past

    def beginning(self, word: str, outlets: frozenset[Words]) -> list[Words]:
        """The names of more than one word that begin with a word, with or without what is written together with it; the longest first."""
        forms = {word, *(word[n:] for n in (1, 2) if set(word[:n]) <= PROCLITICS)}
        own = [name for name in outlets if name[0] in forms]
        return sorted({*own, *(name for form in forms for name in self.by_first.get(form, ()))}, key=lambda name: (-len(name), name))

    @cached_property
    def by_first(self) -> dict[str, list[Words]]:
        found: dict[str, list[Words]] = {}
        for name in sorted(self.sources):
            if len(name) > 1:
                found.setdefault(name[0], []).append(name)
        return found

    def name_after(self, words: list[str], unbroken: list[bool], at: int, first: int) -> tuple[int, int]:
        """The first word of a name that the word at `at` shows and the word after its last; twice the same where it shows none."""
        kinds = self.kinds(words[at])
        strong = "person" in kinds or words[at] in self.titles or "speaker" in kinds
        if not strong and "speech" not in kinds:
            return at, at
        if first > at + 1:  # past the outlet that the word belongs to or stands before: مراسل X Y of a paper
            unbroken = [*unbroken[: first - 1], True, *unbroken[first:]]
        last = self.run(words, unbroken, at, first)
        if strong and last == first and self.odd(words, unbroken, first):
            last = self.run(words, unbroken, first, first + 1)  # فيصل الدليمي: a given name that is a form of a verb too
        least = 1 if strong else SPOKEN_LEAST
        if words[at] in self.lexicon.offices and last == first:
            least = SPOKEN_LEAST  # رئيس المجلس المحلي X Y: of what he is, then he
            while first - at <= OFFICE_WORDS and first < len(words) and unbroken[first - 1] and last - first < least:
                first += 1
                last = self.run(words, unbroken, first - 1, first)
        return (first, last) if last - first >= least else (at, at)

    def run(self, words: list[str], unbroken: list[bool], before: int, first: int) -> int:
        """The word after the last of those from `first` on that may be parts of a name."""
        last = first
        while last < len(words) and last - first < LONGEST and unbroken[last - 1] and self.unknown(words[last], last > first):
            last += 1
        return last

    def odd(self, words: list[str], unbroken: list[bool], at: int) -> bool:
        """Whether a word that the pack knows, without an article, stands right before one that it knows as nothing."""
        plain = at < len(words) and not words[at].startswith(self.lexicon.matcher_article or "\0")
        return plain and unbroken[at - 1] and unbroken[at] and not self.kinds(words[at + 1]) and not self.kinds(words[at]) & GRAMMAR

    def unknown(self, word: str, inside: bool) -> bool:
        """Whether a word may be part of a name, or `inside` one: it is known as nothing but what names of people are too."""
        kinds = self.kinds(word)
        shared = NO_NAME | (WITHIN if "common" in kinds else frozenset(("person",))) if inside else NO_NAME
        known = kinds - shared
        return len(word) > 1 and not known and word not in self.lexicon.nationalities and (inside or word not in self.titles)

    def kinds(self, word: str) -> frozenset[str]:
        return self._kinds(word)

    @cached_property
    def _kinds(self) -> Callable[[str], frozenset[str]]:
        find, sources = self.lexicon.matcher.find, self.lexicon.sources

        def kind(lexeme: Lexeme) -> str:
            return "speaker" if lexeme.kind == "source" and sources[lexeme.id]["kind"] in SPEAKERS else lexeme.kind

        return lru_cache(1 << 14)(lambda word: frozenset(kind(r.lexeme) for hit in find([word]) for r in hit.readings))

    @cached_property
    def titles(self) -> frozenset[str]:
        return self.lexicon.titles | self.lexicon.rank_words | self.lexicon.offices


def joined(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Stretches in order, those that overlap made one, under the listed name in it."""
    out: list[tuple[int, int, str]] = []
    for start, end, name in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2] or name)
        else:
            out.append((start, end, name))
    return out


def listed(layer: Path) -> list[str]:
    """The names that a project lists. Raises DataError where a line is too short to be one."""
    path = layer / LIST
    if not path.is_file():
        return []
    try:
        lines = [line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError):
        raise DataError("the list of names cannot be read as UTF-8.", where=str(path), hint="Save it as UTF-8, a name a line.") from None
    for number, line in enumerate(lines, 1):
        if line:
            try:
                Name(line)
            except RasidError:
                raise DataError(
                    f"line {number} has a name of less than three letters.", where=str(path), hint="Write it in full."
                ) from None
    return [line for line in lines if line]
