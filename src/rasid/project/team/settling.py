"""What two coded blind becomes one: a third chooses field by field, corrects what neither has, and writes it into the report.

What is chosen is a sheet of its own first, open to its maker alone (part `outcome` of the codings), so that it can be corrected by the same
means as any report before it counts. Written into the report, it stands there as decisions of who settled it, all of them or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from rasid.lexicon import Lexicon
from rasid.model.errors import ConflictError, StoreError, UsageError
from rasid.model.worded import worded
from rasid.project import reviewing
from rasid.project.checking import checked
from rasid.project.correcting import ACCEPTED, REJECTED, Corrector, in_order
from rasid.project.matching import free_id
from rasid.project.project import Project
from rasid.project.reshaping import unbound
from rasid.project.team import agreeing, doubling
from rasid.project.team.agreeing import Done
from rasid.store import doubles, events, reports
from rasid.store import reviewing as review_rows
from rasid.store.decisions import STATE
from rasid.store.doubles import OUTCOME, Content, Double
from rasid.store.engine import Change
from rasid.store.events import KeptEvent
from rasid.store.schema import READY, SETTLED
from rasid.store.scope import Viewer

# What is chosen field by field; doubts and relations stay those of the event that is taken for a start.
FIELDS = (
    *("type", "method", "status", "background", "mutual", "outcome", "initiators", "targets", "places", "time", "toll", "instruments"),
    "sources",
)
EVENT = "event"  # what is chosen of an event that one alone has
YES, NO, ANOTHER = "yes", "no", "another"
Choices = Mapping[tuple[int, str], str]  # (number of the happening, field) → a coder, or ANOTHER; for EVENT: YES or NO
Record = dict[str, Any]


def to_settle(connection: Connection, number: int, viewer: Viewer | None, who: str) -> Done:
    """What somebody may settle: he sees the report (`viewer`; None: all), and is none of its coders. Raises StoreError, UsageError,
    ConflictError."""
    double = doubling.seen(connection, number, viewer)
    if double.state != READY:
        what = "this is settled already." if double.state == SETTLED else "not all who code this report are done."
        raise ConflictError(what, where=double.report_id)
    (done,) = agreeing.done(connection, None, number)
    if who in done.coded:
        raise UsageError("who coded a report does not settle it.", where=double.report_id, hint="A third is to do it.")
    return done


def taken_whole(done: Done, coder: str) -> Choices:
    """Choices that make one coder's work the outcome. Raises UsageError where he is none of its coders."""
    if coder not in done.coded:
        raise UsageError(worded("{coder} did not code this report.", coder=coder), where=done.double.report_id)
    made: dict[tuple[int, str], str] = {}
    for n, happening in enumerate(agreeing.beside(done.coded), 1):
        made[n, EVENT] = YES if coder in happening else NO
        made |= {(n, field): coder for field in FIELDS}
    return made


def choose(whole: Project, number: int, viewer: Viewer | None, who: str, choices: Choices) -> None:
    """Makes the sheet of the outcome, in the place of the one that this person has of it. Raises UsageError where a choice is missing."""
    with whole.store.reading() as connection:
        done = to_settle(connection, number, viewer, who)
        stored = reports.known(connection, done.double.report_id)
    taken: set[str] = set()
    content = Content()
    for n, happening in enumerate(agreeing.beside(done.coded), 1):
        if len(happening) < len(done.coded) and chosen(choices, n, EVENT, (YES, NO)) == NO:
            continue
        record, wanted = merged(whole.pipeline.lexicon, happening, n, choices)
        base = next(iter(happening.values()))
        id_ = base.id if base.id not in taken else free_id(stored, record["type"], base.trigger, taken)
        taken.add(id_)
        record |= {"id": id_, "related": []}
        content.events.append(doubles.bare(base, id=id_, proposed=record, record=record, state="proposed", orphaned=False))
        content.wanted += [(id_, field) for field in wanted]
    with whole.store.noting() as connection:
        doubles.known(connection, number)  # it may have been withdrawn
        doubles.put_outcome(connection, number, who, content)


def chosen(choices: Choices, number: int, field: str, among: Sequence[str]) -> str:
    """Raises UsageError."""
    found = choices.get((number, field), "")
    if found not in among:
        raise UsageError("choose one for each difference.", where=f"{number}. {field}")
    return found


def merged(lexicon: Lexicon, happening: Mapping[str, KeptEvent], number: int, choices: Choices) -> tuple[Record, list[str]]:
    """The record of an event with each field from whom it was chosen, and the fields that are still to be set by hand."""
    first, *others = happening.values()
    record, wanted = dict(first.record), []
    for field in FIELDS:
        if all(one.record[field] == first.record[field] for one in others):
            continue
        if (number, field) not in choices:  # shown as the same: only the words differ by which it is quoted
            continue
        by = chosen(choices, number, field, (*happening, ANOTHER))
        if by == ANOTHER:
            wanted.append(field)
        else:
            record[field] = happening[by].record[field]
    record |= unbound({f: record[f] for f in ("toll", "sources", "initiators")})
    if record["method"] not in methods(lexicon, record["type"]):
        record["method"] = None
    return record, wanted


def methods(lexicon: Lexicon, type_: str) -> list[str | None]:
    return [None, *((lexicon.ontology["event_types"].get(type_) or {}).get("methods") or [])]


# Into the report -----------------------------------------------------------------------------------------------------------------


def settle(whole: Project, number: int, viewer: Viewer | None, who: str, why: str | None = None) -> list[str]:
    """Writes the outcome of this person into the report; gives the events it has now. Raises UsageError where a field is still to be set,
    ConflictError where the report is another by now."""
    return Settler(whole.store, whole.coder, who).settle(number, viewer, why)


class Settler(Corrector):
    """Decides on a report as an outcome says."""

    def settle(self, number: int, viewer: Viewer | None, why: str | None) -> list[str]:
        with self.store.writing(self.who) as change:
            connection = change.connection
            done = to_settle(connection, number, viewer, self.who)
            content = outcome_of(connection, done.double, self.who)
            stored = reports.known(connection, done.double.report_id)
            if stored.text_hash != done.double.text_hash:
                raise ConflictError("the report has another text than the one that was coded.", where=stored.id, hint="Withdraw it.")
            why = why or f"double coding of {agreeing.said(done.pair)}"
            wanted = [k for k in content.events if k.state != REJECTED]
            there = [k for k in events.of_report(connection, stored.id) if k.text_hash == stored.text_hash]
            same = matched(there, wanted)
            for kept in there:
                if kept.id not in same.values() and kept.state != REJECTED:
                    self.case_of(change, kept.id, {}, REJECTED, why)
            made = []
            for one in wanted:
                if one.id in same:
                    self.case_of(change, same[one.id], {f: one.record[f] for f in FIELDS}, ACCEPTED, why)
                    made.append(same[one.id])
                else:
                    values = {f: one.record[f] for f in (*FIELDS, "evidence") if f != "type"}
                    made.append(self.put_new(change, stored.id, one.record["type"], one.trigger, values, why).id)
            self.close(change, done.double, stored.state, made, why)
            return made

    def case_of(self, change: Change, event_id: str, values: Record, verdict: str, why: str) -> None:
        """Sets the fields that are others now, and the verdict."""
        case = self.case(change, event_id)
        values = {f: v for f, v in values.items() if case.kept.record[f] != v}
        if "type" in values and case.kept.record["method"] not in methods(case.lexicon, values["type"]):
            case.decide("method", None, why)
        for field, value in in_order(values):
            case.decide(field, checked(field, value, case.kept.record, case.text, case.lexicon), why)
        case.decide(STATE, verdict, why)
        case.close()

    def close(self, change: Change, double: Double, state: str, made: list[str], why: str) -> None:
        connection = change.connection
        left = review_rows.undecided(connection, double.report_id)
        if not left and state != review_rows.REVIEWED:
            review_rows.set_state(connection, double.report_id, review_rows.REVIEWED)
            after = {"state": review_rows.REVIEWED}
            change.record(reviewing.REVIEW, f"report:{double.report_id}", before={"state": state}, after=after, why=why)
        doubles.set_state(connection, double.id, SETTLED, self.who)
        change.record("double.settle", f"report:{double.report_id}", after={"double": double.id, "events": made}, why=why)


def outcome_of(connection: Connection, double: Double, who: str) -> Content:
    """Raises StoreError where this person has chosen nothing yet, UsageError where a field is to be set by hand still."""
    coding = doubles.coding_of(connection, double.id, OUTCOME, who)
    if coding is None:
        raise StoreError("nothing was chosen yet.", where=double.report_id)
    content = doubles.read(coding.content, double.text_hash)
    if missing := doubles.still_wanted(content):
        raise UsageError(
            worded("these fields are still to be set: {list}.", list=", ".join(field for _, field in missing)), where=double.report_id
        )
    return content


def matched(there: Sequence[KeptEvent], wanted: Sequence[KeptEvent]) -> dict[str, str]:
    """By the id of an event of the outcome, that of the report's event which it is: the same id, or else the most alike."""
    ids = {k.id for k in there}
    same = {k.id: k.id for k in wanted if k.id in ids}
    rest = {"there": [k for k in there if k.id not in same], "wanted": [k for k in wanted if k.id not in same]}
    for happening in agreeing.beside(rest):
        if len(happening) == 2:
            same[happening["wanted"].id] = happening["there"].id
    return same
