"""A report of a toll that rose, and how it came about: ارتفعت حصيلة قصف السوق إلى 23. وكانت طائرة مسيّرة قد قصفته أمس. One happening."""

from __future__ import annotations

from rasid.coding.days import toll_risen
from rasid.coding.draft import Draft
from rasid.coding.layout import Layout
from rasid.coding.likeness import WIDE
from rasid.coding.merging import Merger
from rasid.coding.one_word import BLAST, FIRED
from rasid.coding.retelling import LOOSE_TYPES
from rasid.coding.twice import Twice
from rasid.model import Reading

REACH = 2  # sentences from a toll that rose to how it came about
BEFORE = 3  # words between the verb of a toll and what the toll is of: حصيلة ضحايا
EXPLOSION = "explosion"


def join_raised(kept: list[Draft], merger: Merger, layout: Layout) -> list[Draft]:
    """Folds into the event of a risen toll the account of how it was: its means, its doer, its day and the toll of that time."""
    risen = [d for d in kept if d.type in LOOSE_TYPES and (toll_risen(d) or opens_risen(d, layout.reading))]
    if not risen:
        return kept
    twice = Twice(merger, layout, kept)
    for update in risen:
        accounts = [d for d in kept if d is not update]
        while (account := next((d for d in accounts if d.dropped is None and is_account(update, d, merger)), None)) is not None:
            if (update.type == EXPLOSION and account.type in BLAST) or {update.type, account.type} <= FIRED:
                update.type, update.method = account.type, account.method
            twice.fold(update, account)
            account.cause, account.dropped = update, "how the toll that rose came about"
    return [d for d in kept if d.dropped is None]


def opens_risen(draft: Draft, reading: Reading) -> bool:
    """ارتفعت حصيلة ضحايا قصف السوق: whether an act stands, after the people it felled, in what a verb says to have risen."""
    before = (m for m in reading.sentences[draft.sentence].mentions if 0 < draft.head.mention.first - m.last <= BEFORE)
    return any(m.kind == "result" and m.data["result"].lexeme.data.get("update") for m in before)


def is_account(update: Draft, draft: Draft, merger: Merger) -> bool:
    """Whether a draft told soon after a risen toll can be how it came about: violence at that place, and at no point beside it."""
    if not 0 < draft.sentence - max(update.sentences()) <= REACH or draft.type not in LOOSE_TYPES or draft.status != update.status:
        return False
    if draft.resolved.get("turned") or draft.head.also or merger.conflict(update, draft) or merger.other_points(update, draft):
        return False
    if not draft.get("scene"):
        return True
    same = at_one(update, draft, merger) or bool(things(update) & things(draft))
    return merger.scenes_meet(update, draft) and (same or not draft.resolved.get("placed"))


def at_one(update: Draft, draft: Draft, merger: Merger) -> bool:
    """Whether the places of an account are the very ones of the update, none of them a whole province or country."""
    rows = [{r["id"] for r in merger.rows_of(d) if r["kind"] not in WIDE} for d in (update, draft)]
    return bool(rows[0] & rows[1])


def things(draft: Draft) -> set[str]:
    """The kinds of things that were hit."""
    return {m.data["object"] for slot in ("target", "thing") for m in draft.get(slot) if m.kind == "object" and m.data.get("object")}
