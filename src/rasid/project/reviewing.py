"""A report is reviewed: a person says that every one of its events is decided, and can take that back."""

from __future__ import annotations

from sqlalchemy import Connection

from rasid.model import ConflictError, StoreError, UsageError
from rasid.model.worded import worded
from rasid.store import reports, reviewing
from rasid.store.engine import Store
from rasid.store.reviewing import IN_REVIEW, REVIEWED

REVIEW, REOPEN = "report.review", "report.reopen"  # the actions in the audit log


def review(store: Store, report_id: str, who: str, why: str | None = None, expected: str | None = None) -> None:
    """Raises UsageError where an event is still to be decided, ConflictError where the state is not the one that was seen."""
    with store.writing(who) as change:
        state = known_state(change.connection, report_id)
        if state == REVIEWED:
            return  # said by this person or another
        refuse_unseen(report_id, state, expected)
        refuse_undecided(report_id, reviewing.undecided(change.connection, report_id))
        reviewing.set_state(change.connection, report_id, REVIEWED)
        change.record(REVIEW, f"report:{report_id}", before={"state": state}, after={"state": REVIEWED}, why=why)


def reopen(store: Store, report_id: str, who: str, why: str | None = None, expected: str | None = None) -> None:
    with store.writing(who) as change:
        state = known_state(change.connection, report_id)
        if state != REVIEWED:
            return
        refuse_unseen(report_id, state, expected)
        reviewing.set_state(change.connection, report_id, IN_REVIEW)
        change.record(REOPEN, f"report:{report_id}", before={"state": state}, after={"state": IN_REVIEW}, why=why)


def refuse_undecided(report_id: str, left: int) -> None:
    """`left`: how many events are to be decided still."""
    if left:
        raise UsageError(
            worded("{left} of its events are not decided yet.", left=left) if left > 1 else "1 of its events is not decided yet.",
            where=report_id,
            hint="Accept, correct or reject each.",
        )


def known_state(connection: Connection, report_id: str) -> str:
    stored = reports.known(connection, report_id)
    if stored.redacted:
        raise StoreError("the words of this report were destroyed.", where=report_id)
    return stored.state


def refuse_unseen(report_id: str, state: str, expected: str | None) -> None:
    if expected is not None and state != expected:
        raise ConflictError(
            worded("the report is no longer what you saw: it is {state} by now. Nothing was written.", state=state), where=report_id
        )
