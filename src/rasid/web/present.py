"""Who else has a report open: kept in this process alone, for as long as their pages ask what changed, and written nowhere."""

from __future__ import annotations

import threading
import time

AWAY_S = 12.0  # three times what a page waits between two questions (static/review/desk.js, POLL_MS)
MOST = 10_000  # reports remembered before those that nobody has open any more are dropped


class Present:
    """By report and name the moment at which a page of theirs last asked. Safe from several threads."""

    def __init__(self) -> None:
        self.seen: dict[str, dict[str, float]] = {}
        self.lock = threading.Lock()

    def here(self, report_id: str, name: str) -> list[str]:
        """Notes that `name` has the report open; gives the others who have, by name."""
        now = time.monotonic()
        with self.lock:
            if len(self.seen) > MOST:
                self.seen = {id_: names for id_, names in self.seen.items() if max(names.values()) > now - AWAY_S}
            names = self.seen.setdefault(report_id, {})
            names[name] = now
            for one in [one for one, at in names.items() if at < now - AWAY_S]:
                del names[one]
            return sorted(one for one in names if one != name)
