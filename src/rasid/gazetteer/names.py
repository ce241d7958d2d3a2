"""Written names of places → look-up keys: what differs in writing and not in meaning comes to one key.

Three keys a name, from the strictest to the loosest. `exact` is the folded name, signs and hyphens as spaces. `joined` is the same without
spaces (كفر نبل, كفرنبل, كفر-نبل). `loose` also drops the article of each word, settles its ending and turns ordinals into figures; in
Latin letters it drops al- and el-, and has one spelling for q and k, ee and i, ou and u, dh and d, doubled letters and the like. A
name with a word for what it is (مدينة حلب, Yarmouk Camp) has the same three keys without it too, with the kinds of place it asks for.

The rules are data: `place_names.yaml` and the folding table of a language pack.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rasid.lexicon import layers as data
from rasid.lexicon.fold import DROPPED, Folder
from rasid.lexicon.remembered import remembered

WORD = re.compile(r"[^\W_]+")
BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
DOUBLED = re.compile(r"(.)\1+")
GLUED_ARTICLE = re.compile(r"(?:[ae]l|a([bcdfghjklmnprstvwxz])(?=\1))(?=.{4})")  # Alhasakah, Arraqqa
WORDS_KEPT = 32_768  # words whose loose form is remembered: a bound on memory
REST = 2  # letters that must be left of a word when an article or an ending is taken off


class Form(NamedTuple):
    """One way to look a name up. `kinds`: what the word dropped from it asks for (empty: nothing was dropped)."""

    exact: str
    joined: str
    loose: str
    kinds: tuple[str, ...] = ()
    guessed: bool = False  # what may be an article is taken off: for look-ups only


def load_rules(layers: list[Path] | None = None, code: str = "ar") -> dict[str, Any]:
    """The rules of a language pack as plain JSON-ready data: its folding table, its letters and its `place_names.yaml`."""
    paths = layers or data.default_layers()
    language = data.mapping(paths, f"languages/{code}/language.yaml")
    return {
        **data.mapping(paths, f"languages/{code}/place_names.yaml"),
        "fold": language.get("fold") or {},
        "word": language.get("word") or "",
    }


@cache
def default() -> Names:
    """The rules of the Arabic pack, read once."""
    return Names(load_rules())


def keys(name: str) -> tuple[str, ...]:
    """Look-up keys of a written name, best first: folded, joined, loose; then the same without the word for its kind."""
    return default().keys(name)


def folding_table(folder: Folder) -> dict[int, int | str | None]:
    """All that a folder does to single characters, as one table: a name is folded in one pass, twice as fast."""
    table: dict[int, int | str | None] = {code: code for code in (*range(0x80), *range(0x600, 0x700))}  # missing ones cost `translate` dear
    table |= folder.table
    for code in (*range(0x300, 0x0700), *range(0x2000, 0x2070), *range(0xFB50, 0xFF00), 0xAD, *range(0xE0100, 0xE01F0)):
        folded = folder.fold(chr(code))
        if folded != chr(code):
            table[code] = folded or None
    return table


def undoubled(word: str) -> str:
    """A word with one of every letter that stands twice or more in a row."""
    return DOUBLED.sub(r"\1", word) if DOUBLED.search(word) else word  # `sub` takes five times as long, even where there is none


class Names:
    """The keys of names under one set of rules (`load_rules`)."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self.rules = rules
        self.folder = Folder(rules.get("fold") or {})
        self.table = folding_table(self.folder)
        fold = self.folder.fold
        self.article = fold(rules.get("article") or "")
        self.silent = fold(rules.get("silent") or "\0")
        self.endings = tuple(fold(e) for e in rules.get("endings") or ())
        self.same = {fold(w): fold(word) for word, ws in (rules.get("same") or {}).items() for w in ws}
        self.ordinals = {fold(w): str(n) for n, ws in (rules.get("ordinals") or {}).items() for w in ws}
        self.ordinals |= {w.removeprefix(self.article): n for w, n in self.ordinals.items()}
        starts = sorted({fold(w) for w in rules.get("starts") or ()}, key=len, reverse=True)
        self.glued = re.compile(f"({'|'.join(starts)})({self.article}..+)") if starts and self.article else None
        self.types = {fold(w): tuple(t["kinds"]) for t in rules.get("types") or () for w in t["words"]}
        self.after = frozenset(fold(w) for w in rules.get("after") or ())
        self.letters = re.compile(f"[{rules['word']}]") if rules.get("word") else None
        latin = rules.get("latin") or {}
        self.latin_letters = str.maketrans({**(latin.get("letters") or {}), **dict.fromkeys(latin.get("apostrophes") or "", "")})
        self.latin_articles = frozenset(latin.get("articles") or ())
        self.assimilated = frozenset(latin.get("assimilated") or ())
        self.latin_same = {w: word for word, ws in (latin.get("same") or {}).items() for w in ws}
        self.reduced = [(a, b) for a, b in latin.get("reduced") or ()]
        self.latin_endings = tuple(sorted(latin.get("endings") or (), key=len, reverse=True))
        self.latin_types = {w: tuple(t["kinds"]) for t in latin.get("types") or () for w in t["words"]}
        self.beside = frozenset(latin.get("beside") or ())
        self.loose_word = remembered(WORDS_KEPT, self._loose_word)
        self.loose_latin = remembered(WORDS_KEPT, self._loose_latin)

    @property
    def alphabet(self) -> str:
        """The letters that folded words of the pack's script are written with."""
        first, _, last = str(self.rules.get("word") or "").partition("-")
        letters = (self.folder.fold(chr(c)) for c in range(ord(first), ord(last) + 1)) if len(first) == len(last) == 1 else ()
        return "".join(sorted({letter for letter in letters if len(letter) == 1 and letter.isalpha()}))

    def keys(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for form in self.forms(name) for key in (form.exact, form.joined, form.loose)))

    def forms(self, name: str) -> list[Form]:
        """The ways to look a name up, the fullest first; none where it has no letter or figure."""
        if "(" in name or "[" in name:
            name = BRACKETS.sub(" ", name).strip() or name
        if name.isascii():
            return self.latin_forms(name.lower())
        folded = name.translate(self.table)
        if self.letters is not None and self.letters.search(folded):
            return self.own_forms(WORD.findall(folded))
        return self.latin_forms(DROPPED.sub("", unicodedata.normalize("NFKD", name)).lower())

    def own_forms(self, words: list[str]) -> list[Form]:
        """The forms of a name in the pack's own script, of folded words."""
        if len(words) == 1:
            return [Form(words[0], words[0], self.loose_word(words[0]))]
        forms = [self.own_form(words)]
        kinds = self.types.get(words[0])
        if kinds:
            rest = words[1:]
            while len(rest) > 1 and rest[-1] in self.after:
                rest = rest[:-1]
            forms.append(self.own_form(rest, kinds))
        return forms

    def own_form(self, words: list[str], kinds: tuple[str, ...] = ()) -> Form:
        return Form(" ".join(words), "".join(words), "".join(map(self.loose_word, words)), kinds)

    def _loose_word(self, word: str) -> str:
        """One folded word without its article, ordinals as figures, its ending settled."""
        if self.glued and word.find(self.article, 2) > 0 and (glued := self.glued.fullmatch(word)):
            return self.loose_word(glued[1]) + self.loose_word(glued[2])
        word = self.same.get(word, word)
        if self.article and word.startswith(self.article) and len(word) >= len(self.article) + REST:
            word = word[len(self.article) :]
        if word in self.ordinals:
            return self.ordinals[word]
        word = word.replace(self.silent, "") or word
        if len(word) > REST and word.endswith(self.endings):
            word = word[:-1] + self.endings[-1]
        return word

    def latin_forms(self, text: str) -> list[Form]:
        """The forms of a name in Latin (or any other) letters, lower case and without marks."""
        words = WORD.findall(text.translate(self.latin_letters))
        if not words:
            return []
        forms = [self.latin_form(words)]
        for at in (0, -1) if len(words) > 1 else ():
            kinds = self.latin_types.get(words[at])
            if not kinds:
                continue
            rest = words[1:] if at == 0 else words[:-1]
            while len(rest) > 1 and rest[at] in self.beside:
                rest = rest[1:] if at == 0 else rest[:-1]
            forms.append(self.latin_form(rest, kinds))
            break
        glued = GLUED_ARTICLE.match(words[0])
        if glued:
            forms.append(self.latin_form([words[0][glued.end() :], *words[1:]])._replace(guessed=True))
        return forms

    def latin_form(self, words: list[str], kinds: tuple[str, ...] = ()) -> Form:
        if len(words) == 1:
            return Form(words[0], words[0], self.loose_latin(words[0]), kinds)
        last = len(words) - 1
        bare = [w for n, w in enumerate(words) if n == last or not self.is_article(w, words[n + 1])]
        loose = undoubled("".join(map(self.loose_latin, bare)))
        return Form(" ".join(words), "".join(bare), loose, kinds)

    def is_article(self, word: str, following: str) -> bool:
        return word in self.latin_articles or (word in self.assimilated and following.startswith(word[1:]))

    def _loose_latin(self, word: str) -> str:
        word = self.latin_same.get(word, word)
        if word.endswith(self.latin_endings):
            ending = next(e for e in self.latin_endings if word.endswith(e))
            if len(word) - len(ending) >= REST:
                word = word[: -len(ending)] + "a"
        for written, sound in self.reduced:
            if written in word:
                word = word.replace(written, sound)
        return undoubled(word)
