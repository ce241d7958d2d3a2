"""How much there is of everything: `rasid data stats`. Estimated coordinates are counted apart and in no headline."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import msgspec

from rasid.lexicon.compile import Compiled

WORD_KINDS = ("trigger", "weapon", "object", "person", "means", "speech", "light", "result", "cue", "demonym")


class Census(msgspec.Struct, frozen=True):
    """Counts. `words`: kind → (lemmas, written forms); `triggers`: type or family → lemmas; `places`: country → (sourced, estimated)."""

    language: str
    version: str
    forms: int
    words: dict[str, tuple[int, int]]
    triggers: dict[str, int]
    parties: dict[str, int]
    sources: dict[str, int]
    places: dict[str, tuple[int, int]]
    ontology: dict[str, int]

    @property
    def sourced(self) -> int:
        return sum(s for s, _ in self.places.values())

    @property
    def estimated(self) -> int:
        return sum(e for _, e in self.places.values())


def census(compiled: Compiled) -> Census:
    """The counts of one compiled lexicon."""
    lemmas = Counter(lexeme.kind for lexeme in compiled.lexemes)
    forms: dict[str, set[int]] = defaultdict(set)
    for number, readings in enumerate(compiled.readings):
        for sense in readings:
            forms[compiled.lexemes[compiled.senses[sense].lexeme].kind].add(number)
    return Census(
        language=str(compiled.language["code"]),
        version=compiled.version,
        forms=len(compiled.patterns),
        words={kind: (lemmas[kind], len(forms[kind])) for kind in WORD_KINDS if lemmas[kind]},
        triggers=counted(lexeme.data.get("type") for lexeme in compiled.lexemes if lexeme.kind == "trigger"),
        parties=counted(p.get("country") or "international or generic" for p in compiled.parties.values()),
        sources=counted(s.get("kind") for s in compiled.sources.values()),
        places=places_by_country(compiled.places),
        ontology={name: len(rows) for name, rows in compiled.ontology.items()},
    )


def counted(values: Any) -> dict[str, int]:
    return dict(Counter(str(v) for v in values).most_common())


def places_by_country(places: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    split: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place in places:
        split[place.get("country") or "none"][place.get("source", "estimate") == "estimate"] += 1
    ordered = sorted(split.items(), key=lambda item: -sum(item[1]))
    return {country: (sourced, estimated) for country, (sourced, estimated) in ordered}
