"""Ids and names replaced by keyed pseudonyms: the same each time within a project, and for others to guess only with its key.

An event's id is a hash of its report's id and words, and a report's often a hash of its text: whoever has the text could make them and so
find what report a row came from. HMAC-SHA256 under the project's key cannot be made without it.
"""

from __future__ import annotations

import hmac

from rasid.lexicon.remembered import remembered

LENGTH = 16  # hex digits, as in the ids that they replace
PREFIX = {"incident": "in_", "event": "ev_", "report": "rp_", "person": "p_"}
KEPT = 1 << 13  # ids remembered: those of an incident come together

# Where ids stand in what leaves: of which kind, by full name. A family is named by one of its reports.
IDS = {
    "incident.id": "incident",
    "incident.accounts.event": "event",
    "incident.accounts.report": "report",
    "incident.accounts.family": "report",
    "incident.types.events": "event",
    "incident.place.events": "event",
    "incident.places.events": "event",
    "incident.times.events": "event",
    "incident.initiators.events": "event",
    "incident.targets.events": "event",
    "incident.toll.low_events": "event",
    "incident.toll.best_events": "event",
    "incident.toll.high_events": "event",
    "incident.claims.event": "event",
    "event.id": "event",
    "event.report_id": "report",
    "event.related.event": "event",
    "report.id": "report",
    "report.family": "report",
}


class Pseudonyms:
    """Pseudonyms under one key."""

    def __init__(self, key: bytes) -> None:
        self.key = key
        self.of = remembered(KEPT, self.made)

    def made(self, kind: str, text: str) -> str:
        """The pseudonym of an id or a name."""
        return PREFIX[kind] + hmac.digest(self.key, f"{kind}\x1f{text}".encode(), "sha256").hex()[:LENGTH]

    def each(self, kind: str, ids: list[str]) -> list[str]:
        """Those of several, in an order of their own: that of the ids would tell of them."""
        return [self.of(kind, ids[0])] if len(ids) == 1 else sorted([self.of(kind, id_) for id_ in ids])
