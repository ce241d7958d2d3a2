"""All places by number: the rows of the data, those of an index of imported places, and those that are both; and by variant spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Protocol

from rasid.lexicon.remembered import remembered
from rasid.lexicon.world import distance_km

Row = dict[str, Any]
LONG_VOWELS = {ord(c): None for c in "اوي"}

ROWS_KEPT = 16_384  # rows of the index that are remembered: a bound on memory
NAMESAKES = 20  # places of a name that are taken from an index: more than any name has in one country's settlements
# Rows of one name nearer than this are one place; one told from memory (`estimate`) may be that much further off.
SAME_KM, SAME_ESTIMATE_KM = 10.0, 15.0
LOOSE = 2  # matches this good or better differ in articles, endings and spaces at most (`PlaceIndex.matches`)
TYPED = 5  # … and these have the noun before the name in the name or as their kind
# Letters left of a name without its long vowels for it to be one: جنديريس is جنديرس; of fewer too many words come to the same.
SKELETON_LEAST = 4
SETTLED = frozenset(("city", "town", "village", "neighbourhood", "camp"))


def skeleton(key: str) -> str:
    """A key without the letters for long vowels but the first: the commonest difference between two spellings of a village."""
    return key[:1] + key[1:].translate(LONG_VOWELS)


class Index(Protocol):
    """What is asked of an index of imported places (`rasid.gazetteer.index.PlaceIndex`)."""

    hash: str

    def matches(self, name: str) -> list[tuple[int, int]]: ...
    def row(self, number: int) -> Row: ...


class Form(Protocol):
    """One way to look a name up (`rasid.gazetteer.names.Form`)."""

    @property
    def loose(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...
    @property
    def guessed(self) -> bool: ...


class Places(dict[int, Row]):
    """Rows by number. Numbers below `len(own)` are the data's, those above the index's; negative ones are rows of the data that have
    the coordinates of the imported row of the same place: what the user brought in is taken over what is built in.

    What is kept in the dict are those of ours that were asked for: the look-up itself then answers."""

    def __init__(self, own: list[Row]) -> None:
        super().__init__()
        self.own = own
        self.index: Index | None = None
        self.both: list[Row] = []
        self.numbers: dict[tuple[int, int], int] = {}
        self.forms: Callable[[str], Iterable[Form]] | None = None
        self.names: dict[str, list[int]] = {}
        self.named = remembered(ROWS_KEPT, self._named)
        self.imported = remembered(ROWS_KEPT, self._imported)

    def attach(self, index: Index) -> None:
        """Takes in an index of imported places."""
        self.index = index
        self.named.cache_clear()
        self.imported.cache_clear()

    def attach_spellings(self, forms: Callable[[str], Iterable[Form]], names: dict[str, list[int]]) -> None:
        """Takes in what makes look-up keys of names, and our names as written with the numbers of their rows."""
        self.forms, self.names = forms, names
        self.named.cache_clear()

    @property
    def more(self) -> bool:
        """Whether names can be looked up that the automaton does not have."""
        return self.index is not None or self.forms is not None

    @cached_property
    def variants(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Our rows by the loose keys of their names, and by what is left of these without their long vowels."""
        loose: dict[str, list[int]] = {}
        bare: dict[str, list[int]] = {}
        for name, numbers in self.names.items():
            key = next(iter(self.forms(name)), None) if self.forms is not None else None
            if key is not None:
                loose.setdefault(key.loose, []).extend(numbers)
                bare.setdefault(skeleton(key.loose), []).extend(numbers)
        return loose, bare

    def spelt(self, name: str, typed: bool) -> list[int]:
        """Our rows whose name differs from a written one in its article, spaces, last letter or ordinals; `typed`, after a noun for
        places: in long vowels too."""
        if self.forms is None:
            return []
        loose, bare = self.variants
        for form in self.forms(name):
            if form.guessed or (form.kinds and not typed):
                continue
            found = loose.get(form.loose)
            if not found and typed and len(key := skeleton(form.loose)) >= SKELETON_LEAST:
                found = bare.get(key)
            if found:
                return list(dict.fromkeys(found))
        return []

    def __missing__(self, number: int) -> Row:
        if number < 0:
            return self.both[-1 - number]
        if number >= len(self.own):
            return self.imported(number - len(self.own))
        row = self[number] = self.own[number]
        return row

    def __iter__(self) -> Iterator[Row]:  # type: ignore[override]  # rows, and not the numbers that were asked for
        return iter(self.own)

    def _imported(self, number: int) -> Row:
        assert self.index is not None
        row = self.index.row(number)
        return {**row, "en": row.get("en") or row.get("ar") or "", "source": row.get("source") or "imported", "imported": True}

    def _named(self, name: str, typed: bool) -> tuple[int, ...]:
        """The numbers of the places of a name that the automaton does not have; `typed`: also those that only the noun before it tells."""
        own = self.spelt(name, typed)
        return tuple(own or self.of_index(name, TYPED if typed else LOOSE))

    def of_index(self, name: str, worst: int) -> list[int]:
        """The numbers of the imported places of a name, the best match first, none worse than `worst`."""
        if self.index is None:
            return []
        return [len(self.own) + n for n, how in self.index.matches(name)[:NAMESAKES] if how <= worst]

    def joined(self, own: list[int], name: str) -> tuple[list[int], list[int]]:
        """Our rows of a name, each with the imported point where it is one of the imported places, and the others of these: numbers."""
        more = self.of_index(name, LOOSE)
        out = []
        for n in own:
            row = self[n]
            same = next((m for m in more if self.one_place(row, self[m])), None)
            if same is None:
                out.append(n)
                continue
            more = [m for m in more if not self.one_place(row, self[m])]
            out.append(self.with_point(n, same))
        return out, more

    @staticmethod
    def one_place(row: Row, imported: Row) -> bool:
        """Whether a row of ours and an imported one of its name are the same town, village or quarter."""
        reach = SAME_ESTIMATE_KM if row.get("source") == "estimate" else SAME_KM
        alike = row["kind"] == imported["kind"] or {row["kind"], imported["kind"]} <= SETTLED
        return alike and distance_km(row["lat"], row["lon"], imported["lat"], imported["lon"]) <= reach

    def with_point(self, own: int, imported: int) -> int:
        """The number of a row of ours that lies where an imported row does."""
        number = self.numbers.get((own, imported))
        if number is None:
            there = self[imported]
            self.both.append({**self[own], "lat": there["lat"], "lon": there["lon"], "source": there["source"]})
            number = self.numbers[own, imported] = -len(self.both)
        return number
