"""Watching feeds: which, when each is asked next, and what came of it.

What a feed brings is added as by `rasid add`, each report whole; only then is it noted that the feed's items have been seen. Stopped at any
moment, the next check goes on where this one was, and brings nothing twice. A feed in trouble is left alone longer each time, and never
keeps the others waiting. This reads what outlets have published, minutes or hours after; it is no tracking of what goes on now.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection

from rasid.intake.feeds import FEED_TYPES, PAGE_TYPES, Feed, Item, as_page, as_report, read_feed
from rasid.intake.fetching import Answer, Fetcher, FetchError, checked_address
from rasid.intake.found import Notice
from rasid.intake.found import Outcome as Arrival
from rasid.model import InputError, UsageError
from rasid.project.adding import Outcome
from rasid.project.project import Project
from rasid.store.engine import as_json, written
from rasid.store.schema import feeds

EVERY_S = 900.0  # outlets bring some reports an hour; a quarter of an hour later is soon enough for a record that is kept for years
FLOOR_S = 300.0  # what people who run sites ask of programs at the most; a shorter interval would watch events, not reports
LONGEST_S = 86_400.0  # between two tries of a feed in trouble
GONE_S = 7 * 86_400.0
JITTER = 0.1  # so that feeds added together do not stay together
PAGE_TRIES = 5  # of a page that could not be fetched; then the feed's summary stays


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """A feed as the store has it. `seen`: what each of its items said last; `due`: items whose page is still to be fetched, and tries."""

    address: str
    etag: str | None = None
    modified: str | None = None
    checked: str | None = None
    next_check: str | None = None
    failures: int = 0
    problem: str | None = None
    title: str | None = None
    seen: dict[str, str] = {}
    due: dict[str, int] = {}


class Checked(NamedTuple):
    """What came of one feed: one outcome at a time while it is read, and in the end how the feed stands."""

    feed: Watched
    outcomes: list[Outcome]


class Watcher:
    """Watches the feeds of a project. `every`: seconds between two checks of one feed; `pages`: whether pages are fetched where a feed has
    only a summary."""

    def __init__(
        self,
        project: Project,
        fetcher: Fetcher,
        who: str,
        *,
        every: float = EVERY_S,
        pages: bool = True,
        lang: str = "ar",
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        chance: Callable[[], float] = random.random,
    ) -> None:
        if every < FLOOR_S:
            raise UsageError(f"feeds are not asked more often than every {FLOOR_S / 60:.0f} minutes.", where="--every")
        self.project, self.store, self.fetcher, self.who = project, project.store, fetcher, who
        self.every, self.pages, self.lang, self.now, self.chance = every, pages, lang, now, chance

    # Which -----------------------------------------------------------------------------------------------------------------------

    def add(self, address: str) -> bool:
        """Watches a feed from now on; False where it was watched already. Raises InputError."""
        address = checked_address(address)
        with self.store.writing(self.who) as change:
            if get(change.connection, address) is not None:
                return False
            change.connection.execute(sa.insert(feeds).values(address=address, failures=0))
            change.record("feed.add", f"feed:{address}")
        return True

    def remove(self, address: str) -> None:
        """Watches a feed no longer; what it brought stays. Raises UsageError where it is not watched."""
        address = address.strip()
        with self.store.writing(self.who) as change:
            known = get(change.connection, address) or get(change.connection, checked_address(address))
            if known is None:
                raise UsageError("this feed is not watched.", where=address, hint="`rasid watch --list` lists those that are.")
            change.connection.execute(sa.delete(feeds).where(feeds.c.address == known.address))
            change.record("feed.remove", f"feed:{known.address}", before={"checked": known.checked, "problem": known.problem})

    def feeds(self, only: Iterable[str] | None = None) -> list[Watched]:
        with self.store.reading() as connection:
            found = [watched(row) for row in connection.execute(sa.select(feeds).order_by(feeds.c.address)).mappings()]
        wanted = set(only) if only is not None else None
        return [f for f in found if wanted is None or f.address in wanted]

    # When ------------------------------------------------------------------------------------------------------------------------

    def round(self, only: Iterable[str] | None = None) -> Iterator[Outcome]:
        """Checks every feed that is due. What changes of a feed is written with it; that others were asked in vain, once at the end."""
        quiet: list[Watched] = []
        try:
            for feed in self.feeds(only):
                if feed.next_check is None or feed.next_check <= written(self.now()):
                    yield from self.check(feed, quiet)
        finally:
            self.keep_quiet(quiet)

    def next_in(self, only: Iterable[str] | None = None) -> float | None:
        """Seconds until the next feed is due; None where none is watched."""
        due = [f.next_check for f in self.feeds(only)]
        if not due:
            return None
        first = min(d or "" for d in due)
        return max(0.0, (dt.datetime.fromisoformat(first.replace("Z", "+00:00")) - self.now()).total_seconds()) if first else 0.0

    def later(self, seconds: float) -> str:
        return written(self.now() + dt.timedelta(seconds=seconds * (1 + JITTER * self.chance())))

    # What ------------------------------------------------------------------------------------------------------------------------

    def check(self, feed: Watched, quiet: list[Watched]) -> Iterator[Outcome]:
        """Asks one feed and adds what is new in it."""
        try:
            answer = self.fetcher.fetch(feed.address, FEED_TYPES, etag=feed.etag, modified=feed.modified)
            if answer.same:
                if not (feed.etag or feed.modified):
                    raise FetchError("the server says that nothing is new to one who never asked.", where=feed.address)
                found = None
            else:
                found = read_feed(answer, feed.address)
        except InputError as error:
            self.keep(self.failed(feed, error), feed, {"problem": error.what})
            yield Outcome(where=feed.address, what="problem", problem=named(error, feed.address))
            return
        fine = msgspec.structs.replace(
            feed,
            checked=written(self.now()),
            next_check=self.later(max(self.every, min((found.ttl or 0) * 60 if found else 0, LONGEST_S))),
            failures=0,
            problem=None,
        )
        if found is None and not feed.due:
            if feed.failures:
                self.keep(fine, feed, {})
            else:
                quiet.append(fine)
            return
        if found is None:  # nothing new, but pages are owed: the feed's words are needed again
            yield from self.check(msgspec.structs.replace(feed, etag=None, modified=None), quiet)
            return
        yield from self.take(fine, feed, answer, found, quiet)

    def take(self, fine: Watched, feed: Watched, answer: Answer, found: Feed, quiet: list[Watched]) -> Iterator[Outcome]:
        """Adds the items that are new, or say something else than before."""
        if found.note and feed.checked is None:
            yield Outcome(where=feed.address, what="notice", problem=Notice(found.note, feed.address))
        if answer.moved:
            notice = Notice(f"this feed has moved to {answer.moved}; watch it there.", feed.address)
            yield Outcome(where=feed.address, what="notice", problem=notice)
        fresh = [i for i in found.items if feed.seen.get(i.key) != i.print or i.key in feed.due]
        due: dict[str, int] = {}
        tally = {"added": 0, "revised": 0}
        for outcome in self.project.add_found(self.arrivals(fresh, answer, feed, due), who=self.who, lang=self.lang):
            tally[outcome.what] = tally.get(outcome.what, 0) + 1
            yield outcome
        seen = {item.key: item.print for item in found.items}
        done = msgspec.structs.replace(fine, etag=answer.etag, modified=answer.modified, title=found.title, seen=seen, due=due)
        if (done.etag, done.modified, done.seen, done.due, done.failures) == (feed.etag, feed.modified, feed.seen, feed.due, feed.failures):
            quiet.append(done)
        else:
            self.keep(done, feed, {"items": len(found.items), "new": len(fresh), **{k: v for k, v in tally.items() if v}})

    def arrivals(self, items: list[Item], answer: Answer, feed: Watched, due: dict[str, int]) -> Iterator[Arrival]:
        """Each item as a report, oldest first; one that fails is told, and stops no other."""
        for item in reversed(items):
            try:
                yield self.arrival(item, answer, feed, due)
            except InputError as error:
                yield named(error, f"{feed.address} item {item.number}")
            except Exception as error:  # readers of others' formats raise whatever they meet
                yield InputError(f"this item cannot be read ({type(error).__name__}).", where=f"{feed.address} item {item.number}")

    def arrival(self, item: Item, answer: Answer, feed: Watched, due: dict[str, int]) -> Arrival:
        tries = feed.due.get(item.key, 0)
        if self.pages and not item.whole and item.link and tries < PAGE_TRIES:
            try:
                page = self.fetcher.fetch(item.link, PAGE_TYPES)
                if page.media_type in PAGE_TYPES.split(", ") and (found := as_page(item, page, feed.address)) is not None:
                    return found
            except FetchError as error:
                if not error.gone and "robots.txt does not want" not in error.what:
                    due[item.key] = tries + 1
        return as_report(item, answer, feed.address)

    # Keeping ---------------------------------------------------------------------------------------------------------------------

    def failed(self, feed: Watched, error: InputError) -> Watched:
        """The feed after a failure: left alone twice as long each time, and as long as the server asks."""
        failures = feed.failures + 1
        wait = min(self.every * 2 ** min(failures, 12), LONGEST_S)
        if isinstance(error, FetchError):
            wait = max(wait, min(error.after or 0, GONE_S), GONE_S if error.gone else 0)
        return msgspec.structs.replace(
            feed, checked=written(self.now()), next_check=self.later(wait), failures=failures, problem=str(error.what)
        )

    def keep(self, feed: Watched, before: Watched, what: dict[str, Any]) -> None:
        """Writes how a feed stands, if it is still watched."""
        with self.store.writing(self.who) as change:
            if put(change.connection, feed):
                told = {"problem": before.problem} if before.problem else None
                change.record("feed.check", f"feed:{feed.address}", before=told, after={"checked": feed.checked, **what})

    def keep_quiet(self, feeds_: list[Watched]) -> None:
        """Writes that feeds were asked and had nothing new: one entry for all."""
        if not feeds_:
            return
        with self.store.writing(self.who) as change:
            done = [f.address for f in feeds_ if put(change.connection, f)]
            if done:
                change.record("feeds.unchanged", f"project:{self.store.settings.id}", after={"feeds": done})


def named(error: InputError, where: str) -> InputError:
    return error if error.where else InputError(error.what, where=where, hint=error.hint)


def watched(row: Any) -> Watched:
    details = json.loads(row["details"] or "{}")
    plain = {c: row[c] for c in ("address", "etag", "modified", "checked", "next_check", "failures", "problem")}
    return Watched(**plain, **{k: details[k] for k in ("title", "seen", "due") if k in details})


def get(connection: Connection, address: str) -> Watched | None:
    row = connection.execute(sa.select(feeds).where(feeds.c.address == address)).mappings().first()
    return watched(row) if row is not None else None


def put(connection: Connection, feed: Watched) -> bool:
    """Writes a feed that is there; False where it was removed meanwhile."""
    values = {c: getattr(feed, c) for c in ("etag", "modified", "checked", "next_check", "failures", "problem")}
    values["details"] = as_json({"title": feed.title, "seen": feed.seen, "due": feed.due})
    done = connection.execute(sa.update(feeds).where(feeds.c.address == feed.address).values(**values))
    return bool(done.rowcount)
