"""How many reports wait to be checked, without counting all of them for every page.

SQLite counts its own pages, in half a millisecond; PostgreSQL looks at each of 300,000 rows, with three processes and for 20 ms. There they
are counted once by stretches of their ids, and from then on only the stretches in which the log says that something was written.
"""

from __future__ import annotations

import threading
from bisect import bisect_left

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.store.audit import REDACTED
from rasid.store.batches import batches
from rasid.store.queueing import waiting
from rasid.store.schema import audit, events, priorities
from rasid.store.scope import is_seen_whole

STRETCH = 2_000  # reports of a stretch: a millisecond
ENTRIES = 500  # of the log that are gone through; after more than these all are counted anew
BESIDE = ("filter", "feed", "mapping", "incident", "release", "account", "token")  # what an entry is about that moves no report
p = priorities.c
LAST = sa.select(sa.func.coalesce(sa.func.max(audit.c.seq), 0))
COUNT = sa.select(sa.func.count()).select_from(priorities)


class Tally:
    """Of one store, for as long as a process serves it. Safe from several threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.seq = -1  # of the last entry of the log that is counted in
        self.ends: list[str] = []  # the last id of each stretch but the last, which has none
        self.counts: list[int] = []

    def waiting(self, connection: Connection) -> int:
        """How many there are at the moment that the connection sees."""
        if connection.dialect.name == "sqlite" or not is_seen_whole(connection):
            return waiting(connection)
        with self.lock:
            last = int(connection.execute(LAST).scalar_one())
            if last >= self.seq:
                self.renew(connection, last)
                return sum(self.counts)
        return waiting(connection)  # it sees an earlier moment than another has counted

    def renew(self, connection: Connection, last: int) -> None:
        """Counts what was written since."""
        if last == self.seq:
            return
        touched = moved(connection, self.seq) if self.seq >= 0 and last - self.seq <= ENTRIES else None
        if touched is None:
            self.anew(connection)
        else:
            for number in {bisect_left(self.ends, id_) for id_ in touched}:
                self.counts[number] = self.count(connection, number)
            if max(self.counts) > 2 * STRETCH:
                self.anew(connection)
        self.seq = last

    def anew(self, connection: Connection) -> None:
        numbered = sa.select(p.report_id, sa.func.row_number().over(order_by=p.report_id).label("number")).subquery()
        ends = sa.select(numbered.c.report_id).where(numbered.c.number % STRETCH == 0).order_by(numbered.c.number)
        self.ends = list(connection.execute(ends).scalars())
        self.counts = [STRETCH] * len(self.ends)
        self.counts.append(self.count(connection, len(self.ends)))

    def count(self, connection: Connection, number: int) -> int:
        """How many a stretch has now."""
        after = [p.report_id > self.ends[number - 1]] if number else []
        upto = [p.report_id <= self.ends[number]] if number < len(self.ends) else []
        return int(connection.execute(COUNT.where(*after, *upto)).scalar_one())


def moved(connection: Connection, seq: int) -> set[str] | None:
    """The reports on which, or on whose events, something was written after an entry; None where the log does not tell of each."""
    found: dict[str, set[str]] = {"report": set(), "event": set()}
    for action, subject in connection.execute(sa.select(audit.c.action, audit.c.subject).where(audit.c.seq > seq)):
        kind, _, id_ = subject.partition(":")
        if action == REDACTED:  # may take other reports with it
            return None
        if kind in found:
            found[kind].add(id_)
        elif kind not in BESIDE:
            return None
    told_in: dict[str, str] = {}
    for some in batches(sorted(found["event"])):
        query = sa.select(events.c.id, events.c.report_id).where(events.c.id.in_(some))
        told_in |= {row.id: row.report_id for row in connection.execute(query)}
    if told_in.keys() != found["event"]:  # one that a person had added, and that is no more
        return None
    return found["report"] | set(told_in.values())
