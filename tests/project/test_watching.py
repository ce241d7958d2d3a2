"""Feeds from a server of the tests: new reports are added once, nothing is sent twice, trouble is told and stops no other."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa

from rasid.intake.fetching import Fetcher, FetchError, checked_address
from rasid.model import InputError, UsageError
from rasid.project.project import Project
from rasid.project.watching import FLOOR_S, Watcher
from rasid.store.schema import audit, feeds, reports
from running import runner

LONG = (
    "قصفت قوات النظام بالمدفعية بلدة كفر زيتا في ريف حماة الشمالي، ما أدى إلى مقتل ثلاثة مدنيين. "
    + "وقال ناشطون إن القصف استمر ساعات. " * 20
)
RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>وكالة التجربة</title>{items}</channel></rss>"""
DATE = "Sat, 14 Dec 2019 10:00:00 +0200"
ITEM = "<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><description>{text}</description></item>"


class Site(BaseHTTPRequestHandler):
    """Gives what `pages` has: path → (status, headers, body); remembers what was asked."""

    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.pages, Site.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def feed(site: str, *items: tuple[str, str], encoding: str = "utf-8") -> bytes:
    written = "".join(ITEM.format(title=f"خبر {path}", link=f"{site}{path}", text=text, date=DATE) for path, text in items)
    return RSS.format(encoding=encoding, items=written).encode(encoding)


class Clock:
    def __init__(self) -> None:
        self.at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.at

    def pass_by(self, hours: float) -> None:
        self.at += dt.timedelta(hours=hours)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watcher(project: Project, clock: Clock) -> Iterator[Watcher]:
    with Fetcher(private=True, delay=0) as fetcher:
        yield Watcher(project, fetcher, "سلمى", now=clock, chance=lambda: 0.0)


def count(watcher: Watcher, table: sa.Table) -> int:
    with watcher.store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() or 0


def row(watcher: Watcher) -> Any:
    with watcher.store.reading() as connection:
        return connection.execute(sa.select(feeds)).mappings().one()


def test_what_is_new_is_added_once_and_what_is_the_same_not_sent_again(watcher: Watcher, site: str, clock: Clock) -> None:
    Site.pages["/rss"] = (200, {"ETag": '"1"', "Content-Type": "application/rss+xml"}, feed(site, ("/a", LONG)))
    assert watcher.add(f"{site}/rss") and not watcher.add(f"{site}/rss")
    assert [o.what for o in watcher.round()] == ["added"]
    assert not list(watcher.round())  # not due yet: nobody is asked
    clock.pass_by(1)
    assert not list(watcher.round()) and Site.asked[-1][1]["if-none-match"] == '"1"'
    Site.pages["/rss"] = (200, {"ETag": '"2"', "Content-Type": "application/rss+xml"}, feed(site, ("/b", LONG + "وخبر آخر."), ("/a", LONG)))
    clock.pass_by(1)
    assert [o.what for o in watcher.round()] == ["added"]
    with watcher.store.reading() as connection:
        told = connection.execute(sa.select(reports.c.url, reports.c.outlet, reports.c.published).order_by(reports.c.url)).all()
    assert [tuple(t) for t in told] == [(f"{site}/{n}", "وكالة التجربة", "2019-12-14T10:00:00+02:00") for n in "ab"]
    assert "Rasid/" in Site.asked[0][1]["user-agent"] and Site.asked[0][0] == "/robots.txt"


def test_a_summary_is_filled_by_its_page(watcher: Watcher, site: str) -> None:
    page = (
        f'<html lang="ar"><head><meta charset="utf-8"><title>ع</title></head><body><article><h1>ع</h1><p>{LONG}</p></article></body></html>'
    )
    Site.pages["/rss"] = (200, {}, feed(site, ("/a", "قصف على كفر زيتا…")))
    Site.pages["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, page.encode())
    watcher.add(f"{site}/rss")
    assert [o.what for o in watcher.round()] == ["added"]
    with watcher.store.reading() as connection:
        assert "ثلاثة مدنيين" in str(connection.execute(sa.text("SELECT text FROM texts")).scalar())


def test_robots_are_obeyed(watcher: Watcher, site: str) -> None:
    Site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /rss\n")
    Site.pages["/rss"] = (200, {}, feed(site, ("/a", LONG)))
    watcher.add(f"{site}/rss")
    assert "robots.txt" in str([o.problem for o in watcher.round()]) and "/rss" not in [path for path, _ in Site.asked]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((503, {}, b""), "in trouble"),
        ((429, {"Retry-After": "7200"}, b""), "less often"),
        ((200, {"Content-Type": "text/html"}, b"<html><body>x</body></html>"), "a page, not a feed"),
        ((200, {}, b"<rss><channel><item>"), "no feed that can be read"),
        ((200, {}, b""), "empty"),
        ((302, {"Location": "/rss"}, b""), "leads on"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * 17_000_000)), "larger than"),
    ],
)
def test_trouble_is_told_and_the_feed_left_alone_longer(
    watcher: Watcher, site: str, clock: Clock, answer: tuple[int, dict[str, str], bytes], said: str
) -> None:
    Site.pages["/rss"], Site.pages["/good"] = answer, (200, {}, feed(site, ("/a", LONG)))
    watcher.add(f"{site}/rss")
    first = list(watcher.round())
    assert said in str(first[0].problem) and row(watcher)["failures"] == 1
    waits = dt.datetime.fromisoformat(row(watcher)["next_check"].replace("Z", "+00:00")) - clock.at
    assert waits >= dt.timedelta(hours=2) if answer[0] == 429 else waits == dt.timedelta(minutes=30)
    watcher.add(f"{site}/good")
    assert [o.what for o in watcher.round()] == ["added"]  # the other is not kept waiting


def test_windows_1256_is_read(watcher: Watcher, site: str) -> None:
    Site.pages["/rss"] = (200, {"Content-Type": "text/xml"}, feed(site, ("/a", LONG), encoding="windows-1256"))
    watcher.add(f"{site}/rss")
    assert [o.events for o in watcher.round()] == [1]


def test_private_addresses_are_refused(site: str) -> None:
    with Fetcher() as fetcher:
        for address in (f"{site}/rss", "http://localhost/x", "http://169.254.169.254/latest", "http://[::1]/"):
            with pytest.raises(FetchError, match="private network"):
                fetcher.fetch(address)
    for bad in ("ftp://example.org/x", "file:///etc/passwd", "https://a:b@example.org/"):
        with pytest.raises(InputError):
            checked_address(bad)


def test_no_feed_is_asked_too_often(project: Project) -> None:
    with Fetcher(delay=0) as fetcher, pytest.raises(UsageError):
        Watcher(project, fetcher, "س", every=FLOOR_S - 1)


def test_removing_keeps_what_it_brought(watcher: Watcher, site: str) -> None:
    Site.pages["/rss"] = (200, {}, feed(site, ("/a", LONG)))
    watcher.add(f"{site}/rss")
    list(watcher.round())
    watcher.remove(f"{site}/rss")
    assert count(watcher, feeds) == 0 and count(watcher, reports) == 1
    with watcher.store.reading() as connection:
        said = list(connection.execute(sa.select(audit.c.action).order_by(audit.c.seq)).scalars())
    assert {"feed.add", "feed.check", "feed.remove"} <= set(said)


def test_the_command(site: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rasid, here = runner(capfd), ("--project", tmp_path / "p")
    Site.pages["/rss"] = (200, {}, feed(site, ("/a", LONG)))
    assert rasid("init", tmp_path / "p", "--who", "س").code == 0
    assert rasid("watch", "--once", *here, "--who", "س").code == 2  # nothing is watched
    assert rasid("watch", f"{site}/rss", "--once", "--private", *here, "--who", "س").code == 0
    again = rasid("watch", "--once", "--private", *here, "--who", "س")
    assert again.code == 0 and re.fullmatch(r"no feed is due; the next is in 1[5-7] minutes\.\n", again.err)  # jitter
    assert "· 1 item ·" in rasid("watch", "--list", *here, "--who", "س").out
    assert rasid("watch", "--remove", f"{site}/rss", *here, "--who", "س").code == 0
