"""Parties as ACLED names and classes them: a regime's forces by state, people who cannot fight by country, groups by their own name."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.linking.incident import PartyTold

REGIME = re.compile(r" \((\d{4})-(\d{4})?\)")
STATE = ("Military Forces of", "Police Forces of", "Government of")
BRACKETS = re.compile(r" \([^()]*\)")
KEPT = 16_384  # actors remembered, by country and year: a bound on memory
ABROAD = 8  # state forces outside their country are external forces


class Actor(NamedTuple):
    """`inter`: the code; `beside`: what further says who it is."""

    name: str
    inter: int
    beside: tuple[str, ...] = ()


class Actors:
    """Names and classes parties. `words`: ontology/acled.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: dict[str, Any] = lexicon.ontology["acled"]
        self.parties = lexicon.parties
        self.kinds = lexicon.ontology["party_kinds"]
        self.known: dict[tuple[Any, ...], Actor] = {}
        self.by_year = remembered(KEPT, self.goes_by_year)

    def country(self, code: str | None) -> str:
        return str((self.words["countries"].get(code) or {}).get("name") or "")

    def of(self, party: PartyTold, country: str, year: int | None) -> Actor:
        """A party in an event in `country` (three letters, may be empty), in `year`."""
        key = (party.actor, party.kind, party.country, own_name(party), country, year if self.by_year(party.actor) else None)
        known = self.known.get(key)
        if known is None:
            if len(self.known) >= KEPT:
                self.known.clear()
            known = self.known[key] = self.made(party, country, year)
        return known

    def goes_by_year(self, actor: str | None) -> bool:
        """Whether what a party is called depends on the year: where ACLED's name of it, or of what it is a part of, is a regime's."""
        chain = (actor, *self.parties.ancestors(actor))
        return any(REGIME.search(str(self.parties.get(id_).get("acled") or "")) for id_ in chain)

    def nobody(self, kind: str, country: str) -> Actor:
        """Who stands for a party that is not told."""
        return Actor(self.bracketed(self.words["actors"][kind]["country"], country), self.kinds[kind]["inter"])

    def made(self, party: PartyTold, country: str, year: int | None) -> Actor:
        rule = self.words["generic"].get(party.actor) or self.words["actors"].get(party.kind) or {}
        home = party.country or country
        own = own_name(party)
        if not own and not rule:
            return self.nameless(party, home)
        plain = BRACKETS.sub("", own) if "unspecified" in own else own
        if rule.get("as"):
            main = self.nobody(rule["as"], home)
            beside = self.bracketed(rule["country"], home) if rule.get("country") else plain
            return Actor(main.name, main.inter, (beside,) if beside else ())
        if rule.get("country"):
            return Actor(self.bracketed(rule["country"], home), self.kinds[party.kind or "unidentified"]["inter"])
        name = (
            rule.get("name") or self.regime(party, year) or (self.state(rule["of"], party, home, plain, year) if rule.get("of") else plain)
        )
        return Actor(name, self.inter(name, party, country))

    def nameless(self, party: PartyTold, home: str) -> Actor:
        """A party of which its kind alone is told: who fights is unidentified, others are called as their kind is."""
        kind = self.kinds.get(party.kind or "") or {}
        if not kind or kind["armed"]:
            return self.nobody("unidentified", home)
        name = str(kind["names"]["en"])
        return Actor(name[:1].upper() + name[1:], int(kind["inter"]))

    def bracketed(self, name: str, country: str) -> str:
        told = self.country(country)
        return f"{name} ({told})" if told else name

    def regime(self, party: PartyTold, year: int | None) -> str:
        """ACLED's own name of a party, where our data has it; without its regime's years in a year outside them."""
        name = str(self.parties.get(party.actor).get("acled") or "")
        found = REGIME.search(name)
        if found and year is not None and not int(found[1]) <= year <= int(found[2] or 9999):
            return REGIME.sub("", name)
        return name

    def state(self, prefix: str, party: PartyTold, home: str, own: str, year: int | None) -> str:
        """Organs of states by the state; a unit of an organ that ACLED names, by that name and its own."""
        for above in self.parties.ancestors(party.actor):
            if str(self.parties.get(above).get("acled") or "").startswith(prefix):
                told = PartyTold(actor=above, names={}, kind=None, country=None, attributions=[], families=0, events=[])
                return f"{self.regime(told, year)} {BRACKETS.sub('', own)}"
        return f"{prefix} {self.country(home)}" if self.country(home) else own

    def inter(self, name: str, party: PartyTold, country: str) -> int:
        code = int(self.kinds.get(party.kind or "", {}).get("inter") or self.kinds["unidentified"]["inter"])
        if name.startswith(STATE) and code != ABROAD:
            code = 1
        return ABROAD if code == 1 and party.country and country and party.country != country else code


def own_name(party: PartyTold) -> str:
    """Its English name, else another (the words of an account, where it has no id), else its id in words."""
    return party.names.get("en") or next(iter(party.names.values()), "") or (party.actor or "").replace("-", " ")
