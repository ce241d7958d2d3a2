"""Whether two reports are one text: the same words, or the same with little changed. No database, no dates.

Found by shingles (runs of four words): of every window of them the smallest hash is kept (MinHash, taken window by window, so that a
short report quoted in a long one is found as well as a whole reprint). What is found is then compared sentence by sentence and word by
word, and precision comes first: bulletins are written by template, and two that differ in a town, a name or a figure are two reports.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel, LCSseq, Levenshtein

from rasid.store.furniture import Rules, Telling

Kind = Literal["exact", "near", "contains", "contained"]

SHINGLE = 4  # words: of three, phrases that every report has would bring all together
WINDOW, WINDOW_SHORT, SHORT = 10, 4, 24  # shingles of a window: what two share in 13 words on end (7 in a short report) is found
NEAR_WORDS = 12  # below, a template's own words are most of a report: it is a reprint only where all words are the same
PART_WORDS = 10  # the least that can be quoted in another
# Shares of words, argued from the labelled pairs (tests/project/reprint_pairs.py): reprints with a sentence cut come down to 0.72 of all
# words of both, texts by another hand reach 0.6.
NEAR, NEAR_LESSER, PART = 0.70, 0.75, 0.92
SENTENCE = 0.6  # of their words that two sentences share to be taken for one that was edited
TRIED = 400  # pairs of sentences compared between two that are the same
LONG = 40  # words above which a synonym here and there is no other event
HARD_EACH = 50  # one such synonym in so many words
LOOSE_EACH = 12  # one word put in or left out within a sentence in so many
ENDINGS = ("ان", "ين", "تان", "تين", "ات", "ون", "تا", "تي")  # that make two or many of one: قتيل، قتيلان


class Likeness(NamedTuple):
    """What two texts are to each other: `exact` (the same words), `near`, `contains` (the first quotes the second), `contained`;
    and how like they are: the share of words of both, or of the quoted one's."""

    kind: Kind
    share: float


def whole_hash(telling: Telling) -> int:
    """One number for all words in their order."""
    return hashed("\n" + " ".join(telling.words))


def hashed(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)


def fingerprints(telling: Telling) -> list[int]:
    """The smallest hash of every window of shingles: what similar reports share."""
    words = telling.words
    if len(words) < PART_WORDS:
        return []
    shingles = [hashed(" ".join(words[n : n + SHINGLE])) for n in range(len(words) - SHINGLE + 1)]
    window = min(WINDOW if len(words) > SHORT else WINDOW_SHORT, len(shingles))
    return sorted({min(shingles[n : n + window]) for n in range(len(shingles) - window + 1)})


def compare(a: Telling, b: Telling, rules: Rules) -> Likeness | None:
    """What the first is to the second; None where they are two texts."""
    first, second = a.words, b.words
    if not first or not second:
        return None
    if first == second:
        return Likeness("exact", 1.0)
    lesser = min(len(first), len(second))
    if lesser >= NEAR_WORDS and (share := Comparison(a, b, rules).share()) is not None:
        return Likeness("near", round(share, 4))
    if len(second) < len(first):
        return Likeness("contains", round(part, 4)) if (part := quoted(second, first, rules)) is not None else None
    return Likeness("contained", round(part, 4)) if (part := quoted(first, second, rules)) is not None else None


def quoted(short: Sequence[str], long: Sequence[str], rules: Rules) -> float | None:
    """The share of a short report's words that stand in a long one, on end and in order; None where it is not quoted there."""
    if len(short) < PART_WORDS:
        return None
    covered, spans = [False] * len(short), []
    for block in LCSseq.opcodes(short, long):
        if block.tag == "equal" and block.src_end - block.src_start >= SHINGLE:
            covered[block.src_start : block.src_end] = [True] * (block.src_end - block.src_start)
            spans.append((block.dest_start, block.dest_end))
    share = sum(covered) / len(short)
    if share < PART or spans[-1][1] - spans[0][0] > 1.25 * len(short) + SHINGLE:
        return None
    missing = [n for n, there in enumerate(covered) if not there]
    return None if any(telling_word(short, n, rules) for n in missing) else share


def is_figure(word: str, rules: Rules) -> bool:
    return any(c.isdigit() for c in word) or word in rules.critical


def names_something(words: Sequence[str], at: int, rules: Rules) -> bool:
    """Whether a word stands where the name of a place or a person does."""
    before = words[at - 1] if at else ""
    return words[at] not in rules.light and (before in rules.places_after or before in rules.persons_after)


def telling_word(words: Sequence[str], at: int, rules: Rules) -> bool:
    """Whether a word may be what tells one event from another: a figure, or a name."""
    return is_figure(words[at], rules) or names_something(words, at, rules)


def another_number(one: str, other: str) -> bool:
    """Whether one word is the dual or plural of the other."""
    short, long = sorted((one.removesuffix("ه"), other.removesuffix("ه")), key=len)
    return long.startswith(short) and long[len(short) :] in ENDINGS


def same_spelt(one: str, other: str) -> bool:
    """Whether two words are one, spelt or inflected otherwise."""
    if another_number(one, other):
        return False
    if min(len(one), len(other)) >= 5 and Levenshtein.distance(one, other) <= 1:
        return True
    return min(len(one), len(other)) >= 3 and Indel.normalized_similarity(one, other) >= 0.75


class Comparison:
    """Two texts, sentence by sentence in their order; sentences that only one has may be added or cut whole."""

    def __init__(self, a: Telling, b: Telling, rules: Rules) -> None:
        self.a, self.b, self.rules = a.sentences, b.sentences, rules
        self.counts = sum(map(len, self.a)), sum(map(len, self.b))
        self.said = Counter(a.words), Counter(b.words)
        self.hard = self.loose = 0

    def share(self) -> float | None:
        """The share of words that both have, where what differs tells of no other event."""
        if (found := self.run_on()) is not None:
            return found
        pairs = self.aligned()
        matched = 0
        for n, m in pairs:
            same = self.edited(self.a[n], self.b[m])
            if same is None:
                return None
            matched += same
        total, lesser = sum(self.counts), min(self.counts)
        if matched < NEAR_WORDS - 2 or 2 * matched < NEAR * total or matched < NEAR_LESSER * lesser or not self.few_edits():
            return None
        left = [s for n, s in enumerate(self.a) if n not in {p for p, _ in pairs}]
        right = [s for n, s in enumerate(self.b) if n not in {p for _, p in pairs}]
        return None if self.tells_more(left, right) else 2 * matched / total

    def run_on(self) -> float | None:
        """The same where only the stops between sentences, or a word or two, differ."""
        first, second = [w for s in self.a for w in s], [w for s in self.b for w in s]
        if Indel.normalized_similarity(first, second, score_cutoff=0.95) < 0.95:
            return None
        same = self.edited(first, second)
        fits = same is not None and self.few_edits()
        self.hard = self.loose = 0
        return 2 * same / sum(self.counts) if same is not None and fits else None

    def few_edits(self) -> bool:
        lesser = min(self.counts)
        return self.hard <= (lesser // HARD_EACH if lesser >= LONG else 0) and self.loose <= lesser // LOOSE_EACH

    def aligned(self) -> list[tuple[int, int]]:
        """Pairs of sentences that are the same, or nearly, in the order of both."""
        found: list[tuple[int, int]] = []
        at, beside = 0, 0
        for block in Indel.opcodes(self.a, self.b):
            if block.tag == "equal":
                found += self.between(range(at, block.src_start), range(beside, block.dest_start))
                found += zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
                at, beside = block.src_end, block.dest_end
        return found + self.between(range(at, len(self.a)), range(beside, len(self.b)))

    def between(self, left: range, right: range) -> list[tuple[int, int]]:
        """The best pairing, in order, of sentences that are not the same word by word."""
        if not left or not right or len(left) * len(right) > TRIED:
            return []
        best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(right) + 1) for _ in range(len(left) + 1)]
        for i, n in enumerate(left):
            for j, m in enumerate(right):
                choices = [best[i][j + 1], best[i + 1][j]]
                like = Indel.normalized_similarity(self.a[n], self.b[m])
                if like >= SENTENCE:
                    worth, pairs = best[i][j]
                    choices.append((worth + like * len(self.a[n]), [*pairs, (n, m)]))
                best[i + 1][j + 1] = max(choices, key=lambda c: c[0])
        return best[-1][-1][1]

    def edited(self, one: Sequence[str], other: Sequence[str]) -> int | None:
        """Words that two versions of a sentence share; None where what differs may be another place, name or figure."""
        if one == other:
            return len(one)
        shared, before, beside = 0, 0, 0
        for block in [*Indel.opcodes(one, other), None]:
            if block is not None and block.tag != "equal":
                continue
            n, m = (block.src_start, block.dest_start) if block else (len(one), len(other))
            if not self.may_differ(one, range(before, n), other, range(beside, m)):
                return None
            if block is not None:
                shared, before, beside = shared + n_of(block), block.src_end, block.dest_end
        return shared

    def may_differ(self, one: Sequence[str], left: range, other: Sequence[str], right: range) -> bool:
        """Whether these words of one may stand where those of the other do, or nowhere; counts what is left to doubt."""
        rules = self.rules
        old, new = [one[n] for n in left], [other[n] for n in right]
        if sorted(w for w in old if is_figure(w, rules)) != sorted(w for w in new if is_figure(w, rules)):
            return False
        if len(old) == len(new):
            for (n, was), (m, now) in zip(zip(left, old, strict=True), zip(right, new, strict=True), strict=True):
                if was == now or (was in rules.light and now in rules.light):
                    continue
                named = names_something(one, n, rules) or names_something(other, m, rules)
                if same_spelt(was, now) and (not named or Levenshtein.distance(was, now) <= 1):
                    continue
                if named or another_number(was, now):
                    return False
                self.hard += 1
            return True
        heavy = [(one, n) for n in left if one[n] not in rules.light] + [(other, n) for n in right if other[n] not in rules.light]
        if any(names_something(words, n, rules) for words, n in heavy):
            return False
        if old and new and heavy:
            self.hard += max(len(old), len(new))
        self.loose += len(heavy)
        return True

    def tells_more(self, left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> bool:
        """Whether sentences that only one has speak for two reports: both tell what the other does not, or one goes on from the other."""
        if any(self.goes_on(s, self.said[1]) for s in left) or any(self.goes_on(s, self.said[0]) for s in right):
            return True
        return any(self.news(s, self.said[1]) for s in left) and any(self.news(s, self.said[0]) for s in right)

    def news(self, sentence: Sequence[str], other: Counter[str]) -> bool:
        """Whether a sentence has a figure or a name that the other text has nowhere."""
        return any(word not in other and telling_word(sentence, n, self.rules) for n, word in enumerate(sentence))

    def goes_on(self, sentence: Sequence[str], other: Counter[str]) -> bool:
        """Whether it tells how a figure changed: the other report is an earlier one, not a reprint."""
        figures = any(any(c.isdigit() for c in w) and w not in other for w in sentence)
        return figures and any(w in self.rules.changed for w in sentence)


def n_of(block: object) -> int:
    return int(block.src_end - block.src_start)  # type: ignore[attr-defined]
