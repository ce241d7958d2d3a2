"""Folding: the letters that differ on the page and not for matching. Never used for quoting."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rasid.lexicon.remembered import remembered

# Always dropped: combining marks, tatweel, bidi and zero-width controls, soft hyphen, variation selectors.
DROPPED = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# Letters that stand for several (presentation forms, ligatures): one code point becomes one or more.
PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
DIGITS = {**{chr(0x660 + d): str(d) for d in range(10)}, **{chr(0x6F0 + d): str(d) for d in range(10)}}
SPACES = dict.fromkeys("\t\r\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
QUOTES = dict.fromkeys("\"'“”„‟«»‹›‘’‚‛`´〝〞＂", '"')
DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
LINES = {"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\x1c": "\n", "\x1d": "\n", "\x1e": "\n"}
NAME_LENGTH, NAMES_KEPT = 64, 1 << 12  # letters of what is remembered folded, and how many: a report asks for a name again and again
JOINERS = {"_": " ", "#": " ", "\u0000": " "}  # hashtags read as the words they join


class Folder:
    """Folds text for one language: a table of one-to-one letters, what is dropped, and words that are spelt in two ways of one length."""

    def __init__(self, letters: dict[str, str]) -> None:
        self.letters = dict(letters)
        spellings = {word: letters[word] for word in letters if len(word) > 1}
        letters = {letter: to for letter, to in letters.items() if letter not in spellings}
        self.spellings: list[tuple[str, str]] = []
        self.table = str.maketrans({**SPACES, **QUOTES, **DASHES, **LINES, **JOINERS, **DIGITS, **letters})
        upper = {chr(c): chr(c + 32) for c in range(65, 91)}
        self.table.update(str.maketrans(upper))
        # Letter by letter, and of those that change only: `translate` asks for every letter, which takes five times as long.
        self.changed = {chr(code): to for code, to in self.table.items() if chr(code) != to}
        self.change = re.compile(f"[{''.join(map(re.escape, self.changed))}]")
        self.at_once = any(to in self.changed or len(to) != 1 for to in self.changed.values())
        self.spellings += [(self.put(word), self.put(to)) for word, to in spellings.items()]
        self.remembered = remembered(NAMES_KEPT, self._fold)

    def fold(self, text: str) -> str:
        """A folded copy, for names and entries; offsets are not kept."""
        return self.remembered(text) if len(text) < NAME_LENGTH else self._fold(text)

    def _fold(self, text: str) -> str:
        if PRESENTATION.search(text):
            text = "".join(unfold(c) for c in text)
        return self.put(DROPPED.sub("", text))

    def put(self, text: str) -> str:
        """A text with its letters put for those that they are folded to, one for one."""
        if self.at_once:  # a letter is folded to one that is folded itself
            text = text.translate(self.table)
        else:
            for letter in set(self.change.findall(text)):
                text = text.replace(letter, self.changed[letter])
        for word, to in self.spellings:
            text = text.replace(word, to)
        return text

    def fold_with_offsets(self, text: str) -> tuple[str, list[int] | None]:
        """Folded text and, for each of its code points, the offset in `text` (None: the same offset, nothing moved)."""
        presented = PRESENTATION.search(text) is not None
        if not presented and not DROPPED.search(text):
            return self.put(text), None
        out: list[str] = []
        at: list[int] = []
        if not presented:
            done = 0
            for dropped in DROPPED.finditer(text):
                out.append(text[done : dropped.start()])
                at += range(done, dropped.start())
                done = dropped.end()
            out.append(text[done:])
            at += range(done, len(text))
            return self.put("".join(out)), at
        for i, c in enumerate(text):
            if DROPPED.match(c):
                continue
            for piece in unfold(c):
                out.append(piece)
                at.append(i)
        return self.put("".join(out)), at


@cache
def unfold(char: str) -> str:
    """What a presentation form stands for (ﻻ: لا); any other character is itself."""
    if not PRESENTATION.match(char):
        return char
    plain = DROPPED.sub("", unicodedata.normalize("NFKC", char)).replace(" ", "")
    return plain or char
