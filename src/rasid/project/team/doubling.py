"""Double coding: a share of the reports goes to two coders, or to one and the program, and neither sees what the other makes of it.

While one of them is at it, the report itself is hidden from those who code it (store/scope), so that no page, list, search, log or program
tells them what the program proposed or anybody decided; each has a sheet of his own (store/sheets). When all have said that they are done,
their codings are told in the log, and can be compared and settled (project/team/settling).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.model.errors import ConflictError, StoreError, UsageError
from rasid.model.worded import worded
from rasid.project.reviewing import refuse_undecided
from rasid.project.team.restricting import fed_again
from rasid.store import accounts, doubles, events, reports, scope
from rasid.store.accounts import OFF
from rasid.store.audit import digest_of
from rasid.store.batches import distinct
from rasid.store.doubles import CODE, EMPTY, OUTCOME, PROGRAM, PROPOSALS, Coding, Content, Double, Mark
from rasid.store.engine import Change, Store
from rasid.store.reports import Stored
from rasid.store.schema import OPEN, READY, SETTLED, claims, decisions
from rasid.store.schema import doubles as double_rows
from rasid.store.schema import events as event_rows
from rasid.store.schema import reports as report_rows
from rasid.store.scope import Viewer

CODERS = ("coder", "reviewer")  # roles that decide on events
SHEETS = (PROPOSALS, EMPTY)


class Share(msgspec.Struct, frozen=True):
    """Which reports: `percent` of those that nobody has begun on, drawn by `seed`; the same seed draws the same of the same reports."""

    percent: float
    seed: str


def assign(
    store: Store,
    coders: Sequence[str],
    wanted: Share | Sequence[str],
    who: str,
    sheet: str = PROPOSALS,
    unseen: Iterable[str] = (),
) -> list[int]:
    """Gives reports to two coders, or to one and `doubles.PROGRAM`; gives the numbers. `wanted`: a share, or reports by their ids;
    `unseen`: those that who asks may not see. Raises UsageError, StoreError."""
    if sheet not in SHEETS:
        raise UsageError(worded("a sheet is one of: {list}.", list=", ".join(SHEETS)), where=sheet)
    with store.writing(who) as change:
        names = coders_said(change.connection, coders)
        sheet = EMPTY if PROGRAM in names else sheet  # what the program proposes is what the other codes
        hidden = hidden_from(change.connection, names) | set(unseen)
        if isinstance(wanted, Share):
            chosen = drawn(change.connection, wanted, hidden)
            how: dict[str, Any] = {"percent": wanted.percent, "seed": wanted.seed}
        else:
            chosen, how = list(dict.fromkeys(wanted)), {}
            if not chosen:
                raise UsageError("name reports, or a share of them.")
        return [one(change, id_, names, sheet, hidden, how) for id_ in chosen]


def coders_said(connection: Connection, coders: Sequence[str]) -> list[str]:
    """The names of two coders as the log calls them. Raises UsageError, StoreError."""
    people = [accounts.known(connection, name) for name in coders if name != PROGRAM]
    for one in people:
        if one.state == OFF or not set(one.roles) & set(CODERS):
            raise UsageError("this account does not decide on events.", where=one.name, hint="Give it the role coder or reviewer.")
    names = [one.name for one in people] + [PROGRAM for name in coders if name == PROGRAM]
    if len(names) != 2 or len(set(names)) != 2:
        raise UsageError("a report is coded twice by two people, or by one and the program.", hint="Name two.")
    return names


def hidden_from(connection: Connection, names: Iterable[str]) -> set[str]:
    """The reports that one of these people may not see."""
    people = [accounts.known(connection, name) for name in names if name != PROGRAM]
    return {id_ for one in people for id_ in scope.restricted(connection, Viewer(one.name, one.roles))}


def drawn(connection: Connection, share: Share, hidden: set[str]) -> list[str]:
    """A share of the coded reports that nobody has begun on and that were never coded twice, in the order of their hashes. Raises
    UsageError."""
    if not 0 < share.percent <= 100:
        raise UsageError("a share is more than 0 and at most 100 percent.", where=str(share.percent))
    twice = sa.select(double_rows.c.report_id)
    r = report_rows.c
    free = sa.select(r.id).where(r.state == "new", r.redacted.is_(None), r.run_id.is_not(None), r.id.not_in(twice))
    ids = [id_ for id_ in connection.execute(free).scalars() if id_ not in hidden]
    if not ids:
        raise UsageError("there is no report left that nobody has begun on.")
    ids.sort(key=lambda id_: hashlib.sha256(f"{share.seed}\x1f{id_}".encode()).digest())
    return ids[: max(1, round(len(ids) * share.percent / 100))]


def one(change: Change, report_id: str, names: Sequence[str], sheet: str, hidden: set[str], how: Mapping[str, Any]) -> int:
    """Raises UsageError, StoreError."""
    connection = change.connection
    stored = reports.known(connection, report_id)
    refuse_unfit(connection, stored, names, hidden)
    proposed = Content(events=proposals(connection, stored))
    begun = {name: proposed if name == PROGRAM or sheet == PROPOSALS else Content() for name in names}
    number = doubles.put(connection, report_id, stored.text_hash, sheet, change.who, begun)
    connection.execute(sa.delete(claims).where(claims.c.report_id == report_id))
    change.record("double.assign", f"report:{report_id}", after={"double": number, "coders": list(names), "sheet": sheet, **how})
    return number


def refuse_unfit(connection: Connection, stored: Stored, names: Sequence[str], hidden: set[str]) -> None:
    """Raises UsageError where a report cannot be coded blind by these."""
    if stored.id in hidden:
        raise UsageError("one of these people may not see this report.", where=stored.id)
    if stored.redacted:
        raise UsageError("the words of this report were destroyed.", where=stored.id)
    d = double_rows.c
    if connection.execute(sa.select(d.id).where(d.report_id == stored.id, d.state != SETTLED)).first():
        raise UsageError("this report is being coded twice already.", where=stored.id, hint="Settle it first, or withdraw it.")
    its = sa.select(event_rows.c.id).where(event_rows.c.report_id == stored.id)
    by = sa.select(decisions.c.who).where(decisions.c.event_id.in_(its), decisions.c.who.in_(list(names)))
    found = connection.execute(by.limit(1)).scalar()
    if found is not None:
        raise UsageError(worded("{who} has decided on this report already.", who=found), where=stored.id, hint="Name another coder.")


def proposals(connection: Connection, stored: Stored) -> list[events.KeptEvent]:
    """What the program proposes, as if nobody had decided."""
    kept = (k for k in events.of_report(connection, stored.id) if k.proposed is not None and k.text_hash == stored.text_hash)
    return [doubles.bare(k, record=k.proposed, state="proposed") for k in kept if not k.orphaned]


class Listed(NamedTuple):
    """A report that is coded twice, as lists show it."""

    double: Double
    coders: list[Mark]
    title: str


def listed(connection: Connection, viewer: Viewer | None, *, own: bool = False) -> list[Listed]:
    """Those whose report this viewer may see (None: all), the latest last; `own`: those alone that he codes. By the whole store: what one
    codes blind is hidden from him elsewhere."""
    unseen = set(scope.restricted(connection, viewer)) if viewer is not None else set()
    there = [one for one in doubles.every(connection) if one.report_id not in unseen]
    marks = doubles.marks(connection, [one.id for one in there])
    if own:
        name = viewer.name if viewer is not None else ""
        there = [one for one in there if any(mark.coder == name for mark in marks[one.id])]
    titles = titles_of(connection, (one.report_id for one in there))
    return [Listed(one, marks[one.id], titles.get(one.report_id, one.report_id)) for one in there]


def titles_of(connection: Connection, report_ids: Iterable[str]) -> dict[str, str]:
    """What lists call reports: by its title, or by its id where it has none."""
    titles: dict[str, str] = {}
    for some in distinct(report_ids):
        query = sa.select(report_rows.c.id, report_rows.c.title).where(report_rows.c.id.in_(some))
        titles |= {row.id: row.title or row.id for row in connection.execute(query)}
    return titles


def marks_of(connection: Connection, number: int) -> list[Mark]:
    return doubles.marks(connection, [number]).get(number, [])


def own(connection: Connection, number: int, viewer: Viewer) -> tuple[Double, Coding]:
    """The sheet of a coder, or the outcome that somebody makes, who may still see the report. Raises StoreError."""
    double = doubles.find(connection, number)
    coding = sheet_of(connection, double, viewer.name) if double is not None else None
    if double is None or coding is None or double.report_id in scope.restricted(connection, viewer):
        raise StoreError("there is no such sheet.", where=str(number))
    return double, coding


def sheet_of(connection: Connection, double: Double, who: str) -> Coding | None:
    found = doubles.coding_of(connection, double.id, CODE, who)
    return doubles.coding_of(connection, double.id, OUTCOME, who) if found is None and double.state == READY else found


def seen(connection: Connection, number: int, viewer: Viewer | None) -> Double:
    """One whose report this viewer may see (None: any). Raises StoreError."""
    double = doubles.find(connection, number)
    if double is None or (viewer is not None and double.report_id in scope.restricted(connection, viewer)):
        raise StoreError("there is no such report that is coded twice.", where=str(number))
    return double


def finish(store: Store, number: int, viewer: Viewer) -> bool:
    """Says that a coder is done: nothing of it changes from now on, and it is sealed in the log. True where all are. Raises UsageError
    where an event is not decided, StoreError, ConflictError."""
    with store.writing(viewer.name) as change:
        connection = change.connection
        double, coding = own(connection, number, viewer)
        if coding.part == OUTCOME or coding.done is not None or double.state != OPEN:
            raise ConflictError("this coding is finished already.", where=double.report_id)
        if not reports.known(connection, double.report_id).redacted:
            refuse_undecided(double.report_id, sum(k.state == "proposed" for k in doubles.read(coding.content, "").events))
        if not doubles.finish(connection, coding):  # on PostgreSQL a sheet may be written to meanwhile
            raise ConflictError("this coding is another by now, or was finished.", where=double.report_id, hint="Load the page again.")
        told = {"double": number, "seal": digest_of(coding.salt, coding.content)}
        change.record("double.done", f"report:{double.report_id}", after=told)
        every = doubles.codings_of(connection, [number])[number]
        if not all(one.done or one.coder == viewer.name for one in every):
            return False
        doubles.set_state(connection, number, READY)
        people = {one.coder: {"salt": one.salt, "content": one.content} for one in every if one.coder != PROGRAM}
        change.record("double.ready", f"report:{double.report_id}", after={"double": number, "codings": people})
        seen_again(connection, double.report_id)
        return True


def withdraw(store: Store, number: int, who: str, why: str | None = None) -> None:
    """Takes a report back that is not settled, and what was coded of it so. Raises StoreError, ConflictError."""
    with store.writing(who) as change:
        double = doubles.known(change.connection, number)
        if double.state == SETTLED:
            raise ConflictError("this is settled already.", where=double.report_id)
        coders = [one.coder for one in doubles.codings_of(change.connection, [number])[number]]
        doubles.drop(change.connection, number)
        change.record("double.withdraw", f"report:{double.report_id}", before={"double": number, "coders": coders}, why=why)
        seen_again(change.connection, double.report_id)


def seen_again(connection: Connection, report_id: str) -> None:
    """Lets the feed of changes tell of a report that was hidden from those who coded it."""
    its = sorted(connection.execute(sa.select(event_rows.c.id).where(event_rows.c.report_id == report_id)).scalars())
    fed_again(connection, [f"report:{report_id}", *(f"event:{id_}" for id_ in its)])
