"""What programs get: the records as the project has them, and what stands around them. Their JSON Schemas are made from these classes.

Keys are always there; what is not known is null.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from rasid.linking.incident import Incident
from rasid.model.event import Event, Names

Json = Any


class About(Struct, frozen=True, kw_only=True):
    """Where one is and in whose name. `scopes`: what this token may do."""

    rasid: str
    project: str
    person: str
    scopes: list[str]


class DecisionAnswer(Struct, frozen=True, kw_only=True):
    """What a person decided of one field: `state`, `event` (the whole, of one that a person added) or a field of the record."""

    id: int
    field: str
    value: Json
    who: str
    at: str
    why: str | None
    undone: bool
    entry: int


class EventAnswer(Struct, frozen=True, kw_only=True):
    """An event as it stands: the record with every human value in place. `version`: names what it says now; `orphaned`: reviewed, and no
    longer found by the coder; `text_hash`: of the text that its spans count."""

    id: str
    report_id: str
    incident_id: str | None
    state: str
    orphaned: bool
    version: str
    text_hash: str
    updated: str
    record: Event
    decisions: list[DecisionAnswer] | None = None


class Found(Struct, frozen=True, kw_only=True):
    """An event of a list. `score` and `snippet` where words were asked for."""

    id: str
    day: str | None
    state: str
    incident_id: str | None
    record: Event
    score: float | None = None
    snippet: Json = None


class EventPage(Struct, frozen=True, kw_only=True):
    """`next`: the cursor of the next page, null on the last. `undated`: how many fit but for their time; `notes`: what was understood."""

    events: list[Found]
    next: str | None
    undated: int | None = None
    notes: list[str] = []


class ReportAnswer(Struct, frozen=True, kw_only=True):
    """A report. `text` and `events` where one is asked for alone; `family`: the same for reprints; `redacted`, `masked`: when all, or some
    words, were destroyed; `claim`: who has it before him, until when."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    lang: str | None
    state: str
    added: str
    revision: int
    text_hash: str
    family: str
    redacted: str | None
    masked: str | None
    text: str | None = None
    claim: Json = None
    events: list[EventAnswer] | None = None
    reprints: list[Json] | None = None


class ReportPage(Struct, frozen=True, kw_only=True):
    reports: list[ReportAnswer]
    next: str | None


class AddedAnswer(Struct, frozen=True, kw_only=True):
    """What came of one report. `what`: added, revised, coded, already there, notice or problem; `events`: how many it has."""

    where: str
    what: str
    report_id: str | None
    events: int | None
    problem: str | None = None


class AddedList(Struct, frozen=True, kw_only=True):
    """`more`: there was more than one request takes; send the rest again."""

    reports: list[AddedAnswer]
    more: bool


class IncidentAnswer(Struct, frozen=True, kw_only=True):
    """One happening. `id`: the one it has now, where another was asked for; `version`: names the accounts it has now."""

    id: str
    version: str
    record: Incident


class IncidentPage(Struct, frozen=True, kw_only=True):
    incidents: list[IncidentAnswer]
    next: str | None
    notes: list[str] = []


class AccountAnswer(Struct, frozen=True, kw_only=True):
    """An account of an incident: an event, and the report that tells it."""

    id: str
    report_id: str
    outlet: str | None
    published: str | None
    state: str
    record: Event


class ProposedMerge(Struct, frozen=True, kw_only=True):
    """Another incident that may be the same: the best pair, its score and why. `version`: of the other, as a merge asks for it."""

    incident: str
    version: str
    mine: str
    other: str
    score: float
    pairs: int
    levels: Json


class BondAnswer(Struct, frozen=True, kw_only=True):
    """A merge (`must`) or split (`cannot`) of a person that still binds; `entry`: by which it is taken back."""

    entry: int
    kind: str
    who: str
    at: str
    why: str | None
    pairs: list[list[str]]


class Accounts(Struct, frozen=True, kw_only=True):
    incident: str
    version: str
    accounts: list[AccountAnswer]
    proposals: list[ProposedMerge]
    bonds: list[BondAnswer]


class Regrouped(Struct, frozen=True, kw_only=True):
    """What a merge or split came to. `written`: incidents made anew; `gone`: ids that lead on to others now."""

    incident: str | None
    written: list[str]
    gone: list[str]


class QueueRow(Struct, frozen=True, kw_only=True):
    """A report of the queue: why it comes before others, in points; codes of its undecided events, never words of the report."""

    id: str
    outlet: str | None
    published: str | None
    added: str
    stage: str
    reprint: bool
    undecided: int
    score: float
    points: Json
    events: list[Json]
    flags: list[str]
    claim: Json


class QueuePage(Struct, frozen=True, kw_only=True):
    reports: list[QueueRow]
    waiting: int
    next: str | None


class Claimed(Struct, frozen=True, kw_only=True):
    """`report`: null where nothing is free."""

    report: str | None
    until: str | None


class FilterAnswer(Struct, frozen=True, kw_only=True):
    id: int
    name: str
    query: str


class FilterList(Struct, frozen=True, kw_only=True):
    filters: list[FilterAnswer]


class Entry(Struct, frozen=True, kw_only=True):
    """A party or source of the data. `layer`: built-in, yours or project; `events`: how many of the project name it; null: not counted."""

    id: str
    names: Names
    layer: str
    entry: Json
    events: Json = None


class EntryPage(Struct, frozen=True, kw_only=True):
    entries: list[Entry]
    all: int
    next: str | None


class PlaceAnswer(Struct, frozen=True, kw_only=True):
    id: str
    names: Names
    layer: str
    place: Json
    match: str | None = None
    events: Json = None
    namesakes: list[Json] | None = None
    near: list[Json] | None = None


class PlacePage(Struct, frozen=True, kw_only=True):
    places: list[PlaceAnswer]
    all: int
    next: str | None


class Codebook(Struct, frozen=True, kw_only=True):
    """What is coded: types with their boundaries and methods, weapons, objects, kinds of parties, doubts."""

    types: Json
    weapons: Json
    objects: Json
    party_kinds: Json
    flags: list[str]


class JobAnswer(Struct, frozen=True, kw_only=True):
    """Work in the background. `state`: waiting, running, done, failed or cancelled; `done` of `total`; `result`: where it is
    done."""

    state: str | None
    done: int
    total: int
    problem: str
    result: Json = None


class FeedAnswer(Struct, frozen=True, kw_only=True):
    """A feed that is watched. `checked`, `next`: when it was asked last, and is asked next at the earliest; `failures` running."""

    address: str
    title: str | None
    items: int
    checked: str | None
    next: str | None
    failures: int
    problem: str | None


class FeedList(Struct, frozen=True, kw_only=True):
    """The feeds that are watched, by address; `work`: how asking them goes, or went last."""

    feeds: list[FeedAnswer]
    work: JobAnswer


class UpkeepAnswer(Struct, frozen=True, kw_only=True):
    """The whole project coded or linked anew. `look`: what coding would change; its `result`: `version` of the data, `reports` tried, the
    `tally` of what would change, and the first of them as `moved`."""

    look: JobAnswer
    recode: JobAnswer
    link: JobAnswer


class MadeFile(Struct, frozen=True, kw_only=True):
    """An export made in the background. `work`: how far it is; `ready`: whether the file can be had; the rest once it is made:
    `incidents` in it, `held_back` by the profile, `bytes`."""

    name: str
    format: str
    profile: str
    work: JobAnswer
    ready: bool
    incidents: int | None = None
    held_back: int | None = None
    bytes: int | None = None


class ProposalAnswer(Struct, frozen=True, kw_only=True):
    """What somebody would teach. `state`: proposed, approved or refused; `findings`: of the lint; `look`: what it would change."""

    id: int
    kind: str
    entry: Json
    state: str
    who: str
    at: str
    said: str | None
    findings: list[str]
    decided_by: str | None
    decided: str | None
    why: str | None
    undoes: int | None
    recoded: str | None
    look: JobAnswer | None = None
    take: JobAnswer | None = None


class ProposalPage(Struct, frozen=True, kw_only=True):
    proposals: list[ProposalAnswer]
    waiting: int
    next: str | None


class Hit(Struct, frozen=True, kw_only=True):
    """A report or event with the words asked for."""

    kind: str
    id: str
    title: str | None
    published: str | None
    outlet: str | None
    score: float | None
    snippet: Json


class SearchPage(Struct, frozen=True, kw_only=True):
    hits: list[Hit]
    next: str | None
    notes: list[str]


class LogEntry(Struct, frozen=True, kw_only=True):
    """An entry of the audit log; `destroyed`: a redaction took what it says."""

    seq: int
    at: str
    who: str
    action: str
    subject: str
    before: Json
    after: Json
    why: str | None
    destroyed: bool


class LogPage(Struct, frozen=True, kw_only=True):
    entries: list[LogEntry]
    next: str | None


class Verified(Struct, frozen=True, kw_only=True):
    entries: int
    destroyed: int
    whole: bool
    problems: list[Json]


class Head(Struct, frozen=True, kw_only=True):
    """The end of the audit log; null in a log without an entry."""

    project: str
    seq: int
    hash: str
    at: str


class Overview(Struct, frozen=True, kw_only=True):
    """What the start page tells."""

    reports: int
    waiting: int
    came_in: Json
    decided: Json
    runs: Json
    feeds: Json
    doubts: Json


class ReleaseAnswer(Struct, frozen=True, kw_only=True):
    """`state`: draft, declined, void (the project lets out something else by now) or published."""

    version: str
    released: str
    profile: str
    rows: int
    digest: str
    needed: int
    signed: int
    published: str | None
    state: str


class ReleaseTold(Struct, frozen=True, kw_only=True):
    """One release. Of one that is being made, its version and `work` alone. `signers` and `note`: for who may know; `why`: it was declined,
    or is void; `package`: whether it can be had here."""

    version: str
    title: str | None = None
    released: str | None = None
    profile: str | None = None
    state: str | None = None
    rows: int | None = None
    digest: str | None = None
    needed: int | None = None
    signed: int | None = None
    signers: list[str] | None = None
    published: str | None = None
    note: str | None = None
    why: str | None = None
    package: bool = False
    work: JobAnswer | None = None


class ReleaseList(Struct, frozen=True, kw_only=True):
    releases: list[ReleaseAnswer]


class Preview(Struct, frozen=True, kw_only=True):
    """What a release would let out, hold back and change; `last`: what would differ from the last one."""

    profile: str
    leaves: int
    accounts: int
    held: dict[str, int]
    changed: dict[str, int]
    last: Json


class ChangeAnswer(Struct, frozen=True, kw_only=True):
    """A record as it is now, or that it is gone. `kind`: report, event or incident, of which one is there unless it is gone; `now`: of an
    incident that is gone, the one that stands for it, where one does."""

    kind: str
    id: str
    gone: bool
    report: ReportAnswer | None = None
    event: EventAnswer | None = None
    incident: IncidentAnswer | None = None
    now: str | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """`next`: the cursor to go on from, also where there is nothing more for now; `more`: whether there is."""

    changes: list[ChangeAnswer]
    next: str
    more: bool
