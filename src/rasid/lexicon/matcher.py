"""One automaton over the text: every written form at once, then the clitics and word boundaries the automaton cannot see."""

from __future__ import annotations

from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from rasid.lexicon.compile import Compiled
from rasid.lexicon.fold import Folder
from rasid.lexicon.forms import Clitics, Lexeme, Sense, clitic_table


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
    readings: list[Reading]


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
        self.enclitics = frozenset(fold(e) for e in compiled.language.get("enclitics") or [])
        self.longest_left = max((len(k) for t in self.table.values() for k in t), default=0)
        self.longest_right = max((len(e) for e in self.enclitics), default=0)
        self.known = set(compiled.patterns)

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
        found: dict[tuple[int, int], tuple[int, list[Reading]]] = {}
        left_limit, right_limit, table, senses, readings = self.longest_left, self.longest_right, self.table, self.senses, self.readings
        for start, end, pattern in self.automaton.find_overlapping(text):
            i, j = word_at[start], word_at[end - 1]
            before, after = start - begins[i], ends[j] - end
            if before > left_limit or after > right_limit:
                continue
            left, right = text[start - before : start], text[end : end + after]
            if after and right not in self.enclitics:
                continue
            for number in readings[pattern]:
                sense = senses[number]
                clitics = table[sense.cls].get(left)
                if clitics is None or (sense.pronoun == "no" if after else sense.pronoun == "must") or (after and clitics.article):
                    continue
                reading = Reading(self.lexemes[sense.lexeme], sense, clitics, right)
                key, size = (i, j + 1), end - start
                have = found.get(key)
                if have is None or size > have[0]:
                    found[key] = (size, [reading])
                elif size == have[0]:
                    have[1].append(reading)
        return self.disjoint(found)

    @staticmethod
    def disjoint(found: dict[tuple[int, int], tuple[int, list[Reading]]]) -> list[Hit]:
        taken: set[int] = set()
        kept: list[Hit] = []
        for (first, last), (_, ways) in sorted(found.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
            if last - first == 1:
                if first in taken:
                    continue
            elif any(n in taken for n in range(first, last)):
                continue
            taken.update(range(first, last))
            kept.append(Hit(first, last, ways))
        kept.sort()
        return kept
