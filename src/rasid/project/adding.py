"""`rasid add`: what intake finds is stored, coded, tied to its reprints and linked, each report whole within one transaction.

Reports are coded before their transaction begins, so that the lock is held for milliseconds; a kill leaves a report whole or not there
at all. Adding the same once more does nothing, or what an interrupted run left undone.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection

from rasid.intake import Found, Notice
from rasid.intake import Outcome as Arrival
from rasid.model import InputError, RasidError, StoreError
from rasid.project.coding import Coded, Coder, Run
from rasid.project.incidents import link_events, told_in_families_of
from rasid.project.matching import Known
from rasid.project.recoding import known_of, settle
from rasid.store import reports, reprints
from rasid.store.engine import Change, Store
from rasid.store.reports import CONTEXT, Stored, hash_of, storable

What = Literal["added", "already there", "revised", "coded", "notice", "problem"]


# Reports that share a transaction: each commit waits for the disk, some milliseconds to some tens; writing so many takes a fifth of a
# second, and that long another writer waits. And how long what is coded may wait for company.
TOGETHER, PATIENCE_S = 16, 1.0


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one thing that was found. `events`: how many the report has now found in it; `changed`: what is new of a report that
    was there (text, published, title …)."""

    where: str
    what: What
    report_id: str | None = None
    events: int | None = None
    changed: list[str] = []
    problem: Notice | RasidError | None = None


class News(msgspec.Struct, frozen=True):
    """What a report that was found brings: nothing, itself, another text or context, a coding that is owed, or another way it was got."""

    kind: Literal["nothing", "new", "revised", "uncoded", "acquired"]
    stored: Stored | None = None
    changed: list[str] = []


class Ready(NamedTuple):
    """A report that brings something, coded and about to be written."""

    found: Found
    sha256: str
    news: News
    coded: Coded | None


class Adder:
    """Adds reports to a store, one after the other; a few of them share a transaction."""

    def __init__(self, store: Store, coder: Coder, who: str, lang: str = "ar", code: bool = True) -> None:
        self.store, self.coder, self.who, self.lang, self.code = store, coder, who, lang, code
        self.run = Run(store, coder, lang, who)
        self.hashed: tuple[bytes, str] = (b"", hashlib.sha256(b"").hexdigest())

    def add_all(self, arrivals: Iterable[Arrival]) -> Iterator[Outcome]:
        """What came of each, in order, once it is kept."""
        waiting: list[Outcome | Ready] = []
        since = time.monotonic()
        for arrival in arrivals:
            waiting.append(self.looked_at(arrival))
            if len(waiting) >= TOGETHER or time.monotonic() - since > PATIENCE_S:
                yield from self.kept(waiting)
                waiting, since = [], time.monotonic()
        yield from self.kept(waiting)
        self.run.finish()

    def looked_at(self, arrival: Arrival) -> Outcome | Ready:
        """What it is, and the events of what is new."""
        if isinstance(arrival, Notice):
            return Outcome(where=arrival.where, what="notice", problem=arrival)
        if isinstance(arrival, InputError):
            return Outcome(where=arrival.where, what="problem", problem=arrival)
        found, sha256 = sound(arrival), self.hash(arrival.raw)
        try:
            with self.store.reading() as connection:
                news = self.news(connection, found, sha256)
        except InputError as error:
            return Outcome(where=found.where, what="problem", report_id=found.report.id, problem=error)
        return self.outcome(found, news) if news.kind == "nothing" else Ready(found, sha256, news, self.coded(found, news))

    def kept(self, waiting: list[Outcome | Ready]) -> list[Outcome]:
        """Writes what is ready in one transaction; where that fails, each in its own, so that one report does not stop the others."""
        ready = [w for w in waiting if isinstance(w, Ready)]
        try:
            done = iter(self.written(ready))
        except StoreError:
            raise  # the database is full, locked, gone: that is no fault of a report
        except Exception:
            done = iter([outcome for one in ready for outcome in self.written_alone(one)])
        return [next(done) if isinstance(w, Ready) else w for w in waiting]

    def written_alone(self, one: Ready) -> list[Outcome]:
        """One report in a transaction of its own. What the database will not take is told in a sentence."""
        try:
            return self.written([one])
        except StoreError:
            raise
        except Exception as error:
            detail = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
            hint = "This is a fault of Rasid; please report it with the text."
            problem = RasidError(f"report {one.found.report.id} could not be kept ({detail}).", where=one.found.where, hint=hint)
            return [Outcome(where=one.found.where, what="problem", report_id=one.found.report.id, problem=problem)]

    def written(self, ready: list[Ready]) -> list[Outcome]:
        if not ready:
            return []
        run = self.run.number if any(r.coded is not None and r.coded.problem is None for r in ready) else None
        with self.store.writing(self.who) as change:
            return [self.write(change, one, run) for one in ready]

    def write(self, change: Change, one: Ready, run: int | None) -> Outcome:
        """Keeps what is still new of one report: somebody else may have added it meanwhile, or the same transaction."""
        found, coded = one.found, one.coded
        try:
            news = self.news(change.connection, found, one.sha256)
        except InputError as error:
            return Outcome(where=found.where, what="problem", report_id=found.report.id, problem=error)
        if news.kind == "nothing":
            return self.outcome(found, news)
        if news.kind != one.news.kind:
            coded = self.coded(found, news)
        count = self.keep(change, found, one.sha256, news, coded, run)
        return self.outcome(found, news, count, coded.problem if coded is not None else None)

    def hash(self, raw: bytes) -> str:
        """The hash of bytes; once for all rows of one file."""
        if self.hashed[0] is not raw:
            self.hashed = (raw, hashlib.sha256(raw).hexdigest())
        return self.hashed[1]

    def news(self, connection: Connection, found: Found, sha256: str) -> News:
        """What of it the store has not. Raises InputError where its id is another report's."""
        stored = reports.get(connection, found.report.id)
        if stored is None:
            return News("new")
        if stored.redacted or stored.masked:
            return News("nothing", stored)  # what was destroyed on purpose does not come back by the next collection
        refuse_namesake(stored, found)
        changed = changes(stored, found, sha256)
        if changed:
            return News("revised", stored, changed)
        if self.code and stored.run_id is None:
            return News("uncoded", stored)
        if stored.sha256 == sha256 and not reports.was_acquired(connection, found, sha256):
            return News("acquired", stored)
        return News("nothing", stored)

    def coded(self, found: Found, news: News) -> Coded | None:
        """Its events, as it will stand in the store; None where none are wanted, or none can be new."""
        due = news.kind in ("new", "uncoded") or (news.kind == "revised" and {"text", "published"} & set(news.changed))
        if not self.code or not due:
            return None
        report = reports.merged(news.stored, found.report) if news.stored is not None else found.report
        return self.coder.code(report, self.lang, found.where)

    def keep(self, change: Change, found: Found, sha256: str, news: News, coded: Coded | None, run: int | None) -> int | None:
        """Writes what is new, within one transaction and with one entry. Gives the number of events."""
        connection = change.connection
        reports.keep_bytes(connection, found.raw, sha256, found.media_type)
        acquisition = reports.acquired(connection, found, sha256)
        before: dict[str, Any] = {}
        stored = news.stored
        if coded is None or coded.problem is not None:
            run = None
        if stored is None:
            stored = reports.insert(connection, found, sha256, acquisition, run)
            known = Known(stored=stored, kept=[], made={}, tied=set(), older=lambda _: None)
        elif news.kind == "revised":
            before = {"text_hash": stored.text_hash} | {k: getattr(stored.report, k) for k in news.changed if k != "text"}
            stored = reports.revise(connection, stored, found, sha256, acquisition)
        after: dict[str, Any] = {"sha256": sha256, "text_hash": stored.text_hash, "revision": stored.revision, "acquisition": acquisition}
        after |= {k: getattr(stored.report, k) for k in ("published", *CONTEXT) if getattr(stored.report, k) is not None}
        also = self.tied(connection, stored, news) if news.kind in ("new", "revised") else set()
        action = {"new": "report.add", "revised": "report.revise", "uncoded": "report.code", "acquired": "report.acquire"}[news.kind]
        if coded is None or run is None:
            change.record(action, f"report:{stored.id}", before=before or None, after=after)
            if also:
                link_events(change, also, self.coder.pipeline(self.lang).lexicon)
            return None
        if news.stored is not None:
            known = known_of(connection, stored)
        settle(change, known, coded.drafts, self.coder.pipeline(self.lang), run, action, before, after, also)
        return len(coded.drafts)

    def tied(self, connection: Connection, stored: Stored, news: News) -> set[str]:
        """Ties a report to those that are the same text; the events of all reports whose family is another one now."""
        parted_from = set(reprints.untie(connection, stored.id)) if news.kind == "revised" else set()
        pairs = reprints.tie(connection, stored.id, stored.report.text, stored.report.outlet, stored.report.published, self.lang)
        changed = parted_from | {id_ for pair in pairs if pair.kind in reprints.FAMILY for id_ in (pair.a, pair.b)}
        return told_in_families_of(connection, changed)

    @staticmethod
    def outcome(found: Found, news: News, events: int | None = None, problem: Notice | RasidError | None = None) -> Outcome:
        said: dict[str, What] = {"new": "added", "revised": "revised", "uncoded": "coded", "acquired": "already there"}
        what = said.get(news.kind, "already there")
        return Outcome(where=found.where, what=what, report_id=found.report.id, events=events, changed=news.changed, problem=problem)


def sound(found: Found) -> Found:
    """A report as both databases can hold it, and as it is coded, quoted and hashed from here on."""
    report = found.report
    fields = {k: storable(v) if isinstance(v := getattr(report, k), str) else v for k in ("id", "text", "published", *CONTEXT)}
    name, address = storable(found.name), storable(found.address)
    return msgspec.structs.replace(found, report=msgspec.structs.replace(report, **fields), name=name, address=address)


def changes(stored: Stored, found: Found, sha256: str) -> list[str]:
    """What the report found has otherwise than the one stored. The same bytes cannot say otherwise, only more: what differs there is
    what the person said beside them (--published), and that fills gaps."""
    changed = ["text"] if hash_of(found.report.text) != stored.text_hash else []
    for key in ("published", *CONTEXT):
        new, old = getattr(found.report, key), getattr(stored.report, key)
        if new is not None and new != old and (old is None or stored.sha256 != sha256):
            changed.append(key)
    return changed


def refuse_namesake(stored: Stored, found: Found) -> None:
    """Two outlets that number their reports alike must not overwrite each other. Raises InputError."""
    ours, theirs = stored.report.outlet, found.report.outlet
    if ours and theirs and ours != theirs and hash_of(found.report.text) != stored.text_hash:
        hint = "Give ids that are unique in the project, for instance with the outlet in front."
        raise InputError(f"the id {stored.id!r} is that of a report of {ours} already.", where=found.where, hint=hint)
