"""Small figures of people at risk are left out: three girls held in one village are three families that all know each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from rasid.model import Event, Target, Toll
from rasid.publish.policy.classes import Sensitive

SUPPRESSED = "figures-suppressed"
FLAG = "figure-suppressed"  # of an event: so that no figure is not taken for none told


class Suppressor:
    """Leaves out rows of tolls, and how many people a target is. `least`: by class, below how many people a figure stays in the house."""

    def __init__(self, classes: Iterable[Sensitive], least: Mapping[str, int]) -> None:
        self.classes = [(c, least[c.id]) for c in classes if c.id in least]
        self.types = frozenset().union(*(c.types for c, _ in self.classes))
        self.by_groups = all(c.groups or not c.effects for c, _ in self.classes)  # no class takes in a row that tells no group

    def event(self, event: Event) -> Event:
        """The event without its small figures, and without those by which they could be worked out; the same where there is none."""
        if self.by_groups and event.type not in self.types and not any(row.groups for row in event.toll):
            return event
        gone = {row.id for row in event.toll for c, least in self.classes if self.small(event, row, c, least)}
        targets = [self.target(event, target) for target in event.targets]
        if not gone and all(a is b for a, b in zip(targets, event.targets, strict=True)):
            return event
        gone |= beside(event.toll, gone)
        toll = [row for row in event.toll if row.id not in gone]
        left = {row.id for row in toll}
        toll = [msgspec.structs.replace(row, part_of=held(row.part_of, left), supersedes=held(row.supersedes, left)) for row in toll]
        return msgspec.structs.replace(event, targets=targets, toll=toll, flags=sorted({*event.flags, FLAG}))

    def target(self, event: Event, target: Target) -> Target:
        """The target without how many people it is, where that is as small; of things it may be told."""
        if target.count is None or target.object is not None:
            return target
        of = (least for c, least in self.classes if event.type in c.types or any(c.counts(row) for row in event.toll))
        return msgspec.structs.replace(target, count=None) if any(0 < target.count < least for least in of) else target

    @staticmethod
    def small(event: Event, row: Toll, of: Sensitive, least: int) -> bool:
        """Whether a figure is of this class and below its least; none (0) and words without a figure tell nothing of anyone."""
        if event.type not in of.types and not of.counts(row):
            return False
        return any(f is not None and 0 < f < least for f in (row.min, row.max))


def beside(toll: list[Toll], gone: set[str]) -> set[str]:
    """The other parts of a whole of which one is gone (less the others it would give it back), its own parts, and what corrects it."""
    wholes = {row.part_of for row in toll if row.id in gone and row.part_of}
    parts = {row.id for row in toll if row.part_of in wholes | gone}
    chain = {row.id for row in toll if row.supersedes in gone} | {row.supersedes for row in toll if row.id in gone and row.supersedes}
    return parts | {id_ for id_ in chain if id_}


def held(id_: str | None, left: set[str]) -> str | None:
    return id_ if id_ in left else None
