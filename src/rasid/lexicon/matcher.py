"""One automaton over the text: every written form at once, then the clitics and word boundaries the automaton cannot see."""

from __future__ import annotations

from operator import attrgetter

import msgspec
from daachorse import CharwiseDoubleArrayAhoCorasick

from rasid.lexicon.compile import Compiled
from rasid.lexicon.fold import Folder
from rasid.lexicon.forms import Clitics, Lexeme, Sense, clitic_table
from rasid.lexicon.remembered import remembered

# Forms with their clitics whose readings are kept: a report has some two hundred, and most of them every report has.
WAYS_KEPT = 1 << 14
LIKE = "ك"  # the one clitic that nobody writes on words that entries ask for: كبير is no بئر
WORDS_KEPT = 1 << 14  # words whose readings are kept: of the words of a report nine in ten have come before


class Reading(msgspec.Struct, frozen=True, gc=False):
    """One way to read a stretch of words: the entry, the form, and what is attached to it."""

    lexeme: Lexeme
    sense: Sense
    clitics: Clitics
    pronoun: str


class Hit(msgspec.Struct, frozen=True, gc=False):
    """Words `first`..`last` (exclusive) and every way to read them, no shorter or overlapping ones beside it.

    `kinds`: the first reading of each kind, in a dict that hits share, so that nobody may change it; `joined`: whether any has an
    attached conjunction; `pronouns`: whether any has an attached pronoun.
    """

    first: int
    last: int
    readings: tuple[Reading, ...]
    kinds: dict[str, Reading]
    joined: bool
    pronouns: bool


def hit_of(first: int, last: int, readings: tuple[Reading, ...]) -> Hit:
    """Words with their readings."""
    return Hit(first, last, readings, *marks_of(readings))


def marks_of(readings: tuple[Reading, ...]) -> tuple[dict[str, Reading], bool, bool]:
    """The first of some readings of each kind, and whether any has an attached conjunction, or pronoun."""
    kinds: dict[str, Reading] = {}
    joined = pronouns = False
    for reading in readings:
        kinds.setdefault(reading.lexeme.kind, reading)
        joined = joined or bool(reading.clitics.conjunction)
        pronouns = pronouns or bool(reading.pronoun)
    return kinds, joined, pronouns


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
        self.phrases = CharwiseDoubleArrayAhoCorasick.deserialize(compiled.phrases)
        self.several_words = compiled.several
        self.ways = remembered(WAYS_KEPT, self.readings_of)
        self.alone = remembered(WORDS_KEPT, self.alone_of)
        self.stripped = remembered(WORDS_KEPT, self.stripped_of)

    def find(self, words: list[str]) -> list[Hit]:
        """Longest hits first come, none overlapping; of two readings of the same words the one with fewer clitics."""
        several = self.several(words)
        taken: set[int] = set()
        for hit in several:
            taken.update(range(hit.first, hit.last))
        alone = self.alone
        found = [
            Hit(n, n + 1, ways[0], ways[1], ways[2], ways[3]) for n, word in enumerate(words) if (ways := alone(word)) and n not in taken
        ]
        if several:
            found += several
            found.sort(key=attrgetter("first"))
        return found

    def several(self, words: list[str]) -> list[Hit]:
        """The hits of two words and more, the longest first, of those the first, none overlapping another."""
        text = " ".join(words)
        if not (matches := self.phrases.find_overlapping(text)):
            return []
        found: dict[tuple[int, int], tuple[int, tuple[Reading, ...]]] = {}
        for start, end, number in matches:
            first = text.count(" ", 0, start)
            left, right = text[text.rfind(" ", 0, start) + 1 : start], text[end : close if (close := text.find(" ", end)) >= 0 else None]
            self.note(found, (-text.count(" ", start, end), first), end - start, self.several_words[number], left, right)
        taken: set[int] = set()
        kept: list[Hit] = []
        for (less, first), (_, ways_of) in sorted(found.items()):
            if taken.isdisjoint(span := range(first, first - less + 1)):
                taken.update(span)
                kept.append(hit_of(first, first - less + 1, ways_of))
        return kept

    def alone_of(self, word: str) -> tuple[tuple[Reading, ...], dict[str, Reading], bool, bool] | None:
        """Every way to read one word, whatever stands beside it, as a hit tells it; None where there is none."""
        found: dict[tuple[int, int], tuple[int, tuple[Reading, ...]]] = {}
        for start, end, pattern in self.automaton.find_overlapping(word):
            self.note(found, (0, 0), end - start, pattern, word[:start], word[end:])
        return (ways := found[0, 0][1], *marks_of(ways)) if found else None

    def stripped_of(self, word: str) -> tuple[str, ...]:
        """A word as it is, and as it may be without the clitics before it."""
        lefts = (word[:k] for k in range(1, min(5, len(word) - 1))) if word[:1] in self.openings else ()
        return (word, *(word[len(left) :] for left in lefts if left in self.table["noun"] and not left.endswith(LIKE)))

    def note(
        self,
        found: dict[tuple[int, int], tuple[int, tuple[Reading, ...]]],
        key: tuple[int, int],
        size: int,
        pattern: int,
        left: str,
        right: str,
    ) -> None:
        """Keeps a form found in some words, where the letters before and after it are clitics: of several forms the longest, and what
        stands beside that. Keys are how many words less one, negated, and the first."""
        if left not in self.proclitics or right not in self.enclitics:
            return
        have = found.get(key)
        ways = self.ways(pattern, left, right) if have is None or size >= have[0] or left else ()
        if have is not None and size < have[0]:
            ways = self.beside(have[1], ways or self.ways(pattern, left, right))
            if ways:
                found[key] = (have[0], have[1] + ways)
        elif ways:
            found[key] = (size, ways if have is None else (have[1] if size == have[0] else self.beside(ways, have[1])) + ways)

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
        of them beside a name that is told to be an everyday word (العودة), the dead beside a place of that name (الشهداء), people with
        the article beside the source that they are as well (الناشط, of whom something may be told)."""
        if all(w.lexeme.kind == "common" for w in longer):
            return ways
        everyday = any(w.lexeme.kind == "common" for w in longer)
        speaks = all(w.lexeme.kind == "source" for w in longer)
        people = (w for w in ways if w.lexeme.kind == "person")
        return joining(ways) + tuple(w for w in people if (everyday and w.lexeme.data.get("effect")) or (speaks and w.clitics.article))


def joining(ways: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of a word as a connective with an attached conjunction, which no longer entry takes the place of."""
    return tuple(w for w in ways if w.lexeme.kind == "connective" and w.clitics.conjunction) if ways else ()
