"""Claims of reports and saved filters, each with its entry in the log."""

from __future__ import annotations

from rasid.store import claims, reports, saved
from rasid.store.claims import Claim
from rasid.store.engine import Change, Store
from rasid.store.filtering import Filters
from rasid.store.queueing import first_free


def claim(store: Store, report_id: str, who: str) -> Claim:
    """Takes a report for this person, or prolongs it. Raises ConflictError where another has it, StoreError where there is none."""
    with store.writing(who) as change:
        reports.known(change.connection, report_id)
        return taken(change, report_id)


def claim_next(store: Store, wanted: Filters, who: str, stage: str | None = None, but: str | None = None) -> Claim | None:
    """Takes the first report of the queue that nobody has (and that is not `but`); None where there is none left."""
    with store.writing(who) as change:
        found = first_free(change.connection, wanted, who, stage=stage, but=but)
        return taken(change, found) if found is not None else None


def taken(change: Change, report_id: str) -> Claim:
    made = claims.take(change.connection, report_id, change.who)
    if made is None:
        return claims.held(change.connection, [report_id])[report_id]
    change.record("report.claim", f"report:{report_id}", after={"until": made.until})
    return made


def release(store: Store, report_id: str, who: str) -> bool:
    """Gives a report back; whether this person had it."""
    with store.writing(who) as change:
        there = claims.release(change.connection, report_id, who)
        if there is not None:
            change.record("report.release", f"report:{report_id}", before={"until": there.until})
        return there is not None


def keep_filter(store: Store, name: str, query: str, who: str) -> int:
    with store.writing(who) as change:
        number = saved.keep(change.connection, who, name, query)
        change.record("filter.save", f"filter:{number}", after={"name": name, "query": query})
        return number


def forget_filter(store: Store, number: int, who: str) -> None:
    with store.writing(who) as change:
        there = saved.forget(change.connection, who, number)
        change.record("filter.forget", f"filter:{number}", before={"name": there.name, "query": there.query})
