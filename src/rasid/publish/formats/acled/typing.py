"""Which of ACLED's sub-events an incident is: the type's own, or the first exception of event_types.yaml that holds."""

from __future__ import annotations

from typing import Any

from rasid.lexicon import Lexicon
from rasid.linking.incident import Incident
from rasid.model import Event

CROWD = ("protesters", "rioters")


class Typing:
    def __init__(self, lexicon: Lexicon) -> None:
        self.types = lexicon.ontology["event_types"]
        self.events = {name: row["event"] for name, row in lexicon.ontology["acled"]["sub_events"].items()}
        self.mutual: dict[str, str] = lexicon.ontology["acled"]["mutual"]
        self.rank = {name: n for n, name in enumerate(self.events)}

    def never(self, type_: str) -> bool:
        """Whether ACLED has no counterpart for a type, whatever is told of it."""
        row = self.types.get(type_) or {}
        return type_ not in self.mutual and not row.get("acled_when") and not row.get("acled_sub_event")

    def of(self, incident: Incident, events: list[Event], state: bool) -> str | None:
        """The sub-event; None where ACLED has no counterpart. `state`: whether who acted is the event country's state."""
        if incident.type in self.mutual and incident.initiators and incident.targets and any(e.mutual for e in events):
            return self.mutual[incident.type]
        row = self.types.get(incident.type) or {}
        for case in row.get("acled_when") or ():
            if all(self.holds(key, value, incident, events, state) for key, value in case["when"].items()):
                return case.get("sub_event")
        return row.get("acled_sub_event")

    def holds(self, key: str, value: Any, incident: Incident, events: list[Event], state: bool) -> bool:
        """Whether a condition of `acled_when` holds. `force` is settled where rows of a day meet, never here."""
        if key == "method":
            return any(e.method == value for e in events)
        if key == "object":
            return any(t.object == value for e in events for t in e.targets)
        if key == "initiator_kind":
            return any(p.kind == value for p in incident.initiators)
        if key == "targets":
            return bool(incident.targets) == bool(value)
        if key == "gainer":
            return state == (value == "state") and bool(incident.initiators)
        if key == "taker":
            return not incident.targets
        if key == "killer":
            return bool(incident.initiators)
        if key == "gathering":
            return not any(p.kind in CROWD for p in incident.initiators) and not any(t.object == "crowd" for e in events for t in e.targets)
        return False
