"""What a new coding of a report means for the events that are there: which it finds again, which are new, which it finds no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from rasid.model.event import Span, event_id
from rasid.project.coding import Draft, plain
from rasid.project.quoting import LostWords, Move, carried, mover
from rasid.store.decisions import WHOLE, Decision, state_of, values_of
from rasid.store.events import KeptEvent, Record
from rasid.store.reports import Stored

# What may differ between two codings without the event having changed.
INCIDENTAL = ("data_version",)


class Changed(msgspec.Struct, frozen=True):
    """An event before and after."""

    before: KeptEvent
    after: KeptEvent

    @property
    def fields(self) -> list[str]:
        """The fields of the record that change."""
        return differing(self.before.record, self.after.record)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a coding would change in one report. `suppressed`: new drafts of what a person rejected."""

    report_id: str
    fresh: list[KeptEvent]
    changed: list[Changed]
    removed: list[KeptEvent]
    suppressed: list[Record]
    same: int

    @property
    def nothing(self) -> bool:
        return not (self.fresh or self.changed or self.removed)

    @property
    def orphaned(self) -> list[str]:
        return [c.after.id for c in self.changed if c.after.orphaned and not c.before.orphaned]

    @property
    def found_again(self) -> list[str]:
        return [c.after.id for c in self.changed if c.before.orphaned and not c.after.orphaned]

    @property
    def touched(self) -> list[str]:
        """Every event that is another one than before."""
        return [k.id for k in self.fresh] + [c.after.id for c in self.changed] + [k.id for k in self.removed]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the store has of a report that is coded again. `tied`: events that a person joined or kept apart; `older`: an older text
    by its hash."""

    stored: Stored
    kept: list[KeptEvent]
    made: dict[str, list[Decision]]
    tied: set[str]
    older: Callable[[str], str | None]


def plan(known: Known, drafts: list[Draft], families: dict[str, str], run_id: int | None) -> Plan:
    """Sets a new coding beside what is there. Nothing that a person did is lost by it."""
    moves = {k.text_hash: move_from(known, k.text_hash) for k in known.kept}
    triggers = {k.id: moves[k.text_hash](k.trigger) for k in known.kept}
    pairs, silent = matched(known, drafts, triggers, families)
    lost = {k.id for k in pairs.values() if words_lost(known, k)}
    pairs = {n: k for n, k in pairs.items() if k.id not in lost}
    taken = {k.id for k in known.kept}
    ids = {n: pairs[n].id if n in pairs else free_id(known.stored, event.type, trigger, taken) for n, (event, trigger) in enumerate(drafts)}
    renamed = {event.id: ids[n] for n, (event, _) in enumerate(drafts)} | {drafts[n][0].id: k.id for n, k in silent.items()}
    fresh, changed, same = [], [], 0
    for n, (event, trigger) in enumerate(drafts):
        if n in silent:
            continue
        proposed = under(plain(event), ids[n], renamed)
        if n not in pairs:
            fresh.append(
                KeptEvent(
                    id=ids[n],
                    report_id=known.stored.id,
                    run_id=run_id,
                    text_hash=known.stored.text_hash,
                    trigger=trigger,
                    proposed=proposed,
                    record=proposed,
                )
            )
            continue
        before = pairs[n]
        after = again(known, before, proposed, trigger, run_id)
        if unchanged(before, after):
            same += 1
        else:
            changed.append(Changed(before, after))
    found = {k.id for k in pairs.values()} | {k.id for k in silent.values()}
    missing = [k for k in known.kept if k.id not in found]
    stay = [k for k in missing if known.made.get(k.id) or k.id in known.tied]
    staying = [(k, without_a_match(known, k, triggers[k.id])) for k in stay]
    changed += [Changed(k, left) for k, left in staying if left is not k]
    return Plan(
        report_id=known.stored.id,
        fresh=fresh,
        changed=changed,
        removed=[k for k in missing if k not in stay],
        suppressed=[plain(drafts[n][0]) for n in silent],
        same=same + sum(left is k for k, left in staying),
    )


def move_from(known: Known, text_hash: str) -> Move:
    if text_hash == known.stored.text_hash:
        return lambda span: span
    old = known.older(text_hash)
    return mover(old, known.stored.report.text) if old is not None else lambda span: None


def matched(
    known: Known, drafts: list[Draft], triggers: dict[str, Span | None], families: dict[str, str]
) -> tuple[dict[int, KeptEvent], dict[int, KeptEvent]]:
    """Which draft is which event, one to one: by overlap of triggers and by family. And the drafts beside it that a rejected event
    suppresses."""
    fits: list[tuple[tuple[int, ...], int, KeptEvent]] = []
    for kept in known.kept:
        trigger = triggers[kept.id]
        kinds = {families.get(r["type"], r["type"]) for r in (kept.proposed, kept.record) if r is not None}
        for n, (event, new) in enumerate(drafts):
            if trigger is None or families.get(event.type, event.type) not in kinds:
                continue
            overlap = min(trigger[1], new[1]) - max(trigger[0], new[0])
            if overlap > 0:
                same_id = event.id == kept.id and kept.text_hash == known.stored.text_hash
                own_type = event.type == (kept.proposed or kept.record)["type"]
                reviewed = bool(known.made.get(kept.id))
                fits.append(((same_id, reviewed, trigger == new, own_type, overlap, -abs(trigger[0] - new[0])), n, kept))
    fits.sort(key=lambda f: f[0], reverse=True)
    pairs: dict[int, KeptEvent] = {}
    used: set[str] = set()
    for _, n, kept in fits:
        if n not in pairs and kept.id not in used:
            pairs[n] = kept
            used.add(kept.id)
    silent = {n: kept for _, n, kept in fits if kept.state == "rejected" and n not in pairs}
    return pairs, silent


def free_id(stored: Stored, type_: str, trigger: Span, taken: set[str]) -> str:
    """The id of a new event; where an event of an older text has it, one that counts the revision too."""
    made = event_id(stored.id, type_, trigger)
    salt = stored.revision
    while made in taken:
        made = event_id(f"{stored.id}\x1f{salt}", type_, trigger)
        salt += 1
    taken.add(made)
    return made


def under(record: Record, id_: str, renamed: dict[str, str]) -> Record:
    """A coded record under the ids that its report's events have in the store."""
    related = [r | {"event": renamed.get(r["event"], r["event"])} for r in record["related"]]
    return record | {"id": id_, "related": related}


def again(known: Known, before: KeptEvent, proposed: Record, trigger: Span, run_id: int | None) -> KeptEvent:
    """An event found again: the new proposal, with every human value in place."""
    made = known.made.get(before.id, [])
    return msgspec.structs.replace(
        before,
        run_id=run_id,
        text_hash=known.stored.text_hash,
        trigger=trigger,
        proposed=proposed,
        record=effective(known, proposed, made),
        state=state_of(made),
        orphaned=False,
        updated="",
    )


def without_a_match(known: Known, kept: KeptEvent, trigger: Span | None) -> KeptEvent:
    """A reviewed event that the coder finds no more: it stays, orphaned. One that a person added was never the coder's to find: it goes
    with its words where they still stand, and is orphaned where they do not."""
    made = known.made.get(kept.id, [])
    if any(d.field == WHOLE for d in made) and trigger is not None and not words_lost(known, kept):
        if kept.text_hash == known.stored.text_hash and not kept.orphaned and kept.proposed is None:
            return kept
        there = {"text_hash": known.stored.text_hash, "trigger": trigger, "orphaned": False, "proposed": None}
        return msgspec.structs.replace(kept, record=effective(known, None, made), updated="", **there)
    return kept if kept.orphaned else msgspec.structs.replace(kept, orphaned=True, updated="")


def effective(known: Known, proposed: Record | None, made: list[Decision]) -> Record:
    """The record that holds: the proposal, or what a person added whole, with the values that people gave. Raises LostWords where a
    value cites words that the text of now has no more."""
    wholes = [d for d in made if d.field == WHOLE]
    record = dict(in_text(known, wholes[-1]) if wholes else proposed or {})
    for field, decision in values_of(made).items():
        record[field] = in_text(known, decision)
    return record


def in_text(known: Known, decision: Decision) -> Any:
    """The value of a decision with its spans in the text of now. Raises LostWords."""
    return carried(decision.value, move_from(known, decision.text_hash))


def words_lost(known: Known, kept: KeptEvent) -> bool:
    try:
        effective(known, kept.proposed, known.made.get(kept.id, []))
    except LostWords:
        return True
    return False


def unchanged(before: KeptEvent, after: KeptEvent) -> bool:
    same = all(getattr(before, k) == getattr(after, k) for k in ("text_hash", "trigger", "orphaned", "state"))
    return same and not differing(before.record, after.record) and not differing(before.proposed or {}, after.proposed or {})


def differing(before: Record, after: Record) -> list[str]:
    return [k for k in {**after, **before} if k not in INCIDENTAL and before.get(k) != after.get(k)]
