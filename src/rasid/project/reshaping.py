"""Two events made of one, and one of two, within a report: decisions like any other, made in one stroke and taken back in one.

All decisions of a stroke carry the number of its audit entry. What is split off is an event that a person added; what is merged into
another is rejected, so that the coder does not propose it again. So both outlive a new coding as every decision does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from rasid.model import UsageError
from rasid.model.event import Span
from rasid.model.worded import worded
from rasid.project.checking import checked
from rasid.project.correcting import REJECTED, Case, Corrector, built, in_order
from rasid.project.incidents import link_events
from rasid.project.recoding import known_of
from rasid.store import decisions, events, reports
from rasid.store.decisions import STATE, WHOLE
from rasid.store.engine import Change
from rasid.store.events import KeptEvent

Record = dict[str, Any]
LISTS = ("initiators", "targets", "places", "toll", "instruments", "sources")
SAME = ("status", "background", "mutual", "outcome", "time")  # what the second event has from the first until it is corrected


class Parting(NamedTuple):
    """What becomes of the items of an event: `moved` go to the second, `shared` stand in both (numbers of items, by field); the others
    stay. `type`: the second's; `span`: the words that name it, the first's where None."""

    type: str
    span: Span | None = None
    moved: Mapping[str, Sequence[int]] = {}
    shared: Mapping[str, Sequence[int]] = {}


class Reshaper(Corrector):
    """Splits and merges of one person."""

    def split(self, event_id: str, parting: Parting, why: str | None = None, seen: str | None = None) -> KeptEvent:
        """The second event. Raises UsageError where it would be the first again, ConflictError where the first is not what was seen."""
        with self.store.writing(self.who) as change:
            case = self.ready(change, event_id, seen)
            refuse_strange(case, parting)
            first, second = divided(case.kept.record, parting)
            span = parting.span or case.kept.trigger
            if (parting.type, span) == (case.kept.record["type"], case.kept.trigger) and not any(parting.moved.values()):
                raise UsageError(
                    "nothing was given to the second event.", where=event_id, hint="Move something, or name its words or type."
                )
            known = known_of(change.connection, case.known.stored)
            other = built(known, case.lexicon, parting.type, span, second | {"evidence": covering(case, span, second)})
            after = {"into": other.id, "record": other.record}
            seq = self.stroke(case, "event.split", first, why, {}, after)
            change.record("event.add", f"event:{other.id}", after=other.record, why=why)
            events.put(change.connection, other, case.day, new=True)
            decisions.put(change.connection, other, WHOLE, other.record, self.who, why, seq)
            reports.in_review(change.connection, other.report_id)
            link_events(change, [other.id], case.lexicon)
            case.close()
            return other

    def merge(self, event_id: str, other: str, why: str | None = None, seen: str | None = None, seen_other: str | None = None) -> KeptEvent:
        """The first event with what the other says besides. Raises UsageError, ConflictError."""
        with self.store.writing(self.who) as change:
            case, going = self.ready(change, event_id, seen), self.ready(change, other, seen_other)
            here, there = case.kept, going.kept
            if here.id == there.id or (here.report_id, here.text_hash) != (there.report_id, there.text_hash):
                hint = "Accounts in other reports are merged into incidents."
                raise UsageError("only two events of one text can be made one.", where=f"{event_id}, {other}", hint=hint)
            why = why or f"one event with {here.id}"
            seq = self.stroke(
                case, "event.merge", joined(here.record, there.record, case.text), why, {STATE: there.state}, {"merged": other}
            )
            change.record(
                "event.reject", f"event:{there.id}", before={STATE: there.state}, after={STATE: REJECTED, "into": here.id}, why=why
            )
            decisions.put(change.connection, there, STATE, REJECTED, self.who, why, seq)
            going.made = decisions.of_event(change.connection, there.id)
            going.renew()
            going.close()
            return case.close()

    def ready(self, change: Change, event_id: str, seen: str | None) -> Case:
        case = self.case(change, event_id)
        case.refuse_unseen(seen)
        if case.kept.state == REJECTED:
            raise UsageError("this event is rejected.", where=event_id, hint="Take that back first.")
        return case

    def stroke(self, case: Case, action: str, values: Record, why: str | None, before: Record, after: Record) -> int:
        """Decides the fields that become others, under one entry; gives its number."""
        record = dict(case.kept.record)
        for field, value in in_order(values):
            record[field] = checked(field, value, record, case.text, case.lexicon)
        fields = [f for f in values if record[f] != case.kept.record[f]]
        before = {f: case.kept.record[f] for f in fields} | before
        seq = case.change.record(action, f"event:{case.kept.id}", before=before, after={f: record[f] for f in fields} | after, why=why)
        for field in fields:
            decisions.put(case.change.connection, case.kept, field, record[field], self.who, why, seq)
        case.made = decisions.of_event(case.change.connection, case.kept.id)
        case.renew()
        return seq


# Splitting -----------------------------------------------------------------------------------------------------------------------


def refuse_strange(case: Case, parting: Parting) -> None:
    """Raises UsageError for items that are not there, and for words that name nothing."""
    for field, numbers in (*parting.moved.items(), *parting.shared.items()):
        if field not in LISTS or not all(0 <= n < len(case.kept.record[field]) for n in numbers):
            raise UsageError(
                "there is no such item in it.", where=f"{case.kept.id}.{field}", hint=worded("Lists are {list}.", list=", ".join(LISTS))
            )
    span = parting.span
    if span is not None and (not 0 <= span[0] < span[1] <= len(case.text) or not case.text[slice(*span)].strip()):
        raise UsageError(worded("the span {value} quotes no words of the report.", value=list(span)), where=case.kept.id)


def divided(record: Record, parting: Parting) -> tuple[Record, Record]:
    """The lists of the first event and all that is told of the second."""
    first: Record = {}
    second: Record = {f: record[f] for f in SAME}
    if parting.type == record["type"]:
        second["method"] = record["method"]
    for field in LISTS:
        moved, shared = set(parting.moved.get(field, ())), set(parting.shared.get(field, ()))
        first[field] = [item for n, item in enumerate(record[field]) if n not in moved]
        second[field] = [item for n, item in enumerate(record[field]) if n in moved | shared]
    return unbound(first), unbound(second)


def unbound(lists: Record) -> Record:
    """Without references to rows and sources that went to the other event."""
    rows, said = ({item["id"] for item in lists[f]} for f in ("toll", "sources"))
    toll = [t | {k: t[k] if t[k] in rows else None for k in ("part_of", "supersedes")} for t in lists["toll"]]
    by = {"toll": toll, "initiators": lists["initiators"]}
    return lists | {f: [i | {"by": i["by"] if i["by"] in said else None} for i in items] for f, items in by.items()}


def covering(case: Case, span: Span, lists: Record) -> Record:
    """The words from the first to the last that the second event has."""
    spans = [span, *(tuple(i["span"]) for f in LISTS for i in lists[f] if f != "sources")]
    start, end = min(s[0] for s in spans), max(s[1] for s in spans)
    return {"text": case.text[start:end], "span": [start, end]}


# Merging -------------------------------------------------------------------------------------------------------------------------

# By what two items of a field say the same.
ALIKE: dict[str, Callable[[Record], Any]] = {
    "initiators": lambda i: (i["actor"] or i["text"], i["role"]),
    "targets": lambda i: (i["actor"] or (None if i["object"] else i["text"]), i["object"]),
    "places": lambda i: (i["id"] or i["text"], i["role"]),
    "toll": lambda i: (i["effect"], i["who"], tuple(i["groups"]), i["actor"], i["min"], i["max"], i["vague"]),
    "instruments": lambda i: (i["weapon"], i["min"], i["max"]),
    "sources": lambda i: (i["source"] or i["text"], i["stance"]),
}


def joined(here: Record, there: Record, text: str) -> Record:
    """What the first event says with the other's in it: what both say once, what one leaves open from the other."""
    out: Record = {}
    ids: dict[str, dict[str, str]] = {"toll": {}, "sources": {}}
    for field in ("sources", *(f for f in LISTS if f != "sources")):
        out[field] = list(here[field])
        for item in there[field]:
            like = next((i for i in here[field] if ALIKE[field](i) == ALIKE[field](item)), None)
            if like is None:
                item = bound_anew(field, item, out[field], ids)
                out[field].append(item)
            elif field in ids:
                ids[field][item["id"]] = like["id"]
    for row in out["toll"][len(here["toll"]) :]:
        row |= {k: ids["toll"].get(row[k]) for k in ("part_of", "supersedes")}
    if here["time"]["start"] is None and there["time"]["start"] is not None:
        out["time"] = there["time"]
    if here["method"] is None and here["type"] == there["type"]:
        out["method"] = there["method"]
    start = min(here["evidence"]["span"][0], there["evidence"]["span"][0])
    end = max(here["evidence"]["span"][1], there["evidence"]["span"][1])
    out["evidence"] = {"text": text[start:end], "span": [start, end]}
    related = [r for r in here["related"] + there["related"] if r["event"] not in (here["id"], there["id"])]
    out["related"] = [r for n, r in enumerate(related) if r not in related[:n]]
    out["flags"] = list(dict.fromkeys(here["flags"] + there["flags"]))
    return out


def bound_anew(field: str, item: Record, taken: list[Record], ids: dict[str, dict[str, str]]) -> Record:
    """An item of the other event under a free id, and by the ids that its sources have now."""
    if field in ids:
        letter = "t" if field == "toll" else "s"
        used = {i["id"] for i in taken}
        free = next(f"{letter}{n}" for n in range(1, len(used) + 2) if f"{letter}{n}" not in used)
        ids[field][item["id"]] = free
        item = item | {"id": free}
    return item | {"by": ids["sources"].get(item["by"])} if item.get("by") else dict(item)
