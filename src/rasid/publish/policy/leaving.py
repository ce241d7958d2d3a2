"""The last step of a policy: of records whose places and figures are as they may be, the fields that a profile lists and no other, with
pseudonyms in place of ids and names, and words of reports only where they do not tell what was taken out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from rasid.lexicon import Lexicon
from rasid.linking.incident import Incident
from rasid.model import Event, UsageError
from rasid.publish.material import Read, Told
from rasid.publish.policy.fields import named
from rasid.publish.policy.names import TAKEN_OUT, Scrubber, listed
from rasid.publish.policy.places import COARSER, GONE
from rasid.publish.policy.profile import Profile
from rasid.publish.policy.pseudonyms import IDS, Pseudonyms
from rasid.publish.policy.sieve import Change, sieve
from rasid.publish.policy.small import FLAG, SUPPRESSED
from rasid.store.keys import key_of

WORDS_LEFT_OUT, RELATED_LEFT_OUT, ACCOUNTS_LEFT_OUT = "words-left-out", "related-left-out", "accounts-left-out"
OF_WHAT_STAYS = (ACCOUNTS_LEFT_OUT, RELATED_LEFT_OUT)  # changes that are not told of single records: they say that there is more
TELLING = frozenset((COARSER, GONE, SUPPRESSED))  # changes that the report's own words would undo
# Fields that hold words of reports, and those that hold names of outlets.
WORDS = frozenset(n for n in named("event.*") if n.endswith(".text")) | {"event.initiators.unit", "report.title"}
POINTING = frozenset(("report.url",))  # leads to all of the words
OUTLETS = frozenset(("report.outlet", "incident.outlets", "incident.accounts.outlet", "incident.claims.outlet"))
PUBLISHED = frozenset(("report.published", "incident.accounts.published", "incident.claims.published"))
# What may have names without an id, and where the id stands: such names are the report's words.
NAMED = {"initiators": "actor", "targets": "actor", "sources": "source"}


class Leaving:
    """The fields of a profile, as functions over records."""

    def __init__(self, profile: Profile, folder: Path | None, lexicon: Lexicon) -> None:
        if (profile.pseudonyms or profile.people == "pseudonyms") and folder is None:
            raise UsageError(f"the profile {profile.id!r} gives pseudonyms and needs a project, whose key they are made with.")
        self.fields = self.allowed(profile)
        self.pseudonyms = Pseudonyms(key_of(folder)) if folder is not None and needs_key(profile) else None
        self.scrubber = self.scrubbing(profile, folder, lexicon)
        self.changes = self.changed(profile)
        quiet = self.fields - WORDS - POINTING
        self.incident = self.sieve(Incident, "incident.", self.fields)
        self.event, self.quiet_event = (self.sieve(Event, "event.", fields) for fields in (self.fields, quiet))
        self.read, self.quiet_read = (self.sieve(Read, "report.", fields) for fields in (self.fields, quiet))
        self.wordy = bool(self.fields & (WORDS | POINTING))
        self.ids = profile.pseudonyms

    @staticmethod
    def allowed(profile: Profile) -> frozenset[str]:
        return frozenset().union(*map(named, profile.fields))

    @staticmethod
    def scrubbing(profile: Profile, folder: Path | None, lexicon: Lexicon) -> Scrubber | None:
        if profile.people == "kept":
            return None
        key = Pseudonyms(key_of(folder)) if folder is not None and profile.people == "pseudonyms" else None
        instead = (lambda name: f"[{key.of('person', name)}]") if key is not None else (lambda name: "███")
        return Scrubber(lexicon, listed(folder / "data") if folder is not None else [], instead)

    def is_person(self, text: str) -> bool:
        """Whether a text names somebody whom the project lists, and whose name is to go."""
        return self.scrubber is not None and self.scrubber.is_person(text)

    def changed(self, profile: Profile) -> dict[str, Change]:
        """What is done to fields on their way out."""
        found: dict[str, Change] = {}
        if self.pseudonyms is not None:
            found |= {name: self.alias(kind, name.endswith("events")) for name, kind in IDS.items() if kind in profile.pseudonyms}
        if self.scrubber is not None:
            found |= dict.fromkeys(WORDS | OUTLETS, scrubbed(self.scrubber))
        if profile.published == "day":
            found |= dict.fromkeys(PUBLISHED, lambda text: text and text[:10])
        return found

    def alias(self, kind: str, many: bool) -> Change:
        assert self.pseudonyms is not None
        return partial(self.pseudonyms.each if many else self.pseudonyms.of, kind)

    def sieve(self, kind: type[msgspec.Struct], prefix: str, fields: frozenset[str]) -> Change:
        return sieve(kind, prefix, fields, self.changes) or (lambda record: record)

    def records(self, incident: Incident, told: Sequence[Told], changes: set[str]) -> tuple[Incident, list[Told]]:
        """The incident and its accounts as they leave; what is done to them goes into `changes`."""
        quiet = not changes.isdisjoint(TELLING)
        if quiet and self.wordy:
            changes.add(WORDS_LEFT_OUT)
        event, read = (self.quiet_event, self.quiet_read) if quiet else (self.event, self.read)
        inside = {t.event.id for t in told}
        out = []
        if self.scrubber is not None:
            self.scrubber.around(one.read.outlet for one in told)
        for one in told:
            made = event(self.unnamed(self.related(one.event, inside, changes), quiet))
            if FLAG in one.event.flags and FLAG not in made.flags:  # said by the policy: it leaves whatever flags do
                made = msgspec.structs.replace(made, flags=[FLAG])
            out.append(Told(event=made, state=one.state, read=read(one.read)))
        leaves = self.incident(self.unworded(incident, quiet))
        if len(out) > 1 and "event" in self.ids:
            out.sort(key=lambda t: t.event.id)
            leaves = msgspec.structs.replace(leaves, accounts=by_event(leaves.accounts), claims=by_event(leaves.claims))
        if self.scrubber is not None and self.scrubber.took:
            changes.add(TAKEN_OUT)
            self.scrubber.took = False
        return leaves, out

    def related(self, event: Event, inside: set[str], changes: set[str]) -> Event:
        """The event with references only to what leaves beside it: whether another leaves is not known here."""
        left = [r for r in event.related if r.event in inside]
        if len(left) == len(event.related):
            return event
        changes.add(RELATED_LEFT_OUT)
        return msgspec.structs.replace(event, related=left)

    def unnamed(self, event: Event, quiet: bool) -> Event:
        """The event without names that only its report gives, where the words of that stay; where they leave, without names of people."""
        new = {}
        for field, id_ in NAMED.items():
            records = getattr(event, field)
            if any(getattr(r, id_) is None and r.names for r in records):
                leave = not quiet and f"event.{field}.text" in self.fields
                new[field] = [r if getattr(r, id_) is not None else self.renamed(r, leave) for r in records]
        return msgspec.structs.replace(event, **new) if new else event

    def unworded(self, incident: Incident, quiet: bool) -> Incident:
        """The incident likewise: of a party without an id its kind and country leave; nothing does where there are none of these either."""
        new = {}
        for field in ("initiators", "targets"):
            records = getattr(incident, field)
            if any(p.actor is None and p.names for p in records):
                leave = not quiet and f"event.{field}.text" in self.fields
                made = (p if p.actor is not None else self.renamed(p, leave) for p in records)
                new[field] = [p for p in made if p.actor is not None or p.names or p.kind]
        return msgspec.structs.replace(incident, **new) if new else incident

    def renamed(self, record: Any, leave: bool) -> Any:
        change = scrubbed(self.scrubber) if self.scrubber is not None else str
        return msgspec.structs.replace(record, names={lang: change(name) for lang, name in record.names.items()} if leave else {})


def by_event(records: list[Any]) -> list[Any]:
    return sorted(records, key=lambda record: record.event)


def needs_key(profile: Profile) -> bool:
    return bool(profile.pseudonyms) or profile.people == "pseudonyms"


def scrubbed(scrubber: Scrubber) -> Change:
    def change(value: Any) -> Any:
        if isinstance(value, list):
            return [scrubber.cleaned(v) for v in value]
        return scrubber.cleaned(value) if value else value

    return change
