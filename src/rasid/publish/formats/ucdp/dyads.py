"""Who fought whom in UCDP's terms: a state with a group or a state, two groups, or an organised actor with civilians."""

from __future__ import annotations

import hashlib
import re
from typing import Any, NamedTuple

from rasid.lexicon import Lexicon
from rasid.linking.incident import Incident, PartyTold
from rasid.model import Event

REMARK = re.compile(r" \((?:unspecified|as the report calls them|from [^()]*|until [^()]*|[^()]*\d[^()]*)\)")


class Side(NamedTuple):
    """`id`: a number of ours; `gw`: Gleditsch and Ward's, of a state; `actors`: the parties it is made of."""

    name: str
    id: int
    gw: int | None
    state: bool
    actors: frozenset[str]


class Dyad(NamedTuple):
    kind: int
    a: Side
    b: Side

    @property
    def name(self) -> str:
        return f"{self.a.name} - {self.b.name}"


class Dyads:
    """Finds the dyad of an incident. `words`: ontology/ucdp.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: dict[str, Any] = lexicon.ontology["ucdp"]
        self.state, self.organised = frozenset(self.words["state"]), frozenset(self.words["organised"])
        self.civilian = frozenset(self.words["civilian"])
        self.objects = frozenset(id_ for id_, row in lexicon.ontology["objects"].items() if row.get("civilian"))
        self.numbers: dict[str, int] = {}
        self.civilians = Side(self.words["civilians"], self.number(self.words["civilians"]), None, False, frozenset(("civilians",)))

    def number(self, name: str) -> int:
        """An id that follows from a name, above all of UCDP's own and below 2^31."""
        if name not in self.numbers:
            self.numbers[name] = int(self.words["own_ids"]) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") // 4
        return self.numbers[name]

    def of(self, incident: Incident, events: list[Event]) -> Dyad | None:
        """The dyad; None where no organised actor is told, or none against whom."""
        one = self.side(incident.initiators)
        two = self.side(incident.targets)
        kinds = self.words["type_of_violence"]
        if one is None and two is None:
            return None
        if self.against_civilians(incident, events, two):
            return None if one is None else Dyad(kinds["one_sided"], one, self.civilians)
        if one is None or two is None or one.name == two.name:
            return None
        if two.state and not one.state:
            one, two = two, one
        return Dyad(kinds["state" if one.state else "non_state"], one, two)

    def against_civilians(self, incident: Incident, events: list[Event], two: Side | None) -> bool:
        """Whether those who cannot fight back are who force was used on: by the type, or where no armed party is told as hit."""
        if incident.type in self.words["one_sided"]:
            return True
        if two is not None:
            return False
        told = any(p.kind in self.civilian for p in incident.targets) or any(f.who == "civilian" and f.high != 0 for f in incident.toll)
        return told or any(t.object in self.objects for e in events for t in e.targets)

    def side(self, parties: list[PartyTold]) -> Side | None:
        """The first organised party, with those beside it. A state's organ without its state (an army, unspecified) is not identified."""
        of = [p for p in parties if p.kind in self.organised or (p.kind in self.state and p.country in self.words["countries"])]
        if not of:
            return None
        first = of[0]
        state = first.kind in self.state
        row = self.words["countries"][first.country] if state else {}
        own = REMARK.sub("", first.names.get("en") or next(iter(first.names.values()), "") or (first.actor or "").replace("-", " "))
        name = f"{self.words['government']} {row['name']}" if row else own
        return Side(name, self.number(name), row.get("gw"), state, frozenset(p.actor for p in of if p.actor))
