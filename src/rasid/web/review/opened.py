"""A report opened for review: it, its events and what was decided of them, all of one moment."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection

from rasid.model import StoreError
from rasid.project.team.restricting import audience
from rasid.store import claims, decisions, events, reports, reviewing
from rasid.store.batches import batches
from rasid.store.claims import Claim
from rasid.store.decisions import Decision
from rasid.store.events import KeptEvent
from rasid.store.reports import Stored
from rasid.web.review.offsets import Units

DECIDED = ("accepted", "corrected", "rejected")


class Opened(NamedTuple):
    """`made`: all decisions by event, those taken back too. `seq`: the log's last entry when it was read; `claim`: who has it;
    `audience`: who alone may see it, None where the whole team does."""

    stored: Stored
    kept: list[KeptEvent]
    made: dict[str, list[Decision]]
    seq: int
    claim: Claim | None
    units: Units
    audience: list[str] | None = None

    @property
    def decided(self) -> int:
        return sum(k.state in DECIDED for k in self.kept)

    def known(self, event_id: str) -> KeptEvent:
        """Its event of this id. Raises StoreError where it has none."""
        kept = next((k for k in self.kept if k.id == event_id), None)
        if kept is None:
            raise StoreError("this report has no such event.", where=event_id)
        return kept

    def last_of(self, who: str) -> Decision | None:
        """The newest decision of a person in this report that still holds: what Z takes back."""
        held = (d for made in self.made.values() for d in made if d.who == who and not d.undone)
        return max(held, key=lambda d: d.audit_seq, default=None)


def opened(connection: Connection, report_id: str) -> Opened:
    """Raises StoreError where there is no such report."""
    stored = reports.known(connection, report_id)
    kept = events.of_report(connection, report_id)
    made: dict[str, list[Decision]] = {}
    for some in batches([k.id for k in kept]):
        made |= decisions.of_events(connection, list(some), undone=True)
    claim = claims.held(connection, [report_id]).get(report_id)
    return Opened(stored, kept, made, reviewing.last_entry(connection), claim, Units(stored.report.text), audience(connection, report_id))


def surroundings(connection: Connection, stored: Stored) -> dict[str, Any]:
    """What stands around a text: its reprints, the texts it had before, how it was got."""
    return {
        "alike": reviewing.alike(connection, stored.id),
        "revisions": reviewing.revisions(connection, stored.id),
        "got": reviewing.got(connection, stored.sha256),
    }
