"""A listed name as it may be written in Latin letters: Suleiman, Sulayman, Soliman and sleman_77 are سليمان.

Each Arabic letter has the ways in which people write it, vowels may stand between any two, and the article may be any of its forms. It
takes more than it should sooner than less: what is found is somebody's name that must not leave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

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


def written(name: str) -> re.Pattern[str] | None:
    """What finds a folded Arabic name among Latin letters; None where it has too few letters to be told by them, or is no Arabic name."""
    words = re.findall(r"[^\W\d_]+", name)
    if any(c not in LETTERS for word in words for c in word) or sum(len(STRONG.findall(word)) for word in words) < LEAST:
        return None
    return re.compile(rf"(?<![^\W\d_]){BETWEEN.join(map(spelled, words))}(?![^\W\d_])", re.IGNORECASE)


def spelled(word: str) -> str:
    article = word.startswith("ال") and len(word) > LEAST + 1
    ways = [LETTERS[c] for c in word[2 * article : -1]] + [LAST.get(word[-1]) or LETTERS[word[-1]]]
    letters = [f"(?:{way}){{1,2}}" if way and not way.endswith("?") else way for way in ways]  # doubled, as in Hassan
    return (ARTICLE if article else "") + VOWELS + VOWELS.join(letters) + VOWELS


def finder(name: str) -> Callable[[str], list[Span]]:
    """Where a folded name stands in Latin letters in a text; diacritics of the text do not matter."""
    pattern = written(name)

    def spans(text: str) -> list[Span]:
        if pattern is None or not LATIN.search(text):
            return []
        return [found.span() for found in pattern.finditer(plain(text))]

    return spans


def plain(text: str) -> str:
    """The text letter by letter without diacritics, so that no place in it moves: ā is a."""
    return text if text.isascii() else "".join(unicodedata.normalize("NFD", c)[0] for c in text)
