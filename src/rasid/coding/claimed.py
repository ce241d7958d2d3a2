"""Which places of a sentence its events took, and where its clauses open."""

from __future__ import annotations

from rasid.coding.draft import Draft
from rasid.model import Sentence


def claimed(drafts: list[Draft]) -> set[int]:
    """Where the places stand that an event of a sentence took, or that hold one."""
    taken = set()
    for d in drafts:
        for slot in ("scene", "origin", "destination"):
            if slot in d.slots:
                for m in d.slots[slot]:
                    taken.add(m.first)
        for c in d.containers.values():
            taken.add(c.first)
    return taken


def last_clause(sentence: Sentence, kind: str, before: int) -> int:
    """Where the last clause of a kind opens before a word; -1 where none does."""
    opens = -1
    for m in sentence.mentions:
        if m.kind == "clause" and m.data["clause"] == kind and m.first < before:
            opens = m.first
    return opens


def parted(draft: Draft, other: Draft, sentence: Sentence) -> bool:
    """Whether a word that opens another clause (فيما، بينما) stands between two events."""
    first, last = sorted((draft.head.mention.first, other.head.mention.first))
    return any(m.kind == "clause" and m.data["clause"] == "circumstance" and first < m.first < last for m in sentence.mentions)
