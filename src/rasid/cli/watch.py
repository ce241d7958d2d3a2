"""`rasid watch`: reads feeds, and adds the reports that they bring."""

from __future__ import annotations

import math
import re
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from rasid.cli import options
from rasid.cli.add import Shown, summary, tell
from rasid.cli.code import finish
from rasid.cli.lines import isolated, safe
from rasid.cli.project_options import HERE, Folder, Who, person
from rasid.cli.talk import TALK
from rasid.model import UsageError

if TYPE_CHECKING:
    from rasid.project.watching import Watcher

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
NAP_S = 60.0  # a feed that another process adds is noticed within a minute

Addresses = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ADDRESS]...", help="Feeds to check; all that are watched where none is named. A new one is added.", show_default=False
    ),
]


def watch(
    addresses: Addresses = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="ADDRESS", help="Watch this feed too from now on, and end.", show_default=False)
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="ADDRESS", help="Watch this feed no longer, and end; its reports stay.", show_default=False),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the feeds, when each was checked, and what is wrong; and end.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Check the feeds that are due, and end (for cron).")] = False,
    every: Annotated[str, typer.Option(metavar="TIME", help="How often each feed is checked: 15m, 2h, 1d; not below 5m.")] = "15m",
    no_pages: Annotated[bool, typer.Option("--no-pages", help="Take what the feeds say; fetch no pages.")] = False,
    private: Annotated[bool, typer.Option("--private", help="Also addresses of this machine and of private networks.")] = False,
    lang: options.Lang = "ar",
    project: Folder = HERE,
    who: Who = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Read feeds (RSS, Atom), and add the reports that they bring, until stopped."""
    name, seconds = person(who), interval(every)
    from rasid.intake.fetching import Fetcher, checked_address
    from rasid.project.project import Project  # late: SQLAlchemy is slow to import
    from rasid.project.watching import Watcher

    with Project.open(project) as opened, Fetcher(private) as fetcher:
        watcher = Watcher(opened, fetcher, name, every=seconds, pages=not no_pages, lang=lang)
        for address in [*(add or []), *(addresses or [])]:
            if watcher.add(address):
                TALK.note("is watched from now on.", checked_address(address))
        for address in remove or []:
            watcher.remove(address)
            TALK.note("is watched no longer; what it brought stays.", address)
        if list_:
            show(watcher)
        if list_ or remove or (add and not addresses and not once):
            return
        only = [checked_address(a) for a in addresses] if addresses else None
        if not watcher.feeds(only):
            raise UsageError("no feed is watched.", hint="`rasid watch https://example.org/feed` begins.")
        with stopped_by_signal():
            watch_on(watcher, only, once)
    finish()


def interval(told: str) -> float:
    """15m, 2h, 1d as seconds. Raises UsageError."""
    found = re.fullmatch(r"(\d{1,6})\s*([smhd])", told.strip().lower())
    if not found:
        raise UsageError(f"{told!r} is not a time.", where="--every", hint="It looks like 15m, 2h or 1d.")
    return float(int(found[1]) * UNITS[found[2]])


def watch_on(watcher: Watcher, only: list[str] | None, once: bool) -> None:
    """One round after the other, each told as it comes. Ctrl-C ends it: what was being written is whole, or not there."""
    total: Counter[str] = Counter()
    pause = threading.Event()
    left = watcher.next_in(only)
    if once and left:
        TALK.note(f"no feed is due; the next is in {minutes(left)}.")
        return
    try:
        while True:
            found = tell(watcher.round(only), Shown.table)
            total += found
            if once:
                break
            if found["added"] or found["revised"]:
                TALK.note(summary(found))
            TALK.tell_errors()
            TALK.errors.clear()  # told as they come; a feed in trouble is no failure of watching
            left = watcher.next_in(only)
            pause.wait(min(NAP_S, left if left is not None else NAP_S))
    except KeyboardInterrupt:
        TALK.note("stopped.")
    TALK.note(summary(total))


def minutes(seconds: float) -> str:
    """As people say it: 1 minute, 14 minutes, 2 hours."""
    count, unit = (math.ceil(seconds / 60), "minute") if seconds < 2 * 3600 else (round(seconds / 3600), "hour")
    return f"{count} {unit}{'' if count == 1 else 's'}"


@contextmanager
def stopped_by_signal() -> Iterator[None]:
    """A service is ended by SIGTERM: the same as Ctrl-C."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def show(watcher: Watcher) -> None:
    """A line for each feed."""
    for feed in watcher.feeds():
        title = f" · {feed.title}" if feed.title else ""
        when = f"checked {feed.checked[:16]}Z, next {(feed.next_check or '')[:16]}Z" if feed.checked else "not checked yet"
        often = "failed" if feed.failures < 2 else f"failed {feed.failures} times running"
        trouble = f" · {often}: {feed.problem}" if feed.problem else ""
        print(isolated(safe(f"{feed.address}{title} · {len(feed.seen)} item{'' if len(feed.seen) == 1 else 's'} · {when}{trouble}")))
