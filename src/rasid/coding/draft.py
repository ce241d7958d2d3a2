"""Working records of the coder: heads (verbs and nouns that govern), and drafts of events. Mutable, and gone after the report."""

from __future__ import annotations

from typing import Any

import msgspec

from rasid.lexicon.matcher import Reading as Sense
from rasid.model import Mention

FINITE = ("pf", "im")
AIMED_AT = ("place", "object", "person", "party")  # kinds of mentions that a strike can be aimed at
FIRED = frozenset(("shelling", "air_strike", "drone_strike"))  # types of fire from afar, which two words for one act may tell as another
NO_PARTY = {"unit": None, "weapon": None, "area": False}  # what a mention made a party's must say beside which party


class Head(msgspec.Struct, eq=False):
    """A word that governs others in its sentence. `finite`: whether it stands as a verb does; `data`: what its entry says."""

    mention: Mention
    kind: str  # event, light, result, speech
    sense: Sense
    sentence: int
    clause: int
    frame: dict[str, Any] = {}
    bare: list[Mention] = []
    of: list[Mention] = []
    preps: list[tuple[str, Mention]] = []
    pre: list[Mention] = []
    parts: list[tuple[Mention, Mention]] = []
    times: list[Mention] = []
    means: list[Mention] = []
    homes: list[Mention] = []  # where its people are from (أصيب شاب من بلدة …)
    governor: Head | None = None
    governor_prep: str | None = None
    subject_event: Head | None = None
    carried: Head | None = None
    carrier: Head | None = None
    relative: bool = False
    said_by: Head | None = None
    cues: list[tuple[str, Mention]] = []
    beside: bool = False
    when: bool = False  # opens a clause that tells when or how it came about (حين سقطت قذيفة)
    also: bool = False  # begins a clause with كما: by the same doer, where no other is told
    explains: bool = False  # begins a clause with إذ: how what was just told came about
    sibling: Head | None = None
    undergoes: bool = False  # what stands before the verb is what its pronoun means: its object
    inner: bool = False  # a noun within a phrase that no known verb governs (قضية اغتيال): something stands right before it

    finite: bool = False
    data: dict[str, Any] = {}

    def __post_init__(self) -> None:
        self.finite = self.sense.sense.pos in FINITE or self.kind == "result"
        self.data = self.sense.lexeme.data

    def has_subject(self) -> bool:
        """Whether a verb's doer, or what undergoes it, is told beside it: by a noun or an event."""
        return bool(self.bare) or self.subject_event is not None or any(m.prep is None and m.kind != "place" for m in self.pre)


class Draft(msgspec.Struct, eq=False):
    """An event in the making. Slots hold mentions; `heads` are the words that tell it, the first one, `head`, naming it."""

    heads: list[Head]
    type: str
    family: str | None
    slots: dict[str, list[Mention]] = {}
    effects: list[dict[str, Any]] = []
    times: list[Mention] = []
    sources: list[dict[str, Any]] = []
    containers: dict[int, Mention] = {}
    borders: list[Mention] = []
    method: str | None = None
    status: str = "asserted"
    outcome: str | None = None
    background: bool = False
    mutual: bool = False
    weapon: str | None = None
    support: set[int] = set()
    cause: Draft | None = None
    related: list[tuple[Draft, str]] = []
    dropped: str | None = None
    sentence: int = 0
    flags: set[str] = set()
    attribution: dict[str, Any] = {}
    resolved: dict[str, Any] = {}
    extra_sentences: set[int] = set()
    head: Head = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.head = self.heads[0]

    def named_by(self, head: Head) -> None:
        """Puts a word before those that tell it."""
        self.head, self.heads = head, [head, *self.heads]

    def add(self, slot: str, mention: Mention) -> None:
        have = self.slots.setdefault(slot, [])
        for m in have:
            if m.span == mention.span:
                return
        have.append(mention)

    def get(self, slot: str) -> list[Mention]:
        return self.slots.get(slot, [])

    @property
    def told_dead(self) -> bool:
        """Whether anybody is told to have been killed in it."""
        return any(e["effect"] == "killed" and not e["zero"] for e in self.effects) if self.effects else False

    def sentences(self) -> set[int]:
        if len(self.heads) == 1:
            return {self.head.sentence, *self.extra_sentences}
        told = set(self.extra_sentences)
        for head in self.heads:
            told.add(head.sentence)
        return told


def frame_name(draft: Draft) -> str | None:
    return draft.head.data.get("frame")


def grouped(mentions: list[Mention]) -> list[list[Mention]]:
    """Bare arguments with what is joined to each by و kept together."""
    groups: list[list[Mention]] = []
    for m in mentions:
        if groups and m.conj:
            groups[-1].append(m)
        else:
            groups.append([m])
    return groups
