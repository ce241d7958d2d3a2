"""What stands where a closed list is meant: groups of people, relations, ids of rows, the names of what has an id.

The coder writes nothing else there, but a person who corrects a record may have typed anything, a name too. What leaves is on the list; of
parties and sources in whose names a listed person stands, what kind they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from rasid.lexicon import Lexicon
from rasid.lexicon.remembered import remembered
from rasid.model import Event, Initiator, Source, Target, Toll
from rasid.model.event import Names

KEPT = 4096  # parties and sources remembered
RELATIONS = frozenset(("told_with", "response_to", "part_of"))
ANY_RELATION = "related"  # what stands for a relation in somebody's own words
ROW = re.compile(r"[ts][1-9]\d{0,3}")  # as the coder numbers rows of a toll and sources
Known = tuple[str | None, Names]
P = TypeVar("P", Initiator, Target)


class Closed:
    """Puts what is on the lists in place of what is not. `is_person`: whether a text names somebody whom the project lists."""

    def __init__(self, lexicon: Lexicon, is_person: Callable[[str], bool]) -> None:
        self.lexicon, self.is_person = lexicon, is_person
        self.groups = frozenset(g for x in lexicon.compiled.lexemes for g in x.data.get("groups") or ())
        self.party_of = remembered(KEPT, self.known_party)
        self.source_of = remembered(KEPT, self.known_source)

    def known_party(self, actor: str) -> Known:
        return self.known(actor, self.lexicon.parties.get(actor))

    def known_source(self, source: str) -> Known:
        return self.known(source, self.lexicon.sources.get(source) or self.lexicon.parties.get(source))

    def known(self, id_: str, row: Mapping[str, Any]) -> Known:
        """The id with the names that the data has for it; neither, where a listed person's name stands in them."""
        names = dict(row.get("names") or {})
        return (None, {}) if any(map(self.is_person, (*names.values(), id_.replace("-", " ")))) else (id_, names)

    def event(self, event: Event) -> Event:
        """The same where nothing in it is beside the lists."""
        if self.fits(event):
            return event
        rows, sources = fresh((row.id for row in event.toll), "t"), fresh((source.id for source in event.sources), "s")
        return msgspec.structs.replace(
            event,
            initiators=[renumbered(self.party(p), sources, "by") for p in event.initiators],
            targets=[self.party(p) for p in event.targets],
            sources=[renumbered(self.source(s), sources, "id") for s in event.sources],
            toll=[renumbered(renumbered(self.row(row), rows, "id", "part_of", "supersedes"), sources, "by") for row in event.toll],
            related=[r if r.relation in RELATIONS else msgspec.structs.replace(r, relation=ANY_RELATION) for r in event.related],
        )

    def fits(self, event: Event) -> bool:
        """Whether nothing in it is beside the lists, as in most."""
        parties: list[Initiator | Target] = [*event.initiators, *event.targets]
        for party in parties:
            if party.actor is not None and self.party_of(party.actor) != (party.actor, party.names):
                return False
        for row in event.toll:
            if not ROW.fullmatch(row.id) or (row.groups and not self.groups.issuperset(row.groups)):
                return False
            if row.actor is not None and self.party_of(row.actor)[0] is None:
                return False
        for source in event.sources:
            if not ROW.fullmatch(source.id) or (
                source.source is not None and self.source_of(source.source) != (source.source, source.names)
            ):
                return False
        return not event.related or all(r.relation in RELATIONS for r in event.related)

    def party(self, party: P) -> P:
        if party.actor is None:
            return party
        actor, names = self.party_of(party.actor)
        return party if actor == party.actor and names == party.names else msgspec.structs.replace(party, actor=actor, names=names)

    def source(self, source: Source) -> Source:
        if source.source is None:
            return source
        id_, names = self.source_of(source.source)
        return source if id_ == source.source and names == source.names else msgspec.structs.replace(source, source=id_, names=names)

    def row(self, row: Toll) -> Toll:
        if row.groups and not self.groups.issuperset(row.groups):
            row = msgspec.structs.replace(row, groups=[g for g in row.groups if g in self.groups])
        return msgspec.structs.replace(row, actor=None) if row.actor is not None and self.party_of(row.actor)[0] is None else row


def fresh(ids: Iterable[str], letter: str) -> dict[str, str]:
    """For ids that somebody has typed, such as the coder would give."""
    there = list(ids)
    free = (id_ for n in range(1, 10_000) if (id_ := f"{letter}{n}") not in there)
    return {id_: next(free) for id_ in there if not ROW.fullmatch(id_)}


R = TypeVar("R", Initiator, Source, Toll)


def renumbered(record: R, ids: Mapping[str, str], *fields: str) -> R:
    """The record with new ids in these fields."""
    new = {f: ids[id_] for f in fields if (id_ := getattr(record, f)) in ids} if ids else {}
    return msgspec.structs.replace(record, **new) if new else record
