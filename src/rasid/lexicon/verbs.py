"""From a written word back to the verbs that it may be a form of, by the templates that make forms (morphology.yaml). Knows no verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from rasid.lexicon import Lexicon
from rasid.lexicon import layers as data
from rasid.lexicon.morphology import Form, Morphology
from rasid.lexicon.remembered import remembered
from rasid.model import DataError

# Stems by which a verb is known; the others are made from these. A radical that a stem does not show is taken to be one of these letters.
STEMS = ("pf", "im", "pfv", "imv")
UNSEEN = {"hollow": {2: "وي"}, "defective": {3: "ي"}, "defective_w": {3: "و"}, "assimilated": {1: "و"}, "doubled": {}}
LETTER = "([ء-ي])"
LEAST = 3  # letters: shorter words are particles
SIMPLE = "1"  # the form that every third word of three letters could be of


class Verb(NamedTuple):
    """A verb that is not known: its root, letters apart, and its form."""

    root: str
    form: str


def seats(number: int, letter: str) -> str:
    """A letter of a word as the radical of that number: a weak one at the beginning may be written for a hamza (تؤكد)."""
    return letter + "ء" if number == 1 and letter and letter in "اوي" else letter


class VerbForms:
    """Reads words backwards. Empty for a language whose pack has no templates."""

    def __init__(self, morphology: Morphology) -> None:
        self.morphology = morphology
        self.stems = list(self.patterns()) if morphology.rules.get("rows") else []
        self.of = remembered(1 << 14, self.read)
        self.forms = remembered(1 << 12, self.finite)

    def patterns(self) -> Iterator[tuple[re.Pattern[str], str, str, list[int]]]:
        """For each form and class of roots its stems as patterns, with which radical each group is."""
        for form, classes in self.morphology.rules["rows"].items():
            for cls, row in classes.items():
                for stem in STEMS:
                    template = row.get(stem)
                    if isinstance(template, str):
                        order = [int(c) for c in template if c.isdigit()]
                        text = "".join("[وي]" if c == "V" else LETTER if c.isdigit() else re.escape(c) for c in template)
                        yield re.compile(text), str(form), cls, order

    def read(self, word: str) -> tuple[tuple[Verb, str], ...]:
        """The verbs that a folded word may be, each with its tense (pf, im), the ones of fewer letters added first."""
        found: dict[Verb, str] = {}
        for tense, pos in (("perfect", "pf"), ("imperfect", "im")):
            for _, prefix, suffix, _, pronoun in self.morphology.rules["cells"][tense] if self.stems else ():
                if pronoun == "must" or not word.startswith(prefix) or not word.endswith(suffix):
                    continue
                base = word[len(prefix) : len(word) - len(suffix)]
                for pattern, form, cls, order in self.stems:
                    match = pattern.fullmatch(base)
                    if match:
                        for verb in self.verbs(form, cls, order, match.groups()):
                            if verb not in found and self.makes(verb, word, pos):
                                found[verb] = pos
        return tuple(sorted(found.items(), key=lambda x: (x[0].form == SIMPLE, x[0])))

    def verbs(self, form: str, cls: str, order: list[int], letters: tuple[str, ...]) -> Iterator[Verb]:
        radicals: dict[int, str] = {}
        for number, letter in zip(order, letters, strict=True):
            if radicals.setdefault(number, letter) != letter:
                return
        if cls == "doubled":
            radicals.setdefault(3, radicals.get(2, ""))
        unseen = UNSEEN.get(cls, {})
        options = [seats(n, radicals.get(n, "")) or unseen.get(n, "") for n in range(1, 5 if cls == "quadriliteral" else 4)]
        for root in product(*options):
            if not {"ا", "ة"} & set(root):
                yield Verb(" ".join(root), form)

    def makes(self, verb: Verb, word: str, pos: str) -> bool:
        """Whether this verb's own forms have the word."""
        try:
            return any(f.text == word and f.pos == pos for f in self.forms(verb))
        except DataError:
            return False

    def shows(self, word: str, verb: Verb) -> bool:
        """Whether a word's ending or beginning shows that it is a verb: «he did it» may be a noun as well (عدد), and so may what a dual's
        ending looks like (مصدرا)."""
        return any(f.text == word and (f.pos == "im" or f.person not in ("3ms", "3md")) for f in self.forms(verb))

    def finite(self, verb: Verb) -> tuple[Form, ...]:
        return tuple(f for f in self.morphology.verb(verb.root, verb.form) if f.pos in ("pf", "im"))

    def citation(self, verb: Verb) -> str:
        """He did it: how dictionaries name a verb."""
        return next(f.text for f in self.forms(verb) if f.pos == "pf" and f.person == "3ms")


def verb_forms(lexicon: Lexicon, layers: list[Path]) -> VerbForms:
    """What reads the words of a language backwards."""
    return VerbForms(Morphology(data.mapping(layers, f"languages/{lexicon.code}/morphology.yaml"), lexicon.folder.fold))


def ordinary_verbs(lexicon: Lexicon, layers: list[Path]) -> frozenset[Verb]:
    """The everyday verbs of a language, which no gap is made of; of every layer. Raises DataError where a file is no such list."""
    found = set()
    for layer in layers:
        path = layer / "languages" / lexicon.code / "ordinary_verbs.yaml"
        told = data.read_yaml(path) or {} if path.is_file() else {}
        if not isinstance(told, dict) or not all(isinstance(rows, list) for rows in told.values()):
            raise DataError("this is no mapping of forms to lists of roots.", where=str(path))
        for form, rows in told.items():
            roots = [root for row in rows for root in (row if isinstance(row, list) else [row])]
            found |= {Verb(" ".join(c if c == "ء" else lexicon.folder.fold(c) for c in str(root).split()), str(form)) for root in roots}
    return frozenset(found)
