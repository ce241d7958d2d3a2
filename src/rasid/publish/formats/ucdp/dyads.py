"""Who fought whom in UCDP's terms: a state with a group or a state, two groups, or an organised actor with civilians."""

from __future__ import annotations

import hashlib
import re
from typing import Any, NamedTuple

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.linking.incident import Incident, PartyTold
from rasid.model import Event

KEPT = 4096  # names and sides remembered: a bound on memory
REMARK = re.compile(r" \((?:unspecified|as the report calls them|from [^()]*|until [^()]*|[^()]*\d[^()]*)\)")


class Side(NamedTuple):
    """`id`, `dset`: UCDP's new and old number where we know it, else one of ours; `gw`: Gleditsch and Ward's, of a state; `country`: UCDP's
    name of the state; `actors`: the parties it is made of."""

    name: str
    id: int
    dset: int
    gw: int | None
    country: str
    actors: frozenset[str]

    @property
    def state(self) -> bool:
        return bool(self.country)


class Dyad(NamedTuple):
    """`id`, `dset`: of the dyad and of its conflict, which is not coded apart."""

    kind: int
    a: Side
    b: Side
    id: int
    dset: int

    @property
    def name(self) -> str:
        return f"{self.a.name} - {self.b.name}"

    @property
    def conflict(self) -> str:
        """The conflict's name: of two states by the states, else the dyad's (what a state and a group fight over is not coded)."""
        return f"{self.a.country} - {self.b.country}" if self.a.state and self.b.state else self.name


class Dyads:
    """Finds the dyad of an incident. `words`: ontology/ucdp.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: dict[str, Any] = lexicon.ontology["ucdp"]
        self.state, self.organised = frozenset(self.words["state"]), frozenset(self.words["organised"])
        self.civilian = frozenset(self.words["civilian"])
        self.objects = frozenset(id_ for id_, row in lexicon.ontology["objects"].items() if row.get("civilian"))
        self.number = remembered(KEPT, self.number_of)
        self.known = remembered(KEPT, self.made)
        known = self.words["known"]["civilians"]
        self.civilians = Side(self.words["civilians"], known["id"], known["dset"], None, "", frozenset(("civilians",)))

    def number_of(self, name: str) -> int:
        """An id that follows from a name, above all of UCDP's own and below 2^31."""
        return int(self.words["own_ids"]) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") // 4

    def of(self, incident: Incident, events: list[Event]) -> Dyad | None:
        """The dyad; None where no organised actor is told, or none against whom."""
        one = self.side(incident.initiators)
        two = self.side(incident.targets)
        kinds = self.words["type_of_violence"]
        if one is None and two is None:
            return None
        if self.against_civilians(incident, events, two):
            return None if one is None else self.dyad(kinds["one_sided"], one, self.civilians)
        if one is None or two is None or one.name == two.name:
            return None
        if two.state and not one.state:
            one, two = two, one
        return self.dyad(kinds["state" if one.state else "non_state"], one, two)

    def dyad(self, kind: int, a: Side, b: Side) -> Dyad:
        """In one-sided violence the old number is that of the actor, as UCDP has it."""
        number = self.number(f"{a.name} - {b.name}")
        return Dyad(kind, a, b, number, a.dset if b is self.civilians else number)

    def against_civilians(self, incident: Incident, events: list[Event], two: Side | None) -> bool:
        """Whether those who cannot fight back are who force was used on: by the type, or where no armed party is told as hit."""
        if incident.type in self.words["one_sided"]:
            return True
        if two is not None:
            return False
        told = any(p.kind in self.civilian for p in incident.targets) or any(f.who == "civilian" and f.high != 0 for f in incident.toll)
        return told or any(t.object in self.objects for e in events for t in e.targets)

    def organised_of(self, parties: list[PartyTold]) -> list[PartyTold]:
        """Those that can be a side. A state's organ without its state (an army, unspecified) is not identified, nor is a group of which no
        name or word is told."""
        return [
            p
            for p in parties
            if (p.kind in self.organised and (p.actor or p.names)) or (p.kind in self.state and p.country in self.words["countries"])
        ]

    def side(self, parties: list[PartyTold]) -> Side | None:
        """The first organised party, with those beside it."""
        of = self.organised_of(parties)
        if not of:
            return None
        first = of[0]
        told = first.names.get("en") or next(iter(first.names.values()), "") or (first.actor or "").replace("-", " ")
        made = self.known(first.actor, first.kind in self.state, first.country, told)
        return made if len(of) == 1 else made._replace(actors=frozenset([p.actor for p in of if p.actor]))

    def made(self, actor: str | None, state: bool, country: str | None, told: str) -> Side:
        """A side as it is called and numbered, of this party alone."""
        known, alone = self.words["known"], frozenset((actor,) if actor else ())
        if state:
            row = self.words["countries"][country]
            name = f"{self.words['government']} {row['name']}"
            return Side(name, known["states"].get(country) or self.number(name), row["gw"], row["gw"], row["name"], alone)
        own = known["parties"].get(actor) or {}
        name = own.get("name") or REMARK.sub("", told)
        return Side(name, own.get("id") or self.number(name), self.number(name), None, "", alone)
