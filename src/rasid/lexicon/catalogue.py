"""What is known of parties and sources, for people: entries whole, with all their names and the data layer each comes from, and a search
over the names in both scripts.

The compiled lexicon keeps what coding needs; an entry's aliases stand in the files alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from rasid.lexicon import layers as data
from rasid.lexicon.fold import Folder

BUILT_IN, YOURS, PROJECTS = "built-in", "yours", "project"
FILES = {"party": "world/parties/*.yaml", "source": "world/sources/*.yaml"}
WORD = re.compile(r"[^\W_]+")
WHOLE, BEGINS, HAS_ALL, WITHIN = 100.0, 97.0, 95.0, 92.0  # how good a match is; below: rapidfuzz's ratio times TYPED
LEAST = 82.0  # of 100 for mistyped names: one letter of six off (فاغنير for فاغنر), not two of six
TYPED = 0.9
ARTICLE_LEAST = 3  # letters left of a word without its article: of fewer, too many words come to the same


class Entry(NamedTuple):
    """One entry as written. `layer`: built-in, yours or project; `file`: its path in that layer."""

    id: str
    entry: dict[str, Any]
    layer: str
    file: str

    @property
    def names(self) -> dict[str, str]:
        return {k: str(v) for k, v in (self.entry.get("names") or {}).items() if v}

    def aliases(self, code: str) -> list[str]:
        return [str(a) for a in (self.entry.get("aliases") or {}).get(code) or []]

    @property
    def called(self) -> list[str]:
        """Every name that it bears."""
        shared = (str(a) for names in (self.entry.get("common") or {}).values() for a in names or [])
        return [*self.names.values(), *(a for code in self.entry.get("aliases") or {} for a in self.aliases(code)), *shared]


class Match(NamedTuple):
    """An entry found: by which of its names, and how well (of 100)."""

    entry: Entry
    name: str
    score: float


class Catalogue:
    """The parties and sources of some layers: built in, the user's, the project's."""

    def __init__(self, layers: Sequence[Path]) -> None:
        self.layers = list(layers)
        language = data.mapping(self.layers, "languages/ar/language.yaml")
        self.folder = Folder(language.get("fold") or {})
        self.article = self.folder.fold(str((language.get("proclitics") or {}).get("article") or ""))

    @cached_property
    def parties(self) -> dict[str, Entry]:
        return self.entries("party")

    @cached_property
    def sources(self) -> dict[str, Entry]:
        return self.entries("source")

    def entries(self, kind: str) -> dict[str, Entry]:
        """By id, a later layer over an earlier one, in the order in which they stand."""
        found: dict[str, Entry] = {}
        own = data.default_layers()
        for layer in self.layers:
            label = BUILT_IN if layer == data.BUILT_IN else YOURS if layer in own else PROJECTS
            for row in data.entries([layer], FILES[kind]):
                if row.get("id"):
                    id_ = str(row["id"])
                    found[id_] = Entry(id_, {k: v for k, v in row.items() if k != "_file"}, label, str(row["_file"]))
        return found

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """The parties that name each as their parent."""
        found: dict[str, list[str]] = {}
        for id_, party in self.parties.items():
            if party.entry.get("parent"):
                found.setdefault(str(party.entry["parent"]), []).append(id_)
        return found

    def spelt(self, text: str) -> str:
        """A name as it is compared: folded, small, without accents, signs and articles."""
        folded = self.folder.fold(text)
        if not folded.isascii():
            apart = unicodedata.normalize("NFKD", folded.casefold())
            folded = self.folder.fold("".join(c for c in apart if not unicodedata.combining(c)))
        return " ".join(self.bare(word) for word in WORD.findall(folded))

    def bare(self, word: str) -> str:
        rest = word.removeprefix(self.article) if self.article else word
        return rest if len(rest) >= ARTICLE_LEAST else word

    @cached_property
    def spellings(self) -> dict[str, list[tuple[str, str, Entry]]]:
        """Of each kind (name as compared, name, entry) for every name and id."""
        return {
            kind: [(self.spelt(name), name, e) for e in entries.values() for name in dict.fromkeys([*e.called, e.id])]
            for kind, entries in (("party", self.parties), ("source", self.sources))
        }

    def search(self, kind: str, text: str, among: Iterable[str] | None = None, limit: int = 50) -> list[Match]:
        """Entries that bear the name or part of it, the best first; where none does, those that are a letter or two off."""
        wanted = self.spelt(text)
        if not wanted:
            return []
        allowed = None if among is None else set(among)
        rows = [row for row in self.spellings[kind] if allowed is None or row[2].id in allowed]
        best: dict[str, Match] = {}
        for score_of in (contained, typed):
            for spelt, name, entry in rows:
                score = score_of(wanted, spelt)
                if score > (best[entry.id].score if entry.id in best else 0.0):
                    best[entry.id] = Match(entry, name, score)
            if best:
                break
        return sorted(best.values(), key=lambda m: (-m.score, len(m.name), m.entry.id))[:limit]


def contained(wanted: str, spelt: str) -> float:
    if wanted == spelt:
        return WHOLE
    if spelt.startswith(wanted):
        return BEGINS
    if set(wanted.split()) <= set(spelt.split()):
        return HAS_ALL
    return WITHIN if len(wanted) >= ARTICLE_LEAST and wanted in spelt else 0.0


def typed(wanted: str, spelt: str) -> float:
    from rapidfuzz import fuzz  # late: most searches find the name as it is written

    score = float(fuzz.ratio(wanted, spelt, score_cutoff=LEAST))
    return score * TYPED
