"""What a person decides of an event: accepted, rejected, a field set, taken back; and events that a person adds.

A decision is kept beside the coder's proposal, bound to the words. The record is the proposal with every decision in place, made anew
each time, so that taking one back is leaving it out.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec

from rasid.lexicon import Lexicon
from rasid.model import ConflictError, Event, Evidence, StoreError, UsageError
from rasid.model.event import Span
from rasid.model.worded import worded
from rasid.project.checking import FIELDS, checked
from rasid.project.coding import Coder, families, plain
from rasid.project.incidents import link_events, parted
from rasid.project.matching import Known, effective, free_id
from rasid.project.paths import whole
from rasid.project.recoding import known_of, language_of
from rasid.store import claims, decisions, events, reports, reviewing
from rasid.store.decisions import STATE, WHOLE, Decision, state_of
from rasid.store.engine import Change, Store, as_json
from rasid.store.events import KeptEvent

HUMAN = "human"  # the coder of what a person added
ACCEPTED, REJECTED = "accepted", "rejected"


class Unseen:
    """What stands for `expected` where the caller has not looked at the value before."""


UNSEEN: Final = Unseen()


class Corrector:
    """Decisions of one person on a store."""

    def __init__(self, store: Store, coder: Coder, who: str) -> None:
        self.store, self.coder, self.who = store, coder, who

    def set(
        self,
        event_id: str,
        values: dict[str, Any],
        why: str | None = None,
        expected: dict[str, Any] | None = None,
        seen: str | None = None,
    ) -> KeptEvent:
        """Sets fields of the record, or parts of them (`toll.t1`). `expected`: the values that the person saw; `seen`: the mark of the
        record; where one of them is another by now, nothing is written. Raises UsageError, ConflictError, StoreError."""
        with self.store.writing(self.who) as change:
            case = self.case(change, event_id)
            case.refuse_unseen(seen)
            for field, value in in_order(whole(case.kept.record, values)):
                seen = (expected or {}).get(field, UNSEEN)
                case.decide(field, checked(field, value, case.kept.record, case.text, case.lexicon), why, seen)
            return case.close()

    def judge(self, event_id: str, verdict: str, why: str | None = None, expected: Any = UNSEEN, seen: str | None = None) -> KeptEvent:
        """Accepts or rejects an event; a rejection has a reason. `seen`: the mark of the record that the person saw: nobody accepts what
        another has changed meanwhile. Raises UsageError, ConflictError, StoreError."""
        if verdict == REJECTED and not (why or "").strip():
            raise UsageError("a rejection needs a reason.", where=event_id, hint="Say it with --why.")
        with self.store.writing(self.who) as change:
            case = self.case(change, event_id)
            case.refuse_unseen(seen)
            case.decide(STATE, verdict, why, expected)
            return case.close()

    def undo(self, event_id: str, what: str | int = "last", why: str | None = None) -> KeptEvent | None:
        """Takes back decisions on an event: the last one, all, those on a field, or one by its number. What the coder proposed stands
        again, or the decision before. Gives None where the event was one that a person had added."""
        with self.store.writing(self.who) as change:
            case = self.case(change, event_id)
            chosen = to_undo(case.made, what)
            if not chosen:
                raise StoreError(
                    worded("there is no decision to take back ({what}).", what=what),
                    where=event_id,
                    hint=worded("`rasid why {event_id}` lists them.", event_id=event_id),
                )
            return self.take_back(change, case, chosen, why)

    def take_back(self, change: Change, case: Case, chosen: list[Decision], why: str | None) -> KeptEvent | None:
        """What was decided in one stroke (a merge, a split) is taken back in one, on whatever events it fell."""
        connection = change.connection
        cases, taken = {case.kept.id: case}, {case.kept.id: list(chosen)}
        met: set[int] = set()
        while fresh := [d for made in taken.values() for d in made if d.audit_seq not in met]:
            met |= {d.audit_seq for d in fresh}
            for decision in decisions.in_one_stroke(connection, fresh):
                its = taken.setdefault(decision.event_id, [])
                if decision.event_id not in cases:
                    cases[decision.event_id] = self.case(change, decision.event_id)
                its += [d for d in cases[decision.event_id].goes_with(decision) if d not in its]
        results = {id_: one.undo(taken[id_], why) for id_, one in cases.items()}
        return results[case.kept.id]

    def add(self, report_id: str, type_: str, span: Span, values: dict[str, Any] | None = None, why: str | None = None) -> KeptEvent:
        """Adds an event that the coder did not find, named by the words of `span`."""
        with self.store.writing(self.who) as change:
            return self.put_new(change, report_id, type_, span, values, why)

    def put_new(
        self, change: Change, report_id: str, type_: str, span: Span, values: dict[str, Any] | None = None, why: str | None = None
    ) -> KeptEvent:
        """The same within a transaction that does more."""
        connection = change.connection
        stored = reports.known(connection, report_id)
        known = known_of(connection, stored)
        pipeline = self.coder.pipeline(language_of(connection, stored))
        lexicon, text = pipeline.lexicon, stored.report.text
        if not 0 <= span[0] < span[1] <= len(text) or not text[slice(*span)].strip():
            raise UsageError(worded("the span {value} quotes no words of the report.", value=list(span)), where=report_id)
        refuse_double(known, type_, span, families(pipeline))
        kept = built(known, pipeline.lexicon, type_, span, values)
        seq = change.record("event.add", f"event:{kept.id}", after=kept.record, why=why)
        events.put(connection, kept, stored.day, new=True)
        decisions.put(connection, kept, WHOLE, kept.record, self.who, why, seq)
        reports.in_review(connection, stored.id)
        claims.prolong(connection, stored.id, self.who)
        link_events(change, [kept.id], lexicon)
        return kept

    def case(self, change: Change, event_id: str) -> Case:
        connection = change.connection
        kept = events.known(connection, event_id)
        stored = reports.known(connection, kept.report_id)
        if stored.redacted:
            raise StoreError("the words of this event's report were destroyed.", where=event_id)
        lexicon = self.coder.pipeline(language_of(connection, stored)).lexicon
        return Case(change, kept, known_of(connection, stored), lexicon)


class Case:
    """One event on the table, within one transaction."""

    def __init__(self, change: Change, kept: KeptEvent, known: Known, lexicon: Lexicon) -> None:
        self.change, self.kept, self.lexicon = change, kept, lexicon
        self.was = kept
        self.made: list[Decision] = list(known.made.get(kept.id, []))
        text = known.stored.report.text if kept.text_hash == known.stored.text_hash else known.older(kept.text_hash)
        if text is None:
            raise StoreError("the text that this event was read in is gone.", where=kept.id)
        self.text, self.day = text, known.stored.day
        report = msgspec.structs.replace(known.stored.report, text=text)
        # An orphan may be bound to an older text: that is the one its values are seen in.
        self.known = msgspec.structs.replace(known, stored=msgspec.structs.replace(known.stored, report=report, text_hash=kept.text_hash))

    def decide(self, field: str, value: Any, why: str | None, expected: Any = UNSEEN) -> None:
        current = self.kept.state if field == STATE else self.kept.record[field]
        if current == value and any(d.field == field for d in self.made):
            return  # decided so already, by this person or another
        if not isinstance(expected, Unseen) and current not in (expected, value):
            raise ConflictError(*self.conflict(field, current))
        action = {ACCEPTED: "event.accept", REJECTED: "event.reject"}.get(value, "event.set") if field == STATE else "event.set"
        connection = self.change.connection
        seq = self.change.record(action, f"event:{self.kept.id}", before={field: current}, after={field: value}, why=why)
        decisions.put(connection, self.kept, field, value, self.change.who, why, seq)
        self.made = decisions.of_event(connection, self.kept.id)
        self.renew()

    def refuse_unseen(self, seen: str | None) -> None:
        """Raises ConflictError where the record says other things than it did at the mark that somebody saw."""
        if seen is not None and seen != mark(self.kept):
            last = next((d for d in reversed(self.made) if d.field != STATE), None)
            by = (
                worded("{who} set its {field} at {value}", who=last.who, field=last.field, value=last.at[:16].replace("T", " "))
                if last
                else worded("it was coded again")
            )
            raise ConflictError(worded("{id} is no longer what you saw: {by}. Nothing was written.", id=self.kept.id, by=by))

    def conflict(self, field: str, current: Any) -> tuple[str]:
        last = next((d for d in reversed(self.made) if d.field == field), None)
        by = worded("{who} set it at {value}", who=last.who, value=last.at[:16].replace("T", " ")) if last else worded("it was coded again")
        message = "{field} of {id} is no longer what you saw: {by}, to {current!r}. Nothing was written."
        return (worded(message, field=field, id=self.kept.id, by=by, current=current),)

    def renew(self) -> None:
        """The record from the proposal and the decisions that hold."""
        record = effective(self.known, self.kept.proposed, self.made)
        self.kept = msgspec.structs.replace(self.kept, record=record, state=state_of(self.made), updated="")

    def reopen(self) -> None:
        """A report is not reviewed any more where one of its events is to be decided again."""
        connection = self.change.connection
        if self.kept.state == "proposed" and reports.known(connection, self.kept.report_id).state == reviewing.REVIEWED:
            reviewing.set_state(connection, self.kept.report_id, reviewing.IN_REVIEW)

    def close(self) -> KeptEvent:
        """Writes the event, where anything was decided."""
        if self.change.entries:
            connection = self.change.connection
            events.put(connection, self.kept, self.day)
            reports.in_review(connection, self.kept.report_id)
            claims.prolong(connection, self.kept.report_id, self.change.who)
            if self.change.entries > 1 or self.is_another_account():  # one stroke on several events may have linked this one meanwhile
                link_events(self.change, [self.kept.id], self.lexicon)
        return self.kept

    def is_another_account(self) -> bool:
        """Whether what linking asks of the event is another now: what it tells, and whether it counts. Accepting changes neither, and is
        most of what people decide; comparing it with its neighbours again took most of the time for which others wait to write."""
        counts = [kept.state != REJECTED for kept in (self.was, self.kept)]
        return counts[0] != counts[1] or as_json(self.was.record) != as_json(self.kept.record)

    def goes_with(self, decision: Decision) -> list[Decision]:
        """A decision, and what goes with it: with an event that a person added all that was decided of it."""
        return list(self.made) if self.kept.proposed is None and decision.field == WHOLE else [decision]

    def undo(self, chosen: list[Decision], why: str | None) -> KeptEvent | None:
        connection, before = self.change.connection, self.kept
        decisions.undo(connection, [d.id for d in chosen])
        self.made = decisions.of_event(connection, before.id)
        if before.proposed is None and not any(d.field == WHOLE for d in self.made):
            self.change.record("event.undo", f"event:{before.id}", before=before.record, why=why)
            left = parted(connection, [before.id])
            events.drop(connection, [before.id])
            link_events(self.change, [before.id, *left], self.lexicon)
            return None
        self.renew()
        self.reopen()
        fields = [f for f in dict.fromkeys(d.field for d in chosen) if f in FIELDS]
        was = {f: before.record[f] for f in fields} | {STATE: before.state}
        now = {f: self.kept.record[f] for f in fields} | {STATE: self.kept.state, "undone": [d.audit_seq for d in chosen]}
        self.change.record("event.undo", f"event:{before.id}", before=was, after=now, why=why)
        return self.close()


def mark(kept: KeptEvent) -> str:
    """What a record says, in 16 letters: another where any of its fields is another."""
    told = {f: kept.record[f] for f in FIELDS}
    return hashlib.sha256(as_json(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def built(known: Known, lexicon: Lexicon, type_: str, span: Span, values: dict[str, Any] | None = None) -> KeptEvent:
    """An event as a person adds it to a report, named by the words of `span`; not yet in the store. Raises UsageError."""
    stored, text = known.stored, known.stored.report.text
    id_ = free_id(stored, type_, span, {k.id for k in known.kept})
    evidence = Evidence(text=text[slice(*span)], span=span)
    version = lexicon.version
    blank = Event(id=id_, report_id=stored.id, type=type_, evidence=evidence, confidence=1.0, coder=HUMAN, data_version=version)
    record = plain(blank)
    for field, value in in_order({"type": type_} | (values or {})):
        record[field] = checked(field, value, record, text, lexicon)
    there = {"id": id_, "report_id": stored.id, "text_hash": stored.text_hash, "trigger": span}
    return KeptEvent(**there, run_id=None, proposed=None, record=record, state=ACCEPTED)  # type: ignore[arg-type]


def in_order(values: dict[str, Any]) -> list[tuple[str, Any]]:
    """What others refer to first: sources before who they speak for; and a method before the type that may not have it."""
    first = ("sources", "method") if values.get("method", "") is None else ("sources", "type")
    return sorted(values.items(), key=lambda item: (item[0] not in first, item[0]))


def to_undo(made: list[Decision], what: str | int) -> list[Decision]:
    if what == "last":
        return made[-1:]
    if what == "all":
        return made
    return [d for d in made if what in (d.field, d.id, str(d.id))]


def refuse_double(known: Known, type_: str, span: Span, kinds: dict[str, str]) -> None:
    """An event is not added beside one of the same words and family. Raises UsageError."""
    for kept in known.kept:
        overlap = min(span[1], kept.trigger[1]) - max(span[0], kept.trigger[0]) > 0
        same = kinds.get(kept.record["type"]) == kinds.get(type_) and kept.text_hash == known.stored.text_hash
        if overlap and same and kept.state != REJECTED:
            raise UsageError(
                worded("these words tell an event already: {id}.", id=kept.id), where=known.stored.id, hint="Correct that one."
            )
