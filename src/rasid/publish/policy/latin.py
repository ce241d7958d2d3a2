"""A listed name as it may be written in Latin letters: Suleiman, Sulayman, Soliman and sleman_77 are سليمان.

Each Arabic letter has the ways in which people write it, vowels may stand between any two, and the article may be any of its forms. It
takes more than it should sooner than less: what is found is somebody's name that must not leave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from rasid.model.event import Span

LETTERS = {
    "ا": "[aeiou]?",
    "ب": "[bp]",
    "ت": "t",
    "ث": "(?:th|s|t)",
    "ج": "(?:dj|j|g)",
    "ح": "[h7]",
    "خ": "(?:kh|5|k|h)",
    "د": "d",
    "ذ": "(?:dh|th|z|d)",
    "ر": "r",
    "ز": "z",
    "س": "[sc]",
    "ش": "(?:sh|ch|sch)",
    "ص": "s",
    "ض": "(?:dh|d|z)",
    "ط": "t",
    "ظ": "(?:dh|th|z|d)",
    "ع": "[3aeiou]?",
    "غ": "(?:gh|g)",
    "ف": "(?:ph|f|v)",
    "ق": "[qkg9]",
    "ك": "(?:ck|k|c)",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h?",
    "و": "(?:ou|oo|w|u|o|v)",
    "ي": "(?:ee|ei|ey|y|i|e)",
    "ى": "(?:ee|y|i|a|e)",
    "ة": "(?:ah|eh|at|a|e|h)?",
    "ء": "",
    "ئ": "(?:y|i|e)?",
    "ؤ": "[uow]?",
}
LAST = {"ي": LETTERS["ى"]}  # folding makes one letter of the two
VOWELS = "[aeiouy'’`ʿʾ]{0,2}"
ARTICLE = "(?:[aeu][a-z]{1,2}[-_' ]?)?"  # al-, el, ash-, ul
BETWEEN = r"[\W_]{0,3}"  # between the words of a name; nothing in a handle
LEAST = 3  # letters that must stand there: Ali and Amal are in every other word
LATIN = re.compile(r"[A-Za-z]")
STRONG = re.compile("[^اعهةءئؤ]")
# How far one letter's beginning can lie behind another's: doubled (sch) with vowels; more for one between them that may be left out, and
# for the end of a word with an article after it. More than there can be.
PAST_LETTER, PAST_WEAK, PAST_WORD = 8, 6, 12
KEPT = 1 << 12  # patterns remembered
DOTLESS = "ı"  # which re takes for an i
# With what each letter can begin in Latin letters.
FIRST = {
    letter: frozenset(way.strip("[]?") if way.startswith("[") else (each[0] for each in way.strip("(?:)").split("|") if each))
    for letter, way in LETTERS.items()
}
FIRST["ي"] |= FIRST["ى"]


@lru_cache(KEPT)
def written(name: str) -> re.Pattern[str] | None:
    """What finds a folded Arabic name among Latin letters; None where it has too few letters to be told by them, or is no Arabic name."""
    words = re.findall(r"[^\W\d_]+", name)
    if any(c not in LETTERS for word in words for c in word) or sum(len(STRONG.findall(word)) for word in words) < LEAST:
        return None
    return re.compile(rf"(?<![^\W\d_]){BETWEEN.join(map(spelled, words))}(?![^\W\d_])", re.IGNORECASE)


def spelled(word: str) -> str:
    article = has_article(word)
    ways = [LETTERS[c] for c in word[2 * article : -1]] + [LAST.get(word[-1]) or LETTERS[word[-1]]]
    letters = [f"(?:{way}){{1,2}}" if way and not way.endswith("?") else way for way in ways]  # doubled, as in Hassan
    return (ARTICLE if article else "") + VOWELS + VOWELS.join(letters) + VOWELS


def has_article(word: str) -> bool:
    return word.startswith("ال") and len(word) > LEAST + 1


def finder(name: str) -> Callable[[str], list[Span]]:
    """Where a folded name stands in Latin letters in a text; diacritics of the text do not matter. The pattern is made for the first text
    whose letters could be the name's: that takes a thousand times as long as to look for these."""

    def spans(text: str) -> list[Span]:
        if not LATIN.search(text):
            return []
        bare = plain(text)
        if not could_stand(steps_of(name), bare.casefold().replace(DOTLESS, "i")) or (found := written(name)) is None:
            return []
        return [m.span() for m in found.finditer(bare)]

    return spans


Step = tuple[frozenset[str], int]


@lru_cache(KEPT)
def steps_of(name: str) -> list[Step]:
    """What must stand in a text for a folded name to stand in it: for each letter that is always written, with what it can begin, and how
    far behind the last it can begin at most."""
    steps: list[Step] = []
    far = 0
    for word in re.findall(r"[^\W\d_]+", name):
        far += PAST_WORD
        for letter in word[2 * has_article(word) :]:
            if STRONG.match(letter):
                steps.append((FIRST.get(letter, frozenset()), far))
                far = PAST_LETTER
            else:
                far += PAST_WEAK
    return steps


def could_stand(steps: list[Step], text: str) -> bool:
    """Whether the letters stand in the text one after another, each near enough to the last."""
    if not steps:
        return False
    at = {n for n, c in enumerate(text) if c in steps[0][0]}
    for first, far in steps[1:]:
        at = {n for start in at for n in range(start + 1, min(start + 1 + far, len(text))) if text[n] in first}
    return bool(at)


def plain(text: str) -> str:
    """The text letter by letter without diacritics, so that no place in it moves: ā is a."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFD", c)[0] for c in text)
