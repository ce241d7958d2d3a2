"""One automaton over the text: every written form at once, then the clitics and word boundaries the automaton cannot see."""

from __future__ import annotations

from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from rasid.lexicon.compile import Compiled
from rasid.lexicon.fold import Folder
from rasid.lexicon.forms import Clitics, Lexeme, Sense, clitic_table
from rasid.lexicon.remembered import remembered

# Forms with their clitics whose readings are kept: a report has some two hundred, and most of them every report has.
WAYS_KEPT = 1 << 14


class Reading(NamedTuple):
    """One way to read a stretch of words: the entry, the form, and what is attached to it."""

    lexeme: Lexeme
    sense: Sense
    clitics: Clitics
    pronoun: str


class Hit(NamedTuple):
    """Words `first`..`last` (exclusive) and every way to read them, no shorter or overlapping ones beside it."""

    first: int
    last: int
    readings: tuple[Reading, ...]


def build(patterns: list[str]) -> bytes:
    """The automaton of these patterns, serialised."""
    return CharwiseDoubleArrayAhoCorasick(patterns or ["\0"]).serialize()


class Matcher:
    """Finds lexicon entries in a list of folded words."""

    def __init__(self, compiled: Compiled) -> None:
        self.automaton = CharwiseDoubleArrayAhoCorasick.deserialize(compiled.automaton)
        self.table = clitic_table(compiled.language)
        self.lexemes, self.senses = compiled.lexemes, compiled.senses
        self.readings = compiled.readings
        self.patterns = compiled.patterns
        fold = Folder(compiled.language.get("fold") or {}).fold
        self.openings = frozenset(left[0] for left in self.table["noun"] if left)  # the letters that a noun's clitics begin with
        self.proclitics = frozenset(left for lefts in self.table.values() for left in lefts)
        self.enclitics = frozenset(("", *map(fold, compiled.language.get("enclitics") or [])))
        self.ways = remembered(WAYS_KEPT, self.readings_of)

    def find(self, words: list[str]) -> list[Hit]:
        """Longest hits first come, none overlapping; of two readings of the same words the one with fewer clitics."""
        text = " ".join(words)
        word_at: list[int] = []
        begins: list[int] = []
        ends: list[int] = []
        at = 0
        for n, word in enumerate(words):
            size = len(word)
            word_at.extend([n] * (size + 1))
            begins.append(at)
            at += size
            ends.append(at)
            at += 1
        lefts, rights, ways_of = self.proclitics, self.enclitics, self.ways
        found: dict[tuple[int, int], tuple[int, tuple[Reading, ...]]] = {}
        for start, end, pattern in self.automaton.find_overlapping(text):
            first, last = word_at[start], word_at[end - 1]
            left, right = text[begins[first] : start], text[end : ends[last]]
            if left not in lefts or right not in rights:
                continue
            key, size = (first - last, first), end - start
            have = found.get(key)
            ways = ways_of(pattern, left, right) if have is None or size >= have[0] or left else ()
            if have is not None and size < have[0]:
                ways = self.beside(have[1], ways or ways_of(pattern, left, right))
                if ways:
                    found[key] = (have[0], have[1] + ways)
            elif ways:
                found[key] = (size, ways if have is None else (have[1] if size == have[0] else self.beside(ways, have[1])) + ways)
        return self.disjoint(found)

    def readings_of(self, pattern: int, left: str, right: str) -> tuple[Reading, ...]:
        """Every way to read a form with these letters before and after it in its word."""
        barred = "no" if right else "must"
        ways = []
        for number in self.readings[pattern]:
            sense = self.senses[number]
            clitics = self.table[sense.cls].get(left)
            if clitics is not None and sense.pronoun != barred and not (right and clitics.article):
                ways.append(Reading(self.lexemes[sense.lexeme], sense, clitics, right))
        return tuple(ways)

    @staticmethod
    def beside(longer: tuple[Reading, ...], ways: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Which readings of a word stand beside one that takes in more of its letters: وأن as «and that», whatever town is spelt so; all
        of them beside what only says that a name is an everyday word (العودة)."""
        return ways if all(w.lexeme.kind == "common" for w in longer) else joining(ways)

    @staticmethod
    def disjoint(found: dict[tuple[int, int], tuple[int, tuple[Reading, ...]]]) -> list[Hit]:
        """The longest hits that do not overlap, in the order of the words. Keys are how many words less one, negated, and the first."""
        taken: set[int] = set()
        kept: list[Hit] = []
        for (less, first), (_, ways) in sorted(found.items()):
            if less == 0:
                if first not in taken:  # the only hit of this word alone
                    kept.append(Hit(first, first + 1, ways))
            elif taken.isdisjoint(span := range(first, first - less + 1)):
                taken.update(span)
                kept.append(Hit(first, first - less + 1, ways))
        kept.sort()
        return kept


def joining(ways: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of a word as a connective with an attached conjunction, which no longer entry takes the place of."""
    return tuple(w for w in ways if w.lexeme.kind == "connective" and w.clitics.conjunction)
