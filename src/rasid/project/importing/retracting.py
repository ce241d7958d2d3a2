"""What ACLED has taken back: the list of its `deleted` end point (event_id_cnty, deleted_timestamp)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.intake.tables import Row
from rasid.model import InputError
from rasid.project.coding import Coder
from rasid.project.importing.acled import number, report_id
from rasid.project.importing.damage import moment_of
from rasid.project.importing.outcomes import Outcome
from rasid.project.importing.tables import Sheet
from rasid.project.recoding import known_of, settle
from rasid.store import events, reports
from rasid.store.engine import Change, Store, now
from rasid.store.schema import redirects

TOGETHER = 500  # rows that are looked up at a time
RETRACTED = "retracted"  # the kind of a redirect that says: the dataset took this row back; `new` is the moment
MOMENT = sa.select(redirects.c.new).where(redirects.c.old == sa.bindparam("this"), redirects.c.kind == RETRACTED)


def retract_all(store: Store, coder: Coder, who: str, sheet: Sheet, order: str | None, dry: bool) -> Iterator[Outcome]:
    """What came of each row. A row that this project never had is passed over; so is one that ACLED has published again since."""
    while rows := list(islice(sheet.rows, TOGETHER)):
        with store.reading() as connection:
            judged = [judged_one(connection, row, f"{sheet.where}:{row.number}", order) for row in rows]
        for outcome, moment in judged:
            if outcome.what == "retracted" and not dry:
                with store.writing(who) as change:
                    retract(change, coder, str(outcome.id), moment)
            yield outcome


def judged_one(connection: Connection, row: Row, where: str, order: str | None) -> tuple[Outcome, str]:
    """What a row of the list comes to, and the moment it tells."""
    try:
        id_ = report_id(row.cells.get("event_id_cnty"))
        moment = number(row.cells, "deleted_timestamp", lambda c: moment_of(c, order))
        if not moment:
            raise InputError("deleted_timestamp: nothing stands there.")
    except InputError as error:
        return Outcome(where=where, what="problem", problems=[InputError(error.what, where=where, hint=error.hint)]), ""
    stored = reports.get(connection, id_)
    if stored is None or retracted(connection, id_) is not None:
        return Outcome(where=where, what="already there", id=id_), moment
    if stored.report.published and stored.report.published > moment:
        return Outcome(where=where, what="older", id=id_), moment
    count = sum(not k.orphaned for k in events.of_report(connection, id_))
    return Outcome(where=where, what="retracted", id=id_, events=count), moment


def retracted(connection: Connection, report_id: str) -> str | None:
    """The moment at which the dataset took a row back; None where it did not."""
    found: str | None = connection.execute(MOMENT, {"this": report_id}).scalar()
    return found


def published_again(connection: Connection, report_id: str) -> None:
    connection.execute(sa.delete(redirects).where(redirects.c.old == report_id, redirects.c.kind == RETRACTED))


def retract(change: Change, coder: Coder, report_id: str, moment: str) -> None:
    """Takes a row's event out, as its dataset did; one that a person reviewed stays, orphaned. The report stays."""
    connection = change.connection
    if retracted(connection, report_id) is not None:
        return
    connection.execute(sa.insert(redirects).values(old=report_id, new=moment, kind=RETRACTED, at=now()))
    stored = reports.known(connection, report_id)
    if stored.run_id is None:
        change.record("report.retract", f"report:{report_id}", after={"retracted": moment})
        return
    settle(change, known_of(connection, stored), [], coder.pipeline(), stored.run_id, "report.retract", None, {"retracted": moment})
