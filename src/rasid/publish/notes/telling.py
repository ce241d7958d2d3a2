"""Puts a note together: which template takes what there is to tell, and what it leaves is told after it. The languages fill it in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.linking.incident import PartyTold, PlaceTold
from rasid.publish.notes.facts import Count, Facts, Toll

AREAS_KEPT = 4096  # provinces remembered as they are told
NAMES_MOST = 4  # names in one list; the others are counted
SHAPES = ("ab", "aop", "ao", "at", "ap", "a", "t", "op", "o", "p", "none")
IMPLIED = {("air_strike", "warplane"), ("drone_strike", "drone"), ("grenade_attack", "grenade"), ("explosive_device", "ied")}
MOVES = frozenset(  # types in which people or things come from one place to another; elsewhere a destination belongs to something else
    "displacement return withdrawal deployment aid abduction arrest forced_recruitment release talks".split()
)
TAKES = {shape: frozenset(shape) - (frozenset("none") if shape == "none" else frozenset()) for shape in SHAPES}


@lru_cache(maxsize=4096)
def order(a: bool, b: bool, o: bool, t: bool, p: bool) -> tuple[str, ...]:
    """The shapes of templates to try, the one that takes most first."""
    if a:
        return (
            *(("ab",) if b else ()),
            *(("at",) if t else ()),
            *(("aop",) if o and p else ()),
            *(("ao",) if o else ()),
            *(("ap",) if p and not o else ()),
            "a",
        )
    return (*(("t",) if t else ()), *(("op",) if o and p else ()), *(("o",) if o else ()), *(("p",) if p and not o else ()), "none")


def taken_by(facts: Facts, takes: str) -> tuple[Facts, Facts | None]:
    """The facts with what a template takes as acted upon, and with what it leaves: `takes` parties, things, or both (empty)."""
    if (takes == "parties" and not facts.objects) or (takes == "things" and not facts.targets):
        return facts, None
    if takes == "parties":
        return replace(facts, objects=[]), replace(facts, targets=[])
    if takes == "things":
        return replace(facts, targets=[]), replace(facts, objects=[])
    return facts, None


class Teller(ABC):
    """Tells in one language. `words`: its file of `data/notes`."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self.lexicon, self.language = lexicon, language
        self.words: dict[str, Any] = lexicon.ontology["notes"][language]
        self.labels = {id_: row["names"][language] for id_, row in lexicon.ontology["event_types"].items()}
        self.templates: dict[tuple[str, str], dict[str, Any]] = {}
        self.provinces = {key: lexicon.compiled.places[n].get(language) or key[1] for key, n in lexicon.provinces.items()}
        self.countries = {code: row.get(language) or code for code, row in lexicon.countries.items()}
        self.area = remembered(AREAS_KEPT, self.area_of)

    def of(self, type_: str, method: str) -> dict[str, Any]:
        """The templates of a type with a method: the pattern's, the type's, the method's, each over the one before."""
        made = self.templates.get((type_, method))
        if made is None:
            types = self.words["types"]
            base = types.get(type_) or types["other"]
            own = types.get(f"{type_}.{method}") or {}
            pattern = own.get("pattern") or base.get("pattern")
            made = self.templates[(type_, method)] = {**(self.words["patterns"][pattern] if pattern else {}), **base, **own}
        return made

    def tell(self, facts: Facts, sources: bool = True) -> str:
        """The whole note: a sentence, what must be known of it, and who told of it."""
        told = [self.sentence(facts) if facts.status == "asserted" else self.listing(facts)]
        if facts.attribution and facts.actors:
            told.append(self.words["attribution"][facts.attribution])
        told += [self.words["said"][key] for key in ("repelled", "background") if getattr(facts, key)]
        if sources and facts.sources:
            told.append(self.sources([self.name(names) for names in facts.sources]))
        return " ".join(told)

    def sentence(self, facts: Facts) -> str:
        templates = self.of(facts.type, facts.method)
        facts, left = taken_by(facts, str(templates.get("takes") or ""))
        hit = self.hit(facts)
        counted = next((t for t in facts.toll if t.effect == facts.effect and t.whole.high != 0), None)
        place = self.places(facts.scenes)
        both = facts.mutual and bool(facts.targets)
        shapes = order(bool(facts.actors), both, bool(hit), counted is not None, bool(place))
        shape = next(s for s in shapes if s in templates)
        clause = self.filled(templates, shape, facts, hit, counted, place)
        if "how" in templates:
            clause += " " + str(templates["how"])
        rest = self.beside(facts, left, shape, counted)
        if place and "p" not in TAKES[shape]:
            rest += self.at(place, facts)
        rest += self.moved(facts)
        if "weapon" not in templates and (weapons := self.weapons(facts)):
            rest += self.using(weapons)
        taken = counted if "t" in TAKES[shape] else None
        return self.finished(clause + rest, facts, [t for t in facts.toll if t is not taken])

    def moved(self, facts: Facts) -> str:
        """From where and to where; within a place where both are one, as two villages are once their province stands for each. What is
        told as the scene is not told again as where it came from."""
        here = {self.name(p.names) for p in facts.scenes if p.names}
        origins = [self.name(names) for names in facts.origins]
        destinations = [self.name(names) for names in facts.destinations] if facts.type in MOVES else []
        if origins and set(origins) == set(destinations):
            return "" if here.issuperset(origins) else self.inside(origins)
        return self.ways(origins if destinations else [o for o in origins if o not in here], destinations)

    def weapons(self, facts: Facts) -> list[str]:
        """What it was done with, in words, without what the type says already."""
        return [str(w) for x in facts.weapons if (facts.type, x) not in IMPLIED and (w := self.words["weapons"].get(x))]

    def beside(self, facts: Facts, left: Facts | None, shape: str, counted: Toll | None) -> str:
        """Whom and what the template does not take; civilians are told by the people counted."""
        taken = "o" in TAKES[shape]
        if left is None and (taken or not (facts.targets or facts.objects)):
            return ""
        parties, objects = (left.targets, left.objects) if left else ([], [])
        if not taken:
            parties = parties if shape == "ab" else [*facts.targets, *parties]
            objects = [*facts.objects, *objects]
        if counted is not None:
            parties = [p for p in parties if p.actor != "civilians" and p.kind != "civilians"]
        return self.also(replace(facts, targets=parties, objects=objects)) if parties or objects else ""

    def area_of(self, country: str | None, admin1: str | None) -> str:
        """The name of a province; without a row of ours as it is written, where that is in this language's letters."""
        if not admin1:
            return ""
        known = self.provinces.get((country or "", admin1), "")
        return known or (admin1 if any("\u0600" <= c <= "\u06ff" for c in admin1) == (self.language == "ar") else "")

    def name(self, names: dict[str, str]) -> str:
        """A name in this language, else in the other."""
        return names.get(self.language) or names.get("en") or names.get("ar") or next(iter(names.values()), "")

    def places(self, scenes: list[PlaceTold]) -> str:
        """The scenes by name with their province; a province alone is not told twice."""
        named = [(self.name(p.names), self.area(p.country, p.admin1)) for p in scenes if p.names]
        named = [pair for pair in named if pair[0]]
        if not named:
            area = next((a for p in scenes if (a := self.area(p.country, p.admin1))), "")
            return area or next((c for p in scenes if (c := self.countries.get(p.country or "", ""))), "")
        areas = {area for _, area in named}
        names = [name for name, _ in named]
        if len(areas) == 1 and (area := named[0][1]) and area not in names:
            return self.within(self.listed(names), area)
        return self.listed([self.within(name, area) if area and area != name else name for name, area in named])

    def listing(self, facts: Facts) -> str:
        """What did not happen, or is not known to have, as a list after a heading: no sentence says that it did."""
        slots = self.words["slots"]
        rows = [
            (slots["by"], self.parties(facts.actors)),
            (slots["against"], self.hit(facts)),
            (slots["place"], self.places(facts.scenes)),
            (slots["when"], self.date(facts) if not facts.told_only else ""),
        ]
        return self.headed(self.words["status"][facts.status], self.labels.get(facts.type) or self.plain_label(), [r for r in rows if r[1]])

    def month(self, country: str | None, number: int) -> str:
        return str(self.words["months"][self.words["months_of"].get(country, "standard")][number - 1])

    @abstractmethod
    def filled(self, templates: dict[str, Any], shape: str, facts: Facts, hit: str, counted: Toll | None, place: str) -> str: ...

    @abstractmethod
    def parties(self, parties: list[PartyTold]) -> str: ...

    @abstractmethod
    def hit(self, facts: Facts) -> str:
        """Who and what was acted upon; empty where neither is told."""

    @abstractmethod
    def listed(self, names: list[str]) -> str: ...

    @abstractmethod
    def within(self, name: str, area: str) -> str: ...

    @abstractmethod
    def at(self, place: str, facts: Facts) -> str: ...

    @abstractmethod
    def ways(self, origins: list[str], destinations: list[str]) -> str:
        """From where and to where."""

    @abstractmethod
    def inside(self, places: list[str]) -> str:
        """Within what both come from and go to."""

    @abstractmethod
    def using(self, weapons: list[str]) -> str: ...

    @abstractmethod
    def also(self, facts: Facts) -> str:
        """Who and what is named besides."""

    @abstractmethod
    def counted(self, count: Count) -> str: ...

    @abstractmethod
    def among(self, toll: Toll) -> str:
        """Who is told apart of an effect, in brackets after its count; empty where nobody is."""

    @abstractmethod
    def date(self, facts: Facts) -> str: ...

    @abstractmethod
    def finished(self, clause: str, facts: Facts, tolls: list[Toll]) -> str:
        """The clause with its date before it, its toll behind it and a full stop."""

    @abstractmethod
    def headed(self, heading: str, label: str, rows: list[tuple[str, str]]) -> str: ...

    @abstractmethod
    def plain_label(self) -> str: ...

    @abstractmethod
    def sources(self, names: list[str]) -> str: ...
