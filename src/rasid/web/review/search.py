"""What is typed into a chooser, found as one types: parties, sources and places by any of their names, in both scripts."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import kept_with
from rasid.lexicon.world import RANK
from rasid.project.completing import place_row

Row = dict[str, Any]
FOUND = 9  # as many as there are digits to pick one by
LOOKED_AT = 400  # rows that begin with what is typed so far, before the best of them are taken
EXACT, BEGINS, WORD, WITHIN = range(4)  # how well a name fits


class Names:
    """Names of one kind of thing, folded, each with the number of its row."""

    def __init__(self, lexicon: Lexicon, rows: list[Row], names_of: Any) -> None:
        self.fold, self.rows = lexicon.folder.fold, rows
        told = [(self.folded(name), n) for n, row in enumerate(rows) for name in names_of(row) if name]
        words = [(key[at + 1 :], n) for key, n in told for at, letter in enumerate(key) if letter == " "]
        self.whole, self.words = sorted(set(told)), sorted(set(words))
        self.keys, self.word_keys = [k for k, _ in self.whole], [k for k, _ in self.words]

    def folded(self, name: str) -> str:
        """As names are compared: letters of one sound alike, no marks, the Arabic article off the first word."""
        key = " ".join(self.fold(name).lower().split())
        return key[2:] if key.startswith("ال") and len(key) > 4 else key

    def find(self, typed: str) -> list[tuple[int, Row]]:
        """(how well it fits, row), best first in each class, the data's order within."""
        key = self.folded(typed)
        found: dict[int, int] = {}
        if not key:
            return []
        for keys, pairs, fits in ((self.keys, self.whole, BEGINS), (self.word_keys, self.words, WORD)):
            at = bisect_left(keys, key)
            for name, n in pairs[at : at + LOOKED_AT]:
                if not name.startswith(key):
                    break
                found[n] = min(found.get(n, WITHIN), EXACT if fits == BEGINS and name == key else fits)
        if len(found) < FOUND and len(key) > 2:
            for name, n in self.whole:
                if key in name:
                    found.setdefault(n, WITHIN)
        return [(fits, self.rows[n]) for n, fits in sorted(found.items(), key=lambda f: (f[1], f[0]))]


def all_names(row: Row) -> list[str]:
    aliases = row.get("aliases") or {}
    return [*(row.get("names") or {}).values(), *(a for some in aliases.values() for a in some or ())]


def place_names(row: Row) -> list[str]:
    more = (a for key in ("ar_aliases", "en_aliases") for a in str(row.get(key) or "").split("|"))
    return [str(row.get("ar") or ""), str(row.get("en") or ""), *more]


@kept_with()
def parties(lexicon: Lexicon) -> Names:
    return Names(lexicon, list(lexicon.parties.by_id.values()), all_names)


@kept_with()
def sources(lexicon: Lexicon) -> Names:
    return Names(lexicon, list(lexicon.sources.values()), all_names)


@kept_with()
def places(lexicon: Lexicon) -> Names:
    return Names(lexicon, lexicon.compiled.places, place_names)


@kept_with()
def arabic_names(lexicon: Lexicon) -> dict[str, str]:
    """Arabic names of places by their English ones; of namesakes that of the first row."""
    return {row["en"]: row["ar"] for row in reversed(lexicon.compiled.places) if row.get("en") and row.get("ar")}


def places_named(lexicon: Lexicon, typed: str) -> list[tuple[int, Row]]:
    """Places of the data by what is typed of their name, and imported ones by their whole name; or the one of an id."""
    if row := place_row(lexicon, typed.strip()):
        return [(EXACT, row)]
    found = places(lexicon).find(typed)
    known = {row["id"] for _, row in found}
    index = lexicon.places.index
    for number, fits in index.matches(typed)[:50] if index is not None and typed.strip() else ():
        row = index.row(number)  # type: ignore[union-attr]
        if row["id"] not in known:
            found.append((EXACT if fits < 3 else WORD, row))
    return sorted(found, key=lambda f: (f[0], RANK.get(f[1]["kind"], 5)))
