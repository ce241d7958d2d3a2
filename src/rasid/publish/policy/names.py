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
from rasid.model import DataError, RasidError
from rasid.model.event import Span
from rasid.store.masking import Name

LIST = "names.txt"  # in the project's data folder: a name a line; # begins a comment
TAKEN_OUT = "names-taken-out"
WORD = re.compile(r"[^\W\d_]+")
# Addresses, numbers and handles by which a person can be reached.
CONTACTS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+|(?<!\w)@\w{3,}|(?<![\w.])\+?\d[\d\s-]{7,}\d(?![\w.])")
LONGEST = 5  # words of a name: given, father's, grandfather's, family's, and one for أبو or عبد
SPOKEN_LEAST = 2  # words after a verb of speech: one alone is more often an outlet or a place
NO_NAME = frozenset(("place", "common"))  # kinds of entries that names of people share words with


class Scrubber:
    """Takes names of people out of texts. `instead`: what stands in a name's place."""

    def __init__(self, lexicon: Lexicon, listed: Iterable[str], instead: Callable[[str], str]) -> None:
        self.lexicon, self.instead = lexicon, instead
        self.listed = [Name(name, lexicon.code) for name in listed]
        self.cleaned = self.counted(lru_cache(4096)(self.clean))
        self.took = False  # whether a name was taken out since it was last set so

    def counted(self, clean: Callable[[str], str]) -> Callable[[str], str]:
        def cleaned(text: str) -> str:
            out = clean(text)
            self.took = self.took or out != text
            return out

        return cleaned

    def clean(self, text: str) -> str:
        """The text without names; the same where it has none."""
        spans = joined(
            [*(s for name in self.listed for s in name.spans(text)), *self.shown(text), *(m.span() for m in CONTACTS.finditer(text))]
        )
        out, done = [], 0
        for start, end in spans:
            out += [text[done:start], self.instead(self.lexicon.folder.fold(text[start:end]))]
            done = end
        return "".join([*out, text[done:]]) if spans else text

    def shown(self, text: str) -> list[Span]:
        """Where a name stands by what stands before it."""
        found = list(WORD.finditer(text))
        words = [self.lexicon.folder.fold(m[0]) for m in found]
        spans = []
        at = 0
        while at < len(words):
            least = self.least(words[at])
            end = at + 1
            while (
                least and end < len(words) and end - at <= LONGEST and self.unknown(words[end]) and near(text, found[end - 1], found[end])
            ):
                end += 1
            if least and end - at > least:
                spans.append((found[at + 1].start(), found[end - 1].end()))
                at = end
            else:
                at += 1
        return spans

    def least(self, word: str) -> int:
        """How many unknown words after this one make a name; 0 where none do."""
        kinds = self.kinds(word)
        if "person" in kinds or word in self.titles:
            return 1
        return SPOKEN_LEAST if "speech" in kinds else 0

    def unknown(self, word: str) -> bool:
        """Whether a word may be part of a name: it is known as none but a place or an everyday word that names share."""
        return len(word) > 1 and self.kinds(word) <= NO_NAME and word not in self.titles and word not in self.lexicon.nationalities

    def kinds(self, word: str) -> frozenset[str]:
        return self._kinds(word)

    @cached_property
    def _kinds(self) -> Callable[[str], frozenset[str]]:
        find = self.lexicon.matcher.find
        return lru_cache(1 << 14)(lambda word: frozenset(r.lexeme.kind for hit in find([word]) for r in hit.readings))

    @cached_property
    def titles(self) -> frozenset[str]:
        return self.lexicon.titles | self.lexicon.rank_words | self.lexicon.offices


def near(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether nothing but spaces stands between two words."""
    return not text[before.end() : after.start()].strip()


def joined(spans: Iterable[Span]) -> list[Span]:
    """Stretches in order, those that touch made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
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
